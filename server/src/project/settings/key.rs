//! The keys of `arc-lsp.toml`.

/// A key, declared.
#[derive(Debug)]
pub struct Key {
    /// Its name, with the table that it stands in: `format.quotes`.
    pub name: &'static str,
    /// What it takes.
    pub kind: KeyKind,
    /// What it does, in one or two sentences.
    pub doc: &'static str,
    /// What counts when it is not there, as TOML; nothing where then nothing does.
    pub default: Option<&'static str>,
    /// A value, as TOML.
    pub example: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A text that is not empty.
    Text,
    /// Which versions of arc-lsp will do, as Cargo writes it.
    Version,
    /// A version of Architect, its last numbers left out or not.
    Release,
    /// A list of patterns, as in a `.gitignore`.
    Patterns,
    /// A table of rules, each with its level.
    Levels,
    /// True or false.
    Flag,
    /// One of these texts.
    Choice(&'static [&'static str]),
}

/// How much a rule's problems weigh here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all: they are not reported.
    Off,
    /// As hints.
    Hint,
    /// As warnings.
    Warning,
    /// As errors.
    Error,
}

impl Level {
    /// Every level, from the least to the most.
    pub const ALL: [Level; 4] = [Level::Off, Level::Hint, Level::Warning, Level::Error];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Hint => "hint",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// Every key there is.
pub static KEYS: [Key; 9] = [
    Key {
        name: "rules",
        kind: KeyKind::Levels,
        doc: "How much the problems of a rule weigh, by the rule's name: `error`, `warning`, `hint`, or `off` to have \
              none reported.",
        default: None,
        example: "{ undeclared-handler = \"off\", missing-handler = \"warning\" }",
    },
    Key {
        name: "exclude",
        kind: KeyKind::Patterns,
        doc: "Paths in which nothing is reported: patterns as in a `.gitignore`, relative to the folder of this file.",
        default: Some("[]"),
        example: "[\"examples/\", \"**/fixtures/\"]",
    },
    Key {
        name: "stage",
        kind: KeyKind::Text,
        doc: "The stage for which `arc-lsp sam` and `arc-lsp inventory` resolve the manifest, unless told another.",
        default: Some("\"staging\""),
        example: "\"production\"",
    },
    Key {
        name: "region",
        kind: KeyKind::Text,
        doc: "The AWS region by which layers are judged where the manifest names none. `--region` comes before it.",
        default: None,
        example: "\"eu-central-1\"",
    },
    Key {
        name: "architect",
        kind: KeyKind::Release,
        doc: "The version of Architect that deploys the project. What only a later one reads is reported, and what it \
              still reads is not called retired. Without it the newest is meant.",
        default: None,
        example: "\"10.16\"",
    },
    Key {
        name: "required-version",
        kind: KeyKind::Version,
        doc: "The versions of arc-lsp that this project takes, as Cargo writes them. Any other stops with status 2, so \
              that all who work on the project see the same problems.",
        default: None,
        example: "\">=0.1, <1\"",
    },
    Key {
        name: "format.align-comments",
        kind: KeyKind::Flag,
        doc: "Whether comments that stand in one column behind the lines of a block are kept in one column. \
              Otherwise each stands one space behind its line.",
        default: Some("true"),
        example: "false",
    },
    Key {
        name: "format.quotes",
        kind: KeyKind::Choice(&["needed", "keep"]),
        doc: "Whether quotes are taken away where the value is the same without them (`needed`), or stay as they are \
              written (`keep`).",
        default: Some("\"needed\""),
        example: "\"keep\"",
    },
    Key {
        name: "hover.template",
        kind: KeyKind::Choice(&["yaml", "json", "off"]),
        doc: "How a hover shows the resources that an entry or pragma makes: as `yaml`, as `json`, or not at all (`off`). \
              The language server only.",
        default: Some("\"yaml\""),
        example: "\"json\"",
    },
];
