//! `textDocument/inlayHint`, `inlayHint/resolve` and `textDocument/codeLens`.

use jiff::Timestamp;
use serde_json::json;
use tower_lsp::lsp_types::*;

use super::snapshot::Snapshot;
use crate::ide;

/// The command of a lens that opens a file: its argument is an object with the `uri`.
pub(super) const OPEN: &str = "arc.open";

/// The hints in a range. What they say on a closer look comes when that is asked for, where the client asks.
pub(super) fn of(snapshot: &Snapshot, range: Range) -> Option<Vec<InlayHint>> {
    snapshot.document.arc_file()?;
    let analysis = snapshot.analysis_of_manifest()?;
    let project = &analysis.project;
    let door = snapshot.door();
    let range = door.span(range);
    let hints = ide::inlay_hints(project, &analysis.packaged().inventory, Timestamp::now(), range);
    let hint = |hint: ide::InlayHint| InlayHint {
        position: door.position(hint.offset),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: (!snapshot.client.resolves_hints)
            .then(|| InlayHintTooltip::String(hint.tooltip.clone())),
        padding_left: Some(true),
        padding_right: None,
        data: snapshot.client.resolves_hints.then(|| json!({ "tooltip": hint.tooltip })),
    };
    Some(hints.into_iter().map(hint).collect())
}

/// A hint with what it says on a closer look.
pub(super) fn resolve(mut hint: InlayHint) -> InlayHint {
    let tooltip = hint.data.take().and_then(|data| Some(data.get("tooltip")?.as_str()?.to_owned()));
    hint.tooltip = tooltip.map(InlayHintTooltip::String).or(hint.tooltip);
    hint
}

/// What stands above the entries: their handlers, for a client that can be told to open a file, and their next runs.
pub(super) fn lenses(snapshot: &Snapshot) -> Option<Vec<CodeLens>> {
    snapshot.document.arc_file()?;
    let analysis = snapshot.analysis_of_manifest()?;
    let project = &analysis.project;
    let lenses = ide::code_lenses(project, &analysis.packaged().inventory, Timestamp::now());
    let lenses = lenses.into_iter().filter_map(|lens| {
        let command = match lens.opens {
            Some(_) if !snapshot.client.shows_documents => return None,
            Some(file) => Command {
                title: lens.title,
                command: OPEN.to_owned(),
                arguments: Some(vec![json!({ "uri": Url::from_file_path(file).ok()? })]),
            },
            // Without a command it only says something.
            None => Command { title: lens.title, command: String::new(), arguments: None },
        };
        let range = snapshot.door().range(lens.span);
        Some(CodeLens { range, command: Some(command), data: None })
    });
    Some(lenses.collect())
}
