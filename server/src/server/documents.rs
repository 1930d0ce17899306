//! The open documents, as the client has them.
//!
//! Invariant: a document is never changed, only replaced by its next version, so whoever holds one works on what it
//! was. The replaced one is told that it is stale.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use dashmap::DashMap;
use tokio::sync::Notify;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};

use super::analysis::Analysis;
use super::capabilities;
use super::convert::Door;
use super::disk::WatchedDisk;
use super::snapshot::{Open, Snapshot};
use crate::manifest::schema::File;
use crate::project::{Cached, EditorSettings, FileSystem, Overlay, Role};
use crate::syntax::{Edit, Format, Seed, Syntax};
use crate::text::{PositionEncoding, Text};

/// The place of a manifest that lies on no disk.
const NOWHERE: &str = "/untitled/app.arc";

/// One version of an open document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) uri: Url,
    /// The client's number for this version.
    pub(super) version: i32,
    pub(super) text: Text,
    /// Where it lies on the disk, or will when it is saved; nothing for what an editor keeps elsewhere.
    pub(super) path: Option<PathBuf>,
    /// What Architect reads it as, by its name.
    pub(super) role: Option<Role>,
    /// Parsed when first asked for: of versions that follow each other fast, most never are.
    syntax: OnceLock<Arc<Syntax>>,
    /// What the last version that was parsed has left, edited as the text was since, so that parsing starts from it; taken
    /// by whoever parses.
    seed: Mutex<Option<Seed>>,
    /// What was concluded last, and in which state of everything else.
    analysis: Mutex<Option<(u64, Option<Arc<Analysis>>)>>,
    /// What was concluded last of any version, for the next one to go on from: most of what that saw is still so.
    last: Arc<Mutex<Option<Arc<Analysis>>>>,
    stale: Stale,
}

impl Document {
    /// The document as it is opened.
    pub(super) fn open(item: TextDocumentItem) -> Document {
        let TextDocumentItem { uri, version, text, language_id } = item;
        let path = uri.to_file_path().ok();
        let role = match &path {
            Some(path) => Role::of(path),
            // What has no name yet is what its author says that it is.
            None => {
                (language_id == "arc" || uri.path().ends_with(".arc")).then_some(Role::Manifest)
            }
        };
        Document {
            role,
            uri,
            version,
            text: Text::new(&text),
            path,
            syntax: OnceLock::new(),
            seed: Mutex::default(),
            analysis: Mutex::default(),
            last: Arc::default(),
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
            Some(syntax) => syntax.format.is_arc().then(|| Seed::of(syntax)),
            None => self.seed.lock().unwrap_or_else(PoisonError::into_inner).clone(),
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
            if let Some(seed) = &mut seed {
                seed.edit(&Edit::between(&old, span, &text, change.text.len()));
            }
        }
        Document {
            uri: self.uri.clone(),
            version,
            text,
            path: self.path.clone(),
            role: self.role,
            syntax: OnceLock::new(),
            seed: Mutex::new(seed),
            analysis: Mutex::default(),
            last: Arc::clone(&self.last),
            stale: Stale::default(),
        }
    }

    /// Where it lies for what is concluded of it: where it does, or a place of its own for a manifest that lies nowhere.
    pub(super) fn place(&self) -> Option<&Path> {
        match &self.path {
            Some(path) => Some(path),
            None => self.role.map(|_| Path::new(NOWHERE)),
        }
    }

    /// What is written, what Architect reads of it, and what it rejects.
    pub(super) fn syntax(&self) -> &Arc<Syntax> {
        self.syntax.get_or_init(|| {
            let text = self.text.to_string();
            let format = self.path.as_deref().map_or(Format::Arc, Format::of);
            let seed = self.seed.lock().unwrap_or_else(PoisonError::into_inner).take();
            Arc::new(match seed {
                Some(seed) if format.is_arc() => Syntax::reparse(text, seed),
                _ => Syntax::parse_as(format, text),
            })
        })
    }

    /// What Architect reads it as, where it is in Architect's own format: of a file in JSON or YAML an editor knows by itself
    /// how it is laid out, coloured and folded.
    pub(super) fn arc_file(&self) -> Option<File> {
        self.role.filter(|_| self.syntax().format.is_arc()).map(Role::file)
    }

    /// What was concluded of this version in state `epoch` of everything else, which is what `analyse` concludes, given
    /// what was concluded last of any version.
    pub(super) fn analysis(
        &self,
        epoch: u64,
        analyse: impl FnOnce(Option<Arc<Analysis>>) -> Option<Arc<Analysis>>,
    ) -> Option<Arc<Analysis>> {
        let mut own = self.analysis.lock().unwrap_or_else(PoisonError::into_inner);
        match &*own {
            Some((known, analysis)) if *known == epoch => analysis.clone(),
            _ => {
                // What was concluded of this version in another state is nobody's any more.
                *own = None;
                // Held for a moment only: whoever is to change the document waits for nothing that takes long.
                let slot = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
                let before = slot().take();
                let analysis = analyse(before);
                slot().clone_from(&analysis);
                *own = Some((epoch, analysis.clone()));
                analysis
            }
        }
    }

    /// What was concluded of this version in that state of everything else, if it was; no wait for whoever is about it.
    pub(super) fn concluded(&self, epoch: u64) -> Option<Arc<Analysis>> {
        let last = self.analysis.try_lock().ok()?;
        last.as_ref().filter(|(known, _)| *known == epoch)?.1.clone()
    }

    /// Whether problems in this document may depend on what the other one says.
    fn depends_on(&self, other: &Document) -> bool {
        let (Some(path), Some(other_path)) = (&self.path, &other.path) else { return false };
        let below = |manifest: &Path, part: &Path| {
            manifest.parent().is_some_and(|root| part.starts_with(root))
        };
        match (self.role, other.role) {
            (Some(Role::Manifest), Some(Role::Manifest)) => false,
            (Some(Role::Manifest), Some(_)) => below(path, other_path),
            (Some(_), Some(Role::Manifest)) => below(other_path, path),
            _ => false,
        }
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

#[derive(Debug, Default)]
struct Stale {
    flag: AtomicBool,
    notify: Notify,
}

/// The open documents over the disk, at one moment.
pub(super) type Files = Overlay<Arc<Cached<WatchedDisk>>, Arc<Open>>;

/// What is around a document at one moment.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) files: Files,
    /// The state of everything but the documents.
    pub(super) epoch: u64,
    client: capabilities::Client,
    editor: Arc<EditorSettings>,
}

impl Surroundings {
    /// A document in them.
    fn of(self, document: Arc<Document>) -> Snapshot {
        Snapshot::new(document, self.files, self.epoch, self.client, self.editor)
    }

    /// The file at a path, as it is open or, where it is not, as it lies on the disk; nothing where there is neither.
    pub(super) fn of_file(&self, path: &Path) -> Option<Snapshot> {
        let document = match self.files.buffers().document(path) {
            Some(document) => Arc::clone(document),
            None => {
                let uri = Url::from_file_path(path).ok()?;
                let text = String::from_utf8_lossy(&self.files.read(path).ok()?).into_owned();
                let language_id = String::new();
                Arc::new(Document::open(TextDocumentItem { uri, language_id, version: 0, text }))
            }
        };
        Some(self.clone().of(document))
    }
}

/// Every open document, by the URI that the client gave it, over the disk.
pub(super) struct Documents {
    open: DashMap<Url, Arc<Document>>,
    disk: Arc<Cached<WatchedDisk>>,
    /// How often anything has changed that a conclusion may rest on, but for the document itself. Counted after the
    /// change, and read before anything else is.
    epoch: AtomicU64,
    /// What the client says about how projects are checked.
    editor: Mutex<Arc<EditorSettings>>,
}

impl Documents {
    /// None yet, over a disk.
    pub(super) fn new(disk: Arc<Cached<WatchedDisk>>) -> Documents {
        Documents { open: DashMap::new(), disk, epoch: AtomicU64::new(0), editor: Mutex::default() }
    }

    /// The newest version of a document, with what is around it; nothing when it is not open.
    pub(super) fn snapshot(&self, uri: &Url, client: capabilities::Client) -> Option<Snapshot> {
        let epoch = self.epoch();
        let document = self.open.get(uri).map(|document| Arc::clone(&document))?;
        Some(self.surroundings_since(epoch, client).of(document))
    }

    /// What is around any document, as it is now.
    pub(super) fn surroundings(&self, client: capabilities::Client) -> Surroundings {
        self.surroundings_since(self.epoch(), client)
    }

    fn surroundings_since(&self, epoch: u64, client: capabilities::Client) -> Surroundings {
        let editor = Arc::clone(&self.editor.lock().unwrap_or_else(PoisonError::into_inner));
        Surroundings { files: self.files(), epoch, client, editor }
    }

    /// How often anything has changed that a conclusion about a document may rest on, but for the document itself.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::SeqCst)
    }

    /// What the client says about how projects are checked, from now on.
    pub(super) fn set_editor(&self, settings: EditorSettings) {
        *self.editor.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
        self.surroundings_changed();
    }

    /// The open documents over the disk, as they are now.
    pub(super) fn files(&self) -> Files {
        let open = self.open.iter().map(|document| Arc::clone(&document));
        Overlay::new(Arc::clone(&self.disk), Arc::new(Open::new(open)))
    }

    /// The paths of the manifests that are open, in no order.
    pub(super) fn manifests(&self) -> Vec<PathBuf> {
        let manifests = self.open.iter().filter(|it| it.role == Some(Role::Manifest));
        manifests.filter_map(|it| it.path.clone()).collect()
    }

    /// The same of those that were open at one moment.
    pub(super) fn manifests_among(open: &Open) -> impl Iterator<Item = PathBuf> {
        let manifests = open.all().filter(|it| it.role == Some(Role::Manifest));
        manifests.filter_map(|it| it.path.clone())
    }

    /// The URIs of all that are open, in no order.
    pub(super) fn uris(&self) -> Vec<Url> {
        self.open.iter().map(|document| document.uri.clone()).collect()
    }

    /// Something outside of the documents has changed, so that nothing concluded before holds.
    pub(super) fn surroundings_changed(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
    }

    /// Opens a document; one that is open already is taken afresh. Returns the others whose problems may change by it.
    pub(super) fn open(&self, item: TextDocumentItem) -> Vec<Url> {
        let document = Arc::new(Document::open(item));
        if let Some(old) = self.open.insert(document.uri.clone(), Arc::clone(&document)) {
            old.mark_stale();
        }
        self.dependants(&document)
    }

    /// Changes a document. Returns the others whose problems may change by it; nothing when it is not open.
    pub(super) fn change(
        &self,
        uri: &Url,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: PositionEncoding,
    ) -> Option<Vec<Url>> {
        let mut document = self.open.get_mut(uri)?;
        let new = Arc::new(document.changed(version, changes, encoding));
        let old = std::mem::replace(&mut *document, Arc::clone(&new));
        drop(document);
        old.mark_stale();
        Some(self.dependants(&new))
    }

    /// Closes a document. Returns the others whose problems may change by it; nothing when it is not open.
    pub(super) fn close(&self, uri: &Url) -> Option<Vec<Url>> {
        let (_, document) = self.open.remove(uri)?;
        document.mark_stale();
        Some(self.dependants(&document))
    }

    /// The documents that depend on one that has just changed.
    fn dependants(&self, changed: &Document) -> Vec<Url> {
        let others = self.open.iter().filter(|other| other.depends_on(changed));
        let others: Vec<Url> = others.map(|other| other.uri.clone()).collect();
        if !others.is_empty() {
            self.surroundings_changed();
        }
        others
    }
}
