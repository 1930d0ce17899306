//! Whether git tracks what is written in a project's preferences, as the index of its repository says.

use std::path::{Path, PathBuf};

use super::file_system::{FileKind, FileSystem, Listing};
use super::location::locate;

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

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::super::{Disk, GitIndex, Memory};
    use super::*;

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
