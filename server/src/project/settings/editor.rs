//! What an editor says about how projects are checked: the same keys, where `arc-lsp.toml` does not say otherwise.

use std::path::Path;

use serde_json::Value;

use super::read::read;
use super::settings::{Settings, SettingsProblem};

/// The settings of an editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorSettings {
    /// As they would stand in `arc-lsp.toml`.
    text: String,
}

impl EditorSettings {
    /// The settings in a JSON object: `{"stage": "production", "rules": {"missing-app": "off"}}`. What is `null` is not
    /// said, and what is no object says nothing.
    pub fn from_json(value: &Value) -> EditorSettings {
        let said = value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        let lines = said.map(|(key, value)| format!("{} = {}\n", quoted(key), toml(value)));
        EditorSettings { text: lines.collect() }
    }

    /// What is wrong with them.
    pub fn problems(&self) -> Vec<SettingsProblem> {
        self.read(Path::new("")).problems
    }

    /// As the settings of a folder, without what is wrong.
    pub(super) fn of_folder(&self, folder: &Path) -> Settings {
        Settings { text: String::new(), problems: Vec::new(), ..self.read(folder) }
    }

    fn read(&self, folder: &Path) -> Settings {
        read(&folder.join(super::SETTINGS_NAME), &self.text, Settings::default())
    }
}

/// A value as TOML has it on one line.
fn toml(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let said = members.iter().filter(|(_, value)| !value.is_null());
            let pairs: Vec<_> =
                said.map(|(key, value)| format!("{} = {}", quoted(key), toml(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().filter(|item| !item.is_null()).map(toml).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// A text in quotes: JSON's escapes are TOML's, too.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;
    use crate::project::{Level, Memory, Quotes};

    #[test]
    fn the_file_wins_over_the_editor_key_by_key() {
        let editor = EditorSettings::from_json(&json!({
            "stage": "production",
            "region": null,
            "rules": { "missing-app": "off", "dead-file": "error" },
            "format": { "quotes": "keep" },
            "exclude": ["old/"],
        }));
        assert_eq!(editor.problems(), []);
        let mut files = Memory::default();
        let of = |files: &Memory| Settings::find_over(files, Path::new("/a/b"), Some(&editor));
        let alone = of(&files);
        assert_eq!(alone.stage.as_deref(), Some("production"));
        assert!(alone.excludes(Path::new("/a/b/old/app.arc")));

        let text = "stage = \"qa\"\n[rules]\nmissing-app = \"hint\"\n";
        files.insert("/a/arc-lsp.toml", text.as_bytes());
        let both = of(&files);
        assert_eq!(both.file.as_deref(), Some(Path::new("/a/arc-lsp.toml")));
        assert_eq!(both.stage.as_deref(), Some("qa"));
        assert_eq!(both.level("missing-app"), Some(Level::Hint));
        assert_eq!(both.level("dead-file"), Some(Level::Error));
        assert_eq!(both.format.quotes, Quotes::Keep);
        assert!(both.excludes(Path::new("/a/b/old/app.arc")));

        files.insert("/a/arc-lsp.toml", b"exclude = [\"new/\"]\n".as_slice());
        assert!(!of(&files).excludes(Path::new("/a/b/old/app.arc")));
    }

    #[test]
    fn a_bad_key_is_said() {
        let editor =
            EditorSettings::from_json(&json!({ "stag": "\"x\n", "format": { "quotes": 1 } }));
        let messages: Vec<_> = editor.problems().into_iter().map(|it| it.message).collect();
        assert_eq!(
            messages,
            [
                "there is no setting `stag`: did you mean `stage`?",
                "`format.quotes` takes `\"needed\"` or `\"keep\"`, not a number",
            ]
        );
        for nothing in [json!(null), json!(1), json!([]), json!({})] {
            assert_eq!(EditorSettings::from_json(&nothing), EditorSettings::default());
        }
    }
}
