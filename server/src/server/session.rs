//! What the server knows between two messages.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::json;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

use super::capabilities;
use super::complaints::Complaints;
use super::disk::WatchedDisk;
use super::documents::Documents;
use super::folders::Folder;
use super::log::without_text;
use super::output::Output;
use super::publisher::Publisher;
use super::pulled::Workspace;
use super::said::Said;
use super::sam_template::TemplateChanged;
use super::semantic_tokens::Answered;
use super::snapshot::Snapshot;
use crate::project::{Cached, EditorSettings};

/// How long further changes of files are waited for before the client is told of them.
const SWARM: Duration = Duration::from_millis(20);

/// The documents whose template a client watches, and those of them that it is about to be told of.
#[derive(Default)]
struct Watched {
    uris: Mutex<HashSet<Url>>,
    changed: Mutex<HashSet<Url>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The state behind the handlers. Everything in it is reached through `&self` and holds no lock over an `.await`.
pub(super) struct Session {
    pub(super) client: tower_lsp::Client,
    pub(super) documents: Arc<Documents>,
    pub(super) disk: Arc<Cached<WatchedDisk>>,
    pub(super) tokens: Arc<Answered>,
    pub(super) workspace: Arc<Workspace>,
    pub(super) complaints: Arc<Complaints>,
    publisher: Publisher,
    /// What counts in place of every `arc-lsp.toml`, where the server was started so.
    config: Option<PathBuf>,
    capabilities: OnceLock<capabilities::Client>,
    folders: Mutex<Vec<Folder>>,
    said: Mutex<Said>,
    templates: Arc<Watched>,
    /// Whether the client is about to be told to ask for problems anew.
    refreshing: Arc<AtomicBool>,
}

impl Session {
    pub(super) fn new(
        client: tower_lsp::Client,
        output: Output,
        config: Option<PathBuf>,
    ) -> Session {
        let disk = Arc::<Cached<WatchedDisk>>::default();
        let documents = Arc::new(Documents::new(Arc::clone(&disk)));
        let complaints = Arc::new(Complaints::new(client.clone()));
        Session {
            config,
            disk,
            folders: Mutex::default(),
            said: Mutex::default(),
            templates: Arc::default(),
            refreshing: Arc::default(),
            tokens: Arc::default(),
            workspace: Arc::default(),
            publisher: Publisher::new(output, Arc::clone(&documents), Arc::clone(&complaints)),
            complaints,
            client,
            documents,
            capabilities: OnceLock::new(),
        }
    }

    /// Keeps what the client can, and the folders that it has open. The inner service lets `initialize` through once.
    pub(super) fn initialize(&self, client: capabilities::Client, folders: Vec<Folder>) {
        let _ = self.capabilities.set(client);
        *lock(&self.folders) = folders;
    }

    /// The folders that the client has open.
    pub(super) fn folders(&self) -> Vec<Folder> {
        lock(&self.folders).clone()
    }

    /// The paths of the folders that the client has open.
    pub(super) fn folder_paths(&self) -> Vec<PathBuf> {
        lock(&self.folders).iter().map(|folder| folder.path.clone()).collect()
    }

    /// The client has opened and closed folders.
    pub(super) fn change_folders(&self, added: Vec<Folder>, removed: &[Folder]) {
        let stays = |folder: &Folder| removed.iter().all(|it| it.path != folder.path);
        let mut folders = lock(&self.folders);
        folders.retain(stays);
        folders.extend(added.into_iter().filter(stays));
        let paths: Vec<_> = folders.iter().map(|folder| folder.path.clone()).collect();
        self.disk.base().client_folders_changed(&paths);
    }

    /// What the client has said of its settings, nobody else's while it is held.
    pub(super) fn said(&self) -> MutexGuard<'_, Said> {
        lock(&self.said)
    }

    /// Works by these settings of the client from now on.
    pub(super) fn work_by(&self, settings: EditorSettings) {
        self.documents.set_editor(settings.instead_of_files(self.config.clone()));
        self.workspace.forget(&[]);
    }

    /// What the client can.
    pub(super) fn can(&self) -> capabilities::Client {
        self.capabilities.get().copied().unwrap_or_default()
    }

    /// Has the problems of a document that changed brought up to date with the client, and those of `dependants`:
    /// pushed, where the client does not ask for them. One that does asks for those of the document that it changed, and
    /// is told to ask for the others. Must be called within the runtime.
    pub(super) fn check(&self, uri: Url, dependants: Vec<Url>) {
        let client = self.can();
        self.tell_of_templates(|watched| *watched == uri || dependants.contains(watched));
        if client.pulls_problems {
            if !dependants.is_empty() {
                self.refresh();
            }
            return;
        }
        self.publisher.check_in_turn(uri, client);
        for uri in dependants {
            self.publisher.check(uri, client, true);
        }
    }

    /// Files have changed, the `paths` or, without any, whichever. Has the problems of every document found anew: a
    /// client that asks is told to ask. Must be called within the runtime.
    pub(super) fn files_changed(&self, paths: &[PathBuf]) {
        match paths {
            [] => self.disk.clear(),
            paths => paths.iter().for_each(|path| self.disk.forget(path)),
        }
        self.documents.surroundings_changed();
        self.workspace.forget(paths);
        self.check_all();
    }

    /// Has the problems of every document found anew: a client that asks is told to ask. Must be called within the
    /// runtime.
    pub(super) fn check_all(&self) {
        self.tell_of_templates(|_| true);
        let client = self.can();
        if client.pulls_problems {
            self.refresh();
            return;
        }
        for uri in self.documents.uris() {
            self.publisher.check(uri, client, true);
        }
    }

    /// Tells a client that asks for problems to ask anew.
    fn refresh(&self) {
        // Changes come in swarms; one refresh does for those that come while it waits.
        if self.refreshing.swap(true, Ordering::SeqCst) {
            return;
        }
        let (client, refreshing) = (self.client.clone(), Arc::clone(&self.refreshing));
        tokio::spawn(async move {
            tokio::time::sleep(SWARM).await;
            refreshing.store(false, Ordering::SeqCst);
            if let Err(error) = client.workspace_diagnostic_refresh().await {
                let why = without_text(&error.message);
                tracing::warn!(
                    "problems may be out of date until a file is changed, the client does not ask anew: {why}"
                );
            }
        });
    }

    /// Remembers whether the client wants to be told when the template of a document may have changed; as it was, where
    /// it does not say.
    pub(super) fn watch_template(&self, uri: &Url, watch: Option<bool>) {
        let mut watched = lock(&self.templates.uris);
        match watch {
            Some(true) => drop(watched.insert(uri.clone())),
            Some(false) => drop(watched.remove(uri)),
            None => {}
        }
    }

    /// Tells a client of the templates that it watches and that may have changed, one notification for changes that come
    /// in a swarm. Must be called within the runtime.
    fn tell_of_templates(&self, changed: impl Fn(&Url) -> bool) {
        let watched = lock(&self.templates.uris);
        let mut found = watched.iter().filter(|uri| changed(uri)).cloned().peekable();
        if found.peek().is_none() {
            return;
        }
        let mut changed = lock(&self.templates.changed);
        let waits = !changed.is_empty();
        changed.extend(found);
        if waits {
            return;
        }
        let (client, templates) = (self.client.clone(), Arc::clone(&self.templates));
        tokio::spawn(async move {
            tokio::time::sleep(SWARM).await;
            let changed = std::mem::take(&mut *lock(&templates.changed));
            for uri in changed {
                client.send_notification::<TemplateChanged>(json!({ "uri": uri })).await;
            }
        });
    }

    /// What a request works on, taken now; nothing when the document is not open.
    pub(super) fn snapshot(&self, uri: &Url) -> Option<Snapshot> {
        self.documents.snapshot(uri, self.can())
    }

    /// Runs `work` over a snapshot of the document on a blocking thread. Must be called, and first polled, before any
    /// `.await` of the handler. Nothing when the document is not open.
    ///
    /// # Errors
    /// `ContentModified` as soon as the document changes, when that is before the answer.
    ///
    /// # Panics
    /// When `work` does: the guard answers.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        uri: &Url,
        work: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(snapshot) = self.snapshot(uri) else { return Ok(None) };
        let document = Arc::clone(&snapshot.document);
        let working = super::blocking::run(move |cancelled| {
            // The wait for a thread may have outlasted the request.
            (!cancelled.is_cancelled()).then(|| work(&snapshot))
        });
        tokio::select! {
            // What is done is not thrown away.
            biased;
            result = working => Ok(result),
            () = document.until_stale() => Err(Error::content_modified()),
        }
    }

    /// The same for work that takes no time once all is concluded that it looks at: then it is done at once, since to wake
    /// another thread would take longer.
    pub(super) async fn look<T: Send + 'static>(
        &self,
        uri: &Url,
        work: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        match self.snapshot(uri) {
            Some(snapshot) if snapshot.is_concluded() => Ok(Some(work(&snapshot))),
            _ => self.read(uri, work).await,
        }
    }
}
