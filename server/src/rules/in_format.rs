//! Fixes in the format of the file that they mend.
//!
//! Rules speak Architect's own format: a fix of theirs replaces a value by what one would write in an `app.arc`. In a
//! file in JSON or YAML the same value is written otherwise, and lines cannot be put in or moved at all. So every fix
//! comes by here before anybody sees it: what replaces one value, or a part of one string, is written as the file's
//! format has it; a fix that does anything else to such a file is taken away, unless it changes comments only.
//!
//! Invariant: behind this room no fix makes a file in JSON or YAML unreadable, or changes its shape.

use std::path::Path;

use crate::project::{Project, SourceFile};
use crate::syntax::{Entry, Pragma, Scalar, ScalarKind, Shape, Syntax};
use crate::text::Span;

use super::apply::{apply_edits, reads_alike};
use super::problem::{Edit, Fix, Problem};

/// Turns the fixes of problems into the formats of their files, and takes those away that cannot be turned.
pub(super) fn fixes_in_format(project: &Project, problems: &mut [Problem]) {
    if project.arc_files().all(|file| file.syntax.format.is_arc()) {
        return;
    }
    for problem in problems {
        problem.fixes.retain_mut(|fix| in_format(project, fix));
    }
}

/// Turns a fix. Whether it can be.
fn in_format(project: &Project, fix: &mut Fix) -> bool {
    let mut files: Vec<&SourceFile> = Vec::new();
    for edit in &fix.edits {
        let file = data_file(project, &edit.file);
        files.extend(file.filter(|file| files.iter().all(|known| known.path != file.path)));
    }
    files.into_iter().all(|file| {
        let after = |fix: &Fix| {
            let edits = fix.edits.iter().filter(|edit| edit.file == file.path);
            file.syntax.again(apply_edits(&file.syntax.text, edits))
        };
        // A comment is written alike in all that have any.
        if file.syntax.problems.is_empty() && reads_alike(&file.syntax, &after(fix)) {
            return true;
        }
        for edit in fix.edits.iter_mut().filter(|edit| edit.file == file.path) {
            let Some(text) = translated(&file.syntax, edit) else { return false };
            edit.text = text;
        }
        keeps_shape(&file.syntax, &after(fix))
    })
}

/// The file of a project in JSON or YAML with this path.
fn data_file<'p>(project: &'p Project, path: &Path) -> Option<&'p SourceFile> {
    project.arc_files().find(|file| file.path == path && !file.syntax.format.is_arc())
}

/// What an edit has to put into a file in JSON or YAML; nothing where it does not replace a value.
fn translated(syntax: &Syntax, edit: &Edit) -> Option<String> {
    let format = syntax.format;
    let quoted = |span: Span| span.of(&syntax.text).starts_with(['"', '\'']);
    if syntax.reading.pragmas.iter().any(|pragma| pragma.span == edit.span) {
        let name = edit.text.strip_prefix('@').unwrap_or(&edit.text);
        return is_name(name).then(|| name.to_owned());
    }
    let scalar = syntax.reading.scalars().find(|scalar| scalar.span.covers(edit.span))?;
    if scalar.span == edit.span {
        let new = in_arc(&edit.text, scalar)?;
        return Some(format.literal(&new, quoted(scalar.span)));
    }
    // A part of a string whose every character is written as itself.
    let content = match quoted(scalar.span) {
        true => Span::new(scalar.span.start + 1, scalar.span.end.saturating_sub(1)),
        false => scalar.span,
    };
    let plain = scalar.as_str() == Some(content.of(&syntax.text)) && content.covers(edit.span);
    let safe =
        !edit.text.contains(['"', '\'', '\\', '\n', '\r', '\t', '#', '{', '}', '[', ']', ',']);
    (plain && safe && !edit.text.contains(": ")).then(|| edit.text.clone())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn string(text: &str, span: Span) -> Scalar {
    Scalar { kind: ScalarKind::String { quoted: false }, text: text.into(), span }
}

/// The value that a text is in Architect's own format: one word is what it says, several are one string where a
/// string stood before.
fn in_arc(text: &str, before: &Scalar) -> Option<Scalar> {
    let syntax = Syntax::parse(format!("@a\n{text}\n"));
    if !syntax.problems.is_empty() {
        return None;
    }
    let [Pragma { entries, .. }] = syntax.reading.pragmas.as_slice() else { return None };
    match entries.as_slice() {
        [Entry { shape: Shape::Scalar(scalar), .. }] => Some(scalar.clone()),
        [Entry { shape: Shape::Array(items), .. }] if before.is_string() => {
            let words: Vec<_> = items.iter().map(Scalar::to_js_string).collect();
            Some(string(&words.join(" "), before.span))
        }
        _ => None,
    }
}

/// Whether a text has no new fault and as many values as before.
fn keeps_shape(before: &Syntax, after: &Syntax) -> bool {
    after.problems.len() <= before.problems.len()
        && after.unread.len() <= before.unread.len()
        && after.reading.pragmas.len() == before.reading.pragmas.len()
        && after.reading.scalars().count() == before.reading.scalars().count()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::in_format;
    use crate::project::fixture::Fixture;
    use crate::rules::apply_edits;
    use crate::rules::problem::{Edit, Fix};

    /// Replaces the text `old` of a manifest by `new`, as a rule would; shows what becomes of the manifest.
    fn check(manifest: &str, old: &str, new: &str, expected: Expect) {
        let project = Fixture::parse(manifest).project();
        let file = &project.manifest;
        let start = file.syntax.text.find(old).expect("the text stands there");
        let span = (start..start + old.len()).into();
        let edit = Edit { file: file.path.clone(), span, text: new.to_owned() };
        let mut fix =
            Fix { title: String::new(), safe: true, edits: vec![edit], creates: Vec::new() };
        let shown = if in_format(&project, &mut fix) {
            apply_edits(&file.syntax.text, &fix.edits)
        } else {
            "no fix\n".to_owned()
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_value_is_written_as_the_format_has_it() {
        let json = "#- arc.json\n{\"app\": \"x\", \"scheduled\": {\"d\": \"rate(1 days)\"}, \"aws\": {\"timeout\": 5}}\n";
        check(
            json,
            "\"rate(1 days)\"",
            "rate(1 day)",
            expect![[r#"
            {"app": "x", "scheduled": {"d": "rate(1 day)"}, "aws": {"timeout": 5}}
        "#]],
        );
        check(
            json,
            "1 days",
            "1 day",
            expect![[r#"
            {"app": "x", "scheduled": {"d": "rate(1 day)"}, "aws": {"timeout": 5}}
        "#]],
        );
        check(
            json,
            "5",
            "10",
            expect![[r#"
            {"app": "x", "scheduled": {"d": "rate(1 days)"}, "aws": {"timeout": 10}}
        "#]],
        );
        check(
            json,
            "\"aws\"",
            "@arc",
            expect![[r#"
                no fix
            "#]],
        );
        check(
            json,
            "\"timeout\"",
            "memory",
            expect![[r#"
            {"app": "x", "scheduled": {"d": "rate(1 days)"}, "aws": {"memory": 5}}
        "#]],
        );
        check(
            json,
            "5",
            "'a \"b\"'",
            expect![[r#"
            {"app": "x", "scheduled": {"d": "rate(1 days)"}, "aws": {"timeout": "a \"b\""}}
        "#]],
        );
        let yaml =
            "#- arc.yaml\napp: x\nscheduled:\n  d: 'rate(1 days)'\naws: {runtime: nodejs14.x}\n";
        check(
            yaml,
            "'rate(1 days)'",
            "rate(1 day)",
            expect![[r#"
            app: x
            scheduled:
              d: "rate(1 day)"
            aws: {runtime: nodejs14.x}
        "#]],
        );
        check(
            yaml,
            "nodejs14.x",
            "nodejs22.x",
            expect![[r#"
            app: x
            scheduled:
              d: 'rate(1 days)'
            aws: {runtime: nodejs22.x}
        "#]],
        );
        check(
            yaml,
            "nodejs14.x",
            "\"*String\"",
            expect![[r#"
            app: x
            scheduled:
              d: 'rate(1 days)'
            aws: {runtime: "*String"}
        "#]],
        );
        check(
            yaml,
            "nodejs14.x",
            "true",
            expect![[r#"
            app: x
            scheduled:
              d: 'rate(1 days)'
            aws: {runtime: true}
        "#]],
        );
        check(
            yaml,
            "nodejs14.x",
            "\"true\"",
            expect![[r#"
            app: x
            scheduled:
              d: 'rate(1 days)'
            aws: {runtime: "true"}
        "#]],
        );
    }

    #[test]
    fn what_is_no_value_is_left_alone() {
        let json = "#- arc.json\n{\"app\": \"x\", \"events\": [\"a\", \"b\"]}\n";
        check(
            json,
            "\"a\", \"b\"",
            "a",
            expect![[r#"
            no fix
        "#]],
        );
        check(
            json,
            "\"a\"",
            "a\n  src b",
            expect![[r#"
            no fix
        "#]],
        );
        check(
            json,
            "}\n",
            "@ws\n",
            expect![[r#"
            no fix
        "#]],
        );
        check(
            json,
            "x\"",
            "y",
            expect![[r#"
            no fix
        "#]],
        );
        let yaml = "#- arc.yaml\napp: x\nevents:\n- a\n";
        check(
            yaml,
            "- a\n",
            "a\n",
            expect![[r#"
            no fix
        "#]],
        );
        check(
            yaml,
            "\nevents",
            "\n@ws\nevents",
            expect![[r#"
            no fix
        "#]],
        );
    }
}
