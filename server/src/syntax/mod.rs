//! What is written, what Architect reads of it, and what it rejects.
//!
//! Two readings of one text are kept side by side. The *tree* is what a person wrote, shape by indentation
//! as it was meant. The *reading* is what Architect makes of the same tokens, and equals
//! `@architect/parser` on every text that it accepts. Where the two differ, something that is written is
//! not deployed, or is deployed elsewhere: [`Syntax::discrepancies`] says where.
//!
//! Invariants: parsing never fails and never panics; every span lies in the text, on character boundaries.

mod discrepancy;
mod nodes;
mod problem;
mod reading;
mod scalar;
mod token;
mod tree;

use std::sync::Arc;

pub use discrepancy::{Discrepancy, DiscrepancyKind};
pub use nodes::{
    Child, Entry as EntryNode, Item, Manifest, Pair as PairNode, Pragma as PragmaNode, Value,
    inside_quotes,
};
pub use problem::{SyntaxProblem, SyntaxProblemKind};
pub use reading::{Entry, Pair, Pragma, Reading, Shape};
pub use scalar::{Scalar, ScalarKind};
pub use tree::{Edit, Tree};

/// A text with its tree, its reading and everything that is wrong with either.
#[derive(Debug)]
pub struct Syntax {
    /// The text, as it stands in the file.
    pub text: Arc<str>,
    /// What is written.
    pub tree: Tree,
    /// What Architect reads.
    pub reading: Reading,
    /// Whatever Architect rejects, in the order in which it would stumble over it: characters and quotes
    /// first, then pragmas, then shapes.
    pub problems: Vec<SyntaxProblem>,
    /// What is written and not read, or read elsewhere than it is written, in the order of the text. Empty
    /// when Architect rejects the text, since it then reads nothing.
    pub discrepancies: Vec<Discrepancy>,
}

impl Syntax {
    /// Parses a text afresh.
    pub fn parse(text: impl Into<Arc<str>>) -> Syntax {
        let text = text.into();
        let tree = Tree::parse(&text, None);
        Syntax::from_tree(text, tree)
    }

    /// Parses a text of which `old`, already edited to match, is the tree before the edit.
    pub fn reparse(text: impl Into<Arc<str>>, old: &Tree) -> Syntax {
        let text = text.into();
        let tree = Tree::parse(&text, Some(old));
        Syntax::from_tree(text, tree)
    }

    fn from_tree(text: Arc<str>, tree: Tree) -> Syntax {
        let lexed = token::lower(&tree, &text);
        let (reading, problems) = reading::read(&text, &lexed);
        let discrepancies = if problems.is_empty() {
            discrepancy::compare(&text, &tree, &reading, &lexed)
        } else {
            Vec::new()
        };
        Syntax { text, tree, reading, problems, discrepancies }
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
