//! Texts and places in them: the bottom floor, which knows nothing of manifests.

pub mod english;
mod line_ends;
#[cfg(test)]
pub(crate) mod numbers;
mod position;
mod shift;
mod span;
// The room is named for the floor: it holds the text itself.
#[allow(clippy::module_inception)]
mod text;

pub use line_ends::{line_ends, with_line_ends};
pub use position::{LineColumn, Point, Position, PositionEncoding};
pub use shift::{Follow, Shift};
pub use span::Span;
pub use text::Text;
