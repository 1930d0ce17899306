//! Neovim with our plugin folder, the grammar's parser and the built server, without a screen.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::runner::Outcome;
use crate::workspace::Workspace;
use crate::{install, process};

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let server = workspace.server_binary()?;
    let neovim = install::neovim(workspace)?;
    process::run(
        Command::new(neovim)
            .args(["--clean", "-u", "tests/editors/neovim/init.lua"])
            .args(["-l", "tests/editors/neovim/run.lua"])
            .env("ARC_LSP_BIN", server)
            .env("ARC_LSP_NEOVIM_PARSER", parser(workspace)?)
            .current_dir(&workspace.root),
    )?;
    Ok(Outcome::Passed)
}

/// A folder for Neovim's runtime path that holds the compiled parser.
fn parser(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.root.join("target/neovim");
    fs::create_dir_all(folder.join("parser"))?;
    process::run(
        Command::new(install::tree_sitter(workspace)?)
            .arg("build")
            .arg("--output")
            .arg(folder.join("parser/arc.so"))
            .arg("tree-sitter-arc")
            .current_dir(&workspace.root),
    )?;
    Ok(folder)
}
