//! What stands under an entry, as JavaScript enumerates the properties of the object that Architect makes of
//! it: the pairs of a map, or the items of a vector under their indexes.

use serde_json::{Map, Value};
use smol_str::{SmolStr, format_smolstr};

use crate::syntax::{Entry, Scalar, ScalarKind, Shape};
use crate::text::Span;

/// A name and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Property<'a> {
    /// The key of a pair; the index of an item.
    pub key: SmolStr,
    /// Where the key stands; of an item, where the item does.
    pub key_span: Span,
    /// The values: one stands for itself, none or several are a list.
    pub values: &'a [Scalar],
}

impl Property<'_> {
    /// The only value, where there is exactly one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match self.values {
            [value] => Some(value),
            _ => None,
        }
    }

    /// The value as JSON.
    pub fn value(&self) -> Value {
        match self.values {
            [value] => json(value),
            values => values.iter().map(json).collect(),
        }
    }

    /// From the first value to the last; the key where there is none.
    pub fn value_span(&self) -> Span {
        match self.values {
            [first, .., last] => first.span.to(last.span),
            [only] => only.span,
            [] => self.key_span,
        }
    }

    /// From the key to the last value.
    pub fn span(&self) -> Span {
        self.key_span.to(self.value_span())
    }
}

/// The properties of an entry in JavaScript's order: a key that is written twice keeps its first place and
/// its last value, and keys that are array indexes come first.
pub fn properties(entry: &Entry) -> Vec<Property<'_>> {
    let mut found: Vec<Property<'_>> = Vec::new();
    match &entry.shape {
        Shape::Vector { items, .. } => {
            found.extend(items.iter().enumerate().map(|(i, item)| Property {
                key: format_smolstr!("{i}"),
                key_span: item.span,
                values: std::slice::from_ref(item),
            }))
        }
        Shape::Map { pairs, .. } => {
            for pair in pairs.iter().filter(|pair| pair.key.text != "__proto__") {
                let property = Property {
                    key: pair.key.text.clone(),
                    key_span: pair.key.span,
                    values: &pair.values,
                };
                match found.iter_mut().find(|known| known.key == property.key) {
                    Some(known) => *known = property,
                    None => found.push(property),
                }
            }
            found.sort_by_key(|property| array_index(&property.key).map_or(u64::MAX, u64::from));
        }
        Shape::Scalar(_) | Shape::Array(_) => {}
    }
    found
}

/// The value of an entry's `key`, of a map.
pub fn property<'a>(entry: &'a Entry, key: &str) -> Option<Property<'a>> {
    let pair = entry.pair(key)?;
    Some(Property { key: pair.key.text.clone(), key_span: pair.key.span, values: &pair.values })
}

/// What Architect makes of an entry below its name: an object for a map, else a list.
pub fn contents(entry: &Entry) -> Value {
    match &entry.shape {
        Shape::Map { .. } => {
            let pairs = properties(entry);
            Value::Object(
                pairs.into_iter().map(|p| (p.key.to_string(), p.value())).collect::<Map<_, _>>(),
            )
        }
        Shape::Vector { items, .. } => items.iter().map(json).collect(),
        Shape::Array(items) => items.iter().skip(1).map(json).collect(),
        Shape::Scalar(_) => Value::Null,
    }
}

/// A value as `JSON.stringify` and back has it.
pub fn json(scalar: &Scalar) -> Value {
    match scalar.kind {
        ScalarKind::String { .. } => Value::from(scalar.text.as_str()),
        ScalarKind::Boolean(value) => Value::from(value),
        ScalarKind::Number(_) => number(&scalar.to_js_string()),
        ScalarKind::Data => serde_json::from_str(&scalar.text).unwrap_or(Value::Null),
    }
}

/// A number that ECMAScript printed; infinite ones become `null`.
fn number(printed: &str) -> Value {
    serde_json::from_str(printed).unwrap_or(Value::Null)
}

/// Whether JavaScript takes a value for true.
pub fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(value) => value.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

fn array_index(key: &str) -> Option<u32> {
    let canonical = key == "0" || !key.starts_with(['0', '+']);
    let index: u32 = key.parse().ok()?;
    (canonical && index < u32::MAX).then_some(index)
}
