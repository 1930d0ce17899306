//! One offer.

use crate::text::Span;

use super::documentation::Docs;
use super::place::Place;

/// Something that may be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown, and what is matched against what is typed already.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label.
    pub detail: String,
    /// What is said of it at length.
    pub docs: Docs,
    /// What is replaced: the word at the cursor.
    pub span: Span,
    /// What is written. Of several lines when the indentation below is a part of it.
    pub text: String,
    /// The same with placeholders as LSP snippets have them, where there is something to fill in.
    pub snippet: Option<String>,
    /// The white space before the line's first word, where it has to be another one.
    pub indent: Option<(Span, String)>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

/// What an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A pragma.
    Pragma,
    /// A form to fill in.
    Form,
    /// A function: a topic, a queue, a route.
    Function,
    /// A table.
    Table,
    /// An attribute of a table.
    Attribute,
    /// A setting.
    Setting,
    /// A value of a setting.
    Value,
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A package or module.
    Package,
    /// A rule of this tool.
    Rule,
}

impl Completion {
    /// An offer that replaces the word at the place by its label.
    pub(super) fn new(
        place: &Place<'_>,
        kind: CompletionKind,
        label: impl Into<String>,
    ) -> Completion {
        let label = label.into();
        Completion {
            text: label.clone(),
            label,
            kind,
            detail: String::new(),
            docs: Docs::None,
            span: place.word,
            snippet: None,
            indent: None,
            deprecated: false,
        }
    }

    /// The same with words beside it.
    pub(super) fn detail(self, detail: impl Into<String>) -> Completion {
        Completion { detail: detail.into(), ..self }
    }

    /// The same with documentation.
    pub(super) fn docs(self, docs: Docs) -> Completion {
        Completion { docs, ..self }
    }

    /// The same, writing something else than its label.
    pub(super) fn text(self, text: impl Into<String>) -> Completion {
        Completion { text: text.into(), ..self }
    }

    /// The same with a text for who can fill in placeholders.
    pub(super) fn snippet(self, snippet: impl Into<String>) -> Completion {
        Completion { snippet: Some(snippet.into()), ..self }
    }
}

/// Text as it may stand in a snippet.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// One of some words, as a choice in a snippet.
pub(super) fn choice<'a>(number: usize, words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> =
        words.map(|word| escaped(word).replace(',', "\\,").replace('|', "\\|")).collect();
    format!("${{{number}|{}|}}", words.join(","))
}
