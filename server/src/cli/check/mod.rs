//! `arc-lsp check`: the problems of every manifest under some paths.
//!
//! `targets` finds what is to be checked, `configuration` the settings of each, `jobs` checks it, `fix` mends it,
//! `selection` and `baseline` say what is reported and what counts, `report` keeps what was found with the places in
//! terms that people count in, and each file of `format` prints a report in one way. `once` leads through it, `watch`
//! over and over.

mod arguments;
mod baseline;
mod configuration;
mod fingerprint;
mod fix;
mod format;
mod jobs;
mod once;
mod report;
mod run;
mod selection;
mod targets;
mod watch;

pub(super) use arguments::Args;
pub(super) use run::run;
