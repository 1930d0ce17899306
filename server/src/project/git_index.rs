//! What git tracks of a project: its index, read as git writes it, since no program is run.
//! <https://git-scm.com/docs/index-format>
//!
//! Invariants: nothing is read but the index of the repository that a file lies in, up to [`LARGEST`]; of one that is
//! larger, damaged or of a version to come, nothing is known. Of the paths in it only those of preferences are kept, so
//! that the thousand projects of one repository can share it.

use std::path::{Path, PathBuf};

use super::directories::locate;
use super::file_system::{FileKind, FileSystem, Listing};
use super::project::PREFERENCES_NAMES;

/// The longest index that is read, in bytes: some 150,000 files.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;

/// The bytes of a file's entry before its object's name: when it was changed and made, where it lies, its mode, owner
/// and size.
const STAT: usize = 40;

/// The lengths of an object's name, in SHA-1 and SHA-256. Which it is, the index does not say.
const NAMES: [usize; 2] = [20, 32];

/// The preferences that a repository tracks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GitIndex(Vec<Box<[u8]>>);

impl GitIndex {
    /// Reads an index; nothing where it cannot be read to its last entry.
    pub(super) fn parse(bytes: &[u8]) -> Option<GitIndex> {
        if bytes.len() > LARGEST {
            return None;
        }
        NAMES.into_iter().find_map(|name| preferences(bytes, name)).map(GitIndex)
    }

    /// Whether it tracks preferences, by their path relative to the repository with `/` between the parts.
    fn holds(&self, path: &str) -> bool {
        self.0.iter().any(|known| **known == *path.as_bytes())
    }

    /// An index that tracks files, as git would write it.
    pub(super) fn of<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
        let mut paths: Vec<&str> = paths.into_iter().collect();
        paths.sort_unstable();
        let mut bytes = b"DIRC\0\0\0\x02".to_vec();
        bytes.extend((paths.len() as u32).to_be_bytes());
        for path in paths {
            bytes.extend([0; STAT + NAMES[0]]);
            bytes.extend((path.len().min(LENGTH.into()) as u16).to_be_bytes());
            bytes.extend(path.bytes());
            let length = STAT + NAMES[0] + 2 + path.len();
            bytes.extend(std::iter::repeat_n(0, 8 - length % 8));
        }
        bytes.extend([0; NAMES[0]]);
        bytes
    }
}

/// Whether git tracks what is written in a project's preferences, given by their absolute path. Outside of a repository,
/// and where that cannot be known, it does not.
pub(super) fn tracks(files: &dyn FileSystem, path: &Path) -> bool {
    let Some((work_tree, git)) = path.parent().and_then(|folder| repository(files, folder)) else {
        return false;
    };
    let Ok(relative) = path.strip_prefix(work_tree) else { return false };
    // Of a link git tracks where it leads to, and not what is written there.
    let is_link = |listing: Listing| {
        listing.iter().any(|entry| entry.link && Some(entry.name.as_os_str()) == path.file_name())
    };
    if path.parent().and_then(|folder| files.list(folder).ok()).is_some_and(is_link) {
        return false;
    }
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    parts.is_some_and(|parts| {
        files.git_index(&git).is_some_and(|index| index.holds(&parts.join("/")))
    })
}

/// The root of the repository that a folder lies in, and the folder in which git keeps its index.
fn repository<'a>(files: &dyn FileSystem, folder: &'a Path) -> Option<(&'a Path, PathBuf)> {
    folder.ancestors().find_map(|root| {
        let git = root.join(".git");
        match files.kind(&git)? {
            FileKind::Folder => Some((root, git)),
            // Of a worktree or a submodule: a file that says where.
            FileKind::File => {
                let text = String::from_utf8(files.read(&git).ok()?).ok()?;
                let written = text.strip_prefix("gitdir:")?.trim();
                // On Windows such a path leads to another machine, which whoever wrote the file may own.
                if written.is_empty() || written.starts_with("//") || written.contains('\\') {
                    return None;
                }
                let is_absolute = Path::new(written).is_absolute();
                let git = if is_absolute { written.into() } else { locate(root, written) };
                Some((root, git))
            }
        }
    })
}

/// The bits of an entry's flags: that git is told to take the file for unchanged; that more flags follow; how long the
/// path is, all set where it is longer.
const ASSUME_VALID: u16 = 0x8000;
const EXTENDED: u16 = 0x4000;
const LENGTH: u16 = 0x0fff;

/// Of the flags that follow: that git does not look at the file.
const SKIP_WORKTREE: u16 = 0x4000;

/// The paths of preferences in an index whose objects have names of some length. What does not hold together is no
/// index of that kind: every path is as long as its flags say, and none comes before the one above it.
fn preferences(bytes: &[u8], name: usize) -> Option<Vec<Box<[u8]>>> {
    let mut rest = Bytes(bytes);
    if rest.take(4)? != b"DIRC" {
        return None;
    }
    let version = u32::from_be_bytes(rest.array()?);
    if !(2..=4).contains(&version) {
        return None;
    }
    let count = u32::from_be_bytes(rest.array()?);
    let (mut found, mut path) = (Vec::new(), Vec::new());
    for _ in 0..count {
        rest.take(STAT + name)?;
        let flags = u16::from_be_bytes(rest.array()?);
        let more = if flags & EXTENDED != 0 { u16::from_be_bytes(rest.array()?) } else { 0 };
        let before = path.len();
        // A path of version 4 takes its beginning from the one above.
        let kept = if version == 4 { before.checked_sub(rest.offset()?)? } else { 0 };
        let end = rest.0.iter().position(|byte| *byte == 0)?;
        let written = rest.take(end)?;
        if written < path.get(kept..)? {
            return None;
        }
        path.truncate(kept);
        path.extend_from_slice(written);
        if path.len().min(LENGTH.into()) != usize::from(flags & LENGTH) {
            return None;
        }
        let flags_end = STAT + name + if flags & EXTENDED == 0 { 2 } else { 4 };
        rest.take(if version == 4 { 1 } else { 8 - (flags_end + end) % 8 })?;
        // What is written in such a file may never have been added.
        let is_read = flags & ASSUME_VALID == 0 && more & SKIP_WORKTREE == 0;
        let file = path.rsplit(|byte| *byte == b'/').next().unwrap_or(&path);
        if is_read && PREFERENCES_NAMES.iter().any(|name| name.as_bytes() == file) {
            found.push(path.clone().into_boxed_slice());
        }
    }
    Some(found)
}

/// What is left of an index.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// A number of as many bytes as it needs: seven bits in each, the first bytes those of the most weight.
    fn offset(&mut self) -> Option<usize> {
        let mut number = 0usize;
        loop {
            let [byte] = self.array()?;
            number = number.checked_mul(128)?.checked_add(usize::from(byte & 127))?;
            if byte & 128 == 0 {
                return Some(number);
            }
            number = number.checked_add(1)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::super::{Disk, Memory};
    use super::*;

    fn of(paths: &[&str]) -> GitIndex {
        GitIndex::parse(&GitIndex::of(paths.iter().copied())).expect("it is an index")
    }

    #[test]
    fn only_preferences_are_kept() {
        let index = of(&["prefs.arc", "app.arc", "a/prefs.arc", "a/.prefs.arc", "prefs.arc.js"]);
        for path in ["prefs.arc", "a/prefs.arc", "a/.prefs.arc"] {
            assert!(index.holds(path), "{path}");
        }
        assert_eq!(index.0.len(), 3);
        assert!(!index.holds("app.arc"));
    }

    #[test]
    fn of_a_damaged_index_nothing_is_known() {
        let bytes = GitIndex::of(["a.js", "prefs.arc"]);
        for end in 0..bytes.len() - NAMES[0] {
            assert_eq!(GitIndex::parse(&bytes[..end]), None, "{end}");
        }
        let mut later = bytes.clone();
        later[7] = 5;
        assert_eq!(GitIndex::parse(&later), None);
        let mut many = bytes.clone();
        many[8] = 0xff;
        assert_eq!(GitIndex::parse(&many), None);
        let mut large = bytes;
        large.resize(LARGEST + 1, 0);
        assert_eq!(GitIndex::parse(&large), None);
    }

    #[test]
    fn the_repository_is_the_nearest_upward() {
        let mut files = Memory::default();
        files.insert("/repo/.git/index", GitIndex::of(["app/prefs.arc", "tree/prefs.arc"]));
        files.insert("/repo/app/prefs.arc", "");
        files.insert("/repo/.git/worktrees/w/index", GitIndex::of(["prefs.arc"]));
        files.insert("/repo/tree/.git", "gitdir: ../.git/worktrees/w\n");
        files.insert("/repo/tree/deep/.git", "gitdir: /repo/.git/worktrees/w\n");
        files.insert("/other/.git", "gitdir: //elsewhere/share\n");
        files.insert("//elsewhere/share/index", GitIndex::of(["prefs.arc"]));
        let tracks = |path: &str| tracks(&files, Path::new(path));
        assert!(tracks("/repo/app/prefs.arc"));
        assert!(!tracks("/repo/prefs.arc"));
        assert!(!tracks("/elsewhere/prefs.arc"));
        assert!(!tracks("/other/prefs.arc"));
        assert!(tracks("/repo/tree/prefs.arc"));
        assert!(tracks("/repo/tree/deep/prefs.arc"));
        assert!(!tracks("/repo/tree/app/prefs.arc"));
    }

    /// Git, as if nobody had told it anything.
    fn quiet_git() -> Command {
        let mut git = Command::new("git");
        // Within a hook, these would name the repository that is committed to.
        for variable in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"] {
            git.env_remove(variable);
        }
        git.env("GIT_CONFIG_GLOBAL", "").env("GIT_CONFIG_NOSYSTEM", "1");
        git
    }

    /// A repository that git itself has made, of some object format; nothing where there is no such git.
    fn repository_of_git(format: &str) -> Option<PathBuf> {
        let name = format!("arc-lsp-git-index-{format}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let made =
            quiet_git().args(["init", "--quiet", "--object-format", format]).arg(&folder).output();
        match made {
            Ok(output) if output.status.success() => Some(folder),
            _ => {
                println!("skipped: git with {format} is not here");
                None
            }
        }
    }

    fn git(folder: &Path, arguments: &[&str]) {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let run = quiet_git().arg("-C").arg(folder).args(who).args(arguments).output();
        let run = run.expect("git was there a moment ago");
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    }

    #[test]
    fn an_index_is_read_as_git_writes_it() {
        for format in ["sha1", "sha256"] {
            let Some(root) = repository_of_git(format) else { continue };
            let root = root.as_path();
            let long = format!("{}/prefs.arc", "long/".repeat(30).trim_end_matches('/'));
            let tracked =
                ["prefs.arc", "a/prefs.arc", "a/b/preferences.arc", "z/.prefs.arc", &long];
            for path in tracked.iter().chain(&["a/app.arc", "a/b/x.js", "hidden/prefs.arc", "m.js"])
            {
                let path = root.join(path);
                std::fs::create_dir_all(path.parent().expect("it has one")).expect("writable");
                std::fs::write(path, "@env\n").expect("writable");
            }
            git(root, &["add", "."]);
            std::fs::create_dir(root.join("b")).expect("writable");
            std::fs::write(root.join("b/prefs.arc"), "@env\n").expect("writable");
            git(root, &["update-index", "--skip-worktree", "hidden/prefs.arc"]);
            for version in ["2", "3", "4"] {
                git(root, &["update-index", "--index-version", version]);
                for path in tracked {
                    assert!(tracks(&Disk, &root.join(path)), "{format} {version} {path}");
                }
                for path in ["b/prefs.arc", "hidden/prefs.arc", "c/prefs.arc"] {
                    assert!(!tracks(&Disk, &root.join(path)), "{format} {version} {path}");
                }
            }
            git(root, &["commit", "--quiet", "-m", "a"]);
            let tree = root.join("tree");
            let tree_path = tree.to_str().expect("the path is Unicode");
            git(root, &["worktree", "add", "--quiet", tree_path]);
            assert!(tracks(&Disk, &tree.join("a/prefs.arc")), "{format} in a worktree");
            git(&tree, &["rm", "--quiet", "--cached", "a/prefs.arc"]);
            assert!(!tracks(&Disk, &tree.join("a/prefs.arc")), "{format} in a worktree");
            assert!(tracks(&Disk, &root.join("a/prefs.arc")), "{format} beside the worktree");
            std::fs::remove_dir_all(root).expect("it can be removed");
        }
    }
}
