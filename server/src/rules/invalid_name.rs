//! `invalid-name`: names that Architect or AWS refuses.

use crate::manifest::{Function, FunctionPragma, Route, names};
use crate::project::Project;
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group { rules: &[&RULE], check };

static RULE: Rule = Rule {
    name: "invalid-name",
    summary: "a name or route that Architect or AWS refuses",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Checks the names of the app, topics, queues, schedules, streams and WebSocket routes, and the methods and \
           paths of routes, by the rules of Architect's inventory, which follow those of SNS, SQS, EventBridge, \
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

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let mut report =
        |span, message: String| problems.push(Problem::new(&RULE, file, span, message));
    if let Some([entry]) = file.syntax.reading.pragma("app").map(|app| app.entries.as_slice())
        && let Some(name) = entry.head().as_str()
    {
        app_name(name, entry.head().span, &mut report);
    }
    for function in project.functions.iter().filter(|function| !function.implicit) {
        match &function.route {
            Some(route) => check_route(route, &mut report),
            None => check_name(function, &mut report),
        }
    }
}

fn app_name(name: &str, span: Span, report: &mut impl FnMut(Span, String)) {
    names::of_app(name).into_iter().for_each(|fault| report(span, fault));
}

fn check_name(function: &Function, report: &mut impl FnMut(Span, String)) {
    let (name, span) = (function.name.as_str(), function.name_span);
    let pragma = function.pragma.name();
    let (min, max) = match function.pragma {
        // Architect keeps room for what it adds to a name, within 256 characters.
        FunctionPragma::Events | FunctionPragma::Queues => (1, 246),
        FunctionPragma::Scheduled => (1, 242),
        FunctionPragma::TablesStreams => (3, 255),
        FunctionPragma::Ws => (1, 255),
        FunctionPragma::Http => return,
    };
    if let Some(c) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !"/-._".contains(*c)) {
        report(
            span,
            format!(
                "`{name}` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `{c}`"
            ),
        );
    }
    let length = name.encode_utf16().count();
    if length < min {
        report(
            span,
            format!(
                "`{name}` is too short: a name under `@{pragma}` has at least {min} characters"
            ),
        );
    }
    if length > max {
        report(
            span,
            format!("a name under `@{pragma}` has at most {max} characters, this one {length}"),
        );
    }
    if matches!(function.pragma, FunctionPragma::Events | FunctionPragma::Queues) {
        if name.starts_with('.') || name.ends_with('.') {
            report(span, format!("`{name}` cannot begin or end with a period"));
        }
        if name.contains("..") {
            report(span, format!("`{name}` cannot have two periods in a row"));
        }
        let lower = name.to_lowercase();
        if lower.starts_with("aws") || lower.starts_with("amazon") {
            report(
                span,
                format!("`{name}` cannot begin with `AWS` or `Amazon`, which AWS keeps for itself"),
            );
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
                  ^^ error[invalid-name]: `ab` is too short: a name under `@tables-streams` has at least 3 characters
            "#]],
        );
    }
}
