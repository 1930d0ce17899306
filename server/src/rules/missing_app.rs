//! `missing-app`: a manifest without a usable name for the app.

use crate::project::Project;
use crate::syntax::{Format, Shape};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "missing-app",
    summary: "a manifest without the name of the app",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds manifests without `@app`, or with anything but exactly one name below it.",
    why: "Architect refuses the manifest: the name becomes part of every stack, function and parameter.",
    how: "Write `@app` and, on the next line, the app's name: lower-case letters, digits and `-`, beginning with \
          a letter.",
    sources: &["https://arc.codes/docs/en/reference/project-manifest/app"],
    example: Example { bad: "@events\n", good: "@app\nmy-app\n@events\n" },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let syntax = &file.syntax;
    if syntax.reading.pragmas.is_empty() && !syntax.problems.is_empty() {
        return; // That there is no pragma at all is a problem of its own.
    }
    let (span, message) = match syntax.reading.pragma("app") {
        None => {
            // A pragma that the parser swallowed is written after all, and reported as such.
            let written = syntax.tree().manifest().pragmas();
            let mut names = written.filter_map(|pragma| pragma.name());
            if names.any(|name| name.of(&syntax.text) == "app") {
                return;
            }
            let first = syntax.reading.pragmas.first().map_or(Span::at(0), |pragma| pragma.span);
            let write = match syntax.format {
                Format::Arc => "`@app` and the app's name on the next line",
                Format::Yaml => "`app: ` and the app's name",
                Format::Json | Format::Package => "`\"app\"` with the app's name",
            };
            let name = if syntax.format.is_arc() { "@app" } else { "app" };
            (first, format!("no `{name}` in this manifest: write {write}"))
        }
        Some(app) => match app.entries.as_slice() {
            [] => (
                app.span,
                "`@app` has no name below it: write the app's name on the next line".to_owned(),
            ),
            [entry] => match &entry.shape {
                Shape::Scalar(name) if name.is_string() => return,
                Shape::Scalar(name) => {
                    let written = syntax.written(name.span);
                    (
                        name.span,
                        format!("`{written}` is not a name: an app's name begins with a letter"),
                    )
                }
                _ => {
                    let written = syntax.written(entry.span);
                    (
                        entry.span,
                        format!("`{written}` is not a name: `@app` takes one word, without spaces"),
                    )
                }
            },
            [first, second, ..] => {
                let (kept, more) = (syntax.written(first.head().span), syntax.written(second.span));
                (
                    second.span,
                    format!(
                        "`@app` takes one name: `{kept}` stands there already, so `{more}` is one too many"
                    ),
                )
            }
        },
    };
    problems.push(Problem::new(&RULE, file, span, message));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn one_name_and_nothing_else() {
        check_rule(
            "missing-app",
            "@app\n@events\n",
            expect![[r#"
                | @app
                  ^^^^ error[missing-app]: `@app` has no name below it: write the app's name on the next line
            "#]],
        );
        check_rule(
            "missing-app",
            "@app\nmy app\n",
            expect![[r#"
                | my app
                  ^^^^^^ error[missing-app]: `my app` is not a name: `@app` takes one word, without spaces
            "#]],
        );
        check_rule(
            "missing-app",
            "@app\n42\n",
            expect![[r#"
                | 42
                  ^^ error[missing-app]: `42` is not a name: an app's name begins with a letter
            "#]],
        );
        check_rule(
            "missing-app",
            "@app\none\ntwo\n",
            expect![[r#"
                | two
                  ^^^ error[missing-app]: `@app` takes one name: `one` stands there already, so `two` is one too many
            "#]],
        );
    }
}
