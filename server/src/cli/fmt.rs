//! `arc-lsp fmt`: manifests in the canonical layout.

use std::path::{Path, PathBuf};

use crate::format::format;
use crate::project::{Disk, FileSystem, FormatSettings, Project, Settings, discover, refuse_utf16};
use crate::rules;
use crate::syntax::{Format, Syntax};
use crate::text::Text;
use crate::text::english::counted;

use super::paths::WorkingDirectory;
use super::rewrite::rewrite;
use super::status::Status;
use super::{diff, input, output, subject};

/// Rewrite manifests in the canonical layout: two spaces a level, one blank line between pragmas, quotes only where they
/// are needed.
///
/// Below a folder, the configs of functions and the preferences of each project are laid out too. What Architect reads
/// never changes. A file that it rejects is left as it is, and the exit status is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arc-lsp fmt                    the project in this folder, and those below it
  arc-lsp fmt --check            only say what is not laid out so, for CI
  arc-lsp fmt --diff api         show what would change
  arc-lsp fmt - < app.arc")]
pub(super) struct Args {
    /// Files, or folders to search for manifests; `-` reads stdin and writes stdout.
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// What to call stdin, which also says where its settings are.
    #[arg(long, value_name = "NAME", default_value = "app.arc")]
    stdin_filename: PathBuf,

    /// Write nothing; name what would change, and exit with 1 if anything would.
    #[arg(long)]
    check: bool,

    /// Write nothing; show what would change, and exit with 1 if anything would.
    #[arg(long)]
    diff: bool,

    /// Say nothing of what is done.
    #[arg(long, short)]
    quiet: bool,

    /// Take the settings of this file, instead of the nearest `arc-lsp.toml` above each manifest.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,

    /// Read no settings.
    #[arg(long)]
    no_config: bool,
}

/// What is said of a file that is left alone.
const OTHER_FORMAT: &str =
    "is not in Architect's own format: it is left as it is, for a formatter of its own format";

pub(super) fn run(args: &Args) -> Status {
    let directory = match WorkingDirectory::current() {
        Ok(directory) => directory,
        Err(error) => {
            return output::failure(format_args!("cannot tell the working directory: {error}"));
        }
    };
    let run = Run { args, directory, fixed: fixed_settings(args) };
    run.run()
}

/// The settings that count for every file, where the arguments say so.
fn fixed_settings(args: &Args) -> Option<Settings> {
    if args.no_config {
        return Some(Settings::default());
    }
    let path = args.config.as_ref()?;
    Some(Settings::load(&Disk, &std::path::absolute(path).unwrap_or_else(|_| path.clone())))
}

struct Run<'a> {
    args: &'a Args,
    directory: WorkingDirectory,
    fixed: Option<Settings>,
}

/// What became of the files.
#[derive(Debug, Default)]
struct Tally {
    changed: usize,
    unchanged: usize,
    status: Option<Status>,
    seen: std::collections::HashSet<PathBuf>,
}

impl Tally {
    fn add(&mut self, status: Status) {
        self.status = self.status.max(Some(status));
    }
}

impl Run<'_> {
    fn run(&self) -> Status {
        let mut tally = Tally::default();
        if let Some(settings) = &self.fixed {
            self.complain(settings, &mut tally);
        }
        // With settings that cannot be used everything might be laid out otherwise than it is meant.
        if tally.status.is_none() {
            for path in &self.args.paths {
                if input::is_stdin(path) {
                    self.stdin(&mut tally);
                } else {
                    self.path(path, &mut tally);
                }
            }
            self.summarise(&tally);
        }
        tally.status.unwrap_or(Status::Success)
    }

    fn writes(&self) -> bool {
        !self.args.check && !self.args.diff
    }

    fn summarise(&self, tally: &Tally) {
        if self.args.quiet || tally.seen.is_empty() {
            return;
        }
        let done = if self.writes() { "formatted" } else { "would be formatted" };
        let files = |number: usize| counted(number, "file");
        let line = match (tally.changed, tally.unchanged) {
            (0, unchanged) => format!("{} already formatted", files(unchanged)),
            (changed, 0) => format!("{} {done}", files(changed)),
            (changed, unchanged) => format!("{} {done}, {unchanged} already", files(changed)),
        };
        output::note(line);
    }

    /// Says what is wrong in settings. Whether they can be used.
    fn complain(&self, settings: &Settings, tally: &mut Tally) -> bool {
        let problems = rules::settings_problems(settings);
        let name = settings.file.as_deref().map(|file| self.directory.relative(file));
        // One file of settings for many manifests complains once.
        let said = settings
            .file
            .as_ref()
            .is_some_and(|file| !problems.is_empty() && !tally.seen.insert(file.clone()));
        let text = Text::new(&settings.text);
        for problem in problems.iter().filter(|_| !said) {
            let place = text.line_column(problem.span.start);
            let (name, message) = (name.as_deref().unwrap_or_default(), &problem.message);
            let (line, column) = (place.line, place.column);
            tally.add(output::failure(format_args!("{name}:{line}:{column}: {message}")));
        }
        problems.is_empty()
    }

    fn stdin(&self, tally: &mut Tally) {
        let text = match input::stdin() {
            Ok(text) => text,
            Err(error) => {
                tally.add(output::failure(format_args!("cannot read stdin: {error}")));
                return;
            }
        };
        let path = self.directory.absolute(&self.args.stdin_filename);
        if !Format::of(&path).is_arc() {
            let shown = self.args.stdin_filename.display();
            tally.add(output::failure(format_args!("{shown} {OTHER_FORMAT}")));
            return;
        }
        let Some(settings) = self.settings_of(&path, tally) else { return };
        let name = self.directory.relative(&path);
        let syntax = Syntax::parse(text.as_str());
        let Some(new) = format(&syntax, settings) else {
            tally.add(subject::rejection(&name, &syntax));
            return;
        };
        tally.add(if self.writes() { output::result(&new) } else { self.show(&name, &text, &new) });
    }

    fn path(&self, path: &Path, tally: &mut Tally) {
        let absolute = self.directory.absolute(path);
        let shown = path.display();
        match std::fs::metadata(&absolute) {
            Ok(metadata) if metadata.is_dir() => self.folder(path, &absolute, tally),
            Ok(_) if Format::of(&absolute).is_arc() => self.named_file(&absolute, tally),
            Ok(_) => tally.add(output::failure(format_args!("{shown} {OTHER_FORMAT}"))),
            Err(error) => tally.add(output::failure(format_args!("cannot read {shown}: {error}"))),
        }
    }

    fn named_file(&self, file: &Path, tally: &mut Tally) {
        if let Some(settings) = self.settings_of(file, tally) {
            self.file(file, settings, tally);
        }
    }

    fn settings_of(&self, file: &Path, tally: &mut Tally) -> Option<FormatSettings> {
        if let Some(settings) = &self.fixed {
            return Some(settings.format);
        }
        let settings = Settings::find(&Disk, file.parent().unwrap_or(file));
        self.complain(&settings, tally).then_some(settings.format)
    }

    /// The projects in and below a folder.
    fn folder(&self, typed: &Path, folder: &Path, tally: &mut Tally) {
        let discovered = discover(folder);
        for (path, error) in &discovered.errors {
            let name = self.directory.relative(path);
            tally.add(output::failure(format_args!("cannot read {name}: {error}")));
        }
        let mut any = false;
        for manifest in &discovered.manifests {
            any |= Format::of(manifest).is_arc();
            match Project::load(&Disk, manifest) {
                Ok(project) => self.project(&project, tally),
                Err(error) => {
                    let name = self.directory.relative(manifest);
                    tally.add(output::failure(format_args!("cannot read {name}: {error}")));
                }
            }
        }
        if !any && discovered.errors.is_empty() {
            let shown = typed.display();
            let message =
                format!("no manifest in Architect's own format under {shown}: nothing to lay out");
            tally.add(output::failure(message));
        }
    }

    fn project(&self, project: &Project, tally: &mut Tally) {
        let settings = self.fixed.as_ref().unwrap_or(&project.settings);
        if self.fixed.is_none() && !self.complain(settings, tally) {
            return;
        }
        for file in project.arc_files().filter(|file| !settings.excludes(&file.path)) {
            if !file.syntax.format.is_arc() {
                if !self.args.quiet && tally.seen.insert(file.path.clone()) {
                    output::note(format_args!(
                        "{} {OTHER_FORMAT}",
                        self.directory.relative(&file.path)
                    ));
                }
                continue;
            }
            // Functions of one folder share their config.
            if tally.seen.insert(file.path.clone()) {
                self.file(&file.path, settings.format, tally);
            }
        }
    }

    fn file(&self, path: &Path, settings: FormatSettings, tally: &mut Tally) {
        tally.seen.insert(path.to_owned());
        let name = self.directory.relative(path);
        let text = match Disk.read(path).map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(error)) => {
                let reason = match refuse_utf16(error.as_bytes()) {
                    Ok(()) => "it is not UTF-8".to_owned(),
                    Err(error) => error.to_string(),
                };
                tally.add(output::failure(format_args!("cannot format {name}: {reason}")));
                return;
            }
            Err(error) => {
                tally.add(output::failure(format_args!("cannot read {name}: {error}")));
                return;
            }
        };
        let syntax = Syntax::parse(text.as_str());
        let Some(new) = format(&syntax, settings) else {
            tally.add(subject::rejection(&name, &syntax));
            return;
        };
        if new == text {
            tally.unchanged += 1;
            return;
        }
        tally.changed += 1;
        if !self.writes() {
            tally.add(self.show(&name, &text, &new));
        } else if let Err(error) = rewrite(path, &text, &new) {
            tally.add(output::failure(format_args!("cannot write {name}: {error}")));
        } else if !self.args.quiet {
            output::note(format_args!("formatted {name}"));
        }
    }

    /// Shows what would change, as asked for.
    fn show(&self, name: &str, old: &str, new: &str) -> Status {
        if old == new {
            return Status::Success;
        }
        let shown = if self.args.diff {
            diff::unified(name, old, new)
        } else {
            format!("{name} is not formatted\n")
        };
        output::result(&shown).max(Status::Problems)
    }
}
