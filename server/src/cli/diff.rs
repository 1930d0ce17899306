//! What a change would do to a file, as a unified diff.

use similar::TextDiff;

/// The diff between two texts of a file, empty where they are equal. `patch -p0` takes it.
pub(super) fn unified(name: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(name, name).to_string()
}

/// The diff that makes a file.
pub(super) fn created(name: &str, text: &str) -> String {
    TextDiff::from_lines("", text).unified_diff().header("/dev/null", name).to_string()
}
