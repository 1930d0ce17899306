//! `--format junit`: a test suite for each file, a failed test for each problem that makes the run fail, a passed one
//! with its output for any other, and one for each manifest without a failure.
//! <https://github.com/testmoapp/junitxml>

use crate::rules::{Problem, Severity};

use super::super::report::Report;

/// The report as XML; problems of `least` and above are failures.
pub(super) fn render(report: &Report, least: Severity) -> String {
    let mut files: Vec<&str> = report.manifests.iter().map(String::as_str).collect();
    let name = |problem: &Problem| report.source(&problem.file).name.as_str();
    files.extend(report.problems.iter().map(name));
    files.sort_unstable();
    files.dedup();
    let mut suites = String::new();
    let (mut tests, mut failures) = (0, 0);
    for file in files {
        let problems: Vec<_> = report.problems.iter().filter(|it| name(it) == file).collect();
        let failed = problems.iter().filter(|problem| problem.severity >= least).count();
        let passed = usize::from(failed == 0);
        let number = problems.len() + passed;
        let shown = attribute(file);
        suites.push_str(&format!(
            "  <testsuite name=\"{shown}\" tests=\"{number}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n"
        ));
        for problem in problems {
            suites.push_str(&case(report, problem, problem.severity >= least));
        }
        if failed == 0 {
            let case =
                format!("    <testcase name=\"check\" classname=\"{shown}\" file=\"{shown}\"/>\n");
            suites.push_str(&case);
        }
        suites.push_str("  </testsuite>\n");
        tests += number;
        failures += failed;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"arc-lsp\" tests=\"{tests}\" \
         failures=\"{failures}\" errors=\"0\">\n{suites}</testsuites>\n"
    )
}

fn case(report: &Report, problem: &Problem, failed: bool) -> String {
    let source = report.source(&problem.file);
    let place = source.place(problem.span.start);
    let (file, rule) = (attribute(&source.name), problem.rule.name);
    let (severity, message) = (problem.severity.name(), attribute(&problem.message));
    let text = text(&format!(
        "{}:{}:{}: {severity}[{rule}] {}\n{}",
        source.name,
        place.line,
        place.column,
        problem.message,
        problem.rule.url()
    ));
    let inner = if failed {
        format!("<failure type=\"{severity}\" message=\"{message}\">{text}</failure>")
    } else {
        format!("<system-out>{text}</system-out>")
    };
    format!(
        "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\">\n      \
         {inner}\n    </testcase>\n",
        line = place.line,
        column = place.column,
    )
}

/// A text between tags. Characters that XML 1.0 does not have become U+FFFD.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A text between double quotes, in which line ends and tabs stay what they are.
fn attribute(value: &str) -> String {
    text(value)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\r', "&#13;")
        .replace('\t', "&#9;")
}
