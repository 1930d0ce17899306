//! A manifest that somebody types in, checked after each edit as the server does and afresh: for tests, which hold the one
//! against the other.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::manifest::Declared;
use crate::project::{FileSystem, Project, Settings};
use crate::syntax::{Edit, Seed, Syntax};
use crate::text::Span;

use super::again::Found;
use super::check::{check_at, check_following};
use super::problem::Problem;

/// A manifest in an editor.
pub struct Typing<'a> {
    files: &'a dyn FileSystem,
    now: Timestamp,
    path: PathBuf,
    settings: Arc<Settings>,
    project: Option<Project>,
    found: Option<Found>,
}

impl<'a> Typing<'a> {
    /// Opens a manifest in Architect's own format.
    ///
    /// # Panics
    /// When it cannot be read.
    pub fn open(files: &'a dyn FileSystem, manifest: &Path, now: Timestamp) -> Typing<'a> {
        let project = Project::load(files, manifest).expect("what is opened is there");
        let found = check_following(&project, now, None).1;
        Typing {
            files,
            now,
            path: manifest.to_owned(),
            settings: Arc::clone(&project.settings),
            project: Some(project),
            found: Some(found),
        }
    }

    /// The text as it is now.
    pub fn text(&self) -> Arc<str> {
        let project = self.project.as_ref().expect("it is taken during an edit only");
        Arc::clone(&project.manifest.syntax.text)
    }

    /// Puts a text in the place of a stretch. Returns whether anything was taken over from before.
    ///
    /// # Errors
    /// Where something else is read, declared or found than in the same text afresh: what, and what is right.
    pub fn edit(&mut self, span: Span, new: &str) -> Result<bool, String> {
        let project = self.project.take().expect("it is taken during an edit only");
        let before = Arc::clone(&project.manifest.syntax);
        let (text, edit) = Edit::of(&before.text, span, new);
        let mut seed = Seed::of(&before);
        drop(before);
        seed.edit(&edit);
        let remains = project.into_remains();
        let syntax = Arc::new(Syntax::reparse(text.as_str(), seed));
        let is_taken_over = syntax.change.is_some();
        let settings = Arc::clone(&self.settings);
        let project = Project::following(Some(remains), self.files, &self.path, syntax, settings);
        let (problems, found) = check_following(&project, self.now, self.found.take());

        let afresh = Arc::new(Syntax::parse(text.as_str()));
        let settings = Arc::clone(&self.settings);
        let afresh = Project::with_settings(self.files, &self.path, afresh, settings);
        let right = check_at(&afresh, self.now);
        let difference = difference(&project, &afresh).or_else(|| {
            let (is, should) = (list(&problems), list(&right));
            (is != should).then(|| format!("found is\n{is}and should be\n{should}"))
        });
        self.project = Some(project);
        self.found = Some(found);
        match difference {
            Some(difference) => Err(format!("in {text:?} {difference}")),
            None => Ok(is_taken_over),
        }
    }
}

/// An edit as people make them: a letter more or less, a word for another that stands in the text, a line gone or new.
/// `below` gives a number below a bound, one as likely as another.
pub fn likely_edit(text: &str, mut below: impl FnMut(usize) -> usize) -> (Span, String) {
    let places: Vec<usize> =
        text.match_indices(|c: char| !c.is_whitespace()).map(|(at, _)| at).collect();
    let start = places.get(below(places.len().max(1))).copied().unwrap_or(0);
    let word_end = text[start..].find(char::is_whitespace).map_or(text.len(), |it| start + it);
    let line_end = text[start..].find('\n').map_or(text.len(), |it| start + it + 1);
    let words = text.split_whitespace().count();
    let other = text.split_whitespace().nth(below(words.max(1)));
    let next = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    match below(10) {
        0 | 1 => (Span::at(start), "y".to_owned()),
        2 | 3 => (Span::at(word_end), "x".to_owned()),
        4 => (Span::new(start, next), String::new()),
        5 | 6 => (Span::new(start, word_end), other.unwrap_or("a").to_owned()),
        7 => (Span::at(word_end), format!(" {}", other.unwrap_or("1"))),
        8 => (Span::new(start, line_end), String::new()),
        _ => (Span::at(word_end), format!("\n{}", other.unwrap_or("  b"))),
    }
}

/// What two projects of one text have that is not the same.
fn difference(is: &Project, should: &Project) -> Option<String> {
    let declared = |project: &Project| Declared {
        functions: project.functions.clone(),
        tables: project.tables.clone(),
        indexes: project.indexes.clone(),
    };
    fn differ<T: PartialEq + std::fmt::Debug>(what: &str, is: &T, should: &T) -> Option<String> {
        (is != should).then(|| format!("{what} is\n{is:#?}\nand should be\n{should:#?}"))
    }
    let (old, new) = (&is.manifest.syntax, &should.manifest.syntax);
    differ("read", &old.reading, &new.reading)
        .or_else(|| differ("rejected", &old.problems, &new.problems))
        .or_else(|| differ("read elsewhere", &old.discrepancies, &new.discrepancies))
        .or_else(|| differ("declared", &declared(is), &declared(should)))
}

fn list(problems: &[Problem]) -> String {
    let mut list = String::new();
    for Problem { rule, severity, message, file, span, related, fixes, tag } in problems {
        let (name, file) = (rule.name, file.display());
        let _ = writeln!(
            list,
            "{name} {severity:?} {file} {span:?} {message:?} {related:?} {fixes:?} {tag:?}"
        );
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::fixture::Fixture;
    use crate::rules::all;
    use crate::text::numbers::Numbers;

    #[test]
    fn after_every_edit_all_is_found_that_is_there() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut taken_over = 0;
        for rule in all() {
            for example in [rule.example.bad, rule.example.good] {
                let mut fixture = Fixture::parse(example);
                let manifest = fixture.manifest();
                if manifest.extension().is_none_or(|extension| extension != "arc") {
                    continue;
                }
                // What is edited in one place is kept in another.
                let name = manifest.file_name().unwrap().to_str().unwrap();
                let Some((_, text)) = fixture.files.iter_mut().find(|(path, _)| path == name)
                else {
                    continue;
                };
                for (pragma, entries) in [
                    ("http", "get /\nget /:a\nget /:b\n/x\n  method post\n  src x y\n"),
                    ("events", "hey!\nsign-up\nsignUp\nb-b\n  src 5\n"),
                    ("queues", "q\n  fifo no\n  batchSize a\nq\n"),
                    ("scheduled", "job rate(1 day)\nJob cron(0 9 * * ? *)\nx\n"),
                    ("ws", "default\nw\"w\n"),
                    (
                        "tables",
                        "t\n  id *Strin\n  id *String\nu\n  id **String\n  x Number\n  stream true\nt\n  a *String\n",
                    ),
                    (
                        "tables-indexes",
                        "t\n  id *Number\nu\n  name i\nv\n  a *String\n  a *String\n",
                    ),
                    ("tables-streams", "t\nu\nt\nw\n"),
                ] {
                    if !text.contains(&format!("@{pragma}\n")) {
                        *text += &format!("\n@{pragma}\n{entries}");
                    }
                }
                let files = fixture.file_system();
                for seed in 0..2 {
                    let mut typing = Typing::open(&files, &manifest, now);
                    let mut numbers = Numbers(seed);
                    for _ in 0..8 {
                        let (span, new) = likely_edit(&typing.text(), |bound| numbers.below(bound));
                        match typing.edit(span, &new) {
                            Ok(is_taken_over) => taken_over += usize::from(is_taken_over),
                            Err(difference) => panic!("{}: {difference}", rule.name),
                        }
                    }
                }
            }
        }
        assert!(taken_over > 500, "only {taken_over} times was anything taken over");
    }
}
