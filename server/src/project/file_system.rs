//! Files and folders as the engine sees them.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// What a path names, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A regular file (or a device, which is read like one).
    File,
    /// A folder.
    Folder,
}

/// Where files are read. Nothing here writes.
pub trait FileSystem: Send + Sync + std::fmt::Debug {
    /// The bytes of a file.
    ///
    /// # Errors
    /// As the operating system says.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What a path names; nothing where there is nothing.
    fn kind(&self, path: &Path) -> Option<FileKind>;

    /// The names in a folder with what they name, sorted by name.
    ///
    /// # Errors
    /// As the operating system says.
    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, FileKind)>>;
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(if metadata.is_dir() { FileKind::Folder } else { FileKind::File })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, FileKind)>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            // The listing says what most names are; only a link has to be asked.
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => self.kind(&entry.path()),
                Ok(kind) if kind.is_dir() => Some(FileKind::Folder),
                Ok(_) => Some(FileKind::File),
                Err(_) => None,
            };
            names.extend(kind.map(|kind| (entry.file_name(), kind)));
        }
        names.sort();
        Ok(names)
    }
}

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

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, FileKind)>> {
        if !self.folders.contains(folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let child = |path: &Path| {
            (path.parent() == Some(folder)).then(|| path.file_name().map(OsString::from)).flatten()
        };
        let files = self.files.keys().filter_map(|path| Some((child(path)?, FileKind::File)));
        let folders = self.folders.iter().filter_map(|path| Some((child(path)?, FileKind::Folder)));
        let mut names: Vec<_> = files.chain(folders).collect();
        names.sort();
        Ok(names)
    }
}
