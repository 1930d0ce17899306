//! `--fix` and `--diff`: what the fixes of the problems do to the files.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::{Change, Changes, Disk, FileSystem, Project};
use crate::rules::Mend;
use crate::text::english::counted;

use super::super::create::{create, may_create, stays_inside};
use super::super::paths::WorkingDirectory;
use super::super::rewrite::rewrite;
use super::super::status::Status;
use super::super::{diff, output};
use super::arguments::Args;
use super::jobs::{Job, Results};
use super::selection;

/// What the fixes of a run come to, none of it written yet.
pub(super) struct Fixes<'a> {
    args: &'a Args,
    directory: &'a WorkingDirectory,
    changes: Changes,
    /// Of every file that a fix would touch, the folder of its project, or nothing where it must not be touched.
    touched: RefCell<HashMap<PathBuf, Option<PathBuf>>>,
    /// Files that fixes would touch and that must not be touched, and why.
    refused: RefCell<Vec<(PathBuf, io::Error)>>,
    /// How many problems they take away.
    fixed: usize,
}

impl<'a> Fixes<'a> {
    /// The fixes of those manifests that were checked and have problems with one.
    pub(super) fn find(
        args: &'a Args,
        directory: &'a WorkingDirectory,
        jobs: &[Job],
        results: &Results,
    ) -> Fixes<'a> {
        let mut fixes = Fixes {
            args,
            directory,
            changes: Changes::default(),
            touched: RefCell::default(),
            refused: RefCell::default(),
            fixed: 0,
        };
        let allowed = args.allowed();
        for (job, result) in jobs.iter().zip(results) {
            let Ok(checked) = result else { continue };
            let mut problems = checked.problems.iter();
            if problems.any(|it| selection::reports(args, it) && allowed.fix(it).is_some()) {
                fixes.mend(job);
            }
        }
        fixes
    }

    fn mend(&mut self, (target, settings): &Job) {
        let stdin = target.text.as_ref().map(|text| {
            self.changes.edit(&target.manifest, Arc::clone(text), Arc::clone(text));
            target.manifest.as_path()
        });
        let mend = Mend {
            files: &Disk,
            allowed: self.args.allowed(),
            wanted: &|problem| {
                selection::reports(self.args, problem) && target.covers(&problem.file)
            },
            may_change: &|project, path| match stdin {
                // Around it there may be no project at all.
                Some(manifest) => path == manifest,
                None => self.may_change(project, path),
            },
        };
        let mut changes = self.changes.clone();
        // That the manifest has gone since it was checked is found out by whoever checks it again.
        if let Ok(mended) = mend.project(&target.manifest, settings, &mut changes) {
            self.fixed += mended.len();
            self.changes = changes;
        }
    }

    fn may_change(&self, project: &Project, path: &Path) -> bool {
        if let Some(known) = self.touched.borrow().get(path) {
            return known.is_some();
        }
        let root = &project.root;
        let allowed = if project.settings.excludes(path) || !path.starts_with(root) {
            false
        } else {
            let may = match Disk.kind(path) {
                None => may_create(root, path),
                Some(_) => may_rewrite(root, path),
            };
            may.map_err(|error| self.refused.borrow_mut().push((path.to_owned(), error))).is_ok()
        };
        self.touched.borrow_mut().insert(path.to_owned(), allowed.then(|| root.clone()));
        allowed
    }

    /// What is to be said of files that fixes would touch and must not.
    pub(super) fn complaints(&self) -> Vec<String> {
        let complaint = |(path, error): &(PathBuf, io::Error)| {
            format!("cannot fix {}: {error}", self.directory.relative(path))
        };
        self.refused.borrow().iter().map(complaint).collect()
    }

    /// Shows what would change.
    pub(super) fn show(&self) -> Status {
        let mut shown = String::new();
        for (path, Change { old, new }) in self.changes.iter() {
            let name = self.directory.relative(path);
            shown.push_str(&match old {
                Some(old) => diff::unified(&name, old, new),
                None => diff::created(&name, new),
            });
        }
        let status = output::result(&shown);
        if !self.args.quiet {
            output::note(match self.fixed {
                0 => "no problem would be fixed".to_owned(),
                fixed => format!("{} would be fixed", counted(fixed, "problem")),
            });
        }
        let fails = !shown.is_empty() && !self.args.exit_zero;
        status.max(if fails { Status::Problems } else { Status::Success })
    }

    /// Writes what changes; the manifest that came through stdin, changed or not, to stdout. Returns how many problems
    /// are fixed by it. What cannot be written is added to `complaints`.
    pub(super) fn write(self, jobs: &mut [Job], complaints: &mut Vec<String>) -> usize {
        let stdin = jobs.iter_mut().map(|(target, _)| target).find(|it| it.text.is_some());
        let stdin = stdin.map(|target| {
            if let Some(text) = self.changes.text(&target.manifest) {
                target.text = Some(Arc::clone(text));
            }
            output::result(target.text.as_deref().unwrap_or_default());
            target.manifest.clone()
        });
        let touched = self.touched.borrow();
        for (path, Change { old, new }) in self.changes.iter() {
            if stdin.as_deref() == Some(path) {
                continue;
            }
            let name = self.directory.relative(path);
            let (done, written) = match (old, touched.get(path)) {
                (Some(old), _) => ("fixed", rewrite(path, old, new)),
                (None, Some(Some(root))) => ("wrote", create(root, path, new)),
                (None, _) => continue,
            };
            match written {
                Ok(()) if self.args.quiet => {}
                Ok(()) => output::note(format_args!("{done} {name}")),
                Err(error) => complaints.push(format!("cannot write {name}: {error}")),
            }
        }
        self.fixed
    }
}

/// Whether a file that is there may be written over: a fix was made for its text, not for what becomes of it where it is
/// no UTF-8, and not for a file elsewhere.
fn may_rewrite(root: &Path, path: &Path) -> io::Result<()> {
    stays_inside(root, path)?;
    match String::from_utf8(Disk.read(path)?) {
        Ok(_) => Ok(()),
        Err(_) => Err(io::Error::other("it is not UTF-8")),
    }
}
