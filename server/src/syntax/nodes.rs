//! The tree's nodes by type: what is written, as completion, symbols and layout see it.

use tree_sitter::Node;

use crate::text::Span;

use super::tree::Tree;

/// The whole file.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'t>(Node<'t>);

/// A pragma with its section: everything up to the next pragma.
#[derive(Clone, Copy, Debug)]
pub struct Pragma<'t>(Node<'t>);

/// An entry of a pragma: one line, with the indented block below it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t>(Node<'t>);

/// A line in a block.
#[derive(Clone, Copy, Debug)]
pub enum Child<'t> {
    /// A line of one word, or any line in a deeper block.
    Item(Item<'t>),
    /// A line of several words, or one over a deeper block.
    Pair(Pair<'t>),
}

/// An item of a vector.
#[derive(Clone, Copy, Debug)]
pub struct Item<'t>(Node<'t>);

/// A key with its values, on its line or on deeper lines below it.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'t>(Node<'t>);

/// A word, a quoted string, or characters that are neither.
#[derive(Clone, Copy, Debug)]
pub struct Value<'t>(Node<'t>);

impl Tree {
    /// The whole file.
    pub fn manifest(&self) -> Manifest<'_> {
        Manifest(self.root())
    }
}

fn children<'t>(node: Node<'t>, kind: &'static str) -> impl Iterator<Item = Node<'t>> {
    let mut cursor = node.walk();
    let found: Vec<_> = node.named_children(&mut cursor).filter(|n| n.kind() == kind).collect();
    found.into_iter()
}

fn field<'t>(node: Node<'t>, name: &'static str) -> impl Iterator<Item = Value<'t>> {
    let mut cursor = node.walk();
    let found: Vec<_> = node.children_by_field_name(name, &mut cursor).map(Value).collect();
    found.into_iter()
}

/// A span without the quotes that it begins and ends with; as it is where it does not.
pub fn inside_quotes(span: Span, text: &str) -> Span {
    let written = span.of(text);
    let is_quoted = written.len() >= 2
        && written.starts_with(['"', '\'', '`'])
        && written.as_bytes().first() == written.as_bytes().last();
    if is_quoted { Span::new(span.start + 1, span.end - 1) } else { span }
}

fn span(node: Node<'_>) -> Span {
    Span::from(node.byte_range())
}

impl<'t> Manifest<'t> {
    /// The pragmas, in the order of the text.
    pub fn pragmas(self) -> impl Iterator<Item = Pragma<'t>> {
        children(self.0, "pragma").map(Pragma)
    }

    /// Entries above the first pragma.
    pub fn stray_entries(self) -> impl Iterator<Item = Entry<'t>> {
        children(self.0, "entry").map(Entry)
    }

    /// The kind, in the grammar's words, and the place of the smallest named node over the character before `offset`;
    /// nothing at the start of the text.
    pub fn leaf_before(self, offset: usize) -> Option<(&'t str, Span)> {
        let node = self.0.named_descendant_for_byte_range(offset.checked_sub(1)?, offset)?;
        Some((node.kind(), span(node)))
    }

    /// Every comment, wherever it stands, in the order of the text.
    pub fn comments(self) -> Vec<Span> {
        let mut comments = Vec::new();
        let mut cursor = self.0.walk();
        loop {
            if cursor.node().kind() == "comment" {
                comments.push(span(cursor.node()));
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return comments;
                }
            }
        }
    }
}

impl<'t> Pragma<'t> {
    /// The name, without `@`; nothing while only `@` is written.
    pub fn name(self) -> Option<Span> {
        self.0.child_by_field_name("name").map(span)
    }

    /// From `@` to the end of the name.
    pub fn header(self) -> Span {
        let start = self.0.start_byte();
        Span::new(start, self.name().map_or(start + 1, |name| name.end))
    }

    /// The header and all entries; comments and blank lines behind the last entry are not in it.
    pub fn span(self) -> Span {
        span(self.0)
    }

    /// The entries, in the order of the text.
    pub fn entries(self) -> impl Iterator<Item = Entry<'t>> {
        children(self.0, "entry").map(Entry)
    }
}

impl<'t> Entry<'t> {
    /// The first line's words.
    pub fn values(self) -> Vec<Value<'t>> {
        field(self.0, "name").chain(field(self.0, "value")).collect()
    }

    /// The first word.
    pub fn head(self) -> Option<Value<'t>> {
        self.values().into_iter().next()
    }

    /// The lines of the block below.
    pub fn children(self) -> Vec<Child<'t>> {
        let mut cursor = self.0.walk();
        self.0.named_children(&mut cursor).filter_map(Child::of).collect()
    }

    /// The first line and the block, the last line end included.
    pub fn span(self) -> Span {
        span(self.0)
    }
}

impl<'t> Child<'t> {
    fn of(node: Node<'t>) -> Option<Child<'t>> {
        match node.kind() {
            "item" => Some(Child::Item(Item(node))),
            "pair" => Some(Child::Pair(Pair(node))),
            _ => None,
        }
    }

    /// The line and what stands below it, the last line end included.
    pub fn span(self) -> Span {
        match self {
            Child::Item(Item(node)) | Child::Pair(Pair(node)) => span(node),
        }
    }

    /// The words of the line itself.
    pub fn words(self) -> Vec<Value<'t>> {
        match self {
            Child::Item(item) => item.values().collect(),
            Child::Pair(pair) => pair.key().into_iter().chain(pair.values()).collect(),
        }
    }
}

impl<'t> Item<'t> {
    /// The words: one, or more in a deeper block.
    pub fn values(self) -> impl Iterator<Item = Value<'t>> {
        field(self.0, "value")
    }
}

impl<'t> Pair<'t> {
    /// The first word.
    pub fn key(self) -> Option<Value<'t>> {
        field(self.0, "key").next()
    }

    /// The words behind the key on its line.
    pub fn values(self) -> impl Iterator<Item = Value<'t>> {
        field(self.0, "value")
    }

    /// The lines of the deeper block.
    pub fn items(self) -> impl Iterator<Item = Item<'t>> {
        children(self.0, "item").map(Item)
    }
}

impl<'t> Value<'t> {
    /// Where it stands, quotes included.
    pub fn span(self) -> Span {
        span(self.0)
    }

    /// The same without the quotes, where it has both.
    pub fn content(self, text: &str) -> Span {
        let span = self.span();
        match self.kind() {
            "quoted_string" => inside_quotes(span, text),
            _ => span,
        }
    }

    /// The grammar's name for it: `string`, `quoted_string`, `unclosed_string`, `number`, `boolean` or
    /// `illegal`.
    pub fn kind(self) -> &'t str {
        self.0.kind()
    }
}
