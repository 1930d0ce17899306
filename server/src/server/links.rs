//! `textDocument/documentLink`.

use tower_lsp::lsp_types::{DocumentLink, Url};

use super::snapshot::Snapshot;
use crate::ide::{self, LinkTarget};

/// What in a document leads somewhere.
pub(super) fn of(snapshot: &Snapshot) -> Option<Vec<DocumentLink>> {
    let file = snapshot.document.arc_file()?;
    let analysis = snapshot.analysis_of_manifest();
    let project = analysis.as_ref().map(|analysis| &analysis.project);
    let links = ide::links(snapshot.document.syntax(), file, project).into_iter();
    let links = links.filter_map(|link| {
        let (target, tooltip) = match link.target {
            LinkTarget::File(path) => {
                let shown = project.map(|project| project.relative(&path));
                (Url::from_file_path(path).ok()?, shown)
            }
            LinkTarget::Page(url) => (Url::parse(url).ok()?, Some("Documentation".to_owned())),
        };
        Some(DocumentLink {
            range: snapshot.door().range(link.span),
            target: Some(target),
            tooltip: tooltip.filter(|_| snapshot.client.link_tooltips),
            data: None,
        })
    });
    Some(links.collect())
}
