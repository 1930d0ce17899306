//! Paths in which nothing is reported.

use std::path::Path;
use std::sync::Arc;

use ignore::gitignore::Gitignore;

/// Patterns, each list for a folder that they count from.
#[derive(Clone, Debug, Default)]
pub(super) struct Exclude(Vec<Arc<Gitignore>>);

impl Exclude {
    /// The patterns of one folder.
    pub(super) fn of(patterns: Gitignore) -> Exclude {
        Exclude(vec![Arc::new(patterns)])
    }

    /// The patterns of several folders together.
    pub(super) fn all(folders: impl IntoIterator<Item = Exclude>) -> Exclude {
        Exclude(folders.into_iter().flat_map(|it| it.0).collect())
    }

    /// Whether there is no pattern.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|patterns| patterns.is_empty())
    }

    /// Whether a file, an absolute path, is meant by the patterns of the innermost folder that it lies in.
    pub(super) fn contains(&self, file: &Path) -> bool {
        // Paths outside of the folder that patterns were built for may not be asked of them.
        let around = self.0.iter().filter(|patterns| file.starts_with(patterns.path()));
        let innermost = around.max_by_key(|patterns| patterns.path().components().count());
        innermost.is_some_and(|it| it.matched_path_or_any_parents(file, false).is_ignore())
    }
}
