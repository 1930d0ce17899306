//! Names that are typed at several places at once.

use crate::project::Project;
use crate::syntax::inside_quotes;
use crate::text::Span;

use super::mentions::{Named, mention_at, mentions};

/// The name of the table at `offset` of the manifest and every mention of it that is written the same, quotes left out;
/// none where there is only one.
pub fn linked_editing(project: &Project, offset: usize) -> Vec<Span> {
    let Some(at) = mention_at(project, offset) else { return Vec::new() };
    if !matches!(at.named, Named::Table(_)) {
        return Vec::new();
    }
    let text = &project.manifest.syntax.text;
    let written = inside_quotes(at.name, text).of(text);
    let spans = mentions(project, &at.named).into_iter();
    let spans = spans.map(|mention| inside_quotes(mention.name, text));
    let spans: Vec<Span> = spans.filter(|span| span.of(text) == written).collect();
    if spans.len() > 1 { spans } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::linked_editing;
    use crate::project::fixture::Fixture;

    #[test]
    fn a_table_and_its_mentions() {
        for (fixture, count) in [
            (
                "@tables\nca$0ts\n  id *\n@tables-indexes\n\"cats\"\n  n *\n@tables-streams\nx\n  table cats\n",
                3,
            ),
            ("@tables\nca$0ts\n  id *\n@events\ncats\n", 0),
            ("@events\nca$0ts\n@shared\nevents\n  cats\n", 0),
        ] {
            let parsed = Fixture::parse(fixture);
            let (_, offset) = parsed.cursor.clone().expect("the fixture has a cursor");
            let project = parsed.project();
            let spans = linked_editing(&project, offset);
            assert_eq!(spans.len(), count, "{fixture}");
            assert!(spans.iter().all(|span| span.of(&project.manifest.syntax.text) == "cats"));
        }
    }
}
