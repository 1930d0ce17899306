//! What can be folded away: pragmas, entries with something below them, and runs of comments.

use crate::syntax::{Child, Syntax};
use crate::text::{Span, Text};

use super::document_symbols::trimmed;

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A pragma, an entry, or a key.
    Block,
    /// Lines that are comments.
    Comment,
}

/// Lines of which only the first stays when they are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the start of what stays to the end of the last line. Covers at least two lines.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded of a file, in the order of the text.
pub fn folding(syntax: &Syntax, text: &Text) -> Vec<Fold> {
    let mut spans = Vec::new();
    for pragma in syntax.tree().manifest().pragmas() {
        spans.push(pragma.span());
        for entry in pragma.entries() {
            spans.push(entry.span());
            spans.extend(entry.children().into_iter().map(Child::span));
        }
    }
    let blocks = spans.into_iter().map(|span| trimmed(&syntax.text, span));
    let blocks = blocks.filter(|span| text.line_at(span.start) < text.line_at(span.end));
    let mut folds: Vec<Fold> = blocks.map(|span| Fold { span, kind: FoldKind::Block }).collect();
    folds.extend(comment_runs(syntax, text).map(|span| Fold { span, kind: FoldKind::Comment }));
    folds.sort_by_key(|fold| (fold.span.start, usize::MAX - fold.span.end));
    folds
}

/// Two and more lines on which nothing but comments stands, one right below the other.
fn comment_runs(syntax: &Syntax, text: &Text) -> impl Iterator<Item = Span> {
    let mut runs: Vec<(Span, usize)> = Vec::new();
    for comment in syntax.tree().manifest().comments() {
        let line = text.line_at(comment.start);
        let before = Span::new(text.line_span(line).start, comment.start);
        if !before.of(&syntax.text).trim().is_empty() {
            continue;
        }
        match runs.last_mut() {
            Some((run, last)) if *last + 1 == line => (*run, *last) = (run.to(comment), line),
            _ => runs.push((comment, line)),
        }
    }
    let long = move |(run, last): &(Span, usize)| text.line_at(run.start) < *last;
    runs.into_iter().filter(long).map(|(run, _)| run).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::folding;
    use crate::syntax::Syntax;
    use crate::text::Text;

    /// The folds as lines, from 1.
    fn check(written: &str, expected: Expect) {
        let (syntax, text) = (Syntax::parse(written), Text::new(written));
        let folds = folding(&syntax, &text).into_iter().map(|fold| {
            let line = |offset| text.line_at(offset) + 1;
            format!("{}-{} {:?}\n", line(fold.span.start), line(fold.span.end), fold.kind)
        });
        expected.assert_eq(&folds.collect::<String>());
    }

    #[test]
    fn pragmas_entries_and_keys() {
        check(
            "@app\nname\n\n@aws\n@x\nq\n  a 1\n  k\n    b\n    c\n\n\n@y\r\nz\r\n",
            expect![[r#"
                1-2 Block
                5-10 Block
                6-10 Block
                8-10 Block
                13-14 Block
            "#]],
        );
    }

    #[test]
    fn comments_that_stand_alone() {
        check(
            "# a\n# b\n@app # c\n# d\nname # e\n\n# f\n\n# g\n  # h\n",
            expect![[r#"
                1-2 Comment
                3-5 Block
                9-10 Comment
            "#]],
        );
    }
}
