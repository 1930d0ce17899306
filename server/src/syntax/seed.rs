//! What is left of a text after edits, from which the next parse starts.
//!
//! Of a text that a person types in, all but a line is as it was. The lines that were edited are parsed by themselves, the
//! tokens before and behind are taken over, and so is what is read of them. The tree waits until somebody asks for it.

use std::sync::Arc;

use crate::text::{Follow, Shift, Span, line_ends};

use super::reading::{Again, Edited};
use super::token::{Lexed, Lowering, Token, TokenKind, lower};
use super::tree::{Edit, LazyTree, Tree};
use super::{Change, Syntax, SyntaxId, SyntaxProblem, SyntaxProblemKind, discrepancy, reading};

/// What a text was, and what was edited since.
#[derive(Clone, Debug)]
pub struct Seed {
    before: Arc<Syntax>,
    /// The tree, or that of a text before, edited to match.
    tree: Tree,
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
    pub fn of(syntax: &Arc<Syntax>) -> Seed {
        let tree = syntax.tree.seed().unwrap_or_else(|| syntax.tree().clone());
        Seed { before: Arc::clone(syntax), tree, dirty: None }
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

    /// The text that the edits have made. What was before is changed in its place where nobody else has it, and else
    /// copied.
    pub(super) fn parse(self, text: Arc<str>) -> Syntax {
        let (tree, middle) = match self.lower_lines(&text) {
            Some(middle) => (LazyTree::after(self.tree), Some(middle)),
            None => {
                let tree = Tree::parse(&text, Some(&self.tree));
                let middle = self.lower(&tree, &text);
                (LazyTree::parsed(tree), middle)
            }
        };
        let Some(middle) = middle else {
            let lexed = lower(tree.get(&text), &text);
            return Syntax::from_tree(text, tree, lexed);
        };
        let mut before = Arc::unwrap_or_clone(self.before);
        let was_written = before.problems.is_empty() && before.discrepancies.is_empty();
        let keeps_lines = middle.keeps_lines;
        let (lexed, edited) = middle.put_into(before.lexed);
        let is_whole = before.has_shapes && lexed.truncated_at.is_none();
        let read = match is_whole {
            true => reading::read_again(&mut before.reading, &text, &lexed, edited),
            false => None,
        };
        let Some(Again { pragmas: read_again, entries, is_plain }) = read else {
            return Syntax::from_tree(text, tree, lexed);
        };
        let shift = edited.shift;
        let reading = before.reading;
        let looks_written = || {
            let start = reading.pragmas[read_again.start].span.start;
            let next = reading.pragmas.get(read_again.end);
            let end = next.map_or(text.len(), |next| next.span.start);
            let (pragmas, stretch) = (&reading.pragmas[read_again.clone()], Span::new(start, end));
            discrepancy::is_read_as_written(tree.get(&text), pragmas, stretch)
        };
        let is_written = was_written && lexed.problems.is_empty() && (is_plain || looks_written());
        let discrepancies = match is_written || !lexed.problems.is_empty() {
            true => Vec::new(),
            false => discrepancy::compare(&text, tree.get(&text), &reading, &lexed),
        };
        let change = Change { before: before.id, shift, keeps_lines, read_again, entries };
        Syntax {
            id: SyntaxId::new(),
            change: Some(change),
            text,
            tree,
            problems: lexed.problems.clone(),
            lexed,
            reading,
            discrepancies,
            ..before
        }
    }

    /// The tokens of the lines that were edited, where these say by themselves what they are: without quotes, in which
    /// lines would go on, and between line ends that are as they were.
    fn lower_lines(&self, text: &str) -> Option<Middle> {
        let old = &self.before.lexed;
        let Dirty { start, old_end, new_end } = self.dirty.filter(|_| !self.is_entangled(text))?;
        let kept = kept(&old.tokens, start);
        let start = kept.checked_sub(1).map_or(0, |last| old.tokens[last].span.end);
        let behind = old.tokens.partition_point(|token| token.span.start < old_end);
        let last = old.tokens[behind..].iter().position(|it| it.kind == TokenKind::Newline);
        let (rest, shift) = match last.map(|last| behind + last) {
            Some(last) => {
                let line_end = old.tokens[last].span;
                let to = line_end.end - old_end + new_end;
                let before = text.as_bytes()[..line_end.start - old_end + new_end].last();
                if before == Some(&b'\r') {
                    return None; // One line end with what follows, maybe.
                }
                (last + 1, Shift { from: line_end.end, to })
            }
            None => self.to_the_end(start, text),
        };
        let lines = text.get(start..shift.to)?;
        let before = self.before.text.get(start..shift.from)?;
        let is_far_reaching = |c| matches!(c, '"' | '\'' | '`' | '\u{feff}');
        if lines.contains(is_far_reaching) || before.contains(is_far_reaching) {
            return None;
        }
        let mut lowering = Lowering::from(lines, 0, 64);
        lowering.run(&Tree::parse(lines, None), 0, |_| false);
        let mut lexed = lowering.lexed;
        let place = Shift { from: 0, to: start };
        lexed.tokens.follow(place);
        lexed.problems.iter_mut().for_each(|problem| problem.span.follow(place));
        let keeps_lines = line_ends(lines) == line_ends(before);
        Some(Middle { lexed, kept, start, rest, shift, keeps_lines })
    }

    /// Whether what is far apart depends on each other.
    fn is_entangled(&self, text: &str) -> bool {
        let old = &self.before.lexed;
        old.truncated_at.is_some()
            || old.lone_end
            || text.ends_with('\r')
            || old.problems.iter().any(|it| it.kind == SyntaxProblemKind::UnclosedQuote)
    }

    /// That nothing is taken over behind the edits: there is no token, and the text ends.
    fn to_the_end(&self, start: usize, text: &str) -> (usize, Shift) {
        let from = self.before.text.len().max(start);
        (self.before.lexed.tokens.len(), Shift { from, to: text.len().max(start) })
    }

    /// The tokens that the edits have made, if what they have done to the others ends somewhere.
    fn lower(&self, tree: &Tree, text: &str) -> Option<Middle> {
        let old = &self.before.lexed;
        let mut dirty = self.dirty.filter(|_| !self.is_entangled(text))?;
        for changed in self.tree.changed(tree) {
            dirty = dirty.and(changed, changed.len());
        }

        let kept = kept(&old.tokens, dirty.start);
        let start = kept.checked_sub(1).map_or(0, |last| old.tokens[last].span.end);
        let mut lowering = Lowering::from(text, start, 64);
        let (mut read, mut behind) = (0, None);
        lowering.run(tree, start, |lexed| {
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
        let (rest, shift) = match behind {
            Some((new, last)) => {
                lexed.tokens.truncate(new + 1);
                let (from, to) = (old.tokens[last].span.end, lexed.tokens[new].span.end);
                lexed.problems.retain(|problem| problem.span.start < to);
                (last + 1, Shift { from, to })
            }
            None => self.to_the_end(start, text),
        };
        let lines = text.get(start..shift.to).unwrap_or_default();
        let before = self.before.text.get(start..shift.from).unwrap_or_default();
        let keeps_lines = line_ends(lines) == line_ends(before);
        Some(Middle { lexed, kept, start, rest, shift, keeps_lines })
    }
}

/// The tokens of the lines that were edited, and where they go.
struct Middle {
    /// What is rejected there is on lines that are counted from the first of these.
    lexed: Lexed,
    /// So many tokens of those before stand before them.
    kept: usize,
    /// Where they begin in the text.
    start: usize,
    /// From this token on those before stand behind them.
    rest: usize,
    /// How these have moved.
    shift: Shift,
    keeps_lines: bool,
}

impl Middle {
    /// Puts them in the place of those that were there.
    fn put_into(self, old: Lexed) -> (Lexed, Edited) {
        let Middle { lexed: new, kept, start, rest, shift, .. } = self;
        let Lexed { mut tokens, mut problems, .. } = old;
        if !(problems.is_empty() && new.problems.is_empty()) {
            let (above, now) = (lines(&tokens[..kept]), lines(&new.tokens));
            let then = lines(&tokens[kept..rest]);
            let on_line = |problem: &mut SyntaxProblem, change: &dyn Fn(usize) -> usize| {
                problem.reference_line = problem.reference_line.map(change);
            };
            let mut behind =
                problems.split_off(problems.partition_point(|it| it.span.start < start));
            behind.retain(|problem| problem.span.start >= shift.from);
            for problem in &mut behind {
                problem.span.follow(shift);
                on_line(problem, &|line| line - then + now);
            }
            problems.extend(new.problems.into_iter().map(|mut problem| {
                on_line(&mut problem, &|line| line + above);
                problem
            }));
            problems.append(&mut behind);
        }
        tokens[rest..].follow(shift);
        let rest_now = kept + new.tokens.len();
        tokens.splice(kept..rest, new.tokens);
        let lexed =
            Lexed { tokens, problems, truncated_at: new.truncated_at, lone_end: new.lone_end };
        (lexed, Edited { kept, rest: rest_now, shift })
    }
}

/// How many tokens stand on lines before one that is edited at `start`.
fn kept(old: &[Token], start: usize) -> usize {
    // A line end at the very edge may become another one with what follows it.
    let before = old.partition_point(|token| token.span.end < start);
    let last = old[..before].iter().rposition(|token| token.kind == TokenKind::Newline);
    last.map_or(0, |last| last + 1)
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

#[cfg(test)]
mod tests {
    use super::super::Syntax;
    use super::*;
    use crate::text::numbers::Numbers;

    /// Edits a text and the seed that goes with it.
    fn edit(text: &mut String, seed: &mut Seed, span: Span, new: &str) {
        let (edited, edit) = Edit::of(text, span, new);
        *text = edited;
        seed.edit(&edit);
    }

    #[test]
    fn two_line_ends_for_one_are_a_line_more() {
        let mut text = "@app\nx\n@events\na\r\nb\n@queues\nq\n".to_owned();
        let mut seed = Seed::of(&Arc::new(Syntax::parse(text.as_str())));
        let line_end = text.find("\r\n").unwrap();
        edit(&mut text, &mut seed, Span::new(line_end, line_end + 2), "\n\n");
        let change = Syntax::reparse(text, seed).change.expect("most was taken over");
        assert!(!change.keeps_lines);
    }

    fn assert_as_afresh(text: &str, seed: Seed, ask_tree: bool) -> Arc<Syntax> {
        let again = Syntax::reparse(text, seed);
        let afresh = Syntax::parse(text);
        // What nobody asks for is not parsed, and the next tree comes from one further back.
        if ask_tree {
            assert_eq!(again.tree().to_sexp(), afresh.tree().to_sexp(), "{text:?}");
        }
        assert_eq!(again.lexed, afresh.lexed, "{text:?}");
        assert_eq!(again.reading, afresh.reading, "{text:?}");
        assert_eq!(again.problems, afresh.problems, "{text:?}");
        assert_eq!(again.discrepancies, afresh.discrepancies, "{text:?}");
        // Where the lines alone say that all is read as it is written, the tree says so, too.
        if afresh.problems.is_empty() {
            let (tree, reading) = (afresh.tree(), &afresh.reading);
            let compared = discrepancy::compare(text, tree, reading, &afresh.lexed);
            assert_eq!(afresh.discrepancies, compared, "{text:?}");
        }
        Arc::new(again)
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
            "\n@queues\n",
            "\n  k\n",
            "\n    v\n",
            "",
        ];
        let start = "@app\nx\n\n@http\nget /\npost /a # b\n\n@events\n\"q z\"\nv\n  a\n  b\nm\n  k 1\n\
                     @tables\nt\n  id *String\n  list\n    a\n    b\n@ws\na\n@scheduled\nb rate(1 day)\n";
        let (mut taken_over, mut of_pragma) = (0, 0);
        for number in 0..2_000 {
            let mut numbers = Numbers(number);
            let mut text = start.to_owned();
            let mut syntax = Arc::new(Syntax::parse(text.as_str()));
            for _ in 0..5 {
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
                syntax = assert_as_afresh(&text, seed, numbers.below(3) == 0);
                let change = syntax.change.as_ref();
                taken_over += usize::from(change.is_some());
                of_pragma += usize::from(change.is_some_and(|change| change.entries.is_some()));
            }
        }
        assert!(taken_over > 500, "only {taken_over} times was anything taken over");
        assert!(of_pragma > 200, "only {of_pragma} times was anything of a pragma taken over");
    }
}
