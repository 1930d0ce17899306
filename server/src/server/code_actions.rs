//! `textDocument/codeAction`.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CreateFile,
    CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, ResourceOp, TextDocumentEdit, TextEdit, Url,
    WorkspaceEdit,
};

use super::convert::Door;
use super::problems;
use super::snapshot::Snapshot;
use crate::ide::{self, ActionKind};
use crate::rules::{Create, Edit, Fix};
use crate::text::Text;

/// What can be done at a range.
pub(super) fn of(snapshot: &Snapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let Some(analysis) = snapshot.analysis() else { return Vec::new() };
    let Some(path) = snapshot.document.path.as_deref() else { return Vec::new() };
    let span = snapshot.door().span(params.range);
    let actions = ide::code_actions(&analysis.project, analysis.problems(), path, span);
    let wanted = |kind: &CodeActionKind| {
        params.context.only.as_ref().is_none_or(|only| only.iter().any(|it| covers(it, kind)))
    };
    actions
        .into_iter()
        .filter_map(|action| {
            let kind = match action.kind {
                ActionKind::QuickFix => CodeActionKind::QUICKFIX,
            };
            let edit = wanted(&kind).then(|| workspace_edit(snapshot, &action.fix)).flatten()?;
            Some(CodeActionOrCommand::CodeAction(CodeAction {
                title: action.fix.title.clone(),
                kind: Some(kind),
                diagnostics: Some(vec![problems::diagnostic(action.problem, snapshot)]),
                is_preferred: action.preferred.then_some(true),
                edit: Some(edit),
                ..CodeAction::default()
            }))
        })
        .collect()
}

/// Whether an asked-for kind means `kind` too: `quickfix` covers `quickfix.arc`.
fn covers(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    asked == &CodeActionKind::EMPTY
        || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
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
        let changes =
            edits.into_iter().map(|(file, edits)| Some((Url::from_file_path(file).ok()?, edits)));
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
        let uri = Url::from_file_path(file).ok()?;
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
