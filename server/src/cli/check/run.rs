//! From the arguments to one check, or to one after the other.

use crate::project::{Cached, Disk};

use super::super::output;
use super::super::paths::WorkingDirectory;
use super::super::status::Status;
use super::arguments::Args;
use super::once::{failures, once};
use super::targets::Place;
use super::{selection, watch};

/// Checks, prints, and says how it went.
pub(in super::super) fn run(args: &Args) -> Status {
    let directory = match WorkingDirectory::current() {
        Ok(directory) => directory,
        Err(error) => {
            return output::failure(format_args!("cannot tell the working directory: {error}"));
        }
    };
    let mut wrong = selection::unknown_rules(args);
    if args.statistics && !args.format.has_statistics() {
        wrong.push("--statistics takes the formats full, concise and json".to_owned());
    }
    if !wrong.is_empty() {
        return failures(&wrong);
    }
    if args.watch {
        return watch::run(args, &directory);
    }
    // What the search has listed, no check lists again.
    let files = Cached::new(Disk);
    let wrote = || files.clear();
    once(args, &Place { directory: &directory, files: &files, see: &|_| {}, wrote: &wrote })
}
