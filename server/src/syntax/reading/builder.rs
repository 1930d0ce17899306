//! Makes pragmas and entries of tokens, as Architect's parser does, its peculiarities included.
//!
//! The parser decides an entry's shape by looking at the lines below it and then moves on by a number of
//! tokens that it counts separately. Where the two disagree, tokens are passed over or read twice; both
//! follow from keeping the count, and are deployed that way, so both are kept here.

use crate::text::{Span, line_ends};

use super::super::problem::{SyntaxProblem, SyntaxProblemKind};
use super::super::scalar::Scalar;
use super::super::token::{Lexed, Token, TokenKind, pragma_name};
use super::lines::{Line, lines_of};
use super::{Entry, Pair, Pragma, Reading, Shape};

/// Reads the tokens of a text.
///
pub(in super::super) fn read(text: &str, lexed: &Lexed) -> Read {
    let mut builder = Builder {
        text,
        tokens: &lexed.tokens,
        lines: lines_of(&lexed.tokens),
        line: 0,
        reading: Reading::default(),
        problems: Vec::new(),
    };
    builder.check_pragmas(lexed.problems.is_empty());
    builder.run(lexed.tokens.len());
    builder.mark_replaced();
    let is_replaced = builder.reading.pragmas.iter().any(|pragma| pragma.replaced);
    let is_whole = lexed.truncated_at.is_none() && !is_replaced;
    let is_plain = is_whole && are_plain(builder.tokens, &builder.lines);
    let Builder { reading, problems, .. } = builder;
    let has_shapes = problems.is_empty();
    // A line that already has a wrong character has no shape to complain about.
    let broken = |problem: &SyntaxProblem| {
        lexed.problems.iter().any(|p| p.reference_line == problem.reference_line)
    };
    let shape_problems: Vec<_> = problems.into_iter().filter(|problem| !broken(problem)).collect();
    let mut all = lexed.problems.clone();
    all.extend(shape_problems);
    Read { reading, problems: all, has_shapes, is_plain }
}

/// What is read of a text.
pub(in super::super) struct Read {
    /// What Architect reads or, where it would stop, the best guess at what was meant.
    pub(in super::super) reading: Reading,
    /// Everything that it rejects, in its order.
    pub(in super::super) problems: Vec<SyntaxProblem>,
    /// Whether it has found a shape for every entry and a use for every pragma.
    pub(in super::super) has_shapes: bool,
    /// Whether all is read as it is written, where nothing is rejected. If not, it may be.
    pub(in super::super) is_plain: bool,
}

/// What is read of some tokens of a text.
pub(super) struct Stretch {
    /// The pragmas; of tokens below a pragma that is not among them one without a name, with their entries.
    pub(super) pragmas: Vec<Pragma>,
    /// Whether nothing stands there but words on lines of their own and, below single words, keys with their values: such
    /// lines are read as they are written.
    pub(super) is_plain: bool,
}

/// Reads tokens of which the first is a pragma, or begins an entry of one, up to that at `end`. They go on to the end of
/// the line at which that one stands. Nothing where something is rejected, a pragma is passed over, or reading does not
/// come to that token.
pub(super) fn read_stretch(text: &str, tokens: &[Token], end: usize) -> Option<Stretch> {
    let lines = lines_of(tokens);
    let mut reading = Reading::default();
    let is_pragma = |token: &&Token| token.kind == TokenKind::Pragma;
    let mut written = tokens[..end].iter().filter(is_pragma).count();
    if tokens.first().as_ref().is_none_or(|token| !is_pragma(token)) {
        reading.pragmas.push(Pragma::default());
        written += 1;
    }
    let mut builder = Builder { text, tokens, lines, line: 0, reading, problems: Vec::new() };
    if builder.run(end) != end || !builder.problems.is_empty() {
        return None;
    }
    let pragmas = builder.reading.pragmas;
    let is_plain = are_plain(tokens, &builder.lines);
    (written == pragmas.len()).then_some(Stretch { pragmas, is_plain })
}

/// Whether lines are as [`Stretch::is_plain`] says.
fn are_plain(tokens: &[Token], lines: &[Line]) -> bool {
    // The word that keys may stand below: behind a line on which nothing is read, none does.
    let mut above: Option<&Line> = None;
    lines.iter().all(|line| {
        let is_plain = match (line.filled, line.indent) {
            (0, 0) => {
                above = None;
                true
            }
            (0, _) => false,
            (_, 0) => {
                above = Some(line);
                true
            }
            (_, 2) => line.scalars > 1 && above.is_some_and(|above| above.scalars == 1),
            _ => false,
        };
        // A pragma behind a word is part of its line, and a value in quotes may go on below.
        let is_word = |(index, token): (usize, &Token)| match token.kind {
            TokenKind::QuotedString => false,
            TokenKind::Pragma => index == 0,
            _ => true,
        };
        is_plain && tokens[line.start..line.end].iter().enumerate().all(is_word)
    })
}

/// Why an entry has no shape: what is wrong, where, and whether the reference says on which line.
struct Rejection {
    kind: SyntaxProblemKind,
    token: usize,
    has_line: bool,
}

struct Builder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lines: Vec<Line>,
    /// The line that was asked for last: most are asked for in order.
    line: usize,
    reading: Reading,
    problems: Vec<SyntaxProblem>,
}

impl Builder<'_> {
    fn scalar(&self, token: usize) -> Scalar {
        self.tokens[token].scalar(self.text)
    }

    fn scalars(&self, start: usize, end: usize) -> Vec<Scalar> {
        (start..end).filter(|&i| self.tokens[i].is_scalar()).map(|i| self.scalar(i)).collect()
    }

    fn line_of(&self, token: usize) -> usize {
        self.lines.partition_point(|line| line.end <= token)
    }

    /// The same, found fast where the line is the one that was asked for last or is near behind it.
    fn next_line_of(&mut self, token: usize) -> usize {
        let is_it = |line: &Line| line.start <= token && token < line.end;
        let near = self.lines[self.line..].iter().take(4).position(is_it);
        self.line = near.map_or_else(|| self.line_of(token), |near| self.line + near);
        self.line
    }

    fn report(&mut self, rejection: Rejection) {
        let Rejection { kind, token, has_line } = rejection;
        let reference_line = has_line.then(|| self.line_of(token) + 1);
        let span = self.tokens[token].span;
        let message = message(kind, span.of(self.text));
        self.problems.push(SyntaxProblem { kind, span, message, reference_line });
    }

    /// No pragma at all, or one twice. What is compared is the whole line from behind the `@`, comment
    /// included, in a JavaScript object.
    fn check_pragmas(&mut self, lexes: bool) {
        let pragmas: Vec<usize> = (0..self.tokens.len())
            .filter(|&index| self.tokens[index].kind == TokenKind::Pragma)
            .collect();
        if pragmas.is_empty() && lexes {
            self.problems.push(SyntaxProblem {
                kind: SyntaxProblemKind::NoPragma,
                span: Span::new(0, self.text.lines().next().unwrap_or_default().len()),
                message: "no pragma in this file, so Architect refuses it: write one, as `@app` in a manifest, `@aws` in a \
                          function's config or `@env` in preferences"
                    .into(),
                reference_line: None,
            });
        }
        let mut seen: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        for index in pragmas {
            let raw = &self.tokens[index].span.of(self.text)[1..];
            let first = seen.get(raw).copied();
            if first.is_none() && !OBJECT_PROTOTYPE.contains(&raw) {
                seen.insert(raw, index);
                continue;
            }
            let message = match first {
                Some(first) => format!(
                    "`@{raw}` stands on line {} already: a pragma may appear once, so put all its entries \
                     under one",
                    self.true_line(first)
                ),
                None => format!(
                    "`@{raw}` cannot be a pragma: every JavaScript object has a `{raw}`, so Architect \
                     takes it for one that is already defined"
                ),
            };
            let reference_line = Some(self.line_of(index) + 1);
            let span = self.header_span(index);
            let kind = SyntaxProblemKind::RepeatedPragma;
            self.problems.push(SyntaxProblem { kind, span, message, reference_line });
        }
    }

    /// The line of a token as an editor counts, from 1.
    fn true_line(&self, token: usize) -> usize {
        line_ends(&self.text[..self.tokens[token].span.start]) + 1
    }

    /// From `@` to the end of the name.
    fn header_span(&self, token: usize) -> Span {
        let span = self.tokens[token].span;
        let header = span.of(self.text).split('#').next().unwrap_or_default().trim_end();
        Span::new(span.start, span.start + header.len())
    }

    /// Reads up to a token. Returns the one that reading comes to: that, or one behind it.
    fn run(&mut self, end: usize) -> usize {
        let mut index = 0;
        let mut stray = false;
        while index < end {
            let token = self.tokens[index];
            match token.kind {
                TokenKind::Pragma => {
                    let raw = token.span.of(self.text);
                    self.reading.pragmas.push(Pragma {
                        name: pragma_name(raw),
                        span: self.header_span(index),
                        raw: raw[1..].to_owned(),
                        entries: Vec::new(),
                        replaced: false,
                    });
                    index += 1;
                }
                TokenKind::Space | TokenKind::Newline | TokenKind::Comment => index += 1,
                _ => {
                    let (entry, next) = self.entry(index);
                    match self.reading.pragmas.last_mut() {
                        Some(pragma) => pragma.entries.push(entry),
                        None if !stray => {
                            stray = true; // one is said for all
                            let kind = SyntaxProblemKind::ValueBeforePragma;
                            self.report(Rejection { kind, token: index, has_line: false });
                        }
                        None => {}
                    }
                    index = next;
                }
            }
        }
        index
    }

    fn mark_replaced(&mut self) {
        let mut seen = std::collections::HashSet::new();
        for pragma in self.reading.pragmas.iter_mut().rev() {
            pragma.replaced = !seen.insert(pragma.name.clone());
        }
    }

    /// The entry that begins at a value, and the token at which reading goes on.
    fn entry(&mut self, index: usize) -> (Entry, usize) {
        let line_index = self.next_line_of(index);
        let line = self.lines[line_index];
        let filled = self.tokens[index..line.end].iter().filter(|token| token.is_filled()).count();
        let indented = self
            .lines
            .get(line_index + 1)
            .is_some_and(|next| next.indent >= 2 && next.end - next.start >= 3);
        if filled != 1 {
            let items = self.scalars(index, line.end);
            return (entry(Shape::Array(items)), line.end);
        }
        let name = self.scalar(index);
        if !indented {
            return (entry(Shape::Scalar(name)), index + 1);
        }
        match self.shape(index, line_index) {
            Ok(BlockShape::Vector) => {
                let end = self.lines[line_index + 1..]
                    .iter()
                    .take_while(|line| line.indent >= 2)
                    .last()
                    .map_or(line.end, |last| last.end);
                let items = self.scalars(line.end, end);
                (entry(Shape::Vector { name, items }), end)
            }
            Ok(BlockShape::Map) => {
                let (pairs, end) = self.map(index, line_index);
                (entry(Shape::Map { name, pairs }), end)
            }
            Err(rejection) => {
                self.report(rejection);
                self.guess(name, line_index)
            }
        }
    }

    /// Whether the lines below a word make a vector or a map. The reference asks for a vector first.
    fn shape(&self, index: usize, line_index: usize) -> Result<BlockShape, Rejection> {
        let reject = |kind, token| Err(Rejection { kind, token, has_line: true });
        let named_by_string = self.tokens[index].is_string();
        let first = self.lines.get(self.lines[line_index].next_filled);
        let second = first.and_then(|line| self.lines.get(line.next_filled));
        if first.is_some_and(|line| line.scalars == 1) {
            // One word over one word that is indented by four: a key of a map with a vector below it.
            if !second.is_some_and(|line| line.indent >= 4 && line.scalars == 1) {
                if !named_by_string {
                    return reject(SyntaxProblemKind::VectorNameNotString, index);
                }
                return Ok(BlockShape::Vector);
            }
        }
        let Some(run) = first.filter(|line| line.is_pair()) else {
            return reject(SyntaxProblemKind::UnknownShape, index);
        };
        if !named_by_string {
            return reject(SyntaxProblemKind::MapNameNotString, index);
        }
        let (bad_key, bad_value) = (run.bad_key, run.bad_value);
        if let Some(line) = self.lines.get(bad_key) {
            let key = (line.start..line.end).find(|&i| self.tokens[i].is_scalar());
            return reject(SyntaxProblemKind::MapKeyNotString, key.unwrap_or(line.start));
        }
        if let Some(line) = self.lines.get(bad_value) {
            let key = (line.start..line.end).find(|&i| self.tokens[i].is_scalar());
            // At the end of the run the reference looks beyond its list and crashes, without a line.
            let has_line = line.next_filled < run.run_end;
            return Err(Rejection {
                kind: SyntaxProblemKind::MapValueMissing,
                token: key.unwrap_or(line.start),
                has_line,
            });
        }
        Ok(BlockShape::Map)
    }

    /// The pairs of a map, and the token at which reading goes on.
    fn map(&self, index: usize, line_index: usize) -> (Vec<Pair>, usize) {
        let mut pairs: Vec<Pair> = Vec::new();
        // Tokens that the reference counts for the map, which need not be those that it has.
        let mut count = self.lines[line_index].end - index;
        // The pair that lines indented by four belong to.
        let mut open: Option<usize> = None;
        for line in &self.lines[line_index + 1..] {
            let tokens = line.end - line.start;
            if line.indent == 2 && self.tokens.get(line.start + 2).is_some_and(|t| t.is_string()) {
                let key = self.scalar(line.start + 2);
                count += 3;
                let values = if line.scalars == 1 {
                    open = Some(pairs.len());
                    Vec::new()
                } else {
                    open = None;
                    count += tokens - 3;
                    self.scalars(line.start + 3, line.end)
                };
                pairs.push(Pair { key, values });
                continue;
            }
            let Some(pair) = open else { break };
            if line.filled == 0 {
                count += tokens;
            } else if line.indent == 4 && self.tokens[line.start + 4].is_scalar() {
                count += 5 + tokens;
                pairs[pair].values.extend(self.scalars(line.start, line.end));
            } else {
                // Passed over, and not counted.
                open = None;
            }
        }
        (pairs, index + count)
    }

    /// What a rejected entry may have meant: the indented lines below it, as far as they go.
    fn guess(&self, name: Scalar, line_index: usize) -> (Entry, usize) {
        let mut end = self.lines[line_index].end;
        let mut pairs: Vec<Pair> = Vec::new();
        let mut is_map = false;
        for line in &self.lines[line_index + 1..] {
            if line.filled > 0 && (line.indent < 2 || line.scalars == 0) {
                break;
            }
            let mut scalars = self.scalars(line.start, line.end).into_iter();
            match (scalars.next(), pairs.last_mut()) {
                (Some(first), Some(parent)) if line.indent >= 4 => {
                    parent.values.push(first);
                    parent.values.extend(scalars);
                }
                (Some(key), _) => {
                    let values: Vec<Scalar> = scalars.collect();
                    is_map |= !values.is_empty();
                    pairs.push(Pair { key, values });
                }
                (None, _) => {}
            }
            end = line.end;
        }
        is_map |= pairs.iter().any(|pair| !pair.values.is_empty());
        let shape = if is_map {
            Shape::Map { name, pairs }
        } else if pairs.is_empty() {
            Shape::Scalar(name)
        } else {
            Shape::Vector { name, items: pairs.into_iter().map(|pair| pair.key).collect() }
        };
        (entry(shape), end)
    }
}

enum BlockShape {
    Vector,
    Map,
}

fn entry(shape: Shape) -> Entry {
    let mut entry = Entry { shape, span: Span::default() };
    let first = entry.head().span;
    let last = match &entry.shape {
        Shape::Scalar(_) => None,
        Shape::Array(items) | Shape::Vector { items, .. } => items.last().map(|item| item.span),
        Shape::Map { pairs, .. } => pairs.iter().map(Pair::span).max_by_key(|span| span.end),
    };
    entry.span = last.map_or(first, |last| first.to(last));
    entry
}

fn message(kind: SyntaxProblemKind, written: &str) -> String {
    match kind {
        SyntaxProblemKind::ValueBeforePragma => format!(
            "`{written}` stands above the first pragma, so it belongs to nothing: move it below one"
        ),
        SyntaxProblemKind::VectorNameNotString => format!(
            "`{written}` is not a string, so it cannot name the list below it: put it in quotes, or take \
             back the indent of the next line"
        ),
        SyntaxProblemKind::MapNameNotString => format!(
            "`{written}` is not a string, so it cannot name the settings below it: put it in quotes, or \
             take back the indent of the next line"
        ),
        SyntaxProblemKind::MapKeyNotString => {
            format!("`{written}` is not a string, so it cannot be a key: put it in quotes")
        }
        SyntaxProblemKind::MapValueMissing => format!(
            "`{written}` has no value: write one behind it, or a list below it, each item indented by four \
             spaces"
        ),
        SyntaxProblemKind::UnknownShape => format!(
            "nothing readable stands below `{written}`, yet the next line is indented: remove its white \
             space, or write a value there"
        ),
        SyntaxProblemKind::UnknownCharacter
        | SyntaxProblemKind::UnclosedQuote
        | SyntaxProblemKind::InvalidPragma
        | SyntaxProblemKind::NoPragma
        | SyntaxProblemKind::RepeatedPragma
        | SyntaxProblemKind::InvalidJson
        | SyntaxProblemKind::InvalidYaml
        | SyntaxProblemKind::UnreadableValue => format!("`{written}` is rejected by Architect"),
    }
}

/// What every JavaScript object has by nature, so that the reference takes it for a pragma seen before.
/// <https://tc39.es/ecma262/#sec-properties-of-the-object-prototype-object>
const OBJECT_PROTOTYPE: [&str; 12] = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
];
