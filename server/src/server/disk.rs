//! The disk, watched, so that what was seen can be remembered and a keystroke does not look at a thousand handler
//! folders.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::project::{Disk, FileKind, FileSystem, GitIndex, Gitignore, Listing, Watcher};
use crate::syntax::Syntax;

/// The disk, and who tells when it changes.
#[derive(Debug, Default)]
pub(super) struct WatchedDisk {
    /// The server's own watcher, which tells of every folder that was looked at.
    watcher: OnceLock<Watcher>,
    /// The folders that the client watches, with everything below: for where the system watches no more.
    client_folders: RwLock<Option<Vec<PathBuf>>>,
}

impl WatchedDisk {
    /// Watches with this from now on. Only the first call counts.
    pub(super) fn watch_with(&self, watcher: Watcher) {
        let _ = self.watcher.set(watcher);
    }

    /// The client watches the folders that it has open from now on, which are these.
    pub(super) fn client_watches(&self, folders: Vec<PathBuf>) {
        *self.client_folders.write().unwrap_or_else(PoisonError::into_inner) = Some(folders);
    }

    /// The client has other folders open: where it watches, it watches these.
    pub(super) fn client_folders_changed(&self, folders: &[PathBuf]) {
        let mut known = self.client_folders.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &mut *known {
            *known = folders.to_vec();
        }
    }

    /// Has a project's folder watched with everything below, where that is how the system watches.
    pub(super) fn watch_project(&self, root: &Path) {
        if let Some(watcher) = self.watcher.get() {
            watcher.watch_project(root);
        }
    }
}

impl FileSystem for WatchedDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Disk.read(path)
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        Disk.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        Disk.list(folder)
    }

    fn parse(&self, path: &Path) -> io::Result<Arc<Syntax>> {
        Disk.parse(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        Disk.real(path)
    }

    fn gitignore(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        Disk.gitignore(folder)
    }

    fn git_index(&self, git: &Path) -> Option<Arc<GitIndex>> {
        Disk.git_index(git)
    }

    fn may_remember(&self, folder: &Path) -> bool {
        self.watcher.get().is_some_and(|watcher| watcher.watch(folder))
            || self
                .client_folders
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .as_ref()
                .is_some_and(|roots| roots.iter().any(|root| folder.starts_with(root)))
    }
}
