//! `textDocument/definition`, `declaration`, `implementation` and `references`.

use std::path::Path;

use tower_lsp::lsp_types::{GotoDefinitionResponse, Location, LocationLink, Position, Range, Url};

use super::convert::Door;
use super::snapshot::Snapshot;
use crate::ide::{self, Definition, Target};
use crate::project::{FileSystem, Project};

/// One of the ways from a name to what it names.
pub(super) type Way = fn(&Project, &dyn FileSystem, &Path, usize) -> Option<Definition>;

/// Where a name leads: links, where the client takes them, so that it can show what leads there.
pub(super) fn of(
    snapshot: &Snapshot,
    position: Position,
    way: Way,
    links: bool,
) -> Option<GotoDefinitionResponse> {
    let analysis = snapshot.analysis()?;
    let path = snapshot.document.place()?;
    let found = way(&analysis.project, snapshot.files(), path, snapshot.door().offset(position))?;
    if !links {
        let places = found.targets.iter().filter_map(|target| location(snapshot, target));
        return Some(GotoDefinitionResponse::Array(places.collect()));
    }
    let origin = snapshot.door().range(found.origin);
    let places = found.targets.iter().filter_map(|target| {
        let (uri, [range, focus]) = place(snapshot, target)?;
        Some(LocationLink {
            origin_selection_range: Some(origin),
            target_uri: uri,
            target_range: range,
            target_selection_range: focus,
        })
    });
    Some(GotoDefinitionResponse::Link(places.collect()))
}

/// Every place that has to do with what stands at a position.
pub(super) fn references(
    snapshot: &Snapshot,
    position: Position,
    with_declaration: bool,
) -> Option<Vec<Location>> {
    let analysis = snapshot.analysis()?;
    let path = snapshot.document.place()?;
    let offset = snapshot.door().offset(position);
    let found = ide::references(&analysis.project, path, offset, with_declaration);
    let places = found.iter().filter_map(|target| location(snapshot, target));
    Some(places.collect::<Vec<_>>()).filter(|places| !places.is_empty())
}

fn location(snapshot: &Snapshot, target: &Target) -> Option<Location> {
    let (uri, [_, range]) = place(snapshot, target)?;
    Some(Location { uri, range })
}

fn place(snapshot: &Snapshot, target: &Target) -> Option<(Url, [Range; 2])> {
    let uri = snapshot.uri_of(&target.file)?;
    // The start of a file needs no look into it.
    if target.span.end == 0 {
        return Some((uri, [Range::default(); 2]));
    }
    let text = snapshot.text_of(&target.file)?;
    let door = Door { text: &text, encoding: snapshot.client.encoding };
    Some((uri, [door.range(target.span), door.range(target.focus)]))
}
