//! What was seen of a project's folders, kept from one version of its manifest to the next.

use std::path::PathBuf;

use foldhash::HashMap;

use super::explanation::{ClueKey, Explained};
use super::file_system::Listing;
use super::function_config::FUNCTION_CONFIG_NAMES;
use super::handler::{Sought, Wanted};

/// How many folders may be kept beside those that the version before asked for: a name that is being typed leaves one
/// behind with every letter.
const SPARE: usize = 256;

/// A folder that was looked for.
#[derive(Debug)]
pub(super) struct Folder {
    dir: Box<str>,
    /// The one that was asked for behind it last: so it will be again, most likely.
    next: FolderId,
    /// What lies in it; nothing where there is no such folder.
    pub(super) listing: Option<Listing>,
    /// Whether a file lies in it that configures a function.
    pub(super) has_config: bool,
    /// Whether a `package.json` lies in it.
    pub(super) has_package: bool,
    /// The handler that was looked for in it last.
    pub(super) sought: Option<Sought>,
    /// Why it may be missing, as it was explained last.
    pub(super) explained: Option<Explained>,
    /// The version that asked for it last.
    asked: u64,
}

/// Where a folder stands in [`Folders`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct FolderId(usize);

/// Where a value stands among those of its kind in [`Folders`]: what is equal has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ValueId(usize);

/// The folders that were looked for, by their path relative to the project.
///
/// Invariant: nothing in them has changed since, as far as [`super::FileSystem::generation`] tells.
#[derive(Debug, Default)]
pub(super) struct Folders {
    generation: Option<u64>,
    root: PathBuf,
    ids: HashMap<Box<str>, FolderId>,
    seen: Vec<Folder>,
    /// Counts the versions.
    version: u64,
    /// The one that was asked for last.
    last: FolderId,
    /// The files that were looked for.
    wanted: Vec<Wanted>,
    /// What missing handlers were explained from last, and how often that has changed.
    clues: (ClueKey, usize),
    /// How many folders this version asked for.
    asked: usize,
    /// Whether a folder was seen of whose changes nobody will tell.
    unwatched: bool,
}

impl Folders {
    /// None yet, of a project, in a state of the file system.
    pub(super) fn new(root: PathBuf, generation: Option<u64>) -> Folders {
        Folders { root, generation, ..Folders::default() }
    }

    /// These as the next version finds them; none, where anything may have changed since, or too many are left over.
    pub(super) fn again(mut self, root: &std::path::Path, generation: Option<u64>) -> Folders {
        let is_known = generation.is_some() && self.generation == generation && self.root == root;
        if !is_known || self.unwatched || self.seen.len() > self.asked * 2 + SPARE {
            return Folders::new(root.to_owned(), generation);
        }
        self.version += 1;
        self.asked = 0;
        self
    }

    /// The folder at a path relative to the project, if it was seen.
    pub(super) fn find(&mut self, dir: &str) -> Option<FolderId> {
        let last = self.seen.get(self.last.0)?;
        let next = last.next;
        let id = match self.seen.get(next.0).filter(|folder| *folder.dir == *dir) {
            Some(_) => next,
            None => *self.ids.get(dir)?,
        };
        self.seen[self.last.0].next = id;
        self.last = id;
        let folder = &mut self.seen[id.0];
        if folder.asked != self.version {
            folder.asked = self.version;
            self.asked += 1;
        }
        Some(id)
    }

    /// Adds one that was not; `watched` says that a change in it will be told.
    pub(super) fn add(&mut self, dir: &str, listing: Option<Listing>, watched: bool) -> FolderId {
        let has = |name: &str| listing.as_ref().is_some_and(|listing| listing.has_file(name));
        let id = FolderId(self.seen.len());
        self.seen.push(Folder {
            has_config: FUNCTION_CONFIG_NAMES.into_iter().any(has),
            has_package: has("package.json"),
            listing,
            sought: None,
            explained: None,
            dir: dir.into(),
            next: FolderId::default(),
            asked: self.version,
        });
        self.ids.insert(dir.into(), id);
        self.seen[self.last.0].next = id;
        self.last = id;
        self.asked += 1;
        self.unwatched |= !watched;
        id
    }

    /// Where the files that are looked for stand.
    pub(super) fn wanted(&mut self, wanted: &Wanted) -> ValueId {
        let known = self.wanted.iter().position(|known| known == wanted);
        ValueId(known.unwrap_or_else(|| {
            self.wanted.push(wanted.clone());
            self.wanted.len() - 1
        }))
    }

    /// Where what missing handlers are explained from stands; that which was the last is remembered.
    pub(super) fn clues(&mut self, clues: ClueKey) -> ValueId {
        let (last, changes) = &mut self.clues;
        if *last != clues {
            *last = clues;
            *changes += 1;
        }
        ValueId(*changes)
    }

    /// Has nothing of this kept for the next version.
    pub(super) fn forget_next(&mut self) {
        self.unwatched = true;
    }

    /// A folder by its place.
    pub(super) fn at(&mut self, id: FolderId) -> &mut Folder {
        &mut self.seen[id.0]
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;
    use std::sync::{Arc, Mutex};

    use super::super::{FileKind, FileSystem, HandlerState, Listing, Memory, Project, Settings};
    use crate::syntax::Syntax;

    /// Files that count how often they have changed and write down what is listed.
    #[derive(Debug, Default)]
    struct Disk {
        memory: Memory,
        generation: u64,
        tells: bool,
        listed: Mutex<Vec<String>>,
    }

    impl Disk {
        fn new(tells: bool) -> Disk {
            let mut disk = Disk { tells, ..Disk::default() };
            disk.insert("/p/src/events/a/index.mjs", "");
            disk
        }

        fn insert(&mut self, path: &str, text: &str) {
            self.memory.insert(path, text);
            self.generation += 1;
        }

        /// The project with these topics, as it follows another.
        fn project(&self, last: Option<Project>, topics: &str) -> Project {
            self.listed.lock().unwrap().clear();
            let manifest = format!("@app\nx\n@events\n{topics}\n");
            let syntax = Arc::new(Syntax::parse(manifest));
            let path = Path::new("/p/app.arc");
            let last = last.map(Project::into_remains);
            Project::following(last, self, path, syntax, Arc::new(Settings::default()))
        }

        /// Those listed by the last project, below `src/events`.
        fn listed(&self) -> Vec<String> {
            let listed = self.listed.lock().unwrap();
            let below = |folder: &String| folder.strip_prefix("/p/src/events/").map(str::to_owned);
            listed.iter().filter_map(below).collect()
        }
    }

    impl FileSystem for Disk {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.memory.read(path)
        }
        fn kind(&self, path: &Path) -> Option<FileKind> {
            self.memory.kind(path)
        }
        fn list(&self, folder: &Path) -> io::Result<Listing> {
            self.listed.lock().unwrap().push(folder.display().to_string());
            self.memory.list(folder)
        }
        fn generation(&self) -> Option<u64> {
            Some(self.generation)
        }
        fn may_remember(&self, _: &Path) -> bool {
            self.tells
        }
    }

    fn is_missing(project: &Project) -> Vec<bool> {
        project.handlers.iter().map(HandlerState::is_plainly_missing).collect()
    }

    #[test]
    fn what_was_seen_is_not_looked_at_again() {
        let disk = Disk::new(true);
        let first = disk.project(None, "a\nb");
        assert_eq!(disk.listed(), ["a", "b"]);
        let second = disk.project(Some(first), "a\nb\nc");
        assert_eq!(disk.listed(), ["c"]);
        assert_eq!(is_missing(&second), [false, true, true]);
        let third = disk.project(Some(second), "c\na");
        assert_eq!(disk.listed(), Vec::<String>::new());
        assert_eq!(is_missing(&third), [true, false]);
    }

    #[test]
    fn after_a_change_all_is_looked_at_again() {
        let mut disk = Disk::new(true);
        let first = disk.project(None, "a\nb");
        disk.insert("/p/src/events/b/index.mjs", "");
        let second = disk.project(Some(first), "a\nb");
        assert_eq!(is_missing(&second), [false, false]);
        disk.insert("/p/.gitignore", "/src/events/c\n");
        let third = disk.project(Some(second), "c\nd");
        assert_eq!(is_missing(&third), [false, true], "git ignores the one");
    }

    #[test]
    fn what_changes_untold_is_looked_at_every_time() {
        let disk = Disk::new(false);
        let first = disk.project(None, "a\nb");
        disk.project(Some(first), "a\nb");
        assert_eq!(disk.listed(), ["a", "b"]);
    }

    #[test]
    fn another_runtime_wants_other_files() {
        let disk = Disk::new(true);
        let first = disk.project(None, "a");
        let second = disk.project(Some(first), "a\n@aws\nruntime python");
        assert_eq!(is_missing(&second), [true]);
        assert_eq!(is_missing(&disk.project(Some(second), "a")), [false]);
    }

    #[test]
    fn names_that_were_typed_are_not_kept_for_ever() {
        let disk = Disk::new(true);
        let mut last = disk.project(None, "a");
        for number in 0..2_000 {
            last = disk.project(Some(last), &format!("a\nname-{number}"));
        }
        assert!(last.into_remains().folders.seen.len() < 300);
    }
}
