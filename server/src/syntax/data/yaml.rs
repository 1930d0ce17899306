//! YAML as values with their spans, as `js-yaml` 4 loads it.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use crate::text::Span;

use super::super::problem::{SyntaxProblem, SyntaxProblemKind};
use super::value::{DEEPEST, Kind, Property, Text, Value};
use super::yaml_scalar::{Tagged, implicit, tagged};

/// How many values aliases may make of a file, so that a few lines cannot fill the memory.
const MOST_VALUES: usize = 200_000;

/// The tags of YAML's own types.
const CORE: &str = "tag:yaml.org,2002:";

/// What a text came to.
pub(super) struct Loaded {
    /// Its value, as far as there is one.
    pub(super) root: Option<Value>,
    /// Everything for which `js-yaml` rejects it.
    pub(super) problems: Vec<SyntaxProblem>,
    /// Its comments, in its order.
    pub(super) comments: Vec<Span>,
}

/// Loads a text.
pub(super) fn parse(text: &str) -> Loaded {
    let mut builder = Builder::new(text);
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    builder.offset = text.len() - bare.len();
    for event in Parser::new_from_str(bare) {
        match event {
            Ok((event, span)) => {
                let span = builder.span(span.start.index(), span.end.index());
                if !builder.event(event, span) {
                    break;
                }
            }
            Err(error) => {
                builder.rejection(&error);
                break;
            }
        }
    }
    builder.finish()
}

/// A collection that is not closed yet.
struct Open {
    anchor: usize,
    start: usize,
    /// Where the collection's bracket closes it, and not its indent.
    flow: bool,
    content: Content,
}

enum Content {
    List(Vec<Value>),
    Object { properties: Vec<Property>, key: Option<Value>, merged: Vec<Property> },
}

struct Builder<'a> {
    text: &'a str,
    /// Where the text begins that the parser sees.
    offset: usize,
    /// Byte offsets of the characters, where they are not their own.
    characters: Option<Vec<usize>>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Value, usize)>,
    /// How many values aliases have made.
    aliased: usize,
    documents: usize,
    root: Option<Value>,
    problems: Vec<SyntaxProblem>,
    /// Strings that hold a `#`, in the order of the text.
    hashes: Vec<Span>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Builder<'a> {
        let characters = (!text.is_ascii()).then(|| {
            let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
            bare.char_indices().map(|(at, _)| at).chain([bare.len()]).collect()
        });
        Builder {
            text,
            offset: 0,
            characters,
            open: Vec::new(),
            anchors: HashMap::new(),
            aliased: 0,
            documents: 0,
            root: None,
            problems: Vec::new(),
            hashes: Vec::new(),
        }
    }

    /// The byte of a character.
    fn byte(&self, index: usize) -> usize {
        let byte = match &self.characters {
            Some(characters) => characters.get(index).copied(),
            None => Some(index),
        };
        byte.map_or(self.text.len(), |byte| (byte + self.offset).min(self.text.len()))
    }

    /// The span between two characters, without the white space at its end.
    fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.byte(start), self.byte(end));
        let written = self.text.get(start..end).unwrap_or_default();
        Span::new(start, start + written.trim_end().len())
    }

    fn problem(&mut self, span: Span, message: String) {
        self.problems.push(SyntaxProblem {
            kind: SyntaxProblemKind::InvalidYaml,
            span,
            message,
            reference_line: None,
        });
    }

    fn rejection(&mut self, error: &ScanError) {
        let start = self.byte(error.marker().index());
        let mut span = word_at(self.text, start);
        if span.is_empty() {
            let before = self.text[..start].trim_end();
            let last = before.char_indices().next_back().map_or(0, |(at, _)| at);
            span = Span::new(last, before.len());
        }
        let found = span.of(self.text);
        let said = error.info();
        let message = match found.chars().next() {
            Some(reserved @ ('@' | '`')) => {
                format!("`{reserved}` cannot begin a word in YAML: put `{found}` in quotes")
            }
            Some('%') if said.contains("token") => {
                format!("`%` cannot begin a word in YAML: put `{found}` in quotes")
            }
            _ => format!("`{found}` cannot stand here in YAML: {said}"),
        };
        self.problem(span, message);
    }

    /// Takes an event in. Whether to go on.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let message =
                        "a second document begins here, and Architect reads one: take the \
                                   `---` out"
                            .to_owned();
                    self.problem(word_at(self.text, span.start), message);
                    return false;
                }
            }
            Event::Scalar(word, style, anchor, tag) => {
                if word.contains('#') {
                    self.hashes.push(span);
                }
                let kind = self.scalar(&word, style, tag.as_deref(), span);
                self.add(Value { span, kind }, anchor);
            }
            Event::SequenceStart(anchor, tag) => {
                return self.start(anchor, tag.as_deref(), span, Content::List(Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                let content =
                    Content::Object { properties: Vec::new(), key: None, merged: Vec::new() };
                return self.start(anchor, tag.as_deref(), span, content);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(span)),
            Event::Alias(anchor) => {
                let Some((value, size)) = self.anchors.get(&anchor).cloned() else {
                    let message = format!(
                        "`{}` names an anchor that is not closed yet, or none",
                        span.of(self.text)
                    );
                    self.problem(span, message);
                    return false;
                };
                self.aliased += size;
                if self.aliased > MOST_VALUES {
                    self.problem(span, "aliases make too many values of this file".to_owned());
                    return false;
                }
                self.add(Value { span, ..value }, 0);
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        true
    }

    /// Opens a collection. Whether to go on.
    fn start(&mut self, anchor: usize, tag: Option<&Tag>, span: Span, content: Content) -> bool {
        if self.open.len() >= DEEPEST {
            self.problem(span, format!("this lies deeper than {DEEPEST} levels"));
            return false;
        }
        let known = |tag: &Tag| {
            is_bare(tag)
                || (tag.handle == CORE && ["seq", "map", "set", "omap"].contains(&&*tag.suffix))
        };
        if let Some(tag) = tag.filter(|tag| !known(tag)) {
            self.unknown_tag(tag, span);
        }
        let flow = self.text[span.start..].starts_with(['[', '{']);
        self.open.push(Open { anchor, start: span.start, flow, content });
        true
    }

    fn unknown_tag(&mut self, tag: &Tag, span: Span) {
        let name = if tag.handle == CORE { format!("!!{}", tag.suffix) } else { tag.to_string() };
        let message = format!("the tag `{name}` is unknown: leave it out");
        self.problem(span, message);
    }

    fn scalar(&mut self, word: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Kind {
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let string = || Kind::String(Text { text: word.to_owned(), quoted });
        let Some(tag) = tag else {
            return if style == ScalarStyle::Plain { implicit(word) } else { string() };
        };
        let wanted = match (tag.handle.as_str(), tag.suffix.as_str()) {
            _ if is_bare(tag) => return string(),
            (CORE, "str") => return string(),
            (CORE, "null") => Tagged::Null,
            (CORE, "bool") => Tagged::Boolean,
            (CORE, "int") => Tagged::Integer,
            (CORE, "float") => Tagged::Float,
            (CORE, "timestamp") => Tagged::Timestamp,
            _ => {
                self.unknown_tag(tag, span);
                return string();
            }
        };
        let kind = tagged(wanted, word);
        kind.unwrap_or_else(|| {
            let name = &tag.suffix;
            self.problem(span, format!("`{}` is not what `!!{name}` says", span.of(self.text)));
            string()
        })
    }

    /// Adds a value to the collection that is open, as its next item, key or value.
    fn add(&mut self, value: Value, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), count(&value)));
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(value),
            Some(Content::List(items)) => items.push(value),
            Some(Content::Object { key: key @ None, .. }) => *key = Some(value),
            Some(Content::Object { key: key @ Some(_), .. }) => {
                let key = key.take().expect("the arm asks for a key");
                self.property(key, value);
            }
        }
    }

    fn property(&mut self, key: Value, mut value: Value) {
        if value.span.is_empty() {
            value.span = Span::at(key.span.end);
        }
        let is_merge = matches!(&key.kind, Kind::String(text) if text.text == "<<" && !text.quoted);
        if is_merge {
            return self.merge(value);
        }
        let property = Property { key: key_text(&key), key_span: key.span, value };
        let Some(Content::Object { properties, .. }) =
            self.open.last_mut().map(|it| &mut it.content)
        else {
            return;
        };
        let twice = properties.iter().any(|known| known.key.text == property.key.text);
        let (name, span) = (property.key.text.clone(), property.key_span);
        properties.push(property);
        if twice {
            let message = format!(
                "`{name}` stands twice in this map, which YAML does not allow: put both under one, or make a \
                 list of them"
            );
            self.problem(span, message);
        }
    }

    /// `<<` takes the properties of a map, or of several, that do not stand beside it.
    fn merge(&mut self, value: Value) {
        let span = value.span;
        let sources = match value.kind {
            Kind::List(items) => items,
            _ => vec![value],
        };
        let Some(Content::Object { merged, .. }) = self.open.last_mut().map(|it| &mut it.content)
        else {
            return;
        };
        let mut all = true;
        for source in sources {
            match source.kind {
                Kind::Object(properties) => {
                    for property in properties {
                        if merged.iter().all(|known| known.key.text != property.key.text) {
                            merged.push(property);
                        }
                    }
                }
                _ => all = false,
            }
        }
        if !all {
            self.problem(span, "`<<` takes maps, and this is none".to_owned());
        }
    }

    /// Closes the innermost collection; without an end where the text breaks off.
    fn close(&mut self, end: Option<Span>) {
        let Some(open) = self.open.pop() else { return };
        let (kind, last) = match open.content {
            Content::List(items) => {
                let last = items.last().map(|item| item.span.end);
                (Kind::List(items), last)
            }
            Content::Object { mut properties, key, merged } => {
                let broken_off = key.filter(|_| end.is_none());
                if let Some(key) = broken_off {
                    let value = Value { span: Span::at(key.span.end), kind: Kind::Null };
                    let (key, key_span) = (key_text(&key), key.span);
                    properties.push(Property { key, key_span, value });
                }
                let last = properties.last().map(|property| property.value.span.end);
                for property in merged {
                    if properties.iter().all(|known| known.key.text != property.key.text) {
                        properties.push(property);
                    }
                }
                (Kind::Object(properties), last)
            }
        };
        let end = match end {
            Some(end) if open.flow => end.end,
            _ => last.unwrap_or(open.start),
        };
        let value = Value { span: Span::new(open.start, end), kind };
        self.add(value, open.anchor);
    }

    fn finish(mut self) -> Loaded {
        while !self.open.is_empty() {
            self.close(None);
        }
        let comments = comments(self.text, &self.hashes);
        Loaded { root: self.root, problems: self.problems, comments }
    }
}

/// The comments of a text: each `#` at the start of a line or behind white space that is in none of the strings.
fn comments(text: &str, strings: &[Span]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices('#') {
        let begins = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        let inside = found.last().is_some_and(|comment| at < comment.end)
            || strings.iter().any(|string| string.start <= at && at < string.end);
        if begins && !inside {
            let line = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
            found.push(Span::new(at, line));
        }
    }
    found
}

/// Whether a tag is `!` alone, which makes a string of any word.
fn is_bare(tag: &Tag) -> bool {
    tag.handle.is_empty() && tag.suffix == "!" || tag.handle == "!" && tag.suffix.is_empty()
}

/// How many values there are in one.
fn count(value: &Value) -> usize {
    match &value.kind {
        Kind::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Kind::Object(properties) => 1 + properties.iter().map(|it| count(&it.value)).sum::<usize>(),
        _ => 1,
    }
}

/// A key as JavaScript makes a property's name of it.
fn key_text(key: &Value) -> Text {
    if let Kind::String(text) = &key.kind {
        return text.clone();
    }
    Text { text: property_name(key), quoted: false }
}

fn property_name(value: &Value) -> String {
    match &value.kind {
        Kind::String(text) => text.text.clone(),
        Kind::Object(_) => "[object Object]".to_owned(),
        Kind::List(items) => items.iter().map(property_name).collect::<Vec<_>>().join(","),
        Kind::Number(number) => super::super::scalar::js_number(*number).to_string(),
        Kind::Null => "null".to_owned(),
        Kind::Boolean(value) => value.to_string(),
    }
}

/// The word at an offset: up to white space.
fn word_at(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or_default();
    let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Span::new(start, start + len)
}
