//! `unknown-table`: an index or a stream of a table that is not declared.

use foldhash::HashSet;
use smol_str::SmolStr;

use crate::manifest::spelling::closest;
use crate::manifest::{FunctionPragma, property};
use crate::project::Project;
use crate::syntax::Entry;
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group =
    Group::of(&["tables", "tables-indexes", "tables-streams"], &[&RULE], check);

static RULE: Rule = Rule {
    name: "unknown-table",
    summary: "an index or stream of a table that is not declared",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Compares the tables that `@tables-indexes` and `@tables-streams` name with those of `@tables`. Upper and \
           lower case differ. Where a plugin is listed that may declare tables, it is a hint.",
    why: "Architect refuses the manifest, or falls over it where `@tables` is empty.",
    how: "Write the name as it stands under `@tables`, or declare the table.",
    sources: &[
        "https://arc.codes/docs/en/reference/project-manifest/tables-indexes",
        "https://arc.codes/docs/en/reference/project-manifest/tables-streams",
    ],
    example: Example {
        bad: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncat\n  email *String\n",
        good: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  email *String\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let reading = &file.syntax.reading;
    // That there is no `@tables` at all is said once.
    let Some(section) = reading.pragma("tables") else { return };
    let known: HashSet<SmolStr> = section
        .entries
        .iter()
        .filter(|entry| !matches!(entry.shape, crate::syntax::Shape::Array(_)))
        .map(|entry| entry.head().to_js_string())
        .collect();
    let mut report = |what: &str, table: &str, span: Span| {
        if known.contains(table) {
            return;
        }
        let names: Vec<&str> = project.tables.iter().map(|table| table.name.as_str()).collect();
        let meant = closest(table, names.iter().copied());
        let advice = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if names.is_empty() => "nothing is declared there".to_owned(),
            None => format!("declared are {}", list(&names)),
        };
        let message = format!("{what} of `{table}`, which `@tables` does not declare: {advice}");
        let severity =
            if project.may_have_more_functions() { Severity::Hint } else { RULE.severity };
        let mut problem = Problem::new(&RULE, file, span, message).with_severity(severity);
        if let Some(meant) = meant {
            let title = format!("Change to `{meant}`");
            problem = problem.with_fix(Fix::replace(title, false, &file.path, span, meant));
        }
        let at = section.entries.last().map_or(section.span, |entry| entry.span).end;
        let title = format!("Declare the table `{table}`");
        let text = format!("\n{table}\n  id *String");
        problems.push(problem.with_fix(Fix::replace(title, false, &file.path, Span::at(at), text)));
    };
    for index in &project.indexes {
        report("an index", &index.table, index.table_span);
    }
    for function in project.functions.iter().filter(|f| f.pragma == FunctionPragma::TablesStreams) {
        let pragma = reading.pragma(FunctionPragma::TablesStreams.name());
        let mut entries = pragma.into_iter().flat_map(|pragma| &pragma.entries);
        let entry = entries.find(|entry| entry.span == function.entry_span);
        let (table, span) = entry.and_then(written_table).unwrap_or_else(|| {
            (function.table.as_ref().unwrap_or(&function.name).to_string(), function.name_span)
        });
        report("a stream", &table, span);
    }
}

/// The `table` of a stream, as the reference compares it; nothing where it is what JavaScript takes for false.
fn written_table(entry: &Entry) -> Option<(String, Span)> {
    let table = property(entry, "table")?;
    let value = table.value();
    crate::manifest::is_truthy(&value)
        .then(|| (crate::manifest::js_string(&value), table.value_span()))
}

fn list(names: &[&str]) -> String {
    const MOST: usize = 5;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    if names.len() > MOST {
        shown.push(format!("{} more", names.len() - MOST));
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn indexes_and_streams() {
        check_rule(
            "unknown-table",
            "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\nCats\n  a *String\nwhales\n  a *String\n\
             @tables-streams\ncats\ncat-log\n  table cat\n",
            expect![[r#"
                | Cats
                  ^^^^ error[unknown-table]: an index of `Cats`, which `@tables` does not declare: did you mean `cats`?
                  unsafe fix: Change to `cats`
                    "Cats" -> "cats"
                  unsafe fix: Declare the table `Cats`
                    "" -> "\nCats\n  id *String"
                | whales
                  ^^^^^^ error[unknown-table]: an index of `whales`, which `@tables` does not declare: declared are `cats`
                  unsafe fix: Declare the table `whales`
                    "" -> "\nwhales\n  id *String"
                |   table cat
                          ^^^ error[unknown-table]: a stream of `cat`, which `@tables` does not declare: did you mean `cats`?
                  unsafe fix: Change to `cats`
                    "cat" -> "cats"
                  unsafe fix: Declare the table `cat`
                    "" -> "\ncat\n  id *String"
            "#]],
        );
    }

    #[test]
    fn no_table_at_all() {
        check_rule(
            "unknown-table",
            "@app\nmy-app\n@tables\n@tables-streams\ncats\n",
            expect![[r#"
                | cats
                  ^^^^ error[unknown-table]: a stream of `cats`, which `@tables` does not declare: nothing is declared there
                  unsafe fix: Declare the table `cats`
                    "" -> "\ncats\n  id *String"
            "#]],
        );
    }

    #[test]
    fn a_plugin_may_declare_it() {
        check_rule(
            "unknown-table",
            "@app\nmy-app\n@plugins\nmine\n@tables\ncats\n  id *String\n@tables-streams\ndogs\n",
            expect![[r#"
                | dogs
                  ^^^^ hint[unknown-table]: a stream of `dogs`, which `@tables` does not declare: declared are `cats`
                  unsafe fix: Declare the table `dogs`
                    "" -> "\ndogs\n  id *String"
            "#]],
        );
    }
}
