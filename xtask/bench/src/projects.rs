//! The projects that commands are let loose on.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::documents::Document;

/// How many projects the tree has, each with ten functions.
pub const PROJECTS: usize = 1_000;

/// Writes a manifest and a handler for each function that it declares.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_project(folder: &Path, manifest: &Document) -> Result<()> {
    write(&folder.join(manifest.name), &manifest.text)?;
    let syntax = arc_lsp::syntax::Syntax::parse(manifest.text.as_str());
    for function in arc_lsp::manifest::functions(&syntax.reading) {
        write(&folder.join(&function.dir).join("index.mjs"), HANDLER)?;
    }
    Ok(())
}

/// Writes a tree of [`PROJECTS`] projects: each declares six topics, two queues and two routes, and has their
/// handlers.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_tree(folder: &Path) -> Result<()> {
    for project in 0..PROJECTS {
        let root = folder.join(format!("group-{}/app-{project}", project % 20));
        let mut manifest = format!("@app\napp-{project}\n\n@events\n");
        for topic in 0..6 {
            let _ = writeln!(manifest, "topic-{topic}");
            write(&root.join(format!("src/events/topic-{topic}/index.mjs")), HANDLER)?;
        }
        manifest += "\n@queues\n";
        for queue in 0..2 {
            let _ = writeln!(manifest, "queue-{queue}");
            write(&root.join(format!("src/queues/queue-{queue}/index.mjs")), HANDLER)?;
        }
        manifest += "\n@http\nget /\nget /about\n";
        write(&root.join("src/http/get-index/index.mjs"), HANDLER)?;
        write(&root.join("src/http/get-about/index.mjs"), HANDLER)?;
        write(&root.join("app.arc"), &manifest)?;
    }
    Ok(())
}

const HANDLER: &str = "export async function handler (event) {\n  console.log(event)\n}\n";

/// Writes a file, with the folders above it.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}
