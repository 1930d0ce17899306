//! `retired-runtime` and `unknown-runtime`: a runtime that cannot be deployed.

use crate::manifest::schema::{
    RETIRED_RUNTIMES, RUNTIME_ALIASES, RUNTIMES, resolve_runtime, retired_runtime, runtime,
};
use crate::manifest::spelling::slip_of;
use crate::manifest::{Layer, Values, Written, last_line};
use crate::project::{CONFIG_PRAGMAS, Project, Runtime, SourceFile};
use crate::syntax::Scalar;

use super::lines::remove_line;
use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RETIRED, &UNKNOWN], check);

static RETIRED: Rule = Rule {
    name: "retired-runtime",
    summary: "a runtime that AWS has retired",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds runtimes that AWS once had and retired, in the manifest's `@aws` and in the config of a function: \
           `nodejs18.x` and older, `python3.8` and older, `ruby2.7` and older, `go1.x`, `java8`, `dotnet7` and older.",
    why: "Architect refuses the whole project: nothing can be deployed, and `arc sandbox` does not start. Functions \
          that run on such a runtime already go on running, but AWS no longer lets them be changed.",
    how: "Take the runtime that the fix names, and run the tests on it. From Node.js 18 on, `aws-sdk` is no longer \
          there: use `@aws-sdk/client-…`, or list `aws-sdk` among the function's dependencies. From `nodejs24.x` on, \
          handlers with a callback no longer work. Python code may have to be moved from modules that 3.12 has dropped, \
          such as `distutils`. Go runs on `provided.al2023`. Where all functions are to have the same runtime, say it \
          once, in the manifest's `@aws`, and remove it from their configs.",
    sources: &[
        "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
        "https://arc.codes/docs/en/reference/project-manifest/aws#runtime",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\nruntime nodejs12.x\n",
        good: "@app\nmy-app\n@aws\nruntime nodejs22.x\n",
    },
};

static UNKNOWN: Rule = Rule {
    name: "unknown-runtime",
    summary: "a runtime that does not exist",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds runtimes that neither AWS nor Architect knows. A plugin may bring a runtime, so where one is listed, \
           only what looks like one of AWS's is reported, as a hint.",
    why: "Architect refuses the whole project. The names of AWS are read in their exact case; only the short ones, such \
          as `node` or `py`, may have any.",
    how: "Write one of the runtimes that the message names, or list the plugin that brings it under `@plugins`.",
    sources: &[
        "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
        "https://arc.codes/docs/en/reference/project-manifest/aws#runtime",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\nruntime nodejs22\n",
        good: "@app\nmy-app\n@aws\nruntime nodejs22.x\n",
    },
};

/// Runtimes that published plugins bring, with the plugin.
const OF_PLUGINS: [(&str, &str); 3] = [
    ("typescript", "architect/plugin-typescript"),
    ("ts", "architect/plugin-typescript"),
    ("rust", "architect/plugin-rust"),
];

fn check(project: &Project, problems: &mut Vec<Problem>) {
    if let Some(written) = project.project_setting("runtime") {
        problems.extend(judge(project, &project.manifest, Layer::Manifest, &written));
    }
    for file in project.configs.iter().filter_map(|config| config.source.as_ref()) {
        if let Some(written) = last_line(&file.syntax.reading, &CONFIG_PRAGMAS, "runtime") {
            problems.extend(judge(project, file, Layer::FunctionConfig, &written));
        }
    }
}

/// The problem of a `runtime` line.
fn judge(
    project: &Project,
    file: &SourceFile,
    layer: Layer,
    written: &Written<'_>,
) -> Option<Problem> {
    let value = match written.values {
        Values::Words([value]) => value,
        Values::Words([]) | Values::Pairs(_) => {
            let message = "`runtime` takes one name on its line, as in `runtime nodejs22.x`";
            return Some(Problem::new(&UNKNOWN, file, written.span, message));
        }
        Values::Words([first, .., last]) => {
            let shown = first.span.to(last.span).of(&file.syntax.text);
            let message = format!("`runtime` takes one name, not `{shown}`");
            return Some(Problem::new(&UNKNOWN, file, first.span.to(last.span), message));
        }
    };
    let Some(name) = value.as_str() else {
        // Of a manifest `false` and `0` are no runtime to begin with, until a function asks for it.
        let is_nothing = value.as_bool() == Some(false) || value.as_number() == Some(0.0);
        if layer == Layer::Manifest && is_nothing && project.functions.is_empty() {
            return None;
        }
        let message = format!("`{}` is no runtime: it is a name such as `nodejs22.x`", value.text);
        return Some(Problem::new(&UNKNOWN, file, value.span, message));
    };
    if resolve_runtime(name).is_some() || (name.is_empty() && layer == Layer::Manifest) {
        return None;
    }
    if let Some(retired) = retired_runtime(name).or_else(|| retired_runtime(&name.to_lowercase())) {
        return Some(of_retired(project, file, layer, written, value, retired.instead));
    }
    unknown(project, file, value, name)
}

fn of_retired(
    project: &Project,
    file: &SourceFile,
    layer: Layer,
    written: &Written<'_>,
    value: &Scalar,
    instead: &'static str,
) -> Problem {
    let name = &value.text;
    let message = format!(
        "AWS has retired the runtime `{name}`, and Architect refuses to deploy it: use `{instead}`"
    );
    let title = format!("Change to `{instead}`");
    let mut problem = Problem::new(&RETIRED, file, value.span, message)
        .with_fix(Fix::replace(title, false, &file.path, value.span, instead));
    if layer != Layer::FunctionConfig {
        return problem;
    }
    let of_project = project.project_setting("runtime");
    if let Some(line) = &of_project {
        let words = line.value_span().of(&project.manifest.syntax.text);
        problem = problem.with_related(
            &project.manifest.path,
            line.span,
            format!(
                "without a runtime of its own, the function would have the project's, `{words}`"
            ),
        );
    }
    // Taking the line away is the better mending where the project says the same, and can be deployed.
    let of_project = of_project.as_ref().and_then(Written::only).and_then(Scalar::as_str);
    let family = Runtime::named(name).family;
    if of_project.and_then(resolve_runtime).is_some_and(|r| Some(r.family) == family) {
        let title = "Remove it: the project's runtime applies";
        problem.fixes.extend(remove_line(file, written.span, title));
    }
    problem
}

fn unknown(project: &Project, file: &SourceFile, value: &Scalar, name: &str) -> Option<Problem> {
    let lower = name.to_lowercase();
    let may_be_brought = project.plugins.iter().any(|plugin| !plugin.is_macro);
    if may_be_brought && Runtime::named(name).family.is_none() {
        return None;
    }
    let replace = |by: &str, safe| {
        Fix::replace(format!("Change to `{by}`"), safe, &file.path, value.span, by)
    };
    let (message, fix) = if runtime(&lower).is_some() {
        let message = format!(
            "Architect knows no runtime `{name}`: names of AWS are in lower case, `{lower}`"
        );
        (message, Some(replace(&lower, true)))
    } else if let Some((_, plugin)) = OF_PLUGINS.iter().find(|(known, _)| *known == lower) {
        let message = format!(
            "Architect knows no runtime `{name}`: it comes with the plugin `{plugin}`, which `@plugins` does not list"
        );
        (message, None)
    } else if lower == "go" || lower == "golang" {
        let message = format!(
            "Architect knows no runtime `{name}`: Go runs on `provided.al2023`, as an executable `bootstrap`"
        );
        (message, Some(replace("provided.al2023", false)))
    } else if let Some(meant) = meant(&lower) {
        let instead = retired_runtime(meant).map_or(meant, |retired| retired.instead);
        let message = if instead == meant {
            format!("Architect knows no runtime `{name}`: did you mean `{meant}`?")
        } else {
            format!(
                "Architect knows no runtime `{name}`, and `{meant}` is retired: use `{instead}`"
            )
        };
        (message, Some(replace(instead, false)))
    } else {
        let family = Runtime::named(&lower).family;
        let known: Vec<String> = RUNTIMES
            .iter()
            .filter(|known| family.is_none_or(|family| known.family == family))
            .filter(|known| {
                family.is_some() || ["nodejs22.x", "python3.13", "ruby3.3"].contains(&known.name)
            })
            .map(|known| format!("`{}`", known.name))
            .collect();
        let there_are = if family.is_some() { "there are" } else { "there are, among others," };
        (format!("Architect knows no runtime `{name}`: {there_are} {}", known.join(", ")), None)
    };
    let mut problem = Problem::new(&UNKNOWN, file, value.span, message);
    if may_be_brought {
        problem = problem.with_severity(Severity::Hint);
    }
    Some(match fix {
        Some(fix) => problem.with_fix(fix),
        None => problem,
    })
}

/// The runtime that a name was most likely meant to be: one with its dots or its `.x` missing, else one slip away.
fn meant(lower: &str) -> Option<&'static str> {
    let names = || {
        let current = RUNTIMES.iter().map(|known| known.name);
        let aliases = RUNTIME_ALIASES.iter().map(|alias| alias.name);
        current.chain(RETIRED_RUNTIMES.iter().map(|known| known.name)).chain(aliases)
    };
    let bare = |name: &str| -> String {
        let name = name.strip_suffix(".x").unwrap_or(name);
        let name = name.replace("node.js", "node").replace("nodejs", "node");
        name.chars().filter(char::is_ascii_alphanumeric).collect()
    };
    names().find(|known| bare(known) == bare(lower)).or_else(|| slip_of(lower, names()))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn in_the_manifest_and_in_configs() {
        check_rule(
            "retired-runtime",
            "@app\nmy-app\n@events\na\nb\n@aws\nruntime nodejs20.x\n\
             #- src/events/a/config.arc\n@aws\nruntime nodejs14.x # old\ntimeout 30\n\
             #- src/events/b/config.arc\n@arc\nruntime python3.7\n",
            expect![[r#"
                src/events/a/config.arc
                | runtime nodejs14.x # old
                          ^^^^^^^^^^ error[retired-runtime]: AWS has retired the runtime `nodejs14.x`, and Architect refuses to deploy it: use `nodejs22.x`
                  see app.arc: without a runtime of its own, the function would have the project's, `nodejs20.x`
                  unsafe fix: Change to `nodejs22.x`
                    "nodejs14.x" -> "nodejs22.x"
                  unsafe fix: Remove it: the project's runtime applies
                    "runtime nodejs14.x # old\n" -> ""
                src/events/b/config.arc
                | runtime python3.7
                          ^^^^^^^^^ error[retired-runtime]: AWS has retired the runtime `python3.7`, and Architect refuses to deploy it: use `python3.12`
                  see app.arc: without a runtime of its own, the function would have the project's, `nodejs20.x`
                  unsafe fix: Change to `python3.12`
                    "python3.7" -> "python3.12"
            "#]],
        );
    }

    #[test]
    fn spelled_wrong() {
        for (written, expected) in [
            (
                "nodejs20",
                expect![[r#"
                | runtime nodejs20
                          ^^^^^^^^ error[unknown-runtime]: Architect knows no runtime `nodejs20`: did you mean `nodejs20.x`?
                  unsafe fix: Change to `nodejs20.x`
                    "nodejs20" -> "nodejs20.x"
            "#]],
            ),
            (
                "NodeJS22.X",
                expect![[r#"
                | runtime NodeJS22.X
                          ^^^^^^^^^^ error[unknown-runtime]: Architect knows no runtime `NodeJS22.X`: names of AWS are in lower case, `nodejs22.x`
                  fix: Change to `nodejs22.x`
                    "NodeJS22.X" -> "nodejs22.x"
            "#]],
            ),
            (
                "nodejs12",
                expect![[r#"
                | runtime nodejs12
                          ^^^^^^^^ error[unknown-runtime]: Architect knows no runtime `nodejs12`, and `nodejs12.x` is retired: use `nodejs22.x`
                  unsafe fix: Change to `nodejs22.x`
                    "nodejs12" -> "nodejs22.x"
            "#]],
            ),
            (
                "python3.99",
                expect![[r#"
                | runtime python3.99
                          ^^^^^^^^^^ error[unknown-runtime]: Architect knows no runtime `python3.99`: did you mean `python3.9`?
                  unsafe fix: Change to `python3.9`
                    "python3.99" -> "python3.9"
            "#]],
            ),
            (
                "pyhton3.12",
                expect![[r#"
                | runtime pyhton3.12
                          ^^^^^^^^^^ error[unknown-runtime]: Architect knows no runtime `pyhton3.12`: did you mean `python3.12`?
                  unsafe fix: Change to `python3.12`
                    "pyhton3.12" -> "python3.12"
            "#]],
            ),
            (
                "typescript",
                expect![[r#"
                | runtime typescript
                          ^^^^^^^^^^ error[unknown-runtime]: Architect knows no runtime `typescript`: it comes with the plugin `architect/plugin-typescript`, which `@plugins` does not list
            "#]],
            ),
            (
                "golang",
                expect![[r#"
                | runtime golang
                          ^^^^^^ error[unknown-runtime]: Architect knows no runtime `golang`: Go runs on `provided.al2023`, as an executable `bootstrap`
                  unsafe fix: Change to `provided.al2023`
                    "golang" -> "provided.al2023"
            "#]],
            ),
            (
                "cobol",
                expect![[r#"
                | runtime cobol
                          ^^^^^ error[unknown-runtime]: Architect knows no runtime `cobol`: there are, among others, `nodejs22.x`, `python3.13`, `ruby3.3`
            "#]],
            ),
            (
                "22",
                expect![[r#"
                | runtime 22
                          ^^ error[unknown-runtime]: `22` is no runtime: it is a name such as `nodejs22.x`
            "#]],
            ),
            ("Py", expect![[""]]),
            ("deno", expect![[""]]),
        ] {
            check_rule(
                "unknown-runtime",
                &format!("@app\nmy-app\n@aws\nruntime {written}\n"),
                expected,
            );
        }
    }

    #[test]
    fn what_a_plugin_may_bring() {
        check_rule(
            "unknown-runtime",
            "@app\nmy-app\n@plugins\nmine\n@events\na\n@aws\nruntime typescript\n#- src/plugins/mine.js\n\
             #- src/events/a/config.arc\n@aws\nruntime nodejs22\n",
            expect![[r#"
                src/events/a/config.arc
                | runtime nodejs22
                          ^^^^^^^^ hint[unknown-runtime]: Architect knows no runtime `nodejs22`: did you mean `nodejs22.x`?
                  unsafe fix: Change to `nodejs22.x`
                    "nodejs22" -> "nodejs22.x"
            "#]],
        );
    }
}
