//! `provisioned-above-concurrency`: more copies kept warm than may run.

use foldhash::HashSet;

use crate::project::{Project, SourceFile};
use crate::syntax::Scalar;

use super::problem::Problem;
use super::queue::queues;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "provisioned-above-concurrency",
    summary: "more copies of a function kept warm than may run at once",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a `provisionedConcurrency` greater than the function's `concurrency`. A FIFO queue reserves `batchSize` \
           for its function, and 1 without it, whatever `concurrency` says.",
    why: "Provisioned concurrency is taken from what is reserved, and no more of it can be allocated than that, as AWS's guide \
          to Lambda says under *Understanding Lambda function scaling*: the deploy fails in its middle.",
    how: "Raise `concurrency` (of a FIFO queue, `batchSize`), or lower `provisionedConcurrency`.",
    sources: &[
        "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@events\na\n#- src/events/a/index.mjs\n#- src/events/a/config.arc\n@aws\nconcurrency 1\nprovisionedConcurrency 2\n",
        good: "@app\nmy-app\n@events\na\n#- src/events/a/index.mjs\n#- src/events/a/config.arc\n@aws\nconcurrency 2\nprovisionedConcurrency 2\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let mut seen = HashSet::default();
    let queues = queues(project);
    for (index, function) in project.functions.iter().enumerate() {
        let Some(provisioned) = project.function_setting(index, "provisionedConcurrency") else {
            continue;
        };
        let Some(value) = provisioned.written.only() else { continue };
        let Some(warm) = value.as_integer() else { continue };
        let of_queue =
            queues.iter().find(|queue| queue.index == index).and_then(|queue| queue.reserved());
        let reserved: Option<(i64, Option<(&SourceFile, &Scalar)>)> = match of_queue {
            Some((number, place)) => Some((number, place.map(|place| (&project.manifest, place)))),
            None => project.function_setting(index, "concurrency").and_then(|setting| {
                let value = setting.written.only()?;
                Some((value.as_integer()?, Some((setting.file, value))))
            }),
        };
        let Some((most, place)) = reserved.filter(|(most, _)| warm > *most) else { continue };
        if !seen.insert((&provisioned.file.path, value.span)) {
            continue;
        }
        let copies = if most == 1 { "copy" } else { "copies" };
        let message = format!(
            "{warm} copies of `{}` cannot be kept warm where {most} {copies} may run at once",
            function.name
        );
        let problem = Problem::new(&RULE, provisioned.file, value.span, message);
        problems.push(match place {
            Some((file, value)) => {
                problem.with_related(&file.path, value.span, "which is said here")
            }
            None => problem.with_related(
                &project.manifest.path,
                function.name_span,
                "a FIFO queue without `batchSize` reserves one",
            ),
        });
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn of_queues_the_batch_counts() {
        check_rule(
            "provisioned-above-concurrency",
            "@app\nmy-app\n@aws\nprovisionedConcurrency 2\n@events\ne\n@queues\na\nb\n  batchSize 2\nc\n  fifo false\n\
             #- src/queues/b/config.arc\n@aws\nconcurrency 1\nprovisionedConcurrency 3\n",
            expect![[r#"
                | provisionedConcurrency 2
                                         ^ error[provisioned-above-concurrency]: 2 copies of `a` cannot be kept warm where 1 copy may run at once
                  see app.arc: a FIFO queue without `batchSize` reserves one
                src/queues/b/config.arc
                | provisionedConcurrency 3
                                         ^ error[provisioned-above-concurrency]: 3 copies of `b` cannot be kept warm where 2 copies may run at once
                  see app.arc: which is said here
            "#]],
        );
    }
}
