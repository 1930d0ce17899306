//! `undeclared-handler`: a handler that no entry declares.

use crate::manifest::FunctionPragma;
use crate::project::{Project, Undeclared};
use crate::text::Span;

use super::handler_match::matches;
use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "undeclared-handler",
    summary: "a directory with a handler that no entry declares",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds directories below `src/http`, `src/events` and their siblings that hold a handler and belong to no \
           function; under `src/http` only those that are named `METHOD-…`. Directories with names like `shared`, \
           `utils` or `__tests__` are left alone, and so are those that a plugin of the project names. An entry that \
           is commented out explains the directory, and plugins may declare functions of their own: then it is a hint.",
    why: "The handler is never deployed: the route answers 404, the topic does not exist.",
    how: "Declare the function, or remove the directory.",
    sources: &["https://arc.codes/docs/en/get-started/project-manifest"],
    example: Example {
        bad: "@app\nmy-app\n@events\n#- src/events/oh/index.mjs\n",
        good: "@app\nmy-app\n@events\noh\n#- src/events/oh/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let pairs = matches(project);
    for (index, undeclared) in project.undeclared.iter().enumerate() {
        if undeclared.plugin.is_some() {
            continue;
        }
        let mut problem = problem(project, undeclared);
        if let Some(pair) = pairs.iter().find(|pair| pair.undeclared == index) {
            let function = &project.functions[pair.function];
            let name = project.manifest.syntax.written(function.name_span);
            let message = format!("`{name}` is declared and has no handler: is that the one?");
            problem = problem.with_related(&project.manifest.path, function.name_span, message);
        }
        problems.push(problem);
    }
}

fn problem(project: &Project, undeclared: &Undeclared) -> Problem {
    let file = &project.manifest;
    let pragma = undeclared.pragma.name();
    let dir = &undeclared.dir;
    if let Some(comment) = undeclared.commented_out {
        let message = format!(
            "`{dir}` holds a handler that is not deployed, since its entry is commented out"
        );
        return Problem::new(&RULE, file, comment, message).with_severity(Severity::Hint);
    }
    if let Some(index) = undeclared.lives_elsewhere {
        let function = &project.functions[index];
        let name = file.syntax.written(function.name_span);
        let message = format!(
            "`{dir}` holds a handler that is not deployed: `{name}` has its `src` in `{}`",
            function.dir
        );
        return Problem::new(&RULE, file, function.name_span, message)
            .with_severity(Severity::Hint);
    }
    let header = file.syntax.reading.pragma(pragma).map(|pragma| pragma.span);
    let place = header.or_else(|| file.syntax.reading.pragmas.first().map(|pragma| pragma.span));
    let by_plugin = project.may_have_more_functions();
    let entry = &undeclared.entry;
    let message = if by_plugin {
        format!(
            "`{dir}` holds a handler that no `{entry}` under `@{pragma}` declares: it is never deployed, unless a \
             plugin declares it"
        )
    } else {
        format!(
            "`{dir}` holds a handler that is never deployed: no `{entry}` under `@{pragma}` declares it"
        )
    };
    let problem = Problem::new(&RULE, file, place.unwrap_or_default(), message).with_related(
        &undeclared.handler_file,
        Span::at(0),
        "the handler",
    );
    let problem = match declare(project, undeclared) {
        Some(fix) => problem.with_fix(fix),
        None => problem,
    };
    // What a plugin does is known when it runs.
    if by_plugin { problem.with_severity(Severity::Hint) } else { problem }
}

/// Declares the function at the end of its pragma.
fn declare(project: &Project, undeclared: &Undeclared) -> Option<Fix> {
    let file = &project.manifest;
    let text: &str = &file.syntax.text;
    let pragma = undeclared.pragma.name();
    let entry = match undeclared.pragma {
        // A schedule has to be written too; once a day is what one begins with.
        FunctionPragma::Scheduled => format!("{} rate(1 day)", undeclared.entry),
        // A stream without a table would be rejected.
        FunctionPragma::TablesStreams => {
            let tables = &file.syntax.reading.pragma("tables")?.entries;
            tables.iter().find(|table| table.head().text == undeclared.entry)?;
            undeclared.entry.clone()
        }
        _ => undeclared.entry.clone(),
    };
    let (offset, block) = match file.syntax.section_end(pragma) {
        Some(end) => (end, format!("{entry}\n")),
        None => (text.len(), format!("\n@{pragma}\n{entry}\n")),
    };
    let line_end = if text[..offset].ends_with(['\n', '\r']) || offset == 0 { "" } else { "\n" };
    let title = format!("Declare `{}` under `@{pragma}`", undeclared.entry);
    Some(Fix::replace(title, false, &file.path, Span::at(offset), format!("{line_end}{block}")))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn what_would_declare_it() {
        check_rule(
            "undeclared-handler",
            "@app\nmy-app\n@http\nget /\n# end\n@events\n#- src/http/get-index/index.js\n\
             #- src/http/post-hello_there-000id/index.js\n#- src/events/oh/index.ts\n#- src/scheduled/daily/index.js\n\
             #- src/tables-streams/cats/index.js\n",
            expect![[r#"
                | @app
                  ^^^^ warning[undeclared-handler]: `src/scheduled/daily` holds a handler that is never deployed: no `daily` under `@scheduled` declares it
                  see src/scheduled/daily/index.js: the handler
                  unsafe fix: Declare `daily` under `@scheduled`
                    "" -> "\n@scheduled\ndaily rate(1 day)\n"
                | @app
                  ^^^^ warning[undeclared-handler]: `src/tables-streams/cats` holds a handler that is never deployed: no `cats` under `@tables-streams` declares it
                  see src/tables-streams/cats/index.js: the handler
                | @http
                  ^^^^^ warning[undeclared-handler]: `src/http/post-hello_there-000id` holds a handler that is never deployed: no `post /hello-there/:id` under `@http` declares it
                  see src/http/post-hello_there-000id/index.js: the handler
                  unsafe fix: Declare `post /hello-there/:id` under `@http`
                    "" -> "post /hello-there/:id\n"
                | @events
                  ^^^^^^^ warning[undeclared-handler]: `src/events/oh` holds a handler that is never deployed: no `oh` under `@events` declares it
                  see src/events/oh/index.ts: the handler
                  unsafe fix: Declare `oh` under `@events`
                    "" -> "oh\n"
            "#]],
        );
    }

    #[test]
    fn a_comment_explains_it() {
        check_rule(
            "undeclared-handler",
            "@app\nmy-app\n@events\n# oh\n#- src/events/oh/index.js\n",
            expect![[r#"
                | # oh
                  ^^^^ hint[undeclared-handler]: `src/events/oh` holds a handler that is not deployed, since its entry is commented out
            "#]],
        );
    }

    #[test]
    fn a_plugin_may_declare_it() {
        let with = |plugin| {
            format!(
                "@app\nmy-app\n@events\nhey\n@plugins\n{plugin}\n#- src/events/hey/index.js\n#- src/events/oh/index.js\n"
            )
        };
        check_rule(
            "undeclared-handler",
            &with("who-knows"),
            expect![[r#"
                | @events
                  ^^^^^^^ hint[undeclared-handler]: `src/events/oh` holds a handler that no `oh` under `@events` declares: it is never deployed, unless a plugin declares it
                  see src/events/oh/index.js: the handler
                  unsafe fix: Declare `oh` under `@events`
                    "" -> "oh\n"
            "#]],
        );
        check_rule(
            "undeclared-handler",
            &with("@architect/plugin-typescript"),
            expect![[r#"
            | @events
              ^^^^^^^ warning[undeclared-handler]: `src/events/oh` holds a handler that is never deployed: no `oh` under `@events` declares it
              see src/events/oh/index.js: the handler
              unsafe fix: Declare `oh` under `@events`
                "" -> "oh\n"
        "#]],
        );
    }

    #[test]
    fn a_file_without_a_line_end() {
        check_rule(
            "undeclared-handler",
            "@app\nmy-app\n#- src/events/oh/index.js\n",
            expect![[r#"
            | @app
              ^^^^ warning[undeclared-handler]: `src/events/oh` holds a handler that is never deployed: no `oh` under `@events` declares it
              see src/events/oh/index.js: the handler
              unsafe fix: Declare `oh` under `@events`
                "" -> "\n@events\noh\n"
        "#]],
        );
    }
}
