//! One check, from arguments that make sense to the report.

use crate::rules::Problem;

use super::super::output;
use super::super::progress::Progress;
use super::super::status::Status;
use super::arguments::Args;
use super::baseline::{self, Baseline};
use super::fix::Fixes;
use super::jobs::{check_all, checked, jobs, unreadable};
use super::report::Report;
use super::targets::{Place, Targets};
use super::{format, selection};

/// Checks, prints, and says how it went.
pub(super) fn once(args: &Args, place: &Place<'_>) -> Status {
    let Place { directory, files, wrote, .. } = *place;
    let baseline = args.baseline.as_ref().filter(|_| args.write_baseline.is_none());
    let baseline = match baseline.map(|path| Baseline::read(path, directory)).transpose() {
        Ok(baseline) => baseline,
        Err(message) => return output::failure(message),
    };
    let progress = Progress::start(args.quiet);
    let targets = Targets::find(args, place);
    let found = targets.found.len();
    let mut complaints = targets.failures;
    let (mut jobs, left_out) = jobs(args, directory, files, targets.found, &mut complaints);
    if left_out > 0 && left_out == found {
        complaints.push("nothing to check: the settings leave every manifest out".to_owned());
    }
    let mut results = check_all(args, files, &jobs, &progress);
    let mut report = Report::new(directory.clone());
    if args.fix || args.diff {
        let fixes = Fixes::find(args, directory, &jobs, &results);
        drop(progress);
        complaints.extend(fixes.complaints());
        if args.diff {
            let status = if jobs.is_empty() { Status::Success } else { fixes.show() };
            complaints.extend(unreadable(directory, &jobs, &results));
            return status.max(failures(&complaints));
        }
        report.fixed = Some(fixes.write(&mut jobs, &mut complaints));
        if report.fixed > Some(0) {
            // Projects share files, so any of them may have others now.
            wrote();
            results = check_all(args, files, &jobs, &Progress::start(args.quiet));
        }
    } else {
        drop(progress);
    }
    complaints.extend(unreadable(directory, &jobs, &results));
    let checked = checked(&jobs, &results);
    results.into_iter().flatten().for_each(|checked| report.add(checked));
    report.sort();
    let wanted = |problem: &Problem| selection::reports(args, problem);
    if let Some(baseline) = baseline {
        baseline.leave_out(&mut report, &checked, &wanted, args.quiet);
    }
    report.problems.retain(wanted);
    if let Some(path) = &args.write_baseline {
        let written = match complaints.is_empty() {
            true => baseline::write(path, directory, &mut report, &checked, args.quiet),
            false => {
                Err(format!("{} is not written, since not all could be checked", path.display()))
            }
        };
        complaints.extend(written.err());
    }
    let mut status =
        if selection::fails(args, &report) { Status::Problems } else { Status::Success };
    // Nothing was checked, and stderr says so: an empty report would look like success.
    if !report.manifests.is_empty() {
        let taken = args.fix && jobs.iter().any(|(target, _)| target.text.is_some());
        status = status.max(print(args, &report, taken));
    }
    status.max(failures(&complaints))
}

/// Prints the report, to stdout or to the file that is named; to stderr where stdout is `taken`.
fn print(args: &Args, report: &Report, taken: bool) -> Status {
    let text = format::render(report, args);
    let printed = match &args.output_file {
        None if taken => {
            output::note(text.trim_end_matches('\n'));
            Status::Success
        }
        None => output::result(&text),
        Some(path) => match std::fs::write(path, text) {
            Ok(()) => Status::Success,
            Err(error) => output::failure(format_args!("cannot write {}: {error}", path.display())),
        },
    };
    let beside = match format::write_beside(args.format, report) {
        Ok(()) => Status::Success,
        Err(error) => output::failure(format_args!("cannot write the job's summary: {error}")),
    };
    printed.max(beside)
}

/// Says what could not be done.
pub(super) fn failures(messages: &[String]) -> Status {
    messages.iter().map(output::failure).max().unwrap_or(Status::Success)
}
