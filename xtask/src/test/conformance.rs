//! What we say against what Architect's own packages say: the `conformance` targets of `tests/`, which
//! find those packages under `ARC_LSP_REFERENCE`.

use anyhow::Result;

use super::runner::Outcome;
use super::rust;
use crate::install;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let reference = install::reference(workspace)?;
    rust::run_targets(workspace, is_target, |command| {
        command.env("ARC_LSP_REFERENCE", reference);
    })
}

/// Whether a test target needs the reference packages.
pub fn is_target(name: &str) -> bool {
    name.starts_with("conformance")
}
