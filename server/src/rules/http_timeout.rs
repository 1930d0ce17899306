//! `http-timeout`: a function behind an API that may run longer than the API waits for it.

use foldhash::HashSet;

use crate::manifest::schema::limits;
use crate::manifest::{FunctionPragma, Layer};
use crate::project::Project;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "http-timeout",
    summary: "a function that may run longer than its API waits",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds a `timeout` of more than 30 seconds of a function under `@http`, and of more than 29 under `@ws`: a \
           warning in the function's own config, and one hint where the manifest's `@aws` says so for all functions. A \
           plugin may put something else before the function, a REST API or a function URL: then the one is a hint, and \
           of the other nothing is said. With `apigateway rest` nothing is said of routes.",
    why: "API Gateway gives up first, and the caller gets an error (503, or `Endpoint request timed out`), while the \
          function runs on, is paid for, and may well do its work: the caller tries again, and it is done twice.",
    how: "Let the function take 30 seconds at most, 29 under `@ws`. Publish what takes longer to a topic or a queue, \
          whose function may run for 15 minutes, and answer at once.",
    sources: &[
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@http\nget /\n#- src/http/get-index/index.mjs\n#- src/http/get-index/config.arc\n@aws\ntimeout 60\n",
        good: "@app\nmy-app\n@http\nget /\n#- src/http/get-index/index.mjs\n#- src/http/get-index/config.arc\n@aws\ntimeout 30\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let is_rest = project
        .project_setting("apigateway")
        .and_then(|written| written.only())
        .is_some_and(|value| value.text == "rest");
    let mut seen = HashSet::default();
    for (index, function) in project.functions.iter().enumerate() {
        let (limit, api) = match function.pragma {
            FunctionPragma::Http if is_rest => continue,
            FunctionPragma::Http => (limits::HTTP_TIMEOUT_SECONDS.max, "an HTTP API"),
            FunctionPragma::Ws => (limits::WS_TIMEOUT_SECONDS.max, "a WebSocket API"),
            _ => continue,
        };
        let Some(setting) = project.function_setting(index, "timeout") else { continue };
        let Some(value) = setting.written.only() else { continue };
        // What is no timeout at all is an error of its own.
        let seconds = value.as_integer().and_then(|seconds| u64::try_from(seconds).ok());
        let Some(seconds) =
            seconds.filter(|s| *s > limit && *s <= limits::TIMEOUT_SECONDS.1 as u64)
        else {
            continue;
        };
        // A config may be that of several functions, and the manifest's line is.
        if !seen.insert((&setting.file.path, value.span)) {
            continue;
        }
        let name = &function.name;
        // A plugin that is not known to leave the API alone.
        let may_be_other = project.may_have_more_functions();
        if may_be_other && setting.layer == Layer::Manifest {
            continue;
        }
        let problem = if setting.layer == Layer::Manifest {
            let message = format!(
                "functions may run for {seconds} seconds, and {api} waits {limit} for those behind it, such as `{name}`"
            );
            Problem::new(&RULE, setting.file, value.span, message).with_severity(Severity::Hint)
        } else {
            let message =
                format!("`{name}` may run for {seconds} seconds, and {api} waits {limit}");
            let severity = if may_be_other { Severity::Hint } else { RULE.severity };
            let problem =
                Problem::new(&RULE, setting.file, value.span, message).with_severity(severity);
            match project.project_setting("timeout") {
                Some(line) => problem.with_related(
                    &project.manifest.path,
                    line.span,
                    "other functions have the timeout that is set here",
                ),
                None => problem,
            }
        };
        problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn own_and_for_all() {
        check_rule(
            "http-timeout",
            "@app\nmy-app\n@http\nget /\nget /a\n@ws\n@events\ne\n@aws\ntimeout 30\n\
             #- src/http/get-index/config.arc\n@aws\ntimeout 31\n#- src/events/e/config.arc\n@aws\ntimeout 900\n",
            expect![[r#"
                | timeout 30
                          ^^ hint[http-timeout]: functions may run for 30 seconds, and a WebSocket API waits 29 for those behind it, such as `connect`
                src/http/get-index/config.arc
                | timeout 31
                          ^^ warning[http-timeout]: `get /` may run for 31 seconds, and an HTTP API waits 30
                  see app.arc: other functions have the timeout that is set here
            "#]],
        );
    }

    #[test]
    fn a_plugin_may_put_something_else_before_it() {
        check_rule(
            "http-timeout",
            "@app\nmy-app\n@plugins\nmine\n@http\nget /\nget /a\n@aws\ntimeout 60\n#- src/plugins/mine.js\n\
             #- src/http/get-index/config.arc\n@aws\ntimeout 90\n",
            expect![[r#"
                src/http/get-index/config.arc
                | timeout 90
                          ^^ hint[http-timeout]: `get /` may run for 90 seconds, and an HTTP API waits 30
                  see app.arc: other functions have the timeout that is set here
            "#]],
        );
    }

    #[test]
    fn a_plugin_makes_rest() {
        check_rule(
            "http-timeout",
            "@app\nmy-app\n@http\nget /\n@aws\napigateway rest\ntimeout 60\n",
            expect![[""]],
        );
    }
}
