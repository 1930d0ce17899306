//! `duplicate-name`: two functions or tables of one pragma with one name.

use foldhash::HashMap;
use smol_str::SmolStr;

use crate::manifest::{Function, FunctionPragma};
use crate::project::Project;
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_pragma(&[&RULE], check);

static RULE: Rule = Rule {
    name: "duplicate-name",
    summary: "two functions or tables of one pragma with one name",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a topic, queue, schedule, route, stream, WebSocket route or table that is declared twice. Methods count \
           in any case: `GET /` is `get /`. `$connect` is `connect`, which every `@ws` has already.",
    why: "Architect refuses the manifest.",
    how: "Rename one of the two, or remove it.",
    sources: &["https://github.com/architect/inventory"],
    example: Example {
        bad: "@app\nmy-app\n@events\nyolo\nyolo\n#- src/events/yolo/index.mjs\n",
        good: "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.mjs\n",
    },
};

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    duplicate_tables(project, scope, problems);
    let mut first: HashMap<(FunctionPragma, &str), &Function> = HashMap::default();
    for function in scope.functions(project).filter(|function| !function.implicit) {
        let key = (function.pragma, function.name.as_str());
        let earlier = *first.entry(key).or_insert(function);
        if std::ptr::eq(earlier, function) {
            continue;
        }
        let (pragma, name) = (key.0.name(), key.1);
        let message = format!(
            "`{name}` is declared twice under `@{pragma}`: rename one of the two, or remove it"
        );
        problems.push(Problem::new(&RULE, file, function.name_span, message).with_related(
            &file.path,
            earlier.name_span,
            "it is declared here first",
        ));
    }
    for function in scope.functions(project).filter(|function| function.implicit) {
        let key = (function.pragma, function.name.as_str());
        if let Some(written) = first.get(&key) {
            let name = file.syntax.written(written.name_span);
            let message = format!(
                "`{name}` is declared twice: every `@ws` has `{0}` already, so write `{0}` to configure it",
                function.name
            );
            problems.push(Problem::new(&RULE, file, written.name_span, message));
        }
    }
}

fn duplicate_tables(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let mut first: HashMap<&SmolStr, Span> = HashMap::default();
    for table in scope.tables(project) {
        let Some(earlier) = first.get(&table.name) else {
            first.insert(&table.name, table.name_span);
            continue;
        };
        let name = &table.name;
        let message = format!(
            "`{name}` is declared twice under `@tables`: further indexes of it stand under `@tables-indexes`; rename one of the two, or remove it"
        );
        problems.push(Problem::new(&RULE, file, table.name_span, message).with_related(
            &file.path,
            *earlier,
            "it is declared here first",
        ));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn routes_are_the_same_in_any_case_of_the_method() {
        check_rule(
            "duplicate-name",
            "@app\nmy-app\n@http\nget /\nGET /\n/\n  method get\n",
            expect![[r#"
                | GET /
                  ^^^^^ error[duplicate-name]: `get /` is declared twice under `@http`: rename one of the two, or remove it
                  see app.arc: it is declared here first
                | /
                  ^ error[duplicate-name]: `get /` is declared twice under `@http`: rename one of the two, or remove it
                  see app.arc: it is declared here first
            "#]],
        );
    }

    #[test]
    fn tables() {
        check_rule(
            "duplicate-name",
            "@app\nmy-app\n@tables\ncats\n  id *String\ncats\n  email *String\n",
            expect![[r#"
                | cats
                  ^^^^ error[duplicate-name]: `cats` is declared twice under `@tables`: further indexes of it stand under `@tables-indexes`; rename one of the two, or remove it
                  see app.arc: it is declared here first
            "#]],
        );
    }

    #[test]
    fn one_name_under_two_pragmas_is_fine() {
        check_rule("duplicate-name", "@app\nmy-app\n@events\nyolo\n@queues\nyolo\n", expect![""]);
    }

    #[test]
    fn the_websocket_routes_that_are_always_there() {
        check_rule(
            "duplicate-name",
            "@app\nmy-app\n@ws\n$connect\n",
            expect![[r#"
                | $connect
                  ^^^^^^^^ error[duplicate-name]: `$connect` is declared twice: every `@ws` has `connect` already, so write `connect` to configure it
            "#]],
        );
    }
}
