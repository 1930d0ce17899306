//! What an editor says about how projects are checked: the same keys, where `arc-lsp.toml` does not say otherwise.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::exclude::Exclude;
use super::read::read;
use super::settings::Settings;

/// The settings of an editor.
#[derive(Clone, Debug, Default)]
pub struct EditorSettings {
    /// As they would stand in `arc-lsp.toml`.
    text: String,
    /// Those folders that the editor has open.
    folders: Vec<PathBuf>,
    /// What the text says, but for what is excluded where no folder is open.
    said: Settings,
}

impl EditorSettings {
    /// The settings in a JSON object: `{"stage": "production", "rules": {"missing-app": "off"}}`. What is `null` is not
    /// said, and what is no object says nothing. `folders` are those that the editor has open: `exclude` counts from
    /// the innermost that a file lies in.
    pub fn from_json(value: &Value, folders: Vec<PathBuf>) -> EditorSettings {
        let said = value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        let lines = said.map(|(key, value)| format!("{} = {}\n", quoted(key), toml(value)));
        let text: String = lines.collect();
        let exclude = folders.iter().map(|folder| read_in(folder, &text).exclude);
        let said = Settings { exclude: Exclude::all(exclude), ..read_in(Path::new(""), &text) };
        EditorSettings { text, folders, said }
    }

    /// What they say, and what is wrong with them.
    pub fn said(&self) -> &Settings {
        &self.said
    }

    /// As the settings of a project in this folder, without what is wrong. Outside of every open folder, `exclude`
    /// counts from the project's.
    pub(super) fn of_folder(&self, folder: &Path) -> Settings {
        let inside = self.folders.iter().any(|open| folder.starts_with(open));
        let own = (!inside).then(|| read_in(folder, &self.text).exclude);
        Settings {
            text: String::new(),
            problems: Vec::new(),
            exclude: Exclude::all(own.into_iter().chain([self.said.exclude.clone()])),
            ..self.said.clone()
        }
    }
}

/// What settings say of a folder.
fn read_in(folder: &Path, text: &str) -> Settings {
    let said = read(&folder.join(super::SETTINGS_NAME), text, Settings::default());
    Settings { text: String::new(), ..said }
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
        let said = json!({
            "stage": "production",
            "region": null,
            "rules": { "missing-app": "off", "dead-file": "error" },
            "format": { "quotes": "keep" },
            "exclude": ["old/"],
        });
        let editor = EditorSettings::from_json(&said, Vec::new());
        assert_eq!(editor.said().problems, []);
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
    fn what_is_excluded_counts_from_the_innermost_open_folder() {
        let said = json!({ "exclude": ["/old/"] });
        let outer = EditorSettings::from_json(&said, vec!["/a".into()]);
        let excluded = |editor: &EditorSettings, project: &str, file: &str| {
            let settings =
                Settings::find_over(&Memory::default(), Path::new(project), Some(editor));
            settings.excludes(Path::new(file))
        };
        assert!(excluded(&outer, "/a/old/b", "/a/old/b/app.arc"));
        assert!(!excluded(&outer, "/a/b", "/a/b/old/config.arc"));
        // Outside of all of them, from the project's.
        assert!(excluded(&outer, "/c", "/c/old/config.arc"));
        // A file belongs to the innermost, whichever comes first.
        for folders in [["/a", "/a/old/b"], ["/a/old/b", "/a"]] {
            let both = EditorSettings::from_json(&said, folders.map(PathBuf::from).to_vec());
            assert!(!excluded(&both, "/a/old/b", "/a/old/b/app.arc"));
            assert!(excluded(&both, "/a/old/b", "/a/old/b/old/config.arc"));
            assert!(excluded(&both, "/a", "/a/old/app.arc"));
        }
    }

    #[test]
    fn a_bad_key_is_said() {
        let said = json!({ "stag": "\"x\n", "format": { "quotes": 1 } });
        let editor = EditorSettings::from_json(&said, Vec::new());
        let messages: Vec<_> =
            editor.said().problems.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "there is no setting `stag`: did you mean `stage`?",
                "`format.quotes` takes `\"needed\"` or `\"keep\"`, not a number",
            ]
        );
        for nothing in [json!(null), json!(1), json!([]), json!({})] {
            assert_eq!(EditorSettings::from_json(&nothing, Vec::new()).text, "");
        }
    }
}
