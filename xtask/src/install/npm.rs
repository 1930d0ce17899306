//! Packages from npm: the reference that we are held to, and the formatter of our Lua. The committed
//! lock files pin them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::alone;
use crate::process;
use crate::workspace::Workspace;

/// The folder whose `node_modules` holds Architect's own packages.
pub fn reference(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.root.join("tests/conformance"), workspace.cache.join("reference"))
}

/// The folder whose `node_modules` holds the peer of the schedules that is on npm.
pub fn schedule_peer(workspace: &Workspace) -> Result<PathBuf> {
    install(
        &workspace.root.join("tests/conformance/schedules"),
        workspace.cache.join("schedules-npm"),
    )
}

/// The folder whose `node_modules` holds stylua.
pub fn stylua(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.root.join("xtask/stylua"), workspace.cache.join("stylua"))
}

/// The script of the `yaml-language-server` that ours is measured against.
pub fn yaml_language_server(workspace: &Workspace) -> Result<PathBuf> {
    let folder =
        install(&workspace.root.join("xtask/bench/peers"), workspace.cache.join("bench-npm"))?;
    Ok(folder.join("node_modules/yaml-language-server/bin/yaml-language-server"))
}

fn install(source: &Path, folder: PathBuf) -> Result<PathBuf> {
    alone(&folder, || {
        let lock = read(&source.join("package-lock.json"))?;
        // Written last, so that what stopped half-way is done again.
        let stamp = folder.join("installed-lock.json");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
            return Ok(());
        }
        fs::write(folder.join("package-lock.json"), &lock)?;
        fs::write(folder.join("package.json"), read(&source.join("package.json"))?)?;
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        process::run(
            Command::new(npm)
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
                .current_dir(&folder),
        )?;
        fs::write(stamp, lock).context("writing the stamp")
    })?;
    Ok(folder)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}
