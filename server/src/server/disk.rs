//! The disk as it was last seen, so that a keystroke does not look at a thousand handler folders.
//!
//! Invariant: only what somebody watches is remembered, and everything is forgotten when anything changes.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::watcher::Watcher;
use crate::project::{Disk, FileKind, FileSystem, Gitignore, Listing};
use crate::syntax::Syntax;

/// The largest file that is remembered, in bytes. Configs are far smaller; sources are read anew.
const LARGEST_REMEMBERED: usize = 16 * 1024;

/// The disk behind a memory.
#[derive(Debug, Default)]
pub(super) struct WatchedDisk {
    seen: Mutex<Seen>,
    /// The server's own watcher, which tells of every folder that was looked at.
    watcher: OnceLock<Watcher>,
    /// The folders that the client watches, with everything below: for where the system watches no more.
    client_folders: OnceLock<Vec<PathBuf>>,
}

#[derive(Debug, Default)]
struct Seen {
    /// How often everything was forgotten.
    forgotten: u64,
    kinds: HashMap<PathBuf, Option<FileKind>>,
    lists: HashMap<PathBuf, Result<Listing, io::ErrorKind>>,
    parsed: HashMap<PathBuf, Result<Arc<Syntax>, io::ErrorKind>>,
    gitignores: HashMap<PathBuf, Option<Arc<Gitignore>>>,
    files: HashMap<PathBuf, Result<Vec<u8>, io::ErrorKind>>,
}

impl WatchedDisk {
    /// Watches with this from now on. Only the first call counts.
    pub(super) fn watch_with(&self, watcher: Watcher) {
        let _ = self.watcher.set(watcher);
    }

    /// The client watches these folders from now on. Only the first call counts.
    pub(super) fn client_watches(&self, folders: Vec<PathBuf>) {
        let _ = self.client_folders.set(folders);
    }

    /// Has a project's folder watched with everything below, where that is how the system watches.
    pub(super) fn watch_project(&self, root: &Path) {
        if let Some(watcher) = self.watcher.get() {
            watcher.watch_project(root);
        }
    }

    /// Forgets everything, since something has changed.
    pub(super) fn forget(&self) {
        let mut seen = self.seen();
        *seen = Seen { forgotten: seen.forgotten + 1, ..Seen::default() };
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a change in the folder, or its making, will be told from now on.
    fn is_watched(&self, folder: &Path) -> bool {
        self.watcher.get().is_some_and(|watcher| watcher.watch(folder))
            || self
                .client_folders
                .get()
                .is_some_and(|roots| roots.iter().any(|root| folder.starts_with(root)))
    }

    /// What `remembered` holds of `path`; else what `look` finds, remembered if `folder` is watched and nothing has
    /// changed since.
    fn recall<T: Clone>(
        &self,
        path: &Path,
        folder: &Path,
        remembered: fn(&mut Seen) -> &mut HashMap<PathBuf, T>,
        look: impl FnOnce() -> T,
    ) -> T {
        let forgotten = {
            let mut seen = self.seen();
            if let Some(value) = remembered(&mut seen).get(path) {
                return value.clone();
            }
            seen.forgotten
        };
        // First watched and then looked at: what changes in between is told.
        let watched = self.is_watched(folder);
        let value = look();
        if watched {
            let mut seen = self.seen();
            if seen.forgotten == forgotten {
                remembered(&mut seen).insert(path.to_owned(), value.clone());
            }
        }
        value
    }
}

impl FileSystem for WatchedDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut large = None;
        let look = || match Disk.read(path) {
            Ok(bytes) if bytes.len() > LARGEST_REMEMBERED => {
                large = Some(bytes);
                Err(io::ErrorKind::FileTooLarge)
            }
            Ok(bytes) => Ok(bytes),
            Err(error) => Err(error.kind()),
        };
        let folder = path.parent().unwrap_or(path);
        let found = self.recall(path, folder, |seen| &mut seen.files, look);
        match (large, found) {
            (Some(bytes), _) => Ok(bytes),
            (None, Err(io::ErrorKind::FileTooLarge)) => Disk.read(path),
            (None, found) => found.map_err(io::Error::from),
        }
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        let folder = path.parent().unwrap_or(path);
        self.recall(path, folder, |seen| &mut seen.kinds, || Disk.kind(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        let look = || Disk.list(folder).map_err(|error| error.kind());
        let found = self.recall(folder, folder, |seen| &mut seen.lists, look);
        found.map_err(io::Error::from)
    }

    fn parse(&self, path: &Path) -> io::Result<Arc<Syntax>> {
        let look = || Disk.parse(path).map_err(|error| error.kind());
        let folder = path.parent().unwrap_or(path);
        let found = self.recall(path, folder, |seen| &mut seen.parsed, look);
        found.map_err(io::Error::from)
    }

    fn gitignore(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        self.recall(folder, folder, |seen| &mut seen.gitignores, || Disk.gitignore(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("arc-lsp-disk-{name}-{}", std::process::id()));
        // Of an earlier run that had the same id.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written to");
        folder
    }

    fn names(disk: &WatchedDisk, folder: &Path) -> Vec<std::ffi::OsString> {
        let list = disk.list(folder).expect("the folder is there");
        list.iter().map(|entry| entry.name.clone()).collect()
    }

    #[test]
    fn what_nobody_watches_is_looked_at_anew() {
        let folder = folder("unwatched");
        let disk = WatchedDisk::default();
        assert!(names(&disk, &folder).is_empty());
        std::fs::write(folder.join("a"), "1").expect("the folder can be written to");
        assert_eq!(names(&disk, &folder), ["a"]);
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
    }

    #[test]
    fn what_is_watched_is_remembered_until_something_changes() {
        let folder = folder("watched");
        let disk = WatchedDisk::default();
        disk.client_watches(vec![folder.clone()]);
        let file = folder.join("a");
        assert!(names(&disk, &folder).is_empty());
        assert_eq!(disk.kind(&file), None);
        assert!(disk.read(&file).is_err());
        std::fs::write(&file, "1").expect("the folder can be written to");
        assert!(names(&disk, &folder).is_empty());
        assert_eq!(disk.kind(&file), None);
        assert!(disk.read(&file).is_err());
        disk.forget();
        assert_eq!(names(&disk, &folder), ["a"]);
        assert_eq!(disk.kind(&file), Some(FileKind::File));
        assert_eq!(disk.read(&file).expect("it is there"), b"1");
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
    }

    #[test]
    fn large_files_are_read_each_time() {
        let folder = folder("large");
        let disk = WatchedDisk::default();
        disk.client_watches(vec![folder.clone()]);
        let file = folder.join("a");
        for text in ["1".repeat(20_000), "2".repeat(20_000)] {
            std::fs::write(&file, &text).expect("the folder can be written to");
            assert_eq!(disk.read(&file).expect("it is there"), text.as_bytes());
        }
        assert!(disk.seen().files.values().all(Result::is_err));
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
    }
}
