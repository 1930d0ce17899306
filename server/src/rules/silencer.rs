//! Comments that silence problems: `# arc-lsp: ignore[rule-a, rule-b] reason` at the end of a line, or alone on the line
//! above a pragma or a top-level entry, and `# arc-lsp: ignore-file[rule]` above the first pragma. In YAML the same; JSON
//! has no comments.

use crate::syntax::{Pragma, PragmaNode, Syntax};
use crate::text::{Span, Text};

/// What a silencer's comment says between `#` and the name of what it does.
const MARK: &str = "arc-lsp:";

/// A comment that silences problems, or was meant to.
#[derive(Debug)]
pub(super) struct Silencer {
    /// What it does, in its author's word.
    pub(super) verb: Span,
    /// The rules that it names.
    pub(super) names: Vec<Span>,
    /// From its `#` to the end of the comment, or to the next silencer in it.
    pub(super) span: Span,
    /// Where it works.
    pub(super) scope: Scope,
}

/// Where a silencer works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// In the whole file.
    File,
    /// On the line at whose end it stands.
    Line(Span),
    /// In the pragma or entry below it.
    Below(Span),
    /// Nowhere, for this reason.
    Nowhere(Misplaced),
}

/// Why a silencer works nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misplaced {
    /// It is neither `ignore` nor `ignore-file`.
    Verb,
    /// It names no rule.
    NoRule,
    /// `ignore-file` below the first pragma.
    BelowPragma,
    /// Alone on a line that is not right above a pragma or a top-level entry.
    AboveNothing,
}

impl Silencer {
    /// Whether a problem with this span lies where the silencer works.
    pub(super) fn covers(&self, problem: Span) -> bool {
        let inside = |scope: Span, offset: usize| scope.start <= offset && offset <= scope.end;
        match self.scope {
            Scope::File => true,
            // A value in quotes may run over lines, and the comment can only stand behind it.
            Scope::Line(line) => {
                let last = problem.end.saturating_sub(1).max(problem.start);
                inside(line, problem.start) || inside(line, last)
            }
            Scope::Below(below) => below.start <= problem.start && problem.start < below.end,
            Scope::Nowhere(_) => false,
        }
    }
}

/// Every silencer of a text, in its order.
pub(super) fn silencers(syntax: &Syntax) -> Vec<Silencer> {
    let text = &syntax.text;
    // Hardly any file has one, and every keystroke comes by here.
    if !text.contains(MARK) {
        return Vec::new();
    }
    let lines = Text::new(text);
    let comments = syntax.comments();
    comments.iter().flat_map(|comment| in_comment(syntax, &lines, *comment)).collect()
}

fn in_comment(syntax: &Syntax, lines: &Text, comment: Span) -> Vec<Silencer> {
    let written = comment.of(&syntax.text);
    let starts: Vec<usize> = written
        .match_indices('#')
        .map(|(at, _)| at)
        .filter(|at| written[at + 1..].trim_start().starts_with(MARK))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([written.len()]);
    let silencer = |(start, end): (&usize, usize)| {
        let span = Span::new(comment.start + start, comment.start + end);
        read(syntax, lines, comment, span)
    };
    starts.iter().zip(ends).map(silencer).collect()
}

fn read(syntax: &Syntax, lines: &Text, comment: Span, span: Span) -> Silencer {
    let text = &syntax.text;
    let mark = span.of(text).find(MARK).unwrap_or_default();
    let after = span.start + mark + MARK.len();
    let body = trimmed(text, Span::new(after, span.end));
    let length = body.of(text).find(|c: char| c == '[' || c.is_whitespace());
    let verb = Span::new(body.start, length.map_or(body.end, |length| body.start + length));
    let rest = trimmed(text, Span::new(verb.end, body.end));
    let names = names(text, rest);
    let scope = match verb.of(text) {
        _ if names.is_empty() && ["ignore", "ignore-file"].contains(&verb.of(text)) => {
            Scope::Nowhere(Misplaced::NoRule)
        }
        "ignore" => line_scope(syntax, lines, comment),
        "ignore-file" => {
            let first = sections(syntax).into_iter().next();
            if first.is_none_or(|section| comment.end <= section.head.start) {
                Scope::File
            } else {
                Scope::Nowhere(Misplaced::BelowPragma)
            }
        }
        _ => Scope::Nowhere(Misplaced::Verb),
    };
    Silencer { verb, names, span, scope }
}

/// The names in brackets at the start of `span`.
fn names(text: &str, span: Span) -> Vec<Span> {
    let written = span.of(text);
    let Some(list) = written.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return Vec::new();
    };
    let mut start = span.start + 1;
    let mut names = Vec::new();
    for name in list.0.split(',') {
        let name_span = trimmed(text, Span::new(start, start + name.len()));
        if !name_span.is_empty() {
            names.push(name_span);
        }
        start += name.len() + 1;
    }
    names
}

fn line_scope(syntax: &Syntax, lines: &Text, comment: Span) -> Scope {
    let line = lines.line_at(comment.start);
    let content = lines.line_content(line);
    if !Span::new(content.start, comment.start).of(&syntax.text).trim().is_empty() {
        return Scope::Line(content);
    }
    let is_comment = |line: usize| {
        line < lines.line_count()
            && lines.line_content(line).of(&syntax.text).trim_start().starts_with('#')
    };
    let below = (line + 1..).find(|line| !is_comment(*line)).unwrap_or(line);
    let sections = sections(syntax);
    let starts_below = |it: &&Stretch| lines.line_at(it.head.start) == below;
    let pragma = sections.iter().find(starts_below);
    let entry = || sections.iter().flat_map(|section| &section.entries).find(starts_below);
    pragma
        .or_else(entry)
        .map_or(Scope::Nowhere(Misplaced::AboveNothing), |it| Scope::Below(it.whole))
}

/// A pragma or an entry.
struct Stretch {
    /// Its header, or its first word.
    head: Span,
    /// All of it.
    whole: Span,
    /// The entries of a pragma.
    entries: Vec<Stretch>,
}

/// The pragmas of a text with their entries: as they are written or, in YAML, as they are read.
fn sections(syntax: &Syntax) -> Vec<Stretch> {
    if syntax.format.is_arc() {
        let pragmas = syntax.tree().manifest().pragmas();
        let section = |pragma: PragmaNode<'_>| {
            let entries = pragma.entries().filter_map(|entry| {
                let head = entry.head()?.span();
                Some(Stretch { head, whole: entry.span(), entries: Vec::new() })
            });
            let head = pragma.header();
            Stretch { head, whole: head.to(pragma.span()), entries: entries.collect() }
        };
        return pragmas.map(section).collect();
    }
    let section = |pragma: &Pragma| {
        let entries = pragma.entries.iter().map(|entry| Stretch {
            head: entry.head().span,
            whole: entry.span,
            entries: Vec::new(),
        });
        let entries: Vec<Stretch> = entries.collect();
        let whole = entries.iter().fold(pragma.span, |whole, entry| whole.to(entry.whole));
        Stretch { head: pragma.span, whole, entries }
    };
    syntax.reading.pragmas.iter().map(section).collect()
}

/// A span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start + (written.len() - written.trim_start().len());
    Span::new(start, start + written.trim().len())
}
