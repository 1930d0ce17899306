//! What an editor says about how projects are checked: the same keys, where `arc-lsp.toml` does not say otherwise.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::exclude::Exclude;
use super::read::read;
use super::settings::Settings;

/// The settings of an editor, which may say other things of each folder that it has open.
#[derive(Clone, Debug, Default)]
pub struct EditorSettings {
    /// As those for what lies outside of every folder would stand in `arc-lsp.toml`.
    text: String,
    /// What that text says, without what is excluded: that counts from each project's folder.
    elsewhere: Settings,
    /// The folders that the editor has open, with what it says of each.
    folders: Vec<(PathBuf, Settings)>,
    /// What is excluded in any of the folders.
    exclude: Exclude,
    /// What counts in place of every `arc-lsp.toml`.
    file: Option<PathBuf>,
}

impl EditorSettings {
    /// The settings in a JSON object: `{"stage": "production", "rules": {"missing-app": "off"}}`. What is `null` is not
    /// said, and what is no object says nothing. They are the same in all the `folders` that the editor has open, and
    /// outside of them.
    pub fn from_json(value: &Value, folders: Vec<PathBuf>) -> EditorSettings {
        let folders = folders.into_iter().map(|folder| (folder, value));
        EditorSettings::of_folders(value, folders)
    }

    /// The same of an editor that says something else in each folder that it has open: `elsewhere` is for what lies
    /// outside of all of them. A project has the settings of the innermost that its manifest lies in; what `exclude`
    /// says counts from the innermost that a file lies in.
    pub fn of_folders<'a>(
        elsewhere: &Value,
        folders: impl IntoIterator<Item = (PathBuf, &'a Value)>,
    ) -> EditorSettings {
        let text = text_of(elsewhere);
        let folders = folders.into_iter();
        let folders: Vec<_> = folders
            .map(|(folder, value)| {
                let said = read_in(&folder, &text_of(value));
                (folder, said)
            })
            .collect();
        EditorSettings {
            elsewhere: Settings { exclude: Exclude::default(), ..read_in(Path::new(""), &text) },
            text,
            exclude: Exclude::all(folders.iter().map(|(_, said)| said.exclude.clone())),
            folders,
            file: None,
        }
    }

    /// The same of an editor that names the file which counts in place of every `arc-lsp.toml`, an absolute path.
    pub fn instead_of_files(self, file: Option<PathBuf>) -> EditorSettings {
        EditorSettings { file, ..self }
    }

    /// The file that counts in place of every `arc-lsp.toml`.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// What they say of what lies outside of every folder, and what is wrong with that.
    pub fn elsewhere(&self) -> &Settings {
        &self.elsewhere
    }

    /// The folders that the editor has open, each with what is said of it and what is wrong with that.
    pub fn folders(&self) -> impl Iterator<Item = (&Path, &Settings)> {
        self.folders.iter().map(|(folder, said)| (folder.as_path(), said))
    }

    /// As the settings of a project in this folder, without what is wrong. Outside of every open folder, `exclude`
    /// counts from the project's.
    pub(super) fn of_folder(&self, folder: &Path) -> Settings {
        let around = self.folders().filter(|(open, _)| folder.starts_with(open));
        let innermost = around.max_by_key(|(open, _)| open.components().count());
        let own = innermost.is_none().then(|| read_in(folder, &self.text).exclude);
        Settings {
            text: String::new(),
            problems: Vec::new(),
            exclude: Exclude::all(own.into_iter().chain([self.exclude.clone()])),
            ..innermost.map_or(&self.elsewhere, |(_, said)| said).clone()
        }
    }
}

/// Settings in JSON as they would stand in `arc-lsp.toml`.
fn text_of(value: &Value) -> String {
    let said = value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    said.map(|(key, value)| format!("{} = {}\n", quoted(key), toml(value))).collect()
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
        assert_eq!(editor.elsewhere().problems, []);
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
    fn a_project_has_what_is_said_of_the_innermost_folder_around_its_manifest() {
        let stage = |name: &str| json!({ "stage": name, "exclude": [format!("/{name}/")] });
        let (outer, inner, other) = (stage("outer"), stage("inner"), json!(null));
        let around = ("/a".into(), &outer);
        let within = ("/a/b".into(), &inner);
        for folders in [[&around, &within], [&within, &around]] {
            let folders = folders.into_iter().cloned().chain([("/o".into(), &other)]);
            let editor = EditorSettings::of_folders(&stage("none"), folders);
            let of = |project: &str| {
                Settings::find_over(&Memory::default(), Path::new(project), Some(&editor))
            };
            let stages = ["/a", "/a/bc", "/a/b", "/a/b/c", "/o/p", "/x"].map(|it| of(it).stage);
            let stages = stages.each_ref().map(Option::as_deref);
            let (outer, inner) = (Some("outer"), Some("inner"));
            assert_eq!(stages, [outer, outer, inner, inner, None, Some("none")]);
            assert!(of("/a").excludes(Path::new("/a/outer/app.arc")));
            assert!(!of("/a").excludes(Path::new("/a/inner/app.arc")));
            // A file belongs to the innermost folder that it lies in itself.
            assert!(of("/a").excludes(Path::new("/a/b/inner/config.arc")));
            assert!(!of("/a").excludes(Path::new("/a/b/outer/config.arc")));
            assert!(!of("/o").excludes(Path::new("/o/none/app.arc")));
            assert!(of("/x").excludes(Path::new("/x/none/config.arc")));
        }
    }

    #[test]
    fn a_bad_key_is_said() {
        let said = json!({ "stag": "\"x\n", "format": { "quotes": 1 } });
        let editor = EditorSettings::from_json(&said, Vec::new());
        let messages: Vec<_> =
            editor.elsewhere().problems.iter().map(|it| it.message.as_str()).collect();
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
