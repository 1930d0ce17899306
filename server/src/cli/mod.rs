//! The face that people and scripts see: arguments in, text and an exit status out.
//!
//! Each command is one room with its `Args` and its `run`, which returns the exit status. Results go to stdout through
//! `output`, everything else to stderr.

mod check;
mod command;
mod completions;
mod create;
mod diff;
mod explain;
mod fmt;
mod input;
mod inventory;
mod options;
mod output;
mod parse;
mod paths;
mod place;
mod progress;
mod rewrite;
mod sam;
mod sam_diff;
mod sam_format;
mod scaffold;
mod schedule;
mod status;
mod subject;

pub use command::run;
pub use status::Status;
