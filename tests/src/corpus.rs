//! The corpus of real projects and manifests, read in place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use arc_lsp::project::{FileSystem, Memory, PREFERENCES_NAMES, Project};
use serde_json::Value;

use crate::places;

/// A public project.
#[derive(Debug)]
pub struct CorpusProject {
    /// `owner+repository`, and `__folder+below` where it is not at the repository's root.
    pub name: String,
    /// The folder with its manifest, on the disk in memory.
    pub root: PathBuf,
    /// The manifest.
    pub manifest: PathBuf,
    /// Its files: manifest, configs and ignore files with their texts, all others empty.
    pub files: Memory,
    /// What the reference said of it.
    pub reference: Value,
}

impl CorpusProject {
    fn read(folder: &Path) -> CorpusProject {
        let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        let below = name.split_once("__").map_or(String::new(), |(_, path)| path.replace('+', "/"));
        let top = Path::new("/repository");
        let root = if below.is_empty() { top.to_owned() } else { top.join(below) };

        let mut files = Memory::default();
        files.insert_folder(top.join(".git"));
        // The corpus has no texts of preferences, and empty ones would be broken; so would a `package.json` be.
        let tree = text(&folder.join("tree.txt"));
        let is_preferences = |path: &&str| PREFERENCES_NAMES.contains(path);
        for path in tree.lines().filter(|path| !is_preferences(path)) {
            let is_package = Path::new(path).file_name().is_some_and(|name| name == "package.json");
            files.insert(root.join(path), if is_package { "{}" } else { "" });
        }
        for entry in std::fs::read_dir(folder).expect("readable") {
            let file_name = entry.expect("readable").file_name().to_string_lossy().into_owned();
            let above =
                file_name.strip_prefix("gitignore-of-").and_then(|n| n.strip_suffix(".txt"));
            if let Some(above) = above {
                let above = if above == "root" { String::new() } else { above.replace('+', "/") };
                let rules = text(&folder.join(&file_name));
                files.insert(top.join(above).join(".gitignore"), rules);
            }
        }
        copy(&folder.join("files"), &root, &mut files);
        let reference: Value =
            serde_json::from_str(&text(&folder.join("reference.json"))).expect("JSON");
        if let Some(package) =
            reference.get("package").filter(|_| has(&files, &root, "package.json"))
        {
            files.insert(root.join("package.json"), package.to_string());
        }
        // The reference names it relative to the repository.
        let manifest = Path::new(reference["manifest"].as_str().expect("a path"));
        let manifest = root.join(manifest.file_name().expect("a path to a file"));
        CorpusProject { name, root, manifest, files, reference }
    }

    /// The project, loaded.
    pub fn load(&self) -> Project {
        Project::load(&self.files, &self.manifest).expect("the corpus has the manifest")
    }
}

fn has(files: &Memory, folder: &Path, name: &str) -> bool {
    files.kind(&folder.join(name)).is_some()
}

fn copy(from: &Path, to: &Path, files: &mut Memory) {
    for entry in std::fs::read_dir(from).expect("readable") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("an entry has a name").to_owned();
        if path.is_dir() {
            copy(&path, &to.join(name), files);
        } else {
            let name = if name == "gitignore.txt" { ".gitignore".into() } else { name };
            files.insert(to.join(name), std::fs::read(&path).expect("readable"));
        }
    }
}

fn text(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).expect("readable")).into_owned()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the corpus is readable");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

/// The projects, by name; nothing where there is no corpus.
pub fn projects() -> Option<Vec<CorpusProject>> {
    let folder = places::shared()?.join("corpus/projects");
    Some(sorted(&folder).iter().map(|folder| CorpusProject::read(folder)).collect())
}

/// The distinct manifests and configs of the projects' histories, each with the name of its file; nothing where
/// there is no corpus.
pub fn manifests() -> Option<Vec<(String, String)>> {
    let folder = places::shared()?.join("corpus/manifests");
    let name = |path: &Path| path.file_name().expect("a file").to_string_lossy().into_owned();
    Some(sorted(&folder).iter().map(|path| (name(path), text(path))).collect())
}

/// The names of those of [`manifests`] that are configs of functions.
pub fn configs() -> Option<BTreeSet<String>> {
    let lines = text(&places::shared()?.join("corpus/manifests.jsonl"));
    let answers = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let configs = answers.filter(|answer| answer["kind"] == "config");
    Some(configs.map(|answer| answer["file"].as_str().expect("a name").to_owned()).collect())
}
