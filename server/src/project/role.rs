//! What a file is to Architect, by its name.

use std::path::Path;

use crate::manifest::schema::File;

use super::function_config::FUNCTION_CONFIG_NAMES;
use super::project::PREFERENCES_NAMES;

/// What a file in Architect's own format is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A manifest: any `.arc` file that is nothing else.
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

    /// The role of a file; nothing when it is in no format of Architect's own.
    pub fn of(path: &Path) -> Option<Role> {
        let name = path.file_name()?.to_str()?;
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
            ("arc.json", None),
            ("index.mjs", None),
            (".arc-env", None),
        ] {
            assert_eq!(Role::of(&Path::new("/p").join(name)), role, "{name}");
        }
    }
}
