//! Reading what a command is pointed at: a file, or stdin for `-`.

use std::io::{self, Read};
use std::path::Path;

/// Whether an argument means stdin.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The text of stdin, to its end. As Node does it, what is no UTF-8 becomes U+FFFD, which Architect's parser rejects.
///
/// # Errors
/// As the operating system says.
pub(super) fn stdin() -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(lossy(bytes))
}

/// The text of a file, or of stdin for `-`.
///
/// # Errors
/// As the operating system says.
pub(super) fn read(path: &Path) -> io::Result<String> {
    if is_stdin(path) { stdin() } else { std::fs::read(path).map(lossy) }
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
