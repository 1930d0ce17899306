//! `invalid-function-package`: a `package.json` beside a handler that Architect cannot take.

use crate::project::{PackageFault, Project};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "invalid-function-package",
    summary: "a `package.json` beside a handler that Architect cannot take",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Reads the `package.json` in the directory of each function that Node runs, unless its handler is an `index.mjs` or \
           `index.cjs`, and finds those that are no JSON or whose `type` is neither `module` nor `commonjs`. The problem \
           stands in the manifest, at the function.",
    why: "Architect reads there in which module system the handler is written, and stops at anything else.",
    how: "Write `\"type\": \"module\"` for a handler with `export`, `\"type\": \"commonjs\"` for one with `exports`.",
    sources: &[
        "https://github.com/architect/inventory",
        "https://nodejs.org/api/packages.html#type",
    ],
    example: Example {
        bad: "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.js\n#- src/events/yolo/package.json\n{\"type\":\"esm\"}\n",
        good: "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.js\n#- src/events/yolo/package.json\n{\"type\":\"module\"}\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    problems.extend(project.package_faults.iter().filter_map(|fault| problem(project, fault)));
}

fn problem(project: &Project, fault: &PackageFault) -> Option<Problem> {
    let span = project.functions.get(fault.function)?.name_span;
    let path = project.relative(&fault.path);
    let message = match &fault.module_type {
        Some(written) => format!(
            "Architect stops at the type {written} in `{path}`: it is `\"module\"` or `\"commonjs\"`"
        ),
        None => format!("Architect stops at `{path}`, since it is no JSON"),
    };
    let problem = Problem::new(&RULE, &project.manifest, span, message);
    Some(problem.with_related(&fault.path, Span::at(0), "it is read here"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn what_architect_cannot_take() {
        check_rule(
            "invalid-function-package",
            "@app\nmy-app\n@events\na\nb\nc\nd\ne\nf\n  src src/events/a\ng\n\
             #- src/events/a/package.json\n{\"type\":\"esm\"}\n#- src/events/a/index.js\n\
             #- src/events/b/package.json\n{\"type\":7}\n#- src/events/b/index.mjs\n\
             #- src/events/c/package.json\n{\"type\":\n\
             #- src/events/d/package.json\n{\"type\":\"module\"}\n\
             #- src/events/e/package.json\n{\"type\":\"\"}\n\
             #- src/events/g/package.json\n{\"type\":\"esm\"}\n#- src/events/g/config.arc\n@aws\nruntime python\n",
            expect![[r#"
                | a
                  ^ error[invalid-function-package]: Architect stops at the type "esm" in `src/events/a/package.json`: it is `"module"` or `"commonjs"`
                  see src/events/a/package.json: it is read here
                | c
                  ^ error[invalid-function-package]: Architect stops at `src/events/c/package.json`, since it is no JSON
                  see src/events/c/package.json: it is read here
            "#]],
        );
    }
}
