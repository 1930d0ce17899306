//! Writing over a file that was read before.

use std::io;
use std::path::Path;

/// Writes `new` over a file, unless it no longer holds `old`: what somebody has saved meanwhile is not lost.
///
/// # Errors
/// As the operating system says, or `Other` when the file has changed.
pub(super) fn rewrite(path: &Path, old: &str, new: &str) -> io::Result<()> {
    if std::fs::read(path)? != old.as_bytes() {
        return Err(io::Error::other("it has changed meanwhile"));
    }
    std::fs::write(path, new)
}
