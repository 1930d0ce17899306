//! `arc-lsp scaffold`: the handlers that a manifest declares and the disk lacks.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::manifest::Function;
use crate::manifest::schema::{RUNTIMES, resolve_runtime, retired_runtime};
use crate::manifest::spelling::closest;
use crate::project::{HandlerState, Project, Runtime};
use crate::scaffold::{new_handler, new_handler_for, refused_template};

use super::create::{create, may_create};
use super::paths::WorkingDirectory;
use super::status::Status;
use super::{output, subject};

/// Write the handlers that a manifest declares and the disk lacks.
///
/// A handler begins as `arc create` would write it, or as the template in the project that its preferences name for the
/// pragma. What is there is never overwritten. Handlers that a plugin or a build will make are left to it, unless they are named
/// by --function.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arc-lsp scaffold --dry-run
  arc-lsp scaffold --function \"events yolo\" --runtime python3.13")]
pub(super) struct Args {
    /// The project's folder, or its manifest.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    /// Only say what would be written.
    #[arg(long)]
    dry_run: bool,

    /// Only this function, by pragma and name, as in \"http get /\"; can be given several times.
    #[arg(long, value_name = "FUNCTION")]
    function: Vec<String>,

    /// Write handlers for this runtime, with a config beside each where it is not the project's.
    #[arg(long, value_name = "RUNTIME")]
    runtime: Option<String>,
}

pub(super) fn run(args: &Args) -> Status {
    let directory = match WorkingDirectory::current() {
        Ok(directory) => directory,
        Err(error) => {
            return output::failure(format_args!("cannot tell the working directory: {error}"));
        }
    };
    let project = match subject::read(&args.folder, Path::new("app.arc")) {
        Ok(project) => project,
        Err(status) => return status,
    };
    let planned = runtime(args).and_then(|runtime| {
        let functions = functions(args, &project)?;
        Ok((runtime, functions))
    });
    let (runtime, functions) = match planned {
        Ok(planned) => planned,
        Err(message) => return output::failure(message),
    };
    let mut scaffold = Scaffold {
        args,
        project: &project,
        directory,
        written: HashSet::new(),
        refused: HashSet::new(),
        status: Status::Success,
    };
    for function in functions {
        scaffold.function(function, runtime.as_ref());
    }
    if scaffold.written.is_empty() && scaffold.status == Status::Success {
        output::note("no handler to write");
    }
    scaffold.status
}

/// The runtime that is asked for.
fn runtime(args: &Args) -> Result<Option<Runtime>, String> {
    let Some(name) = &args.runtime else { return Ok(None) };
    let runtime = Runtime::named(name);
    if let Some(retired) = retired_runtime(&runtime.name) {
        return Err(format!("`{name}` is retired: use `{}`", retired.instead));
    }
    if resolve_runtime(&runtime.name).is_none() {
        let known = RUNTIMES.iter().map(|runtime| runtime.name);
        let advice =
            closest(name, known).map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
        return Err(format!("there is no runtime `{name}`{advice}"));
    }
    if runtime.new_handler_name().is_none() {
        return Err(format!(
            "no handler can be begun for `{name}`: only Node.js, Deno, Python and Ruby are known"
        ));
    }
    Ok(Some(runtime))
}

/// Pragma and name of a function, as people write them: `events yolo`.
fn title(function: &Function) -> String {
    format!("{} {}", function.pragma.name(), function.name)
}

/// The functions that are asked for, all without a name.
fn functions(args: &Args, project: &Project) -> Result<Vec<usize>, String> {
    if args.function.is_empty() {
        return Ok((0..project.functions.len()).collect());
    }
    let find = |asked: &String| {
        let words: Vec<&str> = asked.trim_start_matches('@').split_whitespace().collect();
        let asked = words.join(" ");
        project.functions.iter().position(|function| title(function) == asked).ok_or_else(|| {
            let titles: Vec<String> = project.functions.iter().map(title).collect();
            match closest(&asked, titles.iter().map(String::as_str)) {
                Some(close) => {
                    format!("the manifest has no function `{asked}`; did you mean `{close}`?")
                }
                None => format!(
                    "the manifest has no function `{asked}`: `arc-lsp inventory` lists them"
                ),
            }
        })
    };
    args.function.iter().map(find).collect()
}

struct Scaffold<'a> {
    args: &'a Args,
    project: &'a Project,
    directory: WorkingDirectory,
    /// What was written, or would be.
    written: HashSet<PathBuf>,
    /// Why templates are not used, as said already.
    refused: HashSet<String>,
    status: Status,
}

impl Scaffold<'_> {
    fn fail(&mut self, message: impl std::fmt::Display) {
        self.status = self.status.max(output::failure(message));
    }

    fn function(&mut self, index: usize, runtime: Option<&Runtime>) {
        let is_named = !self.args.function.is_empty();
        let title = title(&self.project.functions[index]);
        let HandlerState::Missing { explained, expected_file, .. } = &self.project.handlers[index]
        else {
            if is_named {
                output::note(format_args!("@{title} has its handler"));
            }
            return;
        };
        if let (Some(explanation), false) = (explained, is_named) {
            let reason = explanation.reason(&self.project.root);
            output::note(format_args!("@{title} is left alone: {reason}"));
            return;
        }
        let files = match runtime {
            Some(runtime) => new_handler_for(self.project, index, runtime),
            None => new_handler(self.project, index).map(|file| vec![file]),
        };
        let Some(files) = files else {
            let file = self.directory.relative(expected_file);
            let reason = if !expected_file.starts_with(&self.project.root) {
                "it would lie outside the project".to_owned()
            } else if runtime.is_some() && self.project.config_of(index).is_some() {
                "it has a config already: set the runtime there".to_owned()
            } else {
                format!("how to begin one for `{}` is not known", self.project.runtimes[index].name)
            };
            self.fail(format_args!("cannot write the handler of @{title}, {file}: {reason}"));
            return;
        };
        // Which is for the runtime that the project has.
        let refused = refused_template(self.project, index).filter(|_| runtime.is_none());
        if let Some(refused) = refused.filter(|refused| self.refused.insert(refused.clone())) {
            output::note(refused);
        }
        for (path, text) in files {
            // Entries may share a directory.
            if !self.written.contains(&path) {
                self.file(path, &text);
            }
        }
    }

    fn file(&mut self, path: PathBuf, text: &str) {
        let name = self.directory.relative(&path);
        let (result, done) = if self.args.dry_run {
            (may_create(&self.project.root, &path), "would write")
        } else {
            (create(&self.project.root, &path, text), "wrote")
        };
        match result {
            Ok(()) => {
                self.status = self.status.max(output::result(&format!("{done} {name}\n")));
                self.written.insert(path);
            }
            Err(error) => self.fail(format_args!("cannot write {name}: {error}")),
        }
    }
}
