//! Which room prints a report.

use std::io;

use super::super::super::output;
use super::super::arguments::Args;
use super::super::report::Report;
use super::super::selection;
use super::kind::Format;
use super::{concise, full, github, gitlab, json, junit, sarif, statistics};

/// The report as text, in the form that the arguments ask for.
pub(in super::super) fn render(report: &Report, args: &Args) -> String {
    let colours = args.output_file.is_none() && output::colours(args.color);
    match args.format {
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

/// Writes what a format says elsewhere than in its output.
///
/// # Errors
/// When that cannot be written.
pub(in super::super) fn write_beside(format: Format, report: &Report) -> io::Result<()> {
    match format {
        Format::Github => github::write_job_summary(report),
        _ => Ok(()),
    }
}
