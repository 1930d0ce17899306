//! `unused-provisioned-concurrency`: copies kept warm of a function that nothing calls by the alias which they are kept
//! for.

use foldhash::HashSet;

use crate::manifest::{FunctionPragma, Layer};
use crate::project::Project;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "unused-provisioned-concurrency",
    summary: "copies of a function that are kept warm, paid for and never used",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds a `provisionedConcurrency` of functions under `@scheduled`, `@tables-streams` and `@ws`: a warning in the \
           function's own config, a hint where the manifest's `@aws` says so for all functions, and an error where `concurrency` \
           is the same number. In an app with plugins or macros, which may mend the template, it is a hint.",
    why: "Lambda keeps copies warm of a version or an alias, and Architect makes an alias `live` for them (see `arc-lsp sam`). \
          Routes, topics and queues call that alias. The schedule, the stream and the WebSocket API call the function itself, \
          `$LATEST`, which has none of these copies. Where all of the function's `concurrency` is provisioned, nothing is left \
          for `$LATEST`: Lambda throttles every call, and the function never runs.",
    how: "Remove `provisionedConcurrency` from the config of such a function; where the manifest's `@aws` has it, write it into \
          the configs of the functions that it is meant for instead.",
    sources: &[
        "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
        "https://github.com/architect/package",
    ],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\ndaily rate(1 day)\n#- src/scheduled/daily/index.mjs\n#- src/scheduled/daily/config.arc\n@aws\nprovisionedConcurrency 1\n",
        good: "@app\nmy-app\n@scheduled\ndaily rate(1 day)\n#- src/scheduled/daily/index.mjs\n#- src/scheduled/daily/config.arc\n@aws\nmemory 1024\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    // Most projects have neither, and many functions.
    if project.configs.is_empty() && project.project_setting("provisionedConcurrency").is_none() {
        return;
    }
    let mut seen = HashSet::default();
    for (index, function) in project.functions.iter().enumerate() {
        let caller = match function.pragma {
            FunctionPragma::Scheduled => "its schedule calls",
            FunctionPragma::TablesStreams => "its stream calls",
            FunctionPragma::Ws => "the WebSocket API calls",
            _ => continue,
        };
        let Some(setting) = project.function_setting(index, "provisionedConcurrency") else {
            continue;
        };
        let Some(value) = setting.written.only() else { continue };
        let Some(warm) = value.as_integer().filter(|warm| *warm > 0) else { continue };
        let concurrency = project.function_setting(index, "concurrency");
        let most = concurrency.and_then(|setting| setting.written.only()?.as_integer());
        let never_runs = most == Some(warm);
        if !seen.insert((&setting.file.path, value.span, never_runs)) {
            continue;
        }
        let (name, for_all) = (&function.name, setting.layer == Layer::Manifest);
        let copies = if warm == 1 { "copy" } else { "copies" };
        let of = if for_all { format!("functions such as `{name}`") } else { format!("`{name}`") };
        let message = if never_runs {
            format!(
                "`{name}` never runs: {caller} `$LATEST`, and all of its concurrency, {warm}, is provisioned for the alias `live`. \
                 Remove `provisionedConcurrency`"
            )
        } else {
            format!(
                "the {warm} warm {copies} of {of} are paid for and never used: {caller} `$LATEST`, and they are kept for the alias \
                 `live`"
            )
        };
        let severity = match (never_runs, for_all) {
            _ if project.has_plugins() => Severity::Hint,
            (true, _) => Severity::Error,
            (false, true) => Severity::Hint,
            (false, false) => RULE.severity,
        };
        let problem =
            Problem::new(&RULE, setting.file, value.span, message).with_severity(severity);
        problems.push(match concurrency.filter(|_| never_runs) {
            Some(limit) => {
                problem.with_related(&limit.file.path, limit.written.span, "all of it is said here")
            }
            None => problem,
        });
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn of_what_calls_latest_in_its_own_config() {
        check_rule(
            "unused-provisioned-concurrency",
            "@app\nmy-app\n@http\nget /\n@events\ne\n@queues\nq\n@scheduled\ns rate(1 day)\n@tables\nt\n  id *String\n\
             @tables-streams\nt\n@ws\n#- src/http/get-index/config.arc\n@aws\nprovisionedConcurrency 2\n\
             #- src/events/e/config.arc\n@aws\nprovisionedConcurrency 2\n#- src/queues/q/config.arc\n@aws\nprovisionedConcurrency 1\n\
             #- src/scheduled/s/config.arc\n@aws\nconcurrency 1\nprovisionedConcurrency 1\n\
             #- src/tables-streams/t/config.arc\n@aws\nconcurrency 4\nprovisionedConcurrency 2\n\
             #- src/ws/default/config.arc\n@aws\nprovisionedConcurrency 2\n#- src/ws/connect/config.arc\n@aws\nprovisionedConcurrency 0\n",
            expect![[r#"
                src/scheduled/s/config.arc
                | provisionedConcurrency 1
                                         ^ error[unused-provisioned-concurrency]: `s` never runs: its schedule calls `$LATEST`, and all of its concurrency, 1, is provisioned for the alias `live`. Remove `provisionedConcurrency`
                  see src/scheduled/s/config.arc: all of it is said here
                src/tables-streams/t/config.arc
                | provisionedConcurrency 2
                                         ^ warning[unused-provisioned-concurrency]: the 2 warm copies of `t` are paid for and never used: its stream calls `$LATEST`, and they are kept for the alias `live`
                src/ws/default/config.arc
                | provisionedConcurrency 2
                                         ^ warning[unused-provisioned-concurrency]: the 2 warm copies of `default` are paid for and never used: the WebSocket API calls `$LATEST`, and they are kept for the alias `live`
            "#]],
        );
    }

    #[test]
    fn for_all_functions() {
        check_rule(
            "unused-provisioned-concurrency",
            "@app\nmy-app\n@aws\nprovisionedConcurrency 2\n@http\nget /\n@scheduled\ns rate(1 day)\nt rate(1 day)\n",
            expect![[r#"
                | provisionedConcurrency 2
                                         ^ hint[unused-provisioned-concurrency]: the 2 warm copies of functions such as `s` are paid for and never used: its schedule calls `$LATEST`, and they are kept for the alias `live`
            "#]],
        );
        check_rule(
            "unused-provisioned-concurrency",
            "@app\nmy-app\n@aws\nprovisionedConcurrency 2\nconcurrency 2\n@http\nget /\n@scheduled\ns rate(1 day)\nt rate(1 day)\n\
             #- src/scheduled/t/config.arc\n@aws\nconcurrency 3\n",
            expect![[r#"
                | provisionedConcurrency 2
                                         ^ error[unused-provisioned-concurrency]: `s` never runs: its schedule calls `$LATEST`, and all of its concurrency, 2, is provisioned for the alias `live`. Remove `provisionedConcurrency`
                  see app.arc: all of it is said here
                | provisionedConcurrency 2
                                         ^ hint[unused-provisioned-concurrency]: the 2 warm copies of functions such as `t` are paid for and never used: its schedule calls `$LATEST`, and they are kept for the alias `live`
            "#]],
        );
        check_rule(
            "unused-provisioned-concurrency",
            "@app\nmy-app\n@aws\nprovisionedConcurrency 2\n@http\nget /\n",
            expect![[""]],
        );
    }

    #[test]
    fn a_plugin_may_mend_it() {
        check_rule(
            "unused-provisioned-concurrency",
            "@app\nmy-app\n@plugins\nmine\n@scheduled\ns rate(1 day)\n#- src/scheduled/s/config.arc\n@aws\nconcurrency 1\n\
             provisionedConcurrency 1\n",
            expect![[r#"
                src/scheduled/s/config.arc
                | provisionedConcurrency 1
                                         ^ hint[unused-provisioned-concurrency]: `s` never runs: its schedule calls `$LATEST`, and all of its concurrency, 1, is provisioned for the alias `live`. Remove `provisionedConcurrency`
                  see src/scheduled/s/config.arc: all of it is said here
            "#]],
        );
    }
}
