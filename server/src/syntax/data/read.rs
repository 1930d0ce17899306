//! From a text to its reading.

use crate::text::Span;

use super::super::format::Format;
use super::super::problem::{SyntaxProblem, SyntaxProblemKind};
use super::super::reading::Reading;
use super::super::unread::Unread;
use super::convert::convert;
use super::lower::lower;
use super::value::{Kind, Property, Value};
use super::{json, yaml};

/// What a text came to.
#[derive(Debug, Default)]
pub(in super::super) struct Read {
    /// What Architect reads.
    pub(in super::super) reading: Reading,
    /// What it rejects.
    pub(in super::super) problems: Vec<SyntaxProblem>,
    /// What it passes over, in the order of the text.
    pub(in super::super) unread: Vec<Unread>,
    /// The comments, in the order of the text.
    pub(in super::super) comments: Vec<Span>,
}

/// Reads a text in JSON or YAML.
pub(in super::super) fn read(format: Format, text: &str) -> Read {
    let mut read = Read::default();
    let root = if format == Format::Yaml {
        let loaded = yaml::parse(text);
        (read.problems, read.comments) = (loaded.problems, loaded.comments);
        loaded.root
    } else {
        let (root, problem) = json::parse(text);
        read.problems.extend(problem);
        root
    };
    let manifest = match format {
        Format::Package => match root.as_ref().and_then(in_package) {
            Some(manifest) => Some(manifest),
            // Not ours, whatever it is.
            None => return Read::default(),
        },
        _ => root.as_ref(),
    };
    let broken = !read.problems.is_empty();
    match manifest.map(|manifest| (manifest, manifest.as_object())) {
        None if broken && !text.trim().is_empty() => {}
        None => read.problems = vec![empty(text)],
        Some((_, None)) if broken => {}
        Some((manifest, None)) => read.problems.push(no_object(manifest)),
        Some((manifest, Some(object))) => {
            let mut converted = convert(object);
            read.reading = lower(&mut converted);
            // What is broken may be cut short, so it is not held against anybody.
            if !broken {
                repeated(manifest, &mut converted.unread);
                converted.unread.sort_by_key(|unread| unread.span);
                read.problems = converted.problems;
                read.unread = converted.unread;
            }
        }
    }
    read
}

/// The manifest in a `package.json`: `arc` or, where that is not there or nothing, `architect`.
fn in_package(package: &Value) -> Option<&Value> {
    let properties = package.as_object()?;
    ["arc", "architect"].into_iter().find_map(|key| {
        let last = properties.iter().rev().find(|property| property.key.text == key)?;
        last.value.is_truthy().then_some(&last.value)
    })
}

fn empty(text: &str) -> SyntaxProblem {
    let message =
        "nothing stands in this file, and Architect stops at that: a manifest begins with `app`";
    SyntaxProblem {
        kind: SyntaxProblemKind::NoPragma,
        span: Span::new(0, text.lines().next().unwrap_or_default().len()),
        message: message.to_owned(),
        reference_line: None,
    }
}

fn no_object(value: &Value) -> SyntaxProblem {
    SyntaxProblem {
        kind: SyntaxProblemKind::UnreadableValue,
        span: value.span,
        message: format!(
            "this is {}, and a manifest is an object with pragmas for keys, as `app`",
            value.noun()
        ),
        reference_line: None,
    }
}

/// Keys that stand twice in an object, anywhere in a manifest. YAML rejects them, JSON keeps the last.
fn repeated(value: &Value, unread: &mut Vec<Unread>) {
    match &value.kind {
        Kind::List(items) => items.iter().for_each(|item| repeated(item, unread)),
        Kind::Object(properties) => {
            for (index, Property { key, key_span, value }) in properties.iter().enumerate() {
                let later = properties[index + 1..].iter().find(|it| it.key.text == key.text);
                match later {
                    Some(by) => unread.push(Unread::repeated(&key.text, *key_span, by.key_span)),
                    None => repeated(value, unread),
                }
            }
        }
        _ => {}
    }
}
