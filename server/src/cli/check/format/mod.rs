//! The ways to print a report, one file each.

mod concise;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod repository;
mod sarif;
mod statistics;
mod summary;

use std::io;

use clap::ValueEnum;

use super::super::output;
use super::arguments::Args;
use super::report::Report;
use super::selection;

/// A way to print a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the lines with carets under what is wrong, and what can be done.
    Full,
    /// One line a problem: FILE:LINE:COLUMN: SEVERITY[RULE] MESSAGE.
    Concise,
    /// For programs: one object, described by docs/check.schema.json.
    Json,
    /// SARIF 2.1.0, for code scanning services.
    Sarif,
    /// Annotations of GitHub Actions, errors first, and the summary of the job.
    Github,
    /// A Code Quality report for GitLab.
    Gitlab,
    /// JUnit's XML, which most CI services show.
    Junit,
}

impl Format {
    /// The report as text.
    pub(super) fn render(self, report: &Report, args: &Args) -> String {
        let colours = args.output_file.is_none() && output::colours(args.color);
        match self {
            Format::Json if args.statistics => statistics::json(report, json::summary(report)),
            _ if args.statistics => statistics::table(report, args.quiet),
            Format::Full => full::render(report, colours, args.quiet),
            Format::Concise => concise::render(report, args.quiet),
            Format::Json => json::render(report),
            Format::Sarif => sarif::render(report),
            Format::Github => github::render(report, args.quiet),
            Format::Gitlab => gitlab::render(report),
            Format::Junit => junit::render(report, selection::failing(args)),
        }
    }

    /// Whether it can print the numbers of problems instead of these.
    pub(super) fn has_statistics(self) -> bool {
        matches!(self, Format::Full | Format::Concise | Format::Json)
    }

    /// Writes what a format says elsewhere than in its output.
    ///
    /// # Errors
    /// When that cannot be written.
    pub(super) fn write_beside(self, report: &Report) -> io::Result<()> {
        match self {
            Format::Github => github::write_job_summary(report),
            _ => Ok(()),
        }
    }
}
