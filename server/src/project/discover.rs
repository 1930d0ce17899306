//! Finding manifests: below a folder, and upward from a file.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};
use serde_json::Value;

use crate::syntax::{Format, Syntax};

use super::file_system::{Disk, FileSystem};
use super::package_json::PackageJson;

/// What a manifest is called, the name that counts before the others first. (`@architect/inventory`, `read`)
pub const MANIFEST_NAMES: [&str; 6] =
    ["app.arc", ".arc", "arc.json", "arc.yaml", "arc.yml", PACKAGE];

const PACKAGE: &str = "package.json";

/// Folders that no search enters.
const NEVER_ENTERED: [&str; 2] = ["node_modules", ".git"];

/// What a search below a folder came to.
#[derive(Debug, Default)]
pub struct Discovered {
    /// The manifests, at most one a folder, sorted by path.
    pub manifests: Vec<PathBuf>,
    /// What could not be looked into, sorted by path: manifests below it are not among the others.
    pub errors: Vec<(PathBuf, io::Error)>,
}

/// Finds the manifests in and below a folder of the disk, as fast as its threads walk.
///
/// What git ignores is passed over, in a repository or not, and so is what lies in `node_modules` and `.git`;
/// links are not followed. In each folder the first of [`MANIFEST_NAMES`] counts.
pub fn discover(folder: &Path) -> Discovered {
    discover_seen(folder, &|_| {})
}

/// The same; `see` is told of each folder before it is looked into.
pub fn discover_seen(folder: &Path, see: &(dyn Fn(&Path) + Sync)) -> Discovered {
    let (send, receive) = mpsc::channel();
    walk(folder).run(|| {
        let send = send.clone();
        Box::new(move |entry| {
            let found = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {
                    see(entry.path());
                    None
                }
                Ok(entry) => candidate(&entry).map(Ok),
                Err(error) => Some(Err(located(error, folder))),
            };
            // The receiver lives until the walk is over.
            match found.map(|found| send.send(found)) {
                Some(Err(_)) => WalkState::Quit,
                _ => WalkState::Continue,
            }
        })
    });
    drop(send);

    let mut discovered = Discovered::default();
    let mut folders: BTreeMap<PathBuf, [bool; MANIFEST_NAMES.len()]> = BTreeMap::new();
    for found in receive {
        match found {
            Ok((folder, name)) => folders.entry(folder).or_default()[name] = true,
            Err(error) => discovered.errors.push(error),
        }
    }
    for (folder, names) in folders {
        let names = MANIFEST_NAMES.into_iter().zip(names).filter_map(|(n, is)| is.then_some(n));
        discovered.manifests.extend(first(&Disk, &folder, names));
    }
    discovered.errors.sort_by(|(a, _), (b, _)| a.cmp(b));
    discovered
}

/// The manifest of the project that a file or folder belongs to: the nearest upward, that of the folder itself
/// before those above it.
pub fn project_of(files: &dyn FileSystem, path: &Path) -> Option<PathBuf> {
    path.ancestors().find_map(|folder| {
        let listing = files.list(folder).ok()?;
        first(files, folder, MANIFEST_NAMES.into_iter().filter(|name| listing.has_file(name)))
    })
}

fn walk(folder: &Path) -> ignore::WalkParallel {
    WalkBuilder::new(folder)
        // `.arc` is hidden.
        .hidden(false)
        .require_git(false)
        // The same on every machine: neither a person's own ignore file nor those of search tools.
        .git_global(false)
        .ignore(false)
        .filter_entry(|entry| {
            let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            // Whoever names such a folder means it.
            let named = entry.depth() == 0;
            named || !folder || NEVER_ENTERED.iter().all(|name| entry.file_name() != *name)
        })
        .build_parallel()
}

/// The folder of a file that may be a manifest, and the place of its name in [`MANIFEST_NAMES`].
fn candidate(entry: &DirEntry) -> Option<(PathBuf, usize)> {
    let name = MANIFEST_NAMES.iter().position(|name| entry.file_name() == *name)?;
    let kind = entry.file_type()?;
    // A manifest may be a link; a folder may have its name.
    let file = if kind.is_symlink() { entry.path().is_file() } else { kind.is_file() };
    file.then(|| Some((entry.path().parent()?.to_owned(), name)))?
}

/// The first that is a manifest of the files with these names in a folder.
fn first<'a>(
    files: &dyn FileSystem,
    folder: &Path,
    mut names: impl Iterator<Item = &'a str>,
) -> Option<PathBuf> {
    let name = names.find(|name| match *name {
        PACKAGE => has_manifest(files, &folder.join(PACKAGE)),
        "arc.json" => !is_function_config(files, &folder.join(name)),
        _ => true,
    })?;
    Some(folder.join(name))
}

/// Whether a `package.json` holds a manifest; a broken one, as far as one can be made out in it.
fn has_manifest(files: &dyn FileSystem, path: &Path) -> bool {
    let Ok(bytes) = files.read(path) else { return false };
    let text = String::from_utf8_lossy(&bytes);
    // There are many, and hardly any has one.
    if !text.contains("\"arc\"") && !text.contains("\"architect\"") {
        return false;
    }
    match PackageJson::parse(path, &bytes) {
        Some(package) => package.has_manifest,
        None => {
            let syntax = Syntax::parse_as(Format::Package, text);
            !syntax.problems.is_empty()
        }
    }
}

/// Whether an `arc.json` is that of a function, whose config file may have the same name: it holds what a config
/// can hold, and nothing else. One that is no JSON is a broken manifest.
fn is_function_config(files: &dyn FileSystem, path: &Path) -> bool {
    let value = files.read(path).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let Some(Value::Object(pragmas)) = value else { return false };
    pragmas.keys().all(|name| ["aws", "arc"].contains(&name.as_str()))
}

/// What could not be read and why.
fn located(error: ignore::Error, folder: &Path) -> (PathBuf, io::Error) {
    fn path(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::Loop { child, .. } => Some(child),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                path(err)
            }
            ignore::Error::Partial(errors) => errors.iter().find_map(path),
            _ => None,
        }
    }
    let place = path(&error).unwrap_or(folder).to_owned();
    let text = error.to_string();
    (place, error.into_io_error().unwrap_or_else(|| io::Error::other(text)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    fn of(fixture: &str, path: &str) -> Option<PathBuf> {
        project_of(&Fixture::parse(fixture).file_system(), Path::new(path))
    }

    fn at(path: &str) -> Option<PathBuf> {
        Some(path.into())
    }

    #[test]
    fn the_nearest_manifest_upward_is_the_project() {
        let files = "#- app.arc\n#- src/http/get-index/index.mjs\n#- a/.arc\n#- a/src/x.js\n";
        for (path, manifest) in [
            ("/project/src/http/get-index/index.mjs", at("/project/app.arc")),
            ("/project/src/not/there/yet.js", at("/project/app.arc")),
            ("/project/a/src/x.js", at("/project/a/.arc")),
            ("/project/a", at("/project/a/.arc")),
            ("/project/app.arc", at("/project/app.arc")),
            ("/elsewhere/app.arc", None),
        ] {
            assert_eq!(of(files, path), manifest, "{path}");
        }
    }

    #[test]
    fn the_first_name_in_a_folder_counts() {
        let names = ["app.arc", ".arc", "arc.json", "arc.yaml", "arc.yml"];
        for (index, name) in names.iter().enumerate() {
            let files: String = names[index..].iter().map(|name| format!("#- {name}\n")).collect();
            let found = of(&files, "/project/x").expect("there is a manifest");
            assert_eq!(found, Path::new("/project").join(name));
        }
    }

    #[test]
    fn a_package_is_a_manifest_by_its_key() {
        let app = "#- package.json\n{\"arc\":{\"app\":\"x\"}}\n";
        assert_eq!(of(app, "/project/x"), at("/project/package.json"));
        let old = "#- package.json\n{\"architect\":{\"app\":\"x\"}}\n";
        assert_eq!(of(old, "/project/x"), at("/project/package.json"));
        assert_eq!(of("#- package.json\n{\"name\":\"x\"}\n", "/project/x"), None);
        let below = "#- app.arc\n#- a/package.json\n{\"name\":\"x\"}\n";
        assert_eq!(of(below, "/project/a/x"), at("/project/app.arc"));
    }

    #[test]
    fn the_config_of_a_function_is_no_manifest() {
        let config = "#- app.arc\n#- src/events/a/arc.json\n{\"aws\":{\"timeout\":9}}\n";
        assert_eq!(of(config, "/project/src/events/a/index.js"), at("/project/app.arc"));
        let nested = "#- app.arc\n#- b/arc.json\n{\"app\":\"b\",\"aws\":{}}\n";
        assert_eq!(of(nested, "/project/b/index.js"), at("/project/b/arc.json"));
        assert_eq!(of("#- arc.json\n{", "/project/b"), at("/project/arc.json"));
    }
}
