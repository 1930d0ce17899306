//! Lints of every target of every crate, warnings as errors.

use anyhow::Result;

use super::runner::Outcome;
use crate::process;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    process::run(workspace.cargo().args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(Outcome::Passed)
}
