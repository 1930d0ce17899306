//! `invalid-proxy`: a stage of `@proxy` that leads nowhere.

use crate::manifest::spelling::closest;
use crate::manifest::{is_truthy, json};
use crate::project::{Project, SourceFile};
use crate::syntax::{Entry, Pragma, Shape};
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "invalid-proxy",
    summary: "a stage of `@proxy` without a URL",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Looks for a URL behind each of the stages `testing`, `staging` and `production` of `@proxy`.",
    why: "Architect refuses the manifest where one of the three is missing.",
    how: "Write all three, each with its scheme.",
    sources: &["https://arc.codes/docs/en/reference/project-manifest/proxy"],
    example: Example {
        bad: "@app\nmy-app\n@http\n@proxy\ntesting http://localhost:3000\nstaging https://staging.example.com\n",
        good: "@app\nmy-app\n@http\n@proxy\ntesting http://localhost:3000\nstaging https://staging.example.com\n\
               production https://example.com\n",
    },
};

const STAGES: [&str; 3] = ["testing", "staging", "production"];

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let Some(proxy) = file.syntax.reading.pragma("proxy") else { return };
    for stage in STAGES {
        if !proxy.entries.iter().any(|entry| has_url(entry, stage)) {
            problems.push(missing(file, proxy, stage));
        }
    }
}

/// Whether an entry gives a stage something to be sent to; what JavaScript takes for false is nothing.
fn has_url(entry: &Entry, stage: &str) -> bool {
    let Shape::Array(items) = &entry.shape else { return false };
    items[0].as_str() == Some(stage) && items.get(1).is_some_and(|url| is_truthy(&json(url)))
}

fn missing(file: &SourceFile, proxy: &Pragma, stage: &str) -> Problem {
    let alone = proxy.entries.iter().find(|entry| entry.head().text == stage);
    if let Some(entry) = alone {
        let message =
            format!("`{stage}` has no URL: write one behind it, `{stage} https://example.com`");
        return Problem::new(&RULE, file, entry.span, message);
    }
    let message = format!(
        "`@proxy` has no URL for `{stage}`: write `{stage} https://example.com`; it takes all of {}",
        STAGES.join(", ")
    );
    let problem = Problem::new(&RULE, file, proxy.span, message);
    let others = proxy.entries.iter().map(|entry| entry.head());
    let mut unknown = others.filter(|head| !STAGES.contains(&head.text.as_str()));
    match unknown.find(|head| closest(&head.text, STAGES.into_iter()) == Some(stage)) {
        Some(head) => problem.with_fix(Fix::replace(
            format!("Change `{}` to `{stage}`", head.text),
            false,
            &file.path,
            head.span,
            stage,
        )),
        None => {
            let at = proxy.entries.last().map_or(proxy.span, |entry| entry.span).end;
            let text = format!("\n{stage} https://example.com");
            let title = format!("Add `{stage}`");
            problem.with_fix(Fix::replace(title, false, &file.path, Span::at(at), text))
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn stages() {
        check_rule(
            "invalid-proxy",
            "@app\nmy-app\n@http\n@proxy\ntesting http://a\nprodution http://b\nstaging\n",
            expect![[r#"
                | @proxy
                  ^^^^^^ error[invalid-proxy]: `@proxy` has no URL for `production`: write `production https://example.com`; it takes all of testing, staging, production
                  unsafe fix: Change `prodution` to `production`
                    "prodution" -> "production"
                | staging
                  ^^^^^^^ error[invalid-proxy]: `staging` has no URL: write one behind it, `staging https://example.com`
            "#]],
        );
    }
}
