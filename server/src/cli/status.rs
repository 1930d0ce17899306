//! What a command comes to, as scripts see it.

use std::process::ExitCode;

/// How a command ended, from good to bad: of several, the worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing to complain about: 0.
    Success,
    /// What was looked at has problems: 1.
    Problems,
    /// Something could not be done at all, and stderr says what: 2.
    Failure,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Success => 0,
            Status::Problems => 1,
            Status::Failure => 2,
        })
    }
}
