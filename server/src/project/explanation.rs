//! Why a handler may be missing and all be well: a build, a plugin or an installation makes it.

use std::path::{Path, PathBuf};

use smol_str::SmolStr;

use crate::manifest::Function;

use super::directories::{Directories, locate, relative};
use super::folders::{FolderId, ValueId};
use super::gitignore::GitIgnored;
use super::handler::{HandlerState, Question, Wanted};
use super::package_json::PackageJson;
use super::plugins::Plugin;
use super::runtime::Runtime;
use super::source::{TYPESCRIPT, source_name};
use super::undeclared::Undeclared;

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
    /// The reason in a few words, such as "compiled from server.ts". Paths are relative to `root`.
    pub fn reason(&self, root: &Path) -> String {
        let show = |path: &Path| relative(root, path);
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
    /// Whether there is no handler at all, not even one that no function uses.
    pub(super) none_found: bool,
}

/// What [`Clues`] say, to be compared with what they said before.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ClueKey {
    plugins: Vec<SmolStr>,
    package: Option<PackageJson>,
    compiled_in_place: bool,
    none_found: bool,
}

/// An explanation, with all that it depends on but the files.
#[derive(Debug)]
pub(super) struct Explained {
    clues: ValueId,
    question: Question,
    runtime: SmolStr,
    explanation: Option<Explanation>,
}

impl Clues<'_> {
    /// All of it.
    pub(super) fn key(&self) -> ClueKey {
        ClueKey {
            plugins: self.plugins.iter().map(|plugin| plugin.name.clone()).collect(),
            package: self.package.cloned(),
            compiled_in_place: self.compiled_in_place,
            none_found: self.none_found,
        }
    }
}

impl<'a> Clues<'a> {
    pub(super) fn new(
        plugins: &'a [Plugin],
        package: Option<&'a PackageJson>,
        handlers: &[HandlerState],
        undeclared: &[Undeclared],
    ) -> Clues<'a> {
        let is_compiled = |state: &HandlerState| matches!(state, HandlerState::Compiled { .. });
        let is_missing = |state: &HandlerState| matches!(state, HandlerState::Missing { .. });
        Clues {
            plugins,
            package,
            compiled_in_place: handlers.iter().any(is_compiled),
            none_found: undeclared.is_empty() && handlers.iter().all(is_missing),
        }
    }
}

/// [`explain`], or what it said when it was asked the same and no file had changed. `clues` and `question` stand for what
/// the rest says.
pub(super) fn explain_again(
    directories: &mut Directories<'_>,
    (folder, key, question): (FolderId, ValueId, Question),
    clues: &Clues<'_>,
    function: &Function,
    runtime: &Runtime,
    wanted: Option<&Wanted>,
) -> Option<Explanation> {
    if let Some(explained) = &directories.at(folder).explained
        && explained.clues == key
        && explained.question == question
        && explained.runtime == runtime.name
    {
        return explained.explanation.clone();
    }
    let explanation = explain(directories, clues, function, runtime, wanted);
    // What a tsconfig.json says may be what an editor has not saved.
    if directories.list(".").is_some_and(|top| !top.has_file("tsconfig.json")) {
        let (explanation, runtime) = (explanation.clone(), runtime.name.clone());
        directories.at(folder).explained =
            Some(Explained { clues: key, question, runtime, explanation });
    }
    explanation
}

/// Why the handler of a function may be missing.
fn explain(
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

/// Why a folder that is copied into functions may be missing.
pub(super) fn explain_folder(
    directories: &Directories<'_>,
    package: Option<&PackageJson>,
    path: &str,
) -> Option<Explanation> {
    let parts = || path.split(['/', '\\']);
    if parts().any(|part| part == "node_modules") {
        return Some(Explanation::Installed);
    }
    let folder = locate(directories.root, path);
    if let Some(ignored) = directories.git_ignored(&folder, true) {
        return Some(Explanation::GitIgnored(ignored));
    }
    if let Some(folder) = parts().find(|part| OUTPUT_FOLDERS.contains(part)) {
        return Some(Explanation::OutputFolder { folder: folder.to_owned() });
    }
    let package = package?;
    let (name, _) = package.scripts.iter().find(|(_, script)| names_path(script, path))?;
    Some(Explanation::Built { file: package.path.clone(), script: Some(name.clone()) })
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
    let ask = |path: &Path, is_folder| directories.git_ignored(path, is_folder);
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
    // Many a JavaScript project has its types checked.
    let of_javascript = setting_of(&text, "checkJs").is_some_and(|value| value.starts_with("true"));
    (clues.none_found && !of_javascript).then_some(Explanation::Unbuilt { tsconfig })
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

/// The `outDir` of a `tsconfig.json`.
fn out_dir(text: &str) -> Option<&str> {
    setting_of(text, "outDir")?.strip_prefix('"')?.split('"').next()
}

/// What follows the key of a setting in a `tsconfig.json`, which may hold comments.
fn setting_of<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let key = format!("\"{key}\"");
    let mut lines = text.lines().filter_map(|line| line.split_once(&*key));
    let (_, rest) = lines.find(|(before, _)| !before.contains("//"))?;
    Some(rest.trim_start().strip_prefix(':')?.trim_start())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::HandlerState;
    use super::super::fixture::Fixture;
    use super::{names_path, out_dir};

    /// What is missing and why, function by function; the fixture's project lies in `/project`.
    fn check(fixture: &str, expected: Expect) {
        let project = Fixture::parse(fixture).project();
        let lines = project.functions.iter().zip(&project.handlers).map(|(function, handler)| {
            let state = match handler {
                HandlerState::Missing { explained: Some(explanation), .. } => {
                    explanation.reason(&project.root)
                }
                HandlerState::Missing { explained: None, .. } => "missing".to_owned(),
                there => {
                    format!("({})", there.file().map_or_else(String::new, |f| project.relative(f)))
                }
            };
            format!("{}: {state}\n", function.name)
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn a_source_beside_the_directory_or_in_a_tree_that_mirrors_it() {
        check(
            "@app\nx\n@http\n/*\n  method any\n  src server\nget /a\nget /b\nget /c\nget /d\nget /e\n@events\ndeep/er\n\
             #- server.ts\n#- src/http/get-a.ts\n#- ts/http/get-b/index.ts\n#- lambdas/http/get-c.ts\n\
             #- test/http/get-d/index.ts\n#- dist/http/get-e/index.js\n#- ts/events/deep/er/index.tsx\n",
            expect![[r#"
                any /*: compiled from server.ts
                get /a: compiled from src/http/get-a.ts
                get /b: compiled from ts/http/get-b/index.ts
                get /c: compiled from lambdas/http/get-c.ts
                get /d: missing
                get /e: missing
                deep/er: compiled from ts/events/deep/er/index.tsx
            "#]],
        );
    }

    #[test]
    fn a_runtime_that_only_a_plugin_can_bring() {
        check(
            "@app\nx\n@aws\nruntime TypeScript\n@events\na\nb\nc\n@plugins\nother\narchitect/plugin-typescript\n\
             #- src/events/a/index.ts\n#- src/events/b/config.arc\n@aws\nruntime nodejs22.x\n",
            expect![[r#"
                a: (src/events/a/index.ts)
                b: missing
                c: runtime typescript of the plugin architect/plugin-typescript
            "#]],
        );
        check("@app\nx\n@aws\nruntime typescript\n@events\na\n", expect!["a: missing\n"]);
    }

    #[test]
    fn git_ignores_the_directory_or_any_file_that_would_run() {
        check(
            "@app\nx\n@events\na\nb\nc\n  src gen/c\nd\n#- .gitignore\n/src/events/*/*.js\ngen\n!src/events/b/*.js\n\
             #- /.gitignore\nd/\n",
            expect![[r#"
                a: git ignores src/events/a/index.js (`/src/events/*/*.js` in .gitignore)
                b: missing
                c: git ignores gen (`gen` in .gitignore)
                d: git ignores src/events/d (`d/` in /.gitignore)
            "#]],
        );
    }

    #[test]
    fn where_sources_lie_in_place_one_without_is_missing_whatever_git_ignores() {
        check(
            "@app\nx\n@events\na\nb\nc\n#- .gitignore\n*.js\nc\n#- src/events/a/index.ts\n",
            expect![[r#"
                a: (src/events/a/index.ts)
                b: missing
                c: git ignores src/events/c (`c` in .gitignore)
            "#]],
        );
    }

    #[test]
    fn an_output_folder_is_one_only_in_a_src() {
        check(
            "@app\nx\n@events\na\n  src dist/a\nb\n  src lib/.build/b\nc\n  src node_modules/x/c\nbuild\ne\n  src lib/e\n",
            expect![[r#"
                a: built into dist
                b: built into .build
                c: installed with the packages
                build: missing
                e: missing
            "#]],
        );
    }

    #[test]
    fn a_build_is_set_up_to_write_there() {
        check(
            "@app\nx\n@events\na\n  src server\nb\n  src lib\n#- package.json\n\
             {\"scripts\":{\"start\":\"arc sandbox\",\"bundle\":\"esbuild app.ts --outfile=./server/index.js\"}}\n",
            expect![[r#"
                a: built by the script `bundle` of package.json
                b: missing
            "#]],
        );
        check(
            "@app\nx\n@events\na\n  src server\nb\n#- remix.config.js\n#- src/events/b/readme.md\n",
            expect![[r#"
                a: built as remix.config.js says
                b: missing
            "#]],
        );
        check(
            "@app\nx\n@events\na\nb\n  src lib\nc\n  src c\n#- tsconfig.json\n{\n  // \"outDir\": \"c\"\n\
             \"outDir\" : \"./src/\" }\n#- c/index.mjs\n",
            expect![[r#"
                a: built as tsconfig.json says
                b: missing
                c: (c/index.mjs)
            "#]],
        );
    }

    #[test]
    fn a_typescript_project_without_any_handler_is_not_built_yet() {
        let typescript = "@app\nx\n@events\na\nb\n#- tsconfig.json\n{}\n";
        check(
            typescript,
            expect![[r#"
                a: not built yet (tsconfig.json)
                b: not built yet (tsconfig.json)
            "#]],
        );
        check(
            &format!("{typescript}#- src/events/c/index.mjs\n"),
            expect!["a: missing\nb: missing\n"],
        );
        check(
            &typescript.replace("{}", "{ \"checkJs\": true }"),
            expect!["a: missing\nb: missing\n"],
        );
        check(
            &format!("{typescript}#- src/events/b/index.mjs\n"),
            expect![[r#"
                a: missing
                b: (src/events/b/index.mjs)
            "#]],
        );
    }

    #[test]
    fn a_script_names_a_path_only_as_a_whole() {
        for (command, named) in [
            ("tsc --outDir server", true),
            ("tsc --outDir=./server && x", true),
            ("cp a server/index.js", true),
            ("node server.js", false),
            ("node my-server", false),
            ("build lib/server", false),
        ] {
            assert_eq!(names_path(command, "server"), named, "{command}");
        }
    }

    #[test]
    fn the_output_of_a_tsconfig_is_read_past_comments() {
        assert_eq!(out_dir("{ \"compilerOptions\": { \"outDir\": \"./x\" } }"), Some("./x"));
        assert_eq!(out_dir("// \"outDir\": \"a\"\n\"outDir\":\"b\""), Some("b"));
        assert_eq!(out_dir("\"outDir\": 1"), None);
        assert_eq!(out_dir("{}"), None);
    }
}
