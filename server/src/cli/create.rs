//! Creating files in a project.

use std::io::{self, Write};
use std::path::Path;

/// Creates a file that is not there, with the folders above it.
///
/// # Errors
/// As [`may_create`], and as the operating system says.
pub(super) fn create(root: &Path, path: &Path, text: &str) -> io::Result<()> {
    may_create(root, path)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Not even what has come into being since the project was read is overwritten.
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(text.as_bytes())
}

/// Whether a file may be created in the project in the folder `root`.
///
/// # Errors
/// `AlreadyExists` when it is there, or when a link leads out of the project on the way to it.
pub(super) fn may_create(root: &Path, path: &Path) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let there = path.ancestors().find(|folder| folder.exists()).unwrap_or(root);
    stays_inside(root, there)
}

/// Whether no link leads out of the folder `root` on the way to what is there.
///
/// # Errors
/// When one does, or as the operating system says.
pub(super) fn stays_inside(root: &Path, there: &Path) -> io::Result<()> {
    if there.canonicalize()?.starts_with(root.canonicalize()?) {
        Ok(())
    } else {
        Err(io::Error::other("a link leads out of the project"))
    }
}
