//! `textDocument/documentSymbol` and `workspace/symbol`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, SymbolTag, Url,
};

use super::convert::Door;
use super::documents::Files;
use super::snapshot::Snapshot;
use crate::ide;
use crate::project::{FileSystem, SourceFile, discover};
use crate::text::{PositionEncoding, Text};

/// The outline of a document: a tree, or a flat list for a client that knows no trees.
pub(super) fn of(snapshot: &Snapshot) -> Option<DocumentSymbolResponse> {
    let file = snapshot.document.arc_file()?;
    let symbols = ide::document_symbols(snapshot.document.syntax(), file);
    let door = snapshot.door();
    if snapshot.client.symbol_trees {
        let trees = symbols.into_iter().map(|symbol| tree(symbol, door)).collect();
        return Some(DocumentSymbolResponse::Nested(trees));
    }
    let mut flat = Vec::new();
    for symbol in symbols {
        flatten(symbol, None, &snapshot.document.uri, door, &mut flat);
    }
    Some(DocumentSymbolResponse::Flat(flat))
}

/// What a search finds in every manifest in and below `folders`, and in those of `open` that lie elsewhere.
pub(super) fn of_workspace(
    files: &Files,
    folders: &[PathBuf],
    open: Vec<PathBuf>,
    query: &str,
    encoding: PositionEncoding,
) -> Vec<SymbolInformation> {
    let found = folders.iter().flat_map(|folder| discover(folder).manifests);
    // A folder may lie in another.
    let manifests: BTreeSet<PathBuf> = found.chain(open).collect();
    let mut all = Vec::new();
    for path in manifests {
        let (Ok(syntax), Ok(uri)) = (files.parse(&path), Url::from_file_path(&path)) else {
            continue;
        };
        let text = Text::new(&syntax.text);
        let door = Door { text: &text, encoding };
        let project = path.parent().and_then(|it| it.file_name()).map(|it| it.to_string_lossy());
        let manifest = SourceFile { path: path.clone(), syntax };
        for symbol in ide::workspace_symbols(&manifest, query) {
            let container = project.as_deref().map(str::to_owned);
            all.push(information(&symbol, container, &uri, door));
        }
    }
    all
}

fn tree(symbol: ide::Symbol, door: Door<'_>) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| tree(child, door)).collect();
    #[allow(deprecated, reason = "the struct has the field, which tags replace")]
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.kind),
        tags: symbol.deprecated.then(|| vec![SymbolTag::DEPRECATED]),
        deprecated: None,
        range: door.range(symbol.span),
        selection_range: door.range(symbol.name_span),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

fn flatten(
    symbol: ide::Symbol,
    container: Option<&str>,
    uri: &Url,
    door: Door<'_>,
    flat: &mut Vec<SymbolInformation>,
) {
    flat.push(information(&symbol, container.map(str::to_owned), uri, door));
    for child in symbol.children {
        flatten(child, Some(&symbol.name), uri, door, flat);
    }
}

fn information(
    symbol: &ide::Symbol,
    container_name: Option<String>,
    uri: &Url,
    door: Door<'_>,
) -> SymbolInformation {
    #[allow(deprecated, reason = "the struct has the field, which tags replace")]
    SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: symbol.deprecated.then(|| vec![SymbolTag::DEPRECATED]),
        deprecated: None,
        location: Location { uri: uri.clone(), range: door.range(symbol.span) },
        container_name,
    }
}

fn kind(kind: ide::SymbolKind) -> SymbolKind {
    use ide::SymbolKind as Ours;
    match kind {
        Ours::Pragma => SymbolKind::NAMESPACE,
        Ours::App => SymbolKind::PACKAGE,
        Ours::Route => SymbolKind::INTERFACE,
        Ours::Topic | Ours::Schedule => SymbolKind::EVENT,
        Ours::Queue => SymbolKind::ARRAY,
        Ours::Table => SymbolKind::STRUCT,
        Ours::Index => SymbolKind::KEY,
        Ours::Stream => SymbolKind::FUNCTION,
        Ours::Plugin => SymbolKind::MODULE,
        Ours::Setting => SymbolKind::PROPERTY,
    }
}
