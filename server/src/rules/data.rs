//! What is wrong with manifests in JSON and YAML, beyond what can be wrong in any format: texts that are neither, and
//! values that become nothing.

use crate::project::Project;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group =
    Group::whole(&[&INVALID_JSON, &INVALID_YAML, &UNREADABLE_VALUE], check);

/// Finds what is passed over. What Architect stops at is found by the `syntax` floor.
fn check(project: &Project, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        for unread in &file.syntax.unread {
            let message = unread.message.as_str();
            let mut problem = Problem::new(&UNREADABLE_VALUE, file, unread.span, message);
            if unread.harmless {
                problem = problem.with_severity(Severity::Hint);
            }
            if let Some(beside) = unread.beside {
                problem = problem.with_related(&file.path, beside, "what counts stands here");
            }
            problems.push(problem);
        }
    }
}

pub(super) static INVALID_JSON: Rule = Rule {
    name: "invalid-json",
    summary: "a manifest in JSON that is not JSON",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds where an `arc.json`, a function's config in JSON or a `package.json` with an Architect manifest in \
           it stops being JSON: a comma too many or too few, a comment, single quotes, a bracket that is not closed. \
           What stands before and, as far as it can be told, behind is checked all the same.",
    why: "Architect stops at the first file of the project that it finds, a broken one too, and deploys nothing.",
    how: "Mend it as the message says. JSON has no comments: to explain an entry, write the manifest as `app.arc` or \
          `arc.yaml`.",
    sources: &["https://www.rfc-editor.org/rfc/rfc8259"],
    example: Example {
        bad: "#- arc.json\n{\n  \"app\": \"my-app\",\n  \"static\": {},\n}\n",
        good: "#- arc.json\n{\n  \"app\": \"my-app\",\n  \"static\": {}\n}\n",
    },
};

pub(super) static INVALID_YAML: Rule = Rule {
    name: "invalid-yaml",
    summary: "a manifest in YAML that is not YAML",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds where an `arc.yaml`, an `arc.yml` or a function's config in YAML stops being YAML, a key that stands \
           twice in one map, a tag that is not known, and a second document. Architect reads YAML with js-yaml 4, so \
           `yes` and `on` are strings, `0o17` is a number, and a date without quotes becomes one with a time.",
    why: "Architect stops at the first file of the project that it finds, a broken one too, and deploys nothing.",
    how: "Mend it as the message says. A value that begins with `@`, a backtick, `%`, `*` or `&`, or holds `: ` or \
          ` #`, stands in quotes: `id: \"*String\"`.",
    sources: &["https://yaml.org/spec/1.2.2/", "https://github.com/nodeca/js-yaml"],
    example: Example {
        bad: "#- arc.yaml\napp: my-app\nstatic: {}\nstatic: {spa: true}\n",
        good: "#- arc.yaml\napp: my-app\nstatic: {spa: true}\n",
    },
};

pub(super) static UNREADABLE_VALUE: Rule = Rule {
    name: "unreadable-value",
    summary: "a value in JSON or YAML of which Architect makes nothing",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds what stands in a manifest in JSON or YAML and becomes no pragma and no entry: a pragma with nothing \
           below it, one that is a number or a string where a list or an object is wanted, entries that are neither, \
           `tables-indexes`, `tables-streams` or `plugins` as an object (Architect reads them from a list), settings \
           of `static` in a list, the further keys of an object in a list, of which only the first is read, and keys \
           that stand twice in one JSON object, of which only the last counts. A key of the manifest that is no \
           pragma of Architect's and holds a single value is a hint.",
    why: "Some of it stops Architect with an error that names no line, or with a bare TypeError; the rest it passes \
          over without a word, so that what is written is not deployed.",
    how: "Write a pragma as an object or a list, an empty one as `{}` or `[]`, and each entry of a list as a string, a \
          list or an object of its own.",
    sources: &["https://github.com/architect/parser/blob/main/src/compat/json.js"],
    example: Example {
        bad: "#- arc.json\n{\n  \"app\": \"my-app\",\n  \"static\": null\n}\n",
        good: "#- arc.json\n{\n  \"app\": \"my-app\",\n  \"static\": {}\n}\n",
    },
};

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn what_is_passed_over_is_shown() {
        check_rule(
            "unreadable-value",
            "#- arc.json\n{\n  \"app\": \"x\",\n  \"http\": [{ \"get\": \"/\", \"post\": \"/\" }],\n  \"proxy\": \"y\",\n  \
             \"version\": 1\n}\n",
            expect![[r#"
                arc.json
                |   "http": [{ "get": "/", "post": "/" }],
                                           ^^^^^^ error[unreadable-value]: of an object in the list of `http` Architect reads the first key, which is `get`: make an object of its own of this one
                  see arc.json: what counts stands here
                arc.json
                |   "proxy": "y",
                    ^^^^^^^ error[unreadable-value]: `proxy` is a string, so Architect passes it over: write an object or a list
                arc.json
                |   "version": 1
                    ^^^^^^^^^ hint[unreadable-value]: `version` is a number, so Architect passes it over: a pragma is an object or a list
            "#]],
        );
        check_rule(
            "unreadable-value",
            "#- arc.yaml\napp: x\nevents:\n  a:\ntables-indexes:\n  cats:\n    id: '*String'\n",
            expect![[r#"
                arc.yaml
                |   a:
                    ^ error[unreadable-value]: `a` has nothing behind it, and Architect stops at that: write an empty object, `{}`
                arc.yaml
                |   cats:
                    ^^^^ error[unreadable-value]: Architect reads `tables-indexes` from a list only, and this is an object: write a list, each entry an object of its own
            "#]],
        );
    }

    #[test]
    fn a_broken_file_is_judged_by_what_can_be_read() {
        let broken = "#- arc.json\n{\n  \"app\": \"x\",\n  \"events\": [\"a b\"],\n  \"scheduled\": {\"d\": \"rate(1 days)\"}\n  \
                      \"ws\": {}\n}\n#- src/events/b/index.mjs\n";
        check_rule(
            "invalid-json",
            broken,
            expect![[r#"
            arc.json
            |   "ws": {}
                ^^^^ error[invalid-json]: before `"ws"` a `,` or a `}` is missing
        "#]],
        );
        check_rule(
            "invalid-name",
            broken,
            expect![[r#"
            arc.json
            |   "app": "x",
                       ^^^ error[invalid-name]: `x` is no name for an app: it has at least two characters
            arc.json
            |   "events": ["a b"],
                           ^^^^^ error[invalid-name]: `a b` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not ` `
        "#]],
        );
        check_rule(
            "invalid-rate",
            broken,
            expect![[r#"
                arc.json
                |   "scheduled": {"d": "rate(1 days)"}
                                               ^^^^ error[invalid-rate]: `1 days`: a rate of 1 takes the singular, `rate(1 day)`
                  fix: Replace by `day`
                    "days" -> "day"
            "#]],
        );
        check_rule("undeclared-handler", broken, expect![[""]]);
        check_rule(
            "missing-app",
            "#- arc.json\n{ \"events\": {} \"app\": \"x\" }\n",
            expect![[""]],
        );
        check_rule(
            "missing-app",
            "#- arc.json\n{ \"events\": {} }\n",
            expect![[r#"
                arc.json
                | { "events": {} }
                     ^^^^^^ error[missing-app]: no `app` in this manifest: write `"app"` with the app's name
            "#]],
        );
        check_rule(
            "missing-app",
            "#- package.json\n{ \"arc\": {} }\n",
            expect![[r#"
            package.json
            | { "arc": {} }
              ^ error[missing-app]: no `app` in this manifest: write `"app"` with the app's name
        "#]],
        );
    }

    #[test]
    fn comments_silence_in_yaml() {
        check_rule(
            "invalid-name",
            "#- arc.yaml\napp: x\nevents:\n  - a b # arc-lsp: ignore[invalid-name] old\n  - c d\n# arc-lsp: ignore[invalid-name]\n\
             queues: [e f, g h]\n",
            expect![[r#"
                arc.yaml
                | app: x
                       ^ error[invalid-name]: `x` is no name for an app: it has at least two characters
                arc.yaml
                |   - c d
                      ^^^ error[invalid-name]: `c d` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not ` `
            "#]],
        );
        check_rule(
            "unused-ignore",
            "#- arc.yaml\n# arc-lsp: ignore-file[invalid-name]\napp: x\nevents:\n  - 'a # arc-lsp: ignore[no]'\n  \
             - c # arc-lsp: ignore[missing-app]\n",
            expect![[r#"
                arc.yaml
                |   - c # arc-lsp: ignore[missing-app]
                                          ^^^^^^^^^^^ warning[unused-ignore]: there is no `missing-app` on this line, so this silences nothing
                  fix: Remove the comment
                    " # arc-lsp: ignore[missing-app]" -> ""
            "#]],
        );
    }

    #[test]
    fn the_config_of_a_function_is_checked() {
        check_rule(
            "unreadable-value",
            "@app\nx\n@events\na\n#- src/events/a/index.mjs\n#- src/events/a/arc.json\n{\"aws\": null}\n",
            expect![[r#"
                src/events/a/arc.json
                | {"aws": null}
                          ^^^^ error[unreadable-value]: `aws` has nothing below it, and Architect stops at that: write an empty list, `[]`
            "#]],
        );
    }
}
