//! `queue-replacement`: a queue that the next deploy empties.

use crate::manifest::{FunctionPragma, is_truthy};
use crate::project::inventory::InventoryFunction;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Rule, Severity, VersionGroup};
use super::versions::{Versions, same};

pub(super) static GROUP: VersionGroup = VersionGroup { rules: &[&RULE], check };

static RULE: Rule = Rule {
    name: "queue-replacement",
    summary: "a queue that the next deploy replaces, with the messages in it",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Between two versions of a manifest (`arc-lsp sam --diff`), finds queues that were FIFO and are standard, or the \
           other way round.",
    why: "A queue cannot become FIFO or cease to be, so CloudFormation makes a new one and deletes the old one. The \
          messages that wait in it are lost.",
    how: "Stop what publishes to the queue, wait until it is empty, and deploy then; or add a queue of another name and \
          remove this one later.",
    sources: &[
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html",
        "https://arc.codes/docs/en/reference/project-manifest/queues",
    ],
    example: Example {
        bad: "#- app.arc\n@app\nmy-app\n@queues\njobs\n  fifo false\n#- src/queues/jobs/index.mjs\n#- before/app.arc\n@app\nmy-app\n\
              @queues\njobs\n#- before/src/queues/jobs/index.mjs\n",
        good: "#- app.arc\n@app\nmy-app\n@queues\njobs\ntasks\n  fifo false\n#- src/queues/jobs/index.mjs\n\
               #- src/queues/tasks/index.mjs\n#- before/app.arc\n@app\nmy-app\n@queues\njobs\n\
               #- before/src/queues/jobs/index.mjs\n",
    },
};

fn check(versions: &Versions<'_>, problems: &mut Vec<Problem>) {
    let queues = |it: &InventoryFunction| it.pragma == FunctionPragma::Queues;
    for queue in versions.new_inventory.functions.iter().filter(|it| queues(it)) {
        let old = versions.old_inventory.functions.iter().filter(|it| queues(it));
        let Some(old) = old.into_iter().rfind(|it| same(&it.name, &queue.name)) else { continue };
        let (was, is) = (is_fifo(old), is_fifo(queue));
        if was == is {
            continue;
        }
        let name = &queue.name;
        let kind = |fifo: bool| if fifo { "FIFO" } else { "standard" };
        let message = format!(
            "messages in `{name}` are lost: it was {} and is {}, and CloudFormation replaces the queue by a new one",
            kind(was),
            kind(is)
        );
        let declared = queue.declared.and_then(|index| versions.new.functions.get(index));
        let Some(declared) = declared else { continue };
        let span = declared.name_span;
        problems.push(Problem::new(&RULE, &versions.new.manifest, span, message));
    }
}

/// As the template has it: what the entry says, or else the function's config.
fn is_fifo(function: &InventoryFunction) -> bool {
    let own = function.queue.as_ref().is_some_and(|queue| is_truthy(&queue.fifo));
    own || is_truthy(function.config.value("fifo"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::versions::testing::check_between;

    #[test]
    fn fifo_and_back() {
        let fifo = "@app\nx\n@queues\njobs\n";
        let standard = "@app\nx\n@queues\njobs\n  fifo false\n";
        let by_app = "@app\nx\n@queues\njobs\n@aws\nfifo false\n";
        check_between(
            fifo,
            standard,
            expect![[r#"
            [jobs] warning[queue-replacement]: messages in `jobs` are lost: it was FIFO and is standard, and CloudFormation replaces the queue by a new one
        "#]],
        );
        check_between(
            standard,
            fifo,
            expect![[r#"
            [jobs] warning[queue-replacement]: messages in `jobs` are lost: it was standard and is FIFO, and CloudFormation replaces the queue by a new one
        "#]],
        );
        check_between(
            fifo,
            by_app,
            expect![[r#"
            [jobs] warning[queue-replacement]: messages in `jobs` are lost: it was FIFO and is standard, and CloudFormation replaces the queue by a new one
        "#]],
        );
        check_between(standard, by_app, expect![[""]]);
        check_between(fifo, "@app\nx\n", expect![[""]]);
    }
}
