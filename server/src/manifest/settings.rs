//! Config that is laid over config: Architect's defaults, the manifest's `@aws`, a function's own file.

use serde_json::Value;
use smol_str::SmolStr;

use crate::syntax::{Entry, Scalar, Shape};
use crate::text::Span;

use super::property::{contents, json};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Architect itself.
    Default,
    /// `@aws` of the manifest.
    Manifest,
    /// The config file in the function's folder.
    FunctionConfig,
}

/// A value with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name, `policy` and `layer` in the plural.
    pub name: SmolStr,
    /// The value as JSON.
    pub value: Value,
    /// Where it comes from.
    pub layer: Layer,
    /// The entries that it is written in, in the file of its layer: several where `layers` or `policies` are
    /// written more than once, none of a default.
    pub entries: Vec<Span>,
    /// Where its values stand, in the file of its layer; repeated values too.
    pub values: Vec<Span>,
}

/// Settings by name, in the order in which they were first set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings(Vec<Setting>);

impl Settings {
    /// What Architect gives to every function.
    pub fn function_defaults() -> Settings {
        let mut settings = Settings::default();
        for (name, value) in [
            ("timeout", Value::from(5)),
            ("memory", Value::from(1152)),
            ("runtime", Value::from(super::schema::DEFAULT_RUNTIME)),
            ("architecture", Value::from("arm64")),
            ("handler", Value::from("index.handler")),
            ("state", Value::from("n/a")),
            ("concurrency", Value::from("unthrottled")),
            ("storage", Value::from(512)),
            ("layers", Value::Array(Vec::new())),
            ("policies", Value::Array(Vec::new())),
            ("shared", Value::from(true)),
            ("env", Value::from(true)),
        ] {
            settings.set_default(name, value);
        }
        settings
    }

    /// What the project has where `@aws` does not say; `region` is what the environment asks for.
    pub fn project_defaults(region: &str) -> Settings {
        let mut settings = Settings::default();
        for name in [
            "apigateway",
            "bucket",
            "concurrency",
            "layers",
            "memory",
            "policies",
            "profile",
            "region",
            "runtime",
            "timeout",
        ] {
            let value = if name == "region" { Value::from(region) } else { Value::Null };
            settings.set_default(name, value);
        }
        settings
    }

    /// The setting of that name.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        self.0.iter().find(|setting| setting.name == name)
    }

    /// The value of the setting of that name, `null` where there is none.
    pub fn value(&self, name: &str) -> &Value {
        self.get(name).map_or(&Value::Null, |setting| &setting.value)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Setting> {
        self.0.iter()
    }

    /// Replaces or adds a setting that is written nowhere, or keeps where the one that it replaces was
    /// written.
    pub fn set(&mut self, name: &str, value: Value) {
        match self.0.iter_mut().find(|setting| setting.name == name) {
            Some(setting) => setting.value = value,
            None => self.set_default(name, value),
        }
    }

    /// Takes a setting away.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|setting| setting.name != name);
    }

    fn set_default(&mut self, name: &str, value: Value) {
        self.put(Setting {
            name: SmolStr::new(name),
            value,
            layer: Layer::Default,
            entries: Vec::new(),
            values: Vec::new(),
        });
    }

    fn put(&mut self, setting: Setting) {
        match self.0.iter_mut().find(|known| known.name == setting.name) {
            Some(known) => *known = setting,
            None => self.0.push(setting),
        }
    }

    /// Lays the entries of a pragma over these settings, as `_upsert.js` of `@architect/inventory` does: lone
    /// words are passed over, a list of one is its item, and the layers and policies of all entries together
    /// replace those from below.
    pub fn overlay(&mut self, entries: &[Entry], layer: Layer) {
        let mut lists: [Option<Setting>; 2] = [None, None];
        for entry in entries {
            let (name, values, spans) = match &entry.shape {
                Shape::Scalar(_) => continue,
                Shape::Array(items) => (&items[0], list(&items[1..]), spans(&items[1..])),
                Shape::Vector { name, items } => (name, list(items), spans(items)),
                Shape::Map { name, pairs } if name.text != "__proto__" => {
                    let spans = pairs.iter().map(crate::syntax::Pair::span).collect();
                    (name, Contents::Map(contents(entry)), spans)
                }
                Shape::Map { .. } => continue,
            };
            let name = match name.to_js_string() {
                name if name == "policy" => SmolStr::new_static("policies"),
                name if name == "layer" => SmolStr::new_static("layers"),
                name => name,
            };
            let index = ["layers", "policies"].iter().position(|list| *list == name);
            let Some(index) = index else {
                let value = values.unwrapped();
                self.put(Setting { name, value, layer, entries: vec![entry.span], values: spans });
                continue;
            };
            let setting = lists[index].get_or_insert_with(|| Setting {
                name,
                value: Value::Array(Vec::new()),
                layer,
                entries: Vec::new(),
                values: Vec::new(),
            });
            if let Value::Array(known) = &mut setting.value {
                values.append_to(known);
            }
            setting.entries.push(entry.span);
            setting.values.extend(spans);
        }
        let lists = lists.into_iter().flatten();
        for list in lists.filter(|list| list.value.as_array().is_some_and(|list| !list.is_empty()))
        {
            self.put(list);
        }
    }
}

/// What stands behind a setting's name.
enum Contents {
    List(Vec<Value>),
    Map(Value),
}

fn list(items: &[Scalar]) -> Contents {
    Contents::List(items.iter().map(json).collect())
}

fn spans(items: &[Scalar]) -> Vec<Span> {
    items.iter().map(|item| item.span).collect()
}

impl Contents {
    fn unwrapped(self) -> Value {
        match self {
            Contents::List(mut list) if list.len() == 1 => list.swap_remove(0),
            Contents::List(list) => Value::Array(list),
            Contents::Map(map) => map,
        }
    }

    /// Adds what is not there yet; maps are never the same.
    fn append_to(self, list: &mut Vec<Value>) {
        match self {
            Contents::List(items) => {
                for item in items {
                    if !list.contains(&item) {
                        list.push(item);
                    }
                }
            }
            Contents::Map(map) => list.push(map),
        }
    }
}

/// A value as JavaScript turns it into a string.
pub fn js_string(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(js_string).collect::<Vec<_>>().join(","),
        Value::Object(_) => "[object Object]".to_owned(),
        // `null` stands for an infinite number, or for nothing.
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
