//! The fixes of the problems at a place, and the comments that would silence them.

use std::borrow::Cow;

use crate::rules;

use super::action::{ActionKind, CodeAction, Effect, Requested};

/// Every fix of every problem.
pub(super) fn fixes<'p>(asked: Requested<'p>) -> impl Iterator<Item = CodeAction<'p>> {
    asked.here().flat_map(|problem| {
        problem.fixes.iter().enumerate().map(move |(index, fix)| CodeAction {
            title: fix.title.clone(),
            kind: ActionKind::QuickFix,
            problems: vec![problem],
            preferred: index == 0,
            effect: Effect::Fix(Cow::Borrowed(fix)),
        })
    })
}

/// Of every problem, the comment that would silence it.
pub(super) fn ignores<'p>(asked: Requested<'p>) -> impl Iterator<Item = CodeAction<'p>> {
    asked.here().filter_map(move |problem| {
        let fix = rules::ignore_here(asked.project, problem)?;
        Some(CodeAction { problems: vec![problem], ..CodeAction::new(ActionKind::QuickFix, fix) })
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::code_actions::testing::check;

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
