//! Why a handler may be missing and all be well: a build, a plugin or an installation makes it.

use std::path::{Path, PathBuf};

use smol_str::SmolStr;

use crate::manifest::Function;

use super::directories::{Directories, locate};
use super::gitignore::{GitIgnored, git_ignored};
use super::handler::{HandlerState, Wanted};
use super::package_json::PackageJson;
use super::plugins::Plugin;
use super::runtime::Runtime;
use super::source::{TYPESCRIPT, source_name};

/// What says that a missing handler is made by something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// Its source lies elsewhere in the project.
    CompiledFrom {
        /// The source, absolute.
        source: PathBuf,
    },
    /// Its runtime is none of AWS's, and a plugin is listed that may bring it.
    PluginRuntime {
        /// The runtime.
        runtime: SmolStr,
        /// The plugin: the one that is named like the runtime, or the first.
        plugin: SmolStr,
    },
    /// Its directory lies in `node_modules`.
    Installed,
    /// Git ignores it.
    GitIgnored(GitIgnored),
    /// Its directory lies in a folder that builds write to.
    OutputFolder {
        /// The folder's name.
        folder: String,
    },
    /// A build is set up to write to its directory.
    Built {
        /// The file that says so, absolute: a `package.json`, a `tsconfig.json`, a framework's configuration.
        file: PathBuf,
        /// The script, of a `package.json`.
        script: Option<String>,
    },
    /// The project is written in TypeScript, and of no function is there a handler.
    Unbuilt {
        /// The `tsconfig.json`, absolute.
        tsconfig: PathBuf,
    },
}

impl Explanation {
    /// The reason as the end of a sentence about a handler: "it is made by …". Paths are relative to `root`.
    pub fn reason(&self, root: &Path) -> String {
        let show = |path: &Path| {
            let path = path.strip_prefix(root).unwrap_or(path);
            path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
        };
        match self {
            Explanation::CompiledFrom { source } => format!("compiled from {}", show(source)),
            Explanation::PluginRuntime { runtime, plugin } => {
                format!("runtime {runtime} of the plugin {plugin}")
            }
            Explanation::Installed => "installed with the packages".to_owned(),
            Explanation::GitIgnored(GitIgnored { gitignore, pattern, matched }) => {
                format!("git ignores {} (`{pattern}` in {})", show(matched), show(gitignore))
            }
            Explanation::OutputFolder { folder } => format!("built into {folder}"),
            Explanation::Built { file, script: Some(script) } => {
                format!("built by the script `{script}` of {}", show(file))
            }
            Explanation::Built { file, script: None } => format!("built as {} says", show(file)),
            Explanation::Unbuilt { tsconfig } => format!("not built yet ({})", show(tsconfig)),
        }
    }
}

/// Folders that builds write to, and nobody commits.
const OUTPUT_FOLDERS: [&str; 19] = [
    "dist",
    "build",
    ".build",
    "_build",
    "out",
    "output",
    ".output",
    "public",
    "target",
    "bundle",
    "bundles",
    "compiled",
    "generated",
    ".generated",
    ".next",
    ".nuxt",
    ".svelte-kit",
    ".aws-sam",
    ".arc",
];

/// Top folders that hold no sources of handlers.
const NOT_SOURCES: [&str; 9] = [
    "node_modules",
    "test",
    "tests",
    "__tests__",
    "docs",
    "examples",
    "coverage",
    "vendor",
    "cypress",
];

/// Frameworks whose build writes the one function of the app, by how the name of their configuration begins.
const FRAMEWORKS: [&str; 7] = [
    "remix.config.",
    "react-router.config.",
    "astro.config.",
    "svelte.config.",
    "nuxt.config.",
    "next.config.",
    "solid.config.",
];

/// What all functions of a project have in common.
pub(super) struct Clues<'a> {
    pub(super) plugins: &'a [Plugin],
    pub(super) package: Option<&'a PackageJson>,
    /// Whether sources lie in the directories of the functions: then one that has none is missing, whatever
    /// git says of compiled files.
    pub(super) compiled_in_place: bool,
    /// Whether there is no handler at all.
    pub(super) none_found: bool,
}

impl<'a> Clues<'a> {
    pub(super) fn new(
        plugins: &'a [Plugin],
        package: Option<&'a PackageJson>,
        handlers: &[HandlerState],
    ) -> Clues<'a> {
        let is_compiled = |state: &HandlerState| matches!(state, HandlerState::Compiled { .. });
        let is_missing = |state: &HandlerState| matches!(state, HandlerState::Missing { .. });
        Clues {
            plugins,
            package,
            compiled_in_place: handlers.iter().any(is_compiled),
            none_found: handlers.iter().all(is_missing),
        }
    }
}

/// Why the handler of a function may be missing.
pub(super) fn explain(
    directories: &mut Directories<'_>,
    clues: &Clues<'_>,
    function: &Function,
    runtime: &Runtime,
    wanted: Option<&Wanted>,
) -> Option<Explanation> {
    let names = wanted.map_or(&[][..], |wanted| &wanted.names);
    if let Some(source) = source_elsewhere(directories, function, names) {
        return Some(Explanation::CompiledFrom { source });
    }
    if let (None, Some(first)) = (runtime.family, clues.plugins.first()) {
        let mut plugins = clues.plugins.iter();
        let plugin = plugins.find(|plugin| plugin.name.contains(runtime.name.as_str()));
        return Some(Explanation::PluginRuntime {
            runtime: runtime.name.clone(),
            plugin: plugin.unwrap_or(first).name.clone(),
        });
    }
    let custom_parts = || function.dir.split('/').filter(|_| function.custom_src.is_some());
    if custom_parts().any(|part| part == "node_modules") {
        return Some(Explanation::Installed);
    }
    if let Some(ignored) = ignored(directories, clues, function, names) {
        return Some(Explanation::GitIgnored(ignored));
    }
    if let Some(folder) = custom_parts().find(|part| OUTPUT_FOLDERS.contains(part)) {
        return Some(Explanation::OutputFolder { folder: folder.to_owned() });
    }
    built(directories, clues, function)
}

/// A source of which the handler's directory is the output: beside it under the same name
/// (`server.ts`, `server/`), or in a tree that mirrors it (`src-ts/http/get-index`, `src/http/get-index`).
fn source_elsewhere(
    directories: &mut Directories<'_>,
    function: &Function,
    wanted: &[String],
) -> Option<PathBuf> {
    let dir = function.dir.as_str();
    if dir.starts_with("..") || dir == "." {
        return None;
    }
    let (parent, name) = dir.rsplit_once('/').unwrap_or((".", dir));
    if let Some(source) = source_in(directories, parent, name, wanted, false) {
        return Some(source);
    }
    let (first, rest) = dir.split_once('/')?;
    let (parent, name) = rest.rsplit_once('/').unwrap_or((".", rest));
    let top = directories.list(".")?;
    let others = top.folders().filter(|other| {
        *other != first
            && !other.starts_with('.')
            && !NOT_SOURCES.contains(other)
            && !OUTPUT_FOLDERS.contains(other)
    });
    for other in others {
        let mirror = if parent == "." { other.to_owned() } else { format!("{other}/{parent}") };
        if let Some(source) = source_in(directories, &mirror, name, wanted, true) {
            return Some(source);
        }
    }
    None
}

/// `NAME.ts` in a folder or, with `below`, the source or the handler in `NAME/` there.
fn source_in(
    directories: &mut Directories<'_>,
    folder: &str,
    name: &str,
    wanted: &[String],
    below: bool,
) -> Option<PathBuf> {
    let listing = directories.list(folder)?;
    let mut files = TYPESCRIPT.iter().map(|extension| format!("{name}.{extension}"));
    if let Some(file) = files.find(|file| listing.has_file(file)) {
        return Some(directories.path(folder, &file));
    }
    if !below || !listing.has_folder(name) {
        return None;
    }
    let folder = format!("{folder}/{name}");
    let listing = directories.list(&folder)?;
    let handler = || wanted.iter().find(|name| listing.has_file(name)).cloned();
    let name = source_name(&listing, wanted).or_else(handler)?;
    Some(directories.path(&folder, &name))
}

/// The pattern by which git ignores the handler or its directory.
fn ignored(
    directories: &Directories<'_>,
    clues: &Clues<'_>,
    function: &Function,
    wanted: &[String],
) -> Option<GitIgnored> {
    let dir = locate(directories.root, &function.dir);
    let ask =
        |path: &Path, is_folder| git_ignored(directories.files, directories.root, path, is_folder);
    if let Some(ignored) = ask(&dir, true) {
        return Some(ignored);
    }
    // Compiled files are ignored, but their sources would lie in this very directory.
    if clues.compiled_in_place {
        return None;
    }
    wanted.iter().find_map(|name| ask(&dir.join(name), false))
}

fn built(
    directories: &mut Directories<'_>,
    clues: &Clues<'_>,
    function: &Function,
) -> Option<Explanation> {
    let dir = function.dir.as_str();
    if function.custom_src.is_some() {
        if let Some(package) = clues.package {
            let mut scripts = package.scripts.iter();
            if let Some((name, _)) = scripts.find(|(_, script)| names_path(script, dir)) {
                return Some(Explanation::Built {
                    file: package.path.clone(),
                    script: Some(name.clone()),
                });
            }
        }
        let top = directories.list(".")?;
        let is_framework = |file: &&str| FRAMEWORKS.iter().any(|begin| file.starts_with(begin));
        if let Some(file) = top.files().find(is_framework) {
            return Some(Explanation::Built { file: directories.path(".", file), script: None });
        }
    }
    let tsconfig = directories.path(".", "tsconfig.json");
    if !directories.list(".")?.has_file("tsconfig.json") {
        return None;
    }
    let text = String::from_utf8_lossy(&directories.files.read(&tsconfig).ok()?).into_owned();
    let out_dir = out_dir(&text).map(|out| out.trim_start_matches("./").trim_end_matches('/'));
    let writes_here = |out: &str| {
        !out.is_empty() && out != "." && (dir == out || dir.starts_with(&format!("{out}/")))
    };
    if out_dir.is_some_and(writes_here) {
        return Some(Explanation::Built { file: tsconfig, script: None });
    }
    clues.none_found.then_some(Explanation::Unbuilt { tsconfig })
}

/// Whether a command names a path, or something in it.
fn names_path(command: &str, path: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "_-.@".contains(c);
    command.match_indices(path).any(|(start, _)| {
        let before = command[..start].strip_suffix("./").unwrap_or(&command[..start]);
        let after = &command[start + path.len()..];
        !before.ends_with(|c: char| is_part(c) || c == '/') && !after.starts_with(is_part)
    })
}

/// The `outDir` of a `tsconfig.json`, which may hold comments.
fn out_dir(text: &str) -> Option<&str> {
    let line = text
        .lines()
        .find(|line| line.find("\"outDir\"").is_some_and(|at| !line[..at].contains("//")))?;
    let value = line.split_once("\"outDir\"")?.1.trim_start().strip_prefix(':')?.trim_start();
    value.strip_prefix('"')?.split('"').next()
}
