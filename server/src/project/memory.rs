//! A disk in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::file_system::{DirEntry, FileKind, FileSystem, Listing};

/// A disk in memory, for tests. Folders exist where a file lies in them.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
    folders: BTreeSet<PathBuf>,
}

impl Memory {
    /// Adds a file, with all folders above it.
    pub fn insert(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        let path = path.into();
        self.folders.extend(path.ancestors().skip(1).map(Path::to_owned));
        self.files.insert(path, bytes.into());
    }

    /// Adds an empty folder, with all folders above it.
    pub fn insert_folder(&mut self, path: impl AsRef<Path>) {
        self.folders.extend(path.as_ref().ancestors().map(Path::to_owned));
    }

    /// Takes a file away; its folders stay.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        self.files.remove(path.as_ref());
    }
}

impl FileSystem for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        if self.files.contains_key(path) {
            return Some(FileKind::File);
        }
        self.folders.contains(path).then_some(FileKind::Folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        if !self.folders.contains(folder) {
            let is_file = self.files.contains_key(folder);
            let kind = if is_file { io::ErrorKind::NotADirectory } else { io::ErrorKind::NotFound };
            return Err(kind.into());
        }
        let entry = |path: &Path, kind| {
            let name = path.file_name().filter(|_| path.parent() == Some(folder))?;
            Some(DirEntry { name: name.to_owned(), kind, link: false })
        };
        // Everything below a folder stands together in the order of paths.
        let below = |path: &&PathBuf| path.starts_with(folder);
        let start = folder.to_owned()..;
        let files = self.files.range(start.clone()).map(|(path, _)| path).take_while(below);
        let folders = self.folders.range(start).take_while(below);
        let files = files.filter_map(|path| entry(path, FileKind::File));
        Ok(Listing::new(
            files.chain(folders.filter_map(|path| entry(path, FileKind::Folder))).collect(),
        ))
    }
}
