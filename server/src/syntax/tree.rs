//! The tree-sitter tree of a text.

use std::cell::RefCell;
use std::sync::OnceLock;

use tree_sitter::{InputEdit, Node, Parser, Point};

use crate::text::{Span, Text};

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new({
        let mut parser = Parser::new();
        parser
            .set_language(&tree_sitter_arc::LANGUAGE.into())
            .expect("the grammar and the library are built together, for the same ABI");
        parser
    });
}

/// What is written, by indentation. Total: no text gives an ERROR or MISSING node.
#[derive(Clone, Debug)]
pub struct Tree(tree_sitter::Tree);

/// A replacement of `span` by a text of `new_len` bytes.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    /// What is replaced, in the text before the edit.
    pub span: Span,
    /// Length of the replacement, in bytes.
    pub new_len: usize,
    /// `(row, column)` of start, old end and new end as tree-sitter counts: rows by `\n` alone, columns in
    /// bytes, both from 0.
    pub points: [(usize, usize); 3],
}

impl Edit {
    /// That `span` of `old` became `new_len` bytes of `new`.
    pub fn between(old: &Text, span: Span, new: &Text, new_len: usize) -> Edit {
        let point = |text: &Text, offset| {
            let point = text.point(offset);
            (point.row, point.column)
        };
        let points =
            [point(old, span.start), point(old, span.end), point(new, span.start + new_len)];
        Edit { span, new_len, points }
    }

    /// Puts `new` in the place of `span`, which lies in the text and on character boundaries: the text that it makes, and
    /// the edit.
    pub fn of(text: &str, span: Span, new: &str) -> (String, Edit) {
        let mut edited = text.to_owned();
        edited.replace_range(span.start..span.end, new);
        let edit = Edit::between(&Text::new(text), span, &Text::new(&edited), new.len());
        (edited, edit)
    }
}

impl Tree {
    /// Parses `text`; `old` is the tree of the text before, with every edit applied by [`Tree::edit`].
    pub fn parse(text: &str, old: Option<&Tree>) -> Tree {
        let tree = PARSER.with_borrow_mut(|parser| parser.parse(text, old.map(|tree| &tree.0)));
        Tree(tree.expect("a parser with a language and without a timeout always returns a tree"))
    }

    /// Moves the tree's nodes as an edit moves the text, so that it can seed the next parse.
    pub fn edit(&mut self, edit: &Edit) {
        let point = |(row, column)| Point { row, column };
        self.0.edit(&InputEdit {
            start_byte: edit.span.start,
            old_end_byte: edit.span.end,
            new_end_byte: edit.span.start + edit.new_len,
            start_position: point(edit.points[0]),
            old_end_position: point(edit.points[1]),
            new_end_position: point(edit.points[2]),
        });
    }

    /// The stretches of the text of `new` whose nodes are others than they were in this tree, already edited to match.
    pub(super) fn changed(&self, new: &Tree) -> Vec<Span> {
        let ranges = self.0.changed_ranges(&new.0);
        ranges.map(|range| Span::new(range.start_byte, range.end_byte)).collect()
    }

    /// The root node.
    pub fn root(&self) -> Node<'_> {
        self.0.root_node()
    }

    /// The tree as an S-expression, for tests and bug reports.
    pub fn to_sexp(&self) -> String {
        self.root().to_sexp()
    }
}

/// The tree of a text that was edited, parsed when first asked for: what is read and checked with every keystroke needs
/// the tokens alone.
#[derive(Clone, Debug)]
pub(super) struct LazyTree {
    tree: OnceLock<Tree>,
    /// That of a text before, edited to match.
    before: Option<Tree>,
}

impl LazyTree {
    /// One that is there.
    pub(super) fn parsed(tree: Tree) -> LazyTree {
        LazyTree { tree: OnceLock::from(tree), before: None }
    }

    /// One that comes from that of a text before, edited to match.
    pub(super) fn after(before: Tree) -> LazyTree {
        LazyTree { tree: OnceLock::new(), before: Some(before) }
    }

    /// The tree of `text`, which is the same each time.
    pub(super) fn get(&self, text: &str) -> &Tree {
        self.tree.get_or_init(|| Tree::parse(text, self.before.as_ref()))
    }

    /// What the tree of the next text may come from, when it is edited to match.
    pub(super) fn seed(&self) -> Option<Tree> {
        self.tree.get().or(self.before.as_ref()).cloned()
    }
}
