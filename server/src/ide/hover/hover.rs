//! Which room answers.

use std::path::Path;

use jiff::Timestamp;

use crate::manifest::schema::File;
use crate::project::{Project, SourceFile, TemplateFormat};
use crate::sam::Packaged;
use crate::text::Span;

use super::{function, plugin, pragma, setting, table};

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

/// What stands at `offset` of a file of the project, an absolute path: a pragma, a setting, or what an entry declares.
/// Nothing in white space, in comments and on what is not known.
pub fn hover(context: &HoverContext<'_>, file: &Path, offset: usize) -> Option<Hover> {
    let source = context.project.arc_files().find(|source| source.path == file)?;
    let kind = kind_of(context.project, source);
    pragma::hover(context, source, kind, offset)
        .or_else(|| setting::hover(context, source, kind, offset))
        .or_else(|| {
            (kind == File::Manifest).then(|| {
                table::hover(context, offset)
                    .or_else(|| function::hover(context, offset))
                    .or_else(|| plugin::hover(context.project, offset))
            })?
        })
}

fn kind_of(project: &Project, source: &SourceFile) -> File {
    let is = |other: &SourceFile| other.path == source.path;
    if is(&project.manifest) {
        File::Manifest
    } else if project.preferences.as_ref().is_some_and(is) {
        File::Preferences
    } else {
        File::FunctionConfig
    }
}

/// The line of an offset, from 1.
pub(super) fn line(source: &SourceFile, offset: usize) -> usize {
    let before = source.syntax.text.get(..offset).unwrap_or_default();
    crate::text::Text::new(before).line_column(offset).line
}
