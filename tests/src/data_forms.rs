//! Manifests in Architect's own format, written in JSON and YAML as people write them.

use serde_json::{Map, Value, json};

/// A manifest under another name.
#[derive(Clone, Debug)]
pub struct Form {
    /// What the file is called.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// The forms of a manifest, which is given as what the parser returns for it: as it is, and with objects for lists
/// where all entries have names of their own, each in JSON, YAML and a `package.json`.
pub fn forms(arc: &Value) -> Vec<Form> {
    let mut forms = Vec::new();
    for value in [arc.clone(), with_objects(arc)] {
        forms.push(Form { name: "arc.json", text: format!("{value:#}\n") });
        forms.push(Form { name: "arc.yaml", text: yaml(&value) });
        let package = json!({ "name": "p", "arc": value, "type": "module" });
        forms.push(Form { name: "package.json", text: format!("{package:#}\n") });
    }
    forms
}

/// Lists of pairs and named settings as objects.
fn with_objects(arc: &Value) -> Value {
    let Some(pragmas) = arc.as_object() else { return arc.clone() };
    let pragma = |(name, entries): (&String, &Value)| {
        let object = entries.as_array().and_then(|entries| as_object(name, entries));
        (name.clone(), object.unwrap_or_else(|| entries.clone()))
    };
    Value::Object(pragmas.iter().map(pragma).collect())
}

fn as_object(pragma: &str, entries: &[Value]) -> Option<Value> {
    // Architect reads these from lists only.
    if ["app", "plugins", "macros", "tables-indexes", "tables-streams"].contains(&pragma) {
        return None;
    }
    let mut object = Map::new();
    for entry in entries {
        let (key, value) = match entry {
            Value::String(name) => (name.clone(), json!({})),
            Value::Array(pair) => match pair.as_slice() {
                [Value::String(name), value] => (name.clone(), value.clone()),
                _ => return None,
            },
            Value::Object(one) => one.iter().next().map(|(k, v)| (k.clone(), v.clone()))?,
            _ => return None,
        };
        // Two routes have the same method, and an index moves to the front.
        if key.parse::<u32>().is_ok() || object.insert(key, value).is_some() {
            return None;
        }
    }
    Some(Value::Object(object))
}

/// A value as YAML in blocks.
fn yaml(value: &Value) -> String {
    let mut out = String::from("# written for a test\n");
    block(value, 0, &mut out);
    out
}

fn block(value: &Value, indent: usize, out: &mut String) {
    let margin = " ".repeat(indent);
    match value {
        Value::Object(pairs) if !pairs.is_empty() => {
            for (key, value) in pairs {
                out.push_str(&format!("{margin}{}:", word(key)));
                below(value, indent, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("{margin}-"));
                below(item, indent, out);
            }
        }
        value => out.push_str(&format!("{margin}{value}\n")),
    }
}

fn below(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Object(pairs) if !pairs.is_empty() => {
            out.push('\n');
            block(value, indent + 2, out);
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            out.push('\n');
            block(value, indent + 2, out);
        }
        Value::Array(items) => {
            let words = items.iter().map(|item| item.as_str().map_or(item.to_string(), word));
            out.push_str(&format!(" [{}]\n", words.collect::<Vec<_>>().join(", ")));
        }
        Value::String(text) => out.push_str(&format!(" {}\n", word(text))),
        value => out.push_str(&format!(" {value}\n")),
    }
}

/// A string without quotes where nobody can take it for anything else.
fn word(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c))
        && !["true", "false", "null"].contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { Value::from(text).to_string() }
}
