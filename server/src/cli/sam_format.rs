//! The forms of what `arc-lsp sam` prints.

use clap::ValueEnum;

/// How a template is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people; with --diff, words.
    Yaml,
    /// For programs.
    Json,
}
