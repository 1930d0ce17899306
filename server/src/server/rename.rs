//! `textDocument/prepareRename` and `rename`, `workspace/willRenameFiles`, and `textDocument/linkedEditingRange`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::lsp_types::*;

use super::convert::Door;
use super::documents::Files;
use super::snapshot::Snapshot;
use crate::ide::{self, Rename};
use crate::project::{FileSystem, Project, project_of};
use crate::rules::Edit;
use crate::text::{PositionEncoding, Text};

/// The annotation of what is renamed.
const ANNOTATION: &str = "arc-lsp/rename";

/// `RequestFailed`: the request was understood, and cannot be done.
/// <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#errorCodes>
const REQUEST_FAILED: i64 = -32803;

/// What renaming comes to.
pub(super) struct Renamed {
    pub(super) edit: WorkspaceEdit,
    /// What a person has to do besides.
    pub(super) message: Option<String>,
}

/// What can be renamed at a position.
///
/// # Errors
/// Why what stands there cannot be renamed.
pub(super) fn prepare(
    snapshot: &Snapshot,
    position: Position,
) -> Result<Option<PrepareRenameResponse>, Error> {
    let Some(analysis) = snapshot.analysis_of_manifest() else { return Ok(None) };
    let door = snapshot.door();
    let found = ide::prepare_rename(&analysis.project, door.offset(position)).map_err(refused)?;
    Ok(found.map(|it| PrepareRenameResponse::RangeWithPlaceholder {
        range: door.range(it.span),
        placeholder: it.name,
    }))
}

/// What renaming does.
///
/// # Errors
/// Why it cannot be done.
pub(super) fn of(
    snapshot: &Snapshot,
    position: Position,
    name: &str,
) -> Result<Option<Renamed>, Error> {
    let Some(analysis) = snapshot.analysis_of_manifest() else { return Ok(None) };
    let offset = snapshot.door().offset(position);
    let rename = ide::rename(&analysis.project, &snapshot.files, offset, name).map_err(refused)?;
    Ok(Some(renamed(snapshot, &analysis.project, rename)))
}

fn refused(reason: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: reason.into(), data: None }
}

fn renamed(snapshot: &Snapshot, project: &Project, rename: Rename) -> Renamed {
    let client = snapshot.client;
    let sources = rename.in_sources.then_some(
        "Names in handler sources are not renamed yet: change them where they publish to it or use it.",
    );
    let annotation = client.asks_in_renames.then_some(ANNOTATION);
    let edits: Vec<TextEdit> =
        rename.edits.iter().map(|edit| text_edit(snapshot.door(), edit)).collect();
    if !client.document_changes || !client.renames_files {
        let moves = rename.moves.iter().map(|(from, to)| {
            format!("`{}` to `{}`", project.relative(from), project.relative(to))
        });
        let moves: Vec<String> = moves.collect();
        let moves = (!moves.is_empty()).then(|| {
            format!(
                "This editor renames no folders for a language server, so do that yourself: {}.",
                moves.join(", ")
            )
        });
        let message: Vec<String> = moves.into_iter().chain(sources.map(str::to_owned)).collect();
        let changes = HashMap::from([(snapshot.document.uri.clone(), edits)]);
        let edit = WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        return Renamed { edit, message: Some(message.join(" ")).filter(|it| !it.is_empty()) };
    }
    let document = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: snapshot.document.uri.clone(),
            version: Some(snapshot.document.version),
        },
        edits: edits.into_iter().map(|edit| annotated(edit, annotation)).collect(),
    };
    let moves = rename.moves.iter().filter_map(|(from, to)| {
        Some(DocumentChangeOperation::Op(ResourceOp::Rename(RenameFile {
            old_uri: Url::from_file_path(from).ok()?,
            new_uri: Url::from_file_path(to).ok()?,
            options: Some(RenameFileOptions {
                overwrite: Some(false),
                ignore_if_exists: Some(false),
            }),
            annotation_id: annotation.map(str::to_owned),
        })))
    });
    let operations = std::iter::once(DocumentChangeOperation::Edit(document)).chain(moves);
    let annotations = annotation.map(|id| {
        let label = match rename.moves.is_empty() {
            true => "Rename in the manifest",
            false => "Rename in the manifest and on the disk",
        };
        // Somebody is stopped only where something is left for them to do.
        let annotation = ChangeAnnotation {
            label: label.to_owned(),
            needs_confirmation: Some(sources.is_some()),
            description: sources.map(str::to_owned),
        };
        HashMap::from([(id.to_owned(), annotation)])
    });
    let message = sources.filter(|_| annotation.is_none()).map(str::to_owned);
    let edit = WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations.collect())),
        change_annotations: annotations,
        ..WorkspaceEdit::default()
    };
    Renamed { edit, message }
}

fn annotated(text_edit: TextEdit, annotation: Option<&str>) -> OneOf<TextEdit, AnnotatedTextEdit> {
    match annotation {
        Some(id) => OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: id.to_owned() }),
        None => OneOf::Left(text_edit),
    }
}

fn text_edit(door: Door<'_>, edit: &Edit) -> TextEdit {
    TextEdit { range: door.range(edit.span), new_text: edit.text.clone() }
}

/// What changes in manifests when folders get other names.
pub(super) fn of_folders(
    files: &Files,
    folders: &[(PathBuf, PathBuf)],
    encoding: PositionEncoding,
) -> Option<WorkspaceEdit> {
    let mut changes: HashMap<Url, Vec<TextEdit>> = HashMap::new();
    for (from, to) in folders {
        let Some(project) = around(files, from) else { continue };
        let text = Text::new(&project.manifest.syntax.text);
        let door = Door { text: &text, encoding };
        let edits = ide::rename_folder(&project, from, to);
        let uri = Url::from_file_path(&project.manifest.path).ok()?;
        let known = changes.entry(uri).or_default();
        for edit in edits.iter().map(|edit| text_edit(door, edit)) {
            if !known.contains(&edit) {
                known.push(edit);
            }
        }
    }
    changes.retain(|_, edits| !edits.is_empty());
    let edit = WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    edit.changes.as_ref().is_some_and(|changes| !changes.is_empty()).then_some(edit)
}

/// The project that a folder lies in.
fn around(files: &Files, folder: &Path) -> Option<Project> {
    let files: &dyn FileSystem = files;
    Project::load(files, &project_of(files, folder.parent()?)?).ok()
}

/// What is typed at several places at once.
pub(super) fn linked(snapshot: &Snapshot, position: Position) -> Option<LinkedEditingRanges> {
    snapshot.document.arc_file()?;
    let analysis = snapshot.analysis_of_manifest()?;
    let door = snapshot.door();
    let spans = ide::linked_editing(&analysis.project, door.offset(position));
    (!spans.is_empty()).then(|| LinkedEditingRanges {
        ranges: spans.into_iter().map(|span| door.range(span)).collect(),
        word_pattern: Some(r"[a-zA-Z0-9/\-._]+".to_owned()),
    })
}
