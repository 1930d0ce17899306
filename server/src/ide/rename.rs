//! Renaming what has a name: every mention in the manifest, and the directories of handlers that are named for it.
//!
//! Invariants: a new name that Architect would refuse, or that is taken, changes nothing and says why; after the edits
//! Architect still takes the manifest; no directory is moved over another, nor away from a function that stays.
//!
//! The names in handler sources stay as they are until these are read: [`Rename::in_sources`] says where that matters.

use std::path::PathBuf;

use crate::manifest::FunctionPragma;
use crate::project::{FileSystem, Project};
use crate::rules::{Edit, apply_edits};
use crate::syntax::{Syntax, inside_quotes};
use crate::text::Span;

use super::change::Change;
use super::mentions::{Mention, Named, mention_at};

/// What can be renamed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// What stands for it there, quotes left out.
    pub span: Span,
    /// Its name as it is to be edited: of a route `get /path`, or the path or method alone where these stand apart.
    pub name: String,
}

/// What renaming does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rename {
    /// What changes in the manifest.
    pub edits: Vec<Edit>,
    /// The directories that are renamed, after the edits, in this order: from, to.
    pub moves: Vec<(PathBuf, PathBuf)>,
    /// Whether handler sources may say the old name, which stays there.
    pub in_sources: bool,
}

/// What can be renamed at `offset` of the manifest; nothing where there is no name that can.
///
/// # Errors
/// Why what stands there cannot be renamed, in a sentence.
pub fn prepare_rename(project: &Project, offset: usize) -> Result<Option<Renamable>, String> {
    let Some(mention) = mention_at(project, offset) else { return Ok(None) };
    refuse(project, &mention)?;
    let text = &project.manifest.syntax.text;
    let span = match mention.method {
        Some(method) if !mention.span.covers(method) && method.touches(offset) => method,
        _ => mention.span,
    };
    let span = inside_quotes(span, text);
    Ok(Some(Renamable { span, name: span.of(text).to_owned() }))
}

/// What renaming that which stands at `offset` of the manifest does. For a route the new name is `method /path`, or only
/// the one of them that changes. `files` is asked what lies where directories go.
///
/// # Errors
/// Why it cannot be done, in a sentence.
pub fn rename(
    project: &Project,
    files: &dyn FileSystem,
    offset: usize,
    new: &str,
) -> Result<Rename, String> {
    let Some(mention) = mention_at(project, offset) else {
        return Err("nothing here has a name that can be changed: put the cursor on the name of a topic, queue, \
                    schedule, table, stream, route or WebSocket action"
            .to_owned());
    };
    refuse(project, &mention)?;
    let change = Change::new(project, mention.named, new)?;
    let moves = change.moves(files)?;
    let mut edits = change.edits();
    edits.extend(change.sources_below(&moves));
    edits.sort_by_key(|edit| edit.span.start);
    still_read(project, &edits)?;
    let root = &project.root;
    let moves = moves.into_iter().map(|(from, to)| (root.join(from), root.join(to))).collect();
    Ok(Rename { edits, moves, in_sources: change.in_sources() })
}

/// Why something cannot be renamed whatever the new name.
fn refuse(project: &Project, mention: &Mention) -> Result<(), String> {
    if !project.manifest.syntax.format.is_arc() {
        return Err("only manifests in Architect's own format can be renamed in, this is JSON or YAML: change the \
                    name by hand"
            .to_owned());
    }
    if let Some(problem) = project.manifest.syntax.problems.first() {
        return Err(format!(
            "Architect does not read this manifest, mend it first: {}",
            problem.message
        ));
    }
    if let Named::Function(index) = mention.named {
        let function = &project.functions[index];
        if function.pragma == FunctionPragma::Ws
            && ["connect", "default", "disconnect"].contains(&function.name.as_str())
        {
            return Err(format!(
                "`{}` cannot be renamed: it is a route that every WebSocket API has under that name",
                function.name
            ));
        }
    }
    Ok(())
}

/// That Architect still takes the manifest after some edits.
fn still_read(project: &Project, edits: &[Edit]) -> Result<(), String> {
    let text = apply_edits(&project.manifest.syntax.text, edits);
    match Syntax::parse(text).problems.first() {
        None => Ok(()),
        Some(problem) => Err(format!(
            "with that name Architect would not read the manifest: {}",
            problem.message
        )),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{prepare_rename, rename};
    use crate::project::fixture::Fixture;
    use crate::rules::apply_edits;

    /// Renames what `$0` stands on: the lines of the manifest that changed, the directories that move.
    fn check(fixture: &str, new: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let (_, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
        let project = fixture.project();
        let text = &project.manifest.syntax.text;
        let mut out = String::new();
        match prepare_rename(&project, offset) {
            Ok(Some(it)) => {
                assert_eq!(it.span.of(text), it.name);
                out.push_str(&format!("[{}]\n", it.name));
            }
            Ok(None) => out.push_str("nothing\n"),
            Err(reason) => out.push_str(&format!("{reason}\n")),
        }
        match rename(&project, &fixture.file_system(), offset, new) {
            Err(reason) => out.push_str(&format!("{reason}\n")),
            Ok(rename) => {
                let new = apply_edits(text, &rename.edits);
                for (before, after) in text.lines().zip(new.lines()) {
                    if before != after {
                        out.push_str(&format!("-{before}\n+{after}\n"));
                    }
                }
                for (from, to) in &rename.moves {
                    let (from, to) = (project.relative(from), project.relative(to));
                    out.push_str(&format!("{from} -> {to}\n"));
                }
            }
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn a_topic_with_its_directory_and_its_mentions() {
        check(
            "@events\nyo$0lo\nother\n  src ./src/events/yolo/lib\n@shared\nevents\n  yolo\n#- src/events/yolo/index.mjs\n",
            "oh",
            expect![[r#"
                [yolo]
                -yolo
                +oh
                -  src ./src/events/yolo/lib
                +  src ./src/events/oh/lib
                -  yolo
                +  oh
                src/events/yolo -> src/events/oh
            "#]],
        );
        check(
            "@queues\n\"yo$0lo\"\n",
            "oh",
            expect![[r#"
            [yolo]
            -"yolo"
            +"oh"
        "#]],
        );
        check(
            "@scheduled\nx$0 rate(1 day)\n#- src/scheduled/x/index.js\n",
            "12",
            expect![[r#"
            [x]
            -x rate(1 day)
            +"12" rate(1 day)
            src/scheduled/x -> src/scheduled/12
        "#]],
        );
        check(
            "@events\n$0a\n  src lib/a\n#- lib/a/index.js\n",
            "b",
            expect![[r#"
            [a]
            -a
            +b
        "#]],
        );
    }

    #[test]
    fn a_table_with_its_indexes_and_streams() {
        check(
            "@tables\ncats\n  id *\n  stream true\n@tables-indexes\nca$0ts\n  n *\n@tables-streams\nlog\n  table cats\n\
             #- src/tables-streams/cats/index.js\n#- src/tables-streams/log/index.js\n",
            "dogs",
            expect![[r#"
                [cats]
                -cats
                +dogs
                -cats
                +dogs
                -  table cats
                +  table dogs
            "#]],
        );
        check(
            "@tables\ncats\n  id *\n@tables-streams\ncats\nlo$0g\n  table cats\n#- src/tables-streams/log/index.js\n",
            "diary",
            expect![[r#"
                [log]
                -log
                +diary
                src/tables-streams/log -> src/tables-streams/diary
            "#]],
        );
    }

    #[test]
    fn a_route_by_method_path_or_both() {
        let files = "#- src/http/get-a/index.js\n#- src/http/post-b/index.js\n";
        let manifest = format!("@http\nGET  /$0a # c\n/b\n  method post\n@views\nget /a\n{files}");
        check(
            &manifest,
            "/x/:id",
            expect![[r#"
            [GET  /a]
            -GET  /a # c
            +GET  /x/:id # c
            -get /a
            +get /x/:id
            src/http/get-a -> src/http/get-x-000id
        "#]],
        );
        check(
            &manifest,
            "put",
            expect![[r#"
                [GET  /a]
                -GET  /a # c
                +PUT  /a # c
                -get /a
                +put /a
                src/http/get-a -> src/http/put-a
            "#]],
        );
        check(
            &manifest,
            "any /",
            expect![[r#"
                [GET  /a]
                -GET  /a # c
                +ANY  / # c
                -get /a
                +any /
                src/http/get-a -> src/http/any-index
            "#]],
        );
        check(
            &manifest,
            "x",
            expect![[r#"
            [GET  /a]
            `x` must begin with a slash: `/x`
        "#]],
        );
        check(
            &manifest,
            "a b c",
            expect![[r#"
            [GET  /a]
            `a b c` is no route: write `method /path`, or only the one that changes
        "#]],
        );
        check(
            &manifest,
            "post /b",
            expect![[r#"
            [GET  /a]
            `post /b` is taken: `@http` has it already
        "#]],
        );
        let manifest = manifest.replace("$0", "").replace("method post", "method $0post");
        check(
            &manifest,
            "delete",
            expect![[r#"
            [post]
            -  method post
            +  method delete
            src/http/post-b -> src/http/delete-b
        "#]],
        );
    }

    #[test]
    fn what_cannot_be() {
        check(
            "@events\n$0a\nb-c\n",
            "b_c",
            expect![[r#"
            [a]
            `b_c` is taken: `b-c` under `@events` has the same logical ID `BC`
        "#]],
        );
        check(
            "@events\n$0a\nb\n",
            "b",
            expect![[r#"
            [a]
            `b` is taken: `@events` has it already
        "#]],
        );
        check(
            "@events\n$0a\n",
            "a b",
            expect![[r#"
            [a]
            `a b` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not ` `
        "#]],
        );
        check(
            "@events\n$0a\n",
            "awsome",
            expect![[r#"
            [a]
            `awsome` cannot begin with `AWS` or `Amazon`, which AWS keeps for itself
        "#]],
        );
        check(
            "@events\n$0a\n#- src/events/a/index.js\n#- src/events/b/x\n",
            "b",
            expect![[r#"
            [a]
            `src/events/b` is there already, so `src/events/a` cannot take that name
        "#]],
        );
        check(
            "@events\n$0a\na/b\n#- src/events/a/index.js\n",
            "c",
            expect![[r#"
            [a]
            `src/events/a` cannot be renamed: the handler of `a/b` lies there too
        "#]],
        );
        check(
            "@events\n$0a\n#- src/events/a/index.js\n",
            "a/b",
            expect![[r#"
            [a]
            `src/events/a` cannot be moved into itself, to `src/events/a/b`
        "#]],
        );
        check(
            "@http\n$0get /a-b\nput /a.b\n#- src/http/get-a_b/index.js\n",
            "/a_b",
            expect![[r#"
            [get /a-b]
            -get /a-b
            +get /a_b
        "#]],
        );
        check(
            "@ws\ndef$0ault\n",
            "x",
            expect![[r#"
            `default` cannot be renamed: it is a route that every WebSocket API has under that name
            `default` cannot be renamed: it is a route that every WebSocket API has under that name
        "#]],
        );
        check(
            "@tables\n$0cats\n  id *\n@tables-indexes\ndogs\n  n *\n",
            "dogs",
            expect![[r#"
            [cats]
            `dogs` is taken: an index or a stream names it
        "#]],
        );
        check(
            "@events\n$0a\nb{\n",
            "c",
            expect![[r#"
            Architect does not read this manifest, mend it first: unknown character `{`: outside quotes Architect takes only ASCII letters and digits and ( ) / ~ - _ . , : $ * ? & ! % = + | ^; put the value in quotes
            Architect does not read this manifest, mend it first: unknown character `{`: outside quotes Architect takes only ASCII letters and digits and ( ) / ~ - _ . , : $ * ? & ! % = + | ^; put the value in quotes
        "#]],
        );
        check(
            "@app\n$0a\n",
            "c",
            expect![[r#"
            nothing
            nothing here has a name that can be changed: put the cursor on the name of a topic, queue, schedule, table, stream, route or WebSocket action
        "#]],
        );
    }
}
