//! Paths on their way in and out: absolute inside, relative to the working directory with `/` outside.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The folder that relative paths start from.
#[derive(Clone, Debug)]
pub(super) struct WorkingDirectory(PathBuf);

impl WorkingDirectory {
    /// The process's own.
    ///
    /// # Errors
    /// When it is gone or cannot be read.
    pub(super) fn current() -> io::Result<WorkingDirectory> {
        std::env::current_dir().map(WorkingDirectory)
    }

    /// Another folder to be relative to.
    ///
    /// # Errors
    /// When it is not there.
    pub(super) fn at(path: &Path) -> io::Result<WorkingDirectory> {
        path.canonicalize().map(WorkingDirectory)
    }

    /// A folder, an absolute path as [`absolute`](Self::absolute) makes it.
    pub(super) fn of(folder: &Path) -> WorkingDirectory {
        WorkingDirectory(folder.to_owned())
    }

    /// Whether an absolute path lies in the folder.
    pub(super) fn holds(&self, path: &Path) -> bool {
        path.starts_with(&self.0)
    }

    /// A path as it was typed, made absolute: without `.`, and with `..` resolved as the operating system does it,
    /// behind links.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        let mut absolute = self.0.clone();
        for component in path.components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    absolute = absolute.canonicalize().unwrap_or(absolute);
                    absolute.pop();
                }
                component => absolute.push(component),
            }
        }
        absolute
    }

    /// An absolute path as people read it: relative, with `/`; absolute only where no relative one exists.
    pub(super) fn relative(&self, path: &Path) -> String {
        let common = self.0.components().zip(path.components()).take_while(|(a, b)| a == b).count();
        if common == 0 {
            return path.to_string_lossy().into_owned();
        }
        let up = self.0.components().skip(common).map(|_| "..".into());
        let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy());
        let parts: Vec<_> = up.chain(down).collect();
        if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_go_up_and_down() {
        let directory = WorkingDirectory(PathBuf::from("/a/b"));
        for (path, shown) in [
            ("/a/b/app.arc", "app.arc"),
            ("/a/b/c/app.arc", "c/app.arc"),
            ("/a/app.arc", "../app.arc"),
            ("/x/app.arc", "../../x/app.arc"),
            ("/a/b", "."),
        ] {
            assert_eq!(directory.relative(Path::new(path)), shown);
        }
    }

    #[test]
    fn absolute_paths_have_no_dots() {
        let directory = WorkingDirectory(PathBuf::from("/no-such-folder/b"));
        for (typed, absolute) in [
            (".", "/no-such-folder/b"),
            ("./c/./d", "/no-such-folder/b/c/d"),
            ("../c", "/no-such-folder/c"),
            ("/c", "/c"),
        ] {
            assert_eq!(directory.absolute(Path::new(typed)), Path::new(absolute));
        }
    }
}
