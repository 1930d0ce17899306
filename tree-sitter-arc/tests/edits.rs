//! An edited tree equals a fresh one, whatever the text and wherever the edit.

use std::ops::Range;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use tree_sitter::{InputEdit, Node, Parser, Point, Tree};

/// What manifests are made of, and what breaks them.
const PIECES: &[&str] = &[
    "@",
    "@app\n",
    "\n@http\n",
    "@tables\nusers\n  id *String\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "    ",
    "\t",
    "# note\n",
    "#",
    "\"",
    "'",
    "`",
    "\\",
    "get /",
    "a",
    "key value",
    "\n  a",
    "\n    b",
    "\n  k v",
    "1",
    "-",
    "0x",
    "true",
    "true ",
    "{",
    "é",
    "🚀",
    "\u{feff}",
    "\0",
    "x\n  y\n    z\n",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Where an edit begins and how much it takes away, as fractions; and what it puts there.
fn edit() -> impl Strategy<Value = (f64, f64, String)> {
    let new = prop::collection::vec(prop::sample::select(PIECES), 0..5);
    (0.0..=1.0, prop_oneof![Just(0.0), 0.0..=0.3], new.prop_map(|pieces| pieces.concat()))
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_arc::LANGUAGE.into()).unwrap();
    parser
}

/// The tree after `range` of the text has become `new`, and the text with it.
fn edited(
    parser: &mut Parser,
    tree: &Tree,
    text: &mut String,
    range: Range<usize>,
    new: &str,
) -> Tree {
    let start_position = point(text, range.start);
    let old_end_position = point(text, range.end);
    text.replace_range(range.clone(), new);
    let new_end_byte = range.start + new.len();
    let mut tree = tree.clone();
    tree.edit(&InputEdit {
        start_byte: range.start,
        old_end_byte: range.end,
        new_end_byte,
        start_position,
        old_end_position,
        new_end_position: point(text, new_end_byte),
    });
    parser.parse(&*text, Some(&tree)).unwrap()
}

fn point(text: &str, byte: usize) -> Point {
    let before = &text[..byte];
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    Point { row: before.matches('\n').count(), column: byte - line }
}

fn boundary(text: &str, fraction: f64) -> usize {
    let mut byte = (fraction * text.len() as f64) as usize;
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Every node with its place, so that a difference in white space shows too.
fn printed(tree: &Tree) -> String {
    fn print(node: Node<'_>, field: Option<&str>, depth: usize, out: &mut String) {
        let field = field.map(|name| format!("{name}: ")).unwrap_or_default();
        let (kind, range) = (node.kind(), node.byte_range());
        let (start, end) = (node.start_position(), node.end_position());
        out.push_str(&format!("{:depth$}{field}{kind} {range:?} {start}-{end}\n", ""));
        let mut cursor = node.walk();
        if !cursor.goto_first_child() {
            return;
        }
        loop {
            print(cursor.node(), cursor.field_name(), depth + 1, out);
            if !cursor.goto_next_sibling() {
                return;
            }
        }
    }
    let mut out = String::new();
    print(tree.root_node(), None, 0, &mut out);
    out
}

#[test]
fn a_comment_behind_an_entry_that_an_edit_left_whole_stays_in_its_section() {
    let mut text = "@app\nx\n@a\nkey *\ny\n  # note\n".to_owned();
    let mut parser = parser();
    let tree = parser.parse(&text, None).unwrap();
    let tree = edited(&mut parser, &tree, &mut text, 0..0, "\\");
    assert_eq!(printed(&tree), printed(&parser.parse(&text, None).unwrap()));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_has_a_tree_without_errors(text in text()) {
        let tree = parser().parse(&text, None).unwrap();
        prop_assert!(!tree.root_node().has_error(), "{}", tree.root_node().to_sexp());
    }

    #[test]
    fn an_edited_tree_equals_a_fresh_one(
        text in text(),
        edits in prop::collection::vec(edit(), 1..6),
    ) {
        let mut parser = parser();
        let mut text = text;
        let mut tree = parser.parse(&text, None).unwrap();
        for (at, taken, new) in edits {
            let start = boundary(&text, at);
            let end = start + boundary(&text[start..], taken);
            tree = edited(&mut parser, &tree, &mut text, start..end, &new);
            let fresh = parser.parse(&text, None).unwrap();
            prop_assert_eq!(printed(&tree), printed(&fresh), "text: {:?}", text);
        }
    }
}
