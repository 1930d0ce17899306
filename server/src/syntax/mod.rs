//! What is written, what Architect reads of it, and what it rejects.
//!
//! Two readings of one text are kept side by side. The *tree* is what a person wrote, shape by indentation
//! as it was meant. The *reading* is what Architect makes of the same tokens, and equals
//! `@architect/parser` on every text that it accepts. Where the two differ, something that is written is
//! not deployed, or is deployed elsewhere: [`Syntax::discrepancies`] says where.
//!
//! Invariants: parsing never fails and never panics; every span lies in the text, on character boundaries.

mod change;
mod data;
mod discrepancy;
mod format;
mod nodes;
mod problem;
mod reading;
mod scalar;
mod section_end;
mod seed;
mod token;
mod tree;
mod unread;

use std::sync::Arc;

use crate::text::Span;

pub use change::{Change, SyntaxId};
pub use discrepancy::{Discrepancy, DiscrepancyKind};
pub use format::Format;
pub use nodes::{
    Child, Entry as EntryNode, Item, Manifest, Pair as PairNode, Pragma as PragmaNode, Value,
    inside_quotes,
};
pub use problem::{SyntaxProblem, SyntaxProblemKind};
pub use reading::{EntriesChange, Entry, Pair, Pragma, Reading, Shape};
pub use scalar::{Scalar, ScalarKind};
pub use seed::Seed;
use tree::LazyTree;
pub use tree::{Edit, Tree};
pub use unread::Unread;

/// A text with its tree, its reading and everything that is wrong with either.
#[derive(Clone, Debug)]
pub struct Syntax {
    /// Which it is.
    pub id: SyntaxId,
    /// How it came from the one before, where most of that was taken over.
    pub change: Option<Change>,
    /// What the text is written in.
    pub format: Format,
    /// The text, as it stands in the file.
    pub text: Arc<str>,
    /// What is written in Architect's own format; empty for a text in another.
    tree: LazyTree,
    /// The tokens of a text in Architect's own format, for the next parse.
    lexed: token::Lexed,
    /// What Architect reads.
    pub reading: Reading,
    /// Whether every entry of it has a shape, and no pragma is one too many: lines on which the lexer has rejected
    /// something count here, too.
    has_shapes: bool,
    /// Whatever Architect rejects, in the order in which it would stumble over it: characters and quotes
    /// first, then pragmas, then shapes.
    pub problems: Vec<SyntaxProblem>,
    /// What is written and not read, or read elsewhere than it is written, in the order of the text. Empty
    /// when Architect rejects the text, since it then reads nothing.
    pub discrepancies: Vec<Discrepancy>,
    /// The comments of a text in YAML, in its order; those in Architect's own format stand in the tree.
    yaml_comments: Vec<Span>,
    /// What is written in JSON or YAML and not read, in the order of the text. Empty where the text is none.
    pub unread: Vec<Unread>,
}

impl Syntax {
    /// Parses a text in Architect's own format afresh.
    pub fn parse(text: impl Into<Arc<str>>) -> Syntax {
        let text = text.into();
        let tree = Tree::parse(&text, None);
        let lexed = token::lower(&tree, &text);
        Syntax::from_tree(text, LazyTree::parsed(tree), lexed)
    }

    /// Parses a text in any format afresh.
    pub fn parse_as(format: Format, text: impl Into<Arc<str>>) -> Syntax {
        if format.is_arc() {
            return Syntax::parse(text);
        }
        let text = text.into();
        let data::Read { reading, problems, unread, comments } = data::read(format, &text);
        Syntax {
            id: SyntaxId::new(),
            change: None,
            format,
            tree: LazyTree::parsed(Tree::parse("", None)),
            lexed: token::Lexed::default(),
            text,
            reading,
            has_shapes: true,
            problems,
            discrepancies: Vec::new(),
            yaml_comments: comments,
            unread,
        }
    }

    /// A file in UTF-16, of which Architect reads nothing: one problem, and no text that could be pointed at.
    pub fn in_utf16(format: Format) -> Syntax {
        let kind = match format {
            Format::Arc => SyntaxProblemKind::UnknownCharacter,
            Format::Yaml => SyntaxProblemKind::InvalidYaml,
            Format::Json | Format::Package => SyntaxProblemKind::InvalidJson,
        };
        let message =
            "this file is in UTF-16, and Architect reads UTF-8 only: save it as UTF-8".to_owned();
        let problem = SyntaxProblem { kind, span: Span::at(0), message, reference_line: None };
        Syntax { format, problems: vec![problem], ..Syntax::parse("") }
    }

    /// What is written in Architect's own format, parsed when first asked for; empty for a text in another.
    pub fn tree(&self) -> &Tree {
        self.tree.get(&self.text)
    }

    /// What is written at a place, as one shows it to people: a string of JSON or YAML without its quotes.
    pub fn written(&self, span: Span) -> &str {
        let written = span.of(&self.text);
        if self.format.is_arc() {
            return written;
        }
        let inner = ['"', '\''].into_iter().find_map(|quote| {
            let inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
            (!inner.contains(quote)).then_some(inner)
        });
        inner.unwrap_or(written)
    }

    /// Every comment, in the order of the text: from its `#` to the end of its line. JSON has none.
    pub fn comments(&self) -> Vec<Span> {
        match self.format {
            Format::Arc => self.tree().manifest().comments(),
            _ => self.yaml_comments.clone(),
        }
    }

    /// Whether there is a manifest in the text at all: a `package.json` may hold none.
    pub fn has_manifest(&self) -> bool {
        self.format != Format::Package || self.reading.is_exact() || !self.problems.is_empty()
    }

    /// Parses another text in the format of this one: what it would be after an edit.
    pub fn again(&self, text: impl Into<Arc<str>>) -> Syntax {
        Syntax::parse_as(self.format, text)
    }

    /// Parses a text of which `seed`, edited to match, is what was before the edits.
    pub fn reparse(text: impl Into<Arc<str>>, seed: Seed) -> Syntax {
        seed.parse(text.into())
    }

    fn from_tree(text: Arc<str>, tree: LazyTree, lexed: token::Lexed) -> Syntax {
        let reading::Read { reading, problems, has_shapes, is_plain } =
            reading::read(&text, &lexed);
        debug_assert!(
            !is_plain
                || !problems.is_empty()
                || discrepancy::compare(&text, tree.get(&text), &reading, &lexed).is_empty(),
            "plain, and not read as it is written: {text:?}"
        );
        let discrepancies = if problems.is_empty() && !is_plain {
            discrepancy::compare(&text, tree.get(&text), &reading, &lexed)
        } else {
            Vec::new()
        };
        Syntax {
            id: SyntaxId::new(),
            change: None,
            format: Format::Arc,
            text,
            tree,
            lexed,
            reading,
            has_shapes,
            problems,
            discrepancies,
            yaml_comments: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// The manifest as JSON, exactly as `JSON.stringify` prints what the reference's parser returns.
    ///
    /// # Errors
    /// The problem that the reference stops at, when it rejects the text.
    pub fn to_json(&self) -> Result<String, &SyntaxProblem> {
        match self.problems.first() {
            Some(problem) => Err(problem),
            None => Ok(self.reading.to_json()),
        }
    }
}
