//! What a fix does, tried: for tests of rules, which promise that a fix does what it says, and a safe one nothing else.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::Timestamp;

use crate::project::{Changed, Changes, FileSystem, Project};

use super::apply::apply_edits;
use super::check::check_at;
use super::problem::{Fix, Problem};
use super::rule::Severity;

/// A project that was checked, on which fixes can be tried.
#[derive(Debug)]
pub struct Trial<'a> {
    files: &'a dyn FileSystem,
    now: Timestamp,
    /// The project.
    pub project: Project,
    /// Its problems.
    pub problems: Vec<Problem>,
}

impl<'a> Trial<'a> {
    /// Checks the project of a manifest, seen from a point in time.
    ///
    /// # Panics
    /// When the manifest cannot be read.
    pub fn new(files: &'a dyn FileSystem, manifest: &Path, now: Timestamp) -> Trial<'a> {
        let project = Project::load(files, manifest).expect("whoever tries fixes has a manifest");
        let problems = check_at(&project, now);
        Trial { files, now, project, problems }
    }

    /// What is wrong with a fix of one of its problems, one line each:
    ///
    /// - its edits overlap or lie outside of the text, or it creates a file that is there;
    /// - the problem is still there, or Architect's parser rejects more than before;
    /// - a safe one makes a new problem, or something else is read though nothing was rejected.
    pub fn faults(&self, problem: &Problem, fix: &Fix) -> Vec<String> {
        match applied(self.files, fix) {
            Ok(changes) => self.compare(problem, fix, &changes),
            Err(fault) => vec![fault],
        }
    }

    fn compare(&self, problem: &Problem, fix: &Fix, changes: &Changes) -> Vec<String> {
        let changed = Changed::new(self.files, changes);
        let after = Trial::new(&changed, &self.project.manifest.path, self.now);
        let (old, new) = (self.occurrences(), after.occurrences());
        let own = occurrence(&self.project, problem);
        let mut faults = Vec::new();
        if new.get(&own).copied().unwrap_or(0) >= old.get(&own).copied().unwrap_or(0) {
            faults.push("the problem is still there".to_owned());
        }
        if after.rejections() > self.rejections() {
            faults.push("the parser rejects more than before".to_owned());
        }
        if !fix.safe {
            return faults;
        }
        // What the parser rejects it has not read, so nothing is known of the rest until it is mended.
        if self.rejections() == 0 {
            for (found, count) in &new {
                if *count > old.get(found).copied().unwrap_or(0) {
                    faults.push(format!("a new problem: {}: {}", found.0, found.1));
                }
            }
        }
        let error = Severity::Error;
        let rejected = problem.severity == error || problem.rule.severity == error;
        if !rejected && self.readings() != after.readings() {
            faults.push("another manifest is read, and the old one was not rejected".to_owned());
        }
        faults
    }

    /// How often each problem occurs. Lines may move.
    fn occurrences(&self) -> HashMap<(&'static str, String), usize> {
        let mut found = HashMap::new();
        for problem in &self.problems {
            *found.entry(occurrence(&self.project, problem)).or_default() += 1;
        }
        found
    }

    /// For how many reasons the parser rejects its files.
    pub fn rejections(&self) -> usize {
        self.project.arc_files().map(|file| file.syntax.problems.len()).sum()
    }

    /// What the parser makes of each file.
    pub fn readings(&self) -> BTreeMap<String, String> {
        let files = self.project.arc_files();
        files.map(|it| (self.project.relative(&it.path), it.syntax.reading.to_json())).collect()
    }
}

/// A problem without the numbers of lines in its message.
fn occurrence(project: &Project, problem: &Problem) -> (&'static str, String) {
    let mut message = String::new();
    for (index, part) in problem.message.split("line ").enumerate() {
        let part = if index == 0 { part } else { part.trim_start_matches(char::is_numeric) };
        message.push_str(part);
    }
    (problem.rule.name, format!("{}: {message}", project.relative(&problem.file)))
}

/// The files with a fix made. Its edits must lie in the text, at characters, and not overlap.
fn applied(files: &dyn FileSystem, fix: &Fix) -> Result<Changes, String> {
    let mut changes = Changes::default();
    let mut edits: BTreeMap<&Path, Vec<_>> = BTreeMap::new();
    for edit in &fix.edits {
        edits.entry(&edit.file).or_default().push(edit);
    }
    for (path, mut edits) in edits {
        let bytes = files.read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        edits.sort_by_key(|edit| edit.span);
        if edits.windows(2).any(|pair| pair[0].span.end > pair[1].span.start) {
            return Err("its edits overlap".to_owned());
        }
        if edits.iter().any(|edit| text.get(edit.span.start..edit.span.end).is_none()) {
            return Err("an edit lies outside of the text".to_owned());
        }
        let new = apply_edits(&text, edits);
        changes.edit(path, text, new);
    }
    for create in &fix.creates {
        if files.kind(&create.file).is_some() {
            return Err(format!("{} is there", create.file.display()));
        }
        changes.create(&create.file, create.text.as_str());
    }
    Ok(changes)
}
