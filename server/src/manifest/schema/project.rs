//! `@app`, `@plugins`, `@shared`, `@views`: the project itself and the code that its functions share.

use super::spec::{EntryForm, File, NameSpec, Place, PragmaSpec, SettingSpec, Status, ValueType};

const APP: &str = "https://arc.codes/docs/en/reference/project-manifest/app";
const PLUGINS: &str = "https://arc.codes/docs/en/reference/project-manifest/plugins";
const SHARED: &str = "https://arc.codes/docs/en/reference/project-manifest/shared";
const VIEWS: &str = "https://arc.codes/docs/en/reference/project-manifest/views";

pub(super) const PRAGMAS: &[PragmaSpec] = &[
    PragmaSpec {
        name: "app",
        file: File::Manifest,
        status: Status::Current,
        summary: "The name of the app, from which Architect makes the names of its stacks.",
        docs_url: APP,
        entries: &[EntryForm {
            label: "name",
            snippet: "${1:my-app}",
            summary: "A lower-case letter, then letters, digits, `-` and `_`.",
        }],
        names: Some(NameSpec { pattern: "^[a-z][a-zA-Z0-9-_]+$", min: 1, max: 100 }),
        place: Place::Nowhere,
        settings: &[],
        requires: &[],
    },
    PragmaSpec {
        name: "plugins",
        file: File::Manifest,
        status: Status::Current,
        summary: "Packages or local modules that extend the app with functions, runtimes, variables or resources.",
        docs_url: PLUGINS,
        entries: &[
            EntryForm {
                label: "package",
                snippet: "${1:architect/plugin-typescript}",
                summary: "An installed package (the leading `@` may be left out), or a module in `src/plugins`.",
            },
            EntryForm {
                label: "name with src",
                snippet: "${1:my-plugin}\n  src ${2:lib/my-plugin.js}",
                summary: "A module of the project at another place.",
            },
        ],
        names: Some(NameSpec { pattern: r"^[a-zA-Z0-9/\-._]*$", min: 1, max: usize::MAX }),
        place: Place::Entry,
        settings: &[SettingSpec::new(
            "src",
            ValueType::Text,
            "The plugin's module, relative to the project.",
            PLUGINS,
        )
        .default_words("`src/plugins/NAME`, else the package of that name")],
        requires: &[],
    },
    PragmaSpec {
        name: "shared",
        file: File::Manifest,
        status: Status::Current,
        summary: "A folder of code that is copied into every function, or only into those listed.",
        docs_url: SHARED,
        entries: &[
            EntryForm {
                label: "src",
                snippet: "src ${1:src/shared}",
                summary: "Another folder than `src/shared`.",
            },
            EntryForm {
                label: "functions of a pragma",
                snippet: "${1|events,queues,scheduled,tables-streams,ws|}\n  ${2:name}",
                summary: "Share with these only; every function that is not listed goes without.",
            },
            EntryForm {
                label: "routes",
                snippet: "http\n  ${1|get,post,put,patch,delete|} ${2:/}",
                summary: "Share with these routes only; every function that is not listed goes without.",
            },
        ],
        names: None,
        place: Place::Pragma,
        settings: &[SettingSpec::new(
            "src",
            ValueType::Folder,
            "The folder with the shared code; it must exist, inside the project.",
            SHARED,
        )
        .default("src/shared")],
        requires: &[],
    },
    PragmaSpec {
        name: "views",
        file: File::Manifest,
        status: Status::Current,
        summary: "A folder of view code that is copied into `get` and `any` routes, or only into those listed.",
        docs_url: VIEWS,
        entries: &[
            EntryForm {
                label: "src",
                snippet: "src ${1:src/views}",
                summary: "Another folder than `src/views`.",
            },
            EntryForm {
                label: "method /path",
                snippet: "${1|get,any,post|} ${2:/}",
                summary: "Give the views to this route; every route that is not listed goes without.",
            },
        ],
        names: None,
        place: Place::Pragma,
        settings: &[SettingSpec::new(
            "src",
            ValueType::Folder,
            "The folder with the views; it must exist, inside the project.",
            VIEWS,
        )
        .default("src/views")],
        requires: &["http"],
    },
];
