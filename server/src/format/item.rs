//! A file cut into the lines that are laid out: pragmas, lines of words, and comments on lines of their own.

use crate::syntax::{Child, Syntax, Value};
use crate::text::{Span, Text};

/// What is laid out as one line. A value in quotes may make several lines of it.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// What stands on it but its comment.
    pub(super) words: Vec<Word>,
    /// The comment: behind the words, or alone.
    pub(super) comment: Option<Span>,
    /// The first and last of the text's lines that it stands on.
    pub(super) lines: (usize, usize),
}

/// The kinds of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A pragma's header.
    Pragma,
    /// Words, with the level that they are written at: an entry, a line below one, a line below that.
    Line(usize),
    /// A comment on a line of its own.
    Comment,
}

/// A word of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// Whether it stands in quotes.
    pub(super) quoted: bool,
}

impl Item {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        let comment = self.comment.map_or(0, |comment| comment.start);
        self.words.first().map_or(comment, |word| word.span.start)
    }
}

/// The items of a file, in its order.
pub(super) fn items(syntax: &Syntax, lines: &Text) -> Vec<Item> {
    let mut items = Vec::new();
    let mut push = |kind, words: Vec<Word>| {
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            // The last character of a word stands on its last line, even where its end is that of the text.
            let last = last.span.end.saturating_sub(1).max(last.span.start);
            let lines = (lines.line_at(first.span.start), lines.line_at(last));
            items.push(Item { kind, words, comment: None, lines });
        }
    };
    let manifest = syntax.tree().manifest();
    for pragma in manifest.pragmas() {
        push(Kind::Pragma, vec![Word { span: pragma.header(), quoted: false }]);
        for entry in pragma.entries() {
            push(Kind::Line(0), words(entry.values()));
            for child in entry.children() {
                push(Kind::Line(1), words(child.words()));
                if let Child::Pair(pair) = child {
                    for item in pair.items() {
                        push(Kind::Line(2), words(item.values()));
                    }
                }
            }
        }
    }
    add_comments(&mut items, &manifest.comments(), lines);
    items
}

fn words<'t>(values: impl IntoIterator<Item = Value<'t>>) -> Vec<Word> {
    let word =
        |value: Value<'t>| Word { span: value.span(), quoted: value.kind() == "quoted_string" };
    values.into_iter().map(word).collect()
}

/// Gives each comment to the line that it stands behind, and makes an item of any other.
fn add_comments(items: &mut Vec<Item>, comments: &[Span], lines: &Text) {
    let mut own = Vec::new();
    for comment in comments {
        let line = lines.line_at(comment.start);
        // Of several items on a line the last: a pragma may begin behind words.
        let before = items.partition_point(|item| item.start() < comment.start);
        match before.checked_sub(1).and_then(|index| items.get_mut(index)) {
            Some(item) if item.lines.1 == line => item.comment = Some(*comment),
            _ => own.push(Item {
                kind: Kind::Comment,
                words: Vec::new(),
                comment: Some(*comment),
                lines: (line, line),
            }),
        }
    }
    items.append(&mut own);
    items.sort_by_key(Item::start);
}
