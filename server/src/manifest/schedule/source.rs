//! An expression as one string, and the way back from it to the places where its words stand.
//!
//! A manifest gives an expression in words (`cron(0`, `9`, `?` …), a terminal gives one string. Both
//! become one text with single spaces between the words, so that the rest of the engine reads a string.

use std::ops::Range;

use crate::text::Span;

/// The text of an expression and where each of its words stands.
#[derive(Clone, Debug)]
pub(super) struct Source {
    text: String,
    /// In the order of the text, never empty.
    words: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    /// Where the word lies in the text.
    range: Range<usize>,
    /// Where it is written.
    span: Span,
    /// Whether a byte of the word is a byte of what is written. It is not where a number was written
    /// `0x10` and is read `16`; such a word is pointed at as a whole.
    exact: bool,
}

impl Source {
    /// The words of an expression, each with the span of what is written for it.
    pub(super) fn of_words(words: &[(&str, Span)]) -> Source {
        let mut text = String::new();
        let mut placed = Vec::with_capacity(words.len().max(1));
        for (word, span) in words {
            if !placed.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            let exact = word.len() == span.len();
            placed.push(Word { range: start..text.len(), span: *span, exact });
        }
        if placed.is_empty() {
            placed.push(Word { range: 0..0, span: Span::at(0), exact: true });
        }
        Source { text, words: placed }
    }

    /// The whole expression.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The part of the expression in `range`, empty where the range splits a character.
    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Where the part in `range` is written. A range between two words is the gap between them.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.start_of(range.start);
        if range.is_empty() {
            return Span::at(start);
        }
        Span::new(start, self.end_of(range.end))
    }

    /// Where the whole expression is written.
    pub(super) fn whole(&self) -> Span {
        self.span(&(0..self.text.len()))
    }

    /// Where the words are written that can only be pointed at as a whole, so that no part of them can be replaced.
    pub(super) fn opaque(&self) -> Vec<Span> {
        self.words.iter().filter(|word| !word.exact).map(|word| word.span).collect()
    }

    fn start_of(&self, offset: usize) -> usize {
        let index = self.words.partition_point(|word| word.range.end < offset);
        let word = &self.words[index.min(self.words.len() - 1)];
        // The end of a word that another follows may be the start of an empty one.
        match offset.checked_sub(word.range.start) {
            Some(_) if offset == word.range.end => word.span.end,
            Some(into) if word.exact => word.span.start + into,
            _ => word.span.start,
        }
    }

    fn end_of(&self, offset: usize) -> usize {
        let index = self.words.partition_point(|word| word.range.end < offset);
        let word = &self.words[index.min(self.words.len() - 1)];
        match offset.checked_sub(word.range.start) {
            Some(0) | None => word.span.start,
            Some(into) if word.exact => word.span.start + into.min(word.span.len()),
            Some(_) => word.span.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_into_words() {
        // `cron(0   0x9 *)`
        let source = Source::of_words(&[
            ("cron(0", Span::new(10, 16)),
            ("9", Span::new(19, 22)),
            ("*)", Span::new(23, 25)),
        ]);
        assert_eq!(source.text(), "cron(0 9 *)");
        assert_eq!(source.span(&(5..6)), Span::new(15, 16));
        assert_eq!(source.span(&(7..8)), Span::new(19, 22), "a number is pointed at as written");
        assert_eq!(source.span(&(9..10)), Span::new(23, 24));
        assert_eq!(source.span(&(6..7)), Span::new(16, 19), "the gap");
        assert_eq!(source.span(&(10..10)), Span::at(24));
        assert_eq!(source.span(&(11..11)), Span::at(25));
        assert_eq!(source.whole(), Span::new(10, 25));
    }

    #[test]
    fn has_no_words() {
        let source = Source::of_words(&[]);
        assert_eq!(source.whole(), Span::at(0));
    }
}
