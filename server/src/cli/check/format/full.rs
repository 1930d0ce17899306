//! `--format full`: the lines with carets under what is wrong, what explains it and what can be done.

use std::borrow::Cow;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet,
};

use crate::rules::{Fix, Problem, Severity};
use crate::text::Span;

use super::super::super::output;
use super::super::report::{Report, Source};
use super::summary;

/// A fix is drawn into the text when it changes no more lines than this; a longer one is only named.
const DRAWN_LINES: usize = 6;

/// The report as text.
pub(super) fn render(report: &Report, colours: bool, quiet: bool) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    // A pager or a log would show them as they are written.
    let links = colours && output::is_terminal();
    let mut out = String::new();
    for problem in &report.problems {
        out.push_str(&renderer.render(&groups(report, problem, links)));
        out.push_str("\n\n");
    }
    if !quiet {
        out.push_str(&summary::lines(report));
    }
    out
}

/// A problem as annotate-snippets takes it: the problem itself, then each way to mend it.
fn groups<'a>(report: &'a Report, problem: &'a Problem, links: bool) -> Vec<Group<'a>> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let title = level.primary_title(&problem.message).id(problem.rule.name);
    let source = report.source(&problem.file);
    let title = if links { title.id_url(problem.rule.url()) } else { title };
    let mut group = Group::with_title(title);
    if names_whole_file(problem.span) {
        group = group.element(Origin::path(source.name.as_str()));
    } else {
        let mut marks = vec![(problem.span, AnnotationKind::Primary, None)];
        let here = problem.related.iter().filter(|related| related.file == problem.file);
        marks.extend(here.map(|related| {
            (related.span, AnnotationKind::Context, Some(related.message.as_str()))
        }));
        group = group.element(snippet(source, &marks));
    }
    for related in problem.related.iter().filter(|related| related.file != problem.file) {
        let source = report.source(&related.file);
        if names_whole_file(related.span) {
            let text = format!("{}: {}", related.message, source.name);
            group = group.element(Level::NOTE.message(text));
        } else {
            let mark = (related.span, AnnotationKind::Context, Some(related.message.as_str()));
            group = group.element(snippet(source, &[mark]));
        }
    }
    let mut groups = vec![group];
    for (index, fix) in problem.fixes.iter().enumerate() {
        let name = if fix.safe { "fix" } else { "unsafe fix" };
        let level = Level::HELP.with_name(name);
        match drawn(report, fix).filter(|_| index == 0) {
            Some(patches) => {
                groups.push(level.secondary_title(&fix.title).element(patches));
            }
            None => {
                let last = groups.pop().expect("the problem's own group is there");
                groups.push(last.element(level.message(&fix.title)));
            }
        }
    }
    groups
}

/// A span that stands for the file as a whole.
fn names_whole_file(span: Span) -> bool {
    span == Span::at(0)
}

/// The lines around some marks, with the marks drawn in.
fn snippet<'a>(
    source: &'a Source,
    marks: &[(Span, AnnotationKind, Option<&'a str>)],
) -> Snippet<'a, Annotation<'a>> {
    let around = marks.iter().map(|(span, ..)| *span).reduce(Span::to).unwrap_or_default();
    let window = Window::around(source, around);
    let annotation = |(span, kind, label): &(Span, AnnotationKind, Option<&'a str>)| {
        let shown = Span::new(span.start, span.start + span.of(&source.text).trim_end().len());
        kind.span(window.range(shown)).label(*label)
    };
    Snippet::source(window.text.clone())
        .path(source.name.as_str())
        .line_start(window.first_line)
        .annotations(marks.iter().map(annotation))
}

/// A fix drawn into the lines that it changes; nothing where it changes several files or many lines.
fn drawn<'a>(report: &'a Report, fix: &'a Fix) -> Option<Snippet<'a, Patch<'a>>> {
    let first = fix.edits.first()?;
    if !fix.creates.is_empty() || fix.edits.iter().any(|edit| edit.file != first.file) {
        return None;
    }
    let source = report.source(&first.file);
    let around = fix.edits.iter().map(|edit| edit.span).reduce(Span::to)?;
    let new_lines = fix.edits.iter().map(|edit| edit.text.matches('\n').count()).sum::<usize>();
    let window = Window::around(source, around);
    if window.text.matches('\n').count() + new_lines > DRAWN_LINES {
        return None;
    }
    let patches =
        fix.edits.iter().map(|edit| Patch::new(window.range(edit.span), edit.text.as_str()));
    Some(
        Snippet::source(window.text.clone())
            .path(source.name.as_str())
            .line_start(window.first_line)
            .patches(patches),
    )
}

/// A few whole lines of a file, so that a long one is not gone through for each problem.
struct Window<'a> {
    text: Cow<'a, str>,
    first_line: usize,
    start: usize,
}

impl<'a> Window<'a> {
    fn around(source: &'a Source, span: Span) -> Window<'a> {
        let lines = source.lines_of(span);
        let text = lines.of(&source.text);
        Window {
            // annotate-snippets takes a lone carriage return for a character; it is a line end as LF is, and as long.
            text: if has_lone_return(text) { with_line_feeds(text).into() } else { text.into() },
            first_line: source.place(lines.start).line,
            start: lines.start,
        }
    }

    fn range(&self, span: Span) -> std::ops::Range<usize> {
        span.start - self.start..span.end - self.start
    }
}

fn has_lone_return(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'\r').count() > text.matches("\r\n").count()
}

fn with_line_feeds(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(if c == '\r' && rest.peek() != Some(&'\n') { '\n' } else { c });
    }
    out
}
