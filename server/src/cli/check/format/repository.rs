//! Paths as the service wants them that runs the check: relative to the repository, wherever the command stands.

use std::path::{Path, PathBuf};

use super::super::super::paths::WorkingDirectory;
use super::super::report::Report;

/// The root of the checkout, where the service names one.
pub(super) struct Repository(Option<WorkingDirectory>);

impl Repository {
    /// The folder that an environment variable names.
    pub(super) fn from_env(variable: &str) -> Repository {
        let named = std::env::var_os(variable).map(PathBuf::from);
        Repository(named.and_then(|path| WorkingDirectory::at(&path).ok()))
    }

    /// The path of a file relative to the repository; to the working directory where it lies outside.
    pub(super) fn path(&self, report: &Report, file: &Path) -> String {
        match &self.0 {
            Some(root) if root.holds(file) => root.relative(file),
            _ => report.source(file).name.clone(),
        }
    }
}
