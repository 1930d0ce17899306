//! What is said about `arc-lsp.toml`: its documentation and its JSON schema, both from the declared keys and rules.

use serde_json::{Map, Value, json};

use crate::project::{KEYS, Key, KeyKind, Level};

use super::registry::all;

/// The documentation of `arc-lsp.toml` in Markdown.
pub fn settings_page() -> String {
    let mut out = String::from(
        "# Configuration\n\nSettings of a project stand in a file `arc-lsp.toml`. For each manifest the nearest one \
         counts, in its folder or above it; several are not merged. `arc-lsp check --config FILE` takes another, \
         `--no-config` none. The language server reads the same file, and where that says nothing of a key it takes \
         [the editor's settings](server.md#settings), which may differ from one workspace folder to the next; \
         `arc-lsp check` knows none of these.\n\n```toml\n",
    );
    let (tables, keys): (Vec<&Key>, Vec<&Key>) =
        KEYS.iter().partition(|key| key.name.contains('.') || matches!(key.kind, KeyKind::Levels));
    for key in keys {
        out.push_str(&format!("{} = {}\n", key.name, key.example));
    }
    let mut table = "";
    for key in tables {
        let (section, name) = key.name.split_once('.').unwrap_or((key.name, ""));
        if section != table {
            out.push_str(&format!("\n[{section}]\n"));
            table = section;
        }
        match key.kind {
            KeyKind::Levels => out.push_str(&levels(key.example)),
            _ => out.push_str(&format!("{name} = {}\n", key.example)),
        }
    }
    out.push_str(
        "```\n\nA key or rule that does not exist, and a value that is none, end `arc-lsp check` with status 2 and its \
         place. The JSON schema of the file is [arc-lsp.schema.json](arc-lsp.schema.json).\n\n| key | takes | without it \
         | what it does |\n| --- | --- | --- | --- |\n",
    );
    for key in &KEYS {
        let default = key.default.map_or_else(String::new, |default| format!("`{default}`"));
        out.push_str(&format!("| `{}` | {} | {default} | {} |\n", key.name, takes(key), key.doc));
    }
    out.push_str(SILENCERS);
    out
}

const SILENCERS: &str = "\n## Comments\n\n\
    One problem is silenced where it stands, with a reason if you like:\n\n\
    ```arc\n@events\nyolo # arc-lsp: ignore[missing-handler] made by the build\n```\n\n\
    Alone on the line above a pragma or a top-level entry, the comment is for all of that pragma or entry; several rules \
    have commas between them:\n\n\
    ```arc\n# arc-lsp: ignore[missing-handler, undeclared-handler] made by the build\n@events\nyolo\n```\n\n\
    Never put a comment on a line of its own inside a map or a vector: Architect ends the map there, and what follows is \
    deployed elsewhere.\n\n\
    Before the first pragma, `# arc-lsp: ignore-file[missing-handler]` is for the whole file. A comment that silences \
    nothing is a problem itself, [unused-ignore](rules/unused-ignore.md).\n\nIn YAML the same comments work in the same \
    places. JSON has no comments: there a rule is weighed, or a file left out, in `arc-lsp.toml`. See [manifests in JSON \
    and YAML](manifests.md).\n";

/// An inline table, one key a line.
fn levels(example: &str) -> String {
    let inner = example.trim_matches(['{', '}', ' ']);
    inner.split(", ").map(|line| format!("{line}\n")).collect()
}

fn takes(key: &Key) -> String {
    match key.kind {
        KeyKind::Text => "a text".to_owned(),
        KeyKind::Version => "a range of versions".to_owned(),
        KeyKind::Release => "a version of Architect".to_owned(),
        KeyKind::Patterns => "a list of patterns".to_owned(),
        KeyKind::Levels => "a table".to_owned(),
        KeyKind::Flag => "`true` or `false`".to_owned(),
        KeyKind::Choice(choices) => {
            choices.iter().map(|it| format!("`\"{it}\"`")).collect::<Vec<_>>().join(" or ")
        }
    }
}

/// The JSON schema of `arc-lsp.toml`, for editors that check and complete TOML.
pub fn settings_schema() -> Value {
    let mut properties = Map::new();
    for key in &KEYS {
        let schema = schema(key);
        match key.name.split_once('.') {
            None => drop(properties.insert(key.name.to_owned(), schema)),
            Some((section, name)) => {
                let table = properties.entry(section).or_insert_with(
                    || json!({ "type": "object", "additionalProperties": false, "properties": {} }),
                );
                table["properties"][name] = schema;
            }
        }
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "arc-lsp.toml",
        "description": "How arc-lsp checks the Architect manifests in this folder and below.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn schema(key: &Key) -> Value {
    let mut schema = match key.kind {
        KeyKind::Text => json!({ "type": "string", "minLength": 1 }),
        KeyKind::Version => json!({ "type": "string" }),
        KeyKind::Release => {
            json!({ "type": "string", "pattern": "^[vV]?[0-9]+(\\.[0-9]+){0,2}$" })
        }
        KeyKind::Patterns => json!({ "type": "array", "items": { "type": "string" } }),
        KeyKind::Flag => json!({ "type": "boolean" }),
        KeyKind::Choice(choices) => json!({ "enum": choices }),
        KeyKind::Levels => {
            let levels = Level::ALL.map(Level::name);
            let rules = all().into_iter().map(|rule| {
                let schema = json!({
                    "description": rule.summary,
                    "enum": levels,
                    "default": rule.severity.name(),
                });
                (rule.name.to_owned(), schema)
            });
            let rules: Map<_, _> = rules.collect();
            json!({ "type": "object", "additionalProperties": false, "properties": rules })
        }
    };
    schema["description"] = key.doc.into();
    if let Some(default) = key.default.and_then(|default| default_value(key, default)) {
        schema["default"] = default;
    }
    schema
}

/// A default as JSON; texts, lists and flags are the same in TOML.
fn default_value(key: &Key, toml: &str) -> Option<Value> {
    debug_assert!(!matches!(key.kind, KeyKind::Levels), "levels have defaults of their own");
    serde_json::from_str(toml).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_and_rule_is_in_page_and_schema() {
        let (page, schema) = (settings_page(), settings_schema());
        for key in &KEYS {
            assert!(page.contains(&format!("| `{}` |", key.name)), "{}", key.name);
            let pointer = format!("/properties/{}", key.name.replace('.', "/properties/"));
            let found = schema.pointer(&pointer).unwrap_or_else(|| panic!("{pointer}"));
            assert_eq!(found["description"], key.doc);
            assert_eq!(found.get("default").is_some(), key.default.is_some(), "{}", key.name);
        }
        for rule in all() {
            assert_eq!(
                schema["properties"]["rules"]["properties"][rule.name]["description"],
                rule.summary
            );
        }
    }
}
