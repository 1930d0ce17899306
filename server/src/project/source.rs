//! Sources that a plugin or a build makes a handler of.

use std::path::PathBuf;

use super::directories::Directories;
use super::file_system::Listing;

/// What a compiled handler's source is called, the likelier first.
const SOURCES: [&str; 24] = [
    "index.ts",
    "index.mts",
    "index.cts",
    "index.tsx",
    "index.jsx",
    "index.coffee",
    "handler.ts",
    "handler.mts",
    "lambda.ts",
    "mod.ts",
    "main.ts",
    "main.rs",
    "mod.rs",
    "lib.rs",
    "main.go",
    "main.zig",
    "main.swift",
    "main.cpp",
    "Cargo.toml",
    "go.mod",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "Package.swift",
];

/// The same where they lie in the directory's own `src`.
const SOURCES_BELOW: [&str; 5] = ["index.ts", "main.rs", "lib.rs", "handler.ts", "main.ts"];

/// Extensions of languages that are compiled to JavaScript.
pub(super) const TYPESCRIPT: [&str; 6] = ["ts", "mts", "cts", "tsx", "jsx", "coffee"];

/// The source of a handler in its own directory. `wanted` are the files that would run.
pub(super) fn compiled_source(
    directories: &mut Directories<'_>,
    dir: &str,
    listing: &Listing,
    wanted: &[String],
) -> Option<PathBuf> {
    if let Some(name) = source_name(listing, wanted) {
        return Some(directories.path(dir, &name));
    }
    if listing.has_folder("src") {
        let below = format!("{dir}/src");
        let listing = directories.list(&below)?;
        let name = SOURCES_BELOW.into_iter().find(|name| listing.has_file(name));
        return name.map(|name| directories.path(&below, name));
    }
    None
}

/// The name of a source in a listing: one that is called like a wanted file, or by custom.
pub(super) fn source_name(listing: &Listing, wanted: &[String]) -> Option<String> {
    let stems = wanted.iter().filter_map(|name| Some(name.rsplit_once('.')?.0));
    let by_stem = stems
        .flat_map(|stem| TYPESCRIPT.map(|extension| format!("{stem}.{extension}")))
        .find(|name| listing.has_file(name));
    // A main.rs in `src` says more than the Cargo.toml above it.
    let by_custom = || {
        let mut names = SOURCES.into_iter().filter(|name| listing.has_file(name));
        names.find(|name| *name != "Cargo.toml" || !listing.has_folder("src")).map(str::to_owned)
    };
    by_stem.or_else(by_custom)
}
