//! `@aws` of a manifest: where the app is deployed, and what every function starts from.

use super::spec::{Choice, EntryForm, File, Place, PragmaSpec, SettingSpec, Status, ValueType};

const AWS: &str = "https://arc.codes/docs/en/reference/project-manifest/aws";
pub(super) const FUNCTION: &str =
    "https://arc.codes/docs/en/reference/configuration/function-config";

const API_TYPES: &[Choice] = &[
    Choice { value: "http", summary: "HTTP API, payload format 2.0 (the default)." },
    Choice { value: "httpv2", summary: "The same as `http`." },
    Choice { value: "httpv1", summary: "HTTP API, payload format 1.0." },
    Choice { value: "rest", summary: "REST API; needs `architect/plugin-rest-api`." },
];
const ARCHITECTURES: &[Choice] = &[
    Choice { value: "arm64", summary: "64-bit ARM, on Graviton (the default)." },
    Choice { value: "x86_64", summary: "64-bit x86." },
];

pub(super) const APIGATEWAY: SettingSpec = SettingSpec::new(
    "apigateway",
    ValueType::OneOf(API_TYPES),
    "The kind of API that `@http` makes.",
    "https://arc.codes/docs/en/reference/project-manifest/aws#apigateway",
)
.default("http");
pub(super) const ARCHITECTURE: SettingSpec = SettingSpec::new(
    "architecture",
    ValueType::OneOf(ARCHITECTURES),
    "The processor that functions run on.",
    "https://arc.codes/docs/en/reference/project-manifest/aws#architecture",
)
.default("arm64")
.since("9.1");
pub(super) const CONCURRENCY: SettingSpec = SettingSpec::new(
    "concurrency",
    ValueType::Integer { min: 0, max: i64::MAX },
    "How many copies of a function may run at once, reserved from the account's share; 0 turns it off.",
    "https://arc.codes/docs/en/reference/configuration/function-config#concurrency",
)
.default_words("not limited");
pub(super) const PROVISIONED_CONCURRENCY: SettingSpec = SettingSpec::new(
    "provisionedConcurrency",
    ValueType::Integer { min: 1, max: i64::MAX },
    "How many copies of a function are kept warm, for money; published under the alias `live`.",
    FUNCTION,
)
.default_words("none");
pub(super) const FIFO: SettingSpec = SettingSpec::new(
    "fifo",
    ValueType::Boolean,
    "Whether queues are FIFO where their entry does not say; in a function's own config it has no effect.",
    "https://arc.codes/docs/en/reference/project-manifest/queues",
)
.default("true");
pub(super) const HANDLER: SettingSpec = SettingSpec::new(
    "handler",
    ValueType::Handler,
    "The file and the function in it that Lambda calls, as `file.function`.",
    FUNCTION,
)
.default_words("the handler file that is found, and `handler`");
pub(super) const LAYERS: SettingSpec = SettingSpec::new(
    "layers",
    ValueType::Layers,
    "Up to five Lambda layers by their ARN, in the region of the app.",
    "https://arc.codes/docs/en/reference/configuration/function-config#layers",
)
.aliases(&["layer"]);
pub(super) const MEMORY: SettingSpec = SettingSpec::new(
    "memory",
    ValueType::Integer { min: 128, max: 10_240 },
    "Memory of a function in MB; its share of the processor grows with it.",
    "https://arc.codes/docs/en/reference/configuration/function-config#memory",
)
.default("1152");
pub(super) const POLICIES: SettingSpec = SettingSpec::new(
    "policies",
    ValueType::Policies,
    "Policies by name or ARN, instead of Architect's own; `architect-default-policies` keeps those.",
    "https://arc.codes/docs/en/reference/configuration/function-config#policies",
)
.aliases(&["policy"]);
pub(super) const RUNTIME: SettingSpec = SettingSpec::new(
    "runtime",
    ValueType::Runtime,
    "What a function runs on.",
    "https://arc.codes/docs/en/reference/project-manifest/aws#runtime",
)
.default("nodejs22.x");
pub(super) const STORAGE: SettingSpec = SettingSpec::new(
    "storage",
    ValueType::Integer { min: 512, max: 10_240 },
    "Size of a function's `/tmp` in MB.",
    "https://arc.codes/docs/en/reference/project-manifest/aws#storage",
)
.default("512")
.since("10.2.0");
pub(super) const TIMEOUT: SettingSpec = SettingSpec::new(
    "timeout",
    ValueType::Integer { min: 1, max: 900 },
    "Seconds after which a call of a function is given up.",
    "https://arc.codes/docs/en/reference/configuration/function-config#timeout",
)
.default("5");

pub(super) const PRAGMAS: &[PragmaSpec] = &[PragmaSpec {
    name: "aws",
    file: File::Manifest,
    status: Status::Current,
    summary: "Where the app is deployed, and the config that every function starts from.",
    docs_url: AWS,
    entries: &[
        EntryForm {
            label: "setting value",
            snippet: "${1|region,runtime,memory,timeout,profile|} ${2:value}",
            summary: "One setting a line.",
        },
        EntryForm {
            label: "setting with a list",
            snippet: "${1|policies,layers|}\n  ${2:value}",
            summary: "One value a line.",
        },
    ],
    names: None,
    place: Place::Pragma,
    settings: &[
        SettingSpec::new(
            "region",
            ValueType::Region,
            "The region that the app is deployed to.",
            "https://arc.codes/docs/en/reference/project-manifest/aws#region",
        )
        .default_words("`AWS_REGION` of the environment, else `us-west-2`"),
        SettingSpec::new(
            "profile",
            ValueType::Text,
            "The profile of the AWS credentials that a deploy uses.",
            "https://arc.codes/docs/en/reference/project-manifest/aws#profile",
        )
        .default_words("`AWS_PROFILE` of the environment"),
        SettingSpec::new(
            "bucket",
            ValueType::Bucket,
            "The bucket that a deploy puts its artefacts into, in the same region.",
            "https://arc.codes/docs/en/reference/project-manifest/aws#bucket",
        )
        .default_words("one that the deploy makes"),
        RUNTIME,
        MEMORY,
        TIMEOUT,
        STORAGE,
        ARCHITECTURE,
        CONCURRENCY,
        PROVISIONED_CONCURRENCY,
        LAYERS,
        POLICIES,
        HANDLER,
        FIFO,
        APIGATEWAY,
    ],
    requires: &[],
}];
