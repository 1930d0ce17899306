//! Places in a text as people and programs count them.

use serde::Serialize;

use crate::text::{LineColumn, Span, Text};

/// Lines and columns from 1, columns in Unicode scalar values; offsets in UTF-8 bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) offset: usize,
}

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Range {
    pub(super) start: Place,
    pub(super) end: Place,
}

impl Place {
    /// The place of an offset in a text.
    pub(super) fn of(text: &Text, offset: usize) -> Place {
        let LineColumn { line, column } = text.line_column(offset);
        Place { line, column, offset }
    }
}

impl Range {
    /// The range of a span in a text.
    pub(super) fn of(text: &Text, span: Span) -> Range {
        Range { start: Place::of(text, span.start), end: Place::of(text, span.end) }
    }
}
