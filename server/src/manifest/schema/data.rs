//! `@tables` and `@tables-indexes`.

use super::functions::LOOSE;
use super::spec::{
    Choice, EntryForm, File, NameSpec, Place, PragmaSpec, SettingSpec, Status, ValueType,
};

const TABLES: &str = "https://arc.codes/docs/en/reference/project-manifest/tables";
const INDEXES: &str = "https://arc.codes/docs/en/reference/project-manifest/tables-indexes";

/// The values that make an attribute a key, or the time at which an item expires. They stand behind the
/// attribute's name and are read in any case (`TTL` only as `TTL` or `ttl`).
pub const KEY_TYPES: &[Choice] = &[
    Choice { value: "*String", summary: "Partition key, a string." },
    Choice { value: "*Number", summary: "Partition key, a number." },
    Choice { value: "**String", summary: "Sort key, a string." },
    Choice { value: "**Number", summary: "Sort key, a number." },
];

/// The value that makes an attribute the time at which DynamoDB removes an item.
pub const TTL: Choice =
    Choice { value: "TTL", summary: "When the item expires, in seconds since 1970." };

pub(super) const PRAGMAS: &[PragmaSpec] = &[
    PragmaSpec {
        name: "tables",
        file: File::Manifest,
        status: Status::Current,
        summary: "DynamoDB tables with their keys; attributes that are no key are not declared.",
        docs_url: TABLES,
        entries: &[
            EntryForm {
                label: "name with a partition key",
                snippet: "${1:table}\n  ${2:id} *String",
                summary: "A table whose items are found by one attribute.",
            },
            EntryForm {
                label: "name with a partition and a sort key",
                snippet: "${1:table}\n  ${2:id} *String\n  ${3:created} **String",
                summary: "A table whose items are grouped by one attribute and sorted by another.",
            },
        ],
        names: Some(NameSpec { pattern: LOOSE, min: 3, max: 255 }),
        place: Place::Entry,
        settings: &[
            SettingSpec::new(
                "encrypt",
                ValueType::BooleanOrText,
                "Encryption at rest by a key of KMS: `true` for the one that AWS manages, or the ID of your own.",
                TABLES,
            )
            .default_words("a key that DynamoDB owns"),
            SettingSpec::new(
                "PointInTimeRecovery",
                ValueType::Boolean,
                "Continuous backups of the last 35 days.",
                TABLES,
            )
            .aliases(&["PITR", "pitr"])
            .default("false"),
            SettingSpec::new(
                "stream",
                ValueType::Boolean,
                "A function that is called with every change of the table, in `src/tables-streams/NAME`.",
                TABLES,
            )
            .default("false")
            .deprecated("@tables-streams"),
        ],
        requires: &[],
    },
    PragmaSpec {
        name: "tables-indexes",
        file: File::Manifest,
        status: Status::Current,
        summary: "Global secondary indexes of tables, each under the name of its table.",
        docs_url: INDEXES,
        entries: &[
            EntryForm {
                label: "table with a partition key",
                snippet: "${1:table}\n  ${2:email} *String",
                summary: "An index named for its keys: `email-index`.",
            },
            EntryForm {
                label: "table with keys and a name",
                snippet: "${1:table}\n  ${2:email} *String\n  ${3:created} **String\n  name ${4:byEmail}",
                summary: "An index with a name of its own.",
            },
        ],
        names: Some(NameSpec { pattern: LOOSE, min: 3, max: 255 }),
        place: Place::Entry,
        settings: &[
            SettingSpec::new("name", ValueType::Text, "The index's name.", INDEXES)
                .default_words("the keys and `index`, with `-` between")
                .since("8.4.10"),
            SettingSpec::new(
                "projection",
                ValueType::Projection,
                "What of an item the index holds: `all`, `keys`, or the attributes that are listed.",
                INDEXES,
            )
            .default("all"),
        ],
        requires: &["tables"],
    },
];
