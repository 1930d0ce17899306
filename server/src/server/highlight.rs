//! `textDocument/documentHighlight`.

use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, Position};

use super::snapshot::Snapshot;
use crate::ide;

/// The mentions in the document of what stands at a position.
pub(super) fn of(snapshot: &Snapshot, position: Position) -> Option<Vec<DocumentHighlight>> {
    let analysis = snapshot.analysis_of_manifest()?;
    let door = snapshot.door();
    let found = ide::highlights(&analysis.project, door.offset(position));
    let highlight = |it: ide::Highlight| DocumentHighlight {
        range: door.range(it.span),
        kind: Some(match it.is_declaration {
            true => DocumentHighlightKind::WRITE,
            false => DocumentHighlightKind::READ,
        }),
    };
    (!found.is_empty()).then(|| found.into_iter().map(highlight).collect())
}
