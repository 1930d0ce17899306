//! Reads `arc-lsp.toml`, key by key, so that everything wrong in it is said at once and in its place.

use std::path::{Path, PathBuf};

use ignore::gitignore::GitignoreBuilder;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::manifest::schema::Release;
use crate::text::Span;

use super::exclude::Exclude;
use super::key::{KEYS, Key, KeyKind, Level};
use super::settings::{
    FormatSettings, Quotes, RuleLevel, Settings, SettingsProblem, TemplateFormat,
};

/// The settings that a text says, in a file that lies at `path`, and those of `base` where it says nothing.
pub(super) fn read(path: &Path, text: &str, base: Settings) -> Settings {
    let mut reader = Reader {
        settings: Settings { text: text.to_owned(), ..base },
        exclude: None,
        folder: path.parent().unwrap_or(path).to_owned(),
    };
    match DeTable::parse(text) {
        Ok(table) => reader.table("", table.get_ref()),
        Err(error) => {
            let span = error.span().map_or_else(Span::default, Span::from);
            reader.problem(span, error.message().to_owned());
        }
    }
    let mut settings = reader.settings;
    // Each pattern was built alone before.
    if let Some(Ok(exclude)) = reader.exclude.map(|exclude| exclude.build()) {
        settings.exclude = Exclude::of(exclude);
    }
    settings.problems.sort_by_key(|problem| problem.span);
    settings
}

struct Reader {
    settings: Settings,
    exclude: Option<GitignoreBuilder>,
    folder: PathBuf,
}

impl Reader {
    fn problem(&mut self, span: Span, message: String) {
        self.settings.problems.push(SettingsProblem { span, message });
    }

    /// The keys of a table; `prefix` is its name with a dot behind it.
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let full = format!("{prefix}{}", name.get_ref());
            let section = format!("{full}.");
            if let Some(key) = KEYS.iter().find(|key| key.name == full) {
                self.value(key, value);
            } else if KEYS.iter().any(|key| key.name.starts_with(&section)) {
                match value.get_ref() {
                    DeValue::Table(table) => self.table(&section, table),
                    other => {
                        let message = format!("`{full}` is a table, not {}", article(other));
                        self.problem(value.span().into(), message);
                    }
                }
            } else {
                self.unknown(&full, name.span().into());
            }
        }
    }

    fn unknown(&mut self, name: &str, span: Span) {
        let sections = KEYS.iter().filter_map(|key| Some(key.name.split_once('.')?.0));
        let known = KEYS.iter().map(|key| key.name).chain(sections);
        let nearest = known
            .map(|known| (strsim::damerau_levenshtein(known, name), known))
            .filter(|(distance, _)| *distance <= name.len() / 3)
            .min();
        let advice = match nearest {
            Some((_, known)) => format!("did you mean `{known}`?"),
            None => {
                let names: Vec<_> = KEYS.iter().map(|key| format!("`{}`", key.name)).collect();
                format!("there are {}", names.join(", "))
            }
        };
        self.problem(span, format!("there is no setting `{name}`: {advice}"));
    }

    fn value(&mut self, key: &Key, value: &Spanned<DeValue<'_>>) {
        let span = Span::from(value.span());
        match (key.kind, value.get_ref()) {
            (KeyKind::Text, DeValue::String(text)) if !text.trim().is_empty() => {
                self.text(key.name, text.to_string());
            }
            (KeyKind::Version, DeValue::String(text)) => self.version(text, span),
            (KeyKind::Release, DeValue::String(text)) if Release::parse(text).is_some() => {
                self.settings.architect = Release::parse(text);
            }
            (KeyKind::Flag, DeValue::Boolean(flag)) => self.flag(key.name, *flag),
            (KeyKind::Choice(choices), DeValue::String(text))
                if choices.contains(&text.as_ref()) =>
            {
                self.text(key.name, text.to_string());
            }
            (KeyKind::Patterns, DeValue::Array(patterns)) => {
                let mut exclude = GitignoreBuilder::new(&self.folder);
                for pattern in patterns {
                    self.pattern(key, pattern, &mut exclude);
                }
                self.exclude = Some(exclude);
            }
            (KeyKind::Levels, DeValue::Table(table)) => {
                for (rule, level) in table {
                    self.level(rule.get_ref(), rule.span().into(), level);
                }
            }
            (kind, other) => {
                let wanted = wanted(kind);
                let found = article(other);
                self.problem(span, format!("`{}` takes {wanted}, not {found}", key.name));
            }
        }
    }

    fn text(&mut self, key: &str, text: String) {
        let FormatSettings { quotes, .. } = &mut self.settings.format;
        match key {
            "stage" => self.settings.stage = Some(text),
            "region" => self.settings.region = Some(text),
            "format.quotes" => {
                *quotes = if text == "keep" { Quotes::Keep } else { Quotes::Needed };
            }
            "hover.template" => self.settings.hover.template = TemplateFormat::from_name(&text),
            _ => {}
        }
    }

    fn flag(&mut self, key: &str, flag: bool) {
        if key == "format.align-comments" {
            self.settings.format.align_comments = flag;
        }
    }

    fn version(&mut self, text: &str, span: Span) {
        let own = env!("CARGO_PKG_VERSION");
        let version = semver::Version::parse(own).expect("Cargo checks the version of a package");
        match semver::VersionReq::parse(text) {
            Ok(wanted) if wanted.matches(&version) => {}
            Ok(_) => {
                let message = format!("this project takes arc-lsp `{text}`, and this is {own}");
                self.problem(span, message);
            }
            Err(error) => {
                let message =
                    format!("`{text}` is no range of versions ({error}): write `>=0.1, <1`");
                self.problem(span, message);
            }
        }
    }

    fn pattern(
        &mut self,
        key: &Key,
        pattern: &Spanned<DeValue<'_>>,
        exclude: &mut GitignoreBuilder,
    ) {
        let span = Span::from(pattern.span());
        let DeValue::String(text) = pattern.get_ref() else {
            let found = article(pattern.get_ref());
            self.problem(span, format!("a pattern of `{}` is a text, not {found}", key.name));
            return;
        };
        if let Err(error) = exclude.add_line(None, text) {
            self.problem(span, format!("`{text}` is no pattern: {error}"));
        }
    }

    fn level(&mut self, rule: &str, span: Span, value: &Spanned<DeValue<'_>>) {
        let name = value.get_ref().as_str();
        if let Some(level) = name.and_then(Level::from_name) {
            self.settings.levels.retain(|known| known.rule != rule);
            self.settings.levels.push(RuleLevel { rule: rule.to_owned(), span, level });
            return;
        }
        let found = match name {
            Some(name) => format!("`{name}`"),
            None => article(value.get_ref()),
        };
        let names = Level::ALL.map(|level| format!("`{}`", level.name())).join(", ");
        self.problem(value.span().into(), format!("a rule is one of {names}, not {found}"));
    }
}

fn wanted(kind: KeyKind) -> String {
    match kind {
        KeyKind::Text => "a text that is not empty".to_owned(),
        KeyKind::Version => "a range of versions, such as \">=0.1, <1\"".to_owned(),
        KeyKind::Release => "a version of Architect, such as \"10.16\"".to_owned(),
        KeyKind::Patterns => "a list of patterns".to_owned(),
        KeyKind::Levels => "a table of rules, each with its level".to_owned(),
        KeyKind::Flag => "`true` or `false`".to_owned(),
        KeyKind::Choice(choices) => {
            choices.iter().map(|it| format!("`\"{it}\"`")).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn article(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("`\"{text}\"`"),
        DeValue::Integer(_) | DeValue::Float(_) => "a number".to_owned(),
        DeValue::Boolean(flag) => format!("`{flag}`"),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use expect_test::{Expect, expect};

    use super::super::super::{FileSystem, Memory};
    use super::super::{KEYS, Level, Quotes, Settings};
    use super::read;

    fn check(text: &str, expected: Expect) {
        let settings = read(Path::new("/a/arc-lsp.toml"), text, Settings::default());
        let line = |problem: &super::SettingsProblem| {
            format!("{:?}: {}\n", problem.span.of(text), problem.message)
        };
        expected.assert_eq(&settings.problems.iter().map(line).collect::<String>());
    }

    #[test]
    fn every_example_of_a_key_is_taken() {
        for key in &KEYS {
            let values = [Some(key.example), key.default];
            for value in values.into_iter().flatten() {
                check(&format!("{} = {value}\n", key.name), expect![""]);
            }
        }
    }

    #[test]
    fn what_is_written_counts() {
        let text = "stage = \"production\"\nexclude = [\"old/\"]\n[rules]\nmissing-app = \"off\"\n[format]\nquotes = \"keep\"\n";
        let settings = read(Path::new("/a/arc-lsp.toml"), text, Settings::default());
        assert_eq!(settings.stage.as_deref(), Some("production"));
        assert_eq!(settings.level("missing-app"), Some(Level::Off));
        assert_eq!(settings.format.quotes, Quotes::Keep);
    }

    #[test]
    fn everything_wrong_is_said_in_its_place() {
        check(
            "stag = 1\nstage = 1\nregion = \"\"\nrequired-version = \"2\"\nexclude = [1, \"[\"]\nformat = 1\n[rules]\n\
             a = \"of\"\nb = 2\n",
            expect![[r#"
                "stag": there is no setting `stag`: did you mean `stage`?
                "1": `stage` takes a text that is not empty, not a number
                "\"\"": `region` takes a text that is not empty, not `""`
                "\"2\"": this project takes arc-lsp `2`, and this is 0.1.0
                "1": a pattern of `exclude` is a text, not a number
                "1": `format` is a table, not a number
                "\"of\"": a rule is one of `off`, `hint`, `warning`, `error`, not `of`
                "2": a rule is one of `off`, `hint`, `warning`, `error`, not a number
            "#]],
        );
        check(
            "architect = \"^10\"\nrequired-version = \"new\"\n[format]\nquotes = \"no\"\ncolour = 1\n",
            expect![[r#"
                "\"^10\"": `architect` takes a version of Architect, such as "10.16", not `"^10"`
                "\"new\"": `new` is no range of versions (unexpected character 'n' while parsing major version number): write `>=0.1, <1`
                "\"no\"": `format.quotes` takes `"needed"` or `"keep"`, not `"no"`
                "colour": there is no setting `format.colour`: there are `rules`, `exclude`, `stage`, `region`, `architect`, `required-version`, `format.align-comments`, `format.quotes`, `hover.template`
            "#]],
        );
        check(
            "stage = \n",
            expect![[r#"
            "": string values must be quoted, expected literal string
        "#]],
        );
    }

    #[test]
    fn the_nearest_counts() {
        let mut files = Memory::default();
        files.insert("/a/arc-lsp.toml", "stage = \"far\"\nexclude = [\"b/c\"]\n".as_bytes());
        files.insert("/a/b/arc-lsp.toml", "stage = \"near\"\n".as_bytes());
        files.insert("/a/b/c/app.arc", "@app\nx\n".as_bytes());
        let stage =
            |files: &dyn FileSystem, folder: &str| Settings::find(files, Path::new(folder)).stage;
        assert_eq!(stage(&files, "/a/b/c").as_deref(), Some("near"));
        assert_eq!(stage(&files, "/a").as_deref(), Some("far"));
        assert_eq!(stage(&files, "/"), None);
        let far = Settings::find(&files, Path::new("/a"));
        assert!(far.excludes(Path::new("/a/b/c/app.arc")));
        assert!(
            !far.excludes(Path::new("/a/b/app.arc")) && !far.excludes(Path::new("/b/c/app.arc"))
        );
    }
}
