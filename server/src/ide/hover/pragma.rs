//! The header of a pragma.

use std::fmt::Write as _;

use crate::manifest::schema::{self, File, PragmaSpec, Status};
use crate::project::SourceFile;
use crate::sam::Resource;
use crate::syntax::Syntax;
use crate::text::Span;
use crate::text::english::{counted, counted_as};

use super::context::{Hover, HoverContext};
use super::resources;

pub(super) fn hover(
    context: &HoverContext<'_>,
    source: &SourceFile,
    kind: File,
    offset: usize,
) -> Option<Hover> {
    let syntax = &source.syntax;
    let (header, name) = header_at(syntax, offset)?;
    let spec = schema::pragma_of(kind, name)?;
    let mut markdown = describe(spec);
    if kind == File::Manifest {
        markdown.push_str(&made(context, name));
    }
    let _ = write!(markdown, "\n[Documentation]({})\n", spec.docs_url);
    Some(Hover { span: header, markdown })
}

/// The header of a pragma, and its name: as it is written or, where there is no tree, as it is read.
fn header_at(syntax: &Syntax, offset: usize) -> Option<(Span, &str)> {
    if !syntax.format.is_arc() {
        let pragma = syntax.reading.pragmas.iter().find(|pragma| pragma.span.touches(offset))?;
        return Some((pragma.span, &pragma.name));
    }
    // Most places are on no header, and it takes long to look for one in the tree.
    if !may_be_on_header(syntax.text.as_bytes(), offset) {
        return None;
    }
    let pragma = syntax.tree().manifest().pragmas().find(|p| p.header().touches(offset))?;
    Some((pragma.header(), pragma.name()?.of(&syntax.text)))
}

/// Whether there is an `@` at the offset, or before it on its line: each header begins with one.
fn may_be_on_header(text: &[u8], offset: usize) -> bool {
    let before = text.iter().take(offset).rev().take_while(|byte| **byte != b'\n');
    text.get(offset).into_iter().chain(before).any(|byte| *byte == b'@')
}

fn describe(spec: &PragmaSpec) -> String {
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
    out
}

/// How many resources the pragma's entries make, and what they share.
fn made(context: &HoverContext<'_>, name: &str) -> String {
    let Some(section) = context.project.manifest.syntax.reading.pragma(name) else {
        return String::new();
    };
    let template = &(context.packaged)().template;
    let of_entries: Vec<&Resource> =
        section.entries.iter().flat_map(|entry| template.made_by(entry.span)).collect();
    let shared: Vec<&Resource> = template.made_by(section.span).collect();
    let mut out = String::new();
    if !of_entries.is_empty() {
        let entries = counted_as(section.entries.len(), "entry makes", "entries make");
        let resources = counted(of_entries.len(), "resource");
        let _ = write!(out, "\n{entries} {resources}: {}.\n", by_type(&of_entries));
    }
    let parts = template.parts_by(section.span).next().is_some();
    if shared.is_empty() && !parts {
        return out;
    }
    let lead = if of_entries.is_empty() { "It makes" } else { "They share" };
    out + &resources::section(context, lead, section.span)
}

/// `2 AWS::SNS::Topic, 1 …`, the most frequent first.
fn by_type(resources: &[&Resource]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for resource in resources {
        let kind = resource.kind();
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let counts = counts.iter().map(|(kind, count)| format!("{count} `{kind}`"));
    counts.collect::<Vec<_>>().join(", ")
}
