//! Ways from a name to what it names: to the handler, the table, the entry, the config that overrides a setting.

use std::path::{Path, PathBuf};

use crate::manifest::schema::{self, File};
use crate::project::{FileSystem, Project};
use crate::syntax::Entry;
use crate::text::Span;

use super::mentions::{Named, mention_at, mentions};

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The file, absolute.
    pub file: PathBuf,
    /// All of what is there; empty at the start of a file that is meant as a whole.
    pub span: Span,
    /// Its name, within `span`.
    pub focus: Span,
}

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name.
    pub origin: Span,
    /// Where it leads: at least one place.
    pub targets: Vec<Target>,
}

impl Definition {
    fn new(origin: Span, targets: Vec<Target>) -> Option<Definition> {
        (!targets.is_empty()).then_some(Definition { origin, targets })
    }
}

/// Where one looks for more about what stands at `offset` of a file of the project. In the manifest: the handler of an
/// entry or of its `src`; the table of an index, a stream or a `table`; the entry that `@shared` or `@views` lists; the
/// source of a plugin; the function configs that override a setting of `@aws`. In a function config: the setting of the
/// manifest that it overrides, else the entries that it configures. `files` is asked where a package begins.
pub fn definition(
    project: &Project,
    files: &dyn FileSystem,
    file: &Path,
    offset: usize,
) -> Option<Definition> {
    if file != project.manifest.path {
        return overridden(project, file, offset).or_else(|| configured(project, file, offset));
    }
    if let Some(mention) = mention_at(project, offset) {
        let declared = declarations(project, &mention.named);
        return match mention.named {
            Named::Function(index) if mention.is_declaration => {
                Definition::new(mention.span_at(offset), handler(project, index))
            }
            _ => Definition::new(mention.span_at(offset), declared),
        };
    }
    source(project, files, offset).or_else(|| overriding(project, offset))
}

/// Where what stands at `offset` is declared: the entry of a function, that of a table, and for a function config the
/// entries that it configures. No file is looked at for it; the three ways are asked alike.
pub fn declaration(
    project: &Project,
    _: &dyn FileSystem,
    file: &Path,
    offset: usize,
) -> Option<Definition> {
    if file != project.manifest.path {
        return configured(project, file, offset);
    }
    let mention = mention_at(project, offset)?;
    Definition::new(mention.span_at(offset), declarations(project, &mention.named))
}

/// What runs for what stands at `offset`: the handler of a function, of each stream of a table, of a `src`, and of the
/// functions that a config configures.
pub fn implementation(
    project: &Project,
    files: &dyn FileSystem,
    file: &Path,
    offset: usize,
) -> Option<Definition> {
    if file != project.manifest.path {
        let functions = functions_of_config(project, file);
        let mut targets: Vec<Target> =
            functions.into_iter().flat_map(|index| handler(project, index)).collect();
        targets.dedup();
        return Definition::new(word_at(project, file, offset)?, targets);
    }
    let Some(mention) = mention_at(project, offset) else { return source(project, files, offset) };
    let targets = match &mention.named {
        Named::Function(index) => handler(project, *index),
        // On the entry of a stream its own handler, elsewhere those of all streams.
        Named::Table(table) => {
            let streams = || {
                let functions = project.functions.iter().enumerate();
                functions.filter(|(_, function)| function.table.as_ref() == Some(table))
            };
            let own = streams().find(|(_, function)| function.name_span == mention.span);
            match own {
                Some((index, _)) => handler(project, index),
                None => streams().flat_map(|(index, _)| handler(project, index)).collect(),
            }
        }
    };
    Definition::new(mention.span_at(offset), targets)
}

/// The entries that declare something.
pub(super) fn declarations(project: &Project, named: &Named) -> Vec<Target> {
    let file = &project.manifest.path;
    let declared = mentions(project, named).into_iter().filter(|mention| mention.is_declaration);
    declared
        .map(|mention| Target {
            file: file.clone(),
            span: entry_around(project, mention.span).unwrap_or(mention.span),
            focus: mention.span,
        })
        .collect()
}

/// The handler of a function, where there is a file.
fn handler(project: &Project, index: usize) -> Vec<Target> {
    let file = project.handlers.get(index).and_then(|handler| handler.file());
    file.map(whole).into_iter().collect()
}

pub(super) fn whole(file: &Path) -> Target {
    Target { file: file.to_owned(), span: Span::at(0), focus: Span::at(0) }
}

/// The handler behind a `src`, or the source of a plugin.
fn source(project: &Project, files: &dyn FileSystem, offset: usize) -> Option<Definition> {
    for (index, function) in project.functions.iter().enumerate() {
        if let Some(src) = function.custom_src.as_ref().filter(|src| src.span.touches(offset)) {
            return Definition::new(src.span, handler(project, index));
        }
    }
    for plugin in &project.plugins {
        let src = plugin.src.as_ref().map(|src| src.span);
        let spans = [Some(plugin.name_span), src].into_iter().flatten();
        if let Some(origin) = spans.into_iter().find(|span| span.touches(offset)) {
            let source = plugin.module(files, &project.root).map(|file| whole(&file));
            return Definition::new(origin, source.into_iter().collect());
        }
    }
    None
}

/// From a setting of the manifest's `@aws` to the function configs that have another value for it.
pub(super) fn overriding(project: &Project, offset: usize) -> Option<Definition> {
    let entry = setting_at(project, offset)?;
    let name = canonical(&entry.head().text);
    let configs = project.configs.iter().filter_map(|config| config.source.as_ref());
    let targets = configs.flat_map(|config| {
        let pragmas = ["aws", "arc"].into_iter().filter_map(|it| config.syntax.reading.pragma(it));
        let entries = pragmas.flat_map(|pragma| &pragma.entries);
        entries.filter(|entry| canonical(&entry.head().text) == name).map(|entry| Target {
            file: config.path.clone(),
            span: entry.span,
            focus: entry.head().span,
        })
    });
    Definition::new(entry.span, targets.collect())
}

/// The setting of the manifest's `@aws` at a place.
pub(super) fn setting_at(project: &Project, offset: usize) -> Option<&Entry> {
    let settings = &project.manifest.syntax.reading.pragma("aws")?.entries;
    settings.iter().find(|setting| setting.span.touches(offset))
}

/// From a setting of a function config to that of the manifest's `@aws` which it overrides.
fn overridden(project: &Project, file: &Path, offset: usize) -> Option<Definition> {
    let entry = entry_at(project, file, offset)?;
    let name = canonical(&entry.head().text);
    let settings = &project.manifest.syntax.reading.pragma("aws")?.entries;
    let same = settings.iter().filter(|setting| canonical(&setting.head().text) == name);
    let targets = same.map(|setting| Target {
        file: project.manifest.path.clone(),
        span: setting.span,
        focus: setting.head().span,
    });
    Definition::new(entry.span, targets.collect())
}

/// From a function config to the entries that it configures.
pub(super) fn configured(project: &Project, file: &Path, offset: usize) -> Option<Definition> {
    let origin = word_at(project, file, offset)?;
    let functions = functions_of_config(project, file);
    let mut targets: Vec<Target> = Vec::new();
    for index in functions {
        let function = &project.functions[index];
        // A route of `@ws` that nobody wrote is declared by the pragma.
        let target = Target {
            file: project.manifest.path.clone(),
            span: function.entry_span,
            focus: function.name_span,
        };
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    Definition::new(origin, targets)
}

/// The functions whose config a file is.
fn functions_of_config(project: &Project, file: &Path) -> Vec<usize> {
    let is_theirs = |index: &usize| {
        project
            .config_of(*index)
            .is_some_and(|it| it.path == file || it.unread.iter().any(|it| it == file))
    };
    (0..project.functions.len()).filter(is_theirs).collect()
}

/// The pragma or entry of a function config at a place.
fn word_at(project: &Project, file: &Path, offset: usize) -> Option<Span> {
    let config = project.arc_files().find(|it| it.path == file)?;
    let pragmas = &config.syntax.reading.pragmas;
    let header = pragmas.iter().map(|pragma| pragma.span).find(|span| span.touches(offset));
    header.or_else(|| Some(entry_at(project, file, offset)?.span))
}

fn entry_at<'p>(project: &'p Project, file: &Path, offset: usize) -> Option<&'p Entry> {
    let config = project.arc_files().find(|it| it.path == file)?;
    let entries = config.syntax.reading.effective().flat_map(|pragma| &pragma.entries);
    entries.into_iter().find(|entry| entry.span.touches(offset))
}

/// The entry of the manifest that covers a span.
fn entry_around(project: &Project, span: Span) -> Option<Span> {
    let pragmas = project.manifest.syntax.reading.effective();
    pragmas.flat_map(|pragma| &pragma.entries).map(|entry| entry.span).find(|it| it.covers(span))
}

/// A setting's own name for one of its aliases.
fn canonical(name: &str) -> &str {
    schema::setting(File::FunctionConfig, "aws", name).map_or(name, |setting| setting.name)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{declaration, definition, implementation};
    use crate::project::fixture::{Fixture, ROOT};

    /// Where `$0` leads in the three ways: the file and what has the focus there.
    fn check(fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let (file, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
        let project = fixture.project();
        let path = std::path::Path::new(ROOT).join(file);
        let mut out = String::new();
        let disk = fixture.file_system();
        let ways = [
            ("definition", definition(&project, &disk, &path, offset)),
            ("declaration", declaration(&project, &disk, &path, offset)),
            ("implementation", implementation(&project, &disk, &path, offset)),
        ];
        for (name, found) in ways {
            let targets = found.into_iter().flat_map(|found| found.targets).map(|target| {
                let text =
                    fixture.files.iter().find(|(path, _)| *path == project.relative(&target.file));
                let focus = text.map_or("", |(_, text)| target.focus.of(text));
                assert!(target.span.covers(target.focus));
                format!(" {}[{focus}]", project.relative(&target.file))
            });
            out.push_str(&format!("{name}:{}\n", targets.collect::<String>()));
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn an_entry_leads_to_its_handler() {
        check(
            "@events\nyo$0lo\n#- src/events/yolo/index.mjs\n",
            expect![[r#"
            definition: src/events/yolo/index.mjs[]
            declaration: app.arc[yolo]
            implementation: src/events/yolo/index.mjs[]
        "#]],
        );
        check(
            "@events\nyolo\n  src lib/$0y\n#- lib/y/index.ts\n",
            expect![[r#"
            definition: lib/y/index.ts[]
            declaration:
            implementation: lib/y/index.ts[]
        "#]],
        );
        check(
            "@events\nmiss$0ing\n",
            expect![[r#"
            definition:
            declaration: app.arc[missing]
            implementation:
        "#]],
        );
        check(
            "@http\nget /a\n@views\nget /$0a\n#- src/http/get-a/index.js\n",
            expect![[r#"
            definition: app.arc[get /a]
            declaration: app.arc[get /a]
            implementation: src/http/get-a/index.js[]
        "#]],
        );
    }

    #[test]
    fn indexes_and_streams_lead_to_their_table() {
        let files = "#- src/tables-streams/cats/index.js\n#- src/tables-streams/log/index.js\n";
        let manifest = "@tables\ncats\n  id *\n@tables-indexes\ncats\n  n *\n@tables-streams\ncats\nlog\n  table cats\n";
        for (at, expected) in [
            (
                "@tables-indexes\n",
                expect![[r#"
                definition: app.arc[cats]
                declaration: app.arc[cats]
                implementation: src/tables-streams/cats/index.js[] src/tables-streams/log/index.js[]
            "#]],
            ),
            (
                "@tables-streams\n",
                expect![[r#"
                definition: app.arc[cats]
                declaration: app.arc[cats]
                implementation: src/tables-streams/cats/index.js[]
            "#]],
            ),
            (
                "table ",
                expect![[r#"
                definition: app.arc[cats]
                declaration: app.arc[cats]
                implementation: src/tables-streams/cats/index.js[] src/tables-streams/log/index.js[]
            "#]],
            ),
            (
                "cats\nl",
                expect![[r#"
                definition: src/tables-streams/log/index.js[]
                declaration: app.arc[log]
                implementation: src/tables-streams/log/index.js[]
            "#]],
            ),
            (
                "@tables\n",
                expect![[r#"
                definition: app.arc[cats]
                declaration: app.arc[cats]
                implementation: src/tables-streams/cats/index.js[] src/tables-streams/log/index.js[]
            "#]],
            ),
        ] {
            check(&(manifest.replacen(at, &format!("{at}$0"), 1) + files), expected);
        }
    }

    #[test]
    fn settings_lead_to_what_overrides_them_and_back() {
        check(
            "@aws\ntime$0out 5\n@events\na\nb\n#- src/events/a/config.arc\n@aws\ntimeout 6\n#- src/events/b/config.arc\n\
             @aws\nmemory 128\n",
            expect![[r#"
                definition: src/events/a/config.arc[timeout]
                declaration:
                implementation:
            "#]],
        );
        check(
            "@aws\nlayer x\n@events\na\n#- src/events/a/config.arc\n@aws\nlay$0ers y\n#- src/events/a/index.js\n",
            expect![[r#"
                definition: app.arc[layer]
                declaration: app.arc[a]
                implementation: src/events/a/index.js[]
            "#]],
        );
        check(
            "@app\nx\n@events\na\n#- src/events/a/config.arc\n@aws\nmemo$0ry 128\n#- src/events/a/index.js\n",
            expect![[r#"
                definition: app.arc[a]
                declaration: app.arc[a]
                implementation: src/events/a/index.js[]
            "#]],
        );
        check(
            "@ws\n#- src/ws/connect/config.arc\n@a$0ws\nmemory 128\n",
            expect![[r#"
            definition: app.arc[@ws]
            declaration: app.arc[@ws]
            implementation:
        "#]],
        );
    }

    #[test]
    fn plugins_lead_to_their_source() {
        check(
            "@plugins\nmi$0ne\n#- src/plugins/mine.js\n",
            expect![[r#"
            definition: src/plugins/mine.js[]
            declaration:
            implementation: src/plugins/mine.js[]
        "#]],
        );
        check(
            "@plugins\nscope/pl$0ug\n#- node_modules/@scope/plug/package.json\n{\"main\":\"lib/\"}\n\
             #- node_modules/@scope/plug/lib/index.js\n",
            expect![[r#"
            definition: node_modules/@scope/plug/lib/index.js[]
            declaration:
            implementation: node_modules/@scope/plug/lib/index.js[]
        "#]],
        );
        check(
            "@plugins\nmine\n  src li$0b/x\n#- lib/x.mjs\n",
            expect![[r#"
            definition: lib/x.mjs[]
            declaration:
            implementation: lib/x.mjs[]
        "#]],
        );
    }
}
