//! `cargo xtask fmt`: rustfmt for Rust, stylua for Lua.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::install;
use crate::process;
use crate::workspace::Workspace;

/// What to do with a file that is not formatted.
#[derive(Clone, Copy, PartialEq)]
pub enum Mode {
    Check,
    Write,
}

pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    if !arguments.is_empty() {
        bail!("fmt takes no argument; `cargo xtask test fmt` only checks");
    }
    rust(workspace, Mode::Write)?;
    lua(workspace, Mode::Write)?;
    Ok(ExitCode::SUCCESS)
}

/// Every crate of the workspace.
pub fn rust(workspace: &Workspace, mode: Mode) -> Result<()> {
    let mut command = workspace.cargo();
    command.args(["fmt", "--all"]);
    if mode == Mode::Check {
        command.arg("--check");
    }
    process::run(&mut command)
}

/// Every Lua file that git knows, or would know.
pub fn lua(workspace: &Workspace, mode: Mode) -> Result<()> {
    let listed = process::output(
        Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "*.lua"])
            .current_dir(&workspace.root),
    )?;
    let files: Vec<_> = listed.lines().filter(|file| workspace.root.join(file).is_file()).collect();
    let mut command = Command::new("node");
    command.arg("xtask/stylua/check.mjs");
    if mode == Mode::Write {
        command.arg("--write");
    }
    process::run(
        command
            .args(files)
            .env("ARC_LSP_STYLUA", install::stylua(workspace)?)
            .current_dir(&workspace.root),
    )
}
