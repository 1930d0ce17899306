//! The simple form of a function, and the verbose one.

use crate::manifest::schedule::{Form, Parsed, Schedule};
use crate::manifest::{Function, FunctionPragma, functions};
use crate::project::Project;
use crate::rules::apply_edits;
use crate::syntax::{Entry, Scalar, Shape, Syntax};
use crate::text::Span;

use super::action::{ActionKind, CodeAction, Effect, Requested};

const TO_VERBOSE: &str = "Write in the verbose form";
const TO_SIMPLE: &str = "Write in the simple form";

/// The other form of the function that is declared here.
pub(super) fn offers<'p>(asked: Requested<'p>) -> Option<CodeAction<'p>> {
    let (function, entry) = function_at(asked)?;
    let text = &asked.project.manifest.syntax.text;
    let action = match &entry.shape {
        Shape::Map { .. } | Shape::Vector { .. } => match simple(asked.project, function, entry) {
            Ok(simple) => asked.rewrite(TO_SIMPLE.to_owned(), entry.span, &simple),
            Err(reason) => CodeAction::disabled(ActionKind::Rewrite, TO_SIMPLE, reason),
        },
        _ => asked.rewrite(TO_VERBOSE.to_owned(), entry.span, &verbose(text, function, entry)?),
    };
    // Nothing but the form may change.
    match &action.effect {
        Effect::Fix(fix) if !declares_the_same(asked.project, apply_edits(text, &fix.edits)) => {
            None
        }
        _ => Some(action),
    }
}

/// The function that is declared at the place, with its entry.
pub(super) fn function_at<'p>(asked: Requested<'p>) -> Option<(&'p Function, &'p Entry)> {
    let project = asked.project;
    let function = project
        .functions
        .iter()
        .find(|function| !function.implicit && asked.is_at(function.entry_span))?;
    let section = project.manifest.syntax.reading.pragma(function.pragma.name())?;
    let entry = section.entries.iter().find(|entry| entry.span == function.entry_span)?;
    Some((function, entry))
}

fn verbose(text: &str, function: &Function, entry: &Entry) -> Option<String> {
    let src = quoted(&function.dir)?;
    Some(match (&entry.shape, &function.route) {
        (Shape::Array(_), Some(route)) => {
            let (method, path) = (route.method_span.of(text), route.path_span.of(text));
            format!("{path}\n  method {method}\n  src {src}")
        }
        (Shape::Array(items), None) if function.pragma == FunctionPragma::Scheduled => {
            let parsed = one_line(&items[1..]);
            parsed.schedule.as_ref()?;
            let (key, body) = parsed.verbose()?;
            format!("{}\n  {key} {body}\n  src {src}", entry.head().span.of(text))
        }
        (Shape::Scalar(name), None) => format!("{}\n  src {src}", name.span.of(text)),
        _ => return None,
    })
}

/// The simple form; the reason when it cannot say the same.
fn simple(project: &Project, function: &Function, entry: &Entry) -> Result<String, String> {
    let syntax = &project.manifest.syntax;
    let text = &syntax.text;
    let head = entry.head().span.of(text);
    if syntax.tree().manifest().comments().iter().any(|comment| entry.span.covers(*comment)) {
        return Err("a comment stands in it, which would be lost".to_owned());
    }
    if function.dir != function.default_dir() {
        let (src, default) = (&function.dir, function.default_dir());
        return Err(format!("its `src` is `{src}`, and without one it would be `{default}`"));
    }
    let table = function.table.as_ref().filter(|table| **table != function.name);
    if let Some(table) = table {
        return Err(format!(
            "its table is `{table}`, and without one it would be `{}`",
            function.name
        ));
    }
    let kept = ["src", "table", "method", "rate", "cron"];
    if let Some(pair) = entry.pairs().iter().find(|pair| !kept.contains(&pair.key.text.as_str())) {
        return Err(format!("the simple form has no `{}`", pair.key.text));
    }
    if let Some(route) = &function.route {
        return Ok(format!("{} {}", route.method_span.of(text), route.path_span.of(text)));
    }
    if function.pragma != FunctionPragma::Scheduled {
        return Ok(head.to_owned());
    }
    for key in ["rate", "cron"] {
        let Some(pair) = entry.pair(key) else { continue };
        let (Some(first), Some(last)) = (pair.values.first(), pair.values.last()) else { continue };
        return Ok(format!("{head} {key}({})", first.span.to(last.span).of(text)));
    }
    Err("it has no schedule".to_owned())
}

/// The schedule behind a name.
pub(super) fn one_line(words: &[Scalar]) -> Parsed {
    parsed(Form::OneLine, words)
}

/// The schedule in some words.
pub(super) fn parsed(form: Form, words: &[Scalar]) -> Parsed {
    let texts: Vec<_> = words.iter().map(Scalar::to_js_string).collect();
    let spans = words.iter().map(|word| word.span);
    let words: Vec<(&str, Span)> = texts.iter().map(|text| text.as_str()).zip(spans).collect();
    Schedule::from_words(form, &words)
}

/// A folder as it may stand in a manifest.
fn quoted(folder: &str) -> Option<String> {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"/~-_.,:$*?&!%=+|^".contains(&byte);
    if folder.bytes().all(bare) {
        return Some(folder.to_owned());
    }
    (!folder.contains(['"', '\\', '\n'])).then(|| format!("\"{folder}\""))
}

/// Whether a text declares the functions of the manifest, in the same places.
fn declares_the_same(project: &Project, text: String) -> bool {
    let syntax = Syntax::parse(text);
    let what = |function: &Function| {
        let route = function.route.as_ref().map(|route| (route.method.clone(), route.path.clone()));
        (
            function.pragma,
            function.name.clone(),
            function.dir.clone(),
            function.table.clone(),
            route,
        )
    };
    let after = functions(&syntax.reading);
    syntax.problems.len() <= project.manifest.syntax.problems.len()
        && after.iter().map(what).eq(project.functions.iter().map(what))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::ide::code_actions::ActionKind;
    use crate::ide::code_actions::testing::check_kinds;

    fn check(fixture: &str, expected: Expect) {
        check_kinds(&[ActionKind::Rewrite], fixture, expected);
    }

    #[test]
    fn there() {
        check(
            "@app\nx\n@http\nget /a/:b$0 # c\npost /\n",
            expect![[r#"
            - Write in the verbose form
                /a/:b
                  method get
                  src src/http/get-a-000b # c
                ~ get /a/:b # c
        "#]],
        );
        check(
            "@app\nx\n@events\ny$0olo\n",
            expect![[r#"
            - Write in the verbose form
                  src src/events/yolo
        "#]],
        );
        check(
            "@app\nx\n@scheduled\nd$0 rate(1 day)\n",
            expect![[r#"
            - Convert to `cron(0 0 * * ? *)`
                d cron(0 0 * * ? *)
                ~ d rate(1 day)
            - Write in the verbose form
                d
                  rate 1 day
                  src src/scheduled/d
                ~ d rate(1 day)
        "#]],
        );
    }

    #[test]
    fn and_back() {
        check(
            "@app\nx\n@http\n/a\n  method get$0\n  src src/http/get-a\n",
            expect![[r#"
            - Write in the simple form
                get /a
                ~ /a
                ~   method get
                ~   src src/http/get-a
        "#]],
        );
        check(
            "@app\nx\n@queues\nq$0\n  src src/queues/q\n",
            expect![[r#"
            - Write in the simple form
                ~   src src/queues/q
        "#]],
        );
        check(
            "@app\nx\n@scheduled\nd$0\n  cron 0 3 * * ? *\n",
            expect![[r#"
            - Convert to `rate(1 day)`
                  rate 1 day
                ~   cron 0 3 * * ? *
            - Write in the simple form
                d cron(0 3 * * ? *)
                ~ d
                ~   cron 0 3 * * ? *
        "#]],
        );
    }

    #[test]
    fn not_where_something_would_be_lost() {
        check(
            "@app\nx\n@queues\nq$0\n  fifo false\n",
            expect![[r#"
            - Write in the simple form
                not here: the simple form has no `fifo`
        "#]],
        );
        check(
            "@app\nx\n@events\nq$0\n  src lib/q\n",
            expect![[r#"
            - Write in the simple form
                not here: its `src` is `lib/q`, and without one it would be `src/events/q`
        "#]],
        );
        check(
            "@app\nx\n@tables-streams\nq$0\n  table cats\n",
            expect![[r#"
            - Write in the simple form
                not here: its table is `cats`, and without one it would be `q`
        "#]],
        );
        check(
            "@app\nx\n@scheduled\nd$0\n  rate 1 day\n  timezone Asia/Tokyo\n",
            expect![[r#"
            - Convert to `cron(0 0 * * ? *)`
                  cron 0 0 * * ? *
                ~   rate 1 day
            - Write in the simple form
                not here: the simple form has no `timezone`
        "#]],
        );
    }

    #[test]
    fn lines_end_as_they_did() {
        check(
            "@app\r\nx\r\n@events\r\ny$0olo\r\n",
            expect![[r#"
                - Write in the verbose form
                      src src/events/yolo<CR>
            "#]],
        );
    }
}
