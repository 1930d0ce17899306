//! The types that the table is made of.

/// The kind of file that a pragma belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum File {
    /// `app.arc` and its other names.
    Manifest,
    /// `config.arc` in a function's folder.
    FunctionConfig,
    /// `prefs.arc` and its other names.
    Preferences,
}

/// Whether a name is still to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is.
    Current,
    /// It still works, and something else is meant to be used.
    Deprecated {
        /// What to use.
        instead: &'static str,
    },
    /// Architect ignores it.
    Retired {
        /// What to use, where there is something.
        instead: Option<&'static str>,
    },
}

/// Where the settings of a pragma are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Each is an entry of the pragma: `@aws` / `timeout 30`.
    Pragma,
    /// Each is a key below an entry: `@queues` / `jobs` / `  fifo false`.
    Entry,
    /// The pragma has none.
    Nowhere,
}

/// A pragma.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PragmaSpec {
    /// Without `@`.
    pub name: &'static str,
    /// The file that it belongs to.
    pub file: File,
    /// Whether it is still to be used.
    pub status: Status,
    /// What it is for, in one line of Markdown.
    pub summary: &'static str,
    /// Its official page.
    pub docs_url: &'static str,
    /// How an entry is written, the plainest form first.
    pub entries: &'static [EntryForm],
    /// What names its entries may have; nothing where entries have no name of their own.
    pub names: Option<NameSpec>,
    /// Where its settings are written.
    pub place: Place,
    /// Its settings.
    pub settings: &'static [SettingSpec],
    /// Pragmas without which the inventory rejects this one.
    pub requires: &'static [&'static str],
}

/// A way to write an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryForm {
    /// As one would say it: `method /path`.
    pub label: &'static str,
    /// The text with LSP snippet placeholders.
    pub snippet: &'static str,
    /// When to use it, in one line.
    pub summary: &'static str,
}

/// What the inventory allows as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameSpec {
    /// The characters, as a regular expression.
    pub pattern: &'static str,
    /// The fewest characters (UTF-16 units).
    pub min: usize,
    /// The most characters (UTF-16 units).
    pub max: usize,
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SettingSpec {
    /// Its name.
    pub name: &'static str,
    /// Other names that mean the same.
    pub aliases: &'static [&'static str],
    /// The type of its value.
    pub value: ValueType,
    /// What holds when it is absent.
    pub default: DefaultValue,
    /// What it does, in one line of Markdown.
    pub summary: &'static str,
    /// Its official page, or the pragma's.
    pub docs_url: &'static str,
    /// Whether it is still to be used.
    pub status: Status,
    /// The release of Architect that brought it, where that is known.
    pub since: Option<&'static str>,
    /// Keys below it, of a setting that is a map.
    pub nested: &'static [SettingSpec],
}

/// The value of an absent setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// There is none: nothing happens.
    None,
    /// This one, as it would be written.
    Value(&'static str),
    /// Something that has to be said in words.
    Words(&'static str),
}

/// The type of a setting's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueType {
    /// `true` or `false`.
    Boolean,
    /// A whole number, both ends allowed.
    Integer {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// One of a few words.
    OneOf(&'static [Choice]),
    /// `true`, `false` or one of a few words.
    BooleanOr(&'static [Choice]),
    /// `true`, `false` or any string.
    BooleanOrText,
    /// Any string.
    Text,
    /// One or more strings.
    TextList,
    /// A Lambda runtime, one of its aliases, or one that a plugin brings.
    Runtime,
    /// A region of AWS.
    Region,
    /// A file and the function in it: `index.handler`.
    Handler,
    /// A folder in the project.
    Folder,
    /// An `http:` or `https:` URL.
    Url,
    /// The name of an S3 bucket.
    Bucket,
    /// ARNs of Lambda layers.
    Layers,
    /// Names or ARNs of policies.
    Policies,
    /// A verb of HTTP, in any case.
    HttpMethod,
    /// The name of a table that the manifest declares.
    Table,
    /// The words between the parentheses of `rate(…)`.
    Rate,
    /// The words between the parentheses of `cron(…)`.
    Cron,
    /// A time zone of the IANA database.
    TimeZone,
    /// Attributes of an index that are projected: `all`, `keys` or names.
    Projection,
    /// A map of names to values that are free.
    Map,
    /// A port number.
    Port,
}

/// A word that a setting may have as its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word.
    pub value: &'static str,
    /// What it means, in one line.
    pub summary: &'static str,
}

impl SettingSpec {
    /// A current setting without aliases, default or nested keys; each of these is filled in by struct update.
    pub(super) const fn new(
        name: &'static str,
        value: ValueType,
        summary: &'static str,
        docs_url: &'static str,
    ) -> SettingSpec {
        SettingSpec {
            name,
            aliases: &[],
            value,
            default: DefaultValue::None,
            summary,
            docs_url,
            status: Status::Current,
            since: None,
            nested: &[],
        }
    }

    /// The same setting with a default.
    pub(super) const fn default(self, value: &'static str) -> SettingSpec {
        SettingSpec { default: DefaultValue::Value(value), ..self }
    }

    /// The same setting with a default that has to be said in words.
    pub(super) const fn default_words(self, words: &'static str) -> SettingSpec {
        SettingSpec { default: DefaultValue::Words(words), ..self }
    }

    /// The same setting with further names.
    pub(super) const fn aliases(self, aliases: &'static [&'static str]) -> SettingSpec {
        SettingSpec { aliases, ..self }
    }

    /// The same setting, since a release.
    pub(super) const fn since(self, since: &'static str) -> SettingSpec {
        SettingSpec { since: Some(since), ..self }
    }

    /// The same setting, deprecated.
    pub(super) const fn deprecated(self, instead: &'static str) -> SettingSpec {
        SettingSpec { status: Status::Deprecated { instead }, ..self }
    }

    /// The same setting with keys below it.
    pub(super) const fn nested(self, nested: &'static [SettingSpec]) -> SettingSpec {
        SettingSpec { nested, ..self }
    }

    /// Whether this is the setting of that name, or of one of its aliases.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

impl PragmaSpec {
    /// The setting of that name or alias.
    pub fn setting(&self, name: &str) -> Option<&'static SettingSpec> {
        self.settings.iter().find(|setting| setting.is_named(name))
    }

    /// Whether the pragma is still to be used.
    pub fn is_current(&self) -> bool {
        self.status == Status::Current
    }
}
