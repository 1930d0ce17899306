//! `unusable-template`: a template of new handlers that cannot be read.

use crate::project::Project;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "unusable-template",
    summary: "a template of new handlers that cannot be used",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds paths under `templates` of `@create` in the preferences that lead to nothing, or to a folder. Paths are relative \
           to the project. A template that Architect uses and arc-lsp does not, because it lies outside of the project, behind a \
           link, is no text or is longer than a MiB, is a hint, as long as a handler is missing that would begin as it.",
    why: "`arc init`, and with `autocreate` the sandbox and `arc deploy` too, stop with *Custom function template not found* when \
          a handler is missing. `arc-lsp scaffold` begins it as Architect does without a template.",
    how: "Write the path as seen from the folder of the manifest, with the ending of the file; or remove the line.",
    sources: &[
        "https://arc.codes/docs/en/reference/configuration/local-preferences#%40create",
        "https://github.com/architect/create",
    ],
    example: Example {
        bad: "@app\nmy-app\n#- prefs.arc\n@create\ntemplates\n  http templates/http.js\n#- templates/http.mjs\n",
        good: "@app\nmy-app\n#- prefs.arc\n@create\ntemplates\n  http templates/http.mjs\n#- templates/http.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let Some(file) = &project.preferences else { return };
    for template in &project.handler_templates {
        let Err(refusal) = &template.text else { continue };
        let (pragma, reason) = (template.pragma.name(), &refusal.reason);
        let (message, severity) = if refusal.stops_architect {
            let message = format!(
                "the template of `@{pragma}` handlers cannot be used: `{}` {reason}, so `arc init` stops when a handler is missing",
                template.written
            );
            (message, RULE.severity)
        } else {
            let message = format!(
                "arc-lsp does not use the template of `@{pragma}` handlers: `{}` {reason}",
                template.written
            );
            (message, Severity::Hint)
        };
        problems.push(Problem::new(&RULE, file, template.span, message).with_severity(severity));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    const PREFERENCES: &str = "#- prefs.arc\n@create\ntemplates\n  http t/http.mjs\n  events t/absent.js\n  queues t\n  \
                               scheduled ~/s.mjs\n  ws /w.mjs\n  tables-streams ../x.mjs\n#- t/http.mjs\n";

    #[test]
    fn what_stops_architect_is_a_warning() {
        check_rule(
            "unusable-template",
            &format!("@app\nmy-app\n@http\nget /\n{PREFERENCES}"),
            expect![[r#"
                prefs.arc
                |   events t/absent.js
                           ^^^^^^^^^^^ warning[unusable-template]: the template of `@events` handlers cannot be used: `t/absent.js` is not there, so `arc init` stops when a handler is missing
                prefs.arc
                |   queues t
                           ^ warning[unusable-template]: the template of `@queues` handlers cannot be used: `t` is a folder, so `arc init` stops when a handler is missing
            "#]],
        );
    }

    #[test]
    fn what_only_we_leave_out_is_a_hint_where_it_would_be_used() {
        check_rule(
            "unusable-template",
            &format!("@app\nmy-app\n@ws\n@events\na\n@scheduled\nb rate(1 day)\n{PREFERENCES}"),
            expect![[r#"
                prefs.arc
                |   events t/absent.js
                           ^^^^^^^^^^^ warning[unusable-template]: the template of `@events` handlers cannot be used: `t/absent.js` is not there, so `arc init` stops when a handler is missing
                prefs.arc
                |   queues t
                           ^ warning[unusable-template]: the template of `@queues` handlers cannot be used: `t` is a folder, so `arc init` stops when a handler is missing
                prefs.arc
                |   scheduled ~/s.mjs
                              ^^^^^^^ hint[unusable-template]: arc-lsp does not use the template of `@scheduled` handlers: `~/s.mjs` lies outside the project, where arc-lsp reads nothing
                prefs.arc
                |   ws /w.mjs
                       ^^^^^^ hint[unusable-template]: arc-lsp does not use the template of `@ws` handlers: `/w.mjs` lies outside the project, where arc-lsp reads nothing
            "#]],
        );
    }
}
