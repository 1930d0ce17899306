//! `repeated-pragma`: a pragma that stands twice, seen or unseen by Architect.

use crate::project::Project;
use crate::syntax::DiscrepancyKind;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

pub(super) static RULE: Rule = Rule {
    name: "repeated-pragma",
    summary: "a pragma that stands twice",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a pragma that stood before. What Architect compares is the whole line behind the \
             `@`, so a comment or a space hides the second from it; then the second silently takes \
             the place of the first. Names that every JavaScript object has, as `@constructor`, count \
             as taken.",
    why: "Architect refuses the file or, where a comment hides the second, drops all entries of \
             the first.",
    how: "Put all entries under one pragma.",
    sources: &["https://github.com/architect/parser"],
    example: Example {
        bad: "@app\nmy-app\n@static\nspa true\n@static\nfolder public\n",
        good: "@app\nmy-app\n@static\nspa true\nfolder public\n",
    },
};

/// Those that a comment or a space hides from Architect; the others it rejects, which `syntax` finds.
fn check(project: &Project, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        let text = &file.syntax.text;
        for discrepancy in &file.syntax.discrepancies {
            let DiscrepancyKind::Replaced { by } = discrepancy.kind else { continue };
            let name = discrepancy.span.of(text);
            let message = format!(
                "`{name}` stands again below, and the second silently takes the place of all that stands \
                 here: put all entries under one"
            );
            problems.push(Problem::new(&RULE, file, discrepancy.span, message).with_related(
                &file.path,
                by,
                "what is deployed stands here",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn a_comment_does_not_hide_a_second_pragma() {
        check_rule(
            "repeated-pragma",
            "@app\nmy-app\n@events\nyolo\n@events # again\nhey\n",
            expect![[r#"
                | @events
                  ^^^^^^^ error[repeated-pragma]: `@events` stands again below, and the second silently takes the place of all that stands here: put all entries under one
                  see app.arc: what is deployed stands here
            "#]],
        );
    }
}
