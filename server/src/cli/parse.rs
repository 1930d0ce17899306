//! `arc-lsp parse`: what Architect makes of a manifest.

use std::path::{Path, PathBuf};

use crate::syntax::{Format, Syntax};

use super::status::Status;
use super::{input, output, subject};

/// Print a manifest as JSON, exactly as Architect's own parser returns it.
///
/// What Architect rejects is said on stderr, as FILE:LINE:COLUMN: MESSAGE, with exit status 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arc-lsp parse app.arc")]
pub(super) struct Args {
    /// The manifest, in Architect's own format, JSON or YAML; `-` reads stdin.
    #[arg(default_value = "app.arc")]
    file: PathBuf,

    /// What to call stdin in messages; `arc.json`, `arc.yaml` or `package.json` says that it is in that format.
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    stdin_filename: String,
}

pub(super) fn run(args: &Args) -> Status {
    let name = if input::is_stdin(&args.file) {
        args.stdin_filename.clone()
    } else {
        args.file.display().to_string()
    };
    let text = match input::read(&args.file) {
        Ok(text) => text,
        Err(error) => return output::failure(format_args!("cannot read {name}: {error}")),
    };
    let syntax = Syntax::parse_as(Format::of(Path::new(&name)), text);
    if !syntax.has_manifest() {
        return output::failure(format_args!(
            "cannot read {name}: it holds no manifest, neither `arc` nor `architect`"
        ));
    }
    match syntax.to_json() {
        Ok(json) => output::result(&(json + "\n")),
        Err(_) => subject::rejection(&name, &syntax),
    }
}
