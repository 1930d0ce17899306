//! `--baseline` and `--write-baseline`: problems that are known, so that only new ones are reported.
//!
//! A known problem is told by its rule, its file and the text of its line, never by the number of the line, so that it
//! stays known while lines come and go above it. As many of one kind are known as there were when it was written.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::project::{Disk, project_of};
use crate::rules::Problem;
use crate::text::english::counted;

use super::super::output;
use super::super::paths::WorkingDirectory;
use super::fingerprint::line;
use super::report::Report;

/// The only version of the file's format that there is.
const VERSION: u32 = 1;

/// So many entries that no longer occur are named; of more the number is said.
const NAMED: usize = 20;

/// The problems that are known.
pub(super) struct Baseline {
    /// The file as it was named.
    name: String,
    /// Its folder, which the paths in it are relative to.
    folder: WorkingDirectory,
    /// How many there are of each kind.
    known: BTreeMap<Kind, usize>,
}

/// What one problem has in common with itself on another day. The order of the fields is that of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Kind {
    file: String,
    rule: String,
    line: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileContent {
    version: u32,
    problems: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    kind: Kind,
    count: usize,
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or is no baseline: what to tell.
    pub(super) fn read(path: &Path, directory: &WorkingDirectory) -> Result<Baseline, String> {
        let text = std::fs::read(path).map_err(|error| {
            let advice = match error.kind() {
                io::ErrorKind::NotFound => "; --write-baseline makes one",
                _ => "",
            };
            format!("cannot read the baseline {}: {error}{advice}", path.display())
        })?;
        let mut baseline = Baseline::empty(path, directory);
        let content: FileContent = serde_json::from_slice(&text).map_err(|error| {
            let (name, line, column) = (&baseline.name, error.line(), error.column());
            format!("{name}:{line}:{column}: this is no baseline: {error}")
        })?;
        if content.version != VERSION {
            let (name, version) = (&baseline.name, content.version);
            return Err(format!(
                "{name} is a baseline of version {version}, and this reads {VERSION}"
            ));
        }
        for Entry { kind, count } in content.problems {
            *baseline.known.entry(kind).or_default() += count;
        }
        Ok(baseline)
    }

    fn empty(path: &Path, directory: &WorkingDirectory) -> Baseline {
        let absolute = directory.absolute(path);
        let name = directory.relative(&absolute);
        let folder = WorkingDirectory::of(absolute.parent().unwrap_or(&absolute));
        Baseline { name, folder, known: BTreeMap::new() }
    }

    /// Takes the problems that are known out of a report, counts those of them that are `wanted`, and says which entries
    /// no longer occur, as far as their manifests are among those that were `checked`.
    pub(super) fn leave_out(
        mut self,
        report: &mut Report,
        checked: &[PathBuf],
        wanted: &dyn Fn(&Problem) -> bool,
        quiet: bool,
    ) {
        let mut known = 0;
        for problem in std::mem::take(&mut report.problems) {
            match self.known.get_mut(&self.kind(report, &problem)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    known += usize::from(wanted(&problem));
                }
                _ => report.problems.push(problem),
            }
        }
        report.known = Some(known);
        if !quiet {
            self.say_what_is_gone(checked);
        }
    }

    fn say_what_is_gone(&self, checked: &[PathBuf]) {
        let gone: Vec<(&Kind, usize)> = self
            .known
            .iter()
            .filter(|(kind, count)| **count > 0 && self.was_checked(kind, checked))
            .map(|(kind, count)| (kind, *count))
            .collect();
        if gone.is_empty() {
            return;
        }
        let number = counted(gone.iter().map(|(_, count)| count).sum(), "known problem");
        let verb = if number.starts_with("1 ") { "occurs" } else { "occur" };
        output::note(format_args!(
            "arc-lsp: {number} of {} no longer {verb}; --write-baseline takes them out:",
            self.name
        ));
        for (Kind { file, rule, line }, count) in gone.iter().take(NAMED) {
            let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
            let line = if line.is_empty() { String::new() } else { format!(" at `{line}`") };
            output::note(format_args!("  {file}: {rule}{line}{times}"));
        }
        if gone.len() > NAMED {
            output::note(format_args!("  and {} more", gone.len() - NAMED));
        }
    }

    /// Whether the manifest of a problem's file is among those that were checked, or there is none any more.
    fn was_checked(&self, kind: &Kind, checked: &[PathBuf]) -> bool {
        let file = self.folder.absolute(Path::new(&kind.file));
        if checked.contains(&file) {
            return true;
        }
        project_of(&Disk, &file).is_none_or(|manifest| checked.contains(&manifest))
    }

    fn kind(&self, report: &Report, problem: &Problem) -> Kind {
        Kind {
            file: self.folder.relative(&problem.file),
            rule: problem.rule.name.to_owned(),
            line: line(report, problem).to_owned(),
        }
    }
}

/// Writes a file by which all problems of a report are known, and takes them out of the report. What an older one says of
/// manifests that were not `checked` stays.
///
/// # Errors
/// When the file cannot be written, or an older one not be read: what to tell.
pub(super) fn write(
    path: &Path,
    directory: &WorkingDirectory,
    report: &mut Report,
    checked: &[PathBuf],
    quiet: bool,
) -> Result<(), String> {
    let mut baseline = match path.exists() {
        true => Baseline::read(path, directory)?,
        false => Baseline::empty(path, directory),
    };
    let mut known = std::mem::take(&mut baseline.known);
    known.retain(|kind, _| !baseline.was_checked(kind, checked));
    let problems = std::mem::take(&mut report.problems);
    for problem in &problems {
        *known.entry(baseline.kind(report, problem)).or_default() += 1;
    }
    let entries = known.into_iter().map(|(kind, count)| Entry { kind, count });
    let content = FileContent { version: VERSION, problems: entries.collect() };
    let text = serde_json::to_string_pretty(&content).expect("texts and numbers are always JSON");
    std::fs::write(path, text + "\n")
        .map_err(|error| format!("cannot write the baseline {}: {error}", path.display()))?;
    if !quiet {
        let number = counted(problems.len(), "problem");
        output::note(format_args!("wrote {number} to {}", baseline.name));
    }
    report.known = Some(problems.len());
    Ok(())
}
