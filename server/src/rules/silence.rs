//! Takes the problems away that comments silence, and says which of these comments silence nothing.

use std::path::Path;

use crate::project::{Project, SourceFile};
use crate::syntax::{Format, Syntax};
use crate::text::{Span, Text};

use super::apply::{apply_edits, reads_alike};
use super::problem::{Edit, Fix, Problem};
use super::silencer::{Scope, Silencer, silencers};
use super::unused_ignore;

/// A silencer, and which of its names have silenced something.
pub(super) struct Counted {
    /// The silencer.
    pub(super) silencer: Silencer,
    /// Of each name, whether it silenced a problem.
    pub(super) used: Vec<bool>,
}

/// The problems that no comment silences.
pub(super) fn unsilenced(project: &Project, mut problems: Vec<Problem>) -> Vec<Problem> {
    let mut files = counted(project);
    problems.retain(|problem| !is_silenced(&mut files, problem));
    problems
}

/// The silencers of each file that has any.
fn counted(project: &Project) -> Vec<(&SourceFile, Vec<Counted>)> {
    let mut files: Vec<(&SourceFile, Vec<Counted>)> = Vec::new();
    for file in project.arc_files() {
        let found = silencers(&file.syntax).into_iter();
        let counted =
            found.map(|silencer| Counted { used: vec![false; silencer.names.len()], silencer });
        let counted: Vec<_> = counted.collect();
        if !counted.is_empty() && files.iter().all(|(known, _)| known.path != file.path) {
            files.push((file, counted));
        }
    }
    files
}

/// The problems that no comment silences, and those of the comments that silence none.
pub(super) fn silence(project: &Project, problems: Vec<Problem>) -> Vec<Problem> {
    let mut files = counted(project);
    if files.is_empty() {
        return problems;
    }
    let mut left = problems;
    left.retain(|problem| !is_silenced(&mut files, problem));
    let mut unused = Vec::new();
    for (file, counted) in &files {
        unused_ignore::report(file, counted, &mut unused);
    }
    unused.retain(|problem| !is_silenced(&mut files, problem));
    left.extend(unused);
    left
}

/// Whether a silencer covers a problem. All that do are marked as used.
fn is_silenced(files: &mut [(&SourceFile, Vec<Counted>)], problem: &Problem) -> bool {
    let Some((file, counted)) = files.iter_mut().find(|(file, _)| file.path == problem.file) else {
        return false;
    };
    let mut silenced = false;
    for Counted { silencer, used } in
        counted.iter_mut().filter(|it| it.silencer.covers(problem.span))
    {
        for (name, used) in silencer.names.iter().zip(used) {
            if name.of(&file.syntax.text) == problem.rule.name {
                *used = true;
                silenced = true;
            }
        }
    }
    silenced
}

/// The fix that silences a problem in its place: a comment at the end of its line. Nothing where a comment would change
/// what Architect reads, or where the file's format has none.
pub fn ignore_here(project: &Project, problem: &Problem) -> Option<Fix> {
    let file = project.arc_files().find(|file| file.path == problem.file)?;
    if matches!(file.syntax.format, Format::Json | Format::Package) {
        return None;
    }
    let rule = problem.rule.name;
    let edit = ignore_edit(&file.path, &file.syntax, problem.span, rule)?;
    let changed = file.syntax.again(apply_edits(&file.syntax.text, [&edit]));
    if !reads_alike(&file.syntax, &changed) {
        return None;
    }
    // Not for `--fix`, nor for whatever else applies all that is safe: it mends nothing.
    let title = format!("Ignore `{rule}` here");
    Some(Fix { title, safe: false, edits: vec![edit], creates: Vec::new() })
}

fn ignore_edit(path: &Path, syntax: &Syntax, span: Span, rule: &str) -> Option<Edit> {
    let text = &syntax.text;
    let lines = Text::new(text);
    let end = line_end(syntax, &lines, span.start);
    let line = lines.line_content(lines.line_at(end));
    let same_line = |silencer: &&Silencer| silencer.scope == Scope::Line(line);
    // One that stands there already takes the rule in.
    if let Some(last) = silencers(syntax).iter().find(same_line).and_then(|it| it.names.last()) {
        let edit =
            Edit { file: path.to_owned(), span: Span::at(last.end), text: format!(", {rule}") };
        return Some(edit);
    }
    let content = Span::new(line.start, end).of(text).trim_end();
    // A comment alone on its line would be one above what follows.
    if content.trim_start().is_empty() || content.trim_start().starts_with('#') {
        return None;
    }
    let text = format!(" # arc-lsp: ignore[{rule}]");
    Some(Edit { file: path.to_owned(), span: Span::at(line.start + content.len()), text })
}

/// The end of the line at `offset`; of the last line of a value in quotes that runs on.
fn line_end(syntax: &Syntax, lines: &Text, offset: usize) -> usize {
    let mut end = lines.line_content(lines.line_at(offset)).end;
    // Each round moves to a later line.
    while let Some(node) = syntax.tree().root().descendant_for_byte_range(end, end)
        && node.kind() == "quoted_string"
        && node.start_byte() < end
        && end < node.end_byte()
    {
        end = lines.line_content(lines.line_at(node.end_byte())).end;
    }
    end
}
