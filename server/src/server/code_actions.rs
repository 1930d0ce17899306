//! `textDocument/codeAction` and `codeAction/resolve`.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{
    ChangeAnnotation, CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand,
    CodeActionParams, CreateFile, CreateFileOptions, DeleteFile, DeleteFileOptions,
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    Range, ResourceOp, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use super::convert::Door;
use super::problems;
use super::snapshot::Snapshot;
use crate::ide::{self, ActionKind, Effect, Requested};
use crate::rules::{Create, Edit, Fix};
use crate::text::Text;

/// By what an action is found again when it is chosen.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Chosen {
    /// The document.
    pub(super) uri: Url,
    /// Its version.
    pub(super) version: i32,
    range: Range,
    title: String,
}

/// What can be done at a range.
pub(super) fn of(snapshot: &Snapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let only = params.context.only.as_deref();
    let wanted = |kind: ActionKind| {
        only.is_none_or(|only| only.iter().any(|asked| covers(asked.as_str(), kind.name())))
    };
    let mut actions = at(snapshot, params.range, &wanted, snapshot.client.actions.resolves_edits);
    if !snapshot.client.actions.disabled {
        actions.retain(|action| action.disabled.is_none());
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// The action that was chosen, with its edit; as it is, when it is not there any more.
pub(super) fn resolved(snapshot: &Snapshot, action: CodeAction, chosen: &Chosen) -> CodeAction {
    let wanted =
        |kind: ActionKind| action.kind.as_ref().is_none_or(|known| known.as_str() == kind.name());
    let actions = at(snapshot, chosen.range, &wanted, false);
    let found = actions.into_iter().find(|found| found.title == chosen.title);
    CodeAction { edit: found.and_then(|found| found.edit), ..action }
}

/// The actions at a range; `later` says that their edits are asked for when one is chosen.
fn at(
    snapshot: &Snapshot,
    range: Range,
    wanted: &dyn Fn(ActionKind) -> bool,
    later: bool,
) -> Vec<CodeAction> {
    let Some(analysis) = snapshot.analysis() else { return Vec::new() };
    let Some(path) = snapshot.document.place() else { return Vec::new() };
    let project = &analysis.project;
    let span = snapshot.door().span(range);
    let asked = Requested { project, problems: analysis.problems(), file: path, span, wanted };
    let actions = ide::code_actions(asked).into_iter();
    actions
        .filter_map(|action| {
            let mut disabled = None;
            let can = match &action.effect {
                Effect::Fix(fix) => fix.creates.is_empty() || snapshot.client.creates_files,
                // Only where somebody is asked before.
                Effect::Remove(_) => snapshot.client.deletes_files && snapshot.client.actions.asks,
                Effect::FixAll => true,
                Effect::Disabled(reason) => {
                    disabled = Some(CodeActionDisabled { reason: reason.clone() });
                    true
                }
            };
            if !can {
                return None;
            }
            let edit = match &action.effect {
                Effect::Disabled(_) => None,
                _ if later => None,
                Effect::Fix(fix) => Some(workspace_edit(snapshot, fix)?),
                Effect::FixAll => {
                    let fix = ide::fix_all(project, snapshot.files(), path)?;
                    Some(workspace_edit(snapshot, &fix)?)
                }
                Effect::Remove(folder) => Some(removal(folder, &action.title)?),
            };
            let chosen = Chosen {
                uri: snapshot.document.uri.clone(),
                version: snapshot.document.version,
                range,
                title: action.title.clone(),
            };
            let mended = action.problems.iter().map(|it| problems::diagnostic(it, snapshot));
            let mended: Vec<_> = mended.collect();
            Some(CodeAction {
                title: action.title,
                kind: Some(CodeActionKind::from(action.kind.name().to_owned())),
                diagnostics: (!mended.is_empty()).then_some(mended),
                is_preferred: action.preferred.then_some(true),
                data: (later && disabled.is_none())
                    .then(|| serde_json::to_value(chosen).ok())
                    .flatten(),
                edit,
                disabled,
                ..CodeAction::default()
            })
        })
        .collect()
}

/// Whether an asked-for kind means `kind` too: `quickfix` covers `quickfix.arc`.
fn covers(asked: &str, kind: &str) -> bool {
    let rest = kind.strip_prefix(asked);
    asked.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Removes a folder when somebody has said yes to it.
fn removal(folder: &Path, title: &str) -> Option<WorkspaceEdit> {
    let annotation = "removes a folder".to_owned();
    let options = DeleteFileOptions {
        recursive: Some(true),
        ignore_if_not_exists: Some(true),
        annotation_id: Some(annotation.clone()),
    };
    let uri = Url::from_file_path(folder).ok()?;
    let operation = ResourceOp::Delete(DeleteFile { uri, options: Some(options) });
    let change = ChangeAnnotation {
        label: title.to_owned(),
        needs_confirmation: Some(true),
        description: Some("with everything in it".to_owned()),
    };
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(vec![DocumentChangeOperation::Op(
            operation,
        )])),
        change_annotations: Some(HashMap::from([(annotation, change)])),
        ..WorkspaceEdit::default()
    })
}

/// A fix as the client can apply it; nothing when it cannot create files and the fix does.
pub(super) fn workspace_edit(snapshot: &Snapshot, fix: &Fix) -> Option<WorkspaceEdit> {
    if !snapshot.client.creates_files && !fix.creates.is_empty() {
        return None;
    }
    let mut edits: Vec<(&Path, Vec<TextEdit>)> = Vec::new();
    for edit in &fix.edits {
        let change = text_edit(snapshot, edit);
        match edits.iter_mut().find(|(file, _)| *file == edit.file) {
            Some((_, changes)) => changes.push(change),
            None => edits.push((&edit.file, vec![change])),
        }
    }
    if !snapshot.client.document_changes {
        let changes = edits.into_iter().map(|(file, edits)| Some((snapshot.uri_of(file)?, edits)));
        return Some(WorkspaceEdit {
            changes: Some(changes.collect::<Option<HashMap<_, _>>>()?),
            ..WorkspaceEdit::default()
        });
    }
    let mut operations = Vec::new();
    for create in &fix.creates {
        operations.extend(create_file(create)?);
    }
    for (file, edits) in edits {
        let uri = snapshot.uri_of(file)?;
        let version = snapshot.version_of(file);
        operations.push(document_edit(uri, version, edits));
    }
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    })
}

fn text_edit(snapshot: &Snapshot, edit: &Edit) -> TextEdit {
    let text = snapshot.text_of(&edit.file).unwrap_or_default();
    let range = Door { text: &text, encoding: snapshot.client.encoding }.range(edit.span);
    TextEdit { range, new_text: edit.text.clone() }
}

/// Creates a file, never over one that is there, and fills it.
fn create_file(create: &Create) -> Option<[DocumentChangeOperation; 2]> {
    let uri = Url::from_file_path(&create.file).ok()?;
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
    let created = DocumentChangeOperation::Op(ResourceOp::Create(CreateFile {
        uri: uri.clone(),
        options: Some(options),
        annotation_id: None,
    }));
    let empty = Text::default();
    let range =
        Door { text: &empty, encoding: crate::text::PositionEncoding::Utf16 }.range(empty.span());
    let edit = TextEdit { range, new_text: create.text.clone() };
    Some([created, document_edit(uri, None, vec![edit])])
}

fn document_edit(uri: Url, version: Option<i32>, edits: Vec<TextEdit>) -> DocumentChangeOperation {
    DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    })
}
