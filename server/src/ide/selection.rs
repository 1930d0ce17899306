//! What to select around a place, growing outwards.

use crate::syntax::{Child, Syntax};
use crate::text::{Span, Text};

use super::document_symbols::trimmed;

/// The stretches around `offset`, each inside the next: the word, in quotes without them first, its line, the key and
/// what is below it, the entry, the pragma, the file. Never empty.
pub fn selection(syntax: &Syntax, text: &Text, offset: usize) -> Vec<Span> {
    let file = Span::new(text.bom_len(), text.len());
    let mut spans = Vec::new();
    let manifest = syntax.tree().manifest();
    spans.extend(manifest.comments().into_iter().filter(|comment| comment.touches(offset)));
    let entries = manifest.stray_entries().collect::<Vec<_>>();
    let mut sections = Vec::new();
    for pragma in manifest.pragmas() {
        spans.extend([pragma.span(), pragma.header()]);
        spans.extend(pragma.name());
        if trimmed(&syntax.text, pragma.span()).touches(offset) {
            sections.extend(pragma.entries());
        }
    }
    for entry in entries.into_iter().chain(sections) {
        spans.push(entry.span());
        let mut words = entry.values();
        let mut lines: Vec<Child<'_>> = entry.children();
        while let Some(line) = lines.pop() {
            spans.push(line.span());
            words.extend(line.words());
            if let Child::Pair(pair) = line {
                lines.extend(pair.items().map(Child::Item));
            }
        }
        for word in words {
            spans.extend([word.span(), word.content(&syntax.text)]);
        }
    }
    // The line without its indentation.
    let line = text.line_content(text.line_at(offset));
    let written = line.of(&syntax.text);
    spans.push(Span::new(line.start + written.len() - written.trim_start().len(), line.end));

    let mut spans: Vec<Span> = spans
        .into_iter()
        .map(|span| trimmed(&syntax.text, span))
        .filter(|span| span.touches(offset) && !span.is_empty())
        .collect();
    spans.push(file);
    spans.sort_by_key(|span| (span.len(), span.start));
    // Of two words that touch at the place, the one that begins there.
    let ends = spans[0];
    if let Some(at) = spans.iter().position(|it| it.start == offset && !it.covers(ends)) {
        let begins = spans.remove(at);
        spans.insert(0, begins);
    }
    let mut chain: Vec<Span> = Vec::new();
    for span in spans {
        // What crosses another is passed over.
        if chain.last().is_none_or(|inner| span.covers(*inner) && span != *inner) {
            chain.push(span);
        }
    }
    chain
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::selection;
    use crate::project::fixture::Fixture;
    use crate::syntax::Syntax;
    use crate::text::Text;

    fn check(fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let (_, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
        let written = &fixture.files[0].1;
        let (syntax, text) = (Syntax::parse(written.as_str()), Text::new(written));
        let spans = selection(&syntax, &text, offset);
        assert!(spans.windows(2).all(|two| two[1].covers(two[0]) && two[0] != two[1]));
        let shown = spans.iter().map(|span| format!("{:?}\n", span.of(written)));
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn from_the_word_outwards() {
        check(
            "@app\nx\n\n@queues\nq\n  k\n    'a $0b' c\n    d\ne\n",
            expect![[r#"
                "a b"
                "'a b'"
                "'a b' c"
                "k\n    'a b' c\n    d"
                "q\n  k\n    'a b' c\n    d"
                "@queues\nq\n  k\n    'a b' c\n    d\ne"
                "@app\nx\n\n@queues\nq\n  k\n    'a b' c\n    d\ne\n"
            "#]],
        );
        check(
            "@http\nget$0 /a # b\n",
            expect![[r#"
                "get"
                "get /a # b"
                "@http\nget /a # b"
                "@http\nget /a # b\n"
            "#]],
        );
    }

    #[test]
    fn wherever_one_stands() {
        check(
            "$0",
            expect![[r#"
            ""
        "#]],
        );
        check(
            "@app\nx\n$0\n@e\n",
            expect![[r#"
                "@app\nx\n\n@e\n"
            "#]],
        );
        check(
            "@app # of $0mine\nx\n",
            expect![[r##"
                "# of mine"
                "@app # of mine"
                "@app # of mine\nx"
                "@app # of mine\nx\n"
            "##]],
        );
    }
}
