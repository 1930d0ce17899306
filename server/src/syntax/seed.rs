//! What is left of a text after edits: its tree and its tokens, from which the next parse starts.
//!
//! Of a text that a person types in, all but a line is as it was. The tree is parsed again around the edits, and so are
//! the tokens: those before and behind are taken over.

use std::sync::Arc;

use crate::text::Span;

use super::token::{Lexed, Lowering, Token, TokenKind};
use super::tree::{Edit, Tree};
use super::{Syntax, SyntaxProblem, SyntaxProblemKind};

/// The tree and the tokens of a text, and what was edited since.
#[derive(Clone, Debug)]
pub struct Seed {
    tree: Tree,
    lexed: Arc<Lexed>,
    dirty: Option<Dirty>,
}

/// A stretch outside of which a text is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dirty {
    start: usize,
    /// Its end in the text before.
    old_end: usize,
    /// Its end in the text now.
    new_end: usize,
}

impl Dirty {
    /// This, and `new_len` bytes in the place of `span` of the text now.
    fn and(self, span: Span, new_len: usize) -> Dirty {
        let behind = span.end.saturating_sub(self.new_end);
        Dirty {
            start: self.start.min(span.start),
            old_end: self.old_end + behind,
            new_end: self.new_end.max(span.end) - span.len() + new_len,
        }
    }
}

impl Seed {
    /// Of a text in Architect's own format.
    pub fn of(syntax: &Syntax) -> Seed {
        Seed { tree: syntax.tree.clone(), lexed: Arc::clone(&syntax.lexed), dirty: None }
    }

    /// Follows an edit of the text.
    pub fn edit(&mut self, edit: &Edit) {
        self.tree.edit(edit);
        let Edit { span, new_len, .. } = *edit;
        self.dirty = Some(match self.dirty {
            Some(dirty) => dirty.and(span, new_len),
            None => Dirty { start: span.start, old_end: span.end, new_end: span.start + new_len },
        });
    }

    /// The tree and the tokens of the text that the edits have made.
    pub(super) fn parse(&self, text: &str) -> (Tree, Lexed) {
        let tree = Tree::parse(text, Some(&self.tree));
        let lexed = self.lower(&tree, text).unwrap_or_else(|| super::token::lower(&tree, text));
        (tree, lexed)
    }

    /// The tokens, if what the edits have done to them ends somewhere.
    fn lower(&self, tree: &Tree, text: &str) -> Option<Lexed> {
        let old = &self.lexed;
        // What is far apart depends on each other in such texts.
        let is_entangled = old.truncated_at.is_some()
            || old.lone_end
            || text.ends_with('\r')
            || old.problems.iter().any(|it| it.kind == SyntaxProblemKind::UnclosedQuote);
        let mut dirty = self.dirty.filter(|_| !is_entangled)?;
        for changed in self.tree.changed(tree) {
            dirty = dirty.and(changed, changed.len());
        }

        // A line end at the very edge may become another one with what follows it.
        let before = old.tokens.partition_point(|token| token.span.end < dirty.start);
        let kept = old.tokens[..before].iter().rposition(|token| token.kind == TokenKind::Newline);
        let kept = &old.tokens[..kept.map_or(0, |last| last + 1)];
        let from = kept.last().map_or(0, |last| last.span.end);
        let mut lowering = Lowering::from(text, kept, &old.problems, from);
        let mut read = kept.len();
        let mut behind = None;
        lowering.run(tree, from, |lexed| {
            let mut new = lexed.tokens[read..].iter().enumerate();
            let end = new.find_map(|(index, token)| {
                let is_end = token.kind == TokenKind::Newline && token.span.start >= dirty.new_end;
                let old = is_end.then(|| same(&old.tokens, token, &dirty)).flatten()?;
                Some((read + index, old))
            });
            read = lexed.tokens.len();
            behind = end;
            end.is_some()
        });
        let mut lexed = lowering.lexed;
        if let Some((new, last)) = behind {
            lexed.tokens.truncate(new + 1);
            let (end, old_end) = (lexed.tokens[new].span.end, old.tokens[last].span.end);
            lexed.problems.retain(|problem| problem.span.start < end);
            let moved = Moved {
                from: old_end,
                to: end,
                lines: (lines(&lexed.tokens), lines(&old.tokens[..=last])),
            };
            lexed.tokens.extend(
                old.tokens[last + 1..]
                    .iter()
                    .map(|token| Token { kind: token.kind, span: moved.span(token.span) }),
            );
            let problems = old.problems.iter().filter(|problem| problem.span.start >= old_end);
            lexed.problems.extend(problems.map(|problem| moved.problem(problem)));
        }
        Some(lexed)
    }
}

/// The token of the text before that a token behind the edits was.
fn same(old: &[Token], token: &Token, dirty: &Dirty) -> Option<usize> {
    let start = token.span.start - dirty.new_end + dirty.old_end;
    let index = old.binary_search_by_key(&start, |token| token.span.start).ok()?;
    (old[index].kind == token.kind && old[index].span.len() == token.span.len()).then_some(index)
}

/// How many lines end.
fn lines(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.kind == TokenKind::Newline).count()
}

/// How what stands behind the edits has moved.
struct Moved {
    from: usize,
    to: usize,
    /// The lines before it, now and then.
    lines: (usize, usize),
}

impl Moved {
    fn span(&self, span: Span) -> Span {
        Span::new(span.start - self.from + self.to, span.end - self.from + self.to)
    }

    fn problem(&self, problem: &SyntaxProblem) -> SyntaxProblem {
        let (now, then) = self.lines;
        SyntaxProblem {
            span: self.span(problem.span),
            reference_line: problem.reference_line.map(|line| line - then + now),
            ..problem.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Syntax;
    use super::*;
    use crate::text::Text;

    /// Numbers below a bound, the same ones in each run.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) as usize % bound
        }
    }

    fn point(text: &str, offset: usize) -> (usize, usize) {
        let point = Text::new(text).point(offset);
        (point.row, point.column)
    }

    /// Edits a text and the seed that goes with it.
    fn edit(text: &mut String, seed: &mut Seed, span: Span, new: &str) {
        let (start, old_end) = (point(text, span.start), point(text, span.end));
        text.replace_range(span.start..span.end, new);
        let points = [start, old_end, point(text, span.start + new.len())];
        seed.edit(&Edit { span, new_len: new.len(), points });
    }

    fn assert_as_afresh(text: &str, seed: &Seed) -> Syntax {
        let again = Syntax::reparse(text, seed);
        let afresh = Syntax::parse(text);
        assert_eq!(again.tree.to_sexp(), afresh.tree.to_sexp(), "{text:?}");
        assert_eq!(again.lexed, afresh.lexed, "{text:?}");
        assert_eq!(again.reading, afresh.reading, "{text:?}");
        assert_eq!(again.problems, afresh.problems, "{text:?}");
        again
    }

    #[test]
    fn after_any_edits_the_tokens_are_those_of_the_text() {
        let pieces = [
            "\n",
            "\r\n",
            "\r",
            " ",
            "  ",
            "    ",
            "\t",
            "@",
            "@events",
            "a",
            "name",
            "1",
            "true",
            "#",
            "# no",
            "\"",
            "'",
            "`",
            "\\",
            "é",
            "\u{feff}",
            "\"two\nlines\"",
            "get /a\n",
            "",
        ];
        let start =
            "@app\nx\n\n@http\nget /\npost /a # b\n\n@events\n\"q z\"\nv\n  a\n  b\nm\n  k 1\n@";
        for number in 0..400 {
            let mut numbers = Numbers(number);
            let mut text = start.to_owned();
            let mut syntax = Syntax::parse(text.as_str());
            for _ in 0..12 {
                let mut seed = Seed::of(&syntax);
                // What is typed fast is parsed once.
                for _ in 0..=numbers.below(3) {
                    let mut ends = [0, 0].map(|_| numbers.below(text.len() + 1));
                    if numbers.below(2) == 0 {
                        ends[1] = ends[0];
                    }
                    ends.sort_unstable();
                    let [from, to] = ends.map(|end| text.floor_char_boundary(end));
                    let new = pieces[numbers.below(pieces.len())];
                    edit(&mut text, &mut seed, Span::new(from, to), new);
                }
                syntax = assert_as_afresh(&text, &seed);
            }
        }
    }
}
