//! `arc-lsp.toml`: what a project says about how it is checked.
//!
//! `key` declares every key once: the reader, the JSON schema and the documentation are held against it.

mod editor;
mod exclude;
mod key;
mod read;
// The room is named for what it holds.
#[allow(clippy::module_inception)]
mod settings;

pub use editor::EditorSettings;
pub use key::{KEYS, Key, KeyKind, Level};
pub use settings::{
    FormatSettings, HoverSettings, Quotes, RuleLevel, SETTINGS_NAME, Settings, SettingsProblem,
    TemplateFormat,
};
