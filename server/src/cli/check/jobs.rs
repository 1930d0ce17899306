//! What is to be checked, and the checking.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::project::{FileSystem, Settings};
use crate::rules;

use super::super::paths::WorkingDirectory;
use super::super::progress::Progress;
use super::arguments::Args;
use super::configuration::Configuration;
use super::report::Checked;
use super::targets::Target;

/// A manifest to check, and the settings to do it by.
pub(super) type Job = (Target, Arc<Settings>);

/// What became of each of some manifests, in their order.
pub(super) type Results = Vec<io::Result<Checked>>;

/// The manifests with their settings, and how many the settings leave out. What is wrong with settings is added to
/// `complaints`; their manifests are not checked.
pub(super) fn jobs(
    args: &Args,
    directory: &WorkingDirectory,
    files: &dyn FileSystem,
    targets: Vec<Target>,
    complaints: &mut Vec<String>,
) -> (Vec<Job>, usize) {
    let mut configuration = Configuration::new(args, directory, files);
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

/// Checks them all.
pub(super) fn check_all(
    args: &Args,
    files: &dyn FileSystem,
    jobs: &[Job],
    progress: &Progress,
) -> Results {
    progress.expect(jobs.len());
    let check = |job: &Job| {
        let checked = check(files, job);
        progress.step();
        checked
    };
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

fn check(files: &dyn FileSystem, (target, settings): &Job) -> io::Result<Checked> {
    let project = target.load(files, Arc::clone(settings))?;
    let mut problems = rules::check(&project);
    problems.retain(|problem| target.covers(&problem.file));
    Ok(Checked::new(&project, problems))
}

/// The manifests that could be checked; of those that are checked in part, what was checked.
pub(super) fn checked(jobs: &[Job], results: &Results) -> Vec<PathBuf> {
    let checked = jobs.iter().zip(results).filter(|(_, result)| result.is_ok());
    let covered = checked.flat_map(|((target, _), _)| match target.only.as_slice() {
        [] => std::slice::from_ref(&target.manifest),
        only => only,
    });
    covered.cloned().collect()
}

/// What is to be said of those that could not be read.
pub(super) fn unreadable(
    directory: &WorkingDirectory,
    jobs: &[Job],
    results: &Results,
) -> Vec<String> {
    let complaint = |((target, _), result): (&Job, &io::Result<Checked>)| {
        let error = result.as_ref().err()?;
        Some(format!("cannot read {}: {error}", directory.relative(&target.manifest)))
    };
    jobs.iter().zip(results).filter_map(complaint).collect()
}
