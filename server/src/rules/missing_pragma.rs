//! `missing-pragma`: a pragma that is nothing without another.

use crate::manifest::schema;
use crate::project::Project;
use crate::syntax::Pragma;
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "missing-pragma",
    summary: "a pragma that is nothing without another",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds `@cdn`, `@proxy` and `@views` without `@http`, and `@tables-indexes` and `@tables-streams` without \
           `@tables`. Where a plugin is listed that may bring the other, it is a hint.",
    why: "Architect refuses the manifest.",
    how: "Write the other pragma, or remove this one.",
    sources: &[
        "https://arc.codes/docs/en/reference/project-manifest/cdn",
        "https://arc.codes/docs/en/reference/project-manifest/proxy",
        "https://arc.codes/docs/en/reference/project-manifest/tables-indexes",
    ],
    example: Example {
        bad: "@app\nmy-app\n@cdn\ntrue\n",
        good: "@app\nmy-app\n@http\n@cdn\ntrue\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let syntax = &project.manifest.syntax;
    let reading = &syntax.reading;
    for pragma in reading.effective() {
        let Some(known) = schema::pragma(&pragma.name) else { continue };
        // Nothing of a table is asked for.
        if pragma.entries.is_empty() && known.requires.contains(&"tables") {
            continue;
        }
        for required in known.requires {
            if reading.pragma(required).is_some() {
                continue;
            }
            // One that the parser swallowed is written after all, and reported as such.
            let mut written = syntax.tree().manifest().pragmas().filter_map(|pragma| pragma.name());
            if !written.any(|name| name.of(&syntax.text) == *required) {
                problems.push(missing(project, pragma, required));
            }
        }
    }
}

fn missing(project: &Project, pragma: &Pragma, required: &str) -> Problem {
    let file = &project.manifest;
    let name = &pragma.name;
    // Streams are refused whatever plugins bring.
    let by_plugin = project.may_have_more_functions() && name != "tables-streams";
    let severity = if by_plugin { Severity::Hint } else { RULE.severity };
    let message = format!(
        "`@{name}` needs `@{required}`, which this manifest does not have: write `@{required}`, or remove `@{name}`"
    );
    let below = match required {
        "tables" => tables(project).map(|table| format!("{table}\n  id *String\n")).collect(),
        _ => String::new(),
    };
    let text = format!("@{required}\n{below}\n");
    let at = Span::at(pragma.span.start);
    let fix = Fix::replace(format!("Add `@{required}`"), false, &file.path, at, text);
    Problem::new(&RULE, file, pragma.span, message).with_severity(severity).with_fix(fix)
}

/// The tables that indexes and streams name, each once.
fn tables(project: &Project) -> impl Iterator<Item = String> {
    let indexes = project.indexes.iter().map(|index| index.table.clone());
    let streams = project.functions.iter().filter_map(|function| function.table.clone());
    let mut names: Vec<String> = Vec::new();
    for name in indexes.chain(streams) {
        if !names.iter().any(|known| name == *known) {
            names.push(name.to_string());
        }
    }
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn each_of_them() {
        check_rule(
            "missing-pragma",
            "@app\nmy-app\n@views\n@proxy\n@tables-indexes\ncats\n  a *String\n@tables-streams\n",
            expect![[r#"
                | @views
                  ^^^^^^ error[missing-pragma]: `@views` needs `@http`, which this manifest does not have: write `@http`, or remove `@views`
                  unsafe fix: Add `@http`
                    "" -> "@http\n\n"
                | @proxy
                  ^^^^^^ error[missing-pragma]: `@proxy` needs `@http`, which this manifest does not have: write `@http`, or remove `@proxy`
                  unsafe fix: Add `@http`
                    "" -> "@http\n\n"
                | @tables-indexes
                  ^^^^^^^^^^^^^^^ error[missing-pragma]: `@tables-indexes` needs `@tables`, which this manifest does not have: write `@tables`, or remove `@tables-indexes`
                  unsafe fix: Add `@tables`
                    "" -> "@tables\ncats\n  id *String\n\n"
            "#]],
        );
    }

    #[test]
    fn a_plugin_may_bring_routes() {
        check_rule(
            "missing-pragma",
            "@app\nmy-app\n@plugins\nenhance/arc-plugin-enhance\n@views\n@tables-streams\ncats\n",
            expect![[r#"
                | @views
                  ^^^^^^ hint[missing-pragma]: `@views` needs `@http`, which this manifest does not have: write `@http`, or remove `@views`
                  unsafe fix: Add `@http`
                    "" -> "@http\n\n"
                | @tables-streams
                  ^^^^^^^^^^^^^^^ error[missing-pragma]: `@tables-streams` needs `@tables`, which this manifest does not have: write `@tables`, or remove `@tables-streams`
                  unsafe fix: Add `@tables`
                    "" -> "@tables\ncats\n  id *String\n\n"
            "#]],
        );
    }
}
