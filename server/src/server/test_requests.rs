//! Requests that exist for our own tests, and only while the environment has `ARC_LSP_TEST=1`: how slow requests,
//! panics and races are mended cannot be shown through requests that are quick, sound and in time. No editor sets the
//! variable, and nothing is advertised.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{TextDocumentIdentifier, Url};

use super::backend::Backend;
use super::blocking;

/// Adds the requests when the environment asks for them.
pub(super) fn add(builder: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    if std::env::var_os("ARC_LSP_TEST").is_none_or(|value| value != "1") {
        return builder;
    }
    builder
        .custom_method("arc/test/sleep", Backend::test_sleep)
        .custom_method("arc/test/panic", Backend::test_panic)
        .custom_method("arc/test/panicNotification", Backend::test_panic_notification)
        .custom_method("arc/test/document", Backend::test_document)
}

#[derive(Deserialize)]
struct Sleep {
    milliseconds: u64,
    /// The document that the request is about, so that a change of it makes the request stale.
    uri: Option<Url>,
}

#[derive(Deserialize)]
struct Panic {
    /// `call`: before the first await. `await`: behind it. `work`: on a blocking thread.
    place: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OneDocument {
    text_document: TextDocumentIdentifier,
}

impl Backend {
    /// Takes its time, as a slow feature would; ends early when cancelled, and says how long it took.
    async fn test_sleep(&self, params: Sleep) -> Result<Value> {
        let sleep = move |cancelled: &blocking::Cancelled| {
            let start = Instant::now();
            while start.elapsed() < Duration::from_millis(params.milliseconds)
                && !cancelled.is_cancelled()
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            json!({ "milliseconds": start.elapsed().as_millis() as u64 })
        };
        match params.uri {
            Some(uri) => {
                let done = self.session.read(&uri, move |_| sleep(&blocking::Cancelled::default()));
                Ok(done.await?.unwrap_or_default())
            }
            None => Ok(blocking::run(sleep).await),
        }
    }

    async fn test_panic(&self, params: Panic) -> Result<Value> {
        match params.place.as_str() {
            "call" => panic!("asked to, in the call"),
            "await" => {
                tokio::task::yield_now().await;
                panic!("asked to, behind an await")
            }
            "work" => Ok(blocking::run(|_| panic!("asked to, in the work")).await),
            other => panic!("asked to, of {other}"),
        }
    }

    async fn test_panic_notification(&self) {
        panic!("asked to, in a notification");
    }

    /// Everything that the server holds of a document, to be compared with that of the same text opened afresh.
    async fn test_document(&self, params: OneDocument) -> Result<Value> {
        let dump = self.session.read(&params.text_document.uri, |snapshot| {
            json!({
                "version": snapshot.document.version,
                "text": snapshot.document.text.to_string(),
                "tree": snapshot.document.syntax().tree().to_sexp(),
                "reading": snapshot.document.syntax().reading.to_json(),
                "problems": super::problems::of(snapshot),
            })
        });
        Ok(dump.await?.unwrap_or_default())
    }
}
