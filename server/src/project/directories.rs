//! The folders around a manifest, each listed once.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use super::file_system::{FileSystem, Listing};

/// Listings of folders of a project, by their path relative to it.
pub(super) struct Directories<'a> {
    pub(super) files: &'a dyn FileSystem,
    pub(super) root: &'a Path,
    known: HashMap<String, Option<Listing>>,
}

impl<'a> Directories<'a> {
    pub(super) fn new(files: &'a dyn FileSystem, root: &'a Path) -> Directories<'a> {
        Directories { files, root, known: HashMap::new() }
    }

    /// What lies in a folder; nothing where there is no such folder.
    pub(super) fn list(&mut self, dir: &str) -> Option<Listing> {
        if let Some(known) = self.known.get(dir) {
            return known.clone();
        }
        let listing = self.files.list(&locate(self.root, dir)).ok();
        self.known.insert(dir.to_owned(), listing.clone());
        listing
    }

    /// The absolute path of a name in a folder of the project.
    pub(super) fn path(&self, dir: &str, name: &str) -> PathBuf {
        locate(self.root, dir).join(name)
    }
}

/// The absolute path of one relative to a project, with `/` between its parts, as Node's `path.join` makes
/// it: `..` goes up by name, and a leading `/` means nothing.
pub(super) fn locate(root: &Path, relative: &str) -> PathBuf {
    let mut path = root.to_owned();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if path.components().next_back() != Some(Component::RootDir) => {
                path.pop();
            }
            ".." => {}
            _ => path.push(part),
        }
    }
    path
}
