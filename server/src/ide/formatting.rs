//! The canonical layout as edits of the lines that change, of a whole file or of a part, and what a key that is typed
//! does to the indentation.

use similar::{DiffTag, TextDiff};

use crate::format::format;
use crate::manifest::schema::{self, File, Place};
use crate::project::FormatSettings;
use crate::rules::reads_alike;
use crate::syntax::Syntax;
use crate::text::{Span, Text};

/// A stretch of the text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The stretch.
    pub span: Span,
    /// What takes its place.
    pub text: String,
}

/// What lays a file out, in the order of the text. Nothing for a file that Architect rejects.
pub fn formatting(syntax: &Syntax, settings: FormatSettings) -> Option<Vec<Replacement>> {
    let formatted = format(syntax, settings)?;
    Some(replacements(&syntax.text, &formatted))
}

/// What lays out the lines that `range` touches. Nothing for a file that Architect rejects, or where these lines alone
/// would be read otherwise.
pub fn range_formatting(
    syntax: &Syntax,
    settings: FormatSettings,
    range: Span,
) -> Option<Vec<Replacement>> {
    let mut replacements = formatting(syntax, settings)?;
    replacements.retain(|it| it.span.start <= range.end && range.start <= it.span.end);
    let mut text = syntax.text.to_string();
    for it in replacements.iter().rev() {
        text.replace_range(it.span.start..it.span.end, &it.text);
    }
    reads_alike(syntax, &Syntax::parse(text)).then_some(replacements)
}

fn replacements(old: &str, new: &str) -> Vec<Replacement> {
    let lines = |text| -> Vec<&str> { str::split_inclusive(text, '\n').collect() };
    let (old_lines, new_lines) = (lines(old), lines(new));
    let diff = TextDiff::from_slices(&old_lines, &new_lines);
    let starts = |lines: &[&str]| {
        let mut at = 0;
        let mut starts = vec![0];
        for line in lines {
            at += line.len();
            starts.push(at);
        }
        starts
    };
    let (olds, news) = (starts(&old_lines), starts(&new_lines));
    let changes = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    changes
        .map(|op| {
            let (from, to) = (op.old_range(), op.new_range());
            Replacement {
                span: Span::new(olds[from.start], olds[from.end]),
                text: new[news[to.start]..news[to.end]].to_owned(),
            }
        })
        .collect()
}

/// What a key does that has just been typed at `offset`: a new line is indented below an entry that wants something
/// below it, and as its neighbour elsewhere; an `@` that begins a line takes the indentation away.
pub fn on_type(
    syntax: &Syntax,
    text: &Text,
    file: File,
    offset: usize,
    typed: char,
) -> Option<Replacement> {
    let line = text.line_at(offset);
    let content = text.line_content(line);
    let written = content.of(&syntax.text);
    let indent = written.len() - written.trim_start_matches([' ', '\t']).len();
    let wanted = match typed {
        '@' if written[indent..].starts_with('@') => 0,
        '\n' => indent_below(syntax, text, file, line.checked_sub(1)?),
        _ => return None,
    };
    let span = Span::new(content.start, content.start + indent);
    let wanted = " ".repeat(wanted);
    (span.of(&syntax.text) != wanted).then_some(Replacement { span, text: wanted })
}

/// How far a line below `line` is indented.
fn indent_below(syntax: &Syntax, text: &Text, file: File, line: usize) -> usize {
    let written = text.line_content(line).of(&syntax.text);
    let body = written.trim_start();
    let indent = written.len() - body.len();
    // A blank line ends whatever stood above.
    if body.is_empty() || body.starts_with('@') {
        return 0;
    }
    if indent > 0 || body.starts_with('#') {
        return indent;
    }
    let offset = text.line_span(line).start;
    let pragmas = syntax.tree().manifest().pragmas();
    let Some(pragma) = pragmas.take_while(|pragma| pragma.header().start <= offset).last() else {
        return 0;
    };
    let name = pragma.name().map_or("", |name| name.of(&syntax.text));
    let Some(spec) = schema::pragma_of(file, name) else { return 0 };
    let words = pragma.entries().find(|entry| entry.span().start == offset);
    let words: Vec<_> = words.map(|entry| entry.values()).unwrap_or_default();
    let [head] = words.as_slice() else { return 0 };
    let head = head.content(&syntax.text).of(&syntax.text);
    let opens = match spec.place {
        // A list or a map has nothing behind its name.
        Place::Pragma => {
            spec.setting(head).is_some_and(takes_lines) || ["env", "create"].contains(&name)
        }
        // What may stand alone most often does; these say nothing without what is below them.
        Place::Entry => match name {
            "http" => head.starts_with('/'),
            "tables" | "tables-indexes" | "scheduled" => true,
            _ => false,
        },
        Place::Nowhere => false,
    };
    if opens { 2 } else { 0 }
}

fn takes_lines(setting: &schema::SettingSpec) -> bool {
    use schema::ValueType::{Layers, Map, Policies, TextList};
    !setting.nested.is_empty() || matches!(setting.value, Layers | Map | Policies | TextList)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Replacement, formatting, on_type, range_formatting};
    use crate::manifest::schema::File;
    use crate::project::FormatSettings;
    use crate::project::fixture::Fixture;
    use crate::syntax::Syntax;
    use crate::text::{Span, Text};

    fn apply(text: &str, replacements: &[Replacement]) -> String {
        let mut text = text.to_owned();
        for it in replacements.iter().rev() {
            text.replace_range(it.span.start..it.span.end, &it.text);
        }
        text
    }

    #[test]
    fn only_what_changes_is_replaced() {
        let text = "@app\nmy-app\n@http\nget   /a\nget /b\n";
        let syntax = Syntax::parse(text);
        let edits = formatting(&syntax, FormatSettings::default()).expect("it is a manifest");
        assert_eq!(apply(text, &edits), "@app\nmy-app\n\n@http\nget /a\nget /b\n");
        let replaced: usize = edits.iter().map(|edit| edit.span.len()).sum();
        assert!(replaced <= "get   /a\n".len(), "{edits:?}");

        let second = Span::at(text.find("/a").expect("it is there"));
        let edits = range_formatting(&syntax, FormatSettings::default(), second);
        assert_eq!(apply(text, &edits.expect("it reads alike")), text.replace("   ", " "));
        assert_eq!(formatting(&Syntax::parse("@app\na{\n"), FormatSettings::default()), None);
    }

    /// The line of `$0` after `typed` stands before it.
    fn check(fixture: &str, expected: Expect) {
        let mut out = String::new();
        for case in fixture.split("---\n") {
            let parsed = Fixture::parse(case);
            let (_, offset) = parsed.cursor.clone().expect("the fixture has a cursor");
            let written = &parsed.files[0].1;
            let (syntax, text) = (Syntax::parse(written.as_str()), Text::new(written));
            let typed = if written[..offset].ends_with('@') { '@' } else { '\n' };
            let edit = on_type(&syntax, &text, File::Manifest, offset, typed);
            let new = apply(written, edit.as_slice());
            let line = new.lines().nth(text.line_at(offset)).unwrap_or_default();
            out.push_str(&format!("{line:?}\n"));
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn a_new_line_is_indented_where_something_goes() {
        check(
            "@tables\ncats\n$0\n---\n@tables\ncats\n  id *String\n$0\n---\n@events\nyolo\n  $0\n---\n@http\n/a\n$0\n---\n\
             @http\nget /a\n$0\n---\n@http\n  $0\n---\n@aws\npolicies\n$0\n---\n@aws\ntimeout 5\n$0\n---\n@tables\ncats\n  \
             id *\n\n  $0\n---\n@mine\nx\n$0\n",
            expect![[r#"
                "  "
                "  "
                ""
                "  "
                ""
                ""
                "  "
                ""
                ""
                ""
            "#]],
        );
    }

    #[test]
    fn a_pragma_stands_at_the_margin() {
        check(
            "@tables\ncats\n  @$0\n---\n@app\n@$0\n---\n@app\n  a @$0\n",
            expect![[r#"
            "@"
            "@"
            "  a @"
        "#]],
        );
    }
}
