//! Handlers and their entries, several at a time: writing all that are missing, declaring all that are not declared.

use crate::project::Project;
use crate::rules::{Create, Fix, Problem};
use crate::scaffold::new_handler;

use super::action::{ActionKind, CodeAction, Effect, Requested, merged};

const MISSING: &str = "missing-handler";
const UNDECLARED: &str = "undeclared-handler";

/// What mends the problems of a kind all at once, at one of them; and what removes a handler that nothing declares.
pub(super) fn of_problems<'p>(asked: Requested<'p>) -> Vec<CodeAction<'p>> {
    let here = |rule: &str| asked.here().find(|problem| problem.rule.name == rule);
    let mut actions = Vec::new();
    if let Some(problem) = here(MISSING)
        && let Some(fix) = scaffold(asked.project).filter(|fix| fix.creates.len() > 1)
    {
        let action = CodeAction::new(ActionKind::QuickFix, fix);
        actions.push(CodeAction { problems: vec![problem], ..action });
    }
    if here(UNDECLARED).is_some() {
        actions.extend(declare_all(asked));
        actions.extend(remove(asked));
    }
    actions
}

/// Writes every handler that is missing.
pub(super) fn all_missing<'p>(asked: Requested<'p>) -> Option<CodeAction<'p>> {
    scaffold(asked.project).map(|fix| CodeAction::new(ActionKind::Scaffold, fix))
}

/// The handlers that nothing says to be made by a build. Two functions may share one.
fn scaffold(project: &Project) -> Option<Fix> {
    let mut creates: Vec<Create> = Vec::new();
    for index in 0..project.functions.len() {
        if !project.handlers[index].is_plainly_missing() {
            continue;
        }
        let Some((file, text)) = new_handler(project, index) else { continue };
        if !creates.iter().any(|create| create.file == file) {
            creates.push(Create { file, text });
        }
    }
    let title = match creates.as_slice() {
        [] => return None,
        [only] => format!("Create handler `{}`", project.relative(&only.file)),
        several => format!("Create all {} missing handlers", several.len()),
    };
    Some(Fix { title, safe: false, edits: Vec::new(), creates })
}

fn declare_all<'p>(asked: Requested<'p>) -> Option<CodeAction<'p>> {
    let all = asked.problems.iter().filter(|problem| {
        problem.rule.name == UNDECLARED && problem.file == asked.file && !problem.fixes.is_empty()
    });
    let problems: Vec<&Problem> = all.collect();
    if problems.len() < 2 {
        return None;
    }
    let edits = merged(problems.iter().flat_map(|problem| problem.fixes[0].edits.clone()));
    // Each of several in a pragma of their own would bring that pragma along.
    let pragmas: Vec<&str> = edits
        .iter()
        .flat_map(|edit| edit.text.lines().filter(|line| line.starts_with('@')))
        .collect();
    let twice = pragmas.iter().enumerate().any(|(index, name)| pragmas[..index].contains(name));
    if twice {
        return None;
    }
    let title = format!("Declare all {} handlers that no entry declares", problems.len());
    let fix = Fix { title, safe: false, edits, creates: Vec::new() };
    Some(CodeAction { problems, ..CodeAction::new(ActionKind::QuickFix, fix) })
}

/// Removes the folder of each handler that is said to be undeclared here.
fn remove<'p>(asked: Requested<'p>) -> Vec<CodeAction<'p>> {
    let here = asked.here().filter(|problem| problem.rule.name == UNDECLARED);
    here.filter_map(|problem| {
        let handler = &problem.related.first()?.file;
        let all = &asked.project.undeclared;
        let found = all.iter().find(|it| it.handler_file == *handler)?;
        Some(CodeAction {
            title: format!("Delete `{}`", found.dir),
            kind: ActionKind::QuickFix,
            problems: vec![problem],
            preferred: false,
            effect: Effect::Remove(asked.project.root.join(&found.dir)),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::scaffold;
    use crate::project::fixture::Fixture;
    use crate::rules;

    use crate::ide::code_actions::ActionKind;
    use crate::ide::code_actions::testing::{check, check_kinds};

    #[test]
    fn all_that_are_missing() {
        check(
            "@app\nmy-app\n@events\nyo$0lo\n@queues\nq\n",
            expect![[r#"
            * Create handler `src/events/yolo/index.mjs`
            - Create all 2 missing handlers
                + src/queues/q/index.mjs
            - Ignore `missing-handler` here
                yolo # arc-lsp: ignore[missing-handler]
        "#]],
        );
        check_kinds(
            &[ActionKind::Scaffold],
            "@app\nmy-app$0\n@events\nyolo\n@queues\nq\n",
            expect![[r#"
                - Create all 2 missing handlers
                    + src/queues/q/index.mjs
            "#]],
        );
        check_kinds(
            &[ActionKind::Scaffold],
            "@app\nmy-app$0\n@events\nyolo\n#- src/events/yolo/index.mjs\n",
            expect![[""]],
        );
    }

    #[test]
    fn a_template_of_the_preferences_is_what_they_begin_as() {
        let fixture = Fixture::parse(
            "@app\nmy-app\n@events\nyolo\nhi\n#- prefs.arc\n@create\ntemplates\n  events t.mjs\n#- t.mjs\nours\n",
        );
        let project = fixture.project();
        let fix = scaffold(&project).expect("two are missing");
        assert!(fix.creates.iter().all(|create| create.text == "ours\n"), "{fix:?}");
        let problems = rules::check(&project);
        let missing = problems.iter().filter(|problem| problem.rule.name == super::MISSING);
        let texts: Vec<_> = missing.map(|it| it.fixes[0].creates[0].text.as_str()).collect();
        assert_eq!(texts, ["ours\n", "ours\n"]);
    }

    #[test]
    fn all_that_nothing_declares_or_none_of_them() {
        check(
            "@app\nmy-app\n@ev$0ents\nhi\n#- src/events/hi/index.js\n#- src/events/a/index.js\n#- src/events/b/index.js\n",
            expect![[r#"
                * Declare `a` under `@events`
                    a
                * Declare `b` under `@events`
                    b
                - Declare all 2 handlers that no entry declares
                    a
                    b
                - Delete `src/events/a`
                    - src/events/a
                - Delete `src/events/b`
                    - src/events/b
                - Ignore `undeclared-handler` here
                    @events # arc-lsp: ignore[undeclared-handler]
                - Ignore `undeclared-handler` here
                    @events # arc-lsp: ignore[undeclared-handler]
            "#]],
        );
    }

    #[test]
    fn a_pragma_is_declared_once() {
        check(
            "@a$0pp\nmy-app\n#- src/events/a/index.js\n#- src/events/b/index.js\n",
            expect![[r#"
                * Declare `a` under `@events`
                    @events
                    a
                * Declare `b` under `@events`
                    @events
                    b
                - Delete `src/events/a`
                    - src/events/a
                - Delete `src/events/b`
                    - src/events/b
                - Ignore `undeclared-handler` here
                    @app # arc-lsp: ignore[undeclared-handler]
                - Ignore `undeclared-handler` here
                    @app # arc-lsp: ignore[undeclared-handler]
            "#]],
        );
    }
}
