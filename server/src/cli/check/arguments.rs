//! What `arc-lsp check` can be told.

use std::path::PathBuf;

use clap::ColorChoice;

use super::format::Format;

/// Find manifests under the paths and report their problems.
///
/// The exit status is 0 when there is no error, 1 when there is one, and 2 when something could not be checked: a path
/// that cannot be read, or no manifest at all.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arc-lsp check                         the project in this folder, and those below it
  arc-lsp check api/app.arc web         one manifest, and whatever lies under web/
  arc-lsp check --format json > out.json
  arc-lsp check - --stdin-filename app.arc < app.arc")]
pub(in super::super) struct Args {
    /// Manifests, or folders to search for them; `-` reads one from stdin.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Where the manifest on stdin lies, which says what its paths are relative to.
    #[arg(long, value_name = "NAME", default_value = "app.arc")]
    pub(super) stdin_filename: PathBuf,

    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Full, value_name = "FORMAT")]
    pub(super) format: Format,

    /// When to use colours: on a terminal without NO_COLOR, always, or never.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub(super) color: ColorChoice,
}
