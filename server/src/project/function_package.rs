//! The `package.json` beside a handler, which says in what module system Node runs it.

use std::path::PathBuf;

use serde_json::Value;

use crate::manifest::Function;
use crate::manifest::schema::RuntimeFamily;

use super::directories::Directories;
use super::folders::FolderId;
use super::runtime::Runtime;

/// A `package.json` of a function that Architect cannot take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFault {
    /// The function, its place among the project's.
    pub function: usize,
    /// The file, absolute.
    pub path: PathBuf,
    /// The `type` that is neither `module` nor `commonjs`, as JSON; nothing where the file is no JSON.
    pub module_type: Option<String>,
}

/// What is wrong with the `package.json` of the functions that Node runs; of functions that share a directory the first
/// is named. One beside an `index.mjs` or `index.cjs` is not read, since these say themselves what they are.
/// (`@architect/inventory`, `populate-lambda/get-handler`)
pub(super) fn package_faults(
    directories: &mut Directories<'_>,
    functions: &[Function],
    folders: &[FolderId],
    runtimes: &[Runtime],
) -> Vec<PackageFault> {
    let mut faults: Vec<PackageFault> = Vec::new();
    for (index, (function, runtime)) in functions.iter().zip(runtimes).enumerate() {
        if runtime.family != Some(RuntimeFamily::Node) {
            continue;
        }
        let folder = directories.at(folders[index]);
        let Some(listing) = &folder.listing else { continue };
        if !folder.has_package {
            continue;
        }
        let handler = ["index.js", "index.mjs", "index.cjs"]
            .into_iter()
            .find(|name| listing.kind(name).is_some());
        if matches!(handler, Some("index.mjs" | "index.cjs")) {
            continue;
        }
        let path = directories.path(&function.dir, "package.json");
        if faults.iter().any(|fault| fault.path == path) {
            continue;
        }
        let Ok(text) = directories.files.read(&path) else { continue };
        let module_type = match serde_json::from_slice::<Value>(&text) {
            Ok(package) => match fault(&package) {
                Some(wrong) => Some(wrong),
                None => continue,
            },
            Err(_) => None,
        };
        faults.push(PackageFault { function: index, path, module_type });
    }
    faults
}

/// The `type` that Architect refuses. What JavaScript holds for false says nothing.
fn fault(package: &Value) -> Option<String> {
    match package.get("type")? {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) if ["", "module", "commonjs"].contains(&text.as_str()) => None,
        Value::Number(number) if number.as_f64() == Some(0.0) => None,
        other => Some(other.to_string()),
    }
}
