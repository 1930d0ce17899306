//! The ways to print a report, one file each; `kind` lists them, and `render` asks the one that is wanted.

mod concise;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod kind;
mod render;
mod repository;
mod sarif;
mod statistics;
mod summary;

pub(super) use kind::Format;
pub(super) use render::{render, write_beside};
