//! From the arguments to the report.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use crate::project::Settings;
use crate::rules;

use super::super::output;
use super::super::paths::WorkingDirectory;
use super::super::status::Status;
use super::arguments::Args;
use super::configuration::Configuration;
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
    let targets = Targets::find(args, &directory);
    let found = targets.found.len();
    let mut complaints = targets.failures;
    let (jobs, left_out) = jobs(args, &directory, targets.found, &mut complaints);
    if left_out > 0 && left_out == found {
        complaints.push("nothing to check: the settings leave every manifest out".to_owned());
    }
    let mut report = Report::new(directory.clone());
    for ((target, _), result) in jobs.iter().zip(check_all(args, &jobs)) {
        match result {
            Ok(checked) => report.add(checked),
            Err(error) => {
                let name = directory.relative(&target.manifest);
                complaints.push(format!("cannot read {name}: {error}"));
            }
        }
    }
    report.problems.retain(|problem| selection::reports(args, problem));
    report.sort();
    let mut status =
        if selection::fails(args, &report) { Status::Problems } else { Status::Success };
    // Nothing was checked, and stderr says so: an empty report would look like success.
    if !report.manifests.is_empty() {
        status = status.max(print(args, &report));
    }
    for manifest in targets.unread {
        let name = directory.relative(&manifest);
        let message = format!("{name} is not checked yet: manifests in JSON or YAML are not read");
        // A note beside what was checked; where that is nothing, a failure.
        if !report.manifests.is_empty() {
            output::note(format_args!("arc-lsp: {message}"));
        } else {
            complaints.push(message);
        }
    }
    status.max(failures(&complaints))
}

/// A manifest to check, and the settings to do it by.
type Job = (Target, Arc<Settings>);

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

/// Prints the report, to stdout or to the file that is named.
fn print(args: &Args, report: &Report) -> Status {
    let text = args.format.render(report, args);
    let printed = match &args.output_file {
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
