//! Reads again what an edit may have changed, and takes over the rest.
//!
//! A pragma at the start of its line with a line below it that is not indented is a border: the reference looks no
//! further down from above it than to that line, and goes on behind it with nothing but what stands there. So what stands
//! between two borders is read by itself. An entry at the start of its line is one, too, if the last line above it is no
//! single word that is indented, which would go on below a line that is not.

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

/// What was read again.
pub(in super::super) struct Again {
    /// Some pragmas, by their place.
    pub(in super::super) pragmas: Range<usize>,
    /// Of a single one, the entries of it that were, where not all were.
    pub(in super::super) entries: Option<EntriesChange>,
    /// Whether all of it is read as it is written. If not, it may be.
    pub(in super::super) is_plain: bool,
}

/// The entries of a pragma that were read again, in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntriesChange {
    /// By their place in [`Pragma::entries`].
    pub entries: Range<usize>,
    /// Where those began that they are in the place of, in the text before.
    pub start: usize,
    /// Where the first entry behind those began; nothing where there was none.
    pub end: Option<usize>,
}

/// Reads the tokens of a text that was edited, given what was read before, of which no shape was rejected. Nothing where
/// all has to be read again, which leaves `reading` undefined.
pub(in super::super) fn read_again(
    reading: &mut Reading,
    text: &str,
    lexed: &Lexed,
    edited: Edited,
) -> Option<Again> {
    let Edited { kept, rest, shift } = edited;
    let tokens = &lexed.tokens;
    let pragmas = &mut reading.pragmas;
    let token_at = |offset: usize| tokens.binary_search_by_key(&offset, |token| token.span.start);
    let line_of = |token: usize| below(tokens, token).unwrap_or(tokens.len());

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

    if last == first + 1 {
        // Of its entries those that may have changed.
        let header_end = pragmas[first].span.end;
        let entries = &mut pragmas[first].entries;
        let before = entries.partition_point(|entry| entry.span.start < kept_end);
        let from = entries[..before].iter().enumerate().rev().take(NEAR).find_map(|(index, it)| {
            let token = token_at(it.span.start).ok()?;
            is_entry_border(tokens, token).then_some((index, token))
        });
        // Or from the first line below the pragma.
        let from = from.or((before <= NEAR).then_some((0, start + 1)));
        let behind = entries.partition_point(|entry| entry.span.start < shift.from);
        let to = entries[behind..].iter().enumerate().take(NEAR).find_map(|(index, entry)| {
            let token = token_at(shift.of(entry.span).start).ok()?;
            (token >= rest && is_entry_border(tokens, token)).then_some((behind + index, token))
        });
        let to = to.or((behind == entries.len()).then_some((behind, end)));
        if let (Some((from, start)), Some((to, end))) = (from, to)
            && from < to
        {
            let old_start = if from == 0 { header_end } else { entries[from].span.start };
            let old_end = entries.get(to).map(|entry| entry.span.start);
            let read = builder::read_stretch(text, &tokens[start..line_of(end)], end - start)?;
            let [Pragma { entries: new, .. }] = read.pragmas.try_into().ok()?;
            let now = from..from + new.len();
            entries[to..].follow(shift);
            entries.splice(from..to, new);
            pragmas[last..].follow(shift);
            let change = EntriesChange { entries: now, start: old_start, end: old_end };
            let is_plain = read.is_plain;
            return Some(Again { pragmas: first..last, entries: Some(change), is_plain });
        }
    }
    let read = builder::read_stretch(text, &tokens[start..line_of(end)], end - start)?;
    let same = |(now, then): (&Pragma, &Pragma)| now.raw == then.raw;
    let pragmas_read = read.pragmas;
    if pragmas_read.len() != last - first
        || !pragmas_read.iter().zip(&pragmas[first..last]).all(same)
    {
        return None;
    }
    for (now, then) in pragmas_read.into_iter().zip(&mut pragmas[first..last]) {
        *then = Pragma { replaced: then.replaced, ..now };
    }
    pragmas[last..].follow(shift);
    Some(Again { pragmas: first..last, entries: None, is_plain: read.is_plain })
}

/// How many entries are looked at for a border before all of a pragma is read again.
const NEAR: usize = 8;

/// Whether an entry begins its line, and nothing that stands above looks further down than to that.
fn is_entry_border(tokens: &[Token], entry: usize) -> bool {
    let mut end = entry;
    // Up over blank lines and comments that are not indented.
    loop {
        let Some(line_end) = end.checked_sub(1) else { return true };
        if tokens[line_end].kind != TokenKind::Newline {
            return false;
        }
        let above = tokens[..line_end].iter().rposition(|it| it.kind == TokenKind::Newline);
        let line = &tokens[above.map_or(0, |above| above + 1)..line_end];
        let indent = line.iter().take_while(|token| token.kind == TokenKind::Space).count();
        let is_filled = line.iter().any(|token| token.is_filled());
        match (indent, is_filled) {
            (0, true) => return true,
            (0, false) => end = line_end - line.len(),
            (2, true) => return line.iter().filter(|token| token.is_scalar()).count() > 1,
            _ => return false,
        }
    }
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
