//! What the client has said of its settings, put together.
//!
//! A client that can be asked is asked for each folder that it has open, and for what lies outside of all of them, which
//! is what a folder has that it says nothing of. Of two answers the one counts that was asked for later, whenever it comes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::folders::Folder;
use crate::project::{EditorSettings, Settings};
use crate::rules;
use crate::text::english::list;

/// The section of the client's settings that is this server's.
pub(super) const SECTION: &str = "arc";

/// What the client has said of its settings.
#[derive(Default)]
pub(super) struct Said {
    /// With `initialize`.
    pub(super) given: Value,
    /// Later, of what lies outside of every folder, and of each folder that it says nothing of.
    pub(super) elsewhere: Value,
    /// Later, of folders.
    folders: HashMap<PathBuf, Value>,
    /// How often it was asked.
    asked: u64,
    /// The last time of those of which the answer is known.
    answered: u64,
    /// What a person was told to be wrong with it, and has not mended yet.
    told: HashSet<String>,
}

impl Said {
    /// It is asked now. Returns which time this is.
    pub(super) fn ask(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Takes over what was answered the `number`th time that it was asked, of what lies outside of every folder and then
    /// of these. Returns whether it counts.
    pub(super) fn answer(&mut self, number: u64, folders: Vec<Folder>, values: Vec<Value>) -> bool {
        if number < self.answered {
            return false;
        }
        let mut values = values.into_iter();
        self.answered = number;
        self.elsewhere = values.next().unwrap_or_default();
        self.folders = folders.into_iter().map(|folder| folder.path).zip(values).collect();
        true
    }

    /// All of it together, while these folders are open.
    pub(super) fn together(&self, folders: &[Folder]) -> EditorSettings {
        let with_given = |value: &Value| match value {
            Value::Object(_) => merged(&self.given, value),
            _ => self.given.clone(),
        };
        let of = |folder: &Folder| self.folders.get(&folder.path).filter(|it| it.is_object());
        let elsewhere = with_given(&self.elsewhere);
        let said: Vec<_> = folders.iter().map(|folder| of(folder).map(with_given)).collect();
        let said = said.iter().map(|said| said.as_ref().unwrap_or(&elsewhere));
        let paths = folders.iter().map(|folder| folder.path.clone());
        EditorSettings::of_folders(&elsewhere, paths.zip(said))
    }

    /// What of this that is wrong a person was not told yet, who is about to be told.
    pub(super) fn news(&mut self, wrong: Vec<String>) -> Vec<String> {
        let told = std::mem::take(&mut self.told);
        self.told = wrong.iter().cloned().collect();
        wrong.into_iter().filter(|message| !told.contains(message)).collect()
    }
}

/// What `over` says and, where it says nothing, `base`.
fn merged(base: &Value, over: &Value) -> Value {
    match (base, over) {
        (base, Value::Null) => base.clone(),
        (Value::Object(base), Value::Object(over)) => {
            let mut all = base.clone();
            for (key, value) in over {
                let value = merged(base.get(key).unwrap_or(&Value::Null), value);
                all.insert(key.clone(), value);
            }
            Value::Object(all)
        }
        (_, over) => over.clone(),
    }
}

/// What is wrong with settings, in words, each once: with the folders that have it, where not all have.
pub(super) fn wrong_in(settings: &EditorSettings) -> Vec<String> {
    let scopes: Vec<(Option<&Path>, &Settings)> = std::iter::once((None, settings.elsewhere()))
        .chain(settings.folders().map(|(folder, said)| (Some(folder), said)))
        .collect();
    let mut messages: Vec<(String, Vec<Option<&Path>>)> = Vec::new();
    for (scope, said) in &scopes {
        for problem in rules::settings_problems(said) {
            match messages.iter_mut().find(|(message, _)| *message == problem.message) {
                Some((_, found)) => found.push(*scope),
                None => messages.push((problem.message, vec![*scope])),
            }
        }
    }
    let said = messages.into_iter().map(|(message, found)| {
        let place = match found.len() == scopes.len() {
            true => String::new(),
            false => format!(" for {}", listed(&found)),
        };
        format!("arc-lsp, in the settings `{SECTION}` of the editor{place}: {message}")
    });
    said.collect()
}

/// Folders as one lists them; nothing is what lies outside of all of them.
fn listed(scopes: &[Option<&Path>]) -> String {
    let name = |scope: &Option<&Path>| match scope {
        Some(folder) => format!("`{}`", folder.display()),
        None => "files outside of its folders".to_owned(),
    };
    list(&scopes.iter().map(name).collect::<Vec<_>>())
}
