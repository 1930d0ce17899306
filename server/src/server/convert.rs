//! The door: positions of the protocol become byte offsets here, and offsets positions. Nothing below knows either.

use tower_lsp::lsp_types::{self, PositionEncodingKind};

use crate::text::{Position, PositionEncoding, Span, Text};

/// The ways between one text and a client that counts in one encoding.
#[derive(Clone, Copy)]
pub(super) struct Door<'a> {
    pub(super) text: &'a Text,
    pub(super) encoding: PositionEncoding,
}

impl Door<'_> {
    /// A position as a byte offset, clamped to the text.
    pub(super) fn offset(self, position: lsp_types::Position) -> usize {
        self.text.offset(Position::new(position.line, position.character), self.encoding)
    }

    /// A range as a span; one that ends before it starts is empty.
    pub(super) fn span(self, range: lsp_types::Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// A byte offset as a position.
    pub(super) fn position(self, offset: usize) -> lsp_types::Position {
        let position = self.text.position(offset, self.encoding);
        lsp_types::Position::new(position.line, position.character)
    }

    /// A span as a range.
    pub(super) fn range(self, span: Span) -> lsp_types::Range {
        let [start, end] = self
            .text
            .positions(span, self.encoding)
            .map(|at| lsp_types::Position::new(at.line, at.character));
        lsp_types::Range::new(start, end)
    }
}

/// The encoding to count in with a client that offers these: UTF-8, which costs nothing here, or UTF-16, which every
/// client must know, or UTF-32 if that is all it offers.
/// <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#positionEncodingKind>
pub(super) fn negotiate(offered: &[PositionEncodingKind]) -> PositionEncoding {
    if offered.contains(&PositionEncodingKind::UTF8) {
        PositionEncoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF16) {
        PositionEncoding::Utf16
    } else if offered.contains(&PositionEncodingKind::UTF32) {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// The encoding's name in the protocol.
pub(super) fn encoding_kind(encoding: PositionEncoding) -> PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_offered_encoding_is_taken() {
        let utf8 = PositionEncodingKind::UTF8;
        let utf16 = PositionEncodingKind::UTF16;
        let utf32 = PositionEncodingKind::UTF32;
        for (offered, taken) in [
            (vec![], PositionEncoding::Utf16),
            (vec![utf16.clone()], PositionEncoding::Utf16),
            (vec![utf16.clone(), utf8], PositionEncoding::Utf8),
            (vec![utf32.clone(), utf16], PositionEncoding::Utf16),
            (vec![utf32], PositionEncoding::Utf32),
            (vec![PositionEncodingKind::new("utf-7")], PositionEncoding::Utf16),
        ] {
            assert_eq!(negotiate(&offered), taken, "{offered:?}");
        }
    }
}
