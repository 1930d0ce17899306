//! The floor of a language server: it answers each change with the same 20 problems, and knows nothing.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    Diagnostic, DiagnosticSeverity, DidChangeTextDocumentParams, DidOpenTextDocumentParams,
    InitializeParams, InitializeResult, NumberOrString, Position, Range, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, Url,
};
use tower_lsp::{Client, LanguageServer, LspService, Server};

struct Floor {
    client: Client,
}

impl Floor {
    async fn answer(&self, uri: Url, version: i32) {
        let problems = (0..20).map(|index| {
            let start = Position::new(index * 50, 0);
            Diagnostic {
                range: Range::new(start, Position::new(index * 50, 12)),
                severity: Some(DiagnosticSeverity::ERROR),
                code: Some(NumberOrString::String("floor".to_owned())),
                source: Some("floor".to_owned()),
                message: "a message of the length that messages have: `word` is not known here"
                    .to_owned(),
                ..Diagnostic::default()
            }
        });
        self.client.publish_diagnostics(uri, problems.collect(), Some(version)).await;
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Floor {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        let sync = TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL);
        let capabilities =
            ServerCapabilities { text_document_sync: Some(sync), ..ServerCapabilities::default() };
        Ok(InitializeResult { capabilities, ..InitializeResult::default() })
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.answer(params.text_document.uri, params.text_document.version).await;
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.answer(params.text_document.uri, params.text_document.version).await;
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

#[tokio::main]
async fn main() {
    let (service, socket) = LspService::new(|client| Floor { client });
    Server::new(tokio::io::stdin(), tokio::io::stdout(), socket).serve(service).await;
}
