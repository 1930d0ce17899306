//! `textDocument/completion` and `completionItem/resolve`.

use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionList, CompletionTextEdit,
    Documentation, InsertTextFormat, InsertTextMode, Position, TextEdit,
};

use super::capabilities;
use super::convert::Door;
use super::markdown::markup;
use super::snapshot::Snapshot;
use crate::ide::{self, Asked, Completion, CompletionKind, Docs};
use crate::manifest::schema::File;
use crate::project::Role;

/// What may be written at a position.
pub(super) fn of(snapshot: &Snapshot, position: Position) -> CompletionList {
    let file = match snapshot.document.role {
        Some(Role::Manifest) => File::Manifest,
        Some(Role::FunctionConfig) => File::FunctionConfig,
        Some(Role::Preferences) => File::Preferences,
        None => return CompletionList::default(),
    };
    let analysis = snapshot.analysis();
    let asked = Asked {
        file,
        syntax: snapshot.document.syntax(),
        project: analysis.as_ref().map(|analysis| &analysis.project),
        files: snapshot.files(),
    };
    let offers = ide::completion(asked, snapshot.door().offset(position));
    let client = snapshot.client.completion;
    let items = offers
        .into_iter()
        // What consists of blanks is of no use to who cannot fill them in.
        .filter(|offer| client.snippets || offer.kind != CompletionKind::Form)
        .enumerate()
        .map(|(index, offer)| item(index, offer, snapshot.door(), client))
        .collect();
    CompletionList { is_incomplete: false, items }
}

/// The item with its documentation.
pub(super) fn resolve(mut item: CompletionItem, client: capabilities::Client) -> CompletionItem {
    if let Some(key) = item.data.as_ref().and_then(|data| data.as_str()) {
        item.documentation = documentation(&Docs::from_key(key), client.completion);
    }
    item
}

fn item(
    index: usize,
    offer: Completion,
    door: Door<'_>,
    client: capabilities::Completion,
) -> CompletionItem {
    let range = door.range(offer.span);
    let snippet = offer.snippet.filter(|_| client.snippets);
    let format =
        if snippet.is_some() { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT };
    let new_text = snippet.unwrap_or(offer.text);
    let indent = offer
        .indent
        .map(|(span, white)| vec![TextEdit { range: door.range(span), new_text: white }]);
    let data = offer.docs.key().filter(|_| client.resolves_docs);
    let documentation = match data {
        Some(_) => None,
        None => documentation(&offer.docs, client),
    };
    CompletionItem {
        kind: Some(kind(offer.kind)),
        detail: Some(offer.detail).filter(|detail| !detail.is_empty()),
        documentation,
        deprecated: (offer.deprecated && !client.tags).then_some(true),
        tags: (offer.deprecated && client.tags).then(|| vec![CompletionItemTag::DEPRECATED]),
        // Clients sort by letters, and the likeliest comes first.
        sort_text: Some(format!("{index:04}")),
        filter_text: Some(offer.label.clone()),
        insert_text_format: Some(format),
        insert_text_mode: client.insert_mode.then_some(InsertTextMode::AS_IS),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        additional_text_edits: indent,
        data: data.map(Into::into),
        label: offer.label,
        ..CompletionItem::default()
    }
}

fn documentation(docs: &Docs, client: capabilities::Completion) -> Option<Documentation> {
    let words = docs.markdown();
    (!words.is_empty()).then(|| Documentation::MarkupContent(markup(words, client.markdown)))
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Pragma => CompletionItemKind::KEYWORD,
        CompletionKind::Form => CompletionItemKind::SNIPPET,
        CompletionKind::Function => CompletionItemKind::FUNCTION,
        CompletionKind::Table => CompletionItemKind::STRUCT,
        CompletionKind::Attribute => CompletionItemKind::FIELD,
        CompletionKind::Setting => CompletionItemKind::PROPERTY,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Folder => CompletionItemKind::FOLDER,
        CompletionKind::File => CompletionItemKind::FILE,
        CompletionKind::Package => CompletionItemKind::MODULE,
        CompletionKind::Rule => CompletionItemKind::CONSTANT,
    }
}
