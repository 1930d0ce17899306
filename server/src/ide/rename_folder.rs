//! A directory that is about to get another name: what the manifest has to say then.

use std::path::Path;

use crate::manifest::{Function, FunctionPragma, folder_of_route, route_of_folder};
use crate::project::Project;
use crate::rules::Edit;
use crate::syntax::{Entry, Shape, inside_quotes};
use crate::text::{Span, Text, with_line_ends};

use super::change::{Change, is_below};
use super::mentions::named_by;

/// What changes in the manifest when the directory `from` becomes `to`, both absolute: a function that lives by its name
/// and moves within its pragma's folder is renamed; another gets the new directory as its `src`.
pub fn rename_folder(project: &Project, from: &Path, to: &Path) -> Vec<Edit> {
    let (from, to) = (project.relative(from), project.relative(to));
    let mut edits: Vec<Edit> = Vec::new();
    let syntax = &project.manifest.syntax;
    if !syntax.problems.is_empty() || !syntax.format.is_arc() {
        return edits;
    }
    for (index, function) in project.functions.iter().enumerate() {
        if function.implicit || !is_below(&function.dir, &from) {
            continue;
        }
        let dir = format!("{to}{}", &function.dir[from.len()..]);
        edits.extend(match &function.custom_src {
            Some(src) => vec![new_source(project, src.span, &dir)],
            None => {
                renamed(project, index, &dir).unwrap_or_else(|| sourced(project, function, &dir))
            }
        });
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.dedup();
    edits
}

/// The edits that rename a function so that it lives in `dir`; nothing where no name does that.
fn renamed(project: &Project, index: usize, dir: &str) -> Option<Vec<Edit>> {
    let function = &project.functions[index];
    let folder = dir.strip_prefix(&format!("src/{}/", function.pragma.name()))?;
    let name = match function.pragma {
        FunctionPragma::Http => {
            let route = route_of_folder(folder);
            let (method, path) = route.split_once(' ')?;
            (folder_of_route(method, path) == folder).then_some(route)?
        }
        _ => folder.to_owned(),
    };
    Some(Change::new(project, named_by(project, index), &name).ok()?.edits())
}

/// A `src` with another directory, `./` before it where it was.
fn new_source(project: &Project, span: Span, dir: &str) -> Edit {
    let text = &project.manifest.syntax.text;
    let span = inside_quotes(span, text);
    let dot = if span.of(text).starts_with("./") { "./" } else { "" };
    Edit { file: project.manifest.path.clone(), span, text: format!("{dot}{dir}") }
}

/// The edits that give an entry a `src`; none where it has a form that takes none.
fn sourced(project: &Project, function: &Function, dir: &str) -> Vec<Edit> {
    let file = &project.manifest;
    let section = file.syntax.reading.pragma(function.pragma.name());
    let mut entries = section.into_iter().flat_map(|section| &section.entries);
    let Some(entry) = entries.find(|entry| entry.span == function.entry_span) else {
        return Vec::new();
    };
    let edit = |span, text: String| {
        let text = with_line_ends(&file.syntax.text, &text);
        Edit { file: file.path.clone(), span, text }
    };
    let text = Text::new(&file.syntax.text);
    // Behind the last line of the entry, comment and all.
    let end = Span::at(text.line_content(text.line_at(entry.span.end)).end);
    let src = format!("\n  src {dir}");
    match (&entry.shape, &function.route) {
        (Shape::Scalar(_) | Shape::Map { .. }, _) => vec![edit(end, src)],
        (Shape::Array(_), Some(route)) => {
            let method = route.method_span.of(&file.syntax.text);
            let before_path = Span::new(route.method_span.start, route.path_span.start);
            vec![edit(before_path, String::new()), edit(end, format!("\n  method {method}{src}"))]
        }
        (Shape::Array(_), None) => match schedule_of(&file.syntax.text, entry) {
            Some((span, pair)) => {
                vec![edit(span, String::new()), edit(end, format!("\n  {pair}{src}"))]
            }
            None => Vec::new(),
        },
        (Shape::Vector { .. }, _) => Vec::new(),
    }
}

/// The schedule of `name rate(1 day)`: where it stands with the space before it, and how it is written below the name.
fn schedule_of(text: &str, entry: &Entry) -> Option<(Span, String)> {
    let name = entry.head().span;
    let span = Span::new(name.end, entry.span.end);
    let (key, rest) = span.of(text).trim().split_once('(')?;
    let expression = rest.strip_suffix(')')?;
    let is_plain = ["rate", "cron"].contains(&key) && !expression.contains(['\n', '\r']);
    is_plain.then(|| (span, format!("{key} {}", expression.trim())))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use expect_test::{Expect, expect};

    use super::rename_folder;
    use crate::project::fixture::{Fixture, ROOT};
    use crate::rules::apply_edits;

    /// The manifest after a directory got another name.
    fn check(fixture: &str, from: &str, to: &str, expected: Expect) {
        let project = Fixture::parse(fixture).project();
        let root = Path::new(ROOT);
        let edits = rename_folder(&project, &root.join(from), &root.join(to));
        expected.assert_eq(&apply_edits(&project.manifest.syntax.text, &edits));
    }

    #[test]
    fn within_its_pragma_a_function_is_renamed() {
        let manifest = "@events\nyolo # c\n@http\nget /a\n@shared\nevents\n  yolo\n";
        check(
            manifest,
            "src/events/yolo",
            "src/events/oh",
            expect![[r#"
            @events
            oh # c
            @http
            get /a
            @shared
            events
              oh
        "#]],
        );
        check(
            manifest,
            "src/http/get-a",
            "src/http/post-a-000id",
            expect![[r#"
            @events
            yolo # c
            @http
            post /a/:id
            @shared
            events
              yolo
        "#]],
        );
    }

    #[test]
    fn elsewhere_it_gets_a_source() {
        let manifest = "@events\nyolo # c\nb\n  src ./lib/b\n@http\nGET /a # d\n@scheduled\nx cron(0 9 * * ? *)\n";
        check(
            manifest,
            "src",
            "app",
            expect![[r#"
            @events
            yolo # c
              src app/events/yolo
            b
              src ./lib/b
            @http
            /a # d
              method GET
              src app/http/get-a
            @scheduled
            x
              cron 0 9 * * ? *
              src app/scheduled/x
        "#]],
        );
        check(
            manifest,
            "lib/b",
            "lib/c",
            expect![[r#"
            @events
            yolo # c
            b
              src ./lib/c
            @http
            GET /a # d
            @scheduled
            x cron(0 9 * * ? *)
        "#]],
        );
        check(
            manifest,
            "src/eve",
            "src/x",
            expect![[r#"
            @events
            yolo # c
            b
              src ./lib/b
            @http
            GET /a # d
            @scheduled
            x cron(0 9 * * ? *)
        "#]],
        );
        // A name that is taken, or that no route has.
        check(
            "@events\na\nb\n",
            "src/events/a",
            "src/events/b",
            expect![[r#"
            @events
            a
              src src/events/b
            b
        "#]],
        );
        check(
            "@http\nget /a\n",
            "src/http/get-a",
            "src/http/a",
            expect![[r#"
            @http
            /a
              method get
              src src/http/a
        "#]],
        );
    }
}
