//! The tree-sitter command line, which generates the parser and runs the grammar's corpus.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::alone;
use crate::process;
use crate::workspace::Workspace;

const VERSION: &str = "0.27.1";

/// The path of the installed `tree-sitter`. The first installation compiles it, some two minutes.
pub fn tree_sitter(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.cache.join("tools");
    let binary = folder.join("bin").join(format!("tree-sitter{}", env::consts::EXE_SUFFIX));
    alone(&folder, || {
        let version = binary
            .exists()
            .then(|| process::output(Command::new(&binary).arg("--version")).ok())
            .flatten();
        if version.is_some_and(|text| text.split_whitespace().nth(1) == Some(VERSION)) {
            return Ok(());
        }
        // The default features want a JavaScript engine and a WebAssembly runtime; Node does for us.
        process::run(
            Command::new("cargo")
                .args(["install", "--locked", "--no-default-features", "--force"])
                .args(["--version", VERSION, "tree-sitter-cli", "--root"])
                .arg(&folder),
        )
    })?;
    Ok(binary)
}
