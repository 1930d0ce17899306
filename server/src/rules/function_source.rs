//! What is wrong with the `src` of a function: `src-outside-project`, `src-not-a-directory`, `custom-src-typescript`.

use crate::manifest::Function;
use crate::project::{HandlerState, Project};
use crate::syntax::Scalar;
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&OUTSIDE, &NOT_A_DIRECTORY, &TYPESCRIPT], check);

const SOURCE_PATHS: &str =
    "https://arc.codes/docs/en/guides/developer-experience/custom-source-paths";

static OUTSIDE: Rule = Rule {
    name: "src-outside-project",
    summary: "a function whose `src` leads out of the project",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds functions whose `src` begins with `..` and so leads out of the folder of the manifest. A leading `/` does \
           not: Architect joins it to the project's folder.",
    why: "Architect looks after what lies in the project: it installs no dependencies elsewhere, copies neither `@shared` nor \
          `@views` there reliably, and the sandbox does not see changes. What is deployed depends on what lies beside the \
          checkout. For `@shared` and `@views` themselves Architect refuses it.",
    how: "Move the directory into the project, or the manifest to the folder above.",
    sources: &[SOURCE_PATHS, "https://github.com/architect/inventory"],
    example: Example {
        bad: "#- api/app.arc\n@app\nmy-app\n@events\nyolo\n  src ../lib/yolo\n#- lib/yolo/index.mjs\n",
        good: "#- api/app.arc\n@app\nmy-app\n@events\nyolo\n  src lib/yolo\n#- api/lib/yolo/index.mjs\n",
    },
};

static NOT_A_DIRECTORY: Rule = Rule {
    name: "src-not-a-directory",
    summary: "a function whose `src` names a file",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds functions whose `src` names a file. It names the directory in which Architect looks for `index.js` and its \
           siblings.",
    why: "Architect accepts the manifest, and finds no handler below a file.",
    how: "Name the directory. If its file is not called `index`, put `handler FILE.handler` under `@aws` in a `config.arc` \
          beside it.",
    sources: &["https://github.com/architect/architect/issues/1120", SOURCE_PATHS],
    example: Example {
        bad: "@app\nmy-app\n@events\nyolo\n  src lib/yolo/index.mjs\n#- lib/yolo/index.mjs\n",
        good: "@app\nmy-app\n@events\nyolo\n  src lib/yolo\n#- lib/yolo/index.mjs\n",
    },
};

static TYPESCRIPT: Rule = Rule {
    name: "custom-src-typescript",
    summary: "a function with a `src` of its own that the TypeScript plugin may not compile",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds functions of the runtime `typescript`, which `architect/plugin-typescript` brings, that have a `src` of their \
           own. It is a warning where several functions share the directory, since the plugin compiles none of them, and a \
           hint elsewhere.",
    why: "The plugin is known to leave such functions uncompiled: they answer 502, \"Lambda handler not found\".",
    how: "Put the function where Architect looks by itself (`src/http/get-index`), let it import what it shares with others, and \
          try it in the sandbox.",
    sources: &["https://github.com/architect/plugin-typescript/issues/18"],
    example: Example {
        bad: "@app\nmy-app\n@aws\nruntime typescript\n@plugins\narchitect/plugin-typescript\n@events\na\n  src lib\nb\n  src lib\n\
              #- lib/index.ts\n#- node_modules/@architect/plugin-typescript/package.json\n{}\n",
        good: "@app\nmy-app\n@aws\nruntime typescript\n@plugins\narchitect/plugin-typescript\n@events\na\nb\n\
               #- src/events/a/index.ts\n#- src/events/b/index.ts\n\
               #- node_modules/@architect/plugin-typescript/package.json\n{}\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let compiles = project
        .plugins
        .iter()
        .any(|plugin| plugin.name.trim_start_matches('@') == "architect/plugin-typescript");
    for (index, function) in project.functions.iter().enumerate() {
        let Some(src) = &function.custom_src else { continue };
        if function.dir == ".." || function.dir.starts_with("../") {
            problems.push(outside(project, src));
        }
        if let HandlerState::NoDirectory { .. } = project.handlers[index] {
            problems.push(not_a_directory(project, src));
        } else if compiles && project.runtimes[index].name == "typescript" {
            problems.push(typescript(project, function, src));
        }
    }
}

fn outside(project: &Project, src: &Scalar) -> Problem {
    let message = format!(
        "`{}` leads out of the project, where Architect installs no dependencies and the sandbox sees no changes: move it in",
        src.text
    );
    Problem::new(&OUTSIDE, &project.manifest, src.span, message)
}

fn not_a_directory(project: &Project, src: &Scalar) -> Problem {
    let file = &project.manifest;
    let written = src.text.as_str();
    let Some((folder, name)) = written.trim_end_matches('/').rsplit_once('/') else {
        let message = format!(
            "`{written}` is a file: `src` names the directory in which Architect looks for the handler, so give it one"
        );
        return Problem::new(&NOT_A_DIRECTORY, file, src.span, message);
    };
    let message = format!(
        "`{written}` is a file: `src` names the directory in which Architect looks for the handler, so write `{folder}`"
    );
    let problem = Problem::new(&NOT_A_DIRECTORY, file, src.span, message);
    // Another file than the one that Architect looks for needs a `handler` besides.
    if !name.starts_with("index.") || folder.is_empty() {
        return problem;
    }
    let title = format!("Change to `{folder}`");
    problem.with_fix(Fix::replace(title, false, &file.path, within_quotes(src), folder))
}

/// Where a value stands, without its quotes.
fn within_quotes(value: &Scalar) -> Span {
    let quotes = (value.span.len() - value.text.len()) / 2;
    Span::new(value.span.start + quotes, value.span.end - quotes)
}

fn typescript(project: &Project, function: &Function, src: &Scalar) -> Problem {
    let others = project.functions.iter().filter(|other| other.dir == function.dir).count() - 1;
    if others == 0 {
        let message = format!(
            "the TypeScript plugin is known to leave functions with a `src` uncompiled, so that they answer 502: try `{}` in \
             the sandbox",
            function.name
        );
        return Problem::new(&TYPESCRIPT, &project.manifest, src.span, message)
            .with_severity(Severity::Hint);
    }
    let message = format!(
        "the TypeScript plugin does not compile a directory that several functions share, so that they answer 502: give `{}` \
         one of its own instead of `{}`",
        function.name, src.text
    );
    Problem::new(&TYPESCRIPT, &project.manifest, src.span, message)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn outside_the_project() {
        check_rule(
            "src-outside-project",
            "@app\nmy-app\n@events\na\n  src ../a\nb\n  src lib/../../b\nc\n  src /c\nd\n  src lib/../d\ne\n  src ..\n",
            expect![[r#"
                |   src ../a
                        ^^^^ warning[src-outside-project]: `../a` leads out of the project, where Architect installs no dependencies and the sandbox sees no changes: move it in
                |   src lib/../../b
                        ^^^^^^^^^^^ warning[src-outside-project]: `lib/../../b` leads out of the project, where Architect installs no dependencies and the sandbox sees no changes: move it in
                |   src ..
                        ^^ warning[src-outside-project]: `..` leads out of the project, where Architect installs no dependencies and the sandbox sees no changes: move it in
            "#]],
        );
    }

    #[test]
    fn a_file_is_no_directory() {
        let fixture = "@app\nmy-app\n@events\na\n  src lib/a.js\nb\n  src 'lib/b/index.js'\nc\n  src c.js\nd\n  src d.js\n\
                       #- lib/a.js\n#- lib/b/index.js\n#- c.js\n";
        check_rule(
            "src-not-a-directory",
            fixture,
            expect![[r#"
            |   src lib/a.js
                    ^^^^^^^^ error[src-not-a-directory]: `lib/a.js` is a file: `src` names the directory in which Architect looks for the handler, so write `lib`
            |   src 'lib/b/index.js'
                    ^^^^^^^^^^^^^^^^ error[src-not-a-directory]: `lib/b/index.js` is a file: `src` names the directory in which Architect looks for the handler, so write `lib/b`
              unsafe fix: Change to `lib/b`
                "lib/b/index.js" -> "lib/b"
            |   src c.js
                    ^^^^ error[src-not-a-directory]: `c.js` is a file: `src` names the directory in which Architect looks for the handler, so give it one
        "#]],
        );
        check_rule(
            "missing-handler",
            fixture,
            expect![[r#"
            | d
              ^ error[missing-handler]: `d` has no handler: `d.js` is not there, and `arc deploy` stops at that; write `d.js/index.mjs`
              unsafe fix: Create handler `d.js/index.mjs`
        "#]],
        );
    }

    #[test]
    fn what_the_typescript_plugin_does_not_compile() {
        check_rule(
            "custom-src-typescript",
            "@app\nmy-app\n@plugins\narchitect/plugin-typescript\n@aws\nruntime typescript\n@events\na\n  src lib\nb\n  src lib\n\
             c\n  src c\nd\n",
            expect![[r#"
                |   src lib
                        ^^^ warning[custom-src-typescript]: the TypeScript plugin does not compile a directory that several functions share, so that they answer 502: give `a` one of its own instead of `lib`
                |   src lib
                        ^^^ warning[custom-src-typescript]: the TypeScript plugin does not compile a directory that several functions share, so that they answer 502: give `b` one of its own instead of `lib`
                |   src c
                        ^ hint[custom-src-typescript]: the TypeScript plugin is known to leave functions with a `src` uncompiled, so that they answer 502: try `c` in the sandbox
            "#]],
        );
    }
}
