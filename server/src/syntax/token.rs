//! The tree's tokens in the order in which Architect's lexer would find them, white space included.
//!
//! The grammar decides what each token is; this file only adds what a tree leaves out (spaces, tabs as two
//! spaces, line ends) and says where the lexer would stop.

use crate::text::{Follow, Shift, Span};

use super::problem::{SyntaxProblem, SyntaxProblemKind};
use super::scalar::{Scalar, ScalarKind, parse_number};
use super::tree::Tree;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Pragma,
    Comment,
    Space,
    Newline,
    String,
    QuotedString,
    Number,
    Boolean,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

impl Token {
    pub(super) fn is_scalar(self) -> bool {
        use TokenKind::*;
        matches!(self.kind, String | QuotedString | Number | Boolean)
    }

    pub(super) fn is_string(self) -> bool {
        matches!(self.kind, TokenKind::String | TokenKind::QuotedString)
    }

    /// A pragma or a value: what the reference calls "not empty".
    pub(super) fn is_filled(self) -> bool {
        self.kind == TokenKind::Pragma || self.is_scalar()
    }

    /// The value of a scalar token.
    pub(super) fn scalar(self, text: &str) -> Scalar {
        let written = self.span.of(text);
        let (kind, value) = match self.kind {
            TokenKind::QuotedString => {
                (ScalarKind::String { quoted: true }, &written[1..written.len() - 1])
            }
            TokenKind::Number => (ScalarKind::Number(parse_number(written)), written),
            TokenKind::Boolean => (ScalarKind::Boolean(written == "true"), written),
            _ => (ScalarKind::String { quoted: false }, written),
        };
        Scalar { kind, text: value.into(), span: self.span }
    }
}

impl Follow for Token {
    fn follow(&mut self, shift: Shift) {
        self.span.follow(shift);
    }
}

/// The tokens of a text, and what the lexer rejects.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    pub(super) problems: Vec<SyntaxProblem>,
    /// Where a backslash before the first closing quote makes the reference drop the rest of the file: the
    /// string's opening quote.
    pub(super) truncated_at: Option<usize>,
    /// Whether a last carriage return was left out.
    pub(super) lone_end: bool,
}

/// The part of a pragma's token that is its name, as the reference trims it: `name` without `@`, comment
/// and white space.
pub(super) fn pragma_name(token: &str) -> String {
    // The reference's regular expression stops at any of ECMAScript's line terminators.
    let mut name = String::new();
    let mut in_comment = false;
    for c in token.chars().skip(1) {
        match c {
            '\u{2028}' | '\u{2029}' => in_comment = false,
            '#' => in_comment = true,
            _ => {}
        }
        if !in_comment {
            name.push(c);
        }
    }
    name.trim_matches(is_trimmed).to_owned()
}

/// White space and line terminators as ECMAScript's `String.prototype.trim` takes them away.
/// <https://tc39.es/ecma262/#sec-trimstring>
fn is_trimmed(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202f}'
                | '\u{205f}'
                | '\u{3000}'
                | '\u{feff}'
    )
}

/// Lowers a tree to its tokens.
pub(super) fn lower(tree: &Tree, text: &str) -> Lexed {
    let mut lowering = Lowering::from(text, 0, text.len() / 4);
    lowering.run(tree, 0, |_| false);
    let mut lexed = lowering.lexed;
    // The reference adds a line feed, which makes one line end of it and a last carriage return, and drops
    // the last token.
    if lexed.truncated_at.is_none() && text.ends_with('\r') {
        lexed.tokens.pop();
        lexed.lone_end = true;
    }
    lexed
}

/// The lexer reads no further.
struct Stop;

/// Tokens in the making.
pub(super) struct Lowering<'a> {
    text: &'a str,
    position: usize,
    /// The line as the reference counts: line ends inside quotes left out.
    line: usize,
    pub(super) lexed: Lexed,
}

impl<'a> Lowering<'a> {
    /// Begins at `position`, where a line does, with room for a number of tokens. Lines are counted from there.
    pub(super) fn from(text: &'a str, position: usize, room: usize) -> Lowering<'a> {
        let lexed = Lexed { tokens: Vec::with_capacity(room), ..Lexed::default() };
        Lowering { text, position, line: 1, lexed }
    }

    /// Reads the leaves of a tree that end behind `from`, until `is_done` says so, which is asked after each, or they
    /// end.
    pub(super) fn run(
        &mut self,
        tree: &Tree,
        from: usize,
        mut is_done: impl FnMut(&Lexed) -> bool,
    ) {
        let mut cursor = tree.root().walk();
        if from > 0 {
            while cursor.goto_first_child_for_byte(from).is_some() {}
        }
        // Where no child ends behind, the node itself is passed.
        let mut passed = from > 0 && cursor.node().child_count() > 0;
        'tree: loop {
            if !std::mem::take(&mut passed) {
                if cursor.node().child_count() > 0 && cursor.goto_first_child() {
                    continue;
                }
                if self.leaf(cursor.node()).is_err() || is_done(&self.lexed) {
                    return;
                }
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    break 'tree;
                }
            }
        }
        self.gap(self.text.len());
    }
}

impl Lowering<'_> {
    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.line += usize::from(kind == TokenKind::Newline);
        self.lexed.tokens.push(Token { kind, span: Span::new(start, end) });
    }

    fn problem(&mut self, kind: SyntaxProblemKind, span: Span, message: String) {
        let reference_line = Some(self.line);
        self.lexed.problems.push(SyntaxProblem { kind, span, message, reference_line });
    }

    /// White space up to `end`.
    fn gap(&mut self, end: usize) {
        let bytes = self.text.as_bytes();
        while self.position < end {
            let start = self.position;
            self.position += 1;
            match bytes[start] {
                b' ' => self.push(TokenKind::Space, start, start + 1),
                b'\t' => {
                    self.push(TokenKind::Space, start, start + 1);
                    self.push(TokenKind::Space, start, start + 1);
                }
                b'\r' | b'\n' => {
                    if bytes[start] == b'\r' && bytes.get(start + 1) == Some(&b'\n') {
                        self.position += 1;
                    }
                    self.push(TokenKind::Newline, start, self.position);
                }
                // A byte-order mark, or white space behind a pragma that is neither space nor tab.
                _ => {
                    let length = self.text[start..].chars().next().map_or(1, char::len_utf8);
                    self.position = start + length;
                    self.unknown_characters(Span::new(start, self.position));
                }
            }
        }
    }

    fn unknown_characters(&mut self, span: Span) {
        let written = span.of(self.text);
        let message = match written {
            "\u{feff}" if span.start == 0 => {
                "the file begins with a byte-order mark (U+FEFF), which Architect rejects: save it \
                 as UTF-8 without one"
                    .to_owned()
            }
            _ => {
                let shown: String = written.chars().flat_map(escape_invisible).collect();
                format!(
                    "unknown character `{shown}`: outside quotes Architect takes only ASCII letters \
                     and digits and ( ) / ~ - _ . , : $ * ? & ! % = + | ^; put the value in quotes"
                )
            }
        };
        self.problem(SyntaxProblemKind::UnknownCharacter, span, message);
    }

    fn leaf(&mut self, node: tree_sitter::Node<'_>) -> Result<(), Stop> {
        let span = Span::from(node.byte_range());
        // Nothing of its own: a token without width, or a part of a pragma's header that is read already.
        if span.is_empty() || span.start < self.position {
            return Ok(());
        }
        let kind = match node.kind() {
            "@" => TokenKind::Pragma,
            "comment" => TokenKind::Comment,
            "string" => TokenKind::String,
            "quoted_string" => TokenKind::QuotedString,
            "unclosed_string" => TokenKind::QuotedString,
            "number" => TokenKind::Number,
            "boolean" => TokenKind::Boolean,
            "illegal" => {
                self.gap(span.start);
                self.position = span.end;
                self.unknown_characters(span);
                return Ok(());
            }
            // Line ends are found as white space is.
            _ => return Ok(()),
        };
        self.gap(span.start);
        match kind {
            TokenKind::Pragma => self.pragma(span.start),
            TokenKind::QuotedString => return self.quoted(span),
            _ => {
                self.position = span.end;
                self.push(kind, span.start, span.end);
            }
        }
        Ok(())
    }

    /// A pragma takes its whole line, comment and all.
    fn pragma(&mut self, start: usize) {
        let rest = &self.text[start..];
        let line = &rest[..rest.find(['\r', '\n']).unwrap_or(rest.len())];
        let token = line.trim_end_matches(is_trimmed);
        let name = pragma_name(token);
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        {
            let without_comment =
                token.split('#').next().unwrap_or(token).trim_end_matches(is_trimmed);
            let message = if name.is_empty() {
                "`@` begins a pragma, but no name follows it; put a value that holds `@` in quotes"
                    .to_owned()
            } else {
                format!(
                    "`{without_comment}` is no pragma: its name may hold only letters, digits, `-` and \
                     `_`, and nothing but a comment may follow it; put a value that holds `@` in quotes"
                )
            };
            let span = Span::new(start, start + without_comment.len().max(1));
            self.problem(SyntaxProblemKind::InvalidPragma, span, message);
        }
        self.position = start + token.len();
        self.push(TokenKind::Pragma, start, self.position);
    }

    fn quoted(&mut self, span: Span) -> Result<(), Stop> {
        let quote = &self.text[span.start..span.start + 1];
        let inner = &self.text[span.start + 1..];
        let Some(length) = inner.find(quote) else {
            self.position = span.end;
            self.problem(
                SyntaxProblemKind::UnclosedQuote,
                Span::new(span.start, span.start + 1),
                format!(
                    "nothing closes this quote: a value in quotes ends at the next {quote} (there is no \
                     escape), on this line or a later one"
                ),
            );
            return Ok(());
        };
        if inner[..length].ends_with('\\') {
            self.lexed.truncated_at = Some(span.start);
            return Err(Stop);
        }
        self.position = span.start + 1 + length + 1;
        self.push(TokenKind::QuotedString, span.start, self.position);
        Ok(())
    }
}

fn escape_invisible(c: char) -> impl Iterator<Item = char> {
    let visible = !c.is_control() && !is_trimmed(c);
    let escaped = if visible { c.to_string() } else { format!("U+{:04X}", u32::from(c)) };
    escaped.chars().collect::<Vec<_>>().into_iter()
}
