//! Where the cursor is: the words of its line, the lines that it belongs to, and the pragma above.

use crate::syntax::Syntax;
use crate::text::Span;

/// The place that is asked about.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) text: &'a str,
    pub(super) offset: usize,
    /// The cursor's line, without what ends it.
    pub(super) line: Span,
    /// The white space that the line begins with.
    pub(super) white: Span,
    /// The words before the one at the cursor.
    pub(super) before: Vec<Span>,
    /// The word at the cursor, empty between words.
    pub(super) word: Span,
    /// The words behind it.
    pub(super) after: Vec<Span>,
    /// The name of the pragma above, where there is one.
    pub(super) pragma: Option<&'a str>,
    /// The line without indentation that this one, indented, stands below; the words of it.
    pub(super) head: Vec<&'a str>,
    /// The key in the block that this line, indented deeper, stands below.
    pub(super) key: Option<&'a str>,
    /// The words of the other lines of the block, keys first; those of the same depth.
    pub(super) siblings: Vec<Vec<&'a str>>,
}

/// What kind of place an offset is, before anything is said of it.
pub(super) enum Kind {
    /// In a comment.
    Comment(Span),
    /// Within quotes.
    Quotes,
    /// Elsewhere.
    Plain,
}

/// The kind of place at an offset.
pub(super) fn kind(syntax: &Syntax, offset: usize) -> Kind {
    match syntax.tree().manifest().leaf_before(offset) {
        Some(("comment", span)) => Kind::Comment(span),
        Some(("unclosed_string", _)) => Kind::Quotes,
        Some(("quoted_string", span)) if offset < span.end => Kind::Quotes,
        _ => Kind::Plain,
    }
}

impl<'a> Place<'a> {
    /// The place at an offset that stands on a character boundary.
    pub(super) fn new(syntax: &'a Syntax, offset: usize) -> Place<'a> {
        let text: &str = &syntax.text;
        let line = line_at(text, offset);
        let words = words(text, line);
        let white = Span::new(line.start, line.start + blank(line.of(text)));
        let at = words.iter().position(|word| word.touches(offset));
        let (before, word, after) = match at {
            Some(at) => (words[..at].to_vec(), words[at], words[at + 1..].to_vec()),
            None => {
                let at = words.iter().take_while(|word| word.end < offset).count();
                (words[..at].to_vec(), Span::at(offset), words[at..].to_vec())
            }
        };
        let pragma = syntax
            .tree()
            .manifest()
            .pragmas()
            .take_while(|pragma| pragma.header().start < line.start)
            .last()
            .and_then(|pragma| pragma.name())
            .map(|name| name.of(text));
        let mut place = Place {
            syntax,
            text,
            offset,
            line,
            white,
            before,
            word,
            after,
            pragma,
            head: Vec::new(),
            key: None,
            siblings: Vec::new(),
        };
        if place.depth() > 0 {
            place.look_around();
        }
        place
    }

    /// The columns that the line is indented by; a tab counts as two.
    pub(super) fn depth(&self) -> usize {
        let end = self.white.end.min(self.offset);
        depth(Span::new(self.white.start, end).of(self.text))
    }

    /// The white space before the cursor that the line begins with.
    pub(super) fn indent(&self) -> Span {
        Span::new(self.white.start, self.white.end.min(self.word.start))
    }

    /// Whether the word at the cursor is the line's first.
    pub(super) fn is_first(&self) -> bool {
        self.before.is_empty()
    }

    /// The words before the one at the cursor.
    pub(super) fn written(&self) -> Vec<&'a str> {
        self.before.iter().map(|word| word.of(self.text)).collect()
    }

    /// Whether nothing but the word at the cursor stands on the line.
    pub(super) fn is_alone(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// The line above, unless it is blank, a comment or a pragma's.
    pub(super) fn line_above(&self) -> Option<Vec<&'a str>> {
        let above = self.lines_above().next()?;
        let words = self.words_of(above);
        let first = words.first()?;
        (!first.starts_with('@')).then_some(words)
    }

    /// The place one line higher, as if it were indented by two.
    pub(super) fn as_child(&self) -> Place<'a> {
        let mut place = self.clone();
        place.look_around();
        place
    }

    /// The words of the section's other entries, in the order of the text.
    pub(super) fn entries(&self) -> Vec<Vec<&'a str>> {
        let Some(name) = self.pragma else { return Vec::new() };
        let sections = self.syntax.tree().manifest().pragmas();
        sections
            .filter(|section| section.name().is_some_and(|it| it.of(self.text) == name))
            .flat_map(|section| section.entries().collect::<Vec<_>>())
            .map(|entry| entry.values())
            .filter(|values| {
                values.first().is_some_and(|head| !self.line.touches(head.span().start))
            })
            .map(|values| values.iter().map(|value| unquoted(value.span().of(self.text))).collect())
            .collect()
    }

    /// Finds the line that this one is indented below, the key, and what else stands there.
    fn look_around(&mut self) {
        let mine = self.depth().max(1);
        let above: Vec<Span> = self.lines_above().collect();
        let mut lines = Vec::new();
        for line in above {
            let words = self.words_of(line);
            let Some(first) = words.first() else { continue };
            if first.starts_with('@') {
                break;
            }
            let white = &line.of(self.text)[..blank(line.of(self.text))];
            if white.is_empty() {
                self.head = words;
                break;
            }
            lines.push((depth(white), words));
        }
        if mine >= 3 {
            let key = lines.iter().find(|(depth, _)| *depth < mine.min(4));
            self.key = key.filter(|(_, words)| words.len() == 1).map(|(_, words)| words[0]);
        }
        let mut below = self.line.end;
        while let Some(line) = next_line(self.text, below) {
            below = line.end;
            let content = line.of(self.text);
            let white = &content[..blank(content)];
            let words = self.words_of(line);
            if white.is_empty() || words.is_empty() {
                break;
            }
            lines.push((depth(white), words));
        }
        let deep = self.key.is_some();
        self.siblings = lines
            .into_iter()
            .filter(|(depth, _)| (*depth >= 4) == deep || !deep)
            .map(|(_, words)| words)
            .collect();
    }

    /// The lines above, the nearest first, without what ends them.
    fn lines_above(&self) -> impl Iterator<Item = Span> + use<'a> {
        let text = self.text;
        let mut start = self.line.start;
        std::iter::from_fn(move || {
            let line = line_before(text, start)?;
            start = line.start;
            Some(line)
        })
    }

    fn words_of(&self, line: Span) -> Vec<&'a str> {
        words(self.text, line).into_iter().map(|word| unquoted(word.of(self.text))).collect()
    }
}

/// A word without the quotes around it.
fn unquoted(word: &str) -> &str {
    match word.as_bytes() {
        [first, .., last] if first == last && b"\"'`".contains(first) => &word[1..word.len() - 1],
        _ => word,
    }
}

fn line_at(text: &str, offset: usize) -> Span {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[offset..].find(['\n', '\r']).map_or(text.len(), |end| offset + end);
    Span::new(start, end)
}

/// The line before the one that begins at `start`.
fn line_before(text: &str, start: usize) -> Option<Span> {
    let before = text.get(..start)?;
    let before = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']))?;
    Some(Span::new(before.rfind(['\n', '\r']).map_or(0, |end| end + 1), before.len()))
}

/// The line behind the one that ends, without what ends it, at `end`.
fn next_line(text: &str, end: usize) -> Option<Span> {
    let rest = text.get(end..)?;
    let ended = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']))?;
    Some(line_at(text, text.len() - ended.len()))
}

/// The length of the white space that a line begins with.
fn blank(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn depth(white: &str) -> usize {
    white.bytes().map(|byte| if byte == b'\t' { 2 } else { 1 }).sum()
}

/// The words of a line, up to a comment. A quoted one ends at its quote, or with the line.
fn words(text: &str, line: Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut at = line.start;
    while at < line.end {
        match bytes[at] {
            b' ' | b'\t' => at += 1,
            b'#' => break,
            quote @ (b'"' | b'\'' | b'`') => {
                let rest = &text[at + 1..line.end];
                let end = rest.find(quote as char).map_or(line.end, |end| at + 1 + end + 1);
                words.push(Span::new(at, end));
                at = end;
            }
            _ => {
                let rest = &text[at..line.end];
                let end = rest.find([' ', '\t', '#']).map_or(line.end, |end| at + end);
                words.push(Span::new(at, end));
                at = end;
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> String {
        let offset = text.find("$0").expect("there is a cursor");
        let syntax = Syntax::parse(text.replacen("$0", "", 1));
        let place = Place::new(&syntax, offset);
        let words = |spans: &[Span]| {
            spans.iter().map(|span| span.of(&syntax.text)).collect::<Vec<_>>().join(" ")
        };
        format!(
            "@{} {}: {}[{}]{} head {:?} key {:?} siblings {:?}",
            place.pragma.unwrap_or("-"),
            place.depth(),
            words(&place.before),
            place.word.of(&syntax.text),
            words(&place.after),
            place.head,
            place.key,
            place.siblings,
        )
    }

    #[test]
    fn the_words_of_the_line_and_the_lines_it_belongs_to() {
        assert_eq!(place("$0"), "@- 0: [] head [] key None siblings []");
        assert_eq!(
            place("@http\nget /a$0b c # d\n"),
            "@http 0: get[/ab]c head [] key None siblings []"
        );
        assert_eq!(
            place("@queues\r\nq\r\n  fifo true\r\n  $0\r\n  src a\r\nz\r\n"),
            r#"@queues 2: [] head ["q"] key None siblings [["fifo", "true"], ["src", "a"]]"#
        );
        assert_eq!(
            place("@tables-indexes\ncats\n  id *String\n  projection\n    a\n    $0"),
            r#"@tables-indexes 4: [] head ["cats"] key Some("projection") siblings [["a"]]"#
        );
        assert_eq!(place("@a\n  $0x"), "@a 2: [x] head [] key None siblings []");
        assert_eq!(place("@a\n\"b c\" $0"), "@a 0: \"b c\"[] head [] key None siblings []");
    }
}
