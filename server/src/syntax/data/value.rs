//! A tree of values, each with its span: what JSON and YAML have in common.

use crate::text::Span;

use super::super::scalar::{js_number, write_json_string};

/// How many levels a file may have. No manifest needs more than five, and each is a call deeper.
pub(super) const DEEPEST: usize = 100;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// From its first character to its last, quotes and brackets included.
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What a value is to JavaScript, once `JSON.parse` has made it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Null,
    Boolean(bool),
    /// Infinite where the digits say more than a 64-bit float holds.
    Number(f64),
    String(Text),
    List(Vec<Value>),
    Object(Vec<Property>),
}

/// A string.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    /// Its value.
    pub(super) text: String,
    /// Whether it stands in quotes.
    pub(super) quoted: bool,
}

/// A property of an object, as it is written: one of the same key may follow.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Property {
    pub(super) key: Text,
    pub(super) key_span: Span,
    pub(super) value: Value,
}

impl Property {
    /// From the key to the end of the value.
    pub(super) fn span(&self) -> Span {
        self.key_span.to(self.value.span)
    }

    /// The key as a value.
    pub(super) fn key_value(&self) -> Value {
        Value { span: self.key_span, kind: Kind::String(self.key.clone()) }
    }
}

impl Value {
    /// A list of values, from the first to the last.
    pub(super) fn list(items: Vec<Value>, span: Span) -> Value {
        Value { span, kind: Kind::List(items) }
    }

    pub(super) fn is_string(&self) -> bool {
        matches!(self.kind, Kind::String(_))
    }

    pub(super) fn as_list(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// Its properties as they are written; nothing for what is no object.
    pub(super) fn as_object(&self) -> Option<&[Property]> {
        match &self.kind {
            Kind::Object(properties) => Some(properties),
            _ => None,
        }
    }

    /// Whether JavaScript takes it for true.
    pub(super) fn is_truthy(&self) -> bool {
        match &self.kind {
            Kind::Null => false,
            Kind::Boolean(value) => *value,
            Kind::Number(value) => *value != 0.0 && !value.is_nan(),
            Kind::String(text) => !text.text.is_empty(),
            Kind::List(_) | Kind::Object(_) => true,
        }
    }

    /// What it is, in a word with its article.
    pub(super) fn noun(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "nothing",
            Kind::Boolean(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }

    /// The value as `JSON.stringify` prints it.
    pub(super) fn write_json(&self, out: &mut String) {
        match &self.kind {
            Kind::Null => out.push_str("null"),
            Kind::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Kind::Number(value) if value.is_finite() => out.push_str(&js_number(*value)),
            Kind::Number(_) => out.push_str("null"),
            Kind::String(text) => write_json_string(&text.text, out),
            Kind::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Kind::Object(properties) => {
                out.push('{');
                for (index, property) in effective(properties).into_iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_json_string(&property.key.text, out);
                    out.push(':');
                    property.value.write_json(out);
                }
                out.push('}');
            }
        }
    }
}

/// The properties that JavaScript has, in its order: array indexes ascending, then the others as they were first
/// written, each with the value that was written last.
/// <https://tc39.es/ecma262/#sec-ordinaryownpropertykeys>
pub(super) fn effective(properties: &[Property]) -> Vec<&Property> {
    let mut found: Vec<&Property> = Vec::with_capacity(properties.len());
    for property in properties {
        match found.iter_mut().find(|known| known.key.text == property.key.text) {
            Some(known) => *known = property,
            None => found.push(property),
        }
    }
    found.sort_by_key(|property| array_index(&property.key.text).map_or(u64::MAX, u64::from));
    found
}

fn array_index(key: &str) -> Option<u32> {
    let canonical = key == "0" || !key.starts_with(['0', '+']);
    let index: u32 = key.parse().ok()?;
    (canonical && index < u32::MAX).then_some(index)
}
