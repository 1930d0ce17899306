//! What can be done about the problems at a place.

use std::borrow::Cow;
use std::path::Path;

use crate::project::Project;
use crate::rules::{self, Fix, Problem};
use crate::text::Span;

/// Something that an editor offers to do.
#[derive(Clone, Debug)]
pub struct CodeAction<'p> {
    /// The problem that it mends.
    pub problem: &'p Problem,
    /// What it does.
    pub fix: Cow<'p, Fix>,
    /// Its kind.
    pub kind: ActionKind,
    /// Whether it is the first thing to do about its problem.
    pub preferred: bool,
}

/// The kinds of action, as LSP names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a problem.
    QuickFix,
}

/// The actions for a stretch of a file: every fix of every problem that touches it, then the comments that would silence
/// these problems.
pub fn code_actions<'p>(
    project: &Project,
    problems: &'p [Problem],
    file: &Path,
    span: Span,
) -> Vec<CodeAction<'p>> {
    let here = || {
        problems.iter().filter(|problem| {
            problem.file == file && problem.span.start <= span.end && span.start <= problem.span.end
        })
    };
    let kind = ActionKind::QuickFix;
    let fixes = here().flat_map(|problem| {
        problem.fixes.iter().enumerate().map(move |(index, fix)| {
            let fix = Cow::Borrowed(fix);
            CodeAction { problem, fix, kind, preferred: index == 0 }
        })
    });
    let ignores = here().filter_map(|problem| {
        let fix = Cow::Owned(rules::ignore_here(project, problem)?);
        Some(CodeAction { problem, fix, kind, preferred: false })
    });
    fixes.chain(ignores).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::code_actions;
    use crate::project::fixture::Fixture;
    use crate::rules;
    use crate::text::Span;

    /// The actions at `$0`, each with what it does to the manifest; the first of several for one problem has a star.
    fn check(fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let (_, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
        let project = fixture.project();
        let problems = rules::check(&project);
        let manifest = &project.manifest;
        let mut out = String::new();
        for action in code_actions(&project, &problems, &manifest.path, Span::at(offset)) {
            let star = if action.preferred { "* " } else { "- " };
            out.push_str(&format!("{star}{}\n", action.fix.title));
            if action.fix.creates.is_empty() {
                let text = rules::apply_edits(&manifest.syntax.text, &action.fix.edits);
                let old: Vec<&str> = manifest.syntax.text.lines().collect();
                for line in text.lines().filter(|line| !old.contains(line)) {
                    out.push_str(&format!("    {line}\n"));
                }
            }
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn a_problem_can_be_ignored_last() {
        check(
            "@app\nmy-app\n@events\nyo$0lo  \n",
            expect![[r#"
                * Create handler `src/events/yolo/index.mjs`
                - Ignore `missing-handler` here
                    yolo # arc-lsp: ignore[missing-handler]  
            "#]],
        );
        check(
            "@app\nmy-app\n@events\nyo$0lo # mine # arc-lsp: ignore[invalid-name] soon\n",
            expect![[r#"
                * Create handler `src/events/yolo/index.mjs`
                - Ignore `missing-handler` here
                    yolo # mine # arc-lsp: ignore[invalid-name, missing-handler] soon
            "#]],
        );
    }

    #[test]
    fn a_comment_goes_behind_a_value_that_runs_over_lines() {
        check(
            "@app\n\"my$0\napp\"\n@x\n",
            expect![[r#"
                - Ignore `invalid-name` here
                    app" # arc-lsp: ignore[invalid-name]
            "#]],
        );
    }

    #[test]
    fn no_comment_where_it_would_change_what_is_read() {
        // Behind one of two pragmas of a name, a comment makes Architect take them for two.
        check("@app\nmy-app\n@x\n@x$0\n", expect![""]);
    }
}
