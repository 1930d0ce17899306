//! Neovim with our plugin folder and the built server, without a screen.

use std::process::Command;

use anyhow::Result;

use super::runner::Outcome;
use crate::workspace::Workspace;
use crate::{install, process};

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    if !workspace.root.join("tests/editors/neovim").exists() {
        return Ok(Outcome::Skipped("no test of it yet"));
    }
    let server = workspace.server_binary()?;
    let neovim = install::neovim(workspace)?;
    process::run(
        Command::new(neovim)
            .args(["--clean", "-u", "tests/editors/neovim/init.lua"])
            .args(["-l", "tests/editors/neovim/run.lua"])
            .env("ARC_LSP_BIN", server)
            .current_dir(&workspace.root),
    )?;
    Ok(Outcome::Passed)
}
