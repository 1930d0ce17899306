//! `unknown-pragma`: a pragma that Architect does not know, and that looks like one that it does.

use crate::manifest::schema::{self, File};
use crate::manifest::spelling::slip_of;
use crate::project::{Project, SourceFile};
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::of(&[], &[&RULE], check);

static RULE: Rule = Rule {
    name: "unknown-pragma",
    summary: "a pragma that is one slip away from a real one",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds pragmas that Architect does not know and whose name is one slip away from one that it does: a \
           letter too many, too few, wrong or swapped, or one of the parts between hyphens wrong. Other unknown \
           pragmas may belong to a plugin, and pass. In a project that lists plugins it is a hint. The configs of \
           functions and preferences are looked at too.",
    why: "Architect ignores a pragma that it does not know, with all that stands below it, without a word.",
    how: "Correct the spelling.",
    sources: &["https://arc.codes/docs/en/get-started/project-manifest"],
    example: Example {
        bad: "@app\nmy-app\n@event\nyolo\n",
        good: "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    manifest(project, problems);
    for config in project.configs.iter().filter_map(|config| config.source.as_ref()) {
        of_two(project, config, File::FunctionConfig, problems);
    }
    if let Some(preferences) = &project.preferences {
        of_two(project, preferences, File::Preferences, problems);
    }
}

/// Pragmas of a config or of preferences, which know so few that a slip in a short name is one too.
fn of_two(project: &Project, file: &SourceFile, kind: File, problems: &mut Vec<Problem>) {
    for pragma in file.syntax.reading.effective() {
        let name = pragma.name.as_str();
        let is_known = schema::pragma_of(kind, name).is_some() || schema::pragma(name).is_some();
        if is_known || name.len() < 3 {
            continue;
        }
        let names = || schema::pragmas_of(kind).map(|known| known.name);
        let is_close = |known: &&str| strsim::osa_distance(name, known) == 1;
        let meant = slip_of(name, names()).or_else(|| names().find(is_close));
        let taken = meant.is_some_and(|meant| file.syntax.reading.pragma(meant).is_some());
        if let Some(meant) = meant.filter(|_| !taken) {
            let message = format!(
                "Architect knows no `@{name}` here and ignores all below it: did you mean `@{meant}`?"
            );
            let severity = if project.has_plugins() { Severity::Hint } else { RULE.severity };
            let span = Span::new(pragma.span.end.saturating_sub(name.len()), pragma.span.end);
            let fix = Fix::replace(format!("Change to `@{meant}`"), false, &file.path, span, meant);
            let problem = Problem::new(&RULE, file, pragma.span, message).with_severity(severity);
            problems.push(problem.with_fix(fix));
        }
    }
}

fn manifest(project: &Project, problems: &mut Vec<Problem>) {
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
    fn in_configs_and_preferences() {
        check_rule(
            "unknown-pragma",
            "@app\nmy-app\n@events\na\n#- src/events/a/config.arc\n@was\ntimeout 5\n@mine\n#- prefs.arc\n@sandox\n@posse\n",
            expect![[r#"
                prefs.arc
                | @sandox
                  ^^^^^^^ warning[unknown-pragma]: Architect knows no `@sandox` here and ignores all below it: did you mean `@sandbox`?
                  unsafe fix: Change to `@sandbox`
                    "sandox" -> "sandbox"
                src/events/a/config.arc
                | @was
                  ^^^^ warning[unknown-pragma]: Architect knows no `@was` here and ignores all below it: did you mean `@aws`?
                  unsafe fix: Change to `@aws`
                    "was" -> "aws"
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
