//! The state of things at one moment: what an answer is a function of.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::capabilities;
use super::convert::Door;
use super::disk::WatchedDisk;
use super::documents::Document;
use crate::project::{Buffers, FileSystem, Overlay, Project};
use crate::syntax::Syntax;
use crate::text::Text;

/// A document with everything around it. Taken before the first `.await` of a handler; later changes do not reach it.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    pub(super) document: Arc<Document>,
    pub(super) client: capabilities::Client,
    files: Overlay<Arc<WatchedDisk>, Arc<Open>>,
}

impl Snapshot {
    /// Of `document`, with every open document in `open`.
    pub(super) fn new(
        document: Arc<Document>,
        open: impl Iterator<Item = Arc<Document>>,
        disk: Arc<WatchedDisk>,
        client: capabilities::Client,
    ) -> Snapshot {
        let open = open.filter_map(|document| Some((document.path.clone()?, document)));
        let files = Overlay::new(disk, Arc::new(Open(open.collect())));
        Snapshot { document, client, files }
    }

    /// The project that the document is the manifest of; nothing when it is something else or lies on no disk.
    pub(super) fn project(&self) -> Option<Project> {
        let path = self.document.path.as_deref()?;
        if !self.document.is_manifest {
            return None;
        }
        self.files.base().watch_project(path.parent()?);
        let syntax = Arc::clone(self.document.syntax());
        Some(Project::with_manifest(&self.files, path, syntax))
    }

    /// The door of the document.
    pub(super) fn door(&self) -> Door<'_> {
        Door { text: &self.document.text, encoding: self.client.encoding }
    }

    /// The client's version of a file that it has open.
    pub(super) fn version_of(&self, file: &Path) -> Option<i32> {
        self.files.buffers().0.get(file).map(|document| document.version)
    }

    /// The text of a file as the client sees it: its buffer or, where it has none, the disk's. Nothing when there is
    /// neither.
    pub(super) fn text_of(&self, file: &Path) -> Option<Text> {
        if let Some(document) = self.files.buffers().0.get(file) {
            return Some(document.text.clone());
        }
        let bytes = self.files.read(file).ok()?;
        Some(Text::new(&String::from_utf8_lossy(&bytes)))
    }
}

/// The open documents, by the path of their file.
#[derive(Debug)]
struct Open(HashMap<PathBuf, Arc<Document>>);

impl Buffers for Arc<Open> {
    fn open(&self, path: &Path) -> Option<Arc<Syntax>> {
        self.0.get(path).map(|document| Arc::clone(document.syntax()))
    }
}
