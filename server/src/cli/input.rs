//! Reading what a command is pointed at: a file, or stdin for `-`.

use std::io::{self, Read};
use std::path::Path;

use crate::project::refuse_utf16;

/// Whether an argument means stdin.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The text of stdin, to its end. As Node does it, what is no UTF-8 becomes U+FFFD, which Architect's parser rejects.
///
/// # Errors
/// As the operating system says; when it is in UTF-16.
pub(super) fn stdin() -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    lossy(bytes)
}

/// The text of a file, or of stdin for `-`.
///
/// # Errors
/// As the operating system says; when it is in UTF-16.
pub(super) fn read(path: &Path) -> io::Result<String> {
    if is_stdin(path) { stdin() } else { lossy(std::fs::read(path)?) }
}

fn lossy(bytes: Vec<u8>) -> io::Result<String> {
    refuse_utf16(&bytes)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
