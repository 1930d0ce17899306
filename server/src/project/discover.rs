//! Finding manifests: below a folder, and upward from a file.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::manifest::shared_paths;
use crate::syntax::{Format, Syntax};

use super::file_system::{Disk, FileKind, FileSystem};
use super::gitignore::IgnoreRules;
use super::location::locate;
use super::package_json::PackageJson;

/// What a manifest is called, the name that counts before the others first. (`@architect/inventory`, `read`)
pub const MANIFEST_NAMES: [&str; 6] =
    ["app.arc", ".arc", "arc.json", "arc.yaml", "arc.yml", PACKAGE];

const PACKAGE: &str = "package.json";

/// Folders that no search enters.
const NEVER_ENTERED: [&str; 2] = ["node_modules", ".git"];

/// What a search below a folder came to.
#[derive(Debug, Default)]
pub struct Discovered {
    /// The manifests, at most one a folder, sorted by path.
    pub manifests: Vec<PathBuf>,
    /// What could not be looked into, sorted by path: manifests below it are not among the others.
    pub errors: Vec<(PathBuf, io::Error)>,
}

/// Finds the manifests in and below a folder of the disk.
///
/// What git ignores is passed over, in a repository or not, and so is what lies in `node_modules` and `.git`;
/// links are not followed. In each folder the first of [`MANIFEST_NAMES`] counts. What lies in a folder that another of
/// them shares with its functions is no app of its own, unless a `src` lies beside it: Architect has copied it there, or a
/// person, for functions to read.
pub fn discover(folder: &Path) -> Discovered {
    discover_seen(&Disk, folder, &|_| {})
}

/// The same among files that may remember what they list, so that whoever loads a project that is found looks into no
/// folder twice; `see` is told of each folder before it is looked into.
pub fn discover_seen(
    files: &dyn FileSystem,
    folder: &Path,
    see: &(dyn Fn(&Path) + Sync),
) -> Discovered {
    let walk = Walk { files, see, discovered: Mutex::default(), nested: Mutex::default() };
    let rules = IgnoreRules::above_walk(files, folder);
    rayon::scope(|scope| walk.enter(scope, folder, rules, false));
    let mut discovered = walk.discovered.into_inner().unwrap_or_else(PoisonError::into_inner);
    discovered.manifests.sort();
    let nested = walk.nested.into_inner().unwrap_or_else(PoisonError::into_inner);
    if !nested.is_empty() {
        let shared = shared_above(files, &discovered.manifests, &nested);
        let is_shared = |path: &Path| shared.iter().any(|folder| path.starts_with(folder));
        discovered.manifests.retain(|path| !is_shared(path) || !nested.contains(path));
    }
    discovered.errors.sort_by(|(a, _), (b, _)| a.cmp(b));
    discovered
}

/// The folders that manifests above `nested` ones share with their functions.
fn shared_above(files: &dyn FileSystem, manifests: &[PathBuf], nested: &[PathBuf]) -> Vec<PathBuf> {
    let above: HashSet<&Path> = nested.iter().flat_map(|path| path.ancestors().skip(2)).collect();
    let mut shared: Vec<PathBuf> = Vec::new();
    for manifest in manifests {
        let Some(root) = manifest.parent().filter(|root| above.contains(root)) else { continue };
        let Ok(syntax) = files.parse(manifest) else { continue };
        let paths = shared_paths(&syntax.reading).into_iter().map(|path| locate(root, &path));
        // Whoever shares all of a project shares it with itself.
        shared.extend(paths.filter(|path| path != root && path.starts_with(root)));
    }
    shared
}

/// A search of all folders at once.
struct Walk<'a> {
    files: &'a dyn FileSystem,
    see: &'a (dyn Fn(&Path) + Sync),
    discovered: Mutex<Discovered>,
    /// The manifests that have another in a folder above, and no `src` beside them.
    nested: Mutex<Vec<PathBuf>>,
}

impl Walk<'_> {
    /// Looks into a folder, and has those below it looked into. `rules` are in force above it; `is_below` says whether
    /// a manifest lies there, too.
    fn enter<'scope>(
        &'scope self,
        scope: &rayon::Scope<'scope>,
        folder: &Path,
        mut rules: IgnoreRules,
        is_below: bool,
    ) {
        (self.see)(folder);
        let listing = match self.files.list(folder) {
            Ok(listing) => listing,
            Err(error) => {
                self.add(|discovered| discovered.errors.push((folder.to_owned(), error)));
                return;
            }
        };
        if listing.kind(".git").is_some() {
            rules = IgnoreRules::of_repository(self.files, folder);
        }
        if listing.has_file(".gitignore") {
            rules = rules.enter(self.files, folder);
        }
        let names = MANIFEST_NAMES.into_iter().filter(|name| {
            listing.has_file(name) && rules.ignored(&folder.join(name), false).is_none()
        });
        let manifest = first(self.files, folder, names);
        let has_above = is_below || manifest.is_some();
        for entry in listing.iter().filter(|entry| entry.kind == FileKind::Folder && !entry.link) {
            let path = folder.join(&entry.name);
            let is_entered = NEVER_ENTERED.iter().all(|name| entry.name != *name);
            if is_entered && rules.ignored(&path, true).is_none() {
                let rules = rules.clone();
                scope.spawn(move |scope| self.enter(scope, &path, rules, has_above));
            }
        }
        let Some(manifest) = manifest else { return };
        if is_below && !listing.has_folder("src") {
            let mut nested = self.nested.lock().unwrap_or_else(PoisonError::into_inner);
            nested.push(manifest.clone());
        }
        self.add(|discovered| discovered.manifests.push(manifest));
    }

    fn add(&self, add: impl FnOnce(&mut Discovered)) {
        add(&mut self.discovered.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The manifest of the project that a file or folder belongs to: the nearest upward, that of the folder itself
/// before those above it.
pub fn project_of(files: &dyn FileSystem, path: &Path) -> Option<PathBuf> {
    path.ancestors().find_map(|folder| {
        let listing = files.list(folder).ok()?;
        first(files, folder, MANIFEST_NAMES.into_iter().filter(|name| listing.has_file(name)))
    })
}

/// The first that is a manifest of the files with these names in a folder.
fn first<'a>(
    files: &dyn FileSystem,
    folder: &Path,
    mut names: impl Iterator<Item = &'a str>,
) -> Option<PathBuf> {
    let name = names.find(|name| match *name {
        PACKAGE => has_manifest(files, &folder.join(PACKAGE)),
        "arc.json" => !is_function_config(files, &folder.join(name)),
        _ => true,
    })?;
    Some(folder.join(name))
}

/// Whether a `package.json` holds a manifest; a broken one, as far as one can be made out in it.
fn has_manifest(files: &dyn FileSystem, path: &Path) -> bool {
    let Ok(bytes) = files.read(path) else { return false };
    let text = String::from_utf8_lossy(&bytes);
    // There are many, and hardly any has one.
    if !text.contains("\"arc\"") && !text.contains("\"architect\"") {
        return false;
    }
    match PackageJson::parse(path, &bytes) {
        Some(package) => package.has_manifest,
        None => {
            let syntax = Syntax::parse_as(Format::Package, text);
            !syntax.problems.is_empty()
        }
    }
}

/// Whether an `arc.json` is that of a function, whose config file may have the same name: it holds what a config
/// can hold, and nothing else. One that is no JSON is a broken manifest.
fn is_function_config(files: &dyn FileSystem, path: &Path) -> bool {
    let value = files.read(path).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let Some(Value::Object(pragmas)) = value else { return false };
    pragmas.keys().all(|name| ["aws", "arc"].contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    fn of(fixture: &str, path: &str) -> Option<PathBuf> {
        project_of(&Fixture::parse(fixture).file_system(), Path::new(path))
    }

    fn at(path: &str) -> Option<PathBuf> {
        Some(path.into())
    }

    #[test]
    fn the_nearest_manifest_upward_is_the_project() {
        let files = "#- app.arc\n#- src/http/get-index/index.mjs\n#- a/.arc\n#- a/src/x.js\n";
        for (path, manifest) in [
            ("/project/src/http/get-index/index.mjs", at("/project/app.arc")),
            ("/project/src/not/there/yet.js", at("/project/app.arc")),
            ("/project/a/src/x.js", at("/project/a/.arc")),
            ("/project/a", at("/project/a/.arc")),
            ("/project/app.arc", at("/project/app.arc")),
            ("/elsewhere/app.arc", None),
        ] {
            assert_eq!(of(files, path), manifest, "{path}");
        }
    }

    #[test]
    fn the_first_name_in_a_folder_counts() {
        let names = ["app.arc", ".arc", "arc.json", "arc.yaml", "arc.yml"];
        for (index, name) in names.iter().enumerate() {
            let files: String = names[index..].iter().map(|name| format!("#- {name}\n")).collect();
            let found = of(&files, "/project/x").expect("there is a manifest");
            assert_eq!(found, Path::new("/project").join(name));
        }
    }

    #[test]
    fn a_package_is_a_manifest_by_its_key() {
        let app = "#- package.json\n{\"arc\":{\"app\":\"x\"}}\n";
        assert_eq!(of(app, "/project/x"), at("/project/package.json"));
        let old = "#- package.json\n{\"architect\":{\"app\":\"x\"}}\n";
        assert_eq!(of(old, "/project/x"), at("/project/package.json"));
        assert_eq!(of("#- package.json\n{\"name\":\"x\"}\n", "/project/x"), None);
        let below = "#- app.arc\n#- a/package.json\n{\"name\":\"x\"}\n";
        assert_eq!(of(below, "/project/a/x"), at("/project/app.arc"));
    }

    #[test]
    fn the_config_of_a_function_is_no_manifest() {
        let config = "#- app.arc\n#- src/events/a/arc.json\n{\"aws\":{\"timeout\":9}}\n";
        assert_eq!(of(config, "/project/src/events/a/index.js"), at("/project/app.arc"));
        let nested = "#- app.arc\n#- b/arc.json\n{\"app\":\"b\",\"aws\":{}}\n";
        assert_eq!(of(nested, "/project/b/index.js"), at("/project/b/arc.json"));
        assert_eq!(of("#- arc.json\n{", "/project/b"), at("/project/arc.json"));
    }

    /// What a search below a folder finds.
    fn below(fixture: &str, folder: &str) -> Vec<String> {
        let files = Fixture::parse(fixture).file_system();
        let discovered = discover_seen(&files, Path::new(folder), &|_| {});
        assert!(discovered.errors.is_empty());
        discovered.manifests.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn a_search_passes_over_what_git_ignores() {
        let files = "#- .gitignore\nbuild/\n*.yaml\n!/kept/arc.yaml\n#- a/app.arc\n#- build/app.arc\n\
                     #- a/build/b/.arc\n#- c/arc.yaml\n#- kept/arc.yaml\n#- a/node_modules/x/app.arc\n\
                     #- .hidden/.arc\n#- d/.gitignore\n*\n#- d/app.arc\n";
        let found = ["/project/.hidden/.arc", "/project/a/app.arc", "/project/kept/arc.yaml"];
        assert_eq!(below(files, "/project"), found);
        assert_eq!(below(files, "/project/a"), ["/project/a/app.arc"]);
        // Whoever names a folder means it.
        assert_eq!(below(files, "/project/build"), ["/project/build/app.arc"]);
        let inside = ["/project/a/node_modules/x/app.arc"];
        assert_eq!(below(files, "/project/a/node_modules"), inside);
    }

    #[test]
    fn what_a_project_shares_is_no_app_of_its_own() {
        let app = "@app\nx\n";
        let files = format!(
            "#- app.arc\n{app}#- src/shared/.arc\n{app}#- src/views/deep/app.arc\n{app}#- src/other/app.arc\n{app}\
             #- b/.arc\n{app}@shared\nsrc lib\n#- b/lib/.arc\n{app}#- b/src/shared/.arc\n{app}#- c/src/shared/app.arc\n{app}\
             #- d/app.arc\n{app}@shared\nsrc .\n#- d/e/app.arc\n{app}\
             #- src/shared/whole/app.arc\n{app}#- src/shared/whole/src/events/a/index.js\n"
        );
        let found = [
            "/project/app.arc",
            "/project/b/.arc",
            "/project/b/src/shared/.arc",
            "/project/c/src/shared/app.arc",
            "/project/d/app.arc",
            "/project/d/e/app.arc",
            "/project/src/other/app.arc",
            "/project/src/shared/whole/app.arc",
        ];
        assert_eq!(below(&files, "/project"), found);
        // Whoever names the folder means it.
        let named = ["/project/src/shared/.arc", "/project/src/shared/whole/app.arc"];
        assert_eq!(below(&files, "/project/src/shared"), named);
    }

    #[test]
    fn a_repository_within_has_rules_of_its_own() {
        let files = "#- .gitignore\napp.arc\n#- app.arc\n#- other/.git/info/exclude\nout\n\
                     #- other/app.arc\n#- other/out/app.arc\n#- other/in/app.arc\n";
        let found = ["/project/other/app.arc", "/project/other/in/app.arc"];
        assert_eq!(below(files, "/project"), found);
        assert_eq!(below(files, "/project/other/in"), ["/project/other/in/app.arc"]);
        assert_eq!(below(files, "/project/other"), found);
    }
}
