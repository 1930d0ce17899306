//! What in a file leads somewhere: handlers, folders that hold them, plugins, and the page of each pragma.

use std::path::{Path, PathBuf};

use crate::manifest::schema::{self, File};
use crate::project::Project;
use crate::syntax::Syntax;
use crate::text::Span;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A file that is there, absolute.
    File(PathBuf),
    /// A page.
    Page(&'static str),
}

/// Something to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands, quotes left out.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// The links of a file, in the order of the text, none over another. Those to files are of the manifest of `project`.
pub fn links(syntax: &Syntax, file: File, project: Option<&Project>) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for pragma in syntax.tree().manifest().pragmas() {
        let spec = pragma.name().and_then(|name| schema::pragma_of(file, name.of(&syntax.text)));
        if let Some(spec) = spec {
            links.push(Link { span: pragma.header(), target: LinkTarget::Page(spec.docs_url) });
        }
    }
    if let Some(project) = project.filter(|_| file == File::Manifest) {
        for (function, handler) in project.functions.iter().zip(&project.handlers) {
            if let Some(handler) = handler.file().filter(|_| !function.implicit) {
                links.push(to_file(syntax, function.name_span, handler));
                links.extend(
                    function.custom_src.iter().map(|src| to_file(syntax, src.span, handler)),
                );
            }
        }
        for plugin in &project.plugins {
            if let Some(source) = &plugin.file {
                links.push(to_file(syntax, plugin.name_span, source));
                links.extend(plugin.src.iter().map(|src| to_file(syntax, src.span, source)));
            }
        }
    }
    links.sort_by_key(|link| link.span.start);
    links.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    links
}

fn to_file(syntax: &Syntax, span: Span, file: &Path) -> Link {
    let span = crate::syntax::inside_quotes(span, &syntax.text);
    Link { span, target: LinkTarget::File(file.to_owned()) }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{LinkTarget, links};
    use crate::manifest::schema::File;
    use crate::project::fixture::Fixture;

    fn check(fixture: &str, expected: Expect) {
        let project = Fixture::parse(fixture).project();
        let syntax = &project.manifest.syntax;
        let shown = links(syntax, File::Manifest, Some(&project)).into_iter().map(|link| {
            let target = match link.target {
                LinkTarget::File(file) => project.relative(&file),
                LinkTarget::Page(url) => url.to_owned(),
            };
            format!("{} -> {target}\n", link.span.of(&syntax.text))
        });
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn handlers_sources_and_pages() {
        check(
            "@app\nx\n@mine\n@http\nget /a\nget /missing\n/b\n  method post\n  src 'lib/b'\n@plugins\np\n@tables\nt\n  id *\n  \
             stream true\n#- src/http/get-a/index.mjs\n#- lib/b/index.js\n#- src/plugins/p.js\n\
             #- src/tables-streams/t/index.js\n",
            expect![[r#"
                @app -> https://arc.codes/docs/en/reference/project-manifest/app
                @http -> https://arc.codes/docs/en/reference/project-manifest/http
                get /a -> src/http/get-a/index.mjs
                /b -> lib/b/index.js
                lib/b -> lib/b/index.js
                @plugins -> https://arc.codes/docs/en/reference/project-manifest/plugins
                p -> src/plugins/p.js
                @tables -> https://arc.codes/docs/en/reference/project-manifest/tables
                t -> src/tables-streams/t/index.js
            "#]],
        );
    }
}
