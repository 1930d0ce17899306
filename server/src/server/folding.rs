//! `textDocument/foldingRange`.

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

use super::snapshot::Snapshot;
use crate::ide::{self, FoldKind};

/// What can be folded of a document: whole lines, the first of which stays.
pub(super) fn of(snapshot: &Snapshot) -> Option<Vec<FoldingRange>> {
    snapshot.document.arc_file()?;
    let text = &snapshot.document.text;
    let folds = ide::folding(snapshot.document.syntax(), text).into_iter();
    let limit = snapshot.client.fold_limit.map_or(usize::MAX, |limit| limit as usize);
    let ranges = folds.take(limit).map(|fold| {
        let range = snapshot.door().range(fold.span);
        FoldingRange {
            start_line: range.start.line,
            end_line: range.end.line,
            // Without characters it is from the end of the first line to that of the last.
            start_character: None,
            end_character: None,
            kind: match fold.kind {
                FoldKind::Comment => Some(FoldingRangeKind::Comment),
                FoldKind::Block => None,
            },
            collapsed_text: None,
        }
    });
    Some(ranges.collect())
}
