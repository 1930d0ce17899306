//! Workspace edits as an editor understands them.

use serde_json::Value;

/// One step of a workspace edit.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The file.
    pub uri: String,
    /// What changes in it; nothing when it is created or renamed.
    pub edits: Option<Vec<Value>>,
    /// What it is renamed to, a file or a folder.
    pub renamed: Option<String>,
}

/// The steps of a workspace edit, in order.
pub fn operations(edit: &Value) -> Vec<Operation> {
    let string = |value: &Value| value.as_str().expect("a string").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    if let Some(changes) = edit["changes"].as_object() {
        let changes = changes.iter();
        return changes
            .map(|(uri, edits)| Operation {
                uri: uri.clone(),
                edits: Some(list(edits)),
                renamed: None,
            })
            .collect();
    }
    let step = |change: Value| match change["kind"].as_str() {
        None => Operation {
            uri: string(&change["textDocument"]["uri"]),
            edits: Some(list(&change["edits"])),
            renamed: None,
        },
        Some("create") => {
            assert_ne!(change["options"]["overwrite"], true, "nothing is ever overwritten");
            Operation { uri: string(&change["uri"]), edits: None, renamed: None }
        }
        Some("rename") => {
            assert_ne!(change["options"]["overwrite"], true, "nothing is ever overwritten");
            let renamed = Some(string(&change["newUri"]));
            Operation { uri: string(&change["oldUri"]), edits: None, renamed }
        }
        Some(kind) => panic!("the server does not {kind} files: {change}"),
    };
    list(&edit["documentChanges"]).into_iter().map(step).collect()
}

/// A text after edits that all count from the text before.
pub fn edited(text: &str, edits: &[Value], encoding: &str) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().expect("a text");
            (offset(text, &range["start"], encoding), offset(text, &range["end"], encoding), new)
        })
        .collect();
    edits.sort_by_key(|edit| edit.0);
    let mut edited = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        edited.replace_range(start..end, new);
    }
    edited
}

/// The byte at a position.
fn offset(text: &str, position: &Value, encoding: &str) -> usize {
    let line = position["line"].as_u64().expect("a number") as usize;
    let character = position["character"].as_u64().expect("a number") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = 0;
    for (at, char) in text[start..].char_indices() {
        if units >= character {
            assert_eq!(units, character, "{position} lies within {char:?}");
            return start + at;
        }
        units += match encoding {
            "utf-8" => char.len_utf8(),
            "utf-16" => char.len_utf16(),
            _ => 1,
        };
    }
    text.len()
}
