//! Rust's tests: `cargo nextest` where it is, else `cargo test`, with the paths that our tests look for.

use std::process::Command;

use anyhow::Result;

use super::runner::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// The crate of `tests/`, whose targets are parts of their own.
pub const END_TO_END: &str = "arc-lsp-tests";

/// A command that runs tests; what to run is still to be added.
pub fn tests(workspace: &Workspace) -> Result<Command> {
    let mut command = workspace.cargo();
    if process::succeeds(workspace.cargo().args(["nextest", "--version"])) {
        command.args(["nextest", "run", "--no-fail-fast", "--status-level", "slow"]);
    } else {
        command.args(["test", "--no-fail-fast", "--quiet"]);
    }
    command.arg("--locked").env("ARC_LSP_BIN", workspace.server_binary()?);
    match workspace.shared() {
        Some(path) => {
            command.env("ARC_LSP_SHARED", path);
        }
        None => println!("skipped: tests on real manifests: no `../shared` beside the checkout"),
    }
    Ok(command)
}

/// Runs those targets of `tests/` that `wanted` picks by their names.
pub fn run_targets(
    workspace: &Workspace,
    wanted: fn(&str) -> bool,
    change: impl FnOnce(&mut Command),
) -> Result<Outcome> {
    let targets: Vec<_> =
        workspace.test_targets(END_TO_END).into_iter().filter(|name| wanted(name)).collect();
    if targets.is_empty() {
        return Ok(Outcome::Skipped("no such test target in tests/ yet"));
    }
    let mut command = tests(workspace)?;
    command.args(["--package", END_TO_END]);
    for target in targets {
        command.args(["--test", target]);
    }
    change(&mut command);
    process::run(&mut command)?;
    Ok(Outcome::Passed)
}
