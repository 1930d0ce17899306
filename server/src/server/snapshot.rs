//! The state of things at one moment: what an answer is a function of.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use super::analysis::{Analysis, Remains};
use super::capabilities;
use super::convert::Door;
use super::documents::{Document, Files};
use crate::project::{
    self, Buffers, EditorSettings, FileSystem, Memory, Project, Role, Settings, project_of,
};
use crate::syntax::{Format, Syntax};
use crate::text::Text;

/// A document with everything around it. Taken before the first `.await` of a handler; later changes do not reach it.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    pub(super) document: Arc<Document>,
    pub(super) client: capabilities::Client,
    pub(super) files: Files,
    /// The state of everything but the document.
    epoch: u64,
    editor: Arc<EditorSettings>,
}

impl Snapshot {
    /// Of `document`, with every open document in `files`.
    pub(super) fn new(
        document: Arc<Document>,
        files: Files,
        epoch: u64,
        client: capabilities::Client,
        editor: Arc<EditorSettings>,
    ) -> Snapshot {
        Snapshot { document, client, files, epoch, editor }
    }

    /// The project that the document belongs to, as its manifest or as another file of it, and what was found in it.
    /// Nothing when it belongs to none or lies on no disk.
    pub(super) fn analysis(&self) -> Option<Arc<Analysis>> {
        let role = self.document.role?;
        let path = self.document.place()?;
        self.document.analysis(self.epoch, |last| {
            // Before anything else: what is left of the syntax before goes into this one while nobody else has it.
            let (last, found) = match last.map(Analysis::remains) {
                Some(Remains { project, found }) => (Some(project), found),
                None => (None, None),
            };
            if self.document.path.is_none() {
                let nothing = Memory::default();
                let project =
                    self.project(None, &nothing, path, Arc::clone(self.document.syntax()));
                return Some(Arc::new(Analysis::without_disk(project)));
            }
            let manifest = self.manifest_for(role, path)?;
            self.files.base().base().watch_project(manifest.parent()?);
            let syntax = match manifest == path {
                true => Arc::clone(self.document.syntax()),
                false => self.files.parse(&manifest).ok()?,
            };
            let project = self.project(last, &self.files, &manifest, syntax);
            // A file in JSON or YAML may bear one of our names and be somebody else's.
            let ours = Format::of(path).is_arc() || project.arc_files().any(|it| it.path == path);
            if !ours {
                return None;
            }
            Some(Arc::new(Analysis::new(project, found)))
        })
    }

    /// Whether the project was looked at already in this state of things, and its template made.
    pub(super) fn is_concluded(&self) -> bool {
        self.document.concluded(self.epoch).is_some_and(|analysis| analysis.is_packaged())
    }

    /// The manifest of the project that a document belongs to.
    fn manifest_for(&self, role: Role, path: &Path) -> Option<PathBuf> {
        match role {
            // Any file in Architect's own format is a manifest, if only of a project to be.
            Role::Manifest if Format::of(path).is_arc() => Some(path.to_owned()),
            // Of most packages, and before anything around them is looked at.
            Role::Manifest if !self.document.syntax().has_manifest() => None,
            _ => project_of(&self.files, path.parent()?),
        }
    }

    /// The project of a manifest, checked as its `arc-lsp.toml` and then the client say.
    fn project(
        &self,
        last: Option<project::Remains>,
        files: &dyn FileSystem,
        path: &Path,
        syntax: Arc<Syntax>,
    ) -> Project {
        let root = path.parent().unwrap_or(path);
        let settings = Settings::find_over(files, root, Some(&self.editor));
        Project::following(last, files, path, syntax, Arc::new(settings))
    }

    /// The URI of a file, as the client has it.
    pub(super) fn uri_of(&self, file: &Path) -> Option<Url> {
        if self.document.place() == Some(file) {
            return Some(self.document.uri.clone());
        }
        if let Some(document) = self.files.buffers().document(file) {
            return Some(document.uri.clone());
        }
        Url::from_file_path(file).ok()
    }

    /// The project that the document is the manifest of.
    pub(super) fn analysis_of_manifest(&self) -> Option<Arc<Analysis>> {
        if self.document.role != Some(Role::Manifest) {
            return None;
        }
        let analysis = self.analysis()?;
        let path = self.document.path.as_deref();
        (Some(analysis.project.manifest.path.as_path()) == path).then_some(analysis)
    }

    /// The files as the client sees them: its buffers over the disk.
    pub(super) fn files(&self) -> &dyn FileSystem {
        &self.files
    }

    /// The door of the document.
    pub(super) fn door(&self) -> Door<'_> {
        Door { text: &self.document.text, encoding: self.client.encoding }
    }

    /// The client's version of a file that it has open.
    pub(super) fn version_of(&self, file: &Path) -> Option<i32> {
        if self.document.place() == Some(file) {
            return Some(self.document.version);
        }
        self.files.buffers().document(file).map(|document| document.version)
    }

    /// The same, for a document that may be one that nobody has open.
    pub(super) fn open_version_of(&self, file: &Path) -> Option<i32> {
        self.files.buffers().document(file).map(|document| document.version)
    }

    /// The text of a file as the client sees it: its buffer or, where it has none, the disk's. Nothing when there is
    /// neither.
    pub(super) fn text_of(&self, file: &Path) -> Option<Text> {
        if self.document.place() == Some(file) {
            return Some(self.document.text.clone());
        }
        if let Some(document) = self.files.buffers().document(file) {
            return Some(document.text.clone());
        }
        let bytes = self.files.read(file).ok()?;
        Some(Text::new(&String::from_utf8_lossy(&bytes)))
    }
}

/// The open documents, by the path of their file.
#[derive(Debug)]
pub(super) struct Open(HashMap<PathBuf, Arc<Document>>);

impl Open {
    /// These; one that lies on no disk is left out.
    pub(super) fn new(open: impl Iterator<Item = Arc<Document>>) -> Open {
        Open(open.filter_map(|document| Some((document.path.clone()?, document))).collect())
    }

    /// The document that a file is open as.
    pub(super) fn document(&self, path: &Path) -> Option<&Arc<Document>> {
        self.0.get(path)
    }

    /// All of them, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.0.values()
    }
}

impl Buffers for Arc<Open> {
    fn open(&self, path: &Path) -> Option<Arc<Syntax>> {
        self.0.get(path).map(|document| Arc::clone(document.syntax()))
    }
}
