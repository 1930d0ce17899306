//! Formatting: rustfmt for Rust, stylua for Lua.

use anyhow::Result;

use super::runner::Outcome;
use crate::format::{self, Mode};
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<Outcome> {
    format::rust(workspace, Mode::Check)?;
    println!("cargo fmt: clean");
    format::lua(workspace, Mode::Check)?;
    Ok(Outcome::Passed)
}
