//! Where a path of a project leads.

use std::path::{Component, Path, PathBuf};

/// The absolute path of one relative to a project, with `/` between its parts, as Node's `path.join` makes
/// it: `..` goes up by name, and a leading `/` means nothing.
pub(super) fn locate(root: &Path, relative: &str) -> PathBuf {
    // Nearly all are plain, and each is asked for on every keystroke.
    if relative.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains('\\')) {
        return root.join(relative);
    }
    let mut path = root.to_owned();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if path.components().next_back() != Some(Component::RootDir) => {
                path.pop();
            }
            ".." => {}
            _ => path.push(part),
        }
    }
    path
}
