//! The file beside a handler that configures it.

use std::path::PathBuf;

use super::directories::Directories;
use super::file_system::Listing;
use super::project::SourceFile;

/// The names that Architect looks for, in its order.
/// (`@architect/inventory`, `read`)
pub const FUNCTION_CONFIG_NAMES: [&str; 8] = [
    "config.arc",
    ".arc-config",
    "arc.json",
    "arc-config.json",
    "config.yaml",
    "config.yml",
    "arc-config.yaml",
    "arc-config.yml",
];

/// The config of the functions in one directory.
#[derive(Clone, Debug)]
pub struct FunctionConfig {
    /// The directory, relative to the project, as in [`crate::manifest::Function::dir`].
    pub dir: String,
    /// The file that is read, absolute.
    pub path: PathBuf,
    /// The file parsed, when it can be read.
    pub source: Option<SourceFile>,
    /// Further files of that kind in the directory, which Architect does not read, absolute.
    pub unread: Vec<PathBuf>,
}

/// The config in a directory: the first file of the names that exists, even a broken one.
pub(super) fn function_config(
    directories: &Directories<'_>,
    dir: &str,
    listing: &Listing,
) -> Option<FunctionConfig> {
    let mut present = FUNCTION_CONFIG_NAMES.into_iter().filter(|name| listing.has_file(name));
    let name = present.next()?;
    let path = directories.path(dir, name);
    let syntax = directories.files.parse(&path).ok();
    Some(FunctionConfig {
        dir: dir.to_owned(),
        source: syntax.map(|syntax| SourceFile { path: path.clone(), syntax }),
        path,
        unread: present.map(|name| directories.path(dir, name)).collect(),
    })
}
