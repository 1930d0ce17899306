//! `docs/rules/`: a page for each rule and their index; `docs/configuration.md` with the schema of the settings. All as
//! the built binary prints them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Files;
use crate::process;
use crate::workspace::Workspace;

const FOLDER: &str = "docs/rules";

pub fn pages(workspace: &Workspace) -> Result<Files> {
    let binary = workspace.server_binary()?;
    let explain = |arguments: &[&str]| {
        let mut command = Command::new(binary);
        process::output(command.arg("explain").args(arguments))
    };
    let folder = Path::new(FOLDER);
    let mut files = Files::new();
    // What lies there and no rule asks for is to go.
    for entry in fs::read_dir(workspace.root.join(folder)).into_iter().flatten() {
        files.insert(folder.join(entry?.file_name()), None);
    }
    let settings = explain(&["--settings", "--format", "markdown"])?;
    files.insert("docs/configuration.md".into(), Some(settings.into_bytes()));
    let schema = explain(&["--settings", "--format", "json"])?;
    files.insert("docs/arc-lsp.schema.json".into(), Some(schema.into_bytes()));
    let index = explain(&["--format", "markdown"])?;
    files.insert(folder.join("README.md"), Some(index.into_bytes()));
    let rules: Vec<Value> = serde_json::from_str(&explain(&["--format", "json"])?)
        .context("reading `arc-lsp explain --format json`")?;
    for rule in rules {
        let name = rule["name"].as_str().context("a rule has a name")?;
        let page = explain(&["--format", "markdown", name])?;
        files.insert(folder.join(format!("{name}.md")), Some(page.into_bytes()));
    }
    Ok(files)
}
