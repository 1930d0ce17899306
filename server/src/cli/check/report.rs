//! What was found, with the texts that it was found in.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::Project;
use crate::rules::{Problem, Severity};
use crate::text::{Span, Text};

use super::super::paths::WorkingDirectory;
use super::super::place::{Place, Range};

/// The problems of a run, sorted by file, then by place.
#[derive(Debug)]
pub(super) struct Report {
    /// The manifests that were checked, as people read their paths.
    pub(super) manifests: Vec<String>,
    /// The problems.
    pub(super) problems: Vec<Problem>,
    /// How many problems were fixed, where that was asked for.
    pub(super) fixed: Option<usize>,
    /// How many problems are known and left out, where a baseline says which.
    pub(super) known: Option<usize>,
    sources: HashMap<PathBuf, Source>,
    directory: WorkingDirectory,
}

/// A file that a problem names.
#[derive(Debug)]
pub(super) struct Source {
    /// Its path as people read it.
    pub(super) name: String,
    /// Its text; empty where only the file as a whole is named.
    pub(super) text: Arc<str>,
    lines: Text,
}

/// How many problems there are of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) error: usize,
    pub(super) warning: usize,
    pub(super) hint: usize,
}

impl Report {
    /// An empty report.
    pub(super) fn new(directory: WorkingDirectory) -> Report {
        Report {
            manifests: Vec::new(),
            problems: Vec::new(),
            fixed: None,
            known: None,
            sources: HashMap::new(),
            directory,
        }
    }

    /// Adds a manifest that was checked, with its problems.
    pub(super) fn add(&mut self, checked: Checked) {
        self.manifests.push(self.directory.relative(&checked.manifest));
        for (path, text) in checked.texts {
            self.sources.entry(path).or_insert_with_key(|path| Source {
                name: self.directory.relative(path),
                lines: Text::new(&text),
                text,
            });
        }
        self.problems.extend(checked.problems);
    }

    /// Sorts the problems, when the last manifest is in.
    pub(super) fn sort(&mut self) {
        let sources = &self.sources;
        let name = |problem: &Problem| sources.get(&problem.file).map(|source| &source.name);
        self.problems.sort_by(|a, b| {
            let places = (name(a), a.span.start).cmp(&(name(b), b.span.start));
            places.then(b.severity.cmp(&a.severity)).then(a.rule.name.cmp(b.rule.name))
        });
    }

    /// The file that a problem, one of its related places or an edit of its fixes lies in.
    pub(super) fn source(&self, path: &Path) -> &Source {
        self.sources.get(path).expect("`Checked` brings every file that its problems name")
    }

    /// How many problems there are of each weight.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for problem in &self.problems {
            match problem.severity {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Hint => counts.hint += 1,
            }
        }
        counts
    }
}

impl Source {
    /// The place of an offset.
    pub(super) fn place(&self, offset: usize) -> Place {
        Place::of(&self.lines, offset)
    }

    /// The range of a span.
    pub(super) fn range(&self, span: Span) -> Range {
        Range::of(&self.lines, span)
    }

    /// The lines that a span touches, from its first to its last, as one span without the last line end.
    pub(super) fn lines_of(&self, span: Span) -> Span {
        let first = self.lines.line_at(span.start);
        let last = self.lines.line_at(span.end.max(span.start));
        self.lines.line_content(first).to(self.lines.line_content(last))
    }
}

/// A manifest that was checked.
#[derive(Debug)]
pub(super) struct Checked {
    manifest: PathBuf,
    pub(super) problems: Vec<Problem>,
    texts: Vec<(PathBuf, Arc<str>)>,
}

impl Checked {
    /// The problems with the texts of the files that they name. Those of the project are at hand; of others (a handler's
    /// source) the text is read again where a place in it is meant.
    pub(super) fn new(project: &Project, problems: Vec<Problem>) -> Checked {
        let mut texts: Vec<(PathBuf, Arc<str>)> = Vec::new();
        for (path, span) in problems.iter().flat_map(places) {
            if texts.iter().any(|(known, _)| known == path) {
                continue;
            }
            let read = project.arc_files().find(|file| file.path == path);
            let text = match read {
                Some(file) => Arc::clone(&file.syntax.text),
                None if span.end > 0 => std::fs::read(path)
                    .map_or_else(|_| "".into(), |bytes| String::from_utf8_lossy(&bytes).into()),
                None => "".into(),
            };
            texts.push((path.to_owned(), text));
        }
        Checked { manifest: project.manifest.path.clone(), problems, texts }
    }
}

/// Every place that a problem names.
fn places(problem: &Problem) -> impl Iterator<Item = (&Path, Span)> {
    let own = std::iter::once((problem.file.as_path(), problem.span));
    let related = problem.related.iter().map(|related| (related.file.as_path(), related.span));
    let edits = problem.fixes.iter().flat_map(|fix| &fix.edits);
    let creates = problem.fixes.iter().flat_map(|fix| &fix.creates);
    own.chain(related)
        .chain(edits.map(|edit| (edit.file.as_path(), edit.span)))
        .chain(creates.map(|create| (create.file.as_path(), Span::at(0))))
}
