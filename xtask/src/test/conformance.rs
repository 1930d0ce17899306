//! What we say against what Architect's own packages and other implementations of AWS's cron say: the
//! `…conformance` targets of `tests/`, which find those packages in the cache.

use anyhow::Result;

use super::runner::Outcome;
use super::rust::{self, Output};
use crate::install;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    install::reference(workspace)?;
    install::schedule_peer(workspace)?;
    install::schedule_peers(workspace)?;
    install::cfn_lint(workspace)?;
    rust::run_targets(workspace, is_target, Output::Shown)
}

/// Whether a test target needs the reference packages.
pub fn is_target(name: &str) -> bool {
    name.ends_with("conformance")
}
