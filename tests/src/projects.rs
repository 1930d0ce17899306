//! Projects on the disk: the corpus's, and generated ones.

use std::path::{Path, PathBuf};

use arc_lsp::project::PREFERENCES_NAMES;

use crate::places;

/// The projects of the corpus, by name; says so when there is no corpus.
pub fn corpus() -> Option<Vec<PathBuf>> {
    let folder = places::shared()?.join("corpus/projects");
    let mut projects: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the corpus has projects")
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    projects.sort();
    Some(projects)
}

/// Writes a project of the corpus: its manifest and configs as they are, everything else empty. An empty
/// `package.json` would be no JSON, and empty preferences an error, so the one says nothing and the others are
/// left out.
pub fn write_corpus_project(project: &Path, target: &Path) {
    let files = project.join("files");
    for path in std::fs::read_to_string(project.join("tree.txt")).expect("a tree").lines() {
        let path = path.trim_start_matches("./");
        if path.is_empty() {
            continue;
        }
        if path.ends_with('/') {
            std::fs::create_dir_all(target.join(path)).expect("a folder");
            continue;
        }
        let (_, name) = path.rsplit_once('/').unwrap_or_default();
        let name = if name.is_empty() { path } else { name };
        if PREFERENCES_NAMES.contains(&name) {
            continue;
        }
        let empty = if name == "package.json" { b"{}".to_vec() } else { Vec::new() };
        let text = std::fs::read(files.join(path)).unwrap_or(empty);
        // A path of which another is the folder is no file.
        if !target.join(path).is_dir() {
            write(target, path, &text);
        }
    }
    copy(&files, &files, target);
}

fn copy(root: &Path, folder: &Path, target: &Path) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            copy(root, &path, target);
            continue;
        }
        let relative = path.strip_prefix(root).expect("below the root").to_string_lossy();
        let name = if relative == "gitignore.txt" { ".gitignore" } else { &relative };
        write(target, name, &std::fs::read(&path).expect("a readable file"));
    }
}

/// Writes a file with the folders above it.
pub fn write(root: &Path, path: &str, text: &[u8]) {
    let path = root.join(path);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).expect("a folder");
    }
    std::fs::write(path, text).expect("a file");
}

/// The manifest of a project that is in Architect's own format.
pub fn arc_manifest(root: &Path) -> Option<PathBuf> {
    ["app.arc", ".arc"].into_iter().map(|name| root.join(name)).find(|path| path.is_file())
}
