//! `config.arc`: what one function has that others have not. Both pragmas end in one namespace, so that a
//! setting works under either.

use super::aws::{
    ARCHITECTURE, CONCURRENCY, FUNCTION, HANDLER, LAYERS, MEMORY, POLICIES,
    PROVISIONED_CONCURRENCY, RUNTIME, STORAGE, TIMEOUT,
};
use super::spec::{EntryForm, File, Place, PragmaSpec, SettingSpec, Status, ValueType};

pub(super) const PRAGMAS: &[PragmaSpec] = &[
    PragmaSpec {
        name: "aws",
        file: File::FunctionConfig,
        status: Status::Current,
        summary: "Config of this function, over what the manifest's `@aws` gives to all.",
        docs_url: FUNCTION,
        entries: &[
            EntryForm {
                label: "setting value",
                snippet: "${1|runtime,memory,timeout,concurrency|} ${2:value}",
                summary: "One setting a line.",
            },
            EntryForm {
                label: "setting with a list",
                snippet: "${1|policies,layers|}\n  ${2:value}",
                summary: "One value a line; the list replaces the project's.",
            },
        ],
        names: None,
        place: Place::Pragma,
        settings: &[
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
        ],
        requires: &[],
    },
    PragmaSpec {
        name: "arc",
        file: File::FunctionConfig,
        status: Status::Current,
        summary: "What Architect gives this function besides its own code.",
        docs_url: FUNCTION,
        entries: &[EntryForm {
            label: "setting value",
            snippet: "${1|shared,views,env|} ${2|false,true|}",
            summary: "One setting a line.",
        }],
        names: None,
        place: Place::Pragma,
        settings: &[
            SettingSpec::new(
                "shared",
                ValueType::Boolean,
                "Whether the function gets the code of `@shared`.",
                "https://arc.codes/docs/en/reference/project-manifest/shared",
            )
            .default("true"),
            SettingSpec::new(
                "views",
                ValueType::Boolean,
                "Whether the route gets the code of `@views`.",
                "https://arc.codes/docs/en/reference/project-manifest/views",
            )
            .default_words("`true` for `get` and `any` routes"),
            SettingSpec::new(
                "env",
                ValueType::Boolean,
                "Whether the function gets the app's environment variables.",
                "https://arc.codes/docs/en/reference/cli/env",
            )
            .default("true"),
            SettingSpec::new(
                "ignoreDependencies",
                ValueType::Boolean,
                "Whether `arc hydrate` leaves this function's imports alone.",
                "https://arc.codes/docs/en/guides/developer-experience/dependency-management",
            )
            .aliases(&["ignoredDependencies"])
            .default("false"),
        ],
        requires: &[],
    },
];
