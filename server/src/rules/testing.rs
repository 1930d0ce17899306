//! Problems drawn into the text, so that a test reads like an editor.

use std::path::Path;

use expect_test::Expect;

use crate::project::Project;
use crate::project::fixture::{Fixture, ROOT};
use crate::text::{Span, Text};

use super::{Problem, Trial, check_at};

/// The time that tests are seen from, so that they find tomorrow what they find today.
const NOW: &str = "2026-01-01T00:00:00Z";

/// The problems of a project, seen from [`NOW`].
pub(crate) fn check(project: &Project) -> Vec<Problem> {
    check_at(project, NOW.parse().expect("a point in time"))
}

/// Checks a fixture for the problems of one rule. `expected` shows each line that has one, with carets under the
/// offending characters, the rule and its message, related places and what the fixes do. The fixes are tried, too.
pub(crate) fn check_rule(rule: &str, fixture: &str, expected: Expect) {
    expected.assert_eq(&render(fixture, |name| name == rule));
    let fixture = Fixture::parse(fixture);
    let files = fixture.file_system();
    let trial = Trial::new(&files, &fixture.manifest(), NOW.parse().expect("a point in time"));
    for problem in trial.problems.iter().filter(|problem| problem.rule.name == rule) {
        for fix in &problem.fixes {
            let faults = trial.faults(problem, fix);
            assert!(faults.is_empty(), "{}: {}: {faults:#?}", problem.message, fix.title);
        }
    }
}

fn render(fixture: &str, wanted: impl Fn(&str) -> bool) -> String {
    let fixture = Fixture::parse(fixture);
    let project = fixture.project();
    let text_of = |path: &Path| {
        let relative = path.strip_prefix(ROOT).ok()?.to_string_lossy().into_owned();
        fixture.files.iter().find(|(path, _)| *path == relative).map(|(_, text)| text.clone())
    };
    let mut out = String::new();
    for problem in check(&project).iter().filter(|problem| wanted(problem.rule.name)) {
        let relative =
            problem.file.strip_prefix(ROOT).unwrap_or(&problem.file).display().to_string();
        let text = text_of(&problem.file).unwrap_or_default();
        if relative != "app.arc" {
            out.push_str(&format!("{relative}\n"));
        }
        draw(&text, problem.span, &mut out);
        out.push_str(&format!(
            " {}[{}]: {}\n",
            problem.severity.name(),
            problem.rule.name,
            problem.message
        ));
        for related in &problem.related {
            let path = related.file.strip_prefix(ROOT).unwrap_or(&related.file).display();
            out.push_str(&format!("  see {path}: {}\n", related.message));
        }
        for fix in &problem.fixes {
            let safe = if fix.safe { "fix" } else { "unsafe fix" };
            out.push_str(&format!("  {safe}: {}\n", fix.title));
            for edit in &fix.edits {
                let text = text_of(&edit.file).unwrap_or_default();
                out.push_str(&format!("    {:?} -> {:?}\n", edit.span.of(&text), edit.text));
            }
        }
    }
    out
}

fn draw(text: &str, span: Span, out: &mut String) {
    let lines = Text::new(text);
    let line = lines.line_at(span.start);
    let content = lines.line_content(line);
    let shown = content.of(text);
    // A bar in the margin, so that no common indent is taken from an expectation.
    out.push_str(&format!("| {shown}\n"));
    let before = text[content.start..span.start.max(content.start)].chars().count();
    let end = span.end.min(content.end).max(span.start);
    let width = text[span.start..end].chars().count().max(1);
    out.push_str(&" ".repeat(before + 2));
    out.push_str(&"^".repeat(width));
}
