//! `textDocument/hover`.

use tower_lsp::lsp_types::{Hover, HoverContents, Position};

use super::markdown::markup;
use super::snapshot::Snapshot;
use crate::ide;

/// What stands at a position.
pub(super) fn of(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let analysis = snapshot.analysis_of_manifest()?;
    let hover = ide::hover(&analysis.project, snapshot.door().offset(position))?;
    let content = markup(hover.markdown, snapshot.client.markdown_hover);
    Some(Hover {
        contents: HoverContents::Markup(content),
        range: Some(snapshot.door().range(hover.span)),
    })
}
