//! Pragmas and entries of an object, by the rules of `@architect/parser`, whose `compat/json.js` says which shapes
//! each pragma may be written in.

use crate::text::Span;

use super::super::problem::{SyntaxProblem, SyntaxProblemKind};
use super::super::unread::Unread;
use super::value::{Kind, Property, Value, effective};

/// What became of an object.
#[derive(Debug, Default)]
pub(super) struct Converted {
    /// The pragmas that there are, in JavaScript's order.
    pub(super) pragmas: Vec<ConvertedPragma>,
    /// What the parser throws at.
    pub(super) problems: Vec<SyntaxProblem>,
    /// What it passes over.
    pub(super) unread: Vec<Unread>,
}

/// A pragma with its entries, as lists, objects and single values.
#[derive(Debug)]
pub(super) struct ConvertedPragma {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) entries: Vec<Value>,
}

/// Pragmas whose entries may be written as an object or as a list, and are names, pairs or a name with settings.
const ITEMS: [&str; 8] =
    ["events", "http", "indexes", "queues", "scheduled", "streams", "ws", "tables"];

/// Pragmas that hold settings: an object or a list, nothing else.
const SETTINGS: [&str; 3] = ["aws", "cdn", "static"];

/// Makes pragmas of the properties of an object.
pub(super) fn convert(object: &[Property]) -> Converted {
    let mut converted = Converted::default();
    for property in effective(object) {
        if property.key.text == "__proto__" {
            continue;
        }
        if let Some(entries) = converted.entries(property) {
            converted.pragmas.push(ConvertedPragma {
                name: property.key.text.clone(),
                span: property.key_span,
                entries,
            });
        }
    }
    converted
}

impl Converted {
    /// The entries of a pragma; nothing where there will be no such pragma.
    fn entries(&mut self, property: &Property) -> Option<Vec<Value>> {
        let Property { key, key_span, value } = property;
        let name = key.text.as_str();
        match (&value.kind, name) {
            (Kind::List(items), _) if ITEMS.contains(&name) || name == "app" => {
                let items = items.iter().filter_map(|item| self.item(name, item));
                Some(items.collect())
            }
            (Kind::List(items), _) => Some(items.clone()),
            (_, "macros") => {
                self.reject(
                    value,
                    *key_span,
                    format!("`macros` takes a list, not {}", value.noun()),
                );
                None
            }
            (_, "app") => Some(vec![value.clone()]),
            (Kind::Object(pairs), _) if ITEMS.contains(&name) => Some(
                effective(pairs).into_iter().filter_map(|pair| self.pair(name, pair)).collect(),
            ),
            (Kind::Object(pairs), _) => {
                Some(effective(pairs).into_iter().map(|pair| self.setting(name, pair)).collect())
            }
            (Kind::Null, _) => {
                let message = format!(
                    "`{name}` has nothing below it, and Architect stops at that: write an empty list, `[]`"
                );
                self.reject(value, *key_span, message);
                None
            }
            _ if ITEMS.contains(&name) || SETTINGS.contains(&name) => {
                let message = format!("`{name}` takes an object or a list, not {}", value.noun());
                self.reject(value, *key_span, message);
                None
            }
            _ => {
                self.unread.push(Unread::pragma(name, *key_span, value.noun()));
                None
            }
        }
    }

    /// An entry of a pragma that is written as an object.
    fn pair(&mut self, pragma: &str, pair: &Property) -> Option<Value> {
        let name = &pair.key.text;
        match &pair.value.kind {
            Kind::String(_) => {
                Some(Value::list(vec![pair.key_value(), pair.value.clone()], pair.span()))
            }
            Kind::Object(settings) if settings.is_empty() => Some(pair.key_value()),
            Kind::Object(_) => {
                Some(Value { span: pair.span(), kind: Kind::Object(vec![pair.clone()]) })
            }
            Kind::Null => {
                let message = format!(
                    "`{name}` has nothing behind it, and Architect stops at that: write an empty object, `{{}}`"
                );
                self.reject(&pair.value, pair.key_span, message);
                None
            }
            Kind::Boolean(_) | Kind::Number(_) | Kind::List(_) => {
                let noun = pair.value.noun();
                self.unread.push(Unread::entry(pragma, name, pair.value.span, noun));
                Some(Value { span: pair.span(), kind: Kind::Null })
            }
        }
    }

    /// An entry of a pragma that is written as a list.
    fn item(&mut self, pragma: &str, item: &Value) -> Option<Value> {
        let Kind::Object(properties) = &item.kind else {
            if item.is_string() || item.as_list().is_some() || pragma == "app" {
                return Some(item.clone());
            }
            let message = format!(
                "an entry of `{pragma}` is a string, a list or an object, and this is {}",
                item.noun()
            );
            self.reject(item, item.span, message);
            return None;
        };
        if pragma == "app" {
            return Some(item.clone());
        }
        let Some(first) = effective(properties).into_iter().next() else {
            self.reject(item, item.span, format!("an entry of `{pragma}` without a name"));
            return None;
        };
        match &first.value.kind {
            // A pair: the object's further keys are dropped here already.
            Kind::String(_) => {
                self.further(pragma, first, properties);
                Some(Value::list(vec![first.key_value(), first.value.clone()], first.span()))
            }
            Kind::Object(_) => Some(item.clone()),
            Kind::Null => {
                let name = &first.key.text;
                self.unread.push(Unread::entry(pragma, name, first.key_span, "nothing"));
                Some(item.clone())
            }
            Kind::Boolean(_) | Kind::Number(_) | Kind::List(_) => {
                let message = format!(
                    "`{}` is followed by {}, of which Architect can make no entry of `{pragma}`: it takes a \
                     string or an object",
                    first.key.text,
                    first.value.noun()
                );
                self.reject(&first.value, first.key_span, message);
                None
            }
        }
    }

    /// A setting of a pragma that is written as an object.
    fn setting(&mut self, pragma: &str, pair: &Property) -> Value {
        match &pair.value.kind {
            Kind::List(_) => Value { span: pair.span(), kind: Kind::Object(vec![pair.clone()]) },
            kind => {
                if Unread::wants_list(pragma) && matches!(kind, Kind::Object(_)) {
                    self.unread.push(Unread::object(pragma, pair.key_span));
                }
                Value::list(vec![pair.key_value(), pair.value.clone()], pair.span())
            }
        }
    }

    /// Says which keys of an object in a list are dropped, since only the first is read.
    pub(super) fn further(&mut self, pragma: &str, first: &Property, all: &[Property]) {
        for other in effective(all).into_iter().filter(|it| it.key.text != first.key.text) {
            self.unread.push(Unread::further(
                pragma,
                &first.key.text,
                first.key_span,
                other.key_span,
            ));
        }
    }

    fn reject(&mut self, value: &Value, around: Span, message: String) {
        let span = if value.span.is_empty() { around } else { value.span };
        self.problems.push(SyntaxProblem {
            kind: SyntaxProblemKind::UnreadableValue,
            span,
            message,
            reference_line: None,
        });
    }
}
