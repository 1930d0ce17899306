//! What a file is to Architect, by its name.

use std::path::Path;

use crate::manifest::schema::File;
use crate::syntax::Format;

use super::discover::MANIFEST_NAMES;
use super::function_config::FUNCTION_CONFIG_NAMES;
use super::preferences_names::PREFERENCES_NAMES;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A manifest: any `.arc` file that is nothing else, and what may be one in JSON or YAML. Whether that is one, its
    /// project says: an `arc.json` may be a function's config, and most `package.json` are neither.
    Manifest,
    /// The config of the functions in its folder.
    FunctionConfig,
    /// Preferences, of a project or of its user.
    Preferences,
}

impl Role {
    /// The kind of file that the schema knows it as.
    pub fn file(self) -> File {
        match self {
            Role::Manifest => File::Manifest,
            Role::FunctionConfig => File::FunctionConfig,
            Role::Preferences => File::Preferences,
        }
    }

    /// The role of a file; nothing when it has none of the names that Architect looks for.
    pub fn of(path: &Path) -> Option<Role> {
        let name = path.file_name()?.to_str()?;
        if !Format::of(path).is_arc() {
            let manifest = MANIFEST_NAMES.contains(&name);
            let config = FUNCTION_CONFIG_NAMES.contains(&name);
            return match (manifest, config) {
                (true, _) => Some(Role::Manifest),
                (false, true) => Some(Role::FunctionConfig),
                (false, false) => None,
            };
        }
        if !name.ends_with(".arc") && name != ".arc-config" {
            return None;
        }
        Some(if FUNCTION_CONFIG_NAMES.contains(&name) {
            Role::FunctionConfig
        } else if PREFERENCES_NAMES.contains(&name) {
            Role::Preferences
        } else {
            Role::Manifest
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_file_is() {
        for (name, role) in [
            ("app.arc", Some(Role::Manifest)),
            (".arc", Some(Role::Manifest)),
            ("other.arc", Some(Role::Manifest)),
            ("config.arc", Some(Role::FunctionConfig)),
            (".arc-config", Some(Role::FunctionConfig)),
            ("prefs.arc", Some(Role::Preferences)),
            (".preferences.arc", Some(Role::Preferences)),
            ("arc.json", Some(Role::Manifest)),
            ("arc.yml", Some(Role::Manifest)),
            ("package.json", Some(Role::Manifest)),
            ("arc-config.json", Some(Role::FunctionConfig)),
            ("config.yaml", Some(Role::FunctionConfig)),
            ("tsconfig.json", None),
            ("index.mjs", None),
            (".arc-env", None),
        ] {
            assert_eq!(Role::of(&Path::new("/p").join(name)), role, "{name}");
        }
    }
}
