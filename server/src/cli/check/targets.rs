//! Which manifests the paths on the command line mean.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::{
    FileSystem, Project, Role, Settings, discover_seen, parse_manifest, project_of,
};
use crate::syntax::{Format, Syntax};

use super::super::input;
use super::super::paths::WorkingDirectory;
use super::arguments::Args;

/// Where manifests are looked for.
pub(super) struct Place<'a> {
    /// The folder that paths are relative to.
    pub(super) directory: &'a WorkingDirectory,
    /// Where files are read.
    pub(super) files: &'a dyn FileSystem,
    /// Is told of each folder before manifests are looked for in it.
    pub(super) see: &'a (dyn Fn(&Path) + Sync),
    /// Is told when files were written.
    pub(super) wrote: &'a dyn Fn(),
}

/// A manifest to check.
#[derive(Debug)]
pub(super) struct Target {
    /// Its absolute path.
    pub(super) manifest: PathBuf,
    /// Its text, where it came through stdin.
    pub(super) text: Option<Arc<str>>,
    /// Configs and preferences that were named, and of whose project nothing else is to be reported; none where all is.
    pub(super) only: Vec<PathBuf>,
}

impl Target {
    /// The project of the manifest.
    ///
    /// # Errors
    /// When the manifest cannot be read, or is a `package.json` without one.
    pub(super) fn load(
        &self,
        files: &dyn FileSystem,
        settings: Arc<Settings>,
    ) -> io::Result<Project> {
        let syntax = match &self.text {
            Some(text) => Arc::new(Syntax::parse_as(Format::of(&self.manifest), Arc::clone(text))),
            None => parse_manifest(files, &self.manifest)?,
        };
        if !syntax.has_manifest() {
            return Err(io::Error::other("it holds no manifest, neither `arc` nor `architect`"));
        }
        let project = Project::with_settings(files, &self.manifest, syntax, settings);
        let is_read = |path: &&PathBuf| project.arc_files().any(|file| file.path == **path);
        match self.only.iter().find(|path| !is_read(path)) {
            None => Ok(project),
            Some(path) => {
                let path = project.relative(path);
                Err(io::Error::other(format!("none of its functions reads {path}")))
            }
        }
    }

    /// Whether what stands in a file is to be reported.
    pub(super) fn covers(&self, file: &Path) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == file)
    }
}

/// What the paths came to.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// The manifests, each once, in the order of the paths and, below one, by name.
    pub(super) found: Vec<Target>,
    /// What could not be read, or held no manifest.
    pub(super) failures: Vec<String>,
    /// The place of each manifest in `found`.
    known: HashMap<PathBuf, usize>,
}

impl Targets {
    /// Finds the manifests of the arguments.
    pub(super) fn find(args: &Args, place: &Place<'_>) -> Targets {
        let directory = place.directory;
        let mut targets = Targets::default();
        for path in &args.paths {
            if input::is_stdin(path) {
                let manifest = directory.absolute(&args.stdin_filename);
                match input::stdin() {
                    Ok(text) => targets.add(manifest, Some(text.into())),
                    Err(error) => targets.failures.push(format!("cannot read stdin: {error}")),
                }
                continue;
            }
            let absolute = directory.absolute(path);
            // It may come into being.
            (place.see)(absolute.parent().unwrap_or(&absolute));
            match std::fs::metadata(&absolute) {
                Ok(metadata) if metadata.is_dir() => targets.search(path, &absolute, place),
                Ok(_) => match Role::of(&absolute) {
                    Some(Role::FunctionConfig | Role::Preferences) => {
                        targets.add_part(absolute, place)
                    }
                    Some(Role::Manifest) | None => targets.add(absolute, None),
                },
                Err(error) => {
                    targets.failures.push(format!("cannot read {}: {error}", path.display()));
                }
            }
        }
        targets
    }

    /// Adds the manifests below a folder.
    fn search(&mut self, typed: &Path, folder: &Path, place: &Place<'_>) {
        (place.see)(folder);
        let discovered = discover_seen(place.files, folder, place.see);
        if discovered.manifests.is_empty() && discovered.errors.is_empty() {
            // Earlier versions of Architect read it.
            let toml = folder.join("arc.toml").is_file();
            self.failures.push(format!(
                "no manifest under {}: nothing to check, Architect would deploy a default app{}",
                typed.display(),
                if toml { ", since it no longer reads `arc.toml`" } else { "" }
            ));
        }
        discovered.manifests.into_iter().for_each(|manifest| self.add(manifest, None));
        for (path, error) in discovered.errors {
            let path = place.directory.relative(&path);
            self.failures.push(format!("cannot read {path}: {error}"));
        }
    }

    fn add(&mut self, manifest: PathBuf, text: Option<Arc<str>>) {
        match self.known.get(&manifest) {
            Some(index) => self.found[*index].only.clear(),
            None => self.push(Target { manifest, text, only: Vec::new() }),
        }
    }

    /// Adds a file that is read together with a manifest.
    fn add_part(&mut self, file: PathBuf, place: &Place<'_>) {
        let Some(manifest) = project_of(place.files, &file) else {
            let name = place.directory.relative(&file);
            self.failures.push(format!("{name} belongs to no manifest: there is none above it"));
            return;
        };
        match self.known.get(&manifest) {
            // Of a whole project it is a part already.
            Some(index) if self.found[*index].only.is_empty() => {}
            Some(index) => self.found[*index].only.push(file),
            None => self.push(Target { manifest, text: None, only: vec![file] }),
        }
    }

    fn push(&mut self, target: Target) {
        self.known.insert(target.manifest.clone(), self.found.len());
        self.found.push(target);
    }
}
