//! The tests of every crate but `tests/`, and the examples of their documentation.

use anyhow::Result;

use super::runner::Outcome;
use super::rust::{self, Output};
use crate::process;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let rest = ["--workspace", "--exclude", rust::END_TO_END];
    let selection = ["--all-targets", rest[0], rest[1], rest[2]];
    process::run(&mut rust::tests(workspace, &selection, Output::Hidden)?)?;
    // nextest runs no examples of the documentation.
    process::run(workspace.cargo().args(["test", "--locked", "--quiet", "--doc"]).args(rest))?;
    Ok(Outcome::Passed)
}
