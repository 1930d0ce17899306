//! The state of things at one moment: what an answer is a function of.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::capabilities;
use super::convert::Door;
use super::disk::WatchedDisk;
use super::documents::Document;
use crate::project::{FileKind, FileSystem, Project};
use crate::text::Text;

/// A document with everything around it. Taken before the first `.await` of a handler; later changes do not reach it.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    pub(super) document: Arc<Document>,
    pub(super) client: capabilities::Client,
    buffers: Buffers,
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
        Snapshot { document, client, buffers: Buffers { open: Arc::new(open.collect()), disk } }
    }

    /// The project that the document is the manifest of; nothing when it is something else or lies on no disk.
    pub(super) fn project(&self) -> Option<Project> {
        let path = self.document.path.as_deref()?;
        if !self.document.is_manifest {
            return None;
        }
        self.buffers.disk.watch_project(path.parent()?);
        let syntax = Arc::clone(self.document.syntax());
        Some(Project::with_manifest(&self.buffers, path, syntax))
    }

    /// The door of the document.
    pub(super) fn door(&self) -> Door<'_> {
        Door { text: &self.document.text, encoding: self.client.encoding }
    }

    /// The client's version of a file that it has open.
    pub(super) fn version_of(&self, file: &Path) -> Option<i32> {
        self.buffers.open.get(file).map(|document| document.version)
    }

    /// The text of a file as the client sees it: its buffer or, where it has none, the disk's. Nothing when there is
    /// neither.
    pub(super) fn text_of(&self, file: &Path) -> Option<Text> {
        if let Some(document) = self.buffers.open.get(file) {
            return Some(document.text.clone());
        }
        let bytes = self.buffers.read(file).ok()?;
        Some(Text::new(&String::from_utf8_lossy(&bytes)))
    }
}

/// The disk with the open documents laid over it. A file that is open and not yet saved does not exist: what is
/// deployed is on the disk.
#[derive(Clone, Debug)]
struct Buffers {
    open: Arc<HashMap<PathBuf, Arc<Document>>>,
    disk: Arc<WatchedDisk>,
}

impl FileSystem for Buffers {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.open.get(path) {
            Some(document) => Ok(document.text.to_string().into_bytes()),
            None => self.disk.read(path),
        }
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        self.disk.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, FileKind)>> {
        self.disk.list(folder)
    }
}
