//! The pragmas that declare functions.

use super::spec::{EntryForm, File, NameSpec, Place, PragmaSpec, SettingSpec, Status, ValueType};

const EVENTS: &str = "https://arc.codes/docs/en/reference/project-manifest/events";
const HTTP: &str = "https://arc.codes/docs/en/reference/project-manifest/http";
const QUEUES: &str = "https://arc.codes/docs/en/reference/project-manifest/queues";
const SCHEDULED: &str = "https://arc.codes/docs/en/reference/project-manifest/scheduled";
const STREAMS: &str = "https://arc.codes/docs/en/reference/project-manifest/tables-streams";
const WS: &str = "https://arc.codes/docs/en/reference/project-manifest/ws";

/// What the inventory allows in names nearly everywhere.
pub(super) const LOOSE: &str = r"^[a-zA-Z0-9/\-._]*$";

/// A verb of HTTP as `@http` knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpMethod {
    /// In lower case; the manifest may have it in any.
    pub name: &'static str,
    /// What it is used for, in one line.
    pub summary: &'static str,
}

const fn method(name: &'static str, summary: &'static str) -> HttpMethod {
    HttpMethod { name, summary }
}

/// The verbs, in the order in which routes are sorted.
pub const HTTP_METHODS: &[HttpMethod] = &[
    method("get", "Reads a resource; the only verb, with `any`, that gets `@views`."),
    method("post", "Creates a resource or submits a form."),
    method("put", "Replaces a resource."),
    method("patch", "Changes parts of a resource."),
    method("delete", "Removes a resource."),
    method("options", "Says what a resource allows, for instance to CORS."),
    method("head", "Like `get`, without a body."),
    method("any", "Every verb that no other route of the same path takes."),
];

const fn src(docs_url: &'static str) -> SettingSpec {
    SettingSpec::new(
        "src",
        ValueType::Folder,
        "The folder of the handler, relative to the project.",
        docs_url,
    )
}

const fn named(label: &'static str, snippet: &'static str, summary: &'static str) -> EntryForm {
    EntryForm { label, snippet, summary }
}

pub(super) const PRAGMAS: &[PragmaSpec] = &[
    PragmaSpec {
        name: "http",
        file: File::Manifest,
        status: Status::Current,
        summary: "Routes of an API Gateway HTTP API, each with its own function.",
        docs_url: HTTP,
        entries: &[
            named(
                "method /path",
                "${1|get,post,put,patch,delete,options,head,any|} ${2:/}",
                "A route whose handler lies in `src/http/METHOD-PATH`.",
            ),
            named(
                "/path with settings",
                "${1:/path}\n  method ${2|get,post,put,patch,delete,options,head,any|}\n  src ${3:src/http/handler}",
                "A route whose handler lies elsewhere.",
            ),
        ],
        names: None,
        place: Place::Entry,
        settings: &[
            SettingSpec::new(
                "method",
                ValueType::HttpMethod,
                "The verb of the route; the verbose form needs one.",
                HTTP,
            ),
            src(HTTP).default_words("`src/http/METHOD-PATH`"),
        ],
        requires: &[],
    },
    PragmaSpec {
        name: "events",
        file: File::Manifest,
        status: Status::Current,
        summary: "SNS topics, each with the function that handles what is published to it.",
        docs_url: EVENTS,
        entries: &[
            named("name", "${1:topic}", "A topic whose handler lies in `src/events/NAME`."),
            named(
                "name with src",
                "${1:topic}\n  src ${2:src/events/topic}",
                "A topic whose handler lies elsewhere.",
            ),
        ],
        // Ten characters are left to what the template adds.
        names: Some(NameSpec { pattern: LOOSE, min: 1, max: 246 }),
        place: Place::Entry,
        settings: &[src(EVENTS).default_words("`src/events/NAME`")],
        requires: &[],
    },
    PragmaSpec {
        name: "queues",
        file: File::Manifest,
        status: Status::Current,
        summary: "SQS queues, FIFO unless said otherwise, each with the function that works them off.",
        docs_url: QUEUES,
        entries: &[
            named("name", "${1:queue}", "A FIFO queue whose handler lies in `src/queues/NAME`."),
            named(
                "name with settings",
                "${1:queue}\n  fifo ${2|false,true|}",
                "A queue that is not FIFO, has a batch, or whose handler lies elsewhere.",
            ),
        ],
        names: Some(NameSpec { pattern: LOOSE, min: 1, max: 246 }),
        place: Place::Entry,
        settings: &[
            src(QUEUES).default_words("`src/queues/NAME`"),
            SettingSpec::new(
                "fifo",
                ValueType::Boolean,
                "Whether messages keep their order and come once.",
                QUEUES,
            )
            .default_words("`fifo` of the manifest's `@aws`, else `true`")
            .since("12.0.0"),
            SettingSpec::new(
                "batchSize",
                ValueType::Integer { min: 1, max: 10_000 },
                "Of a FIFO queue: how many copies of the function may run at once; one message each. Ignored without FIFO.",
                QUEUES,
            )
            .default("1")
            .since("12.0.0"),
            SettingSpec::new(
                "batchWindow",
                ValueType::Integer { min: 1, max: 900 },
                "Of a FIFO queue: the function's timeout in seconds, and six times that its visibility timeout. Ignored without FIFO.",
                QUEUES,
            )
            .since("12.0.0"),
        ],
        requires: &[],
    },
    PragmaSpec {
        name: "scheduled",
        file: File::Manifest,
        status: Status::Current,
        summary: "Functions that EventBridge Scheduler calls at a rate or by a calendar.",
        docs_url: SCHEDULED,
        entries: &[
            named(
                "name rate(…)",
                "${1:daily} rate(${2:1 day})",
                "Every so many minutes, hours or days, counted from the deploy.",
            ),
            named(
                "name cron(…)",
                "${1:nightly} cron(${2:0} ${3:3} ${4:*} ${5:*} ${6:?} ${7:*})",
                "At given times of the calendar, in UTC.",
            ),
            named(
                "name with settings",
                "${1:nightly}\n  cron ${2:0 3 * * ? *}\n  timezone ${3:Europe/Berlin}",
                "With a time zone, or a handler that lies elsewhere.",
            ),
        ],
        // Fourteen characters are left to what the template adds.
        names: Some(NameSpec { pattern: LOOSE, min: 1, max: 242 }),
        place: Place::Entry,
        settings: &[
            SettingSpec::new(
                "rate",
                ValueType::Rate,
                "A number and a unit: `1 day`, `5 minutes`.",
                SCHEDULED,
            ),
            SettingSpec::new(
                "cron",
                ValueType::Cron,
                "Minutes, hours, day of month, month, day of week, year; one of the two days is `?`.",
                SCHEDULED,
            ),
            SettingSpec::new(
                "timezone",
                ValueType::TimeZone,
                "The time zone that `cron` is read in, by its IANA name.",
                SCHEDULED,
            )
            .default("UTC")
            .since("12.0.0"),
            src(SCHEDULED).default_words("`src/scheduled/NAME`"),
        ],
        requires: &[],
    },
    PragmaSpec {
        name: "tables-streams",
        file: File::Manifest,
        status: Status::Current,
        summary: "Functions that are called with every change of a table's items.",
        docs_url: STREAMS,
        entries: &[
            named(
                "table",
                "${1:table}",
                "The stream of that table, whose handler lies in `src/tables-streams/NAME`.",
            ),
            named(
                "name with settings",
                "${1:name}\n  table ${2:table}",
                "A stream with a name of its own: one table can have several.",
            ),
        ],
        names: Some(NameSpec { pattern: LOOSE, min: 3, max: 255 }),
        place: Place::Entry,
        settings: &[
            SettingSpec::new(
                "table",
                ValueType::Table,
                "The table whose changes are streamed.",
                STREAMS,
            )
            .default_words("the table of the entry's name"),
            src(STREAMS).default_words("`src/tables-streams/NAME`"),
        ],
        requires: &["tables"],
    },
    PragmaSpec {
        name: "ws",
        file: File::Manifest,
        status: Status::Current,
        summary: "A WebSocket API; `connect`, `default` and `disconnect` are always there, more are named by the message's `action`.",
        docs_url: WS,
        entries: &[
            named(
                "action",
                "${1:action}",
                "A route for messages whose `action` has that name; its handler lies in `src/ws/NAME`.",
            ),
            named(
                "action with src",
                "${1:action}\n  src ${2:src/ws/action}",
                "A route whose handler lies elsewhere.",
            ),
        ],
        names: Some(NameSpec { pattern: LOOSE, min: 1, max: 255 }),
        place: Place::Entry,
        settings: &[src(WS).default_words("`src/ws/NAME`")],
        requires: &[],
    },
];
