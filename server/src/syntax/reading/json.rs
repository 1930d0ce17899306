//! The reading as JSON, as JavaScript would print the object that the reference builds.

use super::super::scalar::{Scalar, write_json_string};
use super::{Entry, Pair, Reading, Shape};

impl Reading {
    /// The reading as `JSON.stringify` prints it: keys in JavaScript's order, numbers in ECMAScript's format.
    pub fn to_json(&self) -> String {
        if let Some(exact) = &self.exact {
            return exact.clone();
        }
        // A replaced pragma keeps its place and loses its entries.
        let mut properties: Vec<(&str, &[Entry])> = Vec::new();
        for pragma in &self.pragmas {
            set(&mut properties, &pragma.name, pragma.entries.as_slice());
        }
        let mut out = String::new();
        write_object(properties, &mut out, |entries, out| {
            write_list(entries, out, |entry, out| entry.write_json(out));
        });
        out
    }
}

impl Entry {
    fn write_json(&self, out: &mut String) {
        match &self.shape {
            Shape::Scalar(scalar) => scalar.write_json(out),
            Shape::Array(items) => write_scalars(items, out),
            Shape::Vector { name, items } => {
                write_named(name, out, |out| write_scalars(items, out));
            }
            Shape::Map { name, pairs } => write_named(name, out, |out| write_pairs(pairs, out)),
        }
    }
}

fn write_named(name: &Scalar, out: &mut String, value: impl Fn(&mut String)) {
    let mut properties = Vec::new();
    set(&mut properties, &name.text, ());
    write_object(properties, out, |(), out| value(out));
}

fn write_pairs(pairs: &[Pair], out: &mut String) {
    let mut properties: Vec<(&str, &[Scalar])> = Vec::new();
    for pair in pairs {
        set(&mut properties, &pair.key.text, pair.values.as_slice());
    }
    write_object(properties, out, |values, out| match values {
        [value] => value.write_json(out),
        values => write_scalars(values, out),
    });
}

fn write_scalars(scalars: &[Scalar], out: &mut String) {
    write_list(scalars, out, Scalar::write_json);
}

/// `object[key] = value`: a key that exists keeps its place, and `__proto__` is not a key at all.
fn set<'a, T>(properties: &mut Vec<(&'a str, T)>, key: &'a str, value: T) {
    if key == "__proto__" {
        return;
    }
    match properties.iter_mut().find(|(existing, _)| *existing == key) {
        Some((_, existing)) => *existing = value,
        None => properties.push((key, value)),
    }
}

/// Array indexes come first, in ascending order, then the other keys in the order of their creation.
/// <https://tc39.es/ecma262/#sec-ordinaryownpropertykeys>
fn write_object<T>(
    mut properties: Vec<(&str, T)>,
    out: &mut String,
    value: impl Fn(T, &mut String),
) {
    properties.sort_by_key(|(key, _)| array_index(key).map_or(u64::MAX, u64::from));
    out.push('{');
    for (index, (key, property)) in properties.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_json_string(key, out);
        out.push(':');
        value(property, out);
    }
    out.push('}');
}

fn write_list<T>(items: &[T], out: &mut String, value: impl Fn(&T, &mut String)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        value(item, out);
    }
    out.push(']');
}

fn array_index(key: &str) -> Option<u32> {
    let canonical = key == "0" || !key.starts_with('0');
    let index: u32 = key.parse().ok()?;
    (canonical && !key.starts_with('+') && index < u32::MAX).then_some(index)
}
