//! What `package.json` says of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::file_system::FileSystem;

/// The parts of a `package.json` that matter to Architect. What has an unexpected type counts as absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackageJson {
    /// Its absolute path.
    pub path: PathBuf,
    /// `dependencies`, by name with the range.
    pub dependencies: BTreeMap<String, String>,
    /// `devDependencies`, `peerDependencies` and `optionalDependencies`.
    pub other_dependencies: BTreeMap<String, String>,
    /// `workspaces`: patterns of folders, in either of the two forms that npm and Yarn take.
    pub workspaces: Vec<String>,
    /// `scripts`, by name.
    pub scripts: BTreeMap<String, String>,
    /// `type`: `module` or `commonjs`.
    pub module_type: Option<String>,
    /// Whether it holds an Architect manifest (`arc` or `architect`).
    pub has_manifest: bool,
}

impl PackageJson {
    /// Reads the `package.json` of a folder. Nothing where there is none, or none that is JSON.
    pub fn read(files: &dyn FileSystem, folder: &Path) -> Option<PackageJson> {
        let path = folder.join("package.json");
        PackageJson::parse(&path, &files.read(&path).ok()?)
    }

    /// Reads the text of a `package.json`. Nothing when it is no JSON object.
    pub fn parse(path: &Path, text: &[u8]) -> Option<PackageJson> {
        let value: Value = serde_json::from_slice(text).ok()?;
        let object = value.as_object()?;
        let strings = |key: &str| -> BTreeMap<String, String> {
            let pairs = object.get(key).and_then(Value::as_object).into_iter().flatten();
            pairs.filter_map(|(name, v)| Some((name.clone(), v.as_str()?.to_owned()))).collect()
        };
        let workspaces = match object.get("workspaces") {
            Some(Value::Object(workspaces)) => workspaces.get("packages"),
            other => other,
        };
        let mut other_dependencies = strings("devDependencies");
        other_dependencies.extend(strings("peerDependencies"));
        other_dependencies.extend(strings("optionalDependencies"));
        // As the reference asks: an empty string, `false` or `null` is no manifest.
        let is_manifest = |key: &str| {
            object.get(key).is_some_and(|value| match value {
                Value::Null | Value::Bool(false) => false,
                Value::String(text) => !text.is_empty(),
                Value::Number(number) => number.as_f64() != Some(0.0),
                _ => true,
            })
        };
        Some(PackageJson {
            path: path.to_owned(),
            dependencies: strings("dependencies"),
            other_dependencies,
            workspaces: workspaces
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|pattern| pattern.as_str().map(str::to_owned))
                .collect(),
            scripts: strings("scripts"),
            module_type: object.get("type").and_then(Value::as_str).map(str::to_owned),
            has_manifest: is_manifest("arc") || is_manifest("architect"),
        })
    }

    /// Whether it lists a package, under any kind of dependency.
    pub fn lists(&self, package: &str) -> bool {
        self.dependencies.contains_key(package) || self.other_dependencies.contains_key(package)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::PackageJson;

    fn parse(text: &str) -> Option<PackageJson> {
        PackageJson::parse(Path::new("/package.json"), text.as_bytes())
    }

    #[test]
    fn both_forms_of_workspaces_are_read() {
        for text in
            [r#"{"workspaces":["a","b/*"]}"#, r#"{"workspaces":{"packages":["a","b/*"],"x":1}}"#]
        {
            assert_eq!(parse(text).unwrap().workspaces, ["a", "b/*"]);
        }
    }

    #[test]
    fn a_manifest_is_what_javascript_holds_for_true() {
        for (text, expected) in [
            (r#"{"arc":{"app":"x"}}"#, true),
            (r#"{"arc":null,"architect":{"app":"x"}}"#, true),
            (r#"{"arc":{}}"#, true),
            (r#"{"arc":""}"#, false),
            (r#"{"arc":0}"#, false),
            (r#"{"arch":{}}"#, false),
        ] {
            assert_eq!(parse(text).unwrap().has_manifest, expected, "{text}");
        }
    }

    #[test]
    fn odd_types_and_texts_do_no_harm() {
        let odd = parse(r#"{"dependencies":[1],"scripts":{"a":1,"b":"c"},"type":7}"#).unwrap();
        assert_eq!(odd.scripts.len(), 1);
        assert_eq!(odd.dependencies.len(), 0);
        assert_eq!(parse("[]"), None);
        assert_eq!(parse("{"), None);
    }
}
