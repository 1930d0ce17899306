//! The resources that a line makes, as YAML or JSON, what is long and shared folded to one line.

use serde_json::{Map, Value, json};

use crate::project::TemplateFormat;
use crate::sam::{Part, Resource, Style, Template, folded, write_folded};
use crate::text::Span;
use crate::text::english::{counted, counted_as};

use super::context::HoverContext;

/// Of more resources than these only the type is shown: no entry makes more, but some pragmas do.
const WHOLE: usize = 5;

/// How many bytes the resources of an entry take, most often less.
const USUAL: usize = 2048;

/// What an entry or pragma makes, below a line that counts it: "`lead` 3 resources"; nothing where it makes nothing or
/// the settings turn it off.
pub(super) fn section(context: &HoverContext<'_>, lead: &str, origin: Span) -> String {
    if context.template == TemplateFormat::Off {
        return String::new();
    }
    let template = &(context.packaged)().template;
    let made: Vec<&Resource> = template.made_by(origin).collect();
    let parts: Vec<(&Resource, &Part)> =
        template.parts_by(origin).filter(|(resource, _)| resource.origin != Some(origin)).collect();
    if made.is_empty() && parts.is_empty() {
        return String::new();
    }
    let mut what = Vec::new();
    if !made.is_empty() {
        what.push(counted(made.len(), "resource"));
    }
    if !parts.is_empty() {
        let ids: Vec<String> = parts.iter().map(|(it, _)| format!("`{}`", it.id)).collect();
        what.push(format!("a part of {}", ids.join(", ")));
    }
    let (language, text) = match context.template {
        TemplateFormat::Json => ("json", as_json(&made, &parts)),
        TemplateFormat::Yaml | TemplateFormat::Off => ("yaml", as_yaml(template, &made, &parts)),
    };
    format!("\n{lead} {}:\n\n```{language}\n{text}```\n", what.join(" and "))
}

fn as_yaml(template: &Template, made: &[&Resource], parts: &[(&Resource, &Part)]) -> String {
    let mut out = String::with_capacity(USUAL);
    let print = |out: &mut String, resource: &Resource, value: &Value| {
        write_folded(out, &resource.id, value, Style::Short, &fold);
    };
    if !template.plugins.is_empty() {
        out.push_str(&format!("# without what plugins add: {}\n", template.plugins.join(", ")));
    }
    for resource in made {
        match made.len() > WHOLE {
            true => out.push_str(&format!("{}: # {}\n", resource.id, resource.kind())),
            false => print(&mut out, resource, &resource.value),
        }
    }
    for (resource, part) in parts {
        out.push_str(&format!("# a part of {}, {}\n", resource.id, resource.kind()));
        print(&mut out, resource, &excerpt(resource, part));
    }
    out
}

fn as_json(made: &[&Resource], parts: &[(&Resource, &Part)]) -> String {
    let whole = made.len() <= WHOLE;
    let value =
        |it: &Resource| if whole { it.value.clone() } else { json!(format!("… {}", it.kind())) };
    let made = made.iter().map(|resource| (resource.id.clone(), value(resource)));
    let parts = parts.iter().map(|(it, part)| (it.id.clone(), excerpt(it, part)));
    let all: Map<String, Value> = made.chain(parts).collect();
    format!("{:#}\n", folded(&Value::Object(all), &fold))
}

/// A resource with nothing in it but one part.
fn excerpt(resource: &Resource, part: &Part) -> Value {
    let steps = part.pointer.split('/').skip(1).map(|it| it.replace("~1", "/").replace("~0", "~"));
    within(&resource.value, steps)
}

/// A value with nothing in it but what these steps lead to.
fn within(whole: &Value, mut steps: impl Iterator<Item = String>) -> Value {
    let Some(step) = steps.next() else { return whole.clone() };
    match whole {
        Value::Array(items) => {
            let item = step.parse().ok().and_then(|index: usize| items.get(index));
            Value::Array(vec![within(item.unwrap_or(&Value::Null), steps)])
        }
        whole => {
            let value = within(whole.get(&step).unwrap_or(&Value::Null), steps);
            Value::Object(Map::from_iter([(step, value)]))
        }
    }
}

/// What stands for a value that is long and much the same everywhere.
fn fold(key: &str, value: &Value) -> Option<String> {
    let statements = |value: &Value| value["Statement"].as_array().map_or(0, Vec::len);
    match (key, value) {
        ("Environment", value) => {
            let variables = value["Variables"].as_object().map_or(0, Map::len);
            Some(counted(variables, "variable"))
        }
        ("Role", Value::Object(role)) if role.contains_key("Fn::Sub") => {
            Some("the app's own, Role".to_owned())
        }
        ("ArcMetadata", value) => {
            let words = ["pragma", "name"].map(|key| value[key].as_str().unwrap_or_default());
            Some(words.join(" "))
        }
        ("Policies", Value::Array(policies)) if policies.iter().any(Value::is_object) => {
            // One alone is what the hover is about.
            let alone = policies.len() == 1 && policies[0].get("PolicyName").is_some();
            (!alone).then(|| counted_as(policies.len(), "policy", "policies"))
        }
        ("PolicyDocument" | "AssumeRolePolicyDocument", value) => {
            Some(counted(statements(value), "statement"))
        }
        ("paths", Value::Object(paths)) if paths.len() > 1 => Some(counted(paths.len(), "path")),
        _ => None,
    }
}
