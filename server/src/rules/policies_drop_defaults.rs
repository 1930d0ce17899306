//! `policies-drop-defaults`: policies that take away what Architect grants.

use crate::manifest::{Values, Written, counting};
use crate::project::{CONFIG_PRAGMAS, Project, SourceFile};
use crate::text::{Span, Text};

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

/// The word that keeps what Architect grants.
const KEEP: &str = "architect-default-policies";

static RULE: Rule = Rule {
    name: "policies-drop-defaults",
    summary: "policies that take away the rights to the app's own tables, topics and queues",
    severity: Severity::Hint,
    fix: FixAvailability::Unsafe,
    what: "Finds `policies` without `architect-default-policies`, in an app that declares tables, topics, queues or `@ws`. In \
           the config of a function they count for that function, in the manifest's `@aws` for all that have none of their \
           own.",
    why: "Policies of one's own stand in the place of Architect's: the function may no longer use the tables, publish to \
          the topics and queues, or send through the WebSocket. It is denied access when it runs, and not in the sandbox.",
    how: "Add `architect-default-policies` to the list, or leave it where the function uses none of these.",
    sources: &[
        "https://arc.codes/docs/en/reference/project-manifest/aws#policies",
        "https://github.com/architect/architect/issues/1212",
    ],
    example: Example {
        bad: "@app\nmy-app\n@events\na\n@aws\npolicies\n  AmazonSESFullAccess\n#- src/events/a/index.mjs\n",
        good: "@app\nmy-app\n@events\na\n@aws\npolicies\n  AmazonSESFullAccess\n  architect-default-policies\n#- src/events/a/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let reading = &project.manifest.syntax.reading;
    let declares = |pragma: &str| {
        reading.pragma(pragma).is_some_and(|section| pragma == "ws" || !section.entries.is_empty())
    };
    let declared: Vec<&str> =
        [("tables", "tables"), ("events", "topics"), ("queues", "queues"), ("ws", "the WebSocket")]
            .into_iter()
            .filter(|(pragma, _)| declares(pragma))
            .map(|(_, what)| what)
            .collect();
    if declared.is_empty() || project.functions.is_empty() {
        return;
    }
    let rights = match declared.as_slice() {
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        [] => return,
    };
    file(&project.manifest, &["aws"], &rights, problems);
    for config in project.configs.iter().filter_map(|config| config.source.as_ref()) {
        file(config, &CONFIG_PRAGMAS, &rights, problems);
    }
}

fn file(file: &SourceFile, pragmas: &[&str], rights: &str, problems: &mut Vec<Problem>) {
    let lines: Vec<Written<'_>> = counting(&file.syntax.reading, pragmas)
        .into_iter()
        .filter(|line| ["policy", "policies"].contains(&line.name.text.as_str()))
        .collect();
    let is_empty =
        |line: &Written<'_>| line.words().is_empty() && matches!(line.values, Values::Words(_));
    let keeps = lines.iter().any(|line| line.words().iter().any(|word| word.text == KEEP));
    let Some(line) = lines.iter().find(|line| !is_empty(line)).filter(|_| !keeps) else { return };
    let message = format!(
        "without `{KEEP}` among them, these policies take away the rights to the app's {rights}",
    );
    let problem = Problem::new(&RULE, file, line.name.span, message);
    problems.push(match keep(file, line) {
        Some(fix) => problem.with_fix(fix),
        None => problem,
    });
}

/// Adds the word behind the last policy, on a line of its own where that has one.
fn keep(file: &SourceFile, line: &Written<'_>) -> Option<Fix> {
    // In JSON and YAML a word behind another is a part of it.
    if !file.syntax.format.is_arc() {
        return None;
    }
    let last = line.words().last()?;
    let text = Text::new(&file.syntax.text);
    let start = text.line_span(text.line_at(last.span.start)).start;
    let before = &file.syntax.text[start..last.span.start];
    let own_line = text.line_at(last.span.start) != text.line_at(line.name.span.start);
    let added = match (own_line, before.trim().is_empty()) {
        (true, true) => format!("\n{before}{KEEP}"),
        (true, false) => return None,
        (false, _) => format!(" {KEEP}"),
    };
    // A comment behind the last policy stays behind it.
    let at = match own_line {
        true => text.line_content(text.line_at(last.span.end)).end,
        false => last.span.end,
    };
    let title = format!("Add `{KEEP}`");
    Some(Fix::replace(title, false, &file.path, Span::at(at), added))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn of_all_and_of_one() {
        check_rule(
            "policies-drop-defaults",
            "@app\nmy-app\n@tables\nt\n  id *String\n@queues\nq\n@events\na\nb\nc\n@aws\npolicies\n  one\n  two # second\n\
             #- src/events/a/config.arc\n@aws\npolicy one # only\n#- src/events/b/config.arc\n@aws\npolicy one\n\
             policy architect-default-policies\n#- src/events/c/config.arc\n@aws\npolicies\n  Statement x\n",
            expect![[r#"
                | policies
                  ^^^^^^^^ hint[policies-drop-defaults]: without `architect-default-policies` among them, these policies take away the rights to the app's tables, topics and queues
                  unsafe fix: Add `architect-default-policies`
                    "" -> "\n  architect-default-policies"
                src/events/a/config.arc
                | policy one # only
                  ^^^^^^ hint[policies-drop-defaults]: without `architect-default-policies` among them, these policies take away the rights to the app's tables, topics and queues
                  unsafe fix: Add `architect-default-policies`
                    "" -> " architect-default-policies"
                src/events/c/config.arc
                | policies
                  ^^^^^^^^ hint[policies-drop-defaults]: without `architect-default-policies` among them, these policies take away the rights to the app's tables, topics and queues
            "#]],
        );
    }

    #[test]
    fn an_app_without_resources() {
        check_rule(
            "policies-drop-defaults",
            "@app\nmy-app\n@http\nget /\n@aws\npolicies one\n",
            expect![[""]],
        );
    }
}
