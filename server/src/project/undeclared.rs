//! Directories with a handler that no function uses.

use std::path::PathBuf;

use foldhash::HashSet;

use crate::manifest::schema::HTTP_METHODS;
use crate::manifest::{Function, FunctionPragma, route_of_folder};
use crate::syntax::{Shape, Syntax};
use crate::text::Span;

use super::commented_out::commented_out;
use super::directories::Directories;
use super::file_system::Listing;
use super::handler::is_standard_name;
use super::plugins::Plugin;
use super::source::source_name;

/// A directory where the function of a pragma would live, with a handler, that no function uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undeclared {
    /// The pragma whose folder it lies in.
    pub pragma: FunctionPragma,
    /// The directory's name in that folder: `oh`, `post-hello`, `a/b`.
    pub name: String,
    /// What the manifest would say to declare it: `oh`, `post /hello`. Of a route a guess, since `-`, `.`
    /// and `_` are one in a directory's name.
    pub entry: String,
    /// The directory relative to the project, as in [`Function::dir`].
    pub dir: String,
    /// The handler or its source, absolute.
    pub handler_file: PathBuf,
    /// The comment in the manifest that has the entry commented out.
    pub commented_out: Option<Span>,
    /// The function that would live here, but has a `src` that lies elsewhere: an index of
    /// [`super::Project::functions`].
    pub lives_elsewhere: Option<usize>,
    /// The plugin of the project whose source names the directory, so that it may well declare it: an index
    /// of [`super::Project::plugins`].
    pub plugin: Option<usize>,
}

/// Names of folders beside handlers that hold no function.
const NO_FUNCTIONS: [&str; 26] = [
    "node_modules",
    "shared",
    "views",
    "common",
    "utils",
    "util",
    "helpers",
    "lib",
    "libs",
    "types",
    "interfaces",
    "models",
    "middleware",
    "templates",
    "vendor",
    "test",
    "tests",
    "mocks",
    "fixtures",
    "coverage",
    "dist",
    "build",
    "docs",
    "scripts",
    "config",
    "assets",
];

/// The undeclared directories of a project, by pragma and name.
pub(super) fn undeclared(
    directories: &mut Directories<'_>,
    syntax: &Syntax,
    functions: &[Function],
    plugins: &[Plugin],
) -> Vec<Undeclared> {
    let mut used: HashSet<&str> = functions.iter().map(|function| function.dir.as_str()).collect();
    let sources = other_sources(syntax);
    used.extend(sources.iter().map(String::as_str));
    let Some(src) = directories.list("src") else { return Vec::new() };
    let mut search = Search { directories, used, found: Vec::new() };
    for pragma in FunctionPragma::ALL {
        if src.has_folder(pragma.name()) {
            search.folder(pragma, &format!("src/{}", pragma.name()), "");
        }
    }
    let mut found = search.found;
    if found.is_empty() {
        return found;
    }
    commented_out(syntax, &mut found);
    for directory in &mut found {
        directory.lives_elsewhere =
            functions.iter().position(|function| function.default_dir() == directory.dir);
    }
    for (index, plugin) in plugins.iter().enumerate() {
        let Some(file) = &plugin.file else { continue };
        let Ok(text) = directories.files.read(file) else { continue };
        let text = String::from_utf8_lossy(&text);
        for directory in &mut found {
            if directory.plugin.is_none() && text.contains(&directory.name) {
                directory.plugin = Some(index);
            }
        }
    }
    found
}

/// Directories that other pragmas name: shared code, views, plugins, static files.
fn other_sources(syntax: &Syntax) -> Vec<String> {
    let mut sources = Vec::new();
    for (pragma, key) in
        [("shared", "src"), ("views", "src"), ("static", "folder"), ("plugins", "src")]
    {
        let Some(pragma) = syntax.reading.pragma(pragma) else { continue };
        for entry in &pragma.entries {
            let named = match &entry.shape {
                Shape::Array(items) => match items.as_slice() {
                    [name, path] if name.text == key => Some(path),
                    _ => None,
                },
                _ => entry.value(key),
            };
            let path = named.map(|path| path.text.trim_start_matches("./").trim_end_matches('/'));
            sources.extend(path.map(str::to_owned));
        }
    }
    sources
}

struct Search<'a, 'b> {
    directories: &'a mut Directories<'b>,
    used: HashSet<&'a str>,
    found: Vec<Undeclared>,
}

impl Search<'_, '_> {
    /// Looks through one folder; `prefix` is its path below the pragma's.
    fn folder(&mut self, pragma: FunctionPragma, folder: &str, prefix: &str) {
        let Some(listing) = self.directories.list(folder) else { return };
        let mut path = format!("{folder}/");
        for name in listing.folders() {
            path.truncate(folder.len() + 1);
            path.push_str(name);
            if self.used.contains(path.as_str()) {
                continue;
            }
            let dir = path.clone();
            let path = format!("{prefix}{name}");
            let below = format!("{dir}/");
            // `@events` / `a/b` lives in `a/b`, so that `a` need not be a function.
            if self.used.iter().any(|used| used.starts_with(&below)) {
                self.folder(pragma, &dir, &format!("{path}/"));
            }
            if may_be_function(pragma, name) {
                self.directory(pragma, path, dir);
            }
        }
    }

    fn directory(&mut self, pragma: FunctionPragma, name: String, dir: String) {
        let Some(listing) = self.directories.list(&dir) else { return };
        let Some(file) = handler_in(&listing) else { return };
        let entry = match pragma {
            FunctionPragma::Http => route_of_folder(&name),
            _ => name.clone(),
        };
        self.found.push(Undeclared {
            pragma,
            entry,
            handler_file: self.directories.path(&dir, &file),
            name,
            dir,
            commented_out: None,
            lives_elsewhere: None,
            plugin: None,
        });
    }
}

fn may_be_function(pragma: FunctionPragma, name: &str) -> bool {
    if pragma == FunctionPragma::Http {
        return name.split_once('-').is_some_and(|(method, rest)| {
            HTTP_METHODS.iter().any(|known| known.name == method) && !rest.is_empty()
        });
    }
    !name.starts_with(['.', '_']) && !NO_FUNCTIONS.contains(&name)
}

/// The handler in a directory of which no runtime is known, or its source.
fn handler_in(listing: &Listing) -> Option<String> {
    let handler = listing.files().find(|name| is_standard_name(name));
    handler.map(str::to_owned).or_else(|| source_name(listing, &[]))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::fixture::{Fixture, ROOT};

    fn check(fixture: &str, expected: Expect) {
        let project = Fixture::parse(fixture).project();
        let lines = project.undeclared.iter().map(|directory| {
            let file = directory.handler_file.strip_prefix(ROOT).unwrap_or(&directory.handler_file);
            let comment =
                directory.commented_out.map(|span| span.of(&project.manifest.syntax.text));
            let comment = comment.map(|text| format!(" commented out: {text}"));
            let elsewhere = directory.lives_elsewhere.map(|index| &project.functions[index].dir);
            let elsewhere = elsewhere.map(|dir| format!(" lives in {dir}"));
            let plugin = directory.plugin.map(|index| &project.plugins[index].name);
            let plugin = plugin.map(|name| format!(" named by {name}"));
            format!(
                "@{} {} ({}){}{}{}\n",
                directory.pragma.name(),
                directory.entry,
                file.display(),
                comment.unwrap_or_default(),
                elsewhere.unwrap_or_default(),
                plugin.unwrap_or_default()
            )
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn a_directory_with_a_handler_wants_an_entry() {
        check(
            "@app\nx\n@http\nget /\n@events\nyolo\n#- src/http/get-index/index.mjs\n\
             #- src/http/post-hello_there-000id-catchall/index.js\n#- src/http/utils/index.js\n\
             #- src/http/get-empty/readme.md\n#- src/events/oh/index.ts\n#- src/events/yolo/lib/index.js\n\
             #- src/events/__tests__/index.js\n#- src/events/shared/index.js\n#- src/queues/q/lambda.py\n",
            expect![[r#"
                @http post /hello-there/:id/* (src/http/post-hello_there-000id-catchall/index.js)
                @events oh (src/events/oh/index.ts)
                @queues q (src/queues/q/lambda.py)
            "#]],
        );
    }

    #[test]
    fn nested_names_and_custom_directories_are_used() {
        check(
            "@app\nx\n@events\na/b\nc\n  src src/events/d\n@queues\nq\n  src src/events/e/deep\n@shared\nsrc src/events/lib2\n\
             #- src/events/a/index.js\n#- src/events/a/b/index.js\n#- src/events/a/x/index.js\n#- src/events/c/index.js\n\
             #- src/events/d/index.js\n#- src/events/e/deep/index.js\n#- src/events/lib2/index.js\n",
            expect![[r#"
                @events a/x (src/events/a/x/index.js)
                @events a (src/events/a/index.js)
                @events c (src/events/c/index.js) lives in src/events/d
            "#]],
        );
    }

    #[test]
    fn a_comment_or_a_plugin_may_explain_it() {
        check(
            "@app\nx\n@http\nget /\n# get /old # gone\n#   post  /a-b/:id\n# /verbose\n#   method put\n#the status\n\
             # @events\n# crawler   # Crawls\n## two\n@plugins\nmine\n#- src/plugins/mine.js\n\
             module.exports = { set: { http: () => ({ src: 'src/http/get-mock' }) } }\n#- src/http/get-index/index.js\n\
             #- src/http/get-old/index.js\n#- src/http/post-a_b-000id/index.js\n#- src/http/put-verbose/index.js\n\
             #- src/http/get-mock/index.js\n#- src/http/get-status/index.js\n#- src/events/crawler/index.js\n\
             #- src/events/two/index.js\n#- src/events/three/index.js\n#- src/queues/crawler/index.js\n",
            expect![[r##"
                @http get /mock (src/http/get-mock/index.js) named by mine
                @http get /old (src/http/get-old/index.js) commented out: # get /old # gone
                @http get /status (src/http/get-status/index.js)
                @http post /a-b/:id (src/http/post-a_b-000id/index.js) commented out: #   post  /a-b/:id
                @http put /verbose (src/http/put-verbose/index.js) commented out: # /verbose
                @events crawler (src/events/crawler/index.js) commented out: # crawler   # Crawls
                @events three (src/events/three/index.js)
                @events two (src/events/two/index.js) commented out: ## two
                @queues crawler (src/queues/crawler/index.js)
            "##]],
        );
    }
}
