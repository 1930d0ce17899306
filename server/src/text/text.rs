//! A text that is edited in place, and the ways between its places.
//!
//! Invariants: lines end as LSP has it, by LF, CRLF or CR, and by nothing else; every offset taken from outside is
//! clamped to the text and rounded down to a character boundary, so no offset or position can make a method panic.

use std::borrow::Cow;
use std::fmt;

use ropey::Rope;

use super::{LineColumn, Point, Position, PositionEncoding, Span};

/// The byte order mark, which some editors leave at the start of a file. It is part of the text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text. Cloning is cheap and shares what is unchanged, so a clone is a snapshot.
#[derive(Clone, Default)]
pub struct Text {
    rope: Rope,
    /// How many LF there are. Lines less one minus this is the number of lone CR: with none of these, tree-sitter's
    /// rows are the lines.
    newlines: usize,
}

impl Text {
    /// The text of a string.
    pub fn new(text: &str) -> Text {
        Text { rope: Rope::from_str(text), newlines: count_newlines(text) }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no byte in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes the byte order mark at the start takes: 3 or, without one, 0.
    pub fn bom_len(&self) -> usize {
        match self.rope.get_char(0) {
            Some(BYTE_ORDER_MARK) => BYTE_ORDER_MARK.len_utf8(),
            _ => 0,
        }
    }

    /// The whole text as a span.
    pub fn span(&self) -> Span {
        Span::new(0, self.len())
    }

    /// Replaces what is under the span.
    pub fn edit(&mut self, span: Span, replacement: &str) {
        let start = self.char_at(span.start);
        let end = self.char_at(span.end);
        let removed: usize = self.rope.slice(start..end).chunks().map(count_newlines).sum();
        self.rope.remove(start..end);
        self.rope.insert(start, replacement);
        self.newlines = self.newlines - removed + count_newlines(replacement);
    }

    /// What stands under the span; borrowed where the rope has it in one piece.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        self.rope.slice(self.char_at(span.start)..self.char_at(span.end)).into()
    }

    /// The piece of the rope from `offset` on, as long as it happens to be; empty at the end of the text. For readers
    /// that take a text in pieces, as tree-sitter does.
    pub fn chunk_from(&self, offset: usize) -> &str {
        let offset = self.floor(offset);
        if offset == self.len() {
            return "";
        }
        let (chunk, start, _, _) = self.rope.chunk_at_byte(offset);
        &chunk[offset - start..]
    }

    /// The nearest character boundary at or before `offset`, in the text.
    pub fn floor(&self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset.min(self.len());
        }
        self.rope.char_to_byte(self.char_at(offset))
    }

    /// The place of an offset. In the middle of a CRLF it is the end of the line.
    pub fn position(&self, offset: usize, encoding: PositionEncoding) -> Position {
        let line = self.line_at(offset);
        self.position_on(line, self.line_content(line), offset, encoding)
    }

    /// The place of an offset on a line with this content.
    fn position_on(
        &self,
        line: usize,
        content: Span,
        offset: usize,
        encoding: PositionEncoding,
    ) -> Position {
        let offset = self.floor(offset).min(content.end);
        let units =
            self.units_before(offset, encoding) - self.units_before(content.start, encoding);
        Position::new(saturated(line), saturated(units))
    }

    /// The places of both ends of a span, as [`Text::position`] has them.
    pub fn positions(&self, span: Span, encoding: PositionEncoding) -> [Position; 2] {
        let line = self.line_at(span.start);
        let content = self.line_content(line);
        let start = self.position_on(line, content, span.start, encoding);
        // Most spans lie on one line, which need not be looked for twice.
        let end = match span.end <= content.end {
            true => self.position_on(line, content, span.end, encoding),
            false => self.position(span.end, encoding),
        };
        [start, end]
    }

    /// The offset of a place. A character behind the end of its line is the end of the line, before what ends it; one
    /// inside a character is where that character starts; a line behind the last is the end of the text.
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> usize {
        let line = position.line as usize;
        if line >= self.line_count() {
            return self.len();
        }
        let content = self.line_content(line);
        let units = self.units_before(content.start, encoding) + position.character as usize;
        if units >= self.units_before(content.end, encoding) {
            return content.end;
        }
        match encoding {
            PositionEncoding::Utf8 => self.floor(units),
            PositionEncoding::Utf16 => self.rope.char_to_byte(self.rope.utf16_cu_to_char(units)),
            PositionEncoding::Utf32 => self.rope.char_to_byte(units),
        }
    }

    /// The place of an offset as people count. In the middle of a CRLF it is behind the CR.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let line = self.line_at(offset);
        let start = self.rope.line_to_char(line);
        LineColumn { line: line + 1, column: self.char_at(offset) - start + 1 }
    }

    /// The place of an offset as tree-sitter counts.
    pub fn point(&self, offset: usize) -> Point {
        let offset = self.floor(offset);
        let lone_returns = self.line_count() - 1 - self.newlines;
        if lone_returns == 0 {
            let row = self.line_at(offset);
            return Point { row, column: offset - self.rope.line_to_byte(row) };
        }
        let (mut row, mut row_start, mut at) = (0, 0, 0);
        for chunk in self.rope.byte_slice(..offset).chunks() {
            row += count_newlines(chunk);
            if let Some(last) = chunk.rfind('\n') {
                row_start = at + last + 1;
            }
            at += chunk.len();
        }
        Point { row, column: offset - row_start }
    }

    /// How many lines there are: at least one, since what follows the last line end is a line too.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The line, from 0, that an offset is on. What ends a line belongs to it.
    pub fn line_at(&self, offset: usize) -> usize {
        let offset = self.floor(offset);
        let line = self.rope.byte_to_line(offset);
        // Ropey counts a CR as a whole line end when asked about the middle of a CRLF.
        if self.rope.line_to_byte(line) > offset { line - 1 } else { line }
    }

    /// The line, from 0, with what ends it; empty at the end of the text for a line that is not there.
    pub fn line_span(&self, line: usize) -> Span {
        if line >= self.line_count() {
            return Span::at(self.len());
        }
        Span::new(self.rope.line_to_byte(line), self.rope.line_to_byte(line + 1))
    }

    /// The line, from 0, without what ends it.
    pub fn line_content(&self, line: usize) -> Span {
        let span = self.line_span(line);
        let byte_before = |end: usize| (end > span.start).then(|| self.rope.byte(end - 1));
        let mut end = span.end;
        if byte_before(end) == Some(b'\n') {
            end -= 1;
        }
        if byte_before(end) == Some(b'\r') {
            end -= 1;
        }
        Span::new(span.start, end)
    }

    /// The index of the character that `offset` is in, or of the end.
    fn char_at(&self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset.min(self.len());
        }
        self.rope.byte_to_char(offset.min(self.len()))
    }

    /// Code units from the start of the text to `offset`, which stands on a boundary.
    fn units_before(&self, offset: usize, encoding: PositionEncoding) -> usize {
        match encoding {
            PositionEncoding::Utf8 => offset,
            PositionEncoding::Utf16 if self.is_ascii() => offset,
            PositionEncoding::Utf16 => self.rope.char_to_utf16_cu(self.char_at(offset)),
            PositionEncoding::Utf32 => self.char_at(offset),
        }
    }

    /// Whether a byte is a character is a unit, as in nearly every manifest.
    fn is_ascii(&self) -> bool {
        self.rope.len_chars() == self.rope.len_bytes()
    }
}

fn count_newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new(text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.rope == other.rope
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.rope == other
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::PositionEncoding::{Utf8, Utf16, Utf32};
    use super::*;

    fn text(content: &str) -> Text {
        Text::new(content)
    }

    #[test]
    fn lines_end_by_lf_crlf_and_cr_only() {
        let text = text("a\nb\r\nc\rd\u{2028}e\u{b}f\u{85}g");
        let lines: Vec<String> =
            (0..text.line_count()).map(|n| text.slice(text.line_content(n)).into_owned()).collect();
        assert_eq!(lines, ["a", "b", "c", "d\u{2028}e\u{b}f\u{85}g"]);
        assert_eq!(text.slice(text.line_span(1)), "b\r\n");
        assert_eq!(text.line_span(9), Span::at(text.len()));
    }

    #[test]
    fn a_final_line_end_opens_an_empty_line() {
        assert_eq!(text("").line_count(), 1);
        assert_eq!(text("a\n").line_count(), 2);
        assert_eq!(text("a\n").position(2, Utf16), Position::new(1, 0));
    }

    #[test]
    fn the_encodings_count_their_own_units() {
        let text = text("\nä€😀x");
        for (offset, utf8, utf16, utf32) in
            [(1, 0, 0, 0), (3, 2, 1, 1), (6, 5, 2, 2), (10, 9, 4, 3), (11, 10, 5, 4)]
        {
            for (encoding, character) in [(Utf8, utf8), (Utf16, utf16), (Utf32, utf32)] {
                let position = Position::new(1, character);
                assert_eq!(text.position(offset, encoding), position, "{offset} {encoding:?}");
                assert_eq!(text.offset(position, encoding), offset, "{position:?} {encoding:?}");
            }
        }
    }

    #[test]
    fn a_place_inside_a_character_is_where_it_starts() {
        let text = text("a😀b");
        assert_eq!(text.offset(Position::new(0, 2), Utf16), 1);
        assert_eq!(text.offset(Position::new(0, 3), Utf8), 1);
        assert_eq!(text.position(4, Utf16), Position::new(0, 1));
        assert_eq!(text.slice(Span::new(2, 6)), "😀b");
    }

    #[test]
    fn a_place_behind_the_line_is_its_end() {
        let text = text("ab\r\ncd\ref\ngh");
        for encoding in [Utf8, Utf16, Utf32] {
            let end = |line| text.offset(Position::new(line, u32::MAX), encoding);
            assert_eq!([end(0), end(1), end(2), end(3), end(4)], [2, 6, 9, 12, 12]);
        }
    }

    #[test]
    fn the_middle_of_a_crlf_is_the_end_of_its_line() {
        let text = text("ab\r\ncd");
        assert_eq!(text.position(3, Utf16), Position::new(0, 2));
        assert_eq!(text.point(3), Point { row: 0, column: 3 });
    }

    #[test]
    fn people_count_from_one_in_characters() {
        let text = text("a\n😀ä x");
        assert_eq!(text.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(text.line_column(9), LineColumn { line: 2, column: 4 });
        assert_eq!(text.line_column(99), LineColumn { line: 2, column: 5 });
    }

    #[test]
    fn a_byte_order_mark_stays_and_counts() {
        let content = "\u{feff}@app\nx";
        let mut text = text(content);
        assert_eq!(text.to_string(), content);
        assert_eq!(text.bom_len(), 3);
        assert_eq!(text.position(3, Utf8), Position::new(0, 3));
        assert_eq!(text.position(3, Utf16), Position::new(0, 1));
        assert_eq!(text.line_column(3), LineColumn { line: 1, column: 2 });
        assert_eq!(text.point(3), Point { row: 0, column: 3 });
        text.edit(Span::new(0, 3), "");
        assert_eq!((text.bom_len(), text.to_string().as_str()), (0, "@app\nx"));
    }

    #[test]
    fn rows_are_ended_by_lf_only() {
        let text = text("a\rb\r\nc\rde");
        assert_eq!(text.point(2), Point { row: 0, column: 2 });
        assert_eq!(text.point(4), Point { row: 0, column: 4 });
        assert_eq!(text.point(8), Point { row: 1, column: 3 });
        assert_eq!(text.line_at(8), 3);
    }

    #[test]
    fn an_edit_joins_and_parts_line_ends() {
        let mut text = text("a\rb\n");
        text.edit(Span::new(2, 3), "");
        assert_eq!((text.line_count(), text.to_string().as_str()), (2, "a\r\n"));
        text.edit(Span::at(2), "😀");
        assert_eq!((text.line_count(), text.to_string().as_str()), (3, "a\r😀\n"));
        text.edit(Span::new(100, 200), "end");
        assert!(text == *"a\r😀\nend");
    }

    #[test]
    fn chunks_put_together_are_the_text() {
        let content = "ä😀@app\r\n".repeat(3000);
        let text = text(&content);
        let (mut read, mut offset) = (String::new(), 0);
        while !text.chunk_from(offset).is_empty() {
            let chunk = text.chunk_from(offset);
            read.push_str(chunk);
            offset += chunk.len();
        }
        assert!(read == content);
    }

    /// The same places found by walking a plain string.
    struct Naive {
        text: String,
        /// Each line as (start, end of content, end with the line end).
        lines: Vec<(usize, usize, usize)>,
    }

    impl Naive {
        fn new(text: String) -> Naive {
            Naive { lines: Self::lines_of(&text), text }
        }

        fn floor(&self, offset: usize) -> usize {
            let mut offset = offset.min(self.text.len());
            while !self.text.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        }

        fn edit(&mut self, span: Span, replacement: &str) {
            let (start, end) = (self.floor(span.start), self.floor(span.end));
            self.text.replace_range(start..end, replacement);
            self.lines = Self::lines_of(&self.text);
        }

        fn lines_of(text: &str) -> Vec<(usize, usize, usize)> {
            let bytes = text.as_bytes();
            let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
            while at < bytes.len() {
                let len = match (bytes[at], bytes.get(at + 1)) {
                    (b'\r', Some(b'\n')) => 2,
                    (b'\r' | b'\n', _) => 1,
                    _ => 0,
                };
                if len > 0 {
                    lines.push((start, at, at + len));
                    start = at + len;
                }
                at += len.max(1);
            }
            lines.push((start, bytes.len(), bytes.len()));
            lines
        }

        fn units(text: &str, encoding: PositionEncoding) -> usize {
            match encoding {
                Utf8 => text.len(),
                Utf16 => text.encode_utf16().count(),
                Utf32 => text.chars().count(),
            }
        }

        fn line_at(&self, offset: usize) -> usize {
            self.lines.iter().position(|line| offset < line.2).unwrap_or(self.lines.len() - 1)
        }

        fn position(&self, offset: usize, encoding: PositionEncoding) -> Position {
            let offset = self.floor(offset);
            let line = self.line_at(offset);
            let (start, end, _) = self.lines[line];
            let before = &self.text[start..offset.min(end)];
            Position::new(line as u32, Self::units(before, encoding) as u32)
        }

        fn offset(&self, position: Position, encoding: PositionEncoding) -> usize {
            let Some(&(start, end, _)) = self.lines.get(position.line as usize) else {
                return self.text.len();
            };
            let mut units = 0;
            for (at, character) in self.text[start..end].char_indices() {
                units += Self::units(character.encode_utf8(&mut [0; 4]), encoding);
                if units > position.character as usize {
                    return start + at;
                }
            }
            end
        }

        fn line_column(&self, offset: usize) -> LineColumn {
            let offset = self.floor(offset);
            let line = self.line_at(offset);
            let before = &self.text[self.lines[line].0..offset];
            LineColumn { line: line + 1, column: before.chars().count() + 1 }
        }

        fn point(&self, offset: usize) -> Point {
            let before = &self.text[..self.floor(offset)];
            let row_start = before.rfind('\n').map_or(0, |at| at + 1);
            Point { row: before.matches('\n').count(), column: before.len() - row_start }
        }
    }

    fn any_text(longest: usize) -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            3 => Just("a"), 1 => Just(" "), 2 => Just("\n"), 2 => Just("\r\n"), 2 => Just("\r"),
            1 => Just("ä"), 1 => Just("€"), 1 => Just("😀"), 1 => Just("\u{feff}"), 1 => Just("\u{2028}"),
            // Long enough that a rope of a few of them has several leaves.
            1 => Just("@app the quick brown fox jumps over the lazy dog, and then over everything else, as it was told"),
        ];
        prop::collection::vec(piece, 0..longest).prop_map(|pieces| pieces.concat())
    }

    fn same_places(text: &Text, naive: &Naive) -> Result<(), TestCaseError> {
        prop_assert_eq!(text.to_string(), naive.text.as_str());
        prop_assert_eq!(text.line_count(), naive.lines.len());
        for (line, (start, content, end)) in naive.lines.iter().copied().enumerate() {
            prop_assert_eq!(text.line_span(line), Span::new(start, end));
            prop_assert_eq!(text.line_content(line), Span::new(start, content));
        }
        let step = (naive.text.len() / 12).max(1);
        for offset in (0..naive.text.len() + 2 * step).step_by(step) {
            prop_assert_eq!(text.point(offset), naive.point(offset));
            prop_assert_eq!(text.line_column(offset), naive.line_column(offset));
            prop_assert_eq!(text.floor(offset), naive.floor(offset));
            for encoding in [Utf8, Utf16, Utf32] {
                let position = naive.position(offset, encoding);
                prop_assert_eq!(text.position(offset, encoding), position);
                for length in [0, 1, 7, 40] {
                    let span = Span::new(offset, offset + length);
                    let both = [span.start, span.end].map(|at| naive.position(at, encoding));
                    prop_assert_eq!(text.positions(span, encoding), both);
                }
                for beyond in 0..3 {
                    let position = Position::new(position.line, position.character + beyond);
                    prop_assert_eq!(
                        text.offset(position, encoding),
                        naive.offset(position, encoding)
                    );
                }
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn edits_and_places_are_those_of_a_plain_string(
            start in any_text(60),
            edits in prop::collection::vec((0usize..3000, 0usize..60, any_text(8)), 0..8),
        ) {
            let mut text = Text::new(&start);
            let mut naive = Naive::new(start);
            same_places(&text, &naive)?;
            for (at, len, replacement) in edits {
                let at = at % (naive.text.len() + 2);
                let span = Span::new(at, at + len);
                text.edit(span, &replacement);
                naive.edit(span, &replacement);
                same_places(&text, &naive)?;
            }
        }
    }
}
