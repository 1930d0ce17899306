//! What stands at a place, in words.

use std::fmt::Write as _;

use crate::manifest::Function;
use crate::manifest::schema::{self, File, PragmaSpec, Status};
use crate::project::{HandlerState, Project, SourceFile};
use crate::text::Span;

/// An answer to "what is this".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What the answer is about.
    pub span: Span,
    /// The answer, in Markdown.
    pub markdown: String,
}

/// What stands at `offset` of the manifest: a pragma, or a function that an entry declares. Nothing in white space,
/// in comments and on what is not known.
pub fn hover(project: &Project, offset: usize) -> Option<Hover> {
    let file = &project.manifest;
    pragma(file, offset).or_else(|| function(project, offset))
}

fn pragma(file: &SourceFile, offset: usize) -> Option<Hover> {
    let pragma =
        file.syntax.tree.manifest().pragmas().find(|pragma| pragma.header().touches(offset))?;
    let name = pragma.name()?.of(&file.syntax.text);
    let spec = schema::pragma_of(File::Manifest, name)?;
    Some(Hover { span: pragma.header(), markdown: describe_pragma(spec) })
}

fn describe_pragma(spec: &PragmaSpec) -> String {
    let mut out = format!("**`@{}`** — {}\n", spec.name, spec.summary);
    match spec.status {
        Status::Current => {}
        Status::Deprecated { instead } => {
            let _ = write!(out, "\nDeprecated: use `@{instead}`.\n");
        }
        Status::Retired { instead } => {
            let advice = instead.map(|instead| format!(" Use `@{instead}`.")).unwrap_or_default();
            let _ = write!(out, "\nRetired: Architect no longer reads it.{advice}\n");
        }
    }
    if let Some(form) = spec.entries.first() {
        let _ = write!(out, "\nAn entry: `{}`\n", form.label);
    }
    let _ = write!(out, "\n[Documentation]({})\n", spec.docs_url);
    out
}

fn function(project: &Project, offset: usize) -> Option<Hover> {
    let written = |function: &Function| !function.implicit && function.name_span.touches(offset);
    let index = project.functions.iter().position(written)?;
    let function = &project.functions[index];
    let (pragma, name, purpose) = (function.pragma.name(), &function.name, function.purpose());
    let mut out = format!("**`@{pragma} {name}`** — {purpose}.\n");
    let _ = write!(out, "\n{}\n", describe_handler(project, index));
    let _ = write!(out, "\nRuntime: `{}`\n", project.runtimes[index].name);
    Some(Hover { span: function.name_span, markdown: out })
}

/// Where the handler is, and whether it is there.
fn describe_handler(project: &Project, index: usize) -> String {
    match &project.handlers[index] {
        HandlerState::Found { file } => format!("Handler: `{}`", project.relative(file)),
        HandlerState::Compiled { source } => {
            format!("Handler: compiled from `{}`", project.relative(source))
        }
        HandlerState::NoDirectory { file } => {
            format!("Handler: none, since `{}` is no directory", project.relative(file))
        }
        HandlerState::Directory => format!("Handler: in `{}`", project.functions[index].dir),
        HandlerState::Missing { expected_file, explained: None, .. } => {
            format!("Handler: `{}`, which is not there", project.relative(expected_file))
        }
        HandlerState::Missing { expected_file, explained: Some(explanation), .. } => {
            format!(
                "Handler: `{}`, not there yet ({})",
                project.relative(expected_file),
                explanation.reason(&project.root)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::hover;
    use crate::project::fixture::Fixture;

    /// Hovers at `$0`; `expected` has the hovered text in brackets, then the answer.
    fn check(fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let (_, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
        let project = fixture.project();
        let text = &project.manifest.syntax.text;
        let answer = hover(&project, offset);
        let shown = answer.map(|it| format!("[{}]\n{}", it.span.of(text), it.markdown));
        expected.assert_eq(&shown.unwrap_or_else(|| "nothing\n".to_owned()));
    }

    #[test]
    fn a_pragma_says_what_it_is_for() {
        check(
            "@app\nx\n@ev$0ents\nyolo\n",
            expect![[r#"
            [@events]
            **`@events`** — SNS topics, each with the function that handles what is published to it.

            An entry: `name`

            [Documentation](https://arc.codes/docs/en/reference/project-manifest/events)
        "#]],
        );
        check(
            "@app\nx\n@indexes$0\n",
            expect![[r#"
            [@indexes]
            **`@indexes`** — Indexes of tables under their old name. Ignored.

            Retired: Architect no longer reads it. Use `@tables-indexes`.

            [Documentation](https://arc.codes/docs/en/about/upgrade-guide)
        "#]],
        );
    }

    #[test]
    fn a_function_says_where_its_handler_is() {
        check(
            "@app\nx\n@events\nyo$0lo\n#- src/events/yolo/index.js\n",
            expect![[r#"
                [yolo]
                **`@events yolo`** — Runs on each message to the topic `yolo`.

                Handler: `src/events/yolo/index.js`

                Runtime: `nodejs22.x`
            "#]],
        );
        check(
            "@app\nx\n@http\nget $0/a\n",
            expect![[r#"
                [get /a]
                **`@http get /a`** — Answers `get /a`.

                Handler: `src/http/get-a/index.mjs`, which is not there

                Runtime: `nodejs22.x`
            "#]],
        );
        check(
            "@app\nx\n@queues\n$0q\n  src lib/q\n#- lib/q/lambda.py\n#- lib/q/config.arc\n@aws\nruntime python3.12\n",
            expect![[r#"
                [q]
                **`@queues q`** — Runs on the messages of the queue `q`.

                Handler: `lib/q/lambda.py`

                Runtime: `python3.12`
            "#]],
        );
    }

    #[test]
    fn nothing_is_said_of_what_is_not_known() {
        check(
            "@app\nx\n@mine$0\n",
            expect![[r#"
            nothing
        "#]],
        );
        check(
            "@app\nx\n# @ev$0ents\n",
            expect![[r#"
            nothing
        "#]],
        );
        check(
            "$0",
            expect![[r#"
            nothing
        "#]],
        );
    }
}
