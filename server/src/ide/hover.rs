//! What stands at a place, in words.

use std::fmt::Write as _;

use crate::manifest::Function;
use crate::manifest::schema::{self, File, PragmaSpec, Status};
use crate::project::{Project, SourceFile};
use crate::text::Span;

/// An answer to "what is this".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What the answer is about.
    pub span: Span,
    /// The answer, in Markdown.
    pub markdown: String,
}

/// What stands at `offset` of the manifest: a pragma, or a function that an entry declares. Nothing in white space,
/// in comments and on what is not known.
pub fn hover(project: &Project, offset: usize) -> Option<Hover> {
    let file = &project.manifest;
    pragma(file, offset).or_else(|| function(project, offset))
}

fn pragma(file: &SourceFile, offset: usize) -> Option<Hover> {
    let pragma =
        file.syntax.tree.manifest().pragmas().find(|pragma| pragma.header().touches(offset))?;
    let name = pragma.name()?.of(&file.syntax.text);
    let spec = schema::pragma_of(File::Manifest, name)?;
    Some(Hover { span: pragma.header(), markdown: describe_pragma(spec) })
}

fn describe_pragma(spec: &PragmaSpec) -> String {
    let mut out = format!("**`@{}`** — {}\n", spec.name, spec.summary);
    match spec.status {
        Status::Current => {}
        Status::Deprecated { instead } => {
            let _ = write!(out, "\nDeprecated: use `@{instead}`.\n");
        }
        Status::Retired { instead } => {
            let advice = instead.map(|instead| format!(" Use `@{instead}`.")).unwrap_or_default();
            let _ = write!(out, "\nRetired: Architect no longer reads it.{advice}\n");
        }
    }
    if let Some(form) = spec.entries.first() {
        let _ = write!(out, "\nAn entry: `{}`\n", form.label);
    }
    let _ = write!(out, "\n[Documentation]({})\n", spec.docs_url);
    out
}

fn function(project: &Project, offset: usize) -> Option<Hover> {
    let (index, function) = project
        .functions
        .iter()
        .enumerate()
        .find(|(_, f)| !f.implicit && f.name_span.touches(offset))?;
    let _ = index;
    let mut out = format!("**`@{} {}`**\n", function.pragma.name(), function.name);
    if let Some(spec) = schema::pragma(function.pragma.name()) {
        let _ = write!(out, "\n{}\n", spec.summary);
    }
    describe_handler(project, function, &mut out);
    Some(Hover { span: function.name_span, markdown: out })
}

fn describe_handler(_project: &Project, function: &Function, out: &mut String) {
    let _ = write!(out, "\nHandler: `{}`\n", function.dir);
}
