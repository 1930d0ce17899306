//! An answer, and what it is made from.

use jiff::Timestamp;

use crate::project::{Project, SourceFile, TemplateFormat};
use crate::sam::Packaged;
use crate::text::{Span, line_ends};

/// An answer to "what is this".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What the answer is about.
    pub span: Span,
    /// The answer, in Markdown.
    pub markdown: String,
}

/// What an answer is a function of.
#[derive(Clone, Copy)]
pub struct HoverContext<'a> {
    /// The project.
    pub project: &'a Project,
    /// What it comes to; asked for only where the answer needs it.
    pub packaged: &'a dyn Fn() -> &'a Packaged,
    /// How resources are shown.
    pub template: TemplateFormat,
    /// What time it is.
    pub now: Timestamp,
}

/// The line of an offset, from 1.
pub(super) fn line(source: &SourceFile, offset: usize) -> usize {
    line_ends(source.syntax.text.get(..offset).unwrap_or_default()) + 1
}
