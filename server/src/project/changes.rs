//! Changes that are thought of and not made yet, laid over a file system.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_system::{DirEntry, FileKind, FileSystem, Listing};
use super::git_index::GitIndex;

/// New texts of files, by absolute path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(BTreeMap<PathBuf, Change>);

/// The new text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it held before; nothing where there was no such file.
    pub old: Option<Arc<str>>,
    /// What it is to hold.
    pub new: Arc<str>,
}

impl Changes {
    /// Gives a file another text. What it held before the first change is remembered.
    pub fn edit(&mut self, path: &Path, old: impl Into<Arc<str>>, new: impl Into<Arc<str>>) {
        let new = new.into();
        match self.0.get_mut(path) {
            Some(change) => change.new = new,
            None => drop(self.0.insert(path.to_owned(), Change { old: Some(old.into()), new })),
        }
    }

    /// Adds a file.
    pub fn create(&mut self, path: &Path, text: impl Into<Arc<str>>) {
        self.0.insert(path.to_owned(), Change { old: None, new: text.into() });
    }

    /// What a file is to hold; nothing where that does not change.
    pub fn text(&self, path: &Path) -> Option<&Arc<str>> {
        self.0.get(path).map(|change| &change.new)
    }

    /// The files that change, by path; not those that came back to what they were.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Change)> {
        let changed = self.0.iter().filter(|(_, it)| it.old.as_ref() != Some(&it.new));
        changed.map(|(path, change)| (path.as_path(), change))
    }
}

/// A file system as it would be with changes made.
#[derive(Clone, Copy, Debug)]
pub struct Changed<'a> {
    base: &'a dyn FileSystem,
    changes: &'a Changes,
}

impl<'a> Changed<'a> {
    /// Lays changes over a file system.
    pub fn new(base: &'a dyn FileSystem, changes: &'a Changes) -> Changed<'a> {
        Changed { base, changes }
    }

    /// Whether files are to be created below a folder.
    fn creates_below(&self, folder: &Path) -> bool {
        self.created().any(|path| path != folder && path.starts_with(folder))
    }

    fn created(&self) -> impl Iterator<Item = &Path> {
        let created = self.changes.0.iter().filter(|(_, change)| change.old.is_none());
        created.map(|(path, _)| path.as_path())
    }
}

impl FileSystem for Changed<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.changes.text(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.base.read(path),
        }
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        if self.changes.text(path).is_some() {
            return Some(FileKind::File);
        }
        self.base.kind(path).or_else(|| self.creates_below(path).then_some(FileKind::Folder))
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        let listed = match self.base.list(folder) {
            Err(error) if self.creates_below(folder) && error.kind() == io::ErrorKind::NotFound => {
                Ok(Listing::new(Vec::new()))
            }
            listed => listed,
        }?;
        let mut entries: Vec<DirEntry> = listed.iter().cloned().collect();
        for path in self.created() {
            let Ok(below) = path.strip_prefix(folder) else { continue };
            let mut parts = below.iter();
            let Some(name) = parts.next() else { continue };
            let kind = if parts.next().is_some() { FileKind::Folder } else { FileKind::File };
            if entries.iter().all(|entry| entry.name.as_os_str() != name) {
                entries.push(DirEntry { name: OsStr::to_owned(name), kind, link: false });
            }
        }
        Ok(Listing::new(entries))
    }

    fn git_index(&self, git: &Path) -> Option<Arc<GitIndex>> {
        self.base.git_index(git)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{FileKind, FileSystem, Memory};
    use super::{Changed, Changes};

    #[test]
    fn changes_are_seen_and_not_made() {
        let mut disk = Memory::default();
        disk.insert("/p/app.arc", "@app\nx\n");
        disk.insert("/p/src/a/index.js", "");
        let mut changes = Changes::default();
        changes.edit(Path::new("/p/app.arc"), "@app\nx\n", "@app\ny\n");
        changes.create(Path::new("/p/src/b/c/index.js"), "new");
        let changed = Changed::new(&disk, &changes);
        assert_eq!(changed.read(Path::new("/p/app.arc")).unwrap(), b"@app\ny\n");
        assert_eq!(changed.read(Path::new("/p/src/b/c/index.js")).unwrap(), b"new");
        assert_eq!(changed.kind(Path::new("/p/src/b")), Some(FileKind::Folder));
        assert_eq!(changed.kind(Path::new("/p/src/x")), None);
        let names = |folder: &str| -> Vec<String> {
            let listing = changed.list(Path::new(folder)).unwrap();
            listing.iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names("/p/src"), ["a", "b"]);
        assert_eq!(names("/p/src/b/c"), ["index.js"]);
        assert!(changed.list(Path::new("/p/x")).is_err());
        assert_eq!(changes.iter().count(), 2);
        changes.edit(Path::new("/p/app.arc"), "@app\ny\n", "@app\nx\n");
        assert_eq!(changes.iter().count(), 1);
    }
}
