//! Reads again what an edit may have changed, and takes over the rest.
//!
//! A pragma at the start of its line with a line below it that is not indented is a border: the reference looks no
//! further down from above it than to that line, and goes on behind it with nothing but what stands there. So what stands
//! between two borders is read by itself.

use std::ops::Range;

use crate::text::{Follow, Shift};

use super::super::token::{Lexed, Token, TokenKind};
use super::{Pragma, Reading, builder};

/// What an edit has done to the tokens of a text.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Edited {
    /// So many tokens at the start are as they were. The last of them ends a line.
    pub(in super::super) kept: usize,
    /// From this token on they are as they were, but for their place. The one before it ends a line.
    pub(in super::super) rest: usize,
    /// How those have moved.
    pub(in super::super) shift: Shift,
}

/// Reads the tokens of a text that was edited, given what was read before, of which no shape was rejected. Returns which
/// pragmas were read again; nothing where all has to be, which leaves `reading` undefined.
pub(in super::super) fn read_again(
    reading: &mut Reading,
    text: &str,
    lexed: &Lexed,
    edited: Edited,
) -> Option<Range<usize>> {
    let Edited { kept, rest, shift } = edited;
    let tokens = &lexed.tokens;
    let pragmas = &mut reading.pragmas;
    let token_at = |offset: usize| tokens.binary_search_by_key(&offset, |token| token.span.start);

    // Of the pragmas before the edit the last that is a border; the line below it is as it was, too.
    let kept_end = tokens[..kept].last()?.span.end;
    let before = pragmas.partition_point(|pragma| pragma.span.start < kept_end);
    let (first, start) =
        pragmas[..before].iter().enumerate().rev().find_map(|(index, pragma)| {
            let token = token_at(pragma.span.start).ok()?;
            (is_border(tokens, token) && below(tokens, token)? < kept).then_some((index, token))
        })?;
    // Of those behind it the first.
    let behind = pragmas.partition_point(|pragma| pragma.span.start < shift.from);
    let (last, end) = pragmas[behind..]
        .iter()
        .enumerate()
        .find_map(|(index, pragma)| {
            let token = token_at(shift.of(pragma.span).start).ok()?;
            (token >= rest && is_border(tokens, token)).then_some((behind + index, token))
        })
        .unwrap_or((pragmas.len(), tokens.len()));

    let line_end = tokens[end..].iter().position(|token| token.kind == TokenKind::Newline);
    let seen = &tokens[start..line_end.map_or(tokens.len(), |line_end| end + line_end + 1)];
    let read = builder::read_stretch(text, seen, end - start)?;
    let same = |(now, then): (&Pragma, &Pragma)| now.raw == then.raw;
    if read.len() != last - first || !read.iter().zip(&pragmas[first..last]).all(same) {
        return None;
    }
    for (now, then) in read.into_iter().zip(&mut pragmas[first..last]) {
        *then = Pragma { replaced: then.replaced, ..now };
    }
    pragmas[last..].follow(shift);
    Some(first..last)
}

/// Whether a pragma begins its line, and the line below it is not indented.
fn is_border(tokens: &[Token], pragma: usize) -> bool {
    let begins = pragma.checked_sub(1).is_none_or(|last| tokens[last].kind == TokenKind::Newline);
    let below = below(tokens, pragma).and_then(|below| tokens.get(below));
    begins && below.is_none_or(|token| token.kind != TokenKind::Space)
}

/// The place of the first token of the line below; behind the last, where nothing stands there. Nothing where the line
/// does not end.
fn below(tokens: &[Token], pragma: usize) -> Option<usize> {
    let line_end = tokens[pragma..].iter().position(|token| token.kind == TokenKind::Newline)?;
    Some(pragma + line_end + 1)
}
