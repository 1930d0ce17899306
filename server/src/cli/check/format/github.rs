//! `--format github`: annotations of GitHub Actions, and the summary of the job.
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fs::OpenOptions;
use std::io::{self, Write};

use crate::rules::{Problem, Severity};
use crate::text::english::counted;

use super::super::report::Report;
use super::repository::Repository;
use super::{concise, summary};

/// GitHub shows so many annotations of a kind for one step; the rest it drops without a word.
const SHOWN: usize = 10;

/// The summary of a job is refused when it is longer than a mebibyte.
const SUMMARY_ROWS: usize = 500;

/// The report as workflow commands, errors first.
pub(super) fn render(report: &Report, quiet: bool) -> String {
    let repository = Repository::from_env("GITHUB_WORKSPACE");
    let mut out = String::new();
    let kinds =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "notice")];
    for (severity, command) in kinds {
        let problems: Vec<_> = of(report, severity).collect();
        let (shown, rest) = problems.split_at(problems.len().min(SHOWN));
        for problem in shown {
            out.push_str(&annotation(report, &repository, command, problem));
        }
        if !rest.is_empty() {
            let more = counted(rest.len(), &format!("more {}", severity.name()));
            out.push_str(&format!("{more}, not annotated: GitHub shows {SHOWN} of a kind\n"));
        }
        for problem in rest {
            out.push_str(&format!("{}\n", concise::line(report, problem)));
        }
    }
    if !quiet {
        out.push_str(&summary::line(report));
        out.push('\n');
    }
    out
}

/// Adds the report to the summary of the job, where there is a job.
///
/// # Errors
/// When the file that GitHub names cannot be written.
pub(super) fn write_job_summary(report: &Report) -> io::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(job_summary(report).as_bytes())
}

fn of(report: &Report, severity: Severity) -> impl Iterator<Item = &Problem> {
    report.problems.iter().filter(move |problem| problem.severity == severity)
}

fn annotation(
    report: &Report,
    repository: &Repository,
    command: &str,
    problem: &Problem,
) -> String {
    let source = report.source(&problem.file);
    let (start, end) = (source.place(problem.span.start), source.place(problem.span.end));
    let file = property(&repository.path(report, &problem.file));
    let mut place = format!("file={file},line={},endLine={}", start.line, end.line);
    // Columns are for one line only.
    if start.line == end.line {
        place.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    let (title, message) = (property(problem.rule.name), data(&problem.message));
    format!("::{command} {place},title={title}::{message}\n")
}

/// The text of a command, its line ends written as GitHub reads them.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn job_summary(report: &Report) -> String {
    let mut out = format!("### arc-lsp\n\n{}\n", summary::line(report));
    if report.problems.is_empty() {
        return out + "\n";
    }
    out.push_str("\n| severity | rule | place | problem |\n| --- | --- | --- | --- |\n");
    let severities = [Severity::Error, Severity::Warning, Severity::Hint];
    let sorted = severities.into_iter().flat_map(|severity| of(report, severity));
    for problem in sorted.take(SUMMARY_ROWS) {
        let source = report.source(&problem.file);
        let (severity, rule) = (problem.severity.name(), problem.rule.name);
        out.push_str(&format!(
            "| {severity} | [{rule}]({}) | {}:{} | {} |\n",
            problem.rule.url(),
            cell(&source.name),
            source.place(problem.span.start).line,
            cell(&problem.message)
        ));
    }
    let more = report.problems.len().saturating_sub(SUMMARY_ROWS);
    if more > 0 {
        out.push_str(&format!("\nand {}.\n", counted(more, "more problem")));
    }
    out + "\n"
}

/// A text that stays in its cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\r', '\n'], " ").replace('<', "&lt;")
}
