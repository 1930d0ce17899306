//! The file that a function runs, and whether it is there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::manifest::Function;
use crate::manifest::schema::RuntimeFamily;
use crate::syntax::Reading;

use super::directories::Directories;
use super::explanation::Explanation;
use super::file_system::Listing;
use super::folders::{FolderId, ValueId};
use super::runtime::{Runtime, setting};
use super::source::compiled_source;

/// Where the handler of a function is, or that it is nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandlerState {
    /// The file that runs.
    Found {
        /// Absolute.
        file: Arc<Path>,
    },
    /// No file that could run, but in the function's own directory the source of one: TypeScript, Rust, Go
    /// and the like, which a plugin or a build compiles.
    Compiled {
        /// The source, absolute.
        source: Arc<Path>,
    },
    /// `src` names a file, where Architect wants its directory.
    NoDirectory {
        /// The file, absolute.
        file: PathBuf,
    },
    /// The directory is there, and of the files that its runtime wants nothing is known.
    Directory,
    /// Nothing to run.
    Missing {
        /// Whether the directory is there.
        dir_exists: bool,
        /// The file that would be right, absolute: the one that Architect's `create` writes where the runtime
        /// leaves a choice. Of a runtime whose files are not known, the directory.
        expected_file: Arc<Path>,
        /// What says that a build, a plugin or an installation makes it.
        explained: Option<Explanation>,
    },
}

impl HandlerState {
    /// The file to show for the function: what runs, or its source.
    pub fn file(&self) -> Option<&Path> {
        match self {
            HandlerState::Found { file } | HandlerState::Compiled { source: file } => Some(file),
            HandlerState::NoDirectory { .. }
            | HandlerState::Directory
            | HandlerState::Missing { .. } => None,
        }
    }

    /// Whether there is nothing to run and nothing that says why.
    pub fn is_plainly_missing(&self) -> bool {
        matches!(self, HandlerState::Missing { explained: None, .. })
    }
}

/// The files that each family of runtimes looks for, the first one first, and the one that `create` writes.
/// (`@architect/inventory`, `populate-lambda/get-handler`; `@architect/create`)
struct Standard {
    names: &'static [&'static str],
    created: &'static str,
    /// Extensions of a file that a `handler` setting names, the preferred one first.
    extensions: &'static [&'static str],
}

fn standard(family: RuntimeFamily) -> Option<Standard> {
    let (names, created, extensions): (&[_], _, &[_]) = match family {
        RuntimeFamily::Node => {
            (&["index.js", "index.mjs", "index.cjs"], "index.mjs", &["mjs", "js", "cjs"])
        }
        RuntimeFamily::Deno => (
            &["mod.ts", "mod.js", "mod.tsx", "index.ts", "index.js", "index.tsx"],
            "mod.ts",
            &["ts", "js", "tsx"],
        ),
        RuntimeFamily::Python => (&["lambda.py", "handler.py", "index.py"], "lambda.py", &["py"]),
        RuntimeFamily::Ruby => (&["lambda.rb", "handler.rb", "index.rb"], "lambda.rb", &["rb"]),
        RuntimeFamily::Java | RuntimeFamily::Dotnet | RuntimeFamily::Go | RuntimeFamily::Custom => {
            return None;
        }
    };
    Some(Standard { names, created, extensions })
}

impl Runtime {
    /// What a new handler's file is called; nothing for a runtime whose files are not known.
    pub fn new_handler_name(&self) -> Option<&'static str> {
        standard(self.family?).map(|standard| standard.created)
    }
}

/// Every name that a handler has by itself under some runtime.
pub(super) fn is_standard_name(name: &str) -> bool {
    use RuntimeFamily::{Deno, Node, Python, Ruby};
    [Node, Deno, Python, Ruby]
        .into_iter()
        .filter_map(standard)
        .any(|standard| standard.names.contains(&name))
}

/// The files of which any would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Names in the function's directory, in the order in which they are looked for; may hold `/`.
    pub(super) names: Vec<String>,
    /// The one to create.
    pub(super) created: String,
}

/// The files that a function may run; nothing where the runtime's are not known.
///
/// What counts is what AWS runs, the template's `Handler`. A `handler` in the function's own config is passed
/// on as it stands, so only that file runs, whatever else lies there (the reference's inventory shows another
/// one). A project-wide `handler foo.bar` is rewritten: to `index.handler` where there is an `index` file, for
/// Python, Ruby and Deno to the file that was found, else to `foo.handler`.
/// (`@architect/inventory`, `populate-lambda`; <https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html>)
pub(super) fn wanted(
    runtime: &Runtime,
    manifest: &Reading,
    config: Option<&Reading>,
) -> Option<Wanted> {
    let family = runtime.family?;
    let standard = standard(family)?;
    let project = setting(manifest, &["aws"], "handler").and_then(|value| value.as_str());
    let own = config.and_then(|config| setting(config, &["arc", "aws"], "handler"));
    let own = own.and_then(|value| value.as_str());
    let named = |stem: &str| {
        let names = standard.extensions.iter().map(|extension| format!("{stem}.{extension}"));
        names.collect::<Vec<_>>()
    };
    if let Some(own) = own.filter(|own| *own != project.unwrap_or("index.handler")) {
        let names = named(file_of(own));
        return Some(Wanted { created: names[0].clone(), names });
    }
    let mut names: Vec<String> = standard.names.iter().map(|name| (*name).to_owned()).collect();
    let mut created = standard.created.to_owned();
    if let (Some(project), RuntimeFamily::Node) = (project, family) {
        // Only the last part of its path is kept.
        let stem = file_of(project).rsplit('/').next().unwrap_or_default();
        if stem != "index" {
            let more = named(stem);
            created = more[0].clone();
            names.extend(more);
        }
    }
    Some(Wanted { names, created })
}

/// The file of a `handler`, without extension: what stands before the method.
fn file_of(handler: &str) -> &str {
    handler.split('.').next().unwrap_or(handler)
}

/// All that a handler depends on but the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Question {
    has_custom_src: bool,
    has_family: bool,
    wanted: Option<ValueId>,
}

impl Question {
    /// Of a function.
    pub(super) fn of(function: &Function, runtime: &Runtime, wanted: Option<ValueId>) -> Question {
        let (has_custom_src, has_family) =
            (function.custom_src.is_some(), runtime.family.is_some());
        Question { has_custom_src, has_family, wanted }
    }
}

/// A handler that was looked for in a folder.
#[derive(Debug)]
pub(super) struct Sought {
    question: Question,
    state: HandlerState,
}

/// The handler of a function, which lives in `folder`. What is missing is not explained yet.
pub(super) fn find(
    directories: &mut Directories<'_>,
    folder: FolderId,
    question: Question,
    function: &Function,
    runtime: &Runtime,
    wanted: Option<&Wanted>,
) -> HandlerState {
    if let Some(sought) = &directories.at(folder).sought
        && sought.question == question
    {
        return sought.state.clone();
    }
    let state = look_for(directories, folder, function, runtime, wanted);
    directories.at(folder).sought = Some(Sought { question, state: state.clone() });
    state
}

/// Looks for it.
fn look_for(
    directories: &mut Directories<'_>,
    folder: FolderId,
    function: &Function,
    runtime: &Runtime,
    wanted: Option<&Wanted>,
) -> HandlerState {
    let dir = &function.dir;
    let listing = directories.at(folder).listing.clone();
    if listing.is_none() && function.custom_src.is_some() {
        let (parent, name) = dir.rsplit_once('/').unwrap_or((".", dir));
        if directories.list(parent).is_some_and(|listing| listing.has_file(name)) {
            return HandlerState::NoDirectory { file: directories.path(parent, name) };
        }
    }
    let Some(wanted) = wanted else {
        return match listing {
            Some(listing) => match compiled_source(directories, dir, &listing, &[]) {
                Some(source) if runtime.family.is_none() => {
                    HandlerState::Compiled { source: source.into() }
                }
                _ => HandlerState::Directory,
            },
            None => HandlerState::Missing {
                dir_exists: false,
                expected_file: super::directories::locate(directories.root, dir).into(),
                explained: None,
            },
        };
    };
    if let Some(listing) = &listing {
        let found = wanted.names.iter().find(|name| has_file(directories, dir, listing, name));
        if let Some(name) = found {
            return HandlerState::Found { file: directories.path(dir, name).into() };
        }
        if let Some(source) = compiled_source(directories, dir, listing, &wanted.names) {
            return HandlerState::Compiled { source: source.into() };
        }
    }
    HandlerState::Missing {
        dir_exists: listing.is_some(),
        expected_file: directories.path(dir, &wanted.created).into(),
        explained: None,
    }
}

/// Whether a name, which may lie in a folder below, is a file in a directory.
fn has_file(directories: &mut Directories<'_>, dir: &str, listing: &Listing, name: &str) -> bool {
    match name.rsplit_once('/') {
        None => listing.has_file(name),
        Some((folder, name)) => directories
            .list(&format!("{dir}/{folder}"))
            .is_some_and(|listing| listing.has_file(name)),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::fixture::{Fixture, ROOT};
    use super::HandlerState;

    fn check(fixture: &str, expected: Expect) {
        let project = Fixture::parse(fixture).project();
        let relative =
            |path: &std::path::Path| path.strip_prefix(ROOT).unwrap_or(path).display().to_string();
        let lines = project.functions.iter().zip(&project.handlers).map(|(function, handler)| {
            let state = match handler {
                HandlerState::Found { file } => format!("found {}", relative(file)),
                HandlerState::Compiled { source } => format!("compiled {}", relative(source)),
                HandlerState::NoDirectory { file } => format!("no directory {}", relative(file)),
                HandlerState::Directory => "directory".to_owned(),
                HandlerState::Missing { dir_exists, expected_file, explained } => {
                    let reason =
                        explained.as_ref().map(|e| format!(", {}", e.reason(&project.root)));
                    format!(
                        "missing {}{}{}",
                        relative(expected_file),
                        if *dir_exists { "" } else { ", no directory" },
                        reason.unwrap_or_default()
                    )
                }
            };
            format!("{}: {state}\n", function.name)
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn node_takes_the_first_of_three() {
        check(
            "@app\nx\n@events\na\nb\nc\nd\ne\n#- src/events/a/index.mjs\n#- src/events/a/index.js\n\
             #- src/events/b/index.cjs\n#- src/events/c/main.js\n#- src/events/d/index.js/x\n",
            expect![[r#"
                a: found src/events/a/index.js
                b: found src/events/b/index.cjs
                c: missing src/events/c/index.mjs
                d: missing src/events/d/index.mjs
                e: missing src/events/e/index.mjs, no directory
            "#]],
        );
    }

    #[test]
    fn every_runtime_has_its_own_files() {
        check(
            "@app\nx\n@aws\nruntime py\n@events\npy\nruby\ndeno\nnode\njava\nrust\n#- src/events/py/handler.py\n\
             #- src/events/ruby/config.arc\n@aws\nruntime ruby3.3\n#- src/events/ruby/index.js\n\
             #- src/events/deno/.arc-config\n@aws\nruntime deno\n#- src/events/deno/index.js\n\
             #- src/events/node/config.arc\n@arc\nruntime Node\n#- src/events/java/config.arc\n@aws\nruntime java\n\
             #- src/events/rust/config.arc\n@aws\nruntime rust\n#- src/events/rust/src/main.rs\n",
            expect![[r#"
                py: found src/events/py/handler.py
                ruby: missing src/events/ruby/lambda.rb
                deno: found src/events/deno/index.js
                node: missing src/events/node/index.mjs
                java: directory
                rust: compiled src/events/rust/src/main.rs
            "#]],
        );
    }

    #[test]
    fn a_handler_of_the_function_s_own_is_the_only_file_that_runs() {
        check(
            "@app\nx\n@events\na\nb\nc\nd\n#- src/events/a/config.arc\n@aws\nhandler lib/main.run\n\
             #- src/events/a/lib/main.cjs\n#- src/events/b/config.arc\n@aws\nhandler main.run\n#- src/events/b/index.js\n\
             #- src/events/c/config.arc\n@aws\nhandler app.run\nruntime python3.12\n#- src/events/c/app.py\n\
             #- src/events/d/config.arc\n@aws\nhandler index.handler\n#- src/events/d/index.mjs\n",
            expect![[r#"
                a: found src/events/a/lib/main.cjs
                b: missing src/events/b/main.mjs
                c: found src/events/c/app.py
                d: found src/events/d/index.mjs
            "#]],
        );
    }

    #[test]
    fn a_handler_of_the_project_counts_where_there_is_no_index() {
        check(
            "@app\nx\n@aws\nhandler lib/main.run\n@events\na\nb\nc\nd\n#- src/events/a/index.js\n#- src/events/a/main.js\n\
             #- src/events/b/main.js\n#- src/events/c/lib/main.js\n#- src/events/d/config.arc\n@aws\nruntime python\n\
             #- src/events/d/main.py\n",
            expect![[r#"
                a: found src/events/a/index.js
                b: found src/events/b/main.js
                c: missing src/events/c/main.mjs
                d: missing src/events/d/lambda.py
            "#]],
        );
    }

    #[test]
    fn sources_beside_are_compiled() {
        check(
            "@app\nx\n@http\nget /\nget /a\nget /b\nget /c\n#- src/http/get-index/index.ts\n#- src/http/get-a/main.go\n\
             #- src/http/get-b/src/index.ts\n#- src/http/get-c/index.d.ts\n",
            expect![[r#"
                get /: compiled src/http/get-index/index.ts
                get /a: compiled src/http/get-a/main.go
                get /b: compiled src/http/get-b/src/index.ts
                get /c: missing src/http/get-c/index.mjs
            "#]],
        );
    }

    #[test]
    fn a_file_is_no_directory() {
        check(
            "@app\nx\n@events\na\n  src lib/a.js\nb\n  src b.js\nc\n  src lib/c.js\n#- lib/a.js\n#- b.js\n",
            expect![[r#"
                a: no directory lib/a.js
                b: no directory b.js
                c: missing lib/c.js/index.mjs, no directory
            "#]],
        );
    }

    #[test]
    fn a_directory_may_lie_outside_or_be_shared() {
        check(
            "@app\nx\n@events\na\n  src ../lib\nb\n  src lib\nc\n  src ./lib/\nd\n  src .\n#- lib/index.js\n\
             #- /lib/index.mjs\n#- index.js\n",
            expect![[r#"
                a: found /lib/index.mjs
                b: found lib/index.js
                c: found lib/index.js
                d: found index.js
            "#]],
        );
    }
}
