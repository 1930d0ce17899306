//! Whether Architect would find a plugin: the lookup of its inventory, without running anything.

use std::path::{Path, PathBuf};

use super::file_system::{FileKind, FileSystem};
use super::gitignore::git_ignored;
use super::package_json::PackageJson;

/// Why Architect would not find a plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PluginAbsence {
    /// A `package.json` lists it, and packages are installed there, but not this one.
    NotInstalled {
        /// The `package.json`, absolute.
        package: PathBuf,
    },
    /// It is neither a file of the project nor a package that a `package.json` lists.
    Unlisted {
        /// The packages that are listed, in every `package.json` from the project upward.
        known: Vec<String>,
    },
    /// Its `src` names nothing.
    NoSource,
}

/// Extensions of sources that a build makes a plugin of.
const COMPILED: [&str; 4] = [".ts", ".mts", ".cts", "/index.ts"];

/// What Yarn's Plug'n'Play leaves, under which there is no `node_modules` to look into.
const PLUG_AND_PLAY: [&str; 3] = [".pnp.cjs", ".pnp.js", ".pnp.loader.mjs"];

/// Files that name every package that an installation would bring.
const LOCK_FILES: [&str; 6] = [
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "bun.lockb",
];

/// Whether a place in the project, which holds no module, may yet get one: a source that is compiled lies there, git
/// ignores it, or there is a folder, which a `package.json` of its own may make a module.
pub(super) fn may_be_made(files: &dyn FileSystem, root: &Path, place: &Path) -> bool {
    let with = |extension: &str| {
        let mut path = place.as_os_str().to_owned();
        path.push(extension);
        PathBuf::from(path)
    };
    files.kind(place) == Some(FileKind::Folder)
        || COMPILED.iter().any(|extension| files.kind(&with(extension)).is_some())
        || [place.to_owned(), with(".js")]
            .iter()
            .any(|path| git_ignored(files, root, path, false).is_some())
}

/// What the packages are called that a plugin of that name may be: itself, or with the `@` of a scope.
fn packages_of<'n>(name: &'n str, scoped: &'n str) -> Vec<&'n str> {
    let names = if name.starts_with('@') { vec![name] } else { vec![name, scoped] };
    names.into_iter().filter_map(package_of).collect()
}

/// Why no package of that name is found from a folder upward; nothing where one is, or may be once it is installed.
pub(super) fn package_absence(
    files: &dyn FileSystem,
    root: &Path,
    name: &str,
) -> Option<PluginAbsence> {
    let scoped = format!("@{name}");
    let packages = packages_of(name, &scoped);
    let mut known = Vec::new();
    let mut is_installed_somewhere = false;
    let mut listed = None;
    let mut is_locked = false;
    // Without either, this is a part of something whose packages lie elsewhere.
    let mut is_about_packages = false;
    for folder in root.ancestors() {
        if PLUG_AND_PLAY.iter().any(|name| files.kind(&folder.join(name)).is_some()) {
            return None;
        }
        let modules = folder.join("node_modules");
        if files.kind(&modules) == Some(FileKind::Folder) {
            is_about_packages = true;
            let is_there = |package: &&str| files.kind(&modules.join(package)).is_some();
            if packages.iter().any(is_there) {
                return None;
            }
            is_installed_somewhere |= has_packages(files, &modules) && listed.is_none();
        }
        let path = folder.join("package.json");
        is_about_packages |= files.kind(&path) == Some(FileKind::File);
        if listed.is_none() && files.kind(&path) == Some(FileKind::File) {
            // One that cannot be read may list anything.
            let package = PackageJson::read(files, folder)?;
            if packages.iter().any(|name| package.lists(name)) {
                listed = Some(path);
            }
            known.extend(package.dependencies.into_keys());
            known.extend(package.other_dependencies.into_keys());
        }
        is_locked = is_locked || packages.iter().any(|name| locks(files, folder, name));
    }
    match (listed, is_installed_somewhere) {
        (Some(package), true) => Some(PluginAbsence::NotInstalled { package }),
        // Before `npm install`, everything is missing.
        (Some(_), false) => None,
        (None, false) if is_locked || !is_about_packages => None,
        (None, _) => Some(PluginAbsence::Unlisted { known }),
    }
}

/// The package that a module's name begins with: `@scope/name` of `@scope/name/lib/x`.
pub(super) fn package_of(name: &str) -> Option<&str> {
    let parts = if name.starts_with('@') { 2 } else { 1 };
    let end = name.match_indices('/').map(|(at, _)| at).nth(parts - 1).unwrap_or(name.len());
    let package = &name[..end];
    (package.split('/').count() == parts && !package.is_empty()).then_some(package)
}

/// Whether a `node_modules` holds packages, and not only what tools keep there.
fn has_packages(files: &dyn FileSystem, modules: &Path) -> bool {
    files.list(modules).is_ok_and(|listing| listing.folders().any(|name| !name.starts_with('.')))
}

/// Whether a lock file in a folder names a package, as one that another package brings.
fn locks(files: &dyn FileSystem, folder: &Path, package: &str) -> bool {
    LOCK_FILES.iter().any(|name| {
        let path = folder.join(name);
        let text = files.kind(&path).and_then(|_| files.read(&path).ok());
        text.is_some_and(|text| String::from_utf8_lossy(&text).contains(package))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::PluginAbsence;

    #[track_caller]
    fn check(files: &str, expected: &str) {
        let project = Fixture::parse(&format!("@app\nx\n@plugins\nscope/plug\n{files}")).project();
        let absence = project.plugins[0].absence.as_ref();
        let shown = match absence {
            None => "found or to come",
            Some(PluginAbsence::NotInstalled { .. }) => "not installed",
            Some(PluginAbsence::Unlisted { .. }) => "unlisted",
            Some(PluginAbsence::NoSource) => "no source",
        };
        assert_eq!(shown, expected, "{files}");
    }

    const LISTED: &str = "#- package.json\n{\"devDependencies\":{\"@scope/plug\":\"1\"}}\n";

    #[test]
    fn files_of_the_project() {
        check("#- src/plugins/scope/plug.js\n", "found or to come");
        check("#- src/plugins/scope/plug.mjs\n", "found or to come");
        check("#- src/plugins/scope/plug/index.js\n", "found or to come");
        check("#- src/plugins/scope/plug/package.json\n{}\n", "found or to come");
        check("#- src/plugins/scope/plug.ts\n", "found or to come");
        check("#- .gitignore\n*.js\n", "found or to come");
        check("#- src/plugins/scope/plug.cjs\n#- package.json\n{}\n", "unlisted");
        check("#- package.json\n{}\n", "unlisted");
        check("", "found or to come");
    }

    #[test]
    fn packages() {
        check("#- node_modules/@scope/plug/index.js\n", "found or to come");
        check("#- node_modules/scope/plug.js\n", "found or to come");
        check("#- /node_modules/@scope/plug/index.js\n", "found or to come");
        check("#- node_modules/@scope/other/index.js\n", "unlisted");
        check(LISTED, "found or to come");
        check(&format!("{LISTED}#- node_modules/.cache/x\n"), "found or to come");
        check(&format!("{LISTED}#- node_modules/y/index.js\n"), "not installed");
        check(&format!("{LISTED}#- node_modules/y/index.js\n#- .pnp.cjs\n"), "found or to come");
        check("#- package.json\n{\"dependencies\":{\"y\":\"1\"}}\n", "unlisted");
        check("#- package.json\n{}\n#- yarn.lock\n\"@scope/plug@1\":\n", "found or to come");
        check("#- package.json\n<<<<<<<\n", "found or to come");
    }
}
