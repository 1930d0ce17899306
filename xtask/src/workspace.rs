//! Where things lie: the checkout, its target directory, the cache, the corpus beside the checkout.

use std::cell::OnceCell;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// The checkout that `xtask` was built from, and what was found out about it.
pub struct Workspace {
    pub root: PathBuf,
    /// Downloads and installations, shared by all checkouts: `${XDG_CACHE_HOME:-~/.cache}/arc-lsp`.
    pub cache: PathBuf,
    metadata: Value,
    server: OnceCell<PathBuf>,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies in a folder of the workspace")?
            .to_owned();
        let text = process::output(
            Command::new("cargo")
                .args(["metadata", "--no-deps", "--format-version", "1", "--locked"])
                .current_dir(&root),
        )?;
        let metadata = serde_json::from_str(&text).context("reading `cargo metadata`")?;
        Ok(Self { cache: cache()?, root, metadata, server: OnceCell::new() })
    }

    /// The server's debug binary, built on the first call.
    pub fn server_binary(&self) -> Result<&Path> {
        if let Some(path) = self.server.get() {
            return Ok(path);
        }
        process::run(self.cargo().args(["build", "--locked", "--package", "arc-lsp"]))?;
        let path = self.binary("debug", "arc-lsp")?;
        Ok(self.server.get_or_init(|| path))
    }

    /// Where a binary of the workspace lies that was built with a profile.
    pub fn binary(&self, profile: &str, name: &str) -> Result<PathBuf> {
        let target = self.metadata["target_directory"].as_str().context("no target directory")?;
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        Ok(Path::new(target).join(profile).join(name))
    }

    /// `cargo`, started in the checkout.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(&self.root);
        command
    }

    /// The names of a package's test targets.
    pub fn test_targets(&self, package: &str) -> Vec<&str> {
        let packages = self.metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
        packages
            .iter()
            .filter(|entry| entry["name"] == package)
            .flat_map(|entry| entry["targets"].as_array().map_or(&[][..], Vec::as_slice))
            .filter(|target| target["kind"][0] == "test")
            .filter_map(|target| target["name"].as_str())
            .collect()
    }

    /// The folder of third-party manifests, where there is one: `ARC_LSP_SHARED`, else `../shared`.
    pub fn shared(&self) -> Option<PathBuf> {
        let named = env::var_os("ARC_LSP_SHARED").map(PathBuf::from);
        let path = named.unwrap_or_else(|| self.root.join("..").join("shared"));
        path.canonicalize().ok().filter(|path| path.join("corpus").is_dir())
    }
}

fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(path) => PathBuf::from(path),
        None => env::home_dir().context("no home directory and no XDG_CACHE_HOME")?.join(".cache"),
    };
    Ok(base.join("arc-lsp"))
}
