//! Where the package that a plugin is begins: the module that Node loads for it, found without running anything.
//!
//! <https://nodejs.org/api/modules.html#all-together>, <https://nodejs.org/api/packages.html#conditional-exports>;
//! `@architect/inventory` asks for a plugin by `require`, first by its name and then by its name with an `@`.

use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::file_system::{FileKind, FileSystem};
use super::plugin_lookup::package_of;

/// The conditions under which Node looks for a module: when it is required, then when it is imported, which a plugin
/// that is a module of ECMAScript may ask for.
const CONDITIONS: [&[&str]; 2] =
    [&["node", "require", "module-sync", "default"], &["node", "import", "module-sync", "default"]];

/// What one reads first of a package in which Node would find nothing, as one that is not built yet.
const CUSTOM: [&str; 4] = ["src/index.js", "src/index.ts", "src/index.mjs", "package.json"];

/// The module that the plugin of that name begins with, as it is installed for a folder; where its package says none
/// that is there, what by custom is read first of it. Links are followed, as Node does.
pub(super) fn plugin_module(files: &dyn FileSystem, root: &Path, name: &str) -> Option<PathBuf> {
    let scoped = format!("@{name}");
    let names = if name.starts_with('@') { vec![name] } else { vec![name, &scoped] };
    let modules = || {
        let folders = root.ancestors().map(|folder| folder.join("node_modules"));
        folders.filter(|folder| files.kind(folder) == Some(FileKind::Folder))
    };
    let found = names.iter().find_map(|name| modules().find_map(|it| in_modules(files, &it, name)));
    let found = found.or_else(|| {
        let packages = names.iter().filter_map(|name| package_of(name));
        let folders = packages.flat_map(|name| modules().map(move |it| it.join(name)));
        let mut readable = folders.flat_map(|package| CUSTOM.map(|name| package.join(name)));
        readable.find(|path| is_file(files, path))
    });
    found.map(|file| files.real(&file))
}

fn is_file(files: &dyn FileSystem, path: &Path) -> bool {
    files.kind(path) == Some(FileKind::File)
}

/// The module of that name in one `node_modules`.
fn in_modules(files: &dyn FileSystem, modules: &Path, name: &str) -> Option<PathBuf> {
    let package = package_of(name)?;
    let folder = modules.join(package);
    let said = package_json(files, &folder);
    if let Some(exports) = said.as_ref().and_then(|it| it.get("exports")).filter(|it| !it.is_null())
    {
        let subpath = format!(".{}", &name[package.len()..]);
        let mut targets =
            CONDITIONS.iter().filter_map(|conditions| exported(exports, &subpath, conditions));
        return targets.find_map(|target| {
            let path = folder.join(target.strip_prefix("./")?);
            is_file(files, &path).then_some(path)
        });
    }
    let place = modules.join(name);
    as_file(files, &place).or_else(|| as_folder(files, &place))
}

fn package_json(files: &dyn FileSystem, folder: &Path) -> Option<Value> {
    let path = folder.join("package.json");
    is_file(files, &path).then(|| serde_json::from_slice(&files.read(&path).ok()?).ok()).flatten()
}

/// A file, with an extension that Node adds where it is needed.
fn as_file(files: &dyn FileSystem, place: &Path) -> Option<PathBuf> {
    let mut paths = ["", ".js", ".json", ".node"].into_iter().map(|extension| {
        let mut path = place.as_os_str().to_owned();
        path.push(extension);
        PathBuf::from(path)
    });
    paths.find(|path| is_file(files, path))
}

/// What a folder is as a module: what its `main` says, or its index; Architect takes an `index.mjs`, too.
fn as_folder(files: &dyn FileSystem, folder: &Path) -> Option<PathBuf> {
    let index = |folder: &Path| {
        let names = ["index.js", "index.json", "index.node", "index.mjs"];
        names.map(|name| folder.join(name)).into_iter().find(|path| is_file(files, path))
    };
    let said = package_json(files, folder);
    let main = said.as_ref().and_then(|it| it.get("main")?.as_str()).filter(|it| !it.is_empty());
    // Without the dots of `./lib`, so that no place has two names.
    let main = main.map(|main| {
        folder.join(
            Path::new(main).components().filter(|it| *it != Component::CurDir).collect::<PathBuf>(),
        )
    });
    main.and_then(|main| as_file(files, &main).or_else(|| index(&main))).or_else(|| index(folder))
}

/// What `exports` of a package say for a part of it, which begins with a dot.
fn exported(exports: &Value, subpath: &str, conditions: &[&str]) -> Option<String> {
    let parts = exports.as_object().filter(|it| it.keys().any(|key| key.starts_with('.')));
    let Some(parts) = parts else {
        return (subpath == ".").then(|| target(exports, "", conditions).flatten()).flatten();
    };
    if let Some(exact) = parts.get(subpath).filter(|_| !subpath.contains('*')) {
        return target(exact, "", conditions).flatten();
    }
    let patterns = parts.iter().filter_map(|(key, value)| {
        let (before, behind) = key.split_once('*')?;
        let star = subpath.strip_prefix(before)?.strip_suffix(behind)?;
        (!star.is_empty()).then_some((before.len(), key.len(), star, value))
    });
    // The one that says most before the star.
    let (_, _, star, value) = patterns.max_by_key(|(before, all, ..)| (*before, *all))?;
    target(value, star, conditions).flatten()
}

/// What a target names under these conditions. Nothing where none of its conditions holds, so that the next one counts;
/// nothing within something where it says that there is no such module.
fn target(value: &Value, star: &str, conditions: &[&str]) -> Option<Option<String>> {
    match value {
        Value::String(path) => Some(inside(path, star)),
        Value::Object(cases) => cases
            .iter()
            .filter(|(condition, _)| conditions.contains(&condition.as_str()))
            .find_map(|(_, value)| target(value, star, conditions)),
        Value::Array(choices) => {
            let mut choices = choices.iter().filter_map(|it| target(it, star, conditions));
            choices.find(Option::is_some).or((!value[0].is_null()).then_some(None))
        }
        Value::Null => Some(None),
        _ => None,
    }
}

/// A target with its star filled in, if it stays inside of its package.
fn inside(path: &str, star: &str) -> Option<String> {
    let path = path.replace('*', star);
    let stays = path.strip_prefix("./")?.split(['/', '\\']);
    let mut stays = stays.map(|part| !matches!(part, "" | "." | ".." | "node_modules"));
    stays.all(|stays| stays).then_some(path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::plugin_module;
    use crate::project::Memory;

    /// The module of a plugin where these files are installed, each with what it holds.
    #[track_caller]
    fn check(name: &str, files: &[(&str, &str)], expected: &str) {
        let mut disk = Memory::default();
        for (path, text) in files {
            disk.insert(Path::new("/a/node_modules").join(path), text.as_bytes());
        }
        let found = plugin_module(&disk, Path::new("/a/b"), name);
        let found = found.as_deref().and_then(|it| it.strip_prefix("/a/node_modules").ok());
        assert_eq!(found.map_or("", |it| it.to_str().unwrap()), expected, "{name} {files:?}");
    }

    #[test]
    fn main_or_index() {
        let main = |text| ("p/package.json", text);
        let (index, lib) = (("p/index.js", ""), ("p/lib/index.js", ""));
        check("p", &[main("{}"), index], "p/index.js");
        check("p", &[index], "p/index.js");
        check("p", &[main(r#"{"main":"lib"}"#), lib, index], "p/lib/index.js");
        check("p", &[main(r#"{"main":"./lib/index"}"#), lib, index], "p/lib/index.js");
        check("p", &[main(r#"{"main":"./lib/index.js"}"#), lib], "p/lib/index.js");
        check("p", &[main(r#"{"main":"absent.js"}"#), index], "p/index.js");
        check("p", &[main(r#"{"main":7}"#), index], "p/index.js");
        check("p", &[("p.js", ""), index], "p.js");
        check("p", &[main("{}"), ("p/index.mjs", "")], "p/index.mjs");
        check("scope/p", &[("@scope/p/index.js", "")], "@scope/p/index.js");
        check("@scope/p", &[("@scope/p/index.js", "")], "@scope/p/index.js");
        check("scope/p", &[("scope/p.js", ""), ("@scope/p/index.js", "")], "scope/p.js");
        check("@scope/p/lib/x", &[("@scope/p/lib/x.js", "")], "@scope/p/lib/x.js");
        check("p", &[], "");
    }

    #[test]
    fn exports() {
        let files = ["a.js", "a.cjs", "a.mjs", "lib/x.js", "lib/deep/x.js"];
        let exports = |name: &str, exports: &str, expected: &str| {
            let package = format!("{{\"main\":\"a.js\",\"exports\":{exports}}}");
            let paths = files.map(|file| format!("p/{file}"));
            let mut all = vec![("p/package.json", package.as_str())];
            all.extend(paths.iter().map(|path| (path.as_str(), "")));
            check(name, &all, expected);
        };
        exports("p", r#""./a.cjs""#, "p/a.cjs");
        exports("p", r#"{".":"./a.cjs"}"#, "p/a.cjs");
        exports("p", "null", "p/a.js");
        exports("p", r#"{"types":"./a.d.ts","import":"./a.mjs","require":"./a.cjs"}"#, "p/a.cjs");
        exports("p", r#"{".":{"import":"./a.mjs","default":"./a.js"}}"#, "p/a.js");
        exports("p", r#"{".":{"import":{"types":"./a.d.ts","default":"./a.mjs"}}}"#, "p/a.mjs");
        exports("p", r#"{"node":{"browser":"./x.js"},"default":"./a.cjs"}"#, "p/a.cjs");
        exports("p", r#"{"require":null,"default":"./a.cjs"}"#, "p/a.cjs");
        exports("p", r#"["a.js","./a.cjs"]"#, "p/a.cjs");
        exports("p/x", r#"{".":"./a.js","./*":"./lib/*.js"}"#, "p/lib/x.js");
        exports("p/deep/x", r#"{"./*":"./a.js","./deep/*":"./lib/deep/*.js"}"#, "p/lib/deep/x.js");
        exports("p/lib/x.js", r#"{"./lib/*.js":null,"./*":"./*"}"#, "p/package.json");
        // Nothing outside of the package, and nothing that is not said.
        exports("p", r#""./../q/a.js""#, "p/package.json");
        exports("p/a.js", r#"{".":"./a.cjs"}"#, "p/package.json");
        exports("p", r#""./absent.js""#, "p/package.json");
    }
}
