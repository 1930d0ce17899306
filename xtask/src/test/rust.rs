//! Rust's tests: `cargo nextest` where it is, else `cargo test`, with the paths that our tests look for.

use std::process::Command;

use anyhow::{Result, bail};

use super::runner::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// The crate of `tests/`, whose targets are parts of their own.
pub const END_TO_END: &str = "arc-lsp-tests";

/// Whether what a test that passed printed is of interest: seeds and counts are.
#[derive(Clone, Copy, PartialEq)]
pub enum Output {
    Hidden,
    Shown,
}

/// The tests that `selection`, arguments of cargo, picks.
pub fn tests(workspace: &Workspace, selection: &[&str], output: Output) -> Result<Command> {
    let mut command = workspace.cargo();
    let shown = output == Output::Shown;
    if has_nextest(workspace) {
        command.args(["nextest", "run", "--locked", "--no-fail-fast"]).args(selection);
        let prints = if shown { ["pass", "immediate"] } else { ["slow", "never"] };
        command.args(["--status-level", prints[0], "--success-output", prints[1]]);
    } else {
        command.args(["test", "--locked", "--no-fail-fast", "--quiet"]).args(selection);
        if shown {
            command.args(["--", "--nocapture"]);
        }
    }
    command.env("ARC_LSP_BIN", workspace.server_binary()?);
    match workspace.shared() {
        Some(path) => {
            command.env("ARC_LSP_SHARED", path);
        }
        None => println!("skipped: tests on real manifests: no `../shared` beside the checkout"),
    }
    Ok(command)
}

fn has_nextest(workspace: &Workspace) -> bool {
    process::succeeds(workspace.cargo().args(["nextest", "--version"]))
}

/// Runs those targets of `tests/` that `wanted` picks by their names.
pub fn run_targets(
    workspace: &Workspace,
    wanted: fn(&str) -> bool,
    output: Output,
) -> Result<Outcome> {
    let profile = if has_nextest(workspace) { "--cargo-profile" } else { "--profile" };
    let targets: Vec<_> =
        workspace.test_targets(END_TO_END).into_iter().filter(|name| wanted(name)).collect();
    if targets.is_empty() {
        bail!("no test target of {END_TO_END} belongs to this part");
    }
    let mut selection = vec![profile, "tests", "--package", END_TO_END];
    for target in targets {
        selection.extend(["--test", target]);
    }
    process::run(&mut tests(workspace, &selection, output)?)?;
    Ok(Outcome::Passed)
}
