//! The lines of a token list, with what the shapes are decided by.

use super::super::token::{Token, TokenKind};

/// One line of tokens, its line end included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Index of its first token.
    pub(super) start: usize,
    /// Index behind its last token.
    pub(super) end: usize,
    /// Spaces that it begins with.
    pub(super) indent: usize,
    /// Its pragmas and values.
    pub(super) filled: usize,
    /// Its values.
    pub(super) scalars: usize,
    /// The first filled line from the next one on; the number of lines where there is none.
    pub(super) next_filled: usize,
    /// Of the unbroken run of pairs that begins here: the first filled line that is no pair.
    pub(super) run_end: usize,
    /// The first line of that run whose key is no string.
    pub(super) bad_key: usize,
    /// The first line of that run whose key has no value, and is not followed by a line of one word.
    pub(super) bad_value: usize,
}

impl Line {
    /// "Two spaces, then a value": what the reference takes for a pair.
    pub(super) fn is_pair(&self) -> bool {
        self.indent >= 2 && self.scalars >= 1
    }
}

/// Cuts tokens into lines and decides, from the last to the first, what each is asked about later; so
/// that no shape has to read a whole file again.
pub(super) fn lines_of(tokens: &[Token]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Newline || index + 1 == tokens.len() {
            lines.push(line(tokens, start, index + 1));
            start = index + 1;
        }
    }
    let none = lines.len();
    let mut next_filled = none;
    for index in (0..none).rev() {
        let mut line = lines[index];
        line.next_filled = next_filled;
        let next = lines.get(next_filled).copied();
        (line.run_end, line.bad_key, line.bad_value) = if line.is_pair() {
            let (run_end, mut bad_key, mut bad_value) = match next {
                Some(next) => (next.run_end, next.bad_key, next.bad_value),
                None => (none, none, none),
            };
            let first = tokens[line.start..line.end].iter().find(|token| token.is_scalar());
            if line.indent < 4 && first.is_some_and(|token| !token.is_string()) {
                bad_key = index;
            }
            let followed_by_item = next.is_some_and(|next| next.is_pair() && next.scalars == 1);
            if line.indent < 4 && line.scalars == 1 && !followed_by_item {
                bad_value = index;
            }
            (run_end, bad_key, bad_value)
        } else {
            (index, none, none)
        };
        if line.filled > 0 {
            next_filled = index;
        }
        lines[index] = line;
    }
    lines
}

fn line(tokens: &[Token], start: usize, end: usize) -> Line {
    let tokens = &tokens[start..end];
    Line {
        start,
        end,
        indent: tokens.iter().take_while(|token| token.kind == TokenKind::Space).count(),
        filled: tokens.iter().filter(|token| token.is_filled()).count(),
        scalars: tokens.iter().filter(|token| token.is_scalar()).count(),
        next_filled: 0,
        run_end: 0,
        bad_key: 0,
        bad_value: 0,
    }
}
