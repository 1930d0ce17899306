//! Edits of whole lines.

use crate::project::SourceFile;
use crate::text::{Span, Text};

use super::problem::{Edit, Fix};

/// The fix, not a safe one, that takes the lines away that `span` stands on; nothing where [`without_line`] has none.
pub(super) fn remove_line(file: &SourceFile, span: Span, title: impl Into<String>) -> Option<Fix> {
    let edit = without_line(file, span)?;
    Some(Fix { title: title.into(), safe: false, edits: vec![edit], creates: Vec::new() })
}

/// The edit that takes away the lines that `span` stands on, with the comments behind them; nothing where they hold
/// anything else.
pub(super) fn without_line(file: &SourceFile, span: Span) -> Option<Edit> {
    let source = &file.syntax.text;
    let text = Text::new(source);
    let (first, last) = (text.line_at(span.start), text.line_at(span.end));
    let (start, end) = (text.line_span(first).start, text.line_span(last).end);
    let before = &source[start..span.start];
    let behind = source[span.end..end].trim();
    let alone = before.trim_start_matches('\u{feff}').trim().is_empty();
    (alone && (behind.is_empty() || behind.starts_with('#'))).then(|| Edit {
        file: file.path.clone(),
        span: Span::new(start, end),
        text: String::new(),
    })
}
