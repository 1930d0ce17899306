//! The settings of a project, and where they are found.

use std::path::{Path, PathBuf};

use crate::manifest::schema::Release;
use crate::text::Span;

use super::super::file_system::{FileKind, FileSystem};
use super::editor::EditorSettings;
use super::exclude::Exclude;
use super::key::Level;
use super::read::read;

/// The name of the file that settings are read from.
pub const SETTINGS_NAME: &str = "arc-lsp.toml";

/// What a project says about how it is checked.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The file that they come from, an absolute path; nothing where they are the defaults.
    pub file: Option<PathBuf>,
    /// The text of that file.
    pub text: String,
    /// Rules with the level that they have here.
    pub levels: Vec<RuleLevel>,
    /// Paths in which nothing is reported.
    pub(super) exclude: Exclude,
    /// The stage that is resolved for.
    pub stage: Option<String>,
    /// The region that layers are judged by.
    pub region: Option<String>,
    /// The version of Architect that deploys the project.
    pub architect: Option<Release>,
    /// How manifests are laid out.
    pub format: FormatSettings,
    /// What hovers show.
    pub hover: HoverSettings,
    /// What is wrong with the file. What is right in it counts all the same.
    pub problems: Vec<SettingsProblem>,
}

/// The level of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLevel {
    /// The rule's name, which need not exist: this floor knows no rules.
    pub rule: String,
    /// Where the name stands.
    pub span: Span,
    /// The level.
    pub level: Level,
}

/// How manifests are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatSettings {
    /// Whether comments in one column are kept in one.
    pub align_comments: bool,
    /// Which quotes stay.
    pub quotes: Quotes,
}

/// Which quotes stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// Those without which the value would be another.
    Needed,
    /// All that are written.
    Keep,
}

/// What hovers show; nothing where it is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HoverSettings {
    /// How the resources are shown that a line makes.
    pub template: Option<TemplateFormat>,
}

/// How resources are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemplateFormat {
    /// As YAML, with CloudFormation's short forms.
    #[default]
    Yaml,
    /// As JSON.
    Json,
    /// Not at all.
    Off,
}

impl TemplateFormat {
    /// The format of that name.
    pub fn from_name(name: &str) -> Option<TemplateFormat> {
        match name {
            "yaml" => Some(TemplateFormat::Yaml),
            "json" => Some(TemplateFormat::Json),
            "off" => Some(TemplateFormat::Off),
            _ => None,
        }
    }
}

/// Something wrong in a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsProblem {
    /// The offending characters.
    pub span: Span,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Default for FormatSettings {
    fn default() -> FormatSettings {
        FormatSettings { align_comments: true, quotes: Quotes::Needed }
    }
}

impl Settings {
    /// The settings for a folder: those of the nearest `arc-lsp.toml` in it or above, else the defaults.
    pub fn find(files: &dyn FileSystem, folder: &Path) -> Settings {
        Settings::find_over(files, folder, None)
    }

    /// The same, with what an editor says wherever the file says nothing.
    pub fn find_over(
        files: &dyn FileSystem,
        folder: &Path,
        editor: Option<&EditorSettings>,
    ) -> Settings {
        let base = || editor.map(|editor| editor.of_folder(folder)).unwrap_or_default();
        let paths = folder.ancestors().map(|folder| folder.join(SETTINGS_NAME));
        let named = editor.and_then(EditorSettings::file).map(Path::to_owned);
        let found = named
            .or_else(|| paths.into_iter().find(|path| files.kind(path) == Some(FileKind::File)));
        match found {
            Some(path) => Settings::load_over(files, &path, base()),
            None => base(),
        }
    }

    /// The settings in a file, an absolute path. What is wrong in it, or that it cannot be read, is in `problems`.
    pub fn load(files: &dyn FileSystem, path: &Path) -> Settings {
        Settings::load_over(files, path, Settings::default())
    }

    fn load_over(files: &dyn FileSystem, path: &Path, base: Settings) -> Settings {
        let mut settings = match files.read(path) {
            Ok(bytes) => read(path, &String::from_utf8_lossy(&bytes), base),
            Err(error) => {
                let message = format!("cannot read it: {error}");
                let problem = SettingsProblem { span: Span::at(0), message };
                Settings { problems: vec![problem], ..base }
            }
        };
        settings.file = Some(path.to_owned());
        settings
    }

    /// Whether nothing is to be reported in a file, an absolute path.
    pub fn excludes(&self, file: &Path) -> bool {
        self.exclude.contains(file)
    }

    /// Whether no pattern leaves anything out.
    pub fn excludes_nothing(&self) -> bool {
        self.exclude.is_empty()
    }

    /// The level of a rule, where one is set.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.levels.iter().find(|level| level.rule == rule).map(|level| level.level)
    }
}
