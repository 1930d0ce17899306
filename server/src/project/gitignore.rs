//! What git does not track: `.gitignore` files, read through the file system like everything else.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
pub use ignore::gitignore::Gitignore;
use ignore::gitignore::GitignoreBuilder;

use super::file_system::FileSystem;

/// Why git ignores a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitIgnored {
    /// The `.gitignore` that says so.
    pub gitignore: PathBuf,
    /// The pattern, as it is written.
    pub pattern: String,
    /// The path that the pattern matches: the one asked for, or a folder above it.
    pub matched: PathBuf,
}

/// The rules of a folder's `.gitignore`. A line that is no pattern is passed over, as git does.
pub(super) fn compile(folder: &Path, text: &str) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    let source = folder.join(".gitignore");
    for line in text.trim_start_matches('\u{feff}').lines() {
        // An unreadable pattern leaves the others in force.
        let _ = builder.add_line(Some(source.clone()), line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The `.gitignore` files in force in a folder: its own and those above. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct IgnoreRules(Option<Arc<Link>>);

#[derive(Debug)]
struct Link {
    rules: Arc<Gitignore>,
    above: IgnoreRules,
}

impl IgnoreRules {
    /// Those in force above a folder, up to the root of its repository.
    pub(super) fn above(files: &dyn FileSystem, folder: &Path) -> IgnoreRules {
        let (above, _) = above(files, folder);
        above.iter().rev().fold(IgnoreRules::default(), |rules, folder| rules.enter(files, folder))
    }

    /// The same for a walk that begins in a folder: with what only this clone of the repository ignores.
    pub(super) fn above_walk(files: &dyn FileSystem, folder: &Path) -> IgnoreRules {
        let (above, root) = above(files, folder);
        let own = root.map_or_else(IgnoreRules::default, |root| Self::of_repository(files, root));
        above.iter().rev().fold(own, |rules, folder| rules.enter(files, folder))
    }

    /// What only this clone of a repository ignores. <https://git-scm.com/docs/gitignore>
    pub(super) fn of_repository(files: &dyn FileSystem, root: &Path) -> IgnoreRules {
        let Ok(text) = files.read(&root.join(".git/info/exclude")) else {
            return IgnoreRules::default();
        };
        let rules = Arc::new(compile(root, &String::from_utf8_lossy(&text)));
        IgnoreRules(Some(Arc::new(Link { rules, above: IgnoreRules::default() })))
    }

    /// Those in force in a folder below.
    pub(super) fn enter(&self, files: &dyn FileSystem, folder: &Path) -> IgnoreRules {
        match files.gitignore(folder) {
            Some(rules) => IgnoreRules(Some(Arc::new(Link { rules, above: self.clone() }))),
            None => self.clone(),
        }
    }

    /// Whether a path in this folder is ignored: the nearest file that has a pattern for it decides.
    pub(super) fn ignored(&self, path: &Path, is_folder: bool) -> Option<GitIgnored> {
        let mut link = self.0.as_deref();
        while let Some(Link { rules, above }) = link {
            match rules.matched(path, is_folder) {
                Match::Ignore(glob) => {
                    return Some(GitIgnored {
                        gitignore: glob.from().unwrap_or(Path::new("")).to_owned(),
                        pattern: glob.original().to_owned(),
                        matched: path.to_owned(),
                    });
                }
                Match::Whitelist(_) => return None,
                Match::None => link = above.0.as_deref(),
            }
        }
        None
    }
}

/// The folders above one up to the root of its repository, the nearest first, and that root; it may be the folder
/// itself.
fn above<'a>(files: &dyn FileSystem, folder: &'a Path) -> (Vec<&'a Path>, Option<&'a Path>) {
    let mut above: Vec<&Path> = Vec::new();
    for ancestor in folder.ancestors() {
        if ancestor != folder {
            above.push(ancestor);
        }
        if files.kind(&ancestor.join(".git")).is_some() {
            return (above, Some(ancestor));
        }
    }
    (above, None)
}

/// Why git ignores a path of a project, which need not exist. What lies in an ignored folder is ignored,
/// whatever pattern might take it back. A project that itself lies in an ignored folder is judged as if it
/// did not.
pub(super) fn git_ignored(
    files: &dyn FileSystem,
    root: &Path,
    path: &Path,
    is_folder: bool,
) -> Option<GitIgnored> {
    let base = if path.starts_with(root) { root } else { path.parent()? };
    git_ignored_below(files, IgnoreRules::above(files, base), base, path, is_folder)
}

/// The same for a path below a folder, with the rules in force above that.
pub(super) fn git_ignored_below(
    files: &dyn FileSystem,
    mut rules: IgnoreRules,
    base: &Path,
    path: &Path,
    is_folder: bool,
) -> Option<GitIgnored> {
    let mut folder = base.to_owned();
    let mut rest = path.strip_prefix(base).ok()?.components().peekable();
    while let Some(part) = rest.next() {
        rules = rules.enter(files, &folder);
        folder.push(part);
        let ignored = rules.ignored(&folder, is_folder || rest.peek().is_some());
        if ignored.is_some() {
            return ignored;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Memory;
    use super::git_ignored;

    fn pattern(files: &[(&str, &str)], path: &str, is_folder: bool) -> Option<String> {
        let mut memory = Memory::default();
        for (path, text) in files {
            memory.insert(*path, *text);
        }
        git_ignored(&memory, Path::new("/repo/app"), Path::new(path), is_folder)
            .map(|ignored| format!("{}: {}", ignored.gitignore.display(), ignored.pattern))
    }

    #[test]
    fn the_nearest_file_decides_and_an_ignored_folder_is_final() {
        let files = [
            ("/repo/.git/HEAD", ""),
            ("/.gitignore", "*"),
            ("/repo/.gitignore", "*.js\n!build.js\ndist\napp/src/queues/*/*.js*\n"),
            ("/repo/app/.gitignore", "!keep.js\n/server/*\n!/server/package.json\n"),
        ];
        let ask = |path: &str| pattern(&files, &format!("/repo/app/{path}"), false);
        assert_eq!(ask("src/http/get-a/index.js").as_deref(), Some("/repo/.gitignore: *.js"));
        assert_eq!(ask("src/http/get-a/index.mjs"), None);
        assert_eq!(
            ask("src/queues/q/index.mjs.js.json").as_deref(),
            Some("/repo/.gitignore: app/src/queues/*/*.js*")
        );
        assert_eq!(ask("build.js"), None);
        assert_eq!(ask("keep.js"), None);
        assert_eq!(ask("dist/keep.js").as_deref(), Some("/repo/.gitignore: dist"));
        assert_eq!(ask("server/index.mjs").as_deref(), Some("/repo/app/.gitignore: /server/*"));
        assert_eq!(ask("server/package.json"), None);
    }

    #[test]
    fn without_a_repository_every_file_above_counts() {
        let files =
            [("/.gitignore", "/repo/app/out/\n"), ("/repo/app/.gitignore", "[\n  \n#x\nlib/\n")];
        assert_eq!(
            pattern(&files, "/repo/app/out", true).as_deref(),
            Some("/.gitignore: /repo/app/out/")
        );
        assert_eq!(pattern(&files, "/repo/app/out", false), None);
        assert!(pattern(&files, "/repo/app/lib/a.js", false).is_some());
        assert_eq!(pattern(&files, "/repo/app/x", false), None);
    }
}
