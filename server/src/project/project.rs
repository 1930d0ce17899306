//! A manifest with what surrounds it on the disk: an immutable snapshot that every rule and feature works on.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::manifest::{Function, functions};
use crate::syntax::Syntax;

use super::file_system::FileSystem;

/// A file of the project that is read as a manifest, function config or preferences.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its absolute path.
    pub path: PathBuf,
    /// Its text, tree, reading and syntax problems.
    pub syntax: Arc<Syntax>,
}

/// A project: its manifest and everything that was found around it.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder that the manifest lies in, absolute. Paths in the manifest are relative to it.
    pub root: PathBuf,
    /// The manifest.
    pub manifest: SourceFile,
    /// The functions that it declares.
    pub functions: Vec<Function>,
}

impl Project {
    /// Reads the manifest at an absolute path, and what surrounds it.
    ///
    /// # Errors
    /// When the manifest cannot be read. What else cannot be read counts as absent.
    pub fn load(files: &dyn FileSystem, manifest: &Path) -> io::Result<Project> {
        // As Node does it: what is no UTF-8 becomes U+FFFD, which the parser then rejects.
        let text = String::from_utf8_lossy(&files.read(manifest)?).into_owned();
        Ok(Project::with_manifest(files, manifest, Arc::new(Syntax::parse(text))))
    }

    /// The project of a manifest whose text is at hand, as an open buffer's is.
    pub fn with_manifest(_files: &dyn FileSystem, path: &Path, syntax: Arc<Syntax>) -> Project {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        let functions = functions(&syntax.reading);
        Project { root, manifest: SourceFile { path: path.to_owned(), syntax }, functions }
    }

    /// Whether the manifest lists plugins (or macros), which may read and add what Architect does not know.
    pub fn has_plugins(&self) -> bool {
        let reading = &self.manifest.syntax.reading;
        ["plugins", "macros"]
            .into_iter()
            .any(|name| reading.pragma(name).is_some_and(|pragma| !pragma.entries.is_empty()))
    }

    /// Every file of the project in Architect's own format: the manifest, then the rest.
    pub fn arc_files(&self) -> impl Iterator<Item = &SourceFile> {
        std::iter::once(&self.manifest)
    }
}
