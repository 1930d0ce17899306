//! `static-bucket`: a bucket of one's own, to which the template refers as if the stack made it.

use crate::manifest::{Static, static_assets};
use crate::project::Project;

use super::lines::remove_line;
use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "static-bucket",
    summary: "a bucket of one's own for static assets, with which no function can be deployed",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds `staging` and `production` under `@static` in an app with functions. In an app with plugins or macros, which \
           may mend the template, it is a hint; an app of static assets alone is left alone, and so is one that `architect` in \
           `arc-lsp.toml` says to be deployed by an Architect older than 11: that one may pass over the two settings.",
    why: "Architect then makes no `StaticBucket`, and gives every function a variable `ARC_STATIC_BUCKET` that is a `Ref` to the \
          name of the bucket (see `arc-lsp sam`). A `Ref` takes the logical ID of a resource of the stack and no bucket's name, \
          so CloudFormation refuses the whole template: *Unresolved resource dependencies*. The two settings are left from \
          Architect 5, which made buckets without CloudFormation.",
    how: "Remove the line: Architect makes a bucket for the stage. For a bucket that is there already, write a plugin with \
          `deploy.start` that sets `ARC_STATIC_BUCKET` of every function to its name.",
    sources: &[
        "https://github.com/architect/architect/issues/1047",
        "https://github.com/architect/architect/issues/733",
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html",
        "https://github.com/architect/package",
    ],
    example: Example {
        bad: "@app\nmy-app\n@http\nget /\n@static\nstaging my-bucket\n#- src/http/get-index/index.mjs\n",
        good: "@app\nmy-app\n@http\nget /\n@static\nfolder public\n#- src/http/get-index/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let reading = &project.manifest.syntax.reading;
    // Architect 10 came to read the two settings on its way. (changelog of `@architect/package`, 8.2.1)
    if project.settings.architect.as_ref().is_some_and(|release| release.is_before("11.0.0")) {
        return;
    }
    // The one function of an app that only has static assets to serve is implied by `@http`.
    if reading.pragma("static").is_none()
        || (project.functions.is_empty() && reading.pragma("http").is_none())
    {
        return;
    }
    let Some(Static::On(settings)) = static_assets(reading) else { return };
    for stage in ["staging", "production"] {
        let name = settings.value(stage).as_str().filter(|name| !name.is_empty());
        let (Some(name), Some(span)) = (name, settings.span(stage)) else { continue };
        let message = format!(
            "no function can be deployed to {stage} with a bucket of one's own: the template refers to `{name}` as if it were a \
             resource of the stack, and CloudFormation refuses that"
        );
        let mut problem = Problem::new(&RULE, &project.manifest, span, message);
        if project.has_plugins() {
            problem.message.push_str(", unless a plugin mends the template");
            problem = problem.with_severity(Severity::Hint);
        }
        let title = format!("Remove `{stage}`, so that Architect makes a bucket");
        problem.fixes.extend(remove_line(&project.manifest, span, title));
        problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn where_there_are_functions() {
        check_rule(
            "static-bucket",
            "@app\nmy-app\n@events\na\n@static\nfingerprint true\nstaging a-bucket # old\nproduction b-bucket\n",
            expect![[r#"
                | staging a-bucket # old
                  ^^^^^^^^^^^^^^^^ error[static-bucket]: no function can be deployed to staging with a bucket of one's own: the template refers to `a-bucket` as if it were a resource of the stack, and CloudFormation refuses that
                  unsafe fix: Remove `staging`, so that Architect makes a bucket
                    "staging a-bucket # old\n" -> ""
                | production b-bucket
                  ^^^^^^^^^^^^^^^^^^^ error[static-bucket]: no function can be deployed to production with a bucket of one's own: the template refers to `b-bucket` as if it were a resource of the stack, and CloudFormation refuses that
                  unsafe fix: Remove `production`, so that Architect makes a bucket
                    "production b-bucket\n" -> ""
            "#]],
        );
        check_rule(
            "static-bucket",
            "@app\nmy-app\n@static\nstaging a-bucket\n@http\n",
            expect![[r#"
                | staging a-bucket
                  ^^^^^^^^^^^^^^^^ error[static-bucket]: no function can be deployed to staging with a bucket of one's own: the template refers to `a-bucket` as if it were a resource of the stack, and CloudFormation refuses that
                  unsafe fix: Remove `staging`, so that Architect makes a bucket
                    "staging a-bucket\n" -> ""
            "#]],
        );
    }

    #[test]
    fn a_plugin_may_mend_it() {
        check_rule(
            "static-bucket",
            "@app\nmy-app\n@http\nget /\n@plugins\nmine\n@static\nproduction b-bucket\n",
            expect![[r#"
                | production b-bucket
                  ^^^^^^^^^^^^^^^^^^^ hint[static-bucket]: no function can be deployed to production with a bucket of one's own: the template refers to `b-bucket` as if it were a resource of the stack, and CloudFormation refuses that, unless a plugin mends the template
                  unsafe fix: Remove `production`, so that Architect makes a bucket
                    "production b-bucket\n" -> ""
            "#]],
        );
    }

    #[test]
    fn without_functions_or_a_name_nothing_is_said() {
        for rest in [
            "@static\nstaging a-bucket\n",
            "@http\nget /\n@static\nstaging\n",
            "@http\nget /\n@static\nfalse\nstaging a-bucket\n",
            "@http\nget /\n@static\n",
            "@http\nget /\n@static\nstaging a-bucket\n#- arc-lsp.toml\narchitect = '10.5'\n",
        ] {
            check_rule("static-bucket", &format!("@app\nmy-app\n{rest}"), expect![""]);
        }
    }
}
