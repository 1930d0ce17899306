//! Problems as the protocol has them.

use std::fmt::Write as _;
use std::path::Path;

use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range, Url,
};

use super::convert::Door;
use super::snapshot::Snapshot;
use crate::rules::{Problem, Severity, Tag};
use crate::text::{Span, Text};

/// The problems that stand in a document. None in one that belongs to no project.
pub(super) fn of(snapshot: &Snapshot) -> Vec<Diagnostic> {
    snapshot.document.place().map_or_else(Vec::new, |path| of_file(snapshot, path))
}

/// The problems of the document's project that stand in a file.
pub(super) fn of_file(snapshot: &Snapshot, file: &Path) -> Vec<Diagnostic> {
    let Some(analysis) = snapshot.analysis() else { return Vec::new() };
    let mut there = analysis.problems().iter().filter(|problem| problem.file == file).peekable();
    if there.peek().is_none() {
        return Vec::new();
    }
    let text = snapshot.text_of(file).unwrap_or_default();
    there.map(|problem| in_text(problem, &text, snapshot)).collect()
}

/// A problem as the client has it.
pub(super) fn diagnostic(problem: &Problem, snapshot: &Snapshot) -> Diagnostic {
    in_text(problem, &snapshot.text_of(&problem.file).unwrap_or_default(), snapshot)
}

/// A problem that stands in `text`.
fn in_text(problem: &Problem, text: &Text, snapshot: &Snapshot) -> Diagnostic {
    let client = snapshot.client;
    let mut message = problem.message.clone();
    let mut related_information = Vec::new();
    for related in &problem.related {
        let Some(uri) = snapshot.uri_of(&related.file) else { continue };
        // The start of a file needs no look at it.
        let range = match related.span == Span::at(0) {
            true => Range::default(),
            false => {
                let text = snapshot.text_of(&related.file).unwrap_or_default();
                Door { text: &text, encoding: client.encoding }.range(related.span)
            }
        };
        if client.problems.related {
            let location = Location { uri, range };
            let message = related.message.clone();
            related_information.push(DiagnosticRelatedInformation { location, message });
        } else {
            // Whoever shows no further places can be told of them.
            let name = related.file.file_name().unwrap_or_default().to_string_lossy();
            let line = range.start.line + 1;
            // Writing to a string cannot fail.
            let _ = write!(message, "\n{name}:{line}: {}", related.message);
        }
    }
    let page = client.problems.pages.then(|| Url::parse(&problem.rule.url()).ok()).flatten();
    let tag = problem.tag.and_then(|tag| match tag {
        Tag::Unnecessary => client.problems.unnecessary.then_some(DiagnosticTag::UNNECESSARY),
        Tag::Deprecated => client.problems.deprecated.then_some(DiagnosticTag::DEPRECATED),
    });
    Diagnostic {
        range: Door { text, encoding: client.encoding }.range(problem.span),
        severity: Some(match problem.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Hint => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(problem.rule.name.to_owned())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(super::SOURCE.to_owned()),
        message,
        related_information: (!related_information.is_empty()).then_some(related_information),
        tags: tag.map(|tag| vec![tag]),
        data: None,
    }
}
