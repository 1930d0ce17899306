//! `reserved-concurrency`: a `concurrency` for all functions that is meant for all together, and holds for each.

use crate::manifest::schema::limits;
use crate::project::Project;

use super::problem::Problem;
use super::queue::queues;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "reserved-concurrency",
    summary: "a `concurrency` for each function that is more than an account has for all",
    severity: Severity::Hint,
    fix: FixAvailability::None,
    what: "Finds a `concurrency` in the manifest's `@aws` that, times the functions for which it counts, is more than 900. \
           Functions with a `concurrency` in their own config, and those of FIFO queues, are not counted.",
    why: "It is not how many functions of the app may run at once, but how many copies of each, and all of these are taken out of \
          what the account has: 1,000 in a region unless AWS has raised it, of which 100 must stay free. Lambda refuses more, and \
          the deploy fails in its middle.",
    how: "Write `concurrency` into the configs of the few functions that must not run too often at once, and leave it out of the \
          manifest.",
    sources: &[
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
        "https://arc.codes/docs/en/reference/configuration/function-config",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\nconcurrency 500\n@events\na\nb\n#- src/events/a/index.mjs\n#- src/events/b/index.mjs\n",
        good: "@app\nmy-app\n@events\na\nb\n#- src/events/a/index.mjs\n#- src/events/a/config.arc\n@aws\nconcurrency 500\n\
               #- src/events/b/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let Some(written) = project.project_setting("concurrency") else { return };
    let Some(value) = written.only() else { return };
    let Some(each) = value.as_integer().and_then(|each| u64::try_from(each).ok()) else { return };
    let queues = queues(project);
    let counts = |index: &usize| {
        let is_fifo = queues.iter().any(|queue| queue.index == *index && queue.is_fifo());
        !is_fifo && project.own_setting(*index, "concurrency").is_none()
    };
    let functions = (0..project.functions.len()).filter(counts).count() as u64;
    let all = each.saturating_mul(functions);
    if functions < 2 || all <= limits::RESERVABLE_CONCURRENCY.max {
        return;
    }
    let message = format!(
        "`concurrency {each}` is for each function: {all} are reserved for {functions}, and an account has 1000, of which 100 must \
         stay free, unless AWS has raised that"
    );
    problems.push(Problem::new(&RULE, &project.manifest, value.span, message));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn only_functions_for_which_it_counts() {
        let of = |each: u32, more: &str| {
            format!(
                "@app\nmy-app\n@aws\nconcurrency {each}\n@http\nget /\nget /a\n@events\ne\n@queues\nq\n\
                 #- src/events/e/config.arc\n@aws\nconcurrency 1\n{more}"
            )
        };
        check_rule("reserved-concurrency", &of(450, ""), expect![[""]]);
        check_rule(
            "reserved-concurrency",
            &of(451, ""),
            expect![[r#"
            | concurrency 451
                          ^^^ hint[reserved-concurrency]: `concurrency 451` is for each function: 902 are reserved for 2, and an account has 1000, of which 100 must stay free, unless AWS has raised that
        "#]],
        );
        let other = "#- src/http/get-index/config.arc\n@aws\nconcurrency 5\n";
        check_rule("reserved-concurrency", &of(5000, other), expect![[""]]);
        check_rule("reserved-concurrency", "@app\nmy-app\n@aws\nconcurrency 1\n", expect![[""]]);
    }
}
