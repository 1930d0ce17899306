//! The handlers: each takes what it needs from the session, before any `.await`, and leaves the work to others.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use super::session::Session;
use super::snapshot::Snapshot;
use super::{
    capabilities, code_actions, completion, definition, folding, highlight, hover, links, problems,
    selection, symbols, watched_files,
};
use crate::ide;

/// The language server as tower-lsp calls it.
pub(super) struct Backend {
    pub(super) session: Arc<Session>,
}

impl Backend {
    /// Must be called within the runtime.
    pub(super) fn new(client: Client) -> Backend {
        Backend { session: Arc::new(Session::new(client)) }
    }
}

impl Backend {
    /// Goes one of the ways from a name to what it names; `index` is its place in what the client says of links.
    async fn go(
        &self,
        params: GotoDefinitionParams,
        way: definition::Way,
        index: usize,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } =
            params.text_document_position_params;
        let work = move |it: &Snapshot| {
            definition::of(it, position, way, it.client.definition_links[index])
        };
        Ok(self.session.read(&text_document.uri, work).await?.flatten())
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = capabilities::Client::new(&params);
        let name = params.client_info.as_ref().map_or("", |it| it.name.as_str());
        tracing::info!("client {name:?}: {client:?}");
        self.session.initialize(client, folders(&params));
        Ok(InitializeResult {
            capabilities: client.offer(),
            server_info: Some(ServerInfo {
                name: super::SOURCE.to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        watched_files::start(&self.session);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let uri = params.text_document.uri.clone();
        let dependants = self.session.documents.open(params.text_document);
        self.session.check(uri, dependants);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let encoding = self.session.can().encoding;
        match self.session.documents.change(&uri, version, params.content_changes, encoding) {
            Some(dependants) => self.session.check(uri, dependants),
            None => tracing::warn!("a change of {uri}, which is not open"),
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.session.watch_template(&uri, Some(false));
        match self.session.documents.close(&uri) {
            Some(dependants) => self.session.check(uri, dependants),
            None => tracing::warn!("the end of {uri}, which is not open"),
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| change.uri.to_file_path().ok());
        self.session.files_changed(&paths.collect::<Vec<_>>());
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.command(params).await.map(Some)
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document, position } =
            params.text_document_position_params;
        let found =
            self.session.read(&text_document.uri, move |it| hover::of(it, position)).await?;
        Ok(found.flatten())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let uri = text_document.uri;
        let offers = self.session.read(&uri, move |it| completion::of(it, position)).await?;
        Ok(offers.map(CompletionResponse::List))
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(completion::resolve(item, self.session.can()))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.session.read(&uri, move |it| code_actions::of(it, &params)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let chosen = action.data.clone().and_then(|data| serde_json::from_value(data).ok());
        let Some(chosen): Option<code_actions::Chosen> = chosen else { return Ok(action) };
        let uri = chosen.uri.clone();
        let resolved = self.session.read(&uri, move |it| {
            let same = it.document.version == chosen.version;
            same.then(|| code_actions::resolved(it, action, &chosen))
        });
        resolved.await?.flatten().ok_or_else(Error::content_modified)
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.go(params, ide::definition, 0).await
    }

    async fn goto_declaration(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.go(params, ide::declaration, 1).await
    }

    async fn goto_implementation(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.go(params, ide::implementation, 2).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let declaration = params.context.include_declaration;
        let work = move |it: &_| definition::references(it, position, declaration);
        Ok(self.session.read(&text_document.uri, work).await?.flatten())
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        Ok(self.session.read(&params.text_document.uri, symbols::of).await?.flatten())
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        let (files, open) = (self.session.documents.files(), self.session.documents.manifests());
        let folders = self.session.folders().to_vec();
        let encoding = self.session.can().encoding;
        let found = super::blocking::run(move |_| {
            symbols::of_workspace(&files, &folders, open, &params.query, encoding)
        });
        Ok(Some(found.await))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        Ok(self.session.read(&params.text_document.uri, folding::of).await?.flatten())
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let SelectionRangeParams { text_document, positions, .. } = params;
        let found = self.session.read(&text_document.uri, move |it| selection::of(it, &positions));
        Ok(found.await?.flatten())
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } =
            params.text_document_position_params;
        let found = self.session.read(&text_document.uri, move |it| highlight::of(it, position));
        Ok(found.await?.flatten())
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        Ok(self.session.read(&params.text_document.uri, links::of).await?.flatten())
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let items = self.session.read(&params.text_document.uri, problems::of).await?;
        let full_document_diagnostic_report =
            FullDocumentDiagnosticReport { result_id: None, items: items.unwrap_or_default() };
        Ok(DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report,
        })
        .into())
    }
}

/// The folders that the client has open.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    #[allow(deprecated, reason = "clients that know one folder only still send it")]
    let root = params.root_uri.iter();
    let folders = params.workspace_folders.as_ref();
    match folders {
        Some(folders) => folders.iter().filter_map(|it| it.uri.to_file_path().ok()).collect(),
        None => root.filter_map(|uri| uri.to_file_path().ok()).collect(),
    }
}
