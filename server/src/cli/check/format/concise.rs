//! `--format concise`: one line a problem, which editors and `grep` understand.

use super::super::report::Report;
use super::summary;

/// The report as text.
pub(super) fn render(report: &Report, quiet: bool) -> String {
    let mut out = String::new();
    for problem in &report.problems {
        out.push_str(&line(report, problem));
        out.push('\n');
    }
    if !quiet {
        out.push_str(&summary::lines(report));
    }
    out
}

/// `FILE:LINE:COLUMN: SEVERITY[RULE] MESSAGE`.
pub(super) fn line(report: &Report, problem: &crate::rules::Problem) -> String {
    let source = report.source(&problem.file);
    let place = source.place(problem.span.start);
    format!(
        "{}:{}:{}: {}[{}] {}",
        source.name,
        place.line,
        place.column,
        problem.severity.name(),
        problem.rule.name,
        problem.message
    )
}
