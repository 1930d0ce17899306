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
    let mut plain = String::new();
    let mut rest = markdown;
    // A link: its text, then where it leads.
    while let Some((before, text, target, behind)) = split_at_link(rest) {
        plain.extend([before, text, ": ", target]);
        rest = behind;
    }
    plain.push_str(rest);
    plain.replace("**", "").replace('`', "")
}

/// What stands before the first link, its text, its target, and what stands behind.
fn split_at_link(markdown: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = markdown.find("](http")?;
    let (before, text) = markdown[..middle].rsplit_once('[')?;
    let (target, behind) = markdown[middle + 2..].split_once(')')?;
    Some((before, text, target, behind))
}
