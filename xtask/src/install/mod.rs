//! What the tests need and the checkout does not hold: pinned, and installed in the cache.

mod neovim;
mod npm;
mod python;
mod tree_sitter;

pub use neovim::neovim;
pub use npm::{reference, schedule_peer, stylua, yaml_language_server};
pub use python::{cfn_lint, ruff, schedule_peers};
pub use tree_sitter::tree_sitter;

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

/// Runs `install` while no other checkout installs the same thing.
fn alone<T>(folder: &Path, install: impl FnOnce() -> Result<T>) -> Result<T> {
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    let path = folder.with_extension("lock");
    let lock = File::create(&path).with_context(|| format!("creating {}", path.display()))?;
    lock.lock().with_context(|| format!("locking {}", path.display()))?;
    install()
}
