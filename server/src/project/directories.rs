//! The folders around a manifest, each listed once.

use std::cell::{Cell, OnceCell};
use std::path::{Component, Path, PathBuf};

use super::explanation::ClueKey;
use super::file_system::{FileKind, FileSystem, Listing};
use super::folders::{Folder, FolderId, Folders, ValueId};
use super::gitignore::{GitIgnored, IgnoreRules, git_ignored, git_ignored_below};
use super::handler::Wanted;
pub(super) use super::location::locate;

/// Listings of folders of a project, by their path relative to it.
pub(super) struct Directories<'a> {
    pub(super) files: &'a dyn FileSystem,
    pub(super) root: &'a Path,
    folders: Folders,
    /// Whether something was looked at of whose changes nobody will tell.
    unwatched: Cell<bool>,
    /// What git ignores above the project.
    ignored_above: OnceCell<IgnoreRules>,
}

impl<'a> Directories<'a> {
    /// Of a project; `folders` is what is known of them already.
    pub(super) fn new(
        files: &'a dyn FileSystem,
        root: &'a Path,
        folders: Folders,
    ) -> Directories<'a> {
        let unwatched = Cell::new(false);
        Directories { files, root, folders, unwatched, ignored_above: OnceCell::new() }
    }

    /// All that was seen.
    pub(super) fn into_folders(mut self) -> Folders {
        if self.unwatched.get() {
            self.folders.forget_next();
        }
        self.folders
    }

    /// A folder, there or not.
    pub(super) fn folder(&mut self, dir: &str) -> FolderId {
        if let Some(known) = self.folders.find(dir) {
            return known;
        }
        let path = locate(self.root, dir);
        // Asked before it is listed, so that no change falls between.
        let watched = self.files.may_remember(&path);
        let listing = self.files.list(&path).ok();
        self.folders.add(dir, listing, watched)
    }

    /// What was seen of a folder.
    pub(super) fn at(&mut self, folder: FolderId) -> &mut Folder {
        self.folders.at(folder)
    }

    /// Where the files that are looked for stand among all such.
    pub(super) fn wanted(&mut self, wanted: &Wanted) -> ValueId {
        self.folders.wanted(wanted)
    }

    /// The same of what missing handlers are explained from.
    pub(super) fn clues(&mut self, clues: ClueKey) -> ValueId {
        self.folders.clues(clues)
    }

    /// What lies in a folder; nothing where there is no such folder.
    pub(super) fn list(&mut self, dir: &str) -> Option<Listing> {
        let folder = self.folder(dir);
        self.at(folder).listing.clone()
    }

    /// What lies at a path; nothing where nothing does.
    pub(super) fn kind(&self, path: &str) -> Option<FileKind> {
        self.files.kind(&locate(self.root, path))
    }

    /// Why git ignores a path, as [`git_ignored`] says.
    pub(super) fn git_ignored(&self, path: &Path, is_folder: bool) -> Option<GitIgnored> {
        if !path.starts_with(self.root) {
            self.look_above(path);
            return git_ignored(self.files, self.root, path, is_folder);
        }
        let above = self.ignored_above.get_or_init(|| {
            self.look_above(self.root);
            IgnoreRules::above(self.files, self.root)
        });
        git_ignored_below(self.files, above.clone(), self.root, path, is_folder)
    }

    /// Notes whether changes in the folders above a path will be told: git's rules stand in any of them.
    fn look_above(&self, path: &Path) {
        if !path.ancestors().skip(1).all(|folder| self.files.may_remember(folder)) {
            self.unwatched.set(true);
        }
    }

    /// The absolute path of a name in a folder of the project.
    pub(super) fn path(&self, dir: &str, name: &str) -> PathBuf {
        locate(self.root, dir).join(name)
    }
}

/// An absolute path relative to a project, with `/` between its parts and `..` where it lies above; as it is where
/// the two have nothing in common, as on two drives.
pub(super) fn relative(root: &Path, path: &Path) -> String {
    let common = root.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let is_bare = |component| matches!(component, Component::Prefix(_) | Component::RootDir);
    if path.components().take(common).all(is_bare) && !root.components().all(is_bare) {
        return path.to_string_lossy().replace('\\', "/");
    }
    let up = root.components().skip(common).map(|_| "..".into());
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{locate, relative};

    #[test]
    fn a_path_is_found_as_node_joins_it() {
        for (typed, found) in [
            ("src/http/get-index", "/repo/app/src/http/get-index"),
            ("./lib/../x//y/", "/repo/app/x/y"),
            ("../shared", "/repo/shared"),
            ("../../../../x", "/x"),
            ("/etc", "/repo/app/etc"),
            (".", "/repo/app"),
        ] {
            assert_eq!(locate(Path::new("/repo/app"), typed), Path::new(found), "{typed}");
        }
    }

    #[test]
    fn a_path_is_shown_as_seen_from_the_project() {
        for (path, shown) in [
            ("/repo/app/src/a.js", "src/a.js"),
            ("/repo/.gitignore", "../.gitignore"),
            ("/repo/other/a.js", "../other/a.js"),
            ("/elsewhere/a.js", "/elsewhere/a.js"),
            ("/repo/app", ""),
        ] {
            assert_eq!(relative(Path::new("/repo/app"), Path::new(path)), shown);
        }
        assert_eq!(relative(Path::new("/"), Path::new("/a/b")), "a/b");
    }
}
