//! Problems as the protocol has them.

use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Url,
};

use super::convert::Door;
use super::snapshot::Snapshot;
use crate::rules::{self, Problem, Severity, Tag};

/// The problems that stand in a document. None in one that is no manifest or lies on no disk.
pub(super) fn of(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let Some(project) = snapshot.project() else { return Vec::new() };
    let problems = rules::check(&project);
    let here = problems.iter().filter(|problem| problem.file == project.manifest.path);
    here.map(|problem| diagnostic(problem, snapshot)).collect()
}

/// A problem as the client has it.
pub(super) fn diagnostic(problem: &Problem, snapshot: &Snapshot) -> Diagnostic {
    let related = problem.related.iter().filter_map(|related| {
        let uri = Url::from_file_path(&related.file).ok()?;
        let text = snapshot.text_of(&related.file).unwrap_or_default();
        let range = Door { text: &text, encoding: snapshot.client.encoding }.range(related.span);
        let message = related.message.clone();
        Some(DiagnosticRelatedInformation { location: Location { uri, range }, message })
    });
    let related: Vec<_> = related.collect();
    let page = problem.rule.sources.first().and_then(|source| Url::parse(source).ok());
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
