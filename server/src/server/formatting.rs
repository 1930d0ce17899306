//! `textDocument/formatting`, `rangeFormatting` and `onTypeFormatting`. The layout is arc-lsp's own, so what the client
//! says of tabs and spaces is passed over.

use tower_lsp::lsp_types::{Position, Range, TextEdit};

use super::snapshot::Snapshot;
use crate::ide::{self, Replacement};
use crate::project::FormatSettings;

/// What lays a document out; nothing for one that Architect rejects.
pub(super) fn of(snapshot: &Snapshot) -> Option<Vec<TextEdit>> {
    let edits = ide::formatting(snapshot.document.syntax(), settings(snapshot)?)?;
    Some(text_edits(snapshot, edits))
}

/// The same for the lines of a range.
pub(super) fn of_range(snapshot: &Snapshot, range: Range) -> Option<Vec<TextEdit>> {
    let range = snapshot.door().span(range);
    let syntax = snapshot.document.syntax();
    Some(text_edits(snapshot, ide::range_formatting(syntax, settings(snapshot)?, range)?))
}

/// What a key does that has just been typed.
pub(super) fn on_type(
    snapshot: &Snapshot,
    position: Position,
    typed: &str,
) -> Option<Vec<TextEdit>> {
    let file = snapshot.document.arc_file()?;
    let (syntax, text) = (snapshot.document.syntax(), &snapshot.document.text);
    let offset = snapshot.door().offset(position);
    let edit = ide::on_type(syntax, text, file, offset, typed.chars().next()?)?;
    Some(text_edits(snapshot, vec![edit]))
}

/// How the project of the document is laid out; as everywhere where it belongs to none.
fn settings(snapshot: &Snapshot) -> Option<FormatSettings> {
    snapshot.document.arc_file()?;
    let analysis = snapshot.analysis();
    Some(analysis.map_or_else(FormatSettings::default, |it| it.project.settings.format))
}

fn text_edits(snapshot: &Snapshot, edits: Vec<Replacement>) -> Vec<TextEdit> {
    let edit =
        |it: Replacement| TextEdit { range: snapshot.door().range(it.span), new_text: it.text };
    edits.into_iter().map(edit).collect()
}
