//! Finding one's way in the table.

use super::spec::{File, PragmaSpec, SettingSpec};
use super::{aws, data, function_config, functions, preferences, project, retired, web};

/// The pragmas of each module, in the order in which they are offered.
const MANIFEST: [&[PragmaSpec]; 6] = [
    project::PRAGMAS,
    functions::PRAGMAS,
    data::PRAGMAS,
    web::PRAGMAS,
    aws::PRAGMAS,
    retired::PRAGMAS,
];

/// Every pragma of a manifest, retired ones last.
pub fn pragmas() -> impl Iterator<Item = &'static PragmaSpec> {
    MANIFEST.into_iter().flatten()
}

/// The pragma of a manifest of that name.
pub fn pragma(name: &str) -> Option<&'static PragmaSpec> {
    pragmas().find(|pragma| pragma.name == name)
}

/// Every pragma of a function config.
pub fn function_config_pragmas() -> impl Iterator<Item = &'static PragmaSpec> {
    function_config::PRAGMAS.iter()
}

/// Every pragma of the preferences.
pub fn preference_pragmas() -> impl Iterator<Item = &'static PragmaSpec> {
    preferences::PRAGMAS.iter()
}

/// Every pragma of a kind of file.
pub fn pragmas_of(file: File) -> Box<dyn Iterator<Item = &'static PragmaSpec>> {
    match file {
        File::Manifest => Box::new(pragmas()),
        File::FunctionConfig => Box::new(function_config_pragmas()),
        File::Preferences => Box::new(preference_pragmas()),
    }
}

/// The pragma of that name in a kind of file.
pub fn pragma_of(file: File, name: &str) -> Option<&'static PragmaSpec> {
    pragmas_of(file).find(|pragma| pragma.name == name)
}

/// The setting of that name in a pragma of a kind of file.
pub fn setting(file: File, pragma: &str, name: &str) -> Option<&'static SettingSpec> {
    pragma_of(file, pragma)?.setting(name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::spec::{Place, Status};
    use super::*;

    #[test]
    fn every_pragma_that_the_inventory_knows_is_in_the_table() {
        let current: HashSet<_> = pragmas().filter(|p| p.is_current()).map(|p| p.name).collect();
        let known = [
            "app",
            "aws",
            "cdn",
            "events",
            "http",
            "plugins",
            "proxy",
            "queues",
            "scheduled",
            "shared",
            "static",
            "tables",
            "tables-indexes",
            "tables-streams",
            "views",
            "ws",
        ];
        assert_eq!(current, known.into_iter().collect());
        let retired: HashSet<_> = pragmas().filter(|p| !p.is_current()).map(|p| p.name).collect();
        let known = [
            "indexes", "macros", "slack", "streams", "css", "html", "js", "json", "jsonapi",
            "text", "xml",
        ];
        assert_eq!(retired, known.into_iter().collect());
    }

    #[test]
    fn names_are_unique_and_what_is_said_is_one_line() {
        for file in [File::Manifest, File::FunctionConfig, File::Preferences] {
            let mut names = HashSet::new();
            for pragma in pragmas_of(file) {
                assert!(names.insert(pragma.name), "@{} twice", pragma.name);
                assert_eq!(pragma.file, file, "@{}", pragma.name);
                assert!(one_line(pragma.summary), "@{}", pragma.name);
                assert!(pragma.docs_url.starts_with("https://"), "@{}", pragma.name);
                assert_eq!(
                    pragma.place == Place::Nowhere,
                    pragma.settings.is_empty(),
                    "@{}",
                    pragma.name
                );
                if let Status::Current = pragma.status {
                    assert!(!pragma.entries.is_empty(), "@{} has no entry form", pragma.name);
                }
                let mut settings = HashSet::new();
                for setting in pragma.settings {
                    for name in [setting.name].iter().chain(setting.aliases) {
                        assert!(settings.insert(*name), "@{} {name} twice", pragma.name);
                    }
                    assert!(one_line(setting.summary), "@{} {}", pragma.name, setting.name);
                    assert!(setting.docs_url.starts_with("https://"));
                }
            }
        }
    }

    fn one_line(text: &str) -> bool {
        !text.is_empty() && !text.contains('\n') && text.ends_with('.')
    }
}
