//! The binary from outside: every target of `tests/` that needs no reference package.

use anyhow::Result;

use super::conformance;
use super::runner::Outcome;
use super::rust::{self, Output};
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    rust::run_targets(workspace, |name| !conformance::is_target(name), Output::Hidden)
}
