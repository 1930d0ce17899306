//! What `arc-lsp check` can be told.

use std::path::PathBuf;

use clap::{ColorChoice, ValueEnum};

use crate::rules::{Allowed, Severity};

use super::format::Format;

/// Find manifests under the paths and report their problems.
///
/// The exit status is 0 when there is no error, 1 when there is one, and 2 when something could not be checked: a path
/// that cannot be read, settings that make no sense, or no manifest at all.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arc-lsp check                               the project in this folder, and those below it
  arc-lsp check api/app.arc web               one manifest, and whatever lies under web/
  arc-lsp check - --stdin-filename app.arc < app.arc
  arc-lsp check --ignore unknown-pragma --deny-warnings
  arc-lsp check --fix                         mend what can be mended unseen
  arc-lsp check --diff --unsafe-fixes         show all that could be mended
  arc-lsp check --write-baseline known.json   take the problems of today as known
  arc-lsp check --baseline known.json         report those that are new
  arc-lsp check --format json > problems.json")]
pub(in super::super) struct Args {
    /// Manifests, or folders to search for them; `-` reads one from stdin.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Where the manifest on stdin lies, which says what its paths are relative to.
    #[arg(long, value_name = "NAME", default_value = "app.arc")]
    pub(super) stdin_filename: PathBuf,

    /// Report only these rules, as in `--select missing-handler,undeclared-handler`.
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "What is reported")]
    pub(super) select: Vec<String>,

    /// Leave these rules out, as in `--ignore unknown-pragma`.
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "What is reported")]
    pub(super) ignore: Vec<String>,

    /// The lowest severity to report.
    #[arg(
        long,
        value_enum,
        value_name = "SEVERITY",
        default_value_t = Lowest::Hint,
        help_heading = "What is reported"
    )]
    pub(super) severity: Lowest,

    /// The region that layers are judged by where the manifest names none, as in `--region us-west-2`.
    #[arg(long, value_name = "REGION", help_heading = "What is reported")]
    pub(super) region: Option<String>,

    /// Count the problems that this file knows, and report the others only.
    #[arg(long, value_name = "FILE", help_heading = "What is reported")]
    pub(super) baseline: Option<PathBuf>,

    /// Write a file by which all problems of today are known.
    #[arg(long, value_name = "FILE", help_heading = "What is reported")]
    pub(super) write_baseline: Option<PathBuf>,

    /// Apply the fixes that are safe: what is deployed cannot change by them, or Architect or AWS would have rejected the
    /// manifest before. What is left is reported.
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,

    /// Take the other fixes in, too, which guess at what was meant or change what is deployed: --fix applies them, --diff
    /// shows them. By itself it changes nothing.
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,

    /// Show what --fix would change, and change nothing. The exit status is 1 if anything would.
    #[arg(long, conflicts_with_all = ["format", "output_file", "baseline", "write_baseline"], help_heading = "Fixes")]
    pub(super) diff: bool,

    /// Take the settings of this file for every manifest, instead of the nearest `arc-lsp.toml` above each.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Settings")]
    pub(super) config: Option<PathBuf>,

    /// Read no settings.
    #[arg(long, help_heading = "Settings")]
    pub(super) no_config: bool,

    /// Check so many manifests at a time; as many as there are processors without it.
    #[arg(long, value_name = "N", help_heading = "Settings")]
    pub(super) jobs: Option<std::num::NonZeroUsize>,

    /// Exit with 1 for warnings too.
    #[arg(long, help_heading = "Exit status")]
    pub(super) deny_warnings: bool,

    /// Exit with 0 whatever problems there are; with 2 still where something could not be checked.
    #[arg(long, help_heading = "Exit status")]
    pub(super) exit_zero: bool,

    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Full, value_name = "FORMAT", help_heading = "Output")]
    pub(super) format: Format,

    /// Print how many problems there are of each rule, instead of the problems.
    #[arg(long, conflicts_with = "diff", help_heading = "Output")]
    pub(super) statistics: bool,

    /// Check again whenever something changes, until Ctrl-C ends it.
    #[arg(long, conflicts_with_all = ["diff", "output_file", "write_baseline"], help_heading = "Output")]
    pub(super) watch: bool,

    /// Write what was found to this file instead of stdout, as in `--format sarif --output-file arc.sarif`.
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(super) output_file: Option<PathBuf>,

    /// Print problems only: no summary, and nothing where there are none.
    #[arg(long, short, help_heading = "Output")]
    pub(super) quiet: bool,

    /// When to use colours: on a terminal without NO_COLOR, always, or never.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN", help_heading = "Output")]
    pub(super) color: ColorChoice,
}

impl Args {
    /// Which fixes are applied or shown.
    pub(super) fn allowed(&self) -> Allowed {
        if self.unsafe_fixes { Allowed::Unsafe } else { Allowed::Safe }
    }
}

/// The lowest severity that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Lowest {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
    /// Everything.
    Hint,
}

impl From<Lowest> for Severity {
    fn from(lowest: Lowest) -> Severity {
        match lowest {
            Lowest::Error => Severity::Error,
            Lowest::Warning => Severity::Warning,
            Lowest::Hint => Severity::Hint,
        }
    }
}
