//! `missing-handler`: a function without anything to run.

use crate::project::{HandlerState, Project};
use crate::scaffold::new_handler;
use crate::text::Span;

use super::handler_match::{Match, matches};
use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "missing-handler",
    summary: "a function whose handler is not on the disk",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Looks for the handler of every function: its directory, and in it a file that its runtime takes (`index.js`, \
           `index.mjs` or `index.cjs` for Node.js; `mod.ts` and others for Deno; `lambda.py`, `handler.py` or \
           `index.py`; `lambda.rb`, `handler.rb` or `index.rb`; what `handler` says otherwise). What a build or a \
           plugin makes is not missed: compiled sources, output folders, paths that git ignores, runtimes that a plugin \
           brings. When all handlers of an app are to be built, one hint says so.",
    why: "Without the directory `arc deploy` stops. Without the file it goes through, and the function fails when it is \
          called.",
    how: "Write the handler, or let the code action or `arc-lsp scaffold` begin it. If the function should be named like \
          a handler that is there, rename the entry; if it is no longer wanted, remove it.",
    sources: &["https://arc.codes/docs/en/guides/developer-experience/create-functions-fast"],
    example: Example {
        bad: "@app\nmy-app\n@events\nyolo\n",
        good: "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let implicit: Vec<usize> =
        plainly_missing(project).filter(|&i| project.functions[i].implicit).collect();
    if let Some(&first) = implicit.first() {
        problems.push(websocket(project, first, &implicit));
    }
    let pairs = matches(project);
    for index in plainly_missing(project).filter(|&i| !project.functions[i].implicit) {
        problems.push(missing(project, index, &pairs));
    }
    problems.extend(all_to_be_built(project));
}

/// The functions of which nothing says why they have no handler.
fn plainly_missing(project: &Project) -> impl Iterator<Item = usize> {
    (0..project.functions.len()).filter(|&index| project.handlers[index].is_plainly_missing())
}

fn missing(project: &Project, index: usize, pairs: &[Match]) -> Problem {
    let function = &project.functions[index];
    let name = project.manifest.syntax.written(function.name_span);
    let reason = reason(project, index);
    let message = format!("`{name}` has no handler: {reason}");
    let mut problem = Problem::new(&RULE, &project.manifest, function.name_span, message);
    for pair in pairs.iter().filter(|pair| pair.function == index) {
        let found = &project.undeclared[pair.undeclared];
        let text =
            format!("`{}` holds a handler that no entry declares: is that the one?", found.dir);
        problem = problem.with_related(&found.handler_file, Span::at(0), text);
        if function.custom_src.is_none() {
            problem.fixes.push(Fix::replace(
                format!("Declare `{}` instead of `{name}`", found.entry),
                false,
                &project.manifest.path,
                function.name_span,
                found.entry.clone(),
            ));
        }
    }
    // Writing what is declared comes before declaring what is written.
    problem.fixes.splice(0..0, create(project, index));
    problem
}

/// What is missing, as a sentence.
fn reason(project: &Project, index: usize) -> String {
    let function = &project.functions[index];
    match &project.handlers[index] {
        HandlerState::Missing { dir_exists: true, expected_file, .. } => {
            let file = project.relative(expected_file);
            format!(
                "nothing in `{}` is one for {}; write `{file}`",
                function.dir, project.runtimes[index].name
            )
        }
        HandlerState::Missing { expected_file, .. } => {
            let file = project.relative(expected_file);
            if file == function.dir {
                format!("`{}` is not there, and `arc deploy` stops at that", function.dir)
            } else {
                format!(
                    "`{}` is not there, and `arc deploy` stops at that; write `{file}`",
                    function.dir
                )
            }
        }
        _ => String::new(),
    }
}

/// One problem for the WebSocket routes that nobody wrote.
fn websocket(project: &Project, first: usize, missing: &[usize]) -> Problem {
    let names: Vec<String> =
        missing.iter().map(|&index| format!("`{}`", project.functions[index].dir)).collect();
    let message = format!(
        "every `@ws` has the routes connect, default and disconnect, and these have no handler: {}",
        names.join(", ")
    );
    let mut problem =
        Problem::new(&RULE, &project.manifest, project.functions[first].name_span, message);
    let fixes: Vec<Fix> = missing.iter().filter_map(|&index| create(project, index)).collect();
    if fixes.len() == missing.len() && fixes.len() > 1 {
        let creates = fixes.iter().flat_map(|fix| fix.creates.clone()).collect();
        let title = format!("Create the {} handlers", missing.len());
        problem.fixes.push(Fix { title, safe: false, edits: Vec::new(), creates });
    }
    problem.fixes.extend(fixes);
    problem
}

/// Creates the handler. Nothing where we do not know how to begin one, or where it would lie outside the project.
fn create(project: &Project, index: usize) -> Option<Fix> {
    let HandlerState::Missing { expected_file, .. } = &project.handlers[index] else { return None };
    let (file, text) = new_handler(project, index)?;
    debug_assert_eq!(*file, **expected_file);
    let title = format!("Create handler `{}`", project.relative(&file));
    Some(Fix::create(title, file, text))
}

/// When every handler of the app is missing, and all will be made: one hint.
fn all_to_be_built(project: &Project) -> Option<Problem> {
    let written: Vec<usize> =
        (0..project.functions.len()).filter(|&index| !project.functions[index].implicit).collect();
    let explanation = |index: &usize| match &project.handlers[*index] {
        HandlerState::Missing { explained, .. } => explained.as_ref(),
        _ => None,
    };
    let first = *written.first()?;
    if written.len() < 2 || !written.iter().all(|index| explanation(index).is_some()) {
        return None;
    }
    let reason = explanation(&first)?.reason(&project.root);
    let message = format!(
        "none of the {} functions has its handler on the disk yet; they are not missed, since a build makes them ({reason})",
        written.len()
    );
    let pragma = project.manifest.syntax.reading.pragma(project.functions[first].pragma.name())?;
    Some(Problem::new(&RULE, &project.manifest, pragma.span, message).with_severity(Severity::Hint))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn the_only_candidates_point_at_each_other() {
        check_rule(
            "missing-handler",
            "@app\nmy-app\n@http\nget /\npost /yolo\n@events\nyolo\n#- src/http/get-index/index.js\n\
             #- src/http/post-hello/index.js\n#- src/events/oh/index.js\n",
            expect![[r#"
                | post /yolo
                  ^^^^^^^^^^ error[missing-handler]: `post /yolo` has no handler: `src/http/post-yolo` is not there, and `arc deploy` stops at that; write `src/http/post-yolo/index.mjs`
                  see src/http/post-hello/index.js: `src/http/post-hello` holds a handler that no entry declares: is that the one?
                  unsafe fix: Create handler `src/http/post-yolo/index.mjs`
                  unsafe fix: Declare `post /hello` instead of `post /yolo`
                    "post /yolo" -> "post /hello"
                | yolo
                  ^^^^ error[missing-handler]: `yolo` has no handler: `src/events/yolo` is not there, and `arc deploy` stops at that; write `src/events/yolo/index.mjs`
                  see src/events/oh/index.js: `src/events/oh` holds a handler that no entry declares: is that the one?
                  unsafe fix: Create handler `src/events/yolo/index.mjs`
                  unsafe fix: Declare `oh` instead of `yolo`
                    "yolo" -> "oh"
            "#]],
        );
    }

    #[test]
    fn a_directory_without_a_handler() {
        check_rule(
            "missing-handler",
            "@app\nmy-app\n@aws\nruntime python3.12\n@events\nyolo\n#- src/events/yolo/readme.md\n",
            expect![[r#"
                | yolo
                  ^^^^ error[missing-handler]: `yolo` has no handler: nothing in `src/events/yolo` is one for python3.12; write `src/events/yolo/lambda.py`
                  unsafe fix: Create handler `src/events/yolo/lambda.py`
            "#]],
        );
    }

    #[test]
    fn the_websocket_routes_are_one_problem() {
        check_rule(
            "missing-handler",
            "@app\nmy-app\n@ws\nhey\n#- src/ws/default/index.mjs\n",
            expect![[r#"
                | @ws
                  ^^^ error[missing-handler]: every `@ws` has the routes connect, default and disconnect, and these have no handler: `src/ws/connect`, `src/ws/disconnect`
                  unsafe fix: Create the 2 handlers
                  unsafe fix: Create handler `src/ws/connect/index.mjs`
                  unsafe fix: Create handler `src/ws/disconnect/index.mjs`
                | hey
                  ^^^ error[missing-handler]: `hey` has no handler: `src/ws/hey` is not there, and `arc deploy` stops at that; write `src/ws/hey/index.mjs`
                  unsafe fix: Create handler `src/ws/hey/index.mjs`
            "#]],
        );
    }

    #[test]
    fn what_is_built_is_one_hint() {
        check_rule(
            "missing-handler",
            "@app\nmy-app\n@events\nyolo\nhey\n#- .gitignore\n/src/events\n",
            expect![[r#"
                | @events
                  ^^^^^^^ hint[missing-handler]: none of the 2 functions has its handler on the disk yet; they are not missed, since a build makes them (git ignores src/events (`/src/events` in .gitignore))
            "#]],
        );
    }
}
