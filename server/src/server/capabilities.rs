//! What the client can, and what the server says that it can in turn: nothing but what it does.

use tower_lsp::lsp_types::*;

use super::{convert, semantic_tokens};
use crate::ide::ActionKind;
use crate::text::PositionEncoding;

/// What this server makes a difference by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Client {
    /// What positions count.
    pub(super) encoding: PositionEncoding,
    /// It asks for problems and is told when to ask again, so they are not pushed. One that asks and cannot be told
    /// would keep what it has when a file changes elsewhere: to that one they are pushed, and asking is not offered.
    pub(super) pulls_problems: bool,
    /// What it takes of a problem.
    pub(super) problems: Problems,
    /// It takes the problems of other documents with those of the one that it asked for.
    pub(super) related_documents: bool,
    /// It can be asked to watch files.
    pub(super) watches_files: bool,
    /// It shows Markdown on hover.
    pub(super) markdown_hover: bool,
    /// What it takes of a completion.
    pub(super) completion: Completion,
    /// What it takes of code actions.
    pub(super) actions: Actions,
    /// It takes edits with the version that they are for.
    pub(super) document_changes: bool,
    /// It makes an edit when it is asked to.
    pub(super) applies_edits: bool,
    /// It creates files as a part of an edit.
    pub(super) creates_files: bool,
    /// It shows the symbols of a document as a tree.
    pub(super) symbol_trees: bool,
    /// It says what a link leads to.
    pub(super) link_tooltips: bool,
    /// It takes links to a definition, a declaration and an implementation, not only places.
    pub(super) definition_links: [bool; 3],
    /// It renames files and folders as a part of an edit.
    pub(super) renames_files: bool,
    /// It asks whether something can be renamed before somebody types.
    pub(super) prepares_renames: bool,
    /// It tells before and after folders are renamed in it.
    pub(super) tells_renames: [bool; 2],
    /// It asks for the tooltip of a hint when that is looked at.
    pub(super) resolves_hints: bool,
    /// It opens a file when it is told to.
    pub(super) shows_documents: bool,
    /// It wants no more folds than this.
    pub(super) fold_limit: Option<u32>,
    /// It deletes files as a part of an edit.
    pub(super) deletes_files: bool,
    /// It can be asked for its settings.
    pub(super) configuration: bool,
    /// It can be asked to tell when its settings change.
    pub(super) tells_configuration: bool,
    /// It shows how far work is.
    pub(super) progress: bool,
    /// It asks before a change of a rename that is said to want it.
    pub(super) asks_in_renames: bool,
}

/// What a client takes of a problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Problems {
    /// Further places, each with what it has to do with the problem.
    pub(super) related: bool,
    /// Where the rule is explained.
    pub(super) pages: bool,
    /// That something has no effect.
    pub(super) unnecessary: bool,
    /// That something is out of date.
    pub(super) deprecated: bool,
}

impl Problems {
    fn new(capabilities: &PublishDiagnosticsClientCapabilities) -> Problems {
        let tags = capabilities.tag_support.as_ref().map(|it| it.value_set.as_slice());
        let tags = tags.unwrap_or_default();
        Problems {
            related: capabilities.related_information == Some(true),
            pages: capabilities.code_description_support == Some(true),
            unnecessary: tags.contains(&DiagnosticTag::UNNECESSARY),
            deprecated: tags.contains(&DiagnosticTag::DEPRECATED),
        }
    }
}

/// What a client takes of code actions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Actions {
    /// Literal ones, not only commands.
    pub(super) literal: bool,
    /// Their edits when one is chosen.
    pub(super) resolves_edits: bool,
    /// Those that cannot be taken, with the reason.
    pub(super) disabled: bool,
    /// It asks before a change in one that is said to want it.
    pub(super) asks: bool,
}

impl Actions {
    fn new(capabilities: &CodeActionClientCapabilities, annotates: bool) -> Actions {
        let resolved = capabilities.resolve_support.as_ref().map(|it| it.properties.as_slice());
        let resolves = resolved.unwrap_or_default().iter().any(|it| it == "edit");
        Actions {
            literal: capabilities.code_action_literal_support.is_some(),
            // Without data, the action that is chosen cannot be told.
            resolves_edits: resolves && capabilities.data_support == Some(true),
            disabled: capabilities.disabled_support == Some(true),
            asks: annotates && capabilities.honors_change_annotations == Some(true),
        }
    }
}

/// What a client takes of a completion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Completion {
    /// Placeholders.
    pub(super) snippets: bool,
    /// Markdown.
    pub(super) markdown: bool,
    /// Documentation when it asks for it, so that a list need not have all of it.
    pub(super) resolves_docs: bool,
    /// That an item should no longer be used: as a tag or, before there were tags, as a mark.
    pub(super) tags: bool,
    /// That lines below the first have their indentation already.
    pub(super) insert_mode: bool,
}

impl Completion {
    fn new(capabilities: &CompletionClientCapabilities) -> Completion {
        let Some(item) = &capabilities.completion_item else { return Completion::default() };
        let formats = item.documentation_format.as_deref().unwrap_or_default();
        let resolved = item.resolve_support.as_ref().map(|it| it.properties.as_slice());
        let modes = item.insert_text_mode_support.as_ref().map(|it| it.value_set.as_slice());
        Completion {
            snippets: item.snippet_support == Some(true),
            markdown: formats.contains(&MarkupKind::Markdown),
            resolves_docs: resolved.unwrap_or_default().iter().any(|it| it == "documentation"),
            tags: item.tag_support.is_some(),
            insert_mode: modes.unwrap_or_default().contains(&InsertTextMode::AS_IS),
        }
    }
}

impl Client {
    /// Reads the `initialize` request; its `workspace.diagnostics` as the guard spelt it.
    pub(super) fn new(params: &InitializeParams) -> Client {
        let ClientCapabilities { workspace, text_document, window, general, .. } =
            &params.capabilities;
        let workspace = workspace.as_ref();
        let asks = text_document.as_ref().is_some_and(|it| it.diagnostic.is_some());
        let refreshes =
            workspace.and_then(|it| it.diagnostic.as_ref()).and_then(|it| it.refresh_support);
        let watches = workspace
            .and_then(|it| it.did_change_watched_files)
            .and_then(|it| it.dynamic_registration);
        let hover = text_document.as_ref().and_then(|it| it.hover.as_ref());
        let hover_formats = hover.and_then(|it| it.content_format.as_deref()).unwrap_or_default();
        let actions = text_document.as_ref().and_then(|it| it.code_action.as_ref());
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        let operations = edits.and_then(|it| it.resource_operations.as_deref()).unwrap_or_default();
        // Operations stand in `documentChanges` only, so who takes them takes those. Neovim 0.11 names the operations
        // alone.
        let document_changes =
            edits.and_then(|it| it.document_changes) == Some(true) || !operations.is_empty();
        // What it can in general; whether it does is said request by request.
        let annotates = edits.is_some_and(|it| it.change_annotation_support.is_some());
        let symbols = text_document.as_ref().and_then(|it| it.document_symbol.as_ref());
        let links = text_document.as_ref().and_then(|it| it.document_link.as_ref());
        let folds = text_document.as_ref().and_then(|it| it.folding_range.as_ref());
        let encodings = general.as_ref().and_then(|it| it.position_encodings.as_deref());
        Client {
            encoding: convert::negotiate(encodings.unwrap_or_default()),
            pulls_problems: asks && refreshes == Some(true),
            problems: text_document
                .as_ref()
                .and_then(|it| it.publish_diagnostics.as_ref())
                .map(Problems::new)
                .unwrap_or_default(),
            related_documents: text_document
                .as_ref()
                .and_then(|it| it.diagnostic.as_ref()?.related_document_support)
                == Some(true),
            watches_files: watches == Some(true),
            markdown_hover: hover_formats.contains(&MarkupKind::Markdown),
            completion: text_document
                .as_ref()
                .and_then(|it| it.completion.as_ref())
                .map(Completion::new)
                .unwrap_or_default(),
            actions: actions.map(|it| Actions::new(it, annotates)).unwrap_or_default(),
            document_changes,
            applies_edits: workspace.and_then(|it| it.apply_edit) == Some(true),
            creates_files: operations.contains(&ResourceOperationKind::Create),
            symbol_trees: symbols.and_then(|it| it.hierarchical_document_symbol_support)
                == Some(true),
            link_tooltips: links.and_then(|it| it.tooltip_support) == Some(true),
            definition_links: [
                text_document.as_ref().and_then(|it| it.definition),
                text_document.as_ref().and_then(|it| it.declaration),
                text_document.as_ref().and_then(|it| it.implementation),
            ]
            .map(|goto| goto.and_then(|it| it.link_support) == Some(true)),
            renames_files: operations.contains(&ResourceOperationKind::Rename),
            prepares_renames: text_document
                .as_ref()
                .and_then(|it| it.rename.as_ref()?.prepare_support)
                == Some(true),
            tells_renames: {
                let told = workspace.and_then(|it| it.file_operations.as_ref());
                [told.and_then(|it| it.will_rename), told.and_then(|it| it.did_rename)]
                    .map(|it| it == Some(true))
            },
            resolves_hints: text_document
                .as_ref()
                .and_then(|it| it.inlay_hint.as_ref()?.resolve_support.as_ref())
                .is_some_and(|it| it.properties.iter().any(|it| it == "tooltip")),
            shows_documents: window
                .as_ref()
                .and_then(|it| it.show_document.as_ref())
                .is_some_and(|it| it.support),
            fold_limit: folds.and_then(|it| it.range_limit),
            deletes_files: operations.contains(&ResourceOperationKind::Delete),
            configuration: workspace.and_then(|it| it.configuration) == Some(true),
            tells_configuration: workspace
                .and_then(|it| it.did_change_configuration)
                .and_then(|it| it.dynamic_registration)
                == Some(true),
            progress: window.as_ref().and_then(|it| it.work_done_progress) == Some(true),
            asks_in_renames: annotates
                && text_document
                    .as_ref()
                    .and_then(|it| it.rename.as_ref()?.honors_change_annotations)
                    == Some(true),
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
                    workspace_diagnostics: true,
                    ..DiagnosticOptions::default()
                })
            }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: super::commands::COMMANDS.map(str::to_owned).into(),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: self.file_operations(),
            }),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                // The beginnings of a pragma, of the next word, of a schedule and of the next folder.
                trigger_characters: Some(["@", " ", "(", "/", "*"].map(str::to_owned).into()),
                resolve_provider: Some(true),
                ..CompletionOptions::default()
            }),
            definition_provider: Some(OneOf::Left(true)),
            declaration_provider: Some(DeclarationCapability::Simple(true)),
            implementation_provider: Some(ImplementationProviderCapability::Simple(true)),
            references_provider: Some(OneOf::Left(true)),
            rename_provider: Some(match self.prepares_renames {
                true => OneOf::Right(RenameOptions {
                    prepare_provider: Some(true),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                }),
                false => OneOf::Left(true),
            }),
            linked_editing_range_provider: Some(LinkedEditingRangeServerCapabilities::Simple(true)),
            semantic_tokens_provider: Some(
                SemanticTokensOptions {
                    legend: semantic_tokens::legend(),
                    range: Some(true),
                    full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                    ..SemanticTokensOptions::default()
                }
                .into(),
            ),
            document_formatting_provider: Some(OneOf::Left(true)),
            document_range_formatting_provider: Some(OneOf::Left(true)),
            document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
                first_trigger_character: "\n".to_owned(),
                more_trigger_character: Some(vec!["@".to_owned()]),
            }),
            inlay_hint_provider: Some(OneOf::Right(InlayHintServerCapabilities::Options(
                InlayHintOptions {
                    resolve_provider: Some(self.resolves_hints),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                },
            ))),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
            document_symbol_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            code_action_provider: self.actions.literal.then(|| {
                CodeActionProviderCapability::Options(CodeActionOptions {
                    code_action_kinds: Some(kinds().collect()),
                    resolve_provider: Some(self.actions.resolves_edits),
                    ..CodeActionOptions::default()
                })
            }),
            ..ServerCapabilities::default()
        }
    }
}

/// The kinds of code action that there are.
fn kinds() -> impl Iterator<Item = CodeActionKind> {
    ActionKind::ALL.into_iter().map(|kind| CodeActionKind::from(kind.name().to_owned()))
}

impl Client {
    /// What the server wants to be told of folders, which is what handlers live in.
    fn file_operations(self) -> Option<WorkspaceFileOperationsServerCapabilities> {
        let filter = FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern: FileOperationPattern {
                glob: "**/*".to_owned(),
                matches: Some(FileOperationPatternKind::Folder),
                options: None,
            },
        };
        let options = FileOperationRegistrationOptions { filters: vec![filter] };
        let [will_rename, did_rename] =
            self.tells_renames.map(|tells| tells.then(|| options.clone()));
        (self.tells_renames != [false; 2]).then(|| WorkspaceFileOperationsServerCapabilities {
            will_rename,
            did_rename,
            ..WorkspaceFileOperationsServerCapabilities::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;
    use serde_json::json;

    use super::*;

    #[test]
    fn who_takes_operations_takes_document_changes() {
        let client = |edit| {
            let params = json!({ "capabilities": { "workspace": { "workspaceEdit": edit } } });
            let client =
                Client::new(&InitializeParams::deserialize(params).expect("it is readable"));
            (client.document_changes, client.creates_files)
        };
        assert_eq!(client(json!({})), (false, false));
        assert_eq!(client(json!({ "documentChanges": true })), (true, false));
        assert_eq!(client(json!({ "resourceOperations": ["rename", "create"] })), (true, true));
        assert_eq!(client(json!({ "resourceOperations": ["rename"] })), (true, false));
    }
}
