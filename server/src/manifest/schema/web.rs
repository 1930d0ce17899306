//! `@static`, `@proxy`, `@cdn`: what an app serves besides its functions.

use super::spec::{Choice, EntryForm, File, Place, PragmaSpec, SettingSpec, Status, ValueType};

const STATIC: &str = "https://arc.codes/docs/en/reference/project-manifest/static";
const PROXY: &str = "https://arc.codes/docs/en/reference/project-manifest/proxy";
const CDN: &str = "https://arc.codes/docs/en/guides/frontend/static-assets";

const COMPRESSION: &[Choice] =
    &[Choice { value: "br", summary: "Brotli." }, Choice { value: "gzip", summary: "Gzip." }];
const FINGERPRINT: &[Choice] = &[Choice {
    value: "external",
    summary: "A tool outside Architect has put the hashes into the names, and wrote `static.json`.",
}];

const fn proxy_url(stage: &'static str, summary: &'static str) -> SettingSpec {
    SettingSpec::new(stage, ValueType::Url, summary, PROXY)
}

pub(super) const PRAGMAS: &[PragmaSpec] = &[
    PragmaSpec {
        name: "static",
        file: File::Manifest,
        status: Status::Current,
        summary: "The S3 bucket for static assets and how they are uploaded; implied by `@http`.",
        docs_url: STATIC,
        entries: &[
            EntryForm {
                label: "setting value",
                snippet: "${1|folder,fingerprint,prune,prefix,spa,compression|} ${2:value}",
                summary: "One setting a line.",
            },
            EntryForm {
                label: "ignore",
                snippet: "ignore\n  ${1:pattern}",
                summary: "Assets that are not uploaded, one a line.",
            },
            EntryForm {
                label: "false",
                snippet: "false",
                summary: "No bucket and no `/_static`, also with `@http`.",
            },
        ],
        names: None,
        place: Place::Pragma,
        settings: &[
            SettingSpec::new(
                "folder",
                ValueType::Folder,
                "The folder that is uploaded.",
                STATIC,
            )
            .default("public"),
            SettingSpec::new(
                "fingerprint",
                ValueType::BooleanOr(FINGERPRINT),
                "Whether file names get a hash of their content and are cached for long.",
                STATIC,
            )
            .default("false"),
            SettingSpec::new(
                "ignore",
                ValueType::TextList,
                "Assets that are not uploaded: every file whose path contains one of these.",
                STATIC,
            ),
            SettingSpec::new(
                "prefix",
                ValueType::Text,
                "A folder in the bucket that everything is put under.",
                STATIC,
            ),
            SettingSpec::new(
                "prune",
                ValueType::Boolean,
                "Whether a deploy removes from the bucket what is no longer in the folder.",
                STATIC,
            )
            .default("false"),
            SettingSpec::new(
                "spa",
                ValueType::Boolean,
                "Whether every page request is answered with the root's page, as a single-page app wants it.",
                STATIC,
            )
            .default("false"),
            SettingSpec::new(
                "compression",
                ValueType::BooleanOr(COMPRESSION),
                "Whether assets are compressed when they are uploaded.",
                STATIC,
            )
            .default("false"),
            SettingSpec::new(
                "staging",
                ValueType::Bucket,
                "An existing bucket for the staging stage, instead of one that the stack makes.",
                STATIC,
            ),
            SettingSpec::new(
                "production",
                ValueType::Bucket,
                "An existing bucket for the production stage, instead of one that the stack makes.",
                STATIC,
            ),
        ],
        requires: &[],
    },
    PragmaSpec {
        name: "proxy",
        file: File::Manifest,
        status: Status::Current,
        summary: "Where requests go that no route takes; every stage needs a URL.",
        docs_url: PROXY,
        entries: &[EntryForm {
            label: "stage URL",
            snippet: "testing ${1:http://localhost:3333}\nstaging ${2:https://staging.example.com}\nproduction ${3:https://example.com}",
            summary: "One URL for each of the three stages.",
        }],
        names: None,
        place: Place::Pragma,
        settings: &[
            proxy_url("testing", "The URL while working locally."),
            proxy_url("staging", "The URL of the staging stage."),
            proxy_url("production", "The URL of the production stage."),
        ],
        requires: &["http"],
    },
    PragmaSpec {
        name: "cdn",
        file: File::Manifest,
        status: Status::Current,
        summary: "A CloudFront distribution before the HTTP API, made by the deploy and not by the template.",
        docs_url: CDN,
        entries: &[
            EntryForm { label: "true", snippet: "true", summary: "With a distribution." },
            EntryForm { label: "false", snippet: "false", summary: "Without one." },
        ],
        names: None,
        place: Place::Nowhere,
        settings: &[],
        requires: &["http"],
    },
];
