//! `textDocument/hover`.

use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::snapshot::Snapshot;
use crate::ide;

/// What stands at a position.
pub(super) fn of(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let analysis = snapshot.analysis_of_manifest()?;
    let hover = ide::hover(&analysis.project, snapshot.door().offset(position))?;
    let content = if snapshot.client.markdown_hover {
        MarkupContent { kind: MarkupKind::Markdown, value: hover.markdown }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(&hover.markdown) }
    };
    Some(Hover {
        contents: HoverContents::Markup(content),
        range: Some(snapshot.door().range(hover.span)),
    })
}

/// Our Markdown for a client that shows the characters as they are.
fn plain(markdown: &str) -> String {
    markdown.replace("**", "").replace('`', "")
}
