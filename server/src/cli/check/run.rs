//! From the arguments to the report.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::project::Settings;
use crate::rules::{self, Problem};

use super::super::output;
use super::super::paths::WorkingDirectory;
use super::super::status::Status;
use super::arguments::Args;
use super::baseline::{self, Baseline};
use super::configuration::Configuration;
use super::fix::Fixes;
use super::report::{Checked, Report};
use super::selection;
use super::targets::{Target, Targets};

/// Checks, prints, and says how it went.
pub(in super::super) fn run(args: &Args) -> Status {
    let directory = match WorkingDirectory::current() {
        Ok(directory) => directory,
        Err(error) => {
            return output::failure(format_args!("cannot tell the working directory: {error}"));
        }
    };
    let unknown = selection::unknown_rules(args);
    if !unknown.is_empty() {
        return failures(&unknown);
    }
    let baseline = args.baseline.as_ref().filter(|_| args.write_baseline.is_none());
    let baseline = match baseline.map(|path| Baseline::read(path, &directory)).transpose() {
        Ok(baseline) => baseline,
        Err(message) => return output::failure(message),
    };
    let targets = Targets::find(args, &directory);
    let found = targets.found.len();
    let mut complaints = targets.failures;
    let (mut jobs, left_out) = jobs(args, &directory, targets.found, &mut complaints);
    if left_out > 0 && left_out == found {
        complaints.push("nothing to check: the settings leave every manifest out".to_owned());
    }
    let mut results = check_all(args, &jobs);
    let mut report = Report::new(directory.clone());
    if args.fix || args.diff {
        let fixes = Fixes::find(args, &directory, &jobs, &results);
        complaints.extend(fixes.complaints());
        if args.diff {
            let status = if jobs.is_empty() { Status::Success } else { fixes.show() };
            complaints.extend(unreadable(&directory, &jobs, &results));
            say_unread(&directory, targets.unread, !jobs.is_empty(), &mut complaints);
            return status.max(failures(&complaints));
        }
        report.fixed = Some(fixes.write(&mut jobs, &mut complaints));
        if report.fixed > Some(0) {
            // Projects share files, so any of them may have others now.
            results = check_all(args, &jobs);
        }
    }
    complaints.extend(unreadable(&directory, &jobs, &results));
    let checked = jobs.iter().zip(&results).filter(|(_, result)| result.is_ok());
    let checked: Vec<PathBuf> = checked.map(|((it, _), _)| it.manifest.clone()).collect();
    results.into_iter().flatten().for_each(|checked| report.add(checked));
    report.sort();
    let wanted = |problem: &Problem| selection::reports(args, problem);
    if let Some(path) = &args.write_baseline {
        report.problems.retain(wanted);
        if !complaints.is_empty() {
            let path = path.display();
            complaints.push(format!("{path} is not written, since not all could be checked"));
        } else if let Err(message) =
            baseline::write(path, &directory, &mut report, &checked, args.quiet)
        {
            complaints.push(message);
        }
    } else if let Some(baseline) = baseline {
        baseline.leave_out(&mut report, &checked, &wanted, args.quiet);
        report.problems.retain(wanted);
    } else {
        report.problems.retain(wanted);
    }
    let mut status =
        if selection::fails(args, &report) { Status::Problems } else { Status::Success };
    // Nothing was checked, and stderr says so: an empty report would look like success.
    if !report.manifests.is_empty() {
        let taken = args.fix && jobs.iter().any(|(target, _)| target.text.is_some());
        status = status.max(print(args, &report, taken));
    }
    say_unread(&directory, targets.unread, !report.manifests.is_empty(), &mut complaints);
    status.max(failures(&complaints))
}

/// What is to be said of manifests that could not be read.
fn unreadable(
    directory: &WorkingDirectory,
    jobs: &[Job],
    results: &[io::Result<Checked>],
) -> Vec<String> {
    let complaint = |((target, _), result): (&Job, &io::Result<Checked>)| {
        let error = result.as_ref().err()?;
        Some(format!("cannot read {}: {error}", directory.relative(&target.manifest)))
    };
    jobs.iter().zip(results).filter_map(complaint).collect()
}

/// Says which manifests are in a format that is not read yet.
fn say_unread(
    directory: &WorkingDirectory,
    unread: Vec<PathBuf>,
    any_checked: bool,
    complaints: &mut Vec<String>,
) {
    for manifest in unread {
        let name = directory.relative(&manifest);
        let message = format!("{name} is not checked yet: manifests in JSON or YAML are not read");
        // A note beside what was checked; where that is nothing, a failure.
        if any_checked {
            output::note(format_args!("arc-lsp: {message}"));
        } else {
            complaints.push(message);
        }
    }
}

/// A manifest to check, and the settings to do it by.
pub(super) type Job = (Target, Arc<Settings>);

/// The manifests with their settings, and how many the settings leave out. What is wrong with settings is added to
/// `complaints`; their manifests are not checked.
fn jobs(
    args: &Args,
    directory: &WorkingDirectory,
    targets: Vec<Target>,
    complaints: &mut Vec<String>,
) -> (Vec<Job>, usize) {
    let mut configuration = Configuration::new(args, directory);
    let mut jobs = Vec::with_capacity(targets.len());
    let mut left_out = 0;
    for target in targets {
        let folder = target.manifest.parent().unwrap_or(&target.manifest);
        match configuration.of(folder) {
            Some(settings) if settings.excludes(&target.manifest) => left_out += 1,
            Some(settings) => jobs.push((target, settings)),
            None => {}
        }
    }
    complaints.append(&mut configuration.failures);
    (jobs, left_out)
}

/// Checks them all, in the order given.
fn check_all(args: &Args, jobs: &[Job]) -> Vec<io::Result<Checked>> {
    // No threads for one manifest.
    if let [job] = jobs {
        return vec![check(job)];
    }
    let all = || jobs.par_iter().map(check).collect();
    let threads = args.jobs.map_or(0, usize::from);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(all),
        Err(_) => jobs.iter().map(check).collect(),
    }
}

fn check((target, settings): &Job) -> io::Result<Checked> {
    let project = target.load(Arc::clone(settings))?;
    let problems = rules::check(&project);
    Ok(Checked::new(&project, problems))
}

/// Prints the report, to stdout or to the file that is named; to stderr where stdout is `taken`.
fn print(args: &Args, report: &Report, taken: bool) -> Status {
    let text = args.format.render(report, args);
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
    let beside = match args.format.write_beside(report) {
        Ok(()) => Status::Success,
        Err(error) => output::failure(format_args!("cannot write the job's summary: {error}")),
    };
    printed.max(beside)
}

/// Says what could not be done.
fn failures(messages: &[String]) -> Status {
    messages.iter().map(output::failure).max().unwrap_or(Status::Success)
}
