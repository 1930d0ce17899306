//! A file system that remembers.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;
use foldhash::fast::RandomState;
use ignore::gitignore::Gitignore;

use crate::syntax::Syntax;

use super::file_system::{FileKind, FileSystem, Listing};
use super::git_index::GitIndex;

/// A file system that lists each folder and parses each file once, until it is told that one has changed.
///
/// A walk shares its listings with the loading of the projects that it finds, and a server its listings and
/// parsed configs with the next keystroke. Absence is remembered too. Whole files are not, since most are
/// read once and some are large.
///
/// Invariant: what is remembered was looked at after the last change that was told.
#[derive(Debug, Default)]
pub struct Cached<F> {
    base: F,
    /// How often something was forgotten.
    forgotten: AtomicU64,
    listings: DashMap<PathBuf, Result<Listing, io::ErrorKind>, RandomState>,
    parsed: DashMap<PathBuf, Result<Arc<Syntax>, io::ErrorKind>, RandomState>,
    gitignores: DashMap<PathBuf, Option<Arc<Gitignore>>, RandomState>,
    git_indexes: DashMap<PathBuf, Option<Arc<GitIndex>>, RandomState>,
}

impl<F: FileSystem> Cached<F> {
    /// Remembers nothing yet.
    pub fn new(base: F) -> Cached<F> {
        Cached {
            base,
            forgotten: AtomicU64::new(0),
            listings: DashMap::default(),
            parsed: DashMap::default(),
            gitignores: DashMap::default(),
            git_indexes: DashMap::default(),
        }
    }

    /// The file system below.
    pub fn base(&self) -> &F {
        &self.base
    }

    /// Forgets a path that was created, changed or deleted: the file, or the folder and all below it, and the
    /// listing of the folder that it lies in.
    pub fn forget(&self, path: &Path) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.parsed.retain(|known, _| !known.starts_with(path));
        self.gitignores
            .retain(|known, _| !known.starts_with(path) && known.join(".gitignore") != path);
        self.git_indexes.retain(|known, _| !known.starts_with(path) && known.join("index") != path);
        // A folder above may have come into being with it.
        self.listings.retain(|known, listing| {
            !known.starts_with(path)
                && path.parent() != Some(known)
                && !(listing.is_err() && path.starts_with(known))
        });
        for folder in path.ancestors().skip(1) {
            let lists_it = |known: &Listing, name: &std::ffi::OsStr| {
                known.iter().any(|entry| entry.name == name)
            };
            let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else { break };
            let stale = self.listings.get(parent).is_some_and(|listing| {
                listing.as_ref().is_ok_and(|listing| !lists_it(listing, name))
            });
            if stale {
                self.listings.remove(parent);
            }
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.listings.clear();
        self.parsed.clear();
        self.gitignores.clear();
        self.git_indexes.clear();
    }

    /// Whether a listing says that a path is a link.
    fn is_link(&self, path: &Path) -> bool {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
        let listing = self.listings.get(folder);
        listing.is_some_and(|listing| {
            let mut entries = listing.iter().flat_map(Listing::iter);
            entries.any(|entry| entry.link && entry.name == name)
        })
    }

    /// What `look` finds of `path`, remembered in `known` if changes in `folder` are told and none was since.
    fn look<T: Clone>(
        &self,
        known: &DashMap<PathBuf, T, RandomState>,
        path: &Path,
        folder: &Path,
        look: impl FnOnce() -> T,
    ) -> T {
        let forgotten = self.forgotten.load(Ordering::SeqCst);
        let may_remember = self.base.may_remember(folder);
        let found = look();
        if may_remember {
            // Whoever forgets counts first and then takes what is remembered out, entry by entry, so what is put in
            // here under the entry's lock before the count is taken out, and nothing is put in behind it.
            let entry = known.entry(path.to_owned());
            if self.forgotten.load(Ordering::SeqCst) == forgotten {
                entry.insert(found.clone());
            }
        }
        found
    }
}

impl<F: FileSystem> FileSystem for Cached<F> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.base.read(path)
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return self.base.kind(path);
        };
        match self.listings.get(folder) {
            Some(listing) => {
                let listing = listing.as_ref().ok()?;
                listing.iter().find(|entry| entry.name == name).map(|entry| entry.kind)
            }
            None => self.base.kind(path),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        if let Some(known) = self.listings.get(folder) {
            return known.clone().map_err(io::Error::from);
        }
        let list = || self.base.list(folder).map_err(|error| error.kind());
        self.look(&self.listings, folder, folder, list).map_err(io::Error::from)
    }

    fn parse(&self, path: &Path) -> io::Result<Arc<Syntax>> {
        // What the system has no kind for is said in words, which are not remembered.
        let failed = |kind| match kind {
            io::ErrorKind::Other => self.base.parse(path),
            kind => Err(kind.into()),
        };
        if let Some(known) = self.parsed.get(path) {
            return known.clone().or_else(failed);
        }
        let parse = || self.base.parse(path).map_err(|error| error.kind());
        // What lies at the end of a link changes elsewhere, where nobody looks.
        if self.is_link(path) {
            return parse().or_else(failed);
        }
        let folder = path.parent().unwrap_or(path);
        self.look(&self.parsed, path, folder, parse).or_else(failed)
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.base.real(path)
    }

    fn gitignore(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        if let Some(known) = self.gitignores.get(folder) {
            return known.clone();
        }
        // A walk has listed the folder, so that most need not be asked for the file.
        let listed = self.listings.get(folder).and_then(|listing| listing.clone().ok());
        let absent = listed.is_some_and(|listing| !listing.has_file(".gitignore"));
        let rules = || if absent { None } else { self.base.gitignore(folder) };
        self.look(&self.gitignores, folder, folder, rules)
    }

    fn generation(&self) -> Option<u64> {
        Some(self.forgotten.load(Ordering::SeqCst))
    }

    fn git_index(&self, git: &Path) -> Option<Arc<GitIndex>> {
        if let Some(known) = self.git_indexes.get(git) {
            return known.clone();
        }
        self.look(&self.git_indexes, git, git, || self.base.git_index(git))
    }

    fn may_remember(&self, folder: &Path) -> bool {
        self.base.may_remember(folder)
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;
    use std::sync::Mutex;

    use super::super::{FileKind, FileSystem, Listing, Memory};
    use super::Cached;

    #[derive(Debug, Default)]
    struct Counting {
        memory: Mutex<Memory>,
        lists: Mutex<Vec<String>>,
    }

    impl FileSystem for Counting {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.memory.lock().unwrap().read(path)
        }
        fn kind(&self, path: &Path) -> Option<FileKind> {
            self.memory.lock().unwrap().kind(path)
        }
        fn list(&self, folder: &Path) -> io::Result<Listing> {
            self.lists.lock().unwrap().push(folder.display().to_string());
            self.memory.lock().unwrap().list(folder)
        }
    }

    #[test]
    fn a_folder_is_listed_once_and_again_after_a_change_in_it() {
        let cached = Cached::new(Counting::default());
        cached.base.memory.lock().unwrap().insert("/p/app.arc", "@app\nx\n");
        for _ in 0..3 {
            assert!(cached.list(Path::new("/p")).unwrap().has_file("app.arc"));
            assert!(cached.list(Path::new("/p/src/events/a")).is_err());
        }
        assert_eq!(*cached.base.lists.lock().unwrap(), ["/p", "/p/src/events/a"]);

        let handler = Path::new("/p/src/events/a/index.mjs");
        cached.base.memory.lock().unwrap().insert(handler, "");
        cached.forget(handler);
        assert!(cached.list(Path::new("/p/src/events/a")).unwrap().has_file("index.mjs"));
        assert!(cached.list(Path::new("/p")).unwrap().has_folder("src"));

        cached.base.memory.lock().unwrap().remove(handler);
        cached.forget(handler);
        assert!(!cached.list(Path::new("/p/src/events/a")).unwrap().has_file("index.mjs"));
    }

    #[test]
    fn a_config_is_parsed_once_and_again_after_a_change() {
        let cached = Cached::new(Memory::default());
        let path = Path::new("/config.arc");
        let mut memory = Memory::default();
        memory.insert(path, "@aws\ntimeout 1\n");
        let cached = Cached { base: memory, ..cached };
        let first = cached.parse(path).unwrap();
        assert!(std::sync::Arc::ptr_eq(&first, &cached.parse(path).unwrap()));
        cached.forget(path);
        assert!(!std::sync::Arc::ptr_eq(&first, &cached.parse(path).unwrap()));
    }
}
