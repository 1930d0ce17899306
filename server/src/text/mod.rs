//! Texts and places in them: the bottom floor, which knows nothing of manifests.

mod span;

pub use span::Span;
