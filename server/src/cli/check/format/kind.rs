//! The ways to print a report.

use clap::ValueEnum;

/// A way to print a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in super::super) enum Format {
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
    /// Whether it can print the numbers of problems instead of these.
    pub(in super::super) fn has_statistics(self) -> bool {
        matches!(self, Format::Full | Format::Concise | Format::Json)
    }
}
