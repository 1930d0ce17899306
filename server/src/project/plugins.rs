//! The plugins that a manifest lists.

use std::path::{Path, PathBuf};

use smol_str::SmolStr;

use crate::syntax::{Reading, Scalar, Shape};
use crate::text::Span;

use super::file_system::{FileKind, FileSystem};
use super::plugin_lookup::{PluginAbsence, may_be_made, package_absence};
use super::plugin_module::plugin_module;

/// An entry of `@plugins`, or of `@macros`, which Architect still loads.
#[derive(Clone, Debug, PartialEq)]
pub struct Plugin {
    /// Its name as it is written: a package, with or without the `@` of its scope, or a file in
    /// `src/plugins`.
    pub name: SmolStr,
    /// Where the name stands.
    pub name_span: Span,
    /// The `src` of the verbose form.
    pub src: Option<Scalar>,
    /// Whether it stands under `@macros`.
    pub is_macro: bool,
    /// Its source in the project, absolute; nothing when it is a package or is not there.
    pub file: Option<PathBuf>,
    /// Why Architect would not find it, where that is sure.
    pub absence: Option<PluginAbsence>,
}

/// Published plugins that declare no function: they build, prune, invoke or style.
const WITHOUT_FUNCTIONS: [&str; 6] = [
    "architect/plugin-typescript",
    "architect/plugin-rust",
    "architect/plugin-node-prune",
    "architect/arc-plugin-node-prune",
    "architect/plugin-lambda-invoker",
    "enhance/arc-plugin-styles",
];

impl Plugin {
    /// The module that it begins with, absolute: its source in the project, or that of the package that it is, where
    /// that is installed for the project in `root`.
    pub fn module(&self, files: &dyn FileSystem, root: &Path) -> Option<PathBuf> {
        let is_package = self.src.is_none() && !self.name.starts_with('.');
        let installed = || is_package.then(|| plugin_module(files, root, &self.name)).flatten();
        self.file.clone().or_else(installed)
    }

    /// Whether it may declare functions of which the manifest says nothing: any may but those that are known.
    pub fn may_add_functions(&self) -> bool {
        !WITHOUT_FUNCTIONS.contains(&self.name.trim_start_matches('@'))
    }
}

/// The plugins and macros of a manifest, in the order in which Architect loads them.
pub(super) fn plugins(files: &dyn FileSystem, root: &Path, reading: &Reading) -> Vec<Plugin> {
    let mut all = Vec::new();
    for (pragma, is_macro) in [("plugins", false), ("macros", true)] {
        let entries = reading.pragma(pragma).map_or(&[][..], |pragma| &pragma.entries);
        for entry in entries {
            // Of anything else Architect makes no plugin.
            let named = match &entry.shape {
                Shape::Scalar(name) => name.is_string(),
                Shape::Map { .. } | Shape::Vector { .. } => true,
                Shape::Array(_) => false,
            };
            if !named {
                continue;
            }
            let src = entry.value("src").filter(|src| src.is_string() && !src.text.is_empty());
            let name = entry.head().to_js_string();
            let place = match src {
                Some(src) => super::directories::locate(root, &src.text),
                None => root.join("src").join(pragma).join(name.as_str()),
            };
            let file = local_file(files, &place);
            let is_package = matches!(entry.shape, Shape::Scalar(_)) && !name.starts_with('.');
            let absence = match &file {
                Some(file) if is_looked_for(file, &name) => None,
                _ if may_be_made(files, root, &place) => None,
                _ if is_package => package_absence(files, root, &name),
                _ => Some(PluginAbsence::NoSource),
            };
            all.push(Plugin {
                name_span: entry.head().span,
                src: src.cloned(),
                is_macro,
                file,
                absence,
                name,
            });
        }
    }
    all
}

/// Whether Architect looks for a file by itself: it does not add `.cjs` to a name.
fn is_looked_for(file: &Path, name: &str) -> bool {
    file.extension().is_none_or(|extension| extension != "cjs") || name.ends_with(".cjs")
}

/// A module of the project as Node finds it: the file itself, with an extension, or the folder's index.
/// (`@architect/inventory`, `config/pragmas/plugins`)
fn local_file(files: &dyn FileSystem, place: &Path) -> Option<PathBuf> {
    let (folder, name) = (place.parent()?, place.file_name()?.to_str()?);
    let index = |folder: &Path| {
        let listing = files.list(folder).ok()?;
        let names = ["index.js", "index.mjs", "index.cjs"];
        names.into_iter().find(|name| listing.has_file(name)).map(|name| folder.join(name))
    };
    let Ok(listing) = files.list(folder) else { return None };
    for extension in ["", ".js", ".mjs", ".cjs"] {
        let file = format!("{name}{extension}");
        if listing.has_file(&file) {
            return Some(folder.join(file));
        }
    }
    (listing.kind(name) == Some(FileKind::Folder)).then(|| index(place)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;

    #[test]
    fn plugins_are_packages_or_files_of_the_project() {
        let project = Fixture::parse(
            "@app\nx\n@plugins\narchitect/plugin-typescript\nmine\nother\nverbose\n  src lib/verbose\n@macros\n\
             old\n#- src/plugins/mine.mjs\n#- src/plugins/other/index.js\n#- lib/verbose/index.cjs\n\
             #- src/macros/old.js\n",
        )
        .project();
        let shown: Vec<String> = project
            .plugins
            .iter()
            .map(|plugin| {
                let file = plugin.file.as_ref().and_then(|file| file.strip_prefix("/project").ok());
                let file = file.map_or("-".into(), |file| file.display().to_string());
                format!("{} {file} {}", plugin.name, plugin.is_macro)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "architect/plugin-typescript - false",
                "mine src/plugins/mine.mjs false",
                "other src/plugins/other/index.js false",
                "verbose lib/verbose/index.cjs false",
                "old src/macros/old.js true",
            ]
        );
    }
}
