//! What the end-to-end tests share: where things lie, a language client, the reference behind a pipe, generated manifests.

pub mod blame;
pub mod clean;
pub mod client;
pub mod corpus;
pub mod data_forms;
pub mod editor;
pub mod folder;
pub mod furnish;
pub mod generate;
pub mod imports;
pub mod inventory;
pub mod judgement;
pub mod package;
pub mod pipe;
pub mod places;
pub mod planted;
pub mod projects;
pub mod reference;
pub mod schedule_peers;
pub mod schedules;
pub mod schema;
pub mod slip;
pub mod user;
pub mod valid;
pub mod workspace_edit;
