//! `textDocument/hover`.

use jiff::Timestamp;
use tower_lsp::lsp_types::{Hover, HoverContents, Position};

use super::markdown::markup;
use super::snapshot::Snapshot;
use crate::ide;

/// What stands at a position.
pub(super) fn of(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let analysis = snapshot.analysis()?;
    let packaged = || analysis.packaged();
    let context = ide::HoverContext {
        project: &analysis.project,
        packaged: &packaged,
        template: analysis.project.settings.hover.template.unwrap_or_default(),
        now: Timestamp::now(),
    };
    let path = snapshot.document.place()?;
    let hover = ide::hover(&context, path, snapshot.door().offset(position))?;
    let content = markup(hover.markdown, snapshot.client.markdown_hover);
    Some(Hover {
        contents: HoverContents::Markup(content),
        range: Some(snapshot.door().range(hover.span)),
    })
}
