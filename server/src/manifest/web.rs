//! `@static`, `@proxy` and `@cdn`.

use serde_json::Value;

use crate::syntax::{Reading, Scalar, Shape};
use crate::text::Span;

use super::property::json;

/// What `@static` says, or `@http` implies.
#[derive(Clone, Debug, PartialEq)]
pub enum Static {
    /// There is a bucket for static assets.
    On(StaticSettings),
    /// The manifest turns it off.
    Off,
}

/// The settings of `@static`, defaults filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct StaticSettings {
    settings: Vec<(&'static str, Value, Option<Span>)>,
    /// Whether the pragma is written, and not only implied.
    pub written: bool,
}

impl StaticSettings {
    /// The value of a setting, `null` where it is not set or there is none of that name.
    pub fn value(&self, name: &str) -> &Value {
        self.settings
            .iter()
            .find(|(known, ..)| *known == name)
            .map_or(&Value::Null, |found| &found.1)
    }

    /// Where the value of a setting is written.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.settings.iter().find(|(known, ..)| *known == name)?.2
    }

    /// All settings with their values, in the inventory's order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.settings.iter().map(|(name, value, _)| (*name, value))
    }
}

/// The static assets of a manifest; nothing where neither `@static` nor `@http` is written.
pub fn static_assets(reading: &Reading) -> Option<Static> {
    let section = reading.pragma("static");
    if section.is_none() && reading.pragma("http").is_none() {
        return None;
    }
    let entries = section.map_or(&[][..], |section| &section.entries);
    if let Some(Shape::Scalar(first)) = entries.first().map(|entry| &entry.shape)
        && is_off(first)
    {
        return Some(Static::Off);
    }
    let mut settings: Vec<(&'static str, Value, Option<Span>)> = vec![
        ("compression", Value::from(false), None),
        ("fingerprint", Value::Null, None),
        ("folder", Value::from("public"), None),
        ("ignore", Value::Null, None),
        ("prefix", Value::Null, None),
        ("prune", Value::Null, None),
        ("spa", Value::from(false), None),
        ("staging", Value::Null, None),
        ("production", Value::Null, None),
    ];
    for entry in entries {
        let (name, items) = match &entry.shape {
            Shape::Array(items) => (&items[0], &items[1..]),
            Shape::Vector { name, items } if name.text == "ignore" => (name, items.as_slice()),
            _ => continue,
        };
        let Some(setting) = settings.iter_mut().find(|setting| name.as_str() == Some(setting.0))
        else {
            continue;
        };
        setting.2 = Some(entry.span);
        if setting.0 != "ignore" {
            setting.1 = items.first().map_or(Value::Null, json);
            continue;
        }
        let mut ignored = setting.1.as_array().cloned().unwrap_or_default();
        for item in items.iter().map(json) {
            if !ignored.contains(&item) {
                ignored.push(item);
            }
        }
        setting.1 = Value::Array(ignored);
    }
    Some(Static::On(StaticSettings { settings, written: section.is_some() }))
}

/// Where `@proxy` sends what no route takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Proxy {
    /// The pragma's header.
    pub span: Span,
    /// The stages with their URLs, as written.
    pub stages: Vec<(&'static str, Scalar)>,
}

impl Proxy {
    /// The URL of a stage.
    pub fn url(&self, stage: &str) -> Option<&Scalar> {
        self.stages.iter().find(|(name, _)| *name == stage).map(|(_, url)| url)
    }
}

/// The proxy of a manifest.
pub fn proxy(reading: &Reading) -> Option<Proxy> {
    let section = reading.pragma("proxy")?;
    let url = |stage: &'static str| {
        let found = section.entries.iter().find_map(|entry| match &entry.shape {
            Shape::Array(items) if items[0].as_str() == Some(stage) => Some(items[1].clone()),
            _ => None,
        });
        Some((stage, found?))
    };
    let stages = ["testing", "staging", "production"].into_iter().filter_map(url).collect();
    Some(Proxy { span: section.span, stages })
}

/// Whether the manifest asks for a CDN; nothing where it has no `@cdn`, or no `@http`.
pub fn cdn(reading: &Reading) -> Option<bool> {
    let section = reading.pragma("cdn")?;
    reading.pragma("http")?;
    Some(!section.entries.iter().any(|entry| match &entry.shape {
        Shape::Scalar(scalar) => is_off(scalar),
        _ => false,
    }))
}

fn is_off(scalar: &Scalar) -> bool {
    scalar.as_bool() == Some(false) || matches!(scalar.as_str(), Some("disable" | "disabled"))
}
