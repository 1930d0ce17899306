//! The canonical layout of a file in Architect's format: two spaces a level, one blank line between pragmas, one space
//! between words, comments kept, quotes only where they are needed.
//!
//! Invariants: what Architect reads never changes by it, no comment is lost, and a formatted text is left as it is.
//! Where a line cannot be laid out without changing what is read, since it is read otherwise than it is written, it
//! stays as it stands.

// The room is named for the floor: it holds the formatter itself.
#[allow(clippy::module_inception)]
mod format;
mod item;
mod layout;
mod quotes;

pub use format::format;
pub use quotes::are_needed as needs_quotes;
