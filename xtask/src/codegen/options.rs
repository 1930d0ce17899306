//! The tables of options in pages of the guide, as the built binary declares them.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::Files;
use crate::process;
use crate::workspace::Workspace;

/// Pages, each with the command whose options it lists.
const PAGES: [(&str, &str); 1] = [("docs/check.md", "check")];

/// What stands between these is written.
const BEGIN: &str = "<!-- options: written by `cargo xtask codegen options` -->\n";
const END: &str = "<!-- end of options -->\n";

pub fn tables(workspace: &Workspace) -> Result<Files> {
    let binary = workspace.server_binary()?;
    let mut files = Files::new();
    for (page, command) in PAGES {
        let text = fs::read_to_string(workspace.root.join(page))
            .with_context(|| format!("reading {page}"))?;
        let (before, rest) =
            text.split_once(BEGIN).with_context(|| format!("{page} has a place for options"))?;
        let (_, after) =
            rest.split_once(END).with_context(|| format!("{page} says where options end"))?;
        let options =
            process::output(Command::new(binary).args(["explain", "--options", command]))?;
        let text = format!("{before}{BEGIN}\n{options}{END}{after}");
        files.insert(page.into(), Some(text.into_bytes()));
    }
    Ok(files)
}
