//! Which manifests the paths on the command line mean.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::{Disk, Project};
use crate::syntax::Syntax;

use super::super::input;
use super::super::paths::WorkingDirectory;
use super::arguments::Args;

/// A manifest to check.
#[derive(Debug)]
pub(super) struct Target {
    /// Its absolute path.
    pub(super) manifest: PathBuf,
    /// Its text, where it came through stdin.
    text: Option<String>,
}

impl Target {
    /// The project of the manifest.
    ///
    /// # Errors
    /// When the manifest cannot be read.
    pub(super) fn load(&self) -> io::Result<Project> {
        match &self.text {
            Some(text) => {
                let syntax = Arc::new(Syntax::parse(text.as_str()));
                Ok(Project::with_manifest(&Disk, &self.manifest, syntax))
            }
            None => Project::load(&Disk, &self.manifest),
        }
    }
}

/// What the paths came to.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// The manifests, each once, in the order of the paths and, below one, by name.
    pub(super) found: Vec<Target>,
    /// What could not be read, or held no manifest.
    pub(super) failures: Vec<String>,
}

impl Targets {
    /// Finds the manifests of the arguments.
    pub(super) fn find(args: &Args, directory: &WorkingDirectory) -> Targets {
        let mut targets = Targets::default();
        for path in &args.paths {
            let shown = path.display();
            if input::is_stdin(path) {
                let manifest = directory.absolute(&args.stdin_filename);
                match input::stdin() {
                    Ok(text) => targets.add(manifest, Some(text)),
                    Err(error) => targets.failures.push(format!("cannot read stdin: {error}")),
                }
                continue;
            }
            match manifests(&directory.absolute(path)) {
                Ok(found) if found.is_empty() => targets.failures.push(format!(
                    "no manifest under {shown}: nothing to check, Architect would deploy a default app"
                )),
                Ok(found) => found.into_iter().for_each(|manifest| targets.add(manifest, None)),
                Err(error) => targets.failures.push(format!("cannot read {shown}: {error}")),
            }
        }
        targets
    }

    fn add(&mut self, manifest: PathBuf, text: Option<String>) {
        if self.found.iter().all(|target| target.manifest != manifest) {
            self.found.push(Target { manifest, text });
        }
    }
}

/// The manifests at or in a path.
fn manifests(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !std::fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let names = ["app.arc", ".arc"];
    Ok(names.iter().map(|name| path.join(name)).find(|path| path.is_file()).into_iter().collect())
}
