//! From the arguments to the report.

use rayon::prelude::*;

use crate::rules;

use super::super::output;
use super::super::paths::WorkingDirectory;
use super::super::status::Status;
use super::arguments::Args;
use super::report::{Checked, Report};
use super::targets::{Target, Targets};

/// Checks, prints, and says how it went.
pub(in super::super) fn run(args: &Args) -> Status {
    let directory = match WorkingDirectory::current() {
        Ok(directory) => directory,
        Err(error) => {
            return output::failure(format_args!("cannot tell the working directory: {error}"));
        }
    };
    let targets = Targets::find(args, &directory);
    let mut failures = targets.failures;
    let mut report = Report::new(directory.clone());
    let results: Vec<_> = match targets.found.as_slice() {
        // No threads for one manifest.
        [target] => vec![check(target)],
        several => several.par_iter().map(check).collect(),
    };
    for (target, result) in targets.found.iter().zip(results) {
        match result {
            Ok(checked) => report.add(checked),
            Err(error) => {
                let name = directory.relative(&target.manifest);
                failures.push(format!("cannot read {name}: {error}"));
            }
        }
    }
    report.sort();
    let mut status = verdict(&report);
    // Nothing was checked, and stderr says so: an empty report would look like success.
    if report.manifests > 0 {
        status = status.max(output::result(&args.format.render(&report, args)));
    }
    for manifest in targets.unread {
        let name = directory.relative(&manifest);
        let message = format!("{name} is not checked yet: manifests in JSON or YAML are not read");
        // A note beside what was checked; where that is nothing, a failure.
        if report.manifests > 0 {
            output::note(format_args!("arc-lsp: {message}"));
        } else {
            status = status.max(output::failure(message));
        }
    }
    for failure in failures {
        status = status.max(output::failure(failure));
    }
    status
}

fn check(target: &Target) -> std::io::Result<Checked> {
    let project = target.load()?;
    let problems = rules::check(&project);
    Ok(Checked::new(&project, problems))
}

fn verdict(report: &Report) -> Status {
    if report.counts().error > 0 { Status::Problems } else { Status::Success }
}
