//! The settings of each manifest: those of the nearest `arc-lsp.toml`, or of the file that `--config` names, with what
//! the command line says put over them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::{FileKind, FileSystem, Level, SETTINGS_NAME, Settings};
use crate::rules;
use crate::text::Text;

use super::super::paths::WorkingDirectory;
use super::arguments::Args;

/// Finds settings, and reads each file once.
pub(super) struct Configuration<'a> {
    args: &'a Args,
    directory: &'a WorkingDirectory,
    files: &'a dyn FileSystem,
    /// What counts for every manifest: `--config` or `--no-config`.
    fixed: Option<Found>,
    folders: HashMap<PathBuf, Found>,
    /// What is wrong with any of the files, one line each: `FILE:LINE:COLUMN: message`.
    pub(super) failures: Vec<String>,
}

/// Settings, or nothing where those that count cannot be used.
type Found = Option<Arc<Settings>>;

impl<'a> Configuration<'a> {
    /// Settings as the arguments ask for them.
    pub(super) fn new(
        args: &'a Args,
        directory: &'a WorkingDirectory,
        files: &'a dyn FileSystem,
    ) -> Configuration<'a> {
        let folders = HashMap::new();
        let failures = Vec::new();
        let mut configuration =
            Configuration { args, directory, files, fixed: None, folders, failures };
        if args.no_config {
            configuration.fixed = Some(configuration.usable(Settings::default()));
        } else if let Some(path) = &args.config {
            let settings = Settings::load(files, &directory.absolute(path));
            configuration.fixed = Some(configuration.usable(settings));
        }
        configuration
    }

    /// The settings of the manifests in a folder; nothing where they cannot be used.
    pub(super) fn of(&mut self, folder: &Path) -> Found {
        if let Some(fixed) = &self.fixed {
            return fixed.clone();
        }
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let path = folder.join(SETTINGS_NAME);
        let found = match (self.files.kind(&path), folder.parent()) {
            (Some(FileKind::File), _) => {
                let settings = Settings::load(self.files, &path);
                self.usable(settings)
            }
            (_, Some(parent)) => self.of(parent),
            (_, None) => self.usable(Settings::default()),
        };
        self.folders.insert(folder.to_owned(), found.clone());
        found
    }

    fn usable(&mut self, mut settings: Settings) -> Found {
        let problems = rules::settings_problems(&settings);
        if problems.is_empty() {
            if let Some(region) = &self.args.region {
                settings.region = Some(region.clone());
            }
            // Who selects a rule by name wants to see it.
            let selected = |rule: &str| self.args.select.iter().any(|name| name == rule);
            settings.levels.retain(|it| it.level != Level::Off || !selected(&it.rule));
            return Some(Arc::new(settings));
        }
        let name = settings.file.as_deref().map(|path| self.directory.relative(path));
        let text = Text::new(&settings.text);
        for problem in problems {
            let place = text.line_column(problem.span.start);
            let name = name.as_deref().unwrap_or(SETTINGS_NAME);
            let message = problem.message;
            self.failures.push(format!("{name}:{}:{}: {message}", place.line, place.column));
        }
        None
    }
}
