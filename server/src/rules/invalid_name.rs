//! `invalid-name`: names that Architect or AWS refuses.

use crate::manifest::{Function, Key, Route, is_truthy, names};
use crate::project::Project;
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_entry(&[&RULE], check);

static RULE: Rule = Rule {
    name: "invalid-name",
    summary: "a name or route that Architect or AWS refuses",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Checks the names of the app, topics, queues, schedules, streams, WebSocket routes, tables, their keys and \
           indexes, and plugins, and the methods and paths of routes, by the rules of Architect's inventory, which follow those of SNS, SQS, EventBridge, \
           DynamoDB and API Gateway.",
    why: "Architect refuses the manifest.",
    how: "Names may hold letters, digits, `/`, `-`, `.` and `_`. Paths begin with `/`, do not end with it, and \
          hold `:parameters` at the start of a part and `*` as the last part.",
    sources: &[
        "https://arc.codes/docs/en/reference/project-manifest/http",
        "https://github.com/architect/inventory",
    ],
    example: Example {
        bad: "@app\nmy-app\n@events\nhey!\n#- src/events/hey!/index.mjs\n",
        good: "@app\nmy-app\n@events\nhey\n#- src/events/hey/index.mjs\n",
    },
};

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let mut report =
        |span, message: String| problems.push(Problem::new(&RULE, file, span, message));
    if let Some([entry]) = file.syntax.reading.pragma("app").map(|app| app.entries.as_slice())
        && let Some(name) = entry.head().as_str()
    {
        app_name(name, entry.head().span, &mut report);
    }
    for function in scope.functions(project).filter(|function| !function.implicit) {
        match &function.route {
            Some(route) => check_route(route, &mut report),
            None => check_name(function, &mut report),
        }
    }
    table_names(project, scope, &mut report);
    plugin_names(project, &mut report);
}

fn app_name(name: &str, span: Span, report: &mut impl FnMut(Span, String)) {
    names::of_app(name).into_iter().for_each(|fault| report(span, fault));
}

fn check_name(function: &Function, report: &mut impl FnMut(Span, String)) {
    let faults = names::of_function(function.pragma, &function.name);
    faults.into_iter().for_each(|fault| report(function.name_span, fault));
}

/// A name by the rule that holds for most: its letters and its length.
fn loose_name(
    name: &str,
    span: Span,
    what: &str,
    (min, max): (usize, usize),
    report: &mut impl FnMut(Span, String),
) {
    names::of_anything(name, what, min, max).into_iter().for_each(|fault| report(span, fault));
}

/// The names of tables, of their keys and of their indexes.
fn table_names(project: &Project, scope: &Scope, report: &mut impl FnMut(Span, String)) {
    let key = |key: &Option<Key>, report: &mut _| {
        if let Some(key) = key {
            loose_name(&key.name, key.name_span, "the name of a key", (1, 255), report);
        }
    };
    for table in scope.tables(project) {
        loose_name(&table.name, table.name_span, "the name of a table", (3, 255), report);
        key(&table.partition_key, report);
        key(&table.sort_key, report);
    }
    for index in scope.indexes(project) {
        loose_name(&index.table, index.table_span, "the name of a table", (3, 255), report);
        key(&index.partition_key, report);
        key(&index.sort_key, report);
        let Some(name) = index.name.as_ref().filter(|name| is_truthy(&name.value)) else {
            continue;
        };
        // That it is one word is a matter of its type.
        if let Some(text) = name.value.as_str() {
            loose_name(text, name.span, "the name of an index", (3, 255), report);
        }
    }
}

/// The names of plugins, which are packages or files in `src/plugins`.
fn plugin_names(project: &Project, report: &mut impl FnMut(Span, String)) {
    for plugin in &project.plugins {
        let (name, span) = (plugin.name.as_str(), plugin.name_span);
        if name == "_methods" {
            report(
                span,
                "`_methods` cannot name a plugin: Architect uses that word itself".to_owned(),
            );
        } else if let Some(plain) = name.strip_prefix('@') {
            report(span, format!("`{name}` stands here without its `@`: write `{plain}`"));
        } else {
            loose_name(name, span, "the name of a plugin", (0, usize::MAX), report);
        }
    }
}

fn check_route(route: &Route, report: &mut impl FnMut(Span, String)) {
    for fault in names::of_method(&route.method) {
        report(route.method_span, fault);
    }
    for fault in names::of_path(&route.path) {
        report(route.path_span, fault);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn routes() {
        check_rule(
            "invalid-name",
            "@app\nmy-app\n@http\nfetch /\nget foo\nget /foo/\nget /a//b\nget /a-/b\nget /a:b\nget /a/*/b\n\
             get /a(b)\nget /:\nget /ok/:id-1/*\n",
            expect![[r#"
                | fetch /
                  ^^^^^ error[invalid-name]: `fetch` is no method: use one of get, post, put, patch, delete, options, head, any
                | get foo
                      ^^^ error[invalid-name]: `foo` must begin with a slash: `/foo`
                | get /foo/
                      ^^^^^ error[invalid-name]: `/foo/` cannot end with a slash: `/foo`
                | get /a//b
                      ^^^^^ error[invalid-name]: `/a//b` has nothing between two slashes
                | get /a-/b
                      ^^^^^ error[invalid-name]: the part `a-` of `/a-/b` cannot end with `-`, `.` or `_`
                | get /a:b
                      ^^^^ error[invalid-name]: `/a:b` has a parameter inside the part `a:b`: `:` stands only at the start of one
                | get /a/*/b
                      ^^^^^^ error[invalid-name]: `/a/*/b` may hold `*` once, as its whole last part: `/…/*`
                | get /a(b)
                      ^^^^^ error[invalid-name]: `/a(b)` cannot hold `(`: a path takes letters, digits and `/ - : . _ *`
                | get /a(b)
                      ^^^^^ error[invalid-name]: `/a(b)` cannot hold `)`: a path takes letters, digits and `/ - : . _ *`
                | get /:
                      ^^ error[invalid-name]: `/:` has a parameter without a name behind `:`
            "#]],
        );
    }

    #[test]
    fn names() {
        check_rule(
            "invalid-name",
            "@app\nMy-app\n@events\n.a\na..b\nawsome\n\"a b\"\n@queues\nok.fifo\n@tables\nab\n  id *String\n\
             @tables-streams\nab\n",
            expect![[r#"
                | My-app
                  ^^^^^^ error[invalid-name]: `My-app` is no name for an app: it begins with a lower-case letter
                | .a
                  ^^ error[invalid-name]: `.a` cannot begin or end with a period
                | a..b
                  ^^^^ error[invalid-name]: `a..b` cannot have two periods in a row
                | awsome
                  ^^^^^^ error[invalid-name]: `awsome` cannot begin with `AWS` or `Amazon`, which AWS keeps for itself
                | "a b"
                  ^^^^^ error[invalid-name]: `a b` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not ` `
                | ab
                  ^^ error[invalid-name]: `ab` is too short: the name of a table has at least 3 characters
                | ab
                  ^^ error[invalid-name]: `ab` is too short: a name under `@tables-streams` has at least 3 characters
            "#]],
        );
    }
}
