//! What the queries capture. Colours stand in `test/highlight/`, which `tree-sitter test` reads.

use tree_sitter::{Parser, Query, QueryCursor, StreamingIterator};

const MANIFEST: &str = "\
# what it is
@tables
users
  id *String
  projection
    name
    email

@tables-streams
users
posts
";

/// Every capture as `name: text` with the lines of the text joined, in the order of the text.
fn captures(query: &str, text: &str) -> Vec<String> {
    let language = tree_sitter_arc::LANGUAGE.into();
    let mut parser = Parser::new();
    parser.set_language(&language).unwrap();
    let tree = parser.parse(text, None).unwrap();
    let query = Query::new(&language, query).unwrap();
    let mut cursor = QueryCursor::new();
    let mut found = Vec::new();
    let mut captures = cursor.captures(&query, tree.root_node(), text.as_bytes());
    while let Some((item, index)) = captures.next() {
        let capture = item.captures()[*index];
        let name = query.capture_names()[capture.index as usize];
        if name.starts_with('_') {
            continue;
        }
        let words = text[capture.node.byte_range()].split_whitespace().collect::<Vec<_>>();
        found.push(format!("{name}: {}", words.join(" ")));
    }
    found
}

#[test]
fn pragmas_entries_and_pairs_fold() {
    let found = captures(tree_sitter_arc::FOLDS_QUERY, MANIFEST);
    assert_eq!(
        found,
        [
            "fold: @tables users id *String projection name email",
            "fold: users id *String projection name email",
            "fold: id *String",
            "fold: projection name email",
            "fold: @tables-streams users posts",
            "fold: users",
            "fold: posts",
        ]
    );
}

#[test]
fn what_stands_over_a_block_indents_it() {
    let found = captures(tree_sitter_arc::INDENTS_QUERY, MANIFEST);
    assert_eq!(
        found,
        [
            "indent.zero: @",
            "indent.begin: users id *String projection name email",
            "indent.begin: projection name email",
            "indent.zero: @",
        ]
    );
}

#[test]
fn a_table_is_defined_once_and_mentioned_after() {
    let found = captures(tree_sitter_arc::LOCALS_QUERY, MANIFEST);
    let scope =
        format!("local.scope: {}", MANIFEST.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(
        found,
        [
            scope.as_str(),
            "local.definition.type: users",
            "local.reference: users",
            "local.reference: posts",
        ]
    );
}

#[test]
fn comments_are_a_language_of_their_own() {
    let found = captures(tree_sitter_arc::INJECTIONS_QUERY, MANIFEST);
    assert_eq!(found, ["injection.content: # what it is"]);
}

#[test]
fn only_what_architect_rejects_is_an_error() {
    let errors = |text| {
        let mut found = captures(tree_sitter_arc::HIGHLIGHTS_QUERY, text);
        found.retain(|capture| capture.starts_with("error"));
        found
    };
    assert_eq!(errors(MANIFEST), [""; 0]);
    assert_eq!(errors("@app x\na {b} \"c\n"), ["error: x", "error: {", "error: }", "error: \"c"]);
}
