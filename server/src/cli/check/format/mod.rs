//! The ways to print a report, one file each.

mod full;
mod json;

use clap::ValueEnum;

use super::super::output;
use super::arguments::Args;
use super::report::Report;

/// A way to print a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the lines with carets under what is wrong, and what can be done.
    Full,
    /// For programs: one object, described by docs/check.schema.json.
    Json,
}

impl Format {
    /// The report as text.
    pub(super) fn render(self, report: &Report, args: &Args) -> String {
        match self {
            Format::Full => full::render(report, output::colours(args.color), args.quiet),
            Format::Json => json::render(report),
        }
    }
}
