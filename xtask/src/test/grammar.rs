//! The grammar: the generated files are what their sources make, and each example of the corpus and of
//! the highlighting tests reads as written there.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use super::runner::Outcome;
use crate::workspace::Workspace;
use crate::{codegen, install, process};

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    if codegen::run(workspace, &["--check".to_owned()])? != ExitCode::SUCCESS {
        bail!("generated files are stale");
    }
    process::run(
        Command::new(install::tree_sitter(workspace)?)
            .arg("test")
            // Where the compiled grammar is kept; tree-sitter's own place is shared by all checkouts.
            .env("TREE_SITTER_LIBDIR", workspace.root.join("target").join("tree-sitter"))
            .current_dir(workspace.root.join("tree-sitter-arc")),
    )?;
    Ok(Outcome::Passed)
}
