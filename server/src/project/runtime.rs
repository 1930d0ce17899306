//! The runtime of a function, as far as its handler's file depends on it.

use smol_str::SmolStr;

use crate::manifest::schema::{DEFAULT_RUNTIME, RuntimeFamily, resolve_runtime, retired_runtime};
use crate::syntax::{Reading, Scalar, Shape};

/// The runtime of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Its name as it is written, in lower case: `nodejs22.x`, `py`, `typescript`.
    pub name: SmolStr,
    /// What it runs; nothing for a name that is none of AWS's: a plugin's runtime, or a slip of the pen.
    pub family: Option<RuntimeFamily>,
}

/// Families by how the names of their runtimes begin: what the reference asks to find the handler's file, and
/// what tells a runtime that is younger than this program.
const PREFIXES: [(&str, RuntimeFamily); 8] = [
    ("nodejs", RuntimeFamily::Node),
    ("python", RuntimeFamily::Python),
    ("ruby", RuntimeFamily::Ruby),
    ("deno", RuntimeFamily::Deno),
    ("java", RuntimeFamily::Java),
    ("dotnet", RuntimeFamily::Dotnet),
    ("go", RuntimeFamily::Go),
    ("provided", RuntimeFamily::Custom),
];

impl Runtime {
    /// The runtime of that name. Case does not count: Architect lowers it before it looks an alias or a
    /// plugin's runtime up.
    pub fn named(name: &str) -> Runtime {
        let name = SmolStr::from(name.to_ascii_lowercase());
        let known = resolve_runtime(&name).map(|runtime| runtime.family);
        let retired = || retired_runtime(&name).map(|runtime| runtime.family);
        // `nodejs26.x`, but not `javascript` or `golang`.
        let by_prefix = || {
            PREFIXES.iter().find_map(|(prefix, family)| {
                let version = name.strip_prefix(prefix)?;
                version.starts_with(|c: char| c.is_ascii_digit()).then_some(*family)
            })
        };
        Runtime { family: known.or_else(retired).or_else(by_prefix), name }
    }

    /// The runtime that a manifest and a function's config together give: `runtime` of the config's `@arc`,
    /// then of its `@aws`, then of the manifest's `@aws`.
    pub(super) fn effective(manifest: &Reading, config: Option<&Reading>) -> Runtime {
        let named = config
            .and_then(|config| setting(config, &["arc", "aws"], "runtime"))
            .or_else(|| setting(manifest, &["aws"], "runtime"));
        match named {
            Some(scalar) => Runtime::named(&scalar.to_js_string()),
            None => Runtime::named(DEFAULT_RUNTIME),
        }
    }
}

/// The value of a setting that has exactly one: the last entry of that name in the first of the pragmas that
/// has one. (`@architect/inventory`, `config/_upsert`)
pub(super) fn setting<'a>(
    reading: &'a Reading,
    pragmas: &[&str],
    name: &str,
) -> Option<&'a Scalar> {
    let in_pragma = |pragma: &&str| {
        let entries = &reading.pragma(pragma)?.entries;
        entries.iter().rev().find_map(|entry| match &entry.shape {
            Shape::Array(items) => match items.as_slice() {
                [key, value] if key.text == name => Some(value),
                _ => None,
            },
            Shape::Vector { name: key, items } if key.text == name => match items.as_slice() {
                [value] => Some(value),
                _ => None,
            },
            _ => None,
        })
    };
    pragmas.iter().find_map(in_pragma)
}

#[cfg(test)]
mod tests {
    use super::Runtime;
    use crate::manifest::schema::RuntimeFamily;
    use crate::syntax::Syntax;

    #[test]
    fn a_runtime_is_known_by_its_name_an_alias_or_how_it_begins() {
        for (name, family) in [
            ("nodejs22.x", Some(RuntimeFamily::Node)),
            ("nodejs12.x", Some(RuntimeFamily::Node)),
            ("nodejs26.x", Some(RuntimeFamily::Node)),
            ("Node.js", Some(RuntimeFamily::Node)),
            ("PY", Some(RuntimeFamily::Python)),
            ("ruby2.5", Some(RuntimeFamily::Ruby)),
            ("deno", Some(RuntimeFamily::Deno)),
            (".NET", Some(RuntimeFamily::Dotnet)),
            ("provided", Some(RuntimeFamily::Custom)),
            ("provided.al2023", Some(RuntimeFamily::Custom)),
            ("typescript", None),
            ("javascript", None),
            ("golang", None),
            ("rust", None),
        ] {
            assert_eq!(Runtime::named(name).family, family, "{name}");
        }
    }

    #[test]
    fn the_function_s_own_config_wins_over_the_project() {
        let manifest = Syntax::parse("@aws\nruntime python3.12\nruntime ruby\n").reading;
        let config = |text: &str| {
            let config = Syntax::parse(text).reading;
            Runtime::effective(&manifest, Some(&config)).name
        };
        assert_eq!(Runtime::effective(&manifest, None).name, "ruby");
        assert_eq!(config("@aws\ntimeout 5\n"), "ruby");
        assert_eq!(config("@aws\nruntime deno\n"), "deno");
        assert_eq!(config("@arc\nruntime py\n@aws\nruntime deno\n"), "py");
        assert_eq!(config("@aws\nruntime\n  nodejs20.x\n"), "nodejs20.x");
        let plain = Syntax::parse("@app\nx\n").reading;
        assert_eq!(Runtime::effective(&plain, None).name, "nodejs22.x");
    }
}
