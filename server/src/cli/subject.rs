//! The one project that a command is about.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::project::inventory::DEFAULT_STAGE;
use crate::project::{Disk, MANIFEST_NAMES, Project, parse_manifest, project_of};
use crate::syntax::{Format, Syntax};
use crate::text::Text;

use super::paths::WorkingDirectory;
use super::status::Status;
use super::{input, output};

/// Where a project is.
#[derive(Debug, clap::Args)]
pub(super) struct Subject {
    /// The project's folder, or its manifest; `-` reads the manifest from stdin.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    /// The file that stdin is, which need not exist: handlers and configs are looked for beside it.
    #[arg(long, value_name = "NAME", default_value = "app.arc")]
    stdin_filename: PathBuf,
}

impl Subject {
    /// Reads the project in the folder, or the one whose manifest is named.
    ///
    /// # Errors
    /// As [`read`] says.
    pub(super) fn read(&self) -> Result<Project, Status> {
        read(&self.folder, &self.stdin_filename)
    }
}

/// Reads the project in a folder, or the one whose manifest is named; `-` takes the manifest from stdin, as if it
/// were the file that `stdin` names.
///
/// # Errors
/// The exit status, when there is none or Architect's parser rejects its manifest: stderr then says why.
pub(super) fn read(path: &Path, stdin: &Path) -> Result<Project, Status> {
    let directory = WorkingDirectory::current()
        .map_err(|error| output::failure(format_args!("no working directory: {error}")))?;
    let unreadable =
        |error| output::failure(format_args!("cannot read {}: {error}", path.display()));
    let (manifest, syntax) = if input::is_stdin(path) {
        let text = input::stdin().map_err(unreadable)?;
        (directory.absolute(stdin), Arc::new(Syntax::parse_as(Format::of(stdin), text)))
    } else {
        let absolute = directory.absolute(path);
        let metadata = std::fs::metadata(&absolute).map_err(unreadable)?;
        let found = if metadata.is_dir() { in_folder(&absolute) } else { Some(absolute) };
        let Some(manifest) = found else {
            return Err(output::failure(format_args!(
                "no manifest in {}: Architect would deploy a default app",
                path.display()
            )));
        };
        let syntax = parse_manifest(&Disk, &manifest).map_err(unreadable)?;
        if !syntax.has_manifest() {
            return Err(output::failure(format_args!(
                "cannot read {}: it holds no manifest, neither `arc` nor `architect`",
                path.display()
            )));
        }
        (manifest, syntax)
    };
    let name = directory.relative(&manifest);
    if !syntax.problems.is_empty() {
        return Err(rejection(&name, &syntax));
    }
    Ok(Project::with_manifest(&Disk, &manifest, syntax))
}

/// The manifest of a folder itself, and of none above it.
fn in_folder(folder: &Path) -> Option<PathBuf> {
    let found = project_of(&Disk, folder)?;
    let named = found.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let here = found.parent() == Some(folder) && MANIFEST_NAMES.contains(&named);
    here.then_some(found)
}

/// Says on stderr what Architect's parser rejects, one problem a line.
pub(super) fn rejection(name: &str, syntax: &Syntax) -> Status {
    let text = Text::new(&syntax.text);
    for problem in &syntax.problems {
        let place = text.line_column(problem.span.start);
        output::note(format_args!("{name}:{}:{}: {}", place.line, place.column, problem.message));
    }
    Status::Problems
}

/// The stage that is meant: the one asked for, else that of `arc-lsp.toml`, else `staging`.
pub(super) fn stage<'a>(asked: Option<&'a str>, project: &'a Project) -> &'a str {
    asked.or(project.settings.stage.as_deref()).unwrap_or(DEFAULT_STAGE)
}

/// The region that the environment asks for, which counts where the manifest names none.
pub(super) fn region() -> Option<String> {
    std::env::var("AWS_REGION").ok().filter(|region| !region.is_empty())
}

/// A value as programs and people read it, with a line end.
pub(super) fn json(value: &Value) -> String {
    format!("{value:#}\n")
}
