//! Files that look as if Architect read them, and that it does not.

use std::path::PathBuf;

use smol_str::SmolStr;

use crate::manifest::Function;
use crate::syntax::Reading;

use super::directories::Directories;
use super::discover::MANIFEST_NAMES;
use super::file_system::Listing;
use super::handler::is_standard_name;
use super::package_json::PackageJson;
use super::preferences_names::PREFERENCES_NAMES;

/// A file that Architect does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadFile {
    /// Its absolute path.
    pub path: PathBuf,
    /// What it was meant to be.
    pub kind: DeadFileKind,
}

/// What a file that Architect does not read was meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeadFileKind {
    /// `.arc-env`: variables of Architect 6 and before.
    Environment,
    /// `arc.toml`: a manifest in a format that Architect no longer reads.
    Toml,
    /// A second manifest, whose name comes later.
    Manifest,
    /// Second preferences, whose name comes later.
    Preferences,
    /// The handler of a table's stream where streams no longer live.
    Stream {
        /// The table.
        table: SmolStr,
    },
}

/// The folders of `src` that held the handlers of streams in earlier versions.
const OLD_STREAMS: [&str; 2] = ["tables", "streams"];

/// The dead files of a project, function configs apart. `manifest` is the name of the manifest that counts.
pub(super) fn dead_files(
    directories: &mut Directories<'_>,
    manifest: &str,
    package: Option<&PackageJson>,
    reading: &Reading,
    functions: &[Function],
) -> Vec<DeadFile> {
    let mut dead = Vec::new();
    let Some(top) = directories.list(".") else { return dead };
    let mut add = |name: &str, kind| {
        dead.push(DeadFile { path: directories.path(".", name), kind });
    };
    for (name, kind) in [(".arc-env", DeadFileKind::Environment), ("arc.toml", DeadFileKind::Toml)]
    {
        if top.has_file(name) {
            add(name, kind);
        }
    }
    let later = MANIFEST_NAMES.iter().skip_while(|name| **name != manifest).skip(1);
    for name in later.filter(|name| top.has_file(name)) {
        if *name != "package.json" || package.is_some_and(|package| package.has_manifest) {
            add(name, DeadFileKind::Manifest);
        }
    }
    for name in PREFERENCES_NAMES.into_iter().filter(|name| top.has_file(name)).skip(1) {
        add(name, DeadFileKind::Preferences);
    }
    streams(directories, reading, functions, &mut dead);
    dead
}

fn streams(
    directories: &mut Directories<'_>,
    reading: &Reading,
    functions: &[Function],
    dead: &mut Vec<DeadFile>,
) {
    let tables = reading.pragma("tables").map_or(&[][..], |tables| &tables.entries);
    let Some(src) = directories.list("src").filter(|_| !tables.is_empty()) else { return };
    for folder in OLD_STREAMS.into_iter().filter(|folder| src.has_folder(folder)) {
        let Some(folders) = directories.list(&format!("src/{folder}")) else { continue };
        for table in tables.iter().map(|table| table.head().to_js_string()) {
            let dir = format!("src/{folder}/{table}");
            let is_used = functions.iter().any(|function| {
                function.dir == dir || function.dir.starts_with(&format!("{dir}/"))
            });
            if is_used || !folders.has_folder(&table) {
                continue;
            }
            let Some(handler) = directories.list(&dir).and_then(|listing| handler(&listing)) else {
                continue;
            };
            let path = directories.path(&dir, &handler);
            dead.push(DeadFile { path, kind: DeadFileKind::Stream { table } });
        }
    }
}

/// A file that is a handler by its name, or the source of one.
fn handler(listing: &Listing) -> Option<String> {
    let mut files = listing.files();
    files.find(|name| is_standard_name(name) || *name == "index.ts").map(str::to_owned)
}
