//! What each item looks like, and how many blank lines stand before it.

use crate::project::{FormatSettings, Quotes};
use crate::syntax::Syntax;
use crate::text::{Span, Text};

use super::item::{Item, Kind, Word};
use super::quotes;

/// An item laid out.
#[derive(Debug)]
pub(super) struct Laid {
    /// Blank lines before it.
    pub(super) blank_lines: usize,
    /// Its line, or lines, without the end of the last.
    pub(super) text: String,
}

/// Lays out the items of a text.
pub(super) fn lay_out(
    syntax: &Syntax,
    lines: &Text,
    items: &[Item],
    settings: FormatSettings,
) -> Vec<Laid> {
    let text = &syntax.text;
    let mut laid: Vec<Laid> = (0..items.len())
        .map(|index| Laid {
            blank_lines: blank_lines(items, index),
            text: body(text, items, index, settings),
        })
        .collect();
    let columns = if settings.align_comments {
        columns(text, lines, items, &laid)
    } else {
        vec![0; items.len()]
    };
    for ((item, laid), column) in items.iter().zip(&mut laid).zip(columns) {
        let (Some(comment), false) = (item.comment, item.kind == Kind::Comment) else { continue };
        if !is_glued(text, comment) {
            let width = last_line_width(&laid.text);
            laid.text.push_str(&" ".repeat(column.saturating_sub(width).max(1)));
        }
        laid.text.push_str(comment.of(text).trim_end());
    }
    laid
}

/// A comment without a space before it. A space would make it look meant, and perhaps it is a word cut in two.
fn is_glued(text: &str, comment: Span) -> bool {
    !text[..comment.start].ends_with([' ', '\t'])
}

/// The line without the comment behind it.
fn body(text: &str, items: &[Item], index: usize, settings: FormatSettings) -> String {
    let item = &items[index];
    match (item.kind, item.comment) {
        (Kind::Pragma, _) => {
            let header = item.words.first().map_or("", |word| word.span.of(text));
            format!("@{}", header.trim_start_matches('@').trim_start())
        }
        (Kind::Comment, Some(comment)) => {
            let indent = "  ".repeat(comment_level(text, items, index));
            format!("{indent}{}", comment.of(text).trim_end())
        }
        (Kind::Comment, None) => String::new(),
        (Kind::Line(level), _) => {
            let words: Vec<&str> = item.words.iter().map(|it| word(text, *it, settings)).collect();
            format!("{}{}", "  ".repeat(level), words.join(" "))
        }
    }
}

fn word(text: &str, word: Word, settings: FormatSettings) -> &str {
    let written = word.span.of(text);
    if !word.quoted || settings.quotes == Quotes::Keep {
        return written;
    }
    let value = written.get(1..written.len().saturating_sub(1)).unwrap_or(written);
    if quotes::are_needed(value) { written } else { value }
}

/// The level of a comment on a line of its own: that of what it stands above or, behind the last line of a block, that
/// of the block. One at the start of a line stays there.
fn comment_level(text: &str, items: &[Item], index: usize) -> usize {
    let indented = items[index].comment.is_some_and(|it| text[..it.start].ends_with([' ', '\t']));
    if !indented {
        return 0;
    }
    let level = |item: &Item| match item.kind {
        Kind::Line(level) => Some(level),
        Kind::Pragma => Some(0),
        Kind::Comment => None,
    };
    let next = items[index + 1..].iter().find_map(level).unwrap_or(0);
    let previous = items[..index].iter().rev().find_map(level).unwrap_or(0);
    if next > 0 { next } else { previous.min(1) }
}

/// Blank lines before an item: one before a pragma with the comments right above it, none at the start of the file and
/// behind a pragma, otherwise one where there was any.
fn blank_lines(items: &[Item], index: usize) -> usize {
    let Some(previous) = index.checked_sub(1).map(|previous| &items[previous]) else { return 0 };
    let item = &items[index];
    let touches = |above: &Item, below: &Item| below.lines.0 <= above.lines.1 + 1;
    let is_touching_comment = previous.kind == Kind::Comment && touches(previous, item);
    if belongs_to_pragma(items, index) {
        return usize::from(!is_touching_comment);
    }
    usize::from(previous.kind != Kind::Pragma && !touches(previous, item))
}

/// Whether an item is a pragma, or one of the comments right above one.
fn belongs_to_pragma(items: &[Item], index: usize) -> bool {
    let mut index = index;
    while items[index].kind == Kind::Comment {
        let Some(next) = items.get(index + 1) else { return false };
        if next.lines.0 > items[index].lines.1 + 1 {
            return false;
        }
        index += 1;
    }
    items[index].kind == Kind::Pragma
}

/// The column of each comment behind words, in characters from 0, where it is aligned with others; 0 elsewhere. Comments
/// are aligned that stood in one column, in one stretch without blank lines.
fn columns(text: &str, lines: &Text, items: &[Item], laid: &[Laid]) -> Vec<usize> {
    let mut columns = vec![0; items.len()];
    let mut group: Vec<usize> = Vec::new();
    let mut group_column = 0;
    let mut close = |group: &mut Vec<usize>| {
        // Lines between them without a comment are not to stick out.
        let range = group.first().copied().unwrap_or(0)..group.last().map_or(0, |last| last + 1);
        let width = range.map(|index| last_line_width(&laid[index].text)).max();
        let column = width.map_or(0, |width| width + 1);
        if group.len() > 1 {
            group.iter().for_each(|index| columns[*index] = column);
        }
        group.clear();
    };
    for (index, item) in items.iter().enumerate() {
        if laid[index].blank_lines > 0 || !matches!(item.kind, Kind::Line(_)) {
            close(&mut group);
        }
        let comment = item.comment.filter(|comment| !is_glued(text, *comment));
        if let (Some(comment), Kind::Line(_)) = (comment, item.kind) {
            let start = lines.line_content(lines.line_at(comment.start)).start;
            let column = Span::new(start, comment.start).of(text).chars().count();
            if column != group_column {
                close(&mut group);
                group_column = column;
            }
            group.push(index);
        }
    }
    close(&mut group);
    columns
}

fn last_line_width(text: &str) -> usize {
    text.rsplit(['\n', '\r']).next().unwrap_or_default().chars().count()
}
