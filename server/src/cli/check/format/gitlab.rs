//! `--format gitlab`: a Code Quality report.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use serde_json::{Value, json};

use crate::rules::Severity;

use super::super::fingerprint::fingerprints;
use super::super::report::Report;
use super::repository::Repository;

/// The report as a JSON array.
pub(super) fn render(report: &Report) -> String {
    let repository = Repository::from_env("CI_PROJECT_DIR");
    let problems = report.problems.iter().zip(fingerprints(report));
    let issues: Vec<Value> = problems
        .map(|(problem, fingerprint)| {
            let source = report.source(&problem.file);
            let (begin, end) = (source.place(problem.span.start), source.place(problem.span.end));
            json!({
                "description": problem.message,
                "check_name": problem.rule.name,
                "fingerprint": fingerprint,
                "severity": match problem.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Hint => "info",
                },
                "location": {
                    "path": repository.path(report, &problem.file),
                    "lines": { "begin": begin.line, "end": end.line },
                },
            })
        })
        .collect();
    format!("{:#}\n", Value::from(issues))
}
