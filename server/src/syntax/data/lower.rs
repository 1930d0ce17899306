//! Entries of values: the shapes that Architect's own format has, and what comes nearest to the others.

use smol_str::SmolStr;

use super::super::reading::{Entry, Pair, Pragma, Reading, Shape};
use super::super::scalar::{Scalar, ScalarKind};
use super::super::unread::Unread;
use super::convert::{Converted, ConvertedPragma};
use super::value::{Kind, Property, Text, Value, effective};
use crate::text::Span;

/// The reading of pragmas. What only JSON and YAML can say adds to what is passed over.
pub(super) fn lower(converted: &mut Converted) -> Reading {
    let pragmas = std::mem::take(&mut converted.pragmas);
    let exact = to_json(&pragmas);
    let lowered = pragmas.iter().map(|pragma| Pragma {
        name: pragma.name.clone(),
        span: name_span(pragma),
        raw: pragma.name.clone(),
        entries: pragma.entries.iter().map(|it| entry(converted, &pragma.name, it)).collect(),
        replaced: false,
    });
    let mut lowered: Vec<Pragma> = lowered.collect();
    lowered.sort_by_key(|pragma| pragma.span);
    Reading { pragmas: lowered, exact: Some(exact) }
}

/// A pragma's name without its quotes, where it is written as it is.
fn name_span(pragma: &ConvertedPragma) -> Span {
    let ConvertedPragma { name, span, .. } = pragma;
    if span.len() == name.len() + 2 { Span::new(span.start + 1, span.end - 1) } else { *span }
}

/// The object that Architect has, as `JSON.stringify` prints it.
fn to_json(pragmas: &[ConvertedPragma]) -> String {
    let property = |pragma: &ConvertedPragma| Property {
        key: Text { text: pragma.name.clone(), quoted: true },
        key_span: pragma.span,
        value: Value::list(pragma.entries.clone(), pragma.span),
    };
    let object = Kind::Object(pragmas.iter().map(property).collect());
    let mut json = String::new();
    Value { span: Span::default(), kind: object }.write_json(&mut json);
    json
}

fn entry(converted: &mut Converted, pragma: &str, value: &Value) -> Entry {
    let shape = match &value.kind {
        Kind::List(items) if !items.is_empty() => Shape::Array(items.iter().map(scalar).collect()),
        Kind::Object(properties) if !properties.is_empty() => {
            return object(converted, pragma, value.span, properties);
        }
        _ => Shape::Scalar(scalar(value)),
    };
    Entry { shape, span: value.span }
}

/// An object in a list is read by its first key.
fn object(converted: &mut Converted, pragma: &str, span: Span, all: &[Property]) -> Entry {
    let properties = effective(all);
    let first = properties[0];
    if properties.len() > 1 && pragma != "app" {
        converted.further(pragma, first, all);
    }
    let name = scalar(&first.key_value());
    let shape = match &first.value.kind {
        Kind::List(items) => Shape::Vector { name, items: items.iter().map(scalar).collect() },
        Kind::Object(pairs) => {
            Shape::Map { name, pairs: effective(pairs).into_iter().map(pair).collect() }
        }
        _ => {
            if pragma == "static" && first.key.text != "ignore" {
                let name = &first.key.text;
                converted.unread.push(Unread::ignored(pragma, name, first.key_span));
            }
            Shape::Vector { name, items: vec![scalar(&first.value)] }
        }
    };
    Entry { shape, span: if properties.len() > 1 { span } else { first.span() } }
}

fn pair(property: &Property) -> Pair {
    let values = match &property.value.kind {
        // A list of one is no single value here.
        Kind::List(items) if items.len() != 1 => items.iter().map(scalar).collect(),
        _ => vec![scalar(&property.value)],
    };
    Pair { key: scalar(&property.key_value()), values }
}

fn scalar(value: &Value) -> Scalar {
    let (kind, text) = match &value.kind {
        Kind::String(text) => {
            (ScalarKind::String { quoted: text.quoted }, SmolStr::new(&text.text))
        }
        Kind::Boolean(value) => {
            (ScalarKind::Boolean(*value), SmolStr::new(if *value { "true" } else { "false" }))
        }
        Kind::Number(number) => {
            (ScalarKind::Number(*number), super::super::scalar::js_number(*number))
        }
        Kind::Null | Kind::List(_) | Kind::Object(_) => {
            let mut json = String::new();
            value.write_json(&mut json);
            (ScalarKind::Data, SmolStr::new(json))
        }
    };
    Scalar { kind, text, span: value.span }
}
