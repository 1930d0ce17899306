//! What the end-to-end tests share: where things lie, the reference behind a pipe, generated manifests.

pub mod generate;
pub mod places;
pub mod reference;
