//! What the client can, and what the server says that it can in turn: nothing but what it does.

use tower_lsp::lsp_types::{
    ClientCapabilities, DiagnosticOptions, DiagnosticServerCapabilities, InitializeParams,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
};

use super::convert;
use crate::text::PositionEncoding;

/// What this server makes a difference by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Client {
    /// What positions count.
    pub(super) encoding: PositionEncoding,
    /// It asks for problems and is told when to ask again, so they are not pushed. One that asks and cannot be told
    /// would keep what it has when a file changes elsewhere: to that one they are pushed, and asking is not offered.
    pub(super) pulls_problems: bool,
    /// It can be asked to watch files.
    pub(super) watches_files: bool,
}

impl Client {
    /// Reads the `initialize` request; its `workspace.diagnostics` as the guard spelt it.
    pub(super) fn new(params: &InitializeParams) -> Client {
        let ClientCapabilities { workspace, text_document, general, .. } = &params.capabilities;
        let workspace = workspace.as_ref();
        let asks = text_document.as_ref().is_some_and(|it| it.diagnostic.is_some());
        let refreshes =
            workspace.and_then(|it| it.diagnostic.as_ref()).and_then(|it| it.refresh_support);
        let watches = workspace
            .and_then(|it| it.did_change_watched_files)
            .and_then(|it| it.dynamic_registration);
        let encodings = general.as_ref().and_then(|it| it.position_encodings.as_deref());
        Client {
            encoding: convert::negotiate(encodings.unwrap_or_default()),
            pulls_problems: asks && refreshes == Some(true),
            watches_files: watches == Some(true),
        }
    }

    /// What the server offers this client.
    pub(super) fn offer(self) -> ServerCapabilities {
        ServerCapabilities {
            position_encoding: Some(convert::encoding_kind(self.encoding)),
            text_document_sync: Some(TextDocumentSyncCapability::Options(
                TextDocumentSyncOptions {
                    open_close: Some(true),
                    change: Some(TextDocumentSyncKind::INCREMENTAL),
                    ..TextDocumentSyncOptions::default()
                },
            )),
            diagnostic_provider: self.pulls_problems.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some(super::SOURCE.to_owned()),
                    inter_file_dependencies: true,
                    ..DiagnosticOptions::default()
                })
            }),
            ..ServerCapabilities::default()
        }
    }
}
