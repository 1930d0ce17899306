//! Formatting: rustfmt for Rust, stylua for Lua.

use std::process::Command;

use anyhow::Result;

use super::runner::Outcome;
use crate::install;
use crate::process;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    process::run(workspace.cargo().args(["fmt", "--all", "--check"]))?;
    println!("cargo fmt: clean");
    let listed = process::output(
        Command::new("git").args(["ls-files", "*.lua"]).current_dir(&workspace.root),
    )?;
    let files: Vec<_> = listed.lines().collect();
    if !files.is_empty() {
        process::run(
            Command::new("node")
                .arg("xtask/stylua/check.mjs")
                .args(files)
                .env("ARC_LSP_STYLUA", install::stylua(workspace)?)
                .current_dir(&workspace.root),
        )?;
    }
    Ok(Outcome::Passed)
}
