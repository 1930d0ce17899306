//! `--format json`: one stable object, described by `docs/check.schema.json`.

use serde::Serialize;
use serde_json::Value;

use crate::rules::{Fix, Problem, Related};

use super::super::super::place::Range;
use super::super::report::{Counts, Report};

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    manifests: usize,
    problems: Vec<ProblemOut<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct ProblemOut<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    file: &'a str,
    range: Range,
    related: Vec<RelatedOut<'a>>,
    fixes: Vec<FixOut<'a>>,
    url: String,
}

#[derive(Serialize)]
struct RelatedOut<'a> {
    message: &'a str,
    file: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct FixOut<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditOut<'a>>,
    creates: Vec<CreateOut<'a>>,
}

#[derive(Serialize)]
struct EditOut<'a> {
    file: &'a str,
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct CreateOut<'a> {
    file: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warning: usize,
    hint: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<usize>,
}

impl Summary {
    fn of(report: &Report) -> Summary {
        let Counts { error, warning, hint } = report.counts();
        Summary { error, warning, hint, fixed: report.fixed, known: report.known }
    }
}

/// How many problems there are of each severity, how many were fixed and how many are known.
pub(super) fn summary(report: &Report) -> Value {
    serde_json::to_value(Summary::of(report)).expect("numbers are always JSON")
}

/// The report as one line of JSON.
pub(super) fn render(report: &Report) -> String {
    let output = Output {
        version: 1,
        manifests: report.manifests.len(),
        problems: report.problems.iter().map(|problem| problem_out(report, problem)).collect(),
        summary: Summary::of(report),
    };
    serde_json::to_string(&output).expect("texts and numbers are always JSON") + "\n"
}

fn problem_out<'a>(report: &'a Report, problem: &'a Problem) -> ProblemOut<'a> {
    let source = report.source(&problem.file);
    ProblemOut {
        rule: problem.rule.name,
        severity: problem.severity.name(),
        message: &problem.message,
        file: &source.name,
        range: source.range(problem.span),
        related: problem.related.iter().map(|related| related_out(report, related)).collect(),
        fixes: problem.fixes.iter().map(|fix| fix_out(report, fix)).collect(),
        url: problem.rule.url(),
    }
}

fn related_out<'a>(report: &'a Report, related: &'a Related) -> RelatedOut<'a> {
    let source = report.source(&related.file);
    RelatedOut { message: &related.message, file: &source.name, range: source.range(related.span) }
}

fn fix_out<'a>(report: &'a Report, fix: &'a Fix) -> FixOut<'a> {
    let edits = fix.edits.iter().map(|edit| {
        let source = report.source(&edit.file);
        EditOut { file: &source.name, range: source.range(edit.span), text: &edit.text }
    });
    let creates = fix
        .creates
        .iter()
        .map(|create| CreateOut { file: &report.source(&create.file).name, text: &create.text });
    FixOut { title: &fix.title, safe: fix.safe, edits: edits.collect(), creates: creates.collect() }
}
