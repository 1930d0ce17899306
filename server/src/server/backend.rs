//! The handlers: each takes what it needs from the session, before any `.await`, and leaves the work to others.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use super::output::Output;
use super::session::Session;
use super::snapshot::Snapshot;
use super::{
    capabilities, code_actions, completion, definition, folders, folding, formatting, highlight,
    hints, hover, links, pulled, rename, scan, selection, semantic_tokens, settings, symbols,
    watched_files,
};
use crate::ide;

/// How many projects' problems wait for a client that takes them one by one.
const PARTS_AHEAD: usize = 8;

/// The language server as tower-lsp calls it.
pub(super) struct Backend {
    pub(super) session: Arc<Session>,
}

impl Backend {
    /// `config` is what counts in place of every `arc-lsp.toml`. Must be called within the runtime.
    pub(super) fn new(client: Client, output: Output, config: Option<PathBuf>) -> Backend {
        Backend { session: Arc::new(Session::new(client, output, config)) }
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
        self.session.initialize(client, folders::at_start(&params));
        let given = params.initialization_options.unwrap_or_default();
        settings::initialize(&self.session, &given);
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
        settings::start(&self.session);
        scan::start(&self.session);
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
            None => {
                tracing::warn!("{uri} is not open, so a change of it is left out: open it anew")
            }
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.session.watch_template(&uri, Some(false));
        self.session.tokens.forget(&uri);
        match self.session.documents.close(&uri) {
            Some(dependants) => self.session.check(uri, dependants),
            None => tracing::debug!("{uri} is closed without being open"),
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        settings::changed(&self.session, &params.settings).await;
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let WorkspaceFoldersChangeEvent { added, removed } = params.event;
        self.session.change_folders(folders::on_disk(added), &folders::on_disk(removed));
        settings::folders_changed(&self.session).await;
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
            self.session.look(&text_document.uri, move |it| hover::of(it, position)).await?;
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

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let TextDocumentPositionParams { text_document, position } = params;
        let work = move |it: &_| rename::prepare(it, position);
        self.session.read(&text_document.uri, work).await?.unwrap_or(Ok(None))
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let work = move |it: &_| rename::of(it, position, &params.new_name);
        let renamed = self.session.read(&text_document.uri, work).await?.unwrap_or(Ok(None))?;
        let Some(rename::Renamed { edit, message }) = renamed else { return Ok(None) };
        if let Some(message) = message {
            self.session.client.show_message(MessageType::INFO, message).await;
        }
        Ok(Some(edit))
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let files = self.session.documents.files();
        let encoding = self.session.can().encoding;
        let folders = renamed_folders(&params);
        let found = super::blocking::run(move |_| rename::of_folders(&files, &folders, encoding));
        Ok(found.await)
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let folders = renamed_folders(&params).into_iter();
        let paths: Vec<PathBuf> = folders.flat_map(|(from, to)| [from, to]).collect();
        self.session.files_changed(&paths);
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let TextDocumentPositionParams { text_document, position } =
            params.text_document_position_params;
        let work = move |it: &_| rename::linked(it, position);
        Ok(self.session.read(&text_document.uri, work).await?.flatten())
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let answered = Arc::clone(&self.session.tokens);
        let work = move |it: &_| answered.full(it);
        let tokens = self.session.read(&params.text_document.uri, work).await?.flatten();
        Ok(tokens.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let answered = Arc::clone(&self.session.tokens);
        let work = move |it: &_| answered.delta(it, &params.previous_result_id);
        Ok(self.session.read(&params.text_document.uri, work).await?.flatten())
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let work = move |it: &_| semantic_tokens::tokens(it, Some(params.range));
        let data = self.session.read(&params.text_document.uri, work).await?.flatten();
        Ok(data.map(|data| SemanticTokens { result_id: None, data }.into()))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        Ok(self.session.read(&params.text_document.uri, formatting::of).await?.flatten())
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let work = move |it: &_| formatting::of_range(it, params.range);
        Ok(self.session.read(&params.text_document.uri, work).await?.flatten())
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let work = move |it: &_| formatting::on_type(it, position, &params.ch);
        Ok(self.session.read(&text_document.uri, work).await?.flatten())
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let work = move |it: &_| hints::of(it, params.range);
        Ok(self.session.read(&params.text_document.uri, work).await?.flatten())
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        Ok(hints::resolve(hint))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        Ok(self.session.read(&params.text_document.uri, hints::lenses).await?.flatten())
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
        let folders = self.session.folder_paths();
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
        let (uri, known) = (params.text_document.uri, params.previous_result_id);
        let around = self.session.documents.surroundings(self.session.can());
        let known_then = known.clone();
        let complaints = Arc::clone(&self.session.complaints);
        let work = move |it: &Snapshot| {
            if let Some(analysis) = it.analysis() {
                complaints.tell(&analysis.project.settings);
            }
            pulled::of_document(it, known_then.as_deref())
        };
        let open = self.session.read(&uri, work).await?;
        let report = match open {
            Some(report) => Some(report),
            None => {
                let work = move |_: &_| pulled::of_closed(&around, &uri, known.as_deref());
                super::blocking::run(work).await
            }
        };
        let report =
            report.unwrap_or_else(|| RelatedFullDocumentDiagnosticReport::default().into());
        Ok(report.into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let session = &self.session;
        let previous = params.previous_result_ids.into_iter().map(|it| (it.uri, it.value));
        let previous = previous.collect();
        let around = session.documents.surroundings(session.can());
        let (documents, folders) = (Arc::clone(&session.documents), session.folder_paths());
        let workspace = Arc::clone(&session.workspace);
        // A client that reads slowly is not run ahead of.
        let (say, mut said) = tokio::sync::mpsc::channel(PARTS_AHEAD);
        let work = super::blocking::run(move |cancelled| {
            // Nobody listens any more when the request was cancelled.
            let say = |reports| drop(say.blocking_send(reports));
            workspace.problems(&documents, &around, &folders, previous, cancelled, say);
        });
        let token = params.partial_result_params.partial_result_token;
        let mut items = Vec::new();
        let listen = async {
            while let Some(reports) = said.recv().await {
                match &token {
                    None => items.extend(reports),
                    Some(token) => {
                        let value =
                            serde_json::json!({ "token": token, "value": { "items": reports } });
                        session.client.send_notification::<pulled::PartialResult>(value).await;
                    }
                }
            }
        };
        tokio::join!(work, listen);
        Ok(WorkspaceDiagnosticReport { items }.into())
    }
}

/// What is renamed: from, to. What lies on no disk is left out.
fn renamed_folders(params: &RenameFilesParams) -> Vec<(PathBuf, PathBuf)> {
    let path = |uri: &str| Url::parse(uri).ok()?.to_file_path().ok();
    let renamed = params.files.iter();
    renamed.filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?))).collect()
}
