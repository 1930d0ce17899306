//! A disk for a manifest that has none: the folders and files that it asks for, so that the reference gets past them.

use std::path::Path;

use arc_lsp::manifest::{functions, shared, views};
use arc_lsp::syntax::{Reading, Shape, Syntax};

use crate::projects::write;

/// Writes the manifest, a handler for every function, the folders to share, and the files of plugins. What is
/// there already stays.
pub fn furnish(folder: &Path, manifest: &str) {
    write(folder, "app.arc", manifest.as_bytes());
    let syntax = Syntax::parse(manifest);
    for function in functions(&syntax.reading) {
        add(folder, &format!("{}/index.js", function.dir));
    }
    for (pragma, sharing) in
        [("shared", shared(&syntax.reading)), ("views", views(&syntax.reading))]
    {
        if sharing.span.is_none() {
            continue;
        }
        let src = sharing.src.map_or_else(|| format!("src/{pragma}"), |src| src.text.to_string());
        add(folder, &format!("{src}/shared.js"));
    }
    for src in plugin_sources(&syntax.reading) {
        add(folder, &src);
    }
}

/// Writes the config of a function, below a manifest with nothing to complain about.
pub fn furnish_config(folder: &Path, config: &str) {
    furnish(folder, "@app\nmy-app\n@events\nyolo\n");
    write(folder, "src/events/yolo/config.arc", config.as_bytes());
}

fn plugin_sources(reading: &Reading) -> Vec<String> {
    let entries = reading.pragma("plugins").map_or(&[][..], |pragma| &pragma.entries);
    let sources = entries.iter().filter(|entry| matches!(entry.shape, Shape::Map { .. }));
    sources.filter_map(|entry| Some(entry.value("src")?.text.to_string())).collect()
}

/// An empty file, where it can be made: below the folder, and where no other is in its way.
fn add(folder: &Path, path: &str) {
    let leaves = path.split(['/', '\\']).any(|part| part == "..") || path.contains('\0');
    let target = folder.join(path.trim_start_matches('/'));
    if leaves || target.exists() {
        return;
    }
    if let Some(parent) = target.parent()
        && std::fs::create_dir_all(parent).is_ok()
    {
        // A name that the disk does not take, or that a folder has, is no file.
        let _ = std::fs::write(&target, "");
    }
}
