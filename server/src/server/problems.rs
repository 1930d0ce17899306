//! Problems as the protocol has them.

use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Url,
};

use super::convert::Door;
use super::snapshot::Snapshot;
use crate::rules::{Problem, Severity, Tag};

/// The problems that stand in a document. None in one that belongs to no project.
pub(super) fn of(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let Some(analysis) = snapshot.analysis() else { return Vec::new() };
    let path = snapshot.document.place();
    let here = analysis.problems().iter().filter(|problem| Some(&*problem.file) == path);
    here.map(|problem| diagnostic(problem, snapshot)).collect()
}

/// A problem as the client has it.
pub(super) fn diagnostic(problem: &Problem, snapshot: &Snapshot) -> Diagnostic {
    let related = problem.related.iter().filter_map(|related| {
        let uri = snapshot.uri_of(&related.file)?;
        let text = snapshot.text_of(&related.file).unwrap_or_default();
        let range = Door { text: &text, encoding: snapshot.client.encoding }.range(related.span);
        let message = related.message.clone();
        Some(DiagnosticRelatedInformation { location: Location { uri, range }, message })
    });
    let related: Vec<_> = related.collect();
    let page = Url::parse(&problem.rule.url()).ok();
    Diagnostic {
        range: snapshot.door().range(problem.span),
        severity: Some(match problem.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Hint => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(problem.rule.name.to_owned())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(super::SOURCE.to_owned()),
        message: problem.message.clone(),
        related_information: (!related.is_empty()).then_some(related),
        tags: problem.tag.map(|tag| match tag {
            Tag::Unnecessary => vec![DiagnosticTag::UNNECESSARY],
            Tag::Deprecated => vec![DiagnosticTag::DEPRECATED],
        }),
        data: None,
    }
}
