//! `arc-lsp check`: the problems of every manifest under some paths.
//!
//! `targets` finds what is to be checked, `run` checks it, `report` keeps what was found with the places in terms that
//! people count in, and each file of `format` prints a report in one way.

mod arguments;
mod format;
mod report;
mod run;
mod targets;

pub(super) use arguments::Args;
pub(super) use run::run;
