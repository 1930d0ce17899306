//! `textDocument/selectionRange`.

use tower_lsp::lsp_types::{Position, SelectionRange};

use super::snapshot::Snapshot;
use crate::ide;

/// What to select around each of some positions, innermost first.
pub(super) fn of(snapshot: &Snapshot, positions: &[Position]) -> Option<Vec<SelectionRange>> {
    snapshot.document.role?;
    // Other formats have servers of their own, which know them better.
    if !snapshot.document.syntax().format.is_arc() {
        return None;
    }
    let (syntax, text, door) =
        (snapshot.document.syntax(), &snapshot.document.text, snapshot.door());
    let around = |position: &Position| {
        let spans = ide::selection(syntax, text, door.offset(*position));
        let outwards = spans.into_iter().rev();
        let chain = outwards.fold(None, |parent, span| {
            Some(SelectionRange { range: door.range(span), parent: parent.map(Box::new) })
        });
        let here = tower_lsp::lsp_types::Range::new(*position, *position);
        chain.unwrap_or(SelectionRange { range: here, parent: None })
    };
    Some(positions.iter().map(around).collect())
}
