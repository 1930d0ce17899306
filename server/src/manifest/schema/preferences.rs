//! `prefs.arc`: how Architect works on this machine.

use super::spec::{
    Choice, DefaultValue, EntryForm, File, Place, PragmaSpec, SettingSpec, Status, ValueType,
};

const CREATE: &str =
    "https://arc.codes/docs/en/reference/configuration/local-preferences#%40create";
const ENV: &str = "https://arc.codes/docs/en/reference/configuration/local-preferences#%40env";
const SANDBOX: &str =
    "https://arc.codes/docs/en/reference/configuration/local-preferences#%40sandbox";
const STARTUP: &str =
    "https://arc.codes/docs/en/reference/configuration/local-preferences#%40sandbox-startup";

const STAGES: &[Choice] = &[
    Choice { value: "testing", summary: "The sandbox's own (the default)." },
    Choice { value: "staging", summary: "Those of the staging stage." },
    Choice { value: "production", summary: "Those of the production stage." },
];

const fn template(name: &'static str, summary: &'static str) -> SettingSpec {
    SettingSpec::new(name, ValueType::Text, summary, CREATE)
}

const TEMPLATES: &[SettingSpec] = &[
    template("http", "The template of new routes."),
    template("events", "The template of new topic handlers."),
    template("queues", "The template of new queue handlers."),
    template("scheduled", "The template of new schedule handlers."),
    template("tables-streams", "The template of new stream handlers."),
    template("ws", "The template of new WebSocket handlers."),
];

const fn port(name: &'static str, summary: &'static str) -> SettingSpec {
    SettingSpec::new(name, ValueType::Port, summary, SANDBOX)
}

const PORTS: &[SettingSpec] = &[
    port("http", "The port of the HTTP server."),
    port("events", "The port of the event bus."),
    port("queues", "The port of the queues."),
    port("tables", "The port of the database."),
];

const fn variables(stage: &'static str, summary: &'static str) -> SettingSpec {
    SettingSpec {
        default: DefaultValue::Words("none"),
        ..SettingSpec::new(stage, ValueType::Map, summary, ENV)
    }
}

/// `@sandbox-start` and `@sandbox-startup` are one.
const fn startup(name: &'static str, status: Status) -> PragmaSpec {
    PragmaSpec {
        name,
        file: File::Preferences,
        status,
        summary: "Commands that the sandbox runs when it starts, one a line.",
        docs_url: STARTUP,
        entries: &[EntryForm {
            label: "command",
            snippet: "${1:node scripts/seed.js}",
            summary: "A command of the shell.",
        }],
        names: None,
        place: Place::Nowhere,
        settings: &[],
        requires: &[],
    }
}

pub(super) const PRAGMAS: &[PragmaSpec] = &[
    PragmaSpec {
        name: "env",
        file: File::Preferences,
        status: Status::Current,
        summary: "Environment variables by stage; a `.env` file beside it replaces all of them.",
        docs_url: ENV,
        entries: &[EntryForm {
            label: "stage with variables",
            snippet: "${1|testing,staging,production|}\n  ${2:NAME} ${3:value}",
            summary: "One variable a line.",
        }],
        names: None,
        place: Place::Pragma,
        settings: &[
            variables("testing", "Variables of the sandbox."),
            variables("staging", "Variables of the staging stage, sent by `arc env`."),
            variables("production", "Variables of the production stage, sent by `arc env`."),
        ],
        requires: &[],
    },
    PragmaSpec {
        name: "sandbox",
        file: File::Preferences,
        status: Status::Current,
        summary: "How the local server runs.",
        docs_url: SANDBOX,
        entries: &[
            EntryForm {
                label: "setting value",
                snippet: "${1|livereload,no-hydrate,useAWS,env,seed-data,external-db|} ${2:true}",
                summary: "One setting a line.",
            },
            EntryForm {
                label: "ports",
                snippet: "ports\n  http ${1:3333}",
                summary: "Fixed ports, one a line.",
            },
        ],
        names: None,
        place: Place::Pragma,
        settings: &[
            SettingSpec::new(
                "livereload",
                ValueType::Boolean,
                "Whether the browser reloads when the code of a page changes.",
                SANDBOX,
            )
            .default("false")
            .since("10.0.0"),
            SettingSpec::new("ports", ValueType::Map, "Ports of the local services.", SANDBOX)
                .default_words("ports that are free")
                .since("10.0.0")
                .nested(PORTS),
            SettingSpec::new(
                "env",
                ValueType::OneOf(STAGES),
                "The stage whose variables the sandbox uses.",
                SANDBOX,
            )
            .default("testing"),
            SettingSpec::new(
                "external-db",
                ValueType::Boolean,
                "Whether tables are left to a DynamoDB that already runs.",
                SANDBOX,
            )
            .default("false"),
            SettingSpec::new(
                "useAWS",
                ValueType::Boolean,
                "Whether tables, topics and queues are those of the deployed app.",
                SANDBOX,
            )
            .default("false"),
            SettingSpec::new(
                "no-hydrate",
                ValueType::Boolean,
                "Whether starting leaves the functions' dependencies alone.",
                SANDBOX,
            )
            .default("false"),
            SettingSpec::new(
                "seed-data",
                ValueType::Text,
                "The file with the items that tables start with.",
                SANDBOX,
            )
            .default_words("`sandbox-seed.js` or `.json`"),
        ],
        requires: &[],
    },
    startup("sandbox-startup", Status::Current),
    startup("sandbox-start", Status::Current),
    PragmaSpec {
        name: "create",
        file: File::Preferences,
        status: Status::Current,
        summary: "How `arc init` writes handlers that are missing.",
        docs_url: CREATE,
        entries: &[
            EntryForm {
                label: "autocreate",
                snippet: "autocreate true",
                summary: "Write missing handlers when the sandbox starts or a deploy runs.",
            },
            EntryForm {
                label: "templates",
                snippet: "templates\n  ${1|http,events,queues,scheduled,tables-streams,ws|} ${2:path/to/template.js}",
                summary: "Handlers of your own, by pragma.",
            },
        ],
        names: None,
        place: Place::Pragma,
        settings: &[
            SettingSpec::new(
                "autocreate",
                ValueType::Boolean,
                "Whether the sandbox and deploys write handlers that are missing.",
                CREATE,
            )
            .default("false"),
            SettingSpec::new(
                "templates",
                ValueType::Map,
                "Files that new handlers are copied from, by pragma.",
                CREATE,
            )
            .default_words("Architect's own")
            .nested(TEMPLATES),
        ],
        requires: &[],
    },
];
