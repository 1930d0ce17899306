//! `unknown-pragma`: a pragma that Architect does not know, and that looks like one that it does.

use crate::manifest::schema;
use crate::manifest::spelling::slip_of;
use crate::project::Project;
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group { rules: &[&RULE], check };

static RULE: Rule = Rule {
    name: "unknown-pragma",
    summary: "a pragma that is one slip away from a real one",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds pragmas that Architect does not know and whose name is one slip away from one that it does: a \
           letter too many, too few, wrong or swapped, or one of the parts between hyphens wrong. Other unknown \
           pragmas may belong to a plugin, and pass. In a project that lists plugins it is a hint.",
    why: "Architect ignores a pragma that it does not know, with all that stands below it, without a word.",
    how: "Correct the spelling.",
    sources: &["https://arc.codes/docs/en/get-started/project-manifest"],
    example: Example {
        bad: "@app\nmy-app\n@event\nyolo\n",
        good: "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    for pragma in file.syntax.reading.effective() {
        let name = pragma.name.as_str();
        if schema::pragma(name).is_some() {
            continue;
        }
        let known = schema::pragmas().filter(|known| known.is_current()).map(|known| known.name);
        let Some(meant) = slip_of(name, known) else { continue };
        // A second pragma of that name would be rejected.
        let taken = file.syntax.reading.pragma(meant).is_some();
        let message = if taken {
            format!(
                "Architect knows no `@{name}` and ignores all below it; `@{meant}` stands in this file already"
            )
        } else {
            format!(
                "Architect knows no `@{name}` and ignores all below it: did you mean `@{meant}`?"
            )
        };
        let severity = if project.has_plugins() { Severity::Hint } else { RULE.severity };
        let problem = Problem::new(&RULE, file, pragma.span, message).with_severity(severity);
        let name_span = Span::new(pragma.span.end.saturating_sub(name.len()), pragma.span.end);
        let fix =
            Fix::replace(format!("Change to `@{meant}`"), false, &file.path, name_span, meant);
        problems.push(if taken { problem } else { problem.with_fix(fix) });
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn what_may_belong_to_a_plugin_passes() {
        check_rule(
            "unknown-pragma",
            "@app\nmy-app\n@enhance-styles\n@begin\n@domain\n@typescript\n@bundles\n@budget\n@sandbox\n@lambda-urls\n\
             @posse\n@dns\n@storage-public\n@image-bucket\n@oauth\n@eventbridge\n@search\n",
            expect![""],
        );
    }

    #[test]
    fn slips() {
        check_rule(
            "unknown-pragma",
            "@app\nmy-app\n@table-streams\n@indexes-indexes\n@queus # c\n@statics\n@static\n",
            expect![[r#"
                | @table-streams
                  ^^^^^^^^^^^^^^ warning[unknown-pragma]: Architect knows no `@table-streams` and ignores all below it: did you mean `@tables-streams`?
                  unsafe fix: Change to `@tables-streams`
                    "table-streams" -> "tables-streams"
                | @indexes-indexes
                  ^^^^^^^^^^^^^^^^ warning[unknown-pragma]: Architect knows no `@indexes-indexes` and ignores all below it: did you mean `@tables-indexes`?
                  unsafe fix: Change to `@tables-indexes`
                    "indexes-indexes" -> "tables-indexes"
                | @queus # c
                  ^^^^^^ warning[unknown-pragma]: Architect knows no `@queus` and ignores all below it: did you mean `@queues`?
                  unsafe fix: Change to `@queues`
                    "queus" -> "queues"
                | @statics
                  ^^^^^^^^ warning[unknown-pragma]: Architect knows no `@statics` and ignores all below it; `@static` stands in this file already
            "#]],
        );
    }

    #[test]
    fn a_hint_where_there_are_plugins() {
        check_rule(
            "unknown-pragma",
            "@app\nmy-app\n@plugins\nx\n@tables-search\n",
            expect![[r#"
            | @tables-search
              ^^^^^^^^^^^^^^ hint[unknown-pragma]: Architect knows no `@tables-search` and ignores all below it: did you mean `@tables-streams`?
              unsafe fix: Change to `@tables-streams`
                "tables-search" -> "tables-streams"
        "#]],
        );
    }
}
