//! The open documents, as the client has them.
//!
//! Invariant: a document is never changed, only replaced by its next version, so whoever holds one works on what it
//! was. The replaced one is told that it is stale.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use dashmap::DashMap;
use tokio::sync::Notify;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};

use super::capabilities;
use super::convert::Door;
use super::disk::WatchedDisk;
use super::snapshot::Snapshot;
use crate::syntax::{Edit, Syntax, Tree};
use crate::text::{PositionEncoding, Span, Text};

/// One version of an open document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) uri: Url,
    /// The client's number for this version.
    pub(super) version: i32,
    pub(super) text: Text,
    /// Where it lies on the disk, or will when it is saved; nothing for what an editor keeps elsewhere.
    pub(super) path: Option<PathBuf>,
    /// Whether it is to be read as a manifest.
    pub(super) is_manifest: bool,
    /// Parsed when first asked for: of versions that follow each other fast, most never are.
    syntax: OnceLock<Arc<Syntax>>,
    /// The tree of the last version that was parsed, edited as the text was since, so that parsing starts from it.
    seed: Option<Tree>,
    stale: Stale,
}

impl Document {
    /// The document as it is opened.
    pub(super) fn open(item: TextDocumentItem) -> Document {
        let TextDocumentItem { uri, version, text, .. } = item;
        let path = uri.to_file_path().ok();
        Document {
            is_manifest: path.as_deref().is_some_and(is_manifest),
            uri,
            version,
            text: Text::new(&text),
            path,
            syntax: OnceLock::new(),
            seed: None,
            stale: Stale::default(),
        }
    }

    /// The next version: each change counts from the text that the one before it made.
    fn changed(
        &self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: PositionEncoding,
    ) -> Document {
        let mut text = self.text.clone();
        let mut seed = match self.syntax.get() {
            Some(syntax) => Some(syntax.tree.clone()),
            None => self.seed.clone(),
        };
        for change in changes {
            let Some(range) = change.range else {
                text = Text::new(&change.text);
                seed = None;
                continue;
            };
            let span = Door { text: &text, encoding }.span(range);
            let old = text.clone();
            text.edit(span, &change.text);
            if let Some(tree) = &mut seed {
                tree.edit(&tree_edit(&old, span, &text, change.text.len()));
            }
        }
        Document {
            uri: self.uri.clone(),
            version,
            text,
            path: self.path.clone(),
            is_manifest: self.is_manifest,
            syntax: OnceLock::new(),
            seed,
            stale: Stale::default(),
        }
    }

    /// What is written, what Architect reads of it, and what it rejects.
    pub(super) fn syntax(&self) -> &Arc<Syntax> {
        self.syntax.get_or_init(|| {
            let text = self.text.to_string();
            Arc::new(match &self.seed {
                Some(tree) => Syntax::reparse(text, tree),
                None => Syntax::parse(text),
            })
        })
    }

    /// Whether another version has taken its place, or it was closed.
    pub(super) fn is_stale(&self) -> bool {
        self.stale.flag.load(Ordering::SeqCst)
    }

    /// Waits until [`Document::is_stale`].
    pub(super) async fn until_stale(&self) {
        let notified = self.stale.notify.notified();
        // Whoever marks sets the flag first, so a mark between the two lines is seen by one of them.
        if !self.is_stale() {
            notified.await;
        }
    }

    fn mark_stale(&self) {
        self.stale.flag.store(true, Ordering::SeqCst);
        self.stale.notify.notify_waiters();
    }
}

/// Whether a file is a manifest by its name: any `.arc` file but those that Architect reads as something else.
fn is_manifest(path: &Path) -> bool {
    const OTHERS: [&str; 5] =
        ["config.arc", "prefs.arc", "preferences.arc", ".prefs.arc", ".preferences.arc"];
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.ends_with(".arc") && !OTHERS.contains(&name)
}

/// An edit as the tree wants it: `span` of `old` became `new_len` bytes of `new`.
fn tree_edit(old: &Text, span: Span, new: &Text, new_len: usize) -> Edit {
    let point = |text: &Text, offset| {
        let point = text.point(offset);
        (point.row, point.column)
    };
    let points = [point(old, span.start), point(old, span.end), point(new, span.start + new_len)];
    Edit { span, new_len, points }
}

#[derive(Debug, Default)]
struct Stale {
    flag: AtomicBool,
    notify: Notify,
}

/// Every open document, by the URI that the client gave it, over the disk.
pub(super) struct Documents {
    open: DashMap<Url, Arc<Document>>,
    disk: Arc<WatchedDisk>,
}

impl Documents {
    /// None yet, over a disk.
    pub(super) fn new(disk: Arc<WatchedDisk>) -> Documents {
        Documents { open: DashMap::new(), disk }
    }

    /// The newest version of a document, with what is around it; nothing when it is not open.
    pub(super) fn snapshot(&self, uri: &Url, client: capabilities::Client) -> Option<Snapshot> {
        let document = self.open.get(uri).map(|document| Arc::clone(&document))?;
        let open = self.open.iter().map(|other| Arc::clone(&other));
        Some(Snapshot::new(document, open, Arc::clone(&self.disk), client))
    }

    /// The URIs of all that are open, in no order.
    pub(super) fn uris(&self) -> Vec<Url> {
        self.open.iter().map(|document| document.uri.clone()).collect()
    }

    /// Opens a document; one that is open already is taken afresh.
    pub(super) fn open(&self, item: TextDocumentItem) {
        let document = Document::open(item);
        if let Some(old) = self.open.insert(document.uri.clone(), Arc::new(document)) {
            old.mark_stale();
        }
    }

    /// Changes a document; false when it is not open.
    pub(super) fn change(
        &self,
        uri: &Url,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: PositionEncoding,
    ) -> bool {
        let Some(mut document) = self.open.get_mut(uri) else { return false };
        let new = Arc::new(document.changed(version, changes, encoding));
        let old = std::mem::replace(&mut *document, new);
        drop(document);
        old.mark_stale();
        true
    }

    /// Closes a document; false when it is not open.
    pub(super) fn close(&self, uri: &Url) -> bool {
        let closed = self.open.remove(uri);
        if let Some((_, document)) = &closed {
            document.mark_stale();
        }
        closed.is_some()
    }
}
