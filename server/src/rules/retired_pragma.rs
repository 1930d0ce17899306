//! `retired-pragma`: a pragma that Architect no longer reads, or is about to drop.

use crate::manifest::schema::{self, Status};
use crate::project::Project;
use crate::text::Span;

use super::problem::{Fix, Problem, Tag};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "retired-pragma",
    summary: "a pragma that Architect no longer reads",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds pragmas of earlier versions of Architect: `@indexes`, `@streams`, `@slack`, `@css`, `@html`, `@js`, \
           `@json`, `@jsonapi`, `@text`, `@xml`; as a hint `@macros`, which is deprecated and still loaded. In a \
           project that lists plugins all are hints, since a plugin may read them.",
    why: "Architect ignores them, with all that stands below: indexes that are not made, routes that are not there.",
    how: "Write `@tables-indexes` for `@indexes`, `@tables-streams` for `@streams`, a route under `@http` that sets \
          its own content type for the others, and `@plugins` for `@macros`.",
    sources: &["https://arc.codes/docs/en/about/upgrade-guide"],
    example: Example {
        bad: "@app\nmy-app\n@tables\ncats\n  id *String\n@indexes\ncats\n  name *String\n",
        good: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  name *String\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let reading = &file.syntax.reading;
    for pragma in reading.effective() {
        let name = pragma.name.as_str();
        let Some(known) = schema::pragma(name) else { continue };
        let release = project.settings.architect.as_ref();
        if let (Some(release), Some(dropped)) = (release, schema::dropped(name))
            && release.is_before(dropped)
        {
            continue;
        }
        let (instead, ignored) = match known.status {
            Status::Current => continue,
            Status::Deprecated { instead } => (Some(instead), false),
            Status::Retired { instead } => (instead, true),
        };
        let advice = match instead {
            // The word is the same, and so are the entries.
            Some(instead) if renamed(name) => format!(": it is `@{instead}` now"),
            Some(instead) => format!(": use `@{instead}`"),
            None => String::new(),
        };
        let message = if ignored {
            format!("Architect no longer reads `@{name}` and ignores all below it{advice}")
        } else {
            format!("`@{name}` is deprecated{advice}")
        };
        let hint = !ignored || project.has_plugins();
        let mut problem = Problem::new(&RULE, file, pragma.span, message)
            .with_severity(if hint { Severity::Hint } else { RULE.severity })
            .with_tag(Tag::Deprecated);
        if let Some(instead) =
            instead.filter(|instead| renamed(name) && reading.pragma(instead).is_none())
        {
            let span = Span::new(pragma.span.end.saturating_sub(name.len()), pragma.span.end);
            let title = format!("Change to `@{instead}`");
            problem = problem.with_fix(Fix::replace(title, false, &file.path, span, instead));
        }
        problems.push(problem);
    }
}

/// Whether another name is all that changed.
fn renamed(name: &str) -> bool {
    ["indexes", "streams"].contains(&name)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn macros_are_deprecated_and_still_loaded() {
        check_rule(
            "retired-pragma",
            "@app\nmy-app\n@macros\nmy-macro\n",
            expect![[r#"
            | @macros
              ^^^^^^^ hint[retired-pragma]: `@macros` is deprecated: use `@plugins`
        "#]],
        );
    }

    #[test]
    fn an_architect_that_still_reads_it_has_nothing_to_say() {
        check_rule(
            "retired-pragma",
            "@app\nmy-app\n@indexes\ncats\n  a *String\n#- arc-lsp.toml\narchitect = '9.5'\n",
            expect![""],
        );
    }

    #[test]
    fn typed_routes_and_a_name_that_is_taken() {
        check_rule(
            "retired-pragma",
            "@app\nmy-app\n@css\n/style\n@indexes\ncats\n  a *String\n@tables-indexes\ncats\n  b *String\n",
            expect![[r#"
                | @css
                  ^^^^ warning[retired-pragma]: Architect no longer reads `@css` and ignores all below it: use `@http`
                | @indexes
                  ^^^^^^^^ warning[retired-pragma]: Architect no longer reads `@indexes` and ignores all below it: it is `@tables-indexes` now
            "#]],
        );
    }
}
