//! What is said at length of an offer, made when somebody looks at it.
//!
//! A client that asks for it later is given a key, from which the words are found again without the place: they come
//! from the schema and from the expression alone.

use std::fmt::Write as _;

use crate::manifest::schedule::Schedule;
use crate::manifest::schema::{
    self, DefaultValue, File, PragmaSpec, SettingSpec, Status, ValueType,
};
use crate::rules;

/// Where the documentation of an offer is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Docs {
    /// Nothing is said.
    #[default]
    None,
    /// These words, in Markdown.
    Words(String),
    /// A pragma of the schema.
    Pragma(File, String),
    /// A setting of a pragma; of one that is nested, the path with `/` between.
    Setting(File, String, String),
    /// A schedule expression, read in a time zone.
    Schedule(String, String),
    /// A rule.
    Rule(String),
}

impl Docs {
    /// A setting, by the names of those that it stands below.
    pub(super) fn setting(file: File, pragma: &str, path: &[&str]) -> Docs {
        Docs::Setting(file, pragma.to_owned(), path.join("/"))
    }

    /// The words, in Markdown; empty when nothing is said.
    pub fn markdown(&self) -> String {
        match self {
            Docs::None => String::new(),
            Docs::Words(words) => words.clone(),
            Docs::Pragma(file, name) => {
                schema::pragma_of(*file, name).map(of_pragma).unwrap_or_default()
            }
            Docs::Setting(file, pragma, path) => {
                find(*file, pragma, path).map(of_setting).unwrap_or_default()
            }
            Docs::Schedule(expression, zone) => of_schedule(expression, zone),
            Docs::Rule(name) => rules::find(name).map(of_rule).unwrap_or_default(),
        }
    }

    /// The key that [`Docs::from_key`] reads again; nothing for words, which are their own.
    pub fn key(&self) -> Option<String> {
        Some(match self {
            Docs::None | Docs::Words(_) => return None,
            Docs::Pragma(file, name) => format!("pragma {} {name}", file_name(*file)),
            Docs::Setting(file, pragma, path) => {
                format!("setting {} {pragma} {path}", file_name(*file))
            }
            Docs::Schedule(expression, zone) => format!("schedule {zone} {expression}"),
            Docs::Rule(name) => format!("rule {name}"),
        })
    }

    /// What a key stands for. Of a key that is none, nothing is said.
    pub fn from_key(key: &str) -> Docs {
        let read = || {
            let (kind, rest) = key.split_once(' ')?;
            Some(match kind {
                "pragma" => {
                    let (file, name) = rest.split_once(' ')?;
                    Docs::Pragma(file_named(file)?, name.to_owned())
                }
                "setting" => {
                    let mut parts = rest.splitn(3, ' ');
                    let (file, pragma) = (file_named(parts.next()?)?, parts.next()?);
                    Docs::Setting(file, pragma.to_owned(), parts.next()?.to_owned())
                }
                "schedule" => {
                    let (zone, expression) = rest.split_once(' ')?;
                    Docs::Schedule(expression.to_owned(), zone.to_owned())
                }
                "rule" => Docs::Rule(rest.to_owned()),
                _ => return None,
            })
        };
        read().unwrap_or_default()
    }
}

const FILES: [(File, &str); 3] = [
    (File::Manifest, "manifest"),
    (File::FunctionConfig, "config"),
    (File::Preferences, "preferences"),
];

fn file_name(file: File) -> &'static str {
    FILES.iter().find(|(known, _)| *known == file).map_or("manifest", |(_, name)| name)
}

fn file_named(name: &str) -> Option<File> {
    FILES.iter().find(|(_, known)| *known == name).map(|(file, _)| *file)
}

fn find(file: File, pragma: &str, path: &str) -> Option<&'static SettingSpec> {
    let mut names = path.split('/');
    let mut setting = schema::setting(file, pragma, names.next()?)?;
    for name in names {
        setting = setting.nested.iter().find(|nested| nested.is_named(name))?;
    }
    Some(setting)
}

fn of_pragma(pragma: &'static PragmaSpec) -> String {
    let mut out = pragma.summary.to_owned();
    for form in pragma.entries {
        let _ = write!(out, "\n- `{}`: {}", form.label, form.summary);
    }
    let needs: Vec<String> = pragma.requires.iter().map(|name| format!("`@{name}`")).collect();
    if !needs.is_empty() {
        let _ = write!(out, "\n\nNeeds {}.", needs.join(" and "));
    }
    let _ = write!(out, "\n\n[Documentation]({})", pragma.docs_url);
    out
}

fn of_setting(setting: &'static SettingSpec) -> String {
    let mut out = setting.summary.to_owned();
    let takes = takes(setting);
    if !takes.is_empty() {
        let _ = write!(out, "\n\nTakes {takes}.");
    }
    match setting.default {
        DefaultValue::None => {}
        DefaultValue::Value(value) => {
            let _ = write!(out, "\n\nDefault: `{value}`.");
        }
        DefaultValue::Words(words) => {
            let _ = write!(out, "\n\nDefault: {words}.");
        }
    }
    if let Status::Deprecated { instead } = setting.status {
        let _ = write!(out, "\n\nDeprecated: use `{instead}`.");
    }
    if let Some(since) = setting.since {
        let _ = write!(out, "\n\nSince Architect {since}.");
    }
    let _ = write!(out, "\n\n[Documentation]({})", setting.docs_url);
    out
}

/// What a setting takes, in a few words; empty where the summary says it.
pub(super) fn takes(setting: &SettingSpec) -> String {
    match setting.value {
        ValueType::Text | ValueType::Rate | ValueType::Cron => String::new(),
        _ => setting.value.words(),
    }
}

fn of_schedule(expression: &str, zone: &str) -> String {
    match Schedule::parse(expression, 0).schedule {
        Some(schedule) => format!("`{expression}`\n\n{}.", schedule.describe(zone)),
        None => format!("`{expression}`"),
    }
}

fn of_rule(rule: &'static rules::Rule) -> String {
    format!("{}.\n\n{}\n\n{}", capital(rule.summary), rule.what, rule.how)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_the_words() {
        for docs in [
            Docs::Pragma(File::Manifest, "http".to_owned()),
            Docs::setting(File::FunctionConfig, "aws", &["memory"]),
            Docs::setting(File::Preferences, "sandbox", &["ports", "http"]),
            Docs::Schedule("cron(0 9 ? * MON-FRI *)".to_owned(), "Europe/Berlin".to_owned()),
            Docs::Rule("missing-handler".to_owned()),
        ] {
            let key = docs.key().expect("it has a key");
            assert_eq!(Docs::from_key(&key), docs);
            assert!(!docs.markdown().is_empty(), "{docs:?}");
        }
        for key in ["", "x", "pragma", "pragma moon http", "setting manifest aws", "schedule UTC"] {
            assert_eq!(Docs::from_key(key), Docs::None, "{key}");
        }
        assert_eq!(Docs::from_key("setting manifest aws nothing").markdown(), "");
    }

    #[test]
    fn a_schedule_is_said_in_words() {
        let docs = Docs::Schedule("cron(0 9 ? * MON-FRI *)".to_owned(), "UTC".to_owned());
        assert_eq!(docs.markdown(), "`cron(0 9 ? * MON-FRI *)`\n\nEvery weekday at 09:00 UTC.");
    }
}
