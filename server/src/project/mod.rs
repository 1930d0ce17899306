//! A manifest on its disk. The only floor that reads files, and only through [`FileSystem`], so that tests run
//! in memory and the server can lay open buffers over the disk.

mod cached;
mod changes;
mod commented_out;
mod dead_files;
mod directories;
mod discover;
mod explanation;
mod file_system;
pub mod fixture;
mod folders;
mod function_config;
mod function_package;
mod function_setting;
mod git_index;
mod git_tracked;
mod gitignore;
mod handler;
mod handler_templates;
pub mod inventory;
mod location;
mod memory;
mod overlay;
mod package_json;
mod plugin_lookup;
mod plugin_module;
mod plugins;
mod preferences_names;
// The room is named for the floor: it holds the project itself.
#[allow(clippy::module_inception)]
mod project;
mod revision;
mod role;
mod runtime;
mod settings;
mod shared_folders;
mod source;
mod static_files;
mod undeclared;
mod watcher;

pub use cached::Cached;
pub use changes::{Change, Changed, Changes};
pub use dead_files::{DeadFile, DeadFileKind};
pub use discover::{Discovered, MANIFEST_NAMES, discover, discover_seen, project_of};
pub use explanation::Explanation;
pub use file_system::{
    DirEntry, Disk, FileKind, FileSystem, Listing, parse_manifest, refuse_utf16,
};
pub use function_config::{FUNCTION_CONFIG_NAMES, FunctionConfig};
pub use function_package::PackageFault;
pub use function_setting::{CONFIG_PRAGMAS, FunctionSetting};
pub use git_index::GitIndex;
pub use gitignore::{GitIgnored, Gitignore};
pub use handler::HandlerState;
pub use handler_templates::{HandlerTemplate, RefusedTemplate};
pub use memory::Memory;
pub use overlay::{Buffers, Overlay};
pub use package_json::PackageJson;
pub use plugin_lookup::PluginAbsence;
pub use plugins::Plugin;
pub use preferences_names::PREFERENCES_NAMES;
pub use project::{Project, Remains, SourceFile};
pub use revision::Revision;
pub use role::Role;
pub use runtime::Runtime;
pub use settings::{
    EditorSettings, FormatSettings, HoverSettings, KEYS, Key, KeyKind, Level, Quotes, RuleLevel,
    SETTINGS_NAME, Settings, SettingsProblem, TemplateFormat,
};
pub use shared_folders::{FolderState, SharedFolder};
pub use undeclared::Undeclared;
pub use watcher::Watcher;
