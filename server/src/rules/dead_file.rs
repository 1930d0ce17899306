//! `dead-file`: a file that looks as if Architect read it.

use std::path::Path;

use crate::project::{DeadFile, DeadFileKind, Project};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "dead-file",
    summary: "a file that looks as if Architect read it, and that it does not",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds files that earlier versions of Architect read (`.arc-env`, `arc.toml`, handlers of streams in `src/tables/NAME` \
           or `src/streams/NAME`) and files that another one is read instead of: a second manifest, second preferences, an \
           `.arc-config` or `arc.json` beside a `config.arc`. The problem stands in the manifest, at what the file was meant for.",
    why: "Whatever it says has no effect, and who changes it wonders why nothing happens.",
    how: "Move what is still needed to where Architect reads it, and remove the file.",
    sources: &[
        "https://arc.codes/docs/en/about/upgrade-guide",
        "https://github.com/architect/architect/discussions/1294",
        "https://github.com/architect/inventory",
    ],
    example: Example {
        bad: "@app\nmy-app\n#- .arc-env\nX=1\n",
        good: "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  X 1\n",
    },
};

/// Names of a second function config that nothing else is called.
const DEAD_CONFIGS: [&str; 5] =
    [".arc-config", "arc.json", "arc-config.json", "arc-config.yaml", "arc-config.yml"];

fn check(project: &Project, problems: &mut Vec<Problem>) {
    for dead in &project.dead_files {
        problems.push(problem(project, dead));
    }
    for config in &project.configs {
        let Some(function) = project.functions.iter().find(|function| function.dir == config.dir)
        else {
            continue;
        };
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let is_dead = |path: &&std::path::PathBuf| {
            name(path).is_some_and(|name| DEAD_CONFIGS.contains(&name.as_str()))
        };
        for unread in config.unread.iter().filter(is_dead) {
            let message = format!(
                "Architect does not read `{}`, since it takes the `{}` beside it: put all settings into one of them",
                project.relative(unread),
                name(&config.path).unwrap_or_default()
            );
            problems.push(at(project, function.name_span, unread, message));
        }
    }
}

fn problem(project: &Project, dead: &DeadFile) -> Problem {
    let reading = &project.manifest.syntax.reading;
    let file = project.relative(&dead.path);
    let top = reading.pragmas.first().map_or(Span::at(0), |pragma| pragma.span);
    let manifest = project.relative(&project.manifest.path);
    let (span, message) = match &dead.kind {
        DeadFileKind::Environment => (
            top,
            format!(
                "Architect no longer reads `{file}`: put the variables under `@env` in `prefs.arc`, or into `.env` for the \
                 sandbox"
            ),
        ),
        DeadFileKind::Toml => {
            (top, format!("Architect no longer reads `{file}`: what counts is `{manifest}`"))
        }
        DeadFileKind::Manifest => (
            top,
            format!(
                "Architect does not read the manifest in `{file}`, since it takes `{manifest}`: keep one of them"
            ),
        ),
        DeadFileKind::Preferences => {
            let read = project.preferences.as_ref().map(|it| project.relative(&it.path));
            let read = read.unwrap_or_default();
            (
                top,
                format!(
                    "Architect does not read `{file}`, since it takes `{read}`: put all preferences into one of them"
                ),
            )
        }
        DeadFileKind::Stream { table } => {
            let tables = reading.pragma("tables").map_or(&[][..], |tables| &tables.entries);
            let entry = tables.iter().find(|entry| entry.head().to_js_string() == *table);
            (
                entry.map_or(top, |entry| entry.head().span),
                format!(
                    "`{file}` is no handler: Architect looks for that of a stream of `{table}` in `src/tables-streams/{table}`"
                ),
            )
        }
    };
    at(project, span, &dead.path, message)
}

fn at(project: &Project, span: Span, dead: &Path, message: String) -> Problem {
    Problem::new(&RULE, &project.manifest, span, message).with_related(
        dead,
        Span::at(0),
        "this file is not read",
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn files_of_the_project() {
        check_rule(
            "dead-file",
            "@app\nmy-app\n#- .arc\n@app\nold\n#- arc.json\n{}\n#- arc.toml\n#- package.json\n{\"arc\":{\"app\":[\"x\"]}}\n\
             #- prefs.arc\n@env\n#- .prefs.arc\n@env\n",
            expect![[r#"
                | @app
                  ^^^^ warning[dead-file]: Architect no longer reads `arc.toml`: what counts is `app.arc`
                  see arc.toml: this file is not read
                | @app
                  ^^^^ warning[dead-file]: Architect does not read the manifest in `.arc`, since it takes `app.arc`: keep one of them
                  see .arc: this file is not read
                | @app
                  ^^^^ warning[dead-file]: Architect does not read the manifest in `arc.json`, since it takes `app.arc`: keep one of them
                  see arc.json: this file is not read
                | @app
                  ^^^^ warning[dead-file]: Architect does not read the manifest in `package.json`, since it takes `app.arc`: keep one of them
                  see package.json: this file is not read
                | @app
                  ^^^^ warning[dead-file]: Architect does not read `.prefs.arc`, since it takes `prefs.arc`: put all preferences into one of them
                  see .prefs.arc: this file is not read
            "#]],
        );
        check_rule(
            "dead-file",
            "@app\nmy-app\n#- package.json\n{\"name\":\"x\"}\n#- config.yaml\n",
            expect![""],
        );
    }

    #[test]
    fn handlers_of_streams_where_they_no_longer_live() {
        check_rule(
            "dead-file",
            "@app\nmy-app\n@tables\ncats\n  id *String\ndogs\n  id *String\nbirds\n  id *String\n@tables-streams\ndogs\n  src src/streams/dogs\n\
             #- src/tables/cats/index.js\n#- src/streams/cats/index.ts\n#- src/streams/dogs/index.js\n#- src/tables/birds/schema.json\n\
             #- src/tables/other/index.js\n",
            expect![[r#"
                | cats
                  ^^^^ warning[dead-file]: `src/tables/cats/index.js` is no handler: Architect looks for that of a stream of `cats` in `src/tables-streams/cats`
                  see src/tables/cats/index.js: this file is not read
                | cats
                  ^^^^ warning[dead-file]: `src/streams/cats/index.ts` is no handler: Architect looks for that of a stream of `cats` in `src/tables-streams/cats`
                  see src/streams/cats/index.ts: this file is not read
            "#]],
        );
    }

    #[test]
    fn a_second_config_of_a_function() {
        check_rule(
            "dead-file",
            "@app\nmy-app\n@events\nyolo\nhey\n#- src/events/yolo/config.arc\n@aws\n#- src/events/yolo/.arc-config\n@aws\n\
             #- src/events/yolo/config.yaml\n#- src/events/hey/.arc-config\n@aws\n",
            expect![[r#"
                | yolo
                  ^^^^ warning[dead-file]: Architect does not read `src/events/yolo/.arc-config`, since it takes the `config.arc` beside it: put all settings into one of them
                  see src/events/yolo/.arc-config: this file is not read
            "#]],
        );
    }
}
