//! What the server knows between two messages.

use std::sync::{Arc, OnceLock};

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

use super::capabilities;
use super::documents::Documents;
use super::publisher::Publisher;
use super::snapshot::Snapshot;

/// The state behind the handlers. Everything in it is reached through `&self` and holds no lock over an `.await`.
pub(super) struct Session {
    pub(super) client: tower_lsp::Client,
    pub(super) documents: Arc<Documents>,
    pub(super) publisher: Publisher,
    capabilities: OnceLock<capabilities::Client>,
}

impl Session {
    pub(super) fn new(client: tower_lsp::Client) -> Session {
        let documents = Arc::<Documents>::default();
        Session {
            publisher: Publisher::new(client.clone(), Arc::clone(&documents)),
            client,
            documents,
            capabilities: OnceLock::new(),
        }
    }

    /// Keeps what the client can. The inner service lets `initialize` through once.
    pub(super) fn initialize(&self, client: capabilities::Client) {
        let _ = self.capabilities.set(client);
    }

    /// What the client can.
    pub(super) fn can(&self) -> capabilities::Client {
        self.capabilities.get().copied().unwrap_or_default()
    }

    /// Has the problems of a document brought up to date with the client: pushed, where it does not ask for them.
    pub(super) fn check(&self, uri: Url) {
        let client = self.can();
        if !client.pulls_problems {
            self.publisher.check(uri, client, false);
        }
    }

    /// The same for every document, after a change that any of them may depend on: a client that asks is told to ask.
    pub(super) fn check_all(&self) {
        if self.can().pulls_problems {
            let client = self.client.clone();
            tokio::spawn(async move {
                if let Err(error) = client.workspace_diagnostic_refresh().await {
                    tracing::warn!("the client does not ask for problems anew: {error}");
                }
            });
        } else {
            for uri in self.documents.uris() {
                self.publisher.check(uri, self.can(), true);
            }
        }
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
}
