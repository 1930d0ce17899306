//! JSON as values with their spans.
//!
//! `serde_json` says whether a text is JSON, and where it stops being it; the tree-sitter grammar gives the values
//! with their spans, as many as it can make out of a text that is none.

use std::cell::RefCell;

use serde::de::IgnoredAny;
use tree_sitter::{Node, Parser};

use crate::text::Span;

use super::super::problem::{SyntaxProblem, SyntaxProblemKind};
use super::value::{DEEPEST, Kind, Property, Text, Value};

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new({
        let mut parser = Parser::new();
        parser
            .set_language(&tree_sitter_json::LANGUAGE.into())
            .expect("the library loads grammars of this one's ABI");
        parser
    });
}

/// The value of a text, as far as there is one, and why `JSON.parse` rejects the text, if it does.
pub(super) fn parse(text: &str) -> (Option<Value>, Option<SyntaxProblem>) {
    let problem = serde_json::from_str::<IgnoredAny>(text).err().map(|it| rejection(text, &it));
    let tree = PARSER.with_borrow_mut(|parser| parser.parse(text, None));
    let tree = tree.expect("a parser with a language and without a timeout always returns a tree");
    (document(tree.root_node(), text), problem)
}

/// The first value of a document. What lies bare in a broken one may be what an object that is not closed holds.
fn document(root: Node<'_>, text: &str) -> Option<Value> {
    let mut cursor = root.walk();
    let children: Vec<Node<'_>> = root.named_children(&mut cursor).collect();
    if let Some(found) = children.iter().find_map(|node| value(*node, text, 0)) {
        return Some(found);
    }
    let bare = if root.is_error() { Some(root) } else { children.into_iter().find(Node::is_error) };
    let properties = properties(bare?, text, 0);
    let span = Span::from(bare?.byte_range());
    (!properties.is_empty()).then_some(Value { span, kind: Kind::Object(properties) })
}

fn value(node: Node<'_>, text: &str, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let span = Span::from(node.byte_range());
    let kind = match node.kind() {
        "object" => Kind::Object(properties(node, text, depth + 1)),
        "array" => {
            let mut cursor = node.walk();
            let items = node.named_children(&mut cursor);
            Kind::List(items.filter_map(|item| value(item, text, depth + 1)).collect())
        }
        "string" if !node.is_missing() => Kind::String(string(span, text)),
        "number" if !node.is_missing() => Kind::Number(span.of(text).parse().ok()?),
        "true" => Kind::Boolean(true),
        "false" => Kind::Boolean(false),
        "null" => Kind::Null,
        _ => return None,
    };
    Some(Value { span, kind })
}

fn properties(object: Node<'_>, text: &str, depth: usize) -> Vec<Property> {
    let mut cursor = object.walk();
    let pairs = object.named_children(&mut cursor).filter(|node| node.kind() == "pair");
    let property = |pair: Node<'_>| {
        let key = pair.child_by_field_name("key").filter(|key| key.kind() == "string")?;
        let key_span = Span::from(key.byte_range());
        let value = value(pair.child_by_field_name("value")?, text, depth)?;
        Some(Property { key: string(key_span, text), key_span, value })
    };
    pairs.filter_map(property).collect()
}

/// The value of a literal. Half of a surrogate pair, which is nothing in a text, becomes U+FFFD.
fn string(span: Span, text: &str) -> Text {
    let literal = span.of(text);
    let decoded = serde_json::from_str(literal).unwrap_or_else(|_| {
        let bytes: Vec<u8> = serde_json::from_str::<Bytes>(literal)
            .map_or_else(|_| literal.trim_matches('"').as_bytes().to_vec(), |Bytes(bytes)| bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    Text { text: decoded, quoted: true }
}

/// The bytes of a string, in which a lone surrogate is no UTF-8.
struct Bytes(Vec<u8>);

impl<'de> serde::Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Bytes;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a string")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Visitor)
    }
}

/// Where a text stops being JSON, and what would be right.
fn rejection(text: &str, error: &serde_json::Error) -> SyntaxProblem {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(0, |(at, _)| at + 1),
    };
    let mut start = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let content = text.trim_end();
    if error.is_eof() || start >= content.len() {
        // What is missing is missing behind the last character.
        let last = content.char_indices().next_back().map_or(0, |(at, _)| at);
        let span = Span::new(last, content.len());
        return problem(span, at_end(span.of(text), error));
    }
    let before = text[..start].trim_end();
    let rest = &text[start..];
    if before.ends_with(',') && rest.starts_with(['}', ']']) {
        let comma = Span::new(before.len() - 1, before.len());
        return problem(
            comma,
            format!("JSON allows no comma before `{}`: take it out", &rest[..1]),
        );
    }
    let span = Span::new(start, start + found_len(rest));
    problem(span, message(rest, span.of(text), error))
}

fn problem(span: Span, message: String) -> SyntaxProblem {
    SyntaxProblem { kind: SyntaxProblemKind::InvalidJson, span, message, reference_line: None }
}

/// How much of a text to point at: a comment, a string or a word as a whole, anything else by its first character.
fn found_len(rest: &str) -> usize {
    let line = rest.lines().next().unwrap_or_default();
    let comment = match rest.as_bytes() {
        [b'/', b'/', ..] | [b'#', ..] => Some(line.trim_end().len()),
        [b'/', b'*', ..] => Some(line.find("*/").map_or(line.trim_end().len(), |end| end + 2)),
        [quote @ (b'"' | b'\''), ..] => line[1..].find(char::from(*quote)).map(|end| end + 2),
        _ => None,
    };
    let word = || rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let first = || rest.chars().next().map_or(0, char::len_utf8);
    comment.unwrap_or_else(|| word().max(first()))
}

/// What the library says, without the place, which the span says better.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said).to_owned()
}

fn at_end(found: &str, error: &serde_json::Error) -> String {
    let missing = match said(error).as_str() {
        "EOF while parsing an object" => "a `}` is missing",
        "EOF while parsing a list" => "a `]` is missing",
        "EOF while parsing a string" => "a `\"` is missing",
        _ => "a value is missing",
    };
    format!("the file ends behind `{found}` before its JSON does: {missing}")
}

fn message(rest: &str, found: &str, error: &serde_json::Error) -> String {
    let said = said(error);
    match (rest.as_bytes(), said.as_str()) {
        ([b'/', b'/' | b'*', ..] | [b'#', ..], _) => {
            "JSON has no comments: take this one out".to_owned()
        }
        ([b'\'', ..], _) => {
            format!("a string stands in double quotes in JSON, so not as {found}")
        }
        ([0xef, 0xbb, 0xbf, ..], _) => {
            "a byte-order mark stands before the JSON: save the file without it".to_owned()
        }
        (_, "key must be a string") => {
            format!("`{found}` cannot be a key in JSON: write a string in double quotes")
        }
        (_, "trailing characters") => {
            format!("`{found}` stands behind the end of the JSON: take it out")
        }
        (_, "expected `,` or `}`") => format!("before `{found}` a `,` or a `}}` is missing"),
        (_, "expected `,` or `]`") => format!("before `{found}` a `,` or a `]` is missing"),
        (_, "expected `:`") => format!("before `{found}` a `:` is missing"),
        (_, "expected value" | "expected ident") => {
            format!("`{found}` is no value in JSON: strings stand in double quotes")
        }
        _ => format!("`{found}` is not JSON: {said}"),
    }
}
