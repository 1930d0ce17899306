//! The mentions of what stands at a place, in the same file.

use crate::project::Project;
use crate::text::Span;

use super::mentions::{mention_at, mentions};

/// A place to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where it is.
    pub span: Span,
    /// Whether it declares the name.
    pub is_declaration: bool,
}

/// Every mention in the manifest of what is mentioned at `offset`, in the order of the text.
pub fn highlights(project: &Project, offset: usize) -> Vec<Highlight> {
    let Some(at) = mention_at(project, offset) else { return Vec::new() };
    let mut found: Vec<Highlight> = mentions(project, &at.named)
        .iter()
        .flat_map(|mention| {
            let is_declaration = mention.is_declaration;
            mention.spans().map(move |span| Highlight { span, is_declaration }).collect::<Vec<_>>()
        })
        .collect();
    found.sort_by_key(|highlight| highlight.span.start);
    found
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::highlights;
    use crate::project::fixture::Fixture;

    /// The highlighted lines, each with what is highlighted in brackets; `=` before what declares.
    fn check(fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let (_, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
        let project = fixture.project();
        let text = &project.manifest.syntax.text;
        let shown = highlights(&project, offset).into_iter().map(|it| {
            let line = text[..it.span.start].matches('\n').count() + 1;
            let mark = if it.is_declaration { "=" } else { " " };
            format!("{mark}{line} {}\n", it.span.of(text))
        });
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn a_table_wherever_it_is_named() {
        let manifest = "@tables\ncats\n  id *String\n@tables-indexes\nca$0ts\n  name *String\n@tables-streams\n\
                        cats\nlog\n  table \"cats\"\nmine\n  src lib/m\n";
        check(
            manifest,
            expect![[r#"
                =2 cats
                 5 cats
                 8 cats
                 10 "cats"
            "#]],
        );
        check(
            &manifest.replace("$0", "").replace("log", "l$0og"),
            expect![[r#"
            =9 log
        "#]],
        );
    }

    #[test]
    fn a_function_and_the_lists_that_name_it() {
        let manifest = "@http\nGET  $0/a\n/b\n  method post\n@events\na\n@shared\nhttp\n  get /a\nevents\n  a\n@views\nget /a\n";
        check(
            manifest,
            expect![[r#"
                =2 GET  /a
                 9 get /a
                 13 get /a
            "#]],
        );
        check(
            &manifest.replace("$0", "").replace("post", "po$0st"),
            expect![[r#"
            =3 /b
            =4 post
        "#]],
        );
        check(
            &manifest.replace("$0", "").replace("  a\n@views", "  $0a\n@views"),
            expect![[r#"
            =6 a
             11 a
        "#]],
        );
        check(&manifest.replace("$0", "").replace("@shared", "@sh$0ared"), expect![""]);
    }
}
