//! Releases of Architect, and the pragmas that they brought or dropped. What settings are that old is said by each of
//! them. <https://github.com/architect/architect/blob/main/changelog.md>

use std::fmt;

/// A release of Architect, or any of a few: `10` is every 10.x.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release(Vec<u64>);

/// Pragmas that are younger than Architect 8, each with the release that brought it.
const SINCE: &[(&str, &str)] =
    &[("plugins", "8.5.0"), ("tables-indexes", "9.4.0"), ("tables-streams", "9.4.0")];

/// The same in preferences.
const PREFERENCES_SINCE: &[(&str, &str)] =
    &[("sandbox-startup", "8.4.5"), ("sandbox-start", "10.0.2")];

/// Pragmas that were dropped after Architect 6, each with the first release that does not read it.
const DROPPED: &[(&str, &str)] = &[("indexes", "10.0.0")];

/// The release that gave runtimes short names: `py`, `node`.
pub const RUNTIME_ALIASES_SINCE: &str = "9.2.0";

/// The release that brought a pragma of a manifest or of preferences, where that is known.
pub fn since(pragma: &str) -> Option<&'static str> {
    let mut known = SINCE.iter().chain(PREFERENCES_SINCE);
    known.find(|(name, _)| *name == pragma).map(|(_, since)| *since)
}

/// The first release that no longer reads a pragma, where that is known.
pub fn dropped(pragma: &str) -> Option<&'static str> {
    DROPPED.iter().find(|(name, _)| *name == pragma).map(|(_, release)| *release)
}

impl Release {
    /// Reads one to three numbers with dots between: `10`, `10.2`, `v10.2.1`.
    pub fn parse(text: &str) -> Option<Release> {
        let text = text.trim();
        let numbers = text.strip_prefix(['v', 'V']).unwrap_or(text).split('.');
        let numbers: Option<Vec<u64>> = numbers.map(|number| number.parse().ok()).collect();
        numbers.filter(|numbers| numbers.len() <= 3).map(Release)
    }

    /// Whether every release that this may be is older than `other`.
    pub fn is_before(&self, other: &str) -> bool {
        let Some(Release(other)) = Release::parse(other) else { return false };
        // Only what both say can tell them apart: 10 may be 10.2, and is no 9.4.
        let differs = self.0.iter().zip(&other).find(|(own, other)| own != other);
        differs.is_some_and(|(own, other)| own < other)
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.0.iter().map(u64::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::{DROPPED, PREFERENCES_SINCE, Release, SINCE};
    use crate::manifest::schema::{pragma, pragmas, preference_pragmas};

    #[test]
    fn releases_are_one_to_three_numbers() {
        for text in ["10", "10.2", "10.2.1", "v12.0.1"] {
            assert!(Release::parse(text).is_some(), "{text}");
        }
        for text in ["", "x", "10.", "1.2.3.4", "^10", "10.x", "-1"] {
            assert!(Release::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn one_is_before_another_only_for_certain() {
        let is_before = |a: &str, b: &str| Release::parse(a).is_some_and(|a| a.is_before(b));
        assert!(is_before("9", "10.2.0") && is_before("10.1", "10.2.0"));
        assert!(is_before("9.9.9", "10.0.0") && is_before("10.1.9", "10.2"));
        assert!(!is_before("10", "10.2.0") && !is_before("10.2", "10.2.0"));
        assert!(!is_before("11", "10.2.0") && !is_before("10.2.0", "10.2.0"));
    }

    #[test]
    fn what_has_a_release_is_in_the_table() {
        for (name, since) in SINCE.iter().chain(DROPPED) {
            assert!(pragma(name).is_some() && Release::parse(since).is_some(), "{name}");
        }
        for (name, since) in PREFERENCES_SINCE {
            assert!(preference_pragmas().any(|pragma| pragma.name == *name), "{name}");
            assert!(Release::parse(since).is_some(), "{name}");
        }
        for setting in pragmas().chain(preference_pragmas()).flat_map(|pragma| pragma.settings) {
            assert!(
                setting.since.is_none_or(|it| Release::parse(it).is_some()),
                "{}",
                setting.name
            );
        }
    }
}
