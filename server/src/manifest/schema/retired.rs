//! Pragmas that are no longer to be used.

use super::spec::{EntryForm, File, Place, PragmaSpec, Status};

const UPGRADE: &str = "https://arc.codes/docs/en/about/upgrade-guide";
const MACROS: &str = "https://arc.codes/docs/en/reference/project-manifest/macros";

const fn retired(
    name: &'static str,
    instead: Option<&'static str>,
    summary: &'static str,
) -> PragmaSpec {
    PragmaSpec {
        name,
        file: File::Manifest,
        status: Status::Retired { instead },
        summary,
        docs_url: UPGRADE,
        entries: &[],
        names: None,
        place: Place::Nowhere,
        settings: &[],
        requires: &[],
    }
}

const TYPED_ROUTES: &str = "Routes with a fixed content type; a route of `@http` sets its own `content-type`. Ignored since Architect 6.";

pub(super) const PRAGMAS: &[PragmaSpec] = &[
    PragmaSpec {
        name: "macros",
        file: File::Manifest,
        status: Status::Deprecated { instead: "plugins" },
        summary: "Modules that change the template when it is deployed; still loaded, as plugins that have `deploy.start`.",
        docs_url: MACROS,
        entries: &[EntryForm {
            label: "package",
            snippet: "${1:my-macro}",
            summary: "An installed package, or a module in `src/macros`.",
        }],
        names: None,
        place: Place::Nowhere,
        settings: &[],
        requires: &[],
    },
    retired("indexes", Some("tables-indexes"), "Indexes of tables under their old name. Ignored."),
    retired(
        "streams",
        Some("tables-streams"),
        "Streams of tables under a name that was never launched. Ignored.",
    ),
    retired("slack", None, "Endpoints for Slack apps. Ignored since Architect 6."),
    retired("css", Some("http"), TYPED_ROUTES),
    retired("html", Some("http"), TYPED_ROUTES),
    retired("js", Some("http"), TYPED_ROUTES),
    retired("json", Some("http"), TYPED_ROUTES),
    retired("jsonapi", Some("http"), TYPED_ROUTES),
    retired("text", Some("http"), TYPED_ROUTES),
    retired("xml", Some("http"), TYPED_ROUTES),
];
