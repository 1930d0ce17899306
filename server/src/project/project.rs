//! A manifest with what surrounds it on the disk: an immutable snapshot that every rule and feature works on.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

use crate::manifest::{Declared, Function, FunctionPragma, Index, Table};
use crate::syntax::{Reading, Syntax, SyntaxId};

use super::dead_files::{DeadFile, dead_files};
use super::directories::{Directories, relative};
use super::explanation::{Clues, explain_again};
use super::file_system::{FileSystem, Listing, parse_manifest};
use super::folders::{FolderId, Folders};
use super::function_config::{FunctionConfig, function_config};
use super::function_package::{PackageFault, package_faults};
use super::git_tracked;
use super::handler::{self, HandlerState, Question};
use super::handler_templates::{HandlerTemplate, handler_templates};
use super::package_json::PackageJson;
use super::plugins::{Plugin, plugins};
use super::preferences_names::PREFERENCES_NAMES;
use super::runtime::Runtime;
use super::settings::Settings;
use super::shared_folders::{SharedFolder, shared_folders};
use super::static_files::static_files;
use super::undeclared::{Undeclared, undeclared};

/// A file of the project that is read as a manifest, function config or preferences.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its absolute path.
    pub path: PathBuf,
    /// Its text, tree, reading and syntax problems.
    pub syntax: Arc<Syntax>,
}

/// A project: its manifest and everything that was found around it.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder that the manifest lies in, absolute. Paths in the manifest are relative to it.
    pub root: PathBuf,
    /// The manifest.
    pub manifest: SourceFile,
    /// The functions that it declares.
    pub functions: Vec<Function>,
    /// The tables that it declares.
    pub tables: Vec<Table>,
    /// The indexes of tables that it declares.
    pub indexes: Vec<Index>,
    /// The runtime of each of `functions`.
    pub runtimes: Vec<Runtime>,
    /// Where the handler of each of `functions` is.
    pub handlers: Vec<HandlerState>,
    /// The config files beside the handlers, by directory; several functions may share one.
    pub configs: Vec<FunctionConfig>,
    /// Of each of `functions`, its place in `configs`.
    config_indices: Vec<Option<usize>>,
    /// Functions whose own `package.json` Architect cannot take.
    pub package_faults: Vec<PackageFault>,
    /// Directories with a handler that no function uses.
    pub undeclared: Vec<Undeclared>,
    /// The folders that `@shared` and `@views` copy into functions.
    pub shared_folders: [SharedFolder; 2],
    /// The plugins and macros that the manifest lists.
    pub plugins: Vec<Plugin>,
    /// Files that look as if Architect read them, and that it does not.
    pub dead_files: Vec<DeadFile>,
    /// Where static assets are served, below `/_static`, as far down as a route may stand in their way.
    pub static_files: Vec<String>,
    /// The preferences that count, of this project.
    pub preferences: Option<SourceFile>,
    /// Whether git tracks the preferences, and they hold variables.
    pub variables_in_git: bool,
    /// The templates that the preferences name for handlers that are missing.
    pub handler_templates: Vec<HandlerTemplate>,
    /// The `.env` beside the manifest, absolute, which takes the place of the preferences' `@env`.
    pub env_file: Option<PathBuf>,
    /// The `package.json` beside the manifest.
    pub package: Option<PackageJson>,
    /// How it is to be checked: the nearest `arc-lsp.toml`, or what somebody put in its place.
    pub settings: Arc<Settings>,
    /// The folders that were looked at, for the next version of the manifest.
    folders: Arc<Mutex<Folders>>,
}

/// What a project leaves to the one that follows it.
#[derive(Debug)]
pub struct Remains {
    /// What its manifest declared, and which syntax that was.
    declared: Option<(SyntaxId, Declared)>,
    pub(super) folders: Folders,
}

impl Remains {
    /// What a manifest declares: what was declared before, where the one came from the other.
    fn declared(&mut self, syntax: &Syntax) -> Declared {
        match (&syntax.change, self.declared.take()) {
            (Some(change), Some((before, declared))) if change.before == before => {
                declared.after(change, &syntax.reading)
            }
            (_, Some((before, declared))) if before == syntax.id => declared,
            _ => Declared::in_manifest(&syntax.reading),
        }
    }
}

impl Project {
    /// Reads the manifest at an absolute path, and what surrounds it.
    ///
    /// # Errors
    /// When the manifest cannot be read. What else cannot be read counts as absent.
    pub fn load(files: &dyn FileSystem, manifest: &Path) -> io::Result<Project> {
        Ok(Project::with_manifest(files, manifest, parse_manifest(files, manifest)?))
    }

    /// The project of a manifest whose text is at hand, as an open buffer's is.
    pub fn with_manifest(files: &dyn FileSystem, path: &Path, syntax: Arc<Syntax>) -> Project {
        let root = path.parent().unwrap_or(Path::new(""));
        Project::with_settings(files, path, syntax, Arc::new(Settings::find(files, root)))
    }

    /// The same, with settings that are at hand too: many projects may share those of one file.
    pub fn with_settings(
        files: &dyn FileSystem,
        path: &Path,
        syntax: Arc<Syntax>,
        settings: Arc<Settings>,
    ) -> Project {
        Project::following(None, files, path, syntax, settings)
    }

    /// The same, where `last` is what the project of a keystroke ago has left: what it saw of folders in which nothing has
    /// changed since is not looked for again, and what it declared is not read again where it is as it was.
    pub fn following(
        last: Option<Remains>,
        files: &dyn FileSystem,
        path: &Path,
        syntax: Arc<Syntax>,
        settings: Arc<Settings>,
    ) -> Project {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        let (declared, folders) = match last {
            Some(mut last) => (last.declared(&syntax), Some(last.folders)),
            None => (Declared::in_manifest(&syntax.reading), None),
        };
        let Declared { functions, tables, indexes } = declared;
        let plugins = plugins(files, &root, &syntax.reading);
        let generation = files.generation();
        let folders = match folders {
            Some(folders) => folders.again(&root, generation),
            None => Folders::new(root.clone(), generation),
        };
        let mut directories = Directories::new(files, &root, folders);
        let top = directories.list(".");
        let has = |name: &str| top.as_ref().is_some_and(|top: &Listing| top.has_file(name));
        let package = has("package.json").then(|| PackageJson::read(files, &root)).flatten();
        let env_file = has(".env").then(|| root.join(".env"));
        let preferences = PREFERENCES_NAMES.into_iter().find(|name| has(name)).and_then(|name| {
            let path = root.join(name);
            Some(SourceFile { syntax: files.parse(&path).ok()?, path })
        });
        let variables_in_git = preferences.as_ref().is_some_and(|file| {
            let variables = file.syntax.reading.pragma("env");
            variables.is_some_and(|env| !env.entries.is_empty())
                && git_tracked::tracks(files, &file.path)
        });

        let folders: Vec<FolderId> =
            functions.iter().map(|function| directories.folder(&function.dir)).collect();
        let (configs, config_indices) = configs(&mut directories, &functions, &folders);
        // What a runtime is and which files are its handlers depends on the config alone, and most functions have none.
        let mut of_config = |config: Option<&Reading>| {
            let runtime = Runtime::effective(&syntax.reading, config);
            let wanted = handler::wanted(&runtime, &syntax.reading, config);
            let id = wanted.as_ref().map(|wanted| directories.wanted(wanted));
            (runtime, wanted, id)
        };
        let plain = of_config(None);
        let configured: Vec<_> = configs
            .iter()
            .map(|config| of_config(config.source.as_ref().map(|file| &file.syntax.reading)))
            .collect();
        let of_function =
            |index: usize| config_indices[index].map_or(&plain, |index| &configured[index]);
        let runtimes: Vec<Runtime> =
            (0..functions.len()).map(|index| of_function(index).0.clone()).collect();
        let wanted = |index: usize| of_function(index).1.as_ref();
        let questions: Vec<Question> = (functions.iter().zip(&runtimes).enumerate())
            .map(|(index, (function, runtime))| {
                Question::of(function, runtime, of_function(index).2)
            })
            .collect();
        let mut handlers: Vec<HandlerState> = Vec::with_capacity(functions.len());
        for (index, function) in functions.iter().enumerate() {
            let wanted = wanted(index);
            let runtime = &runtimes[index];
            let (folder, question) = (folders[index], questions[index]);
            handlers.push(handler::find(
                &mut directories,
                folder,
                question,
                function,
                runtime,
                wanted,
            ));
        }
        let package_faults = package_faults(&mut directories, &functions, &folders, &runtimes);
        let undeclared = undeclared(&mut directories, &syntax, &functions, &plugins);
        let clues = Clues::new(&plugins, package.as_ref(), &handlers, &undeclared);
        let clues_id = directories.clues(clues.key());
        for (index, state) in handlers.iter_mut().enumerate() {
            if let HandlerState::Missing { explained, .. } = state {
                let (function, runtime) = (&functions[index], &runtimes[index]);
                let wanted = wanted(index);
                let place = (folders[index], clues_id, questions[index]);
                *explained =
                    explain_again(&mut directories, place, &clues, function, runtime, wanted);
            }
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let reading = &syntax.reading;
        let dead_files = dead_files(&mut directories, name, package.as_ref(), reading, &functions);
        let static_files = static_files(&mut directories, reading, &functions);
        let shared_folders = shared_folders(&mut directories, &syntax.reading, package.as_ref());
        let folders = Arc::new(Mutex::new(directories.into_folders()));
        let handler_templates = preferences.as_ref().map_or_else(Vec::new, |preferences| {
            let mut lacking: Vec<FunctionPragma> = Vec::new();
            for (function, state) in functions.iter().zip(&handlers) {
                let missing = matches!(state, HandlerState::Missing { .. });
                if missing && !lacking.contains(&function.pragma) {
                    lacking.push(function.pragma);
                }
            }
            handler_templates(files, &root, &preferences.syntax.reading, &lacking)
        });
        Project {
            root,
            manifest: SourceFile { path: path.to_owned(), syntax },
            functions,
            tables,
            indexes,
            runtimes,
            handlers,
            configs,
            config_indices,
            package_faults,
            undeclared,
            shared_folders,
            plugins,
            dead_files,
            static_files,
            preferences,
            variables_in_git,
            handler_templates,
            env_file,
            package,
            settings,
            folders,
        }
    }

    /// What it leaves to the project that follows it: all that it declared and saw.
    pub fn into_remains(self) -> Remains {
        let folders = self.take_folders();
        let declared =
            Declared { functions: self.functions, tables: self.tables, indexes: self.indexes };
        Remains { declared: Some((self.manifest.syntax.id, declared)), folders }
    }

    /// What it leaves while somebody still has it: what it saw of the folders, which it needs no more.
    pub fn remains(&self) -> Remains {
        Remains { declared: None, folders: self.take_folders() }
    }

    fn take_folders(&self) -> Folders {
        std::mem::take(&mut *self.folders.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The template that the preferences name for the handler of a function, an index of `functions`.
    pub fn template_of(&self, function: usize) -> Option<&HandlerTemplate> {
        let pragma = self.functions.get(function)?.pragma;
        self.handler_templates.iter().find(|template| template.pragma == pragma)
    }

    /// The config file of a function, an index of `functions`.
    pub fn config_of(&self, function: usize) -> Option<&FunctionConfig> {
        let index = *self.config_indices.get(function)?;
        self.configs.get(index?)
    }

    /// Of each of `configs` which syntax it is, and how many functions it configures.
    pub fn functions_of_configs(&self) -> Vec<(Option<SyntaxId>, usize)> {
        let syntax = |config: &FunctionConfig| Some(config.source.as_ref()?.syntax.id);
        let mut found: Vec<_> = self.configs.iter().map(|config| (syntax(config), 0)).collect();
        if !found.is_empty() {
            for index in self.config_indices.iter().flatten() {
                found[*index].1 += 1;
            }
        }
        found
    }

    /// A path relative to the project, `/` between the parts, with `..` where it lies above; as it is where the
    /// two have nothing in common.
    pub fn relative(&self, path: &Path) -> String {
        relative(&self.root, path)
    }

    /// Whether it lists a plugin or macro that may declare functions of which the manifest says nothing.
    pub fn may_have_more_functions(&self) -> bool {
        self.plugins.iter().any(Plugin::may_add_functions)
    }

    /// Whether the manifest lists plugins (or macros), which may read and add what Architect does not know.
    pub fn has_plugins(&self) -> bool {
        !self.plugins.is_empty()
    }

    /// Whether a file is the project's preferences, whose values may be secrets and are never shown.
    pub fn is_preferences(&self, path: &Path) -> bool {
        self.preferences.as_ref().is_some_and(|preferences| preferences.path == path)
    }

    /// Every file of the project in Architect's own format: the manifest, then preferences and configs.
    pub fn arc_files(&self) -> impl Iterator<Item = &SourceFile> {
        let configs = self.configs.iter().filter_map(|config| config.source.as_ref());
        std::iter::once(&self.manifest).chain(&self.preferences).chain(configs)
    }
}

/// The config files of the functions' directories and, of each function, the place of its own among them.
fn configs(
    directories: &mut Directories<'_>,
    functions: &[Function],
    folders: &[FolderId],
) -> (Vec<FunctionConfig>, Vec<Option<usize>>) {
    let mut configs = Vec::new();
    let mut known: HashMap<FolderId, Option<usize>> = HashMap::default();
    let indices = functions.iter().zip(folders).map(|(function, folder)| {
        let seen = directories.at(*folder);
        let listing = seen.listing.clone().filter(|_| seen.has_config)?;
        *known.entry(*folder).or_insert_with(|| {
            let config = function_config(directories, &function.dir, &listing)?;
            configs.push(config);
            Some(configs.len() - 1)
        })
    });
    let indices = indices.collect();
    (configs, indices)
}
