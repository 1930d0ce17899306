//! How a text came from the one before it, so that what was concluded of all that is as it was need not be concluded
//! again.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::text::Shift;

use super::reading::{EntriesChange, Reading};

/// Tells one [`Syntax`](super::Syntax) from every other of this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxId(u64);

impl SyntaxId {
    /// One that nothing else has.
    pub(super) fn new() -> SyntaxId {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        SyntaxId(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What an edit has done to the pragmas of a text: those of some lines were read again, all others are as they were and
/// only stand elsewhere. There are as many as before, and all have the names that they had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was edited.
    pub before: SyntaxId,
    /// How what stands behind has moved.
    pub shift: Shift,
    /// Whether as many lines end as before, so that all that stands behind has the line numbers that it had.
    pub keeps_lines: bool,
    /// The pragmas that were read again, by their place in [`Reading::pragmas`].
    pub read_again: Range<usize>,
    /// Of a single pragma, the entries that were, where the others are as they were.
    pub entries: Option<EntriesChange>,
}

impl Change {
    /// Whether the pragma of a name that counts is as it was, but for its place; or was not there, and is not.
    pub fn keeps(&self, reading: &Reading, name: &str) -> bool {
        reading.pragmas[self.read_again.clone()].iter().all(|pragma| pragma.name != name)
    }
}
