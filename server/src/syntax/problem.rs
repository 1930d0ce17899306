//! What Architect's lexer and parser reject, one kind each.

use crate::text::Span;

/// A fault for which Architect refuses the whole file.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntaxProblem {
    /// Which of the reference's rejections it is.
    pub kind: SyntaxProblemKind,
    /// The offending characters.
    pub span: Span,
    /// What is wrong, and what would be right.
    pub message: String,
    /// The line that the reference names, from 1, which leaves out line ends inside quotes; nothing where it
    /// names none.
    pub reference_line: Option<usize>,
}

/// The kinds of rejection. Each is a rule of its own, declared in `rules/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SyntaxProblemKind {
    /// A character that may stand only in quotes.
    UnknownCharacter,
    /// A quote that nothing closes.
    UnclosedQuote,
    /// A pragma whose name holds anything but letters, digits, `-` and `_`.
    InvalidPragma,
    /// No pragma in the whole file.
    NoPragma,
    /// A pragma that stood before, or bears a name that JavaScript objects have by nature.
    RepeatedPragma,
    /// A value above the first pragma.
    ValueBeforePragma,
    /// A number or boolean that names a vector.
    VectorNameNotString,
    /// A number or boolean that names a map.
    MapNameNotString,
    /// A number or boolean as the key of a map.
    MapKeyNotString,
    /// A key of a map without a value.
    MapValueMissing,
    /// One word over an indented line of which no shape can be made.
    UnknownShape,
    /// A text that should be JSON and is not.
    InvalidJson,
    /// A text that should be YAML and is not.
    InvalidYaml,
    /// A value in JSON or YAML of which no pragma or entry can be made.
    UnreadableValue,
}

impl SyntaxProblemKind {
    /// Every kind, in the order in which the reference checks them.
    pub const ALL: [SyntaxProblemKind; 14] = [
        SyntaxProblemKind::UnknownCharacter,
        SyntaxProblemKind::UnclosedQuote,
        SyntaxProblemKind::InvalidPragma,
        SyntaxProblemKind::NoPragma,
        SyntaxProblemKind::RepeatedPragma,
        SyntaxProblemKind::ValueBeforePragma,
        SyntaxProblemKind::VectorNameNotString,
        SyntaxProblemKind::MapNameNotString,
        SyntaxProblemKind::MapKeyNotString,
        SyntaxProblemKind::MapValueMissing,
        SyntaxProblemKind::UnknownShape,
        SyntaxProblemKind::InvalidJson,
        SyntaxProblemKind::InvalidYaml,
        SyntaxProblemKind::UnreadableValue,
    ];
}
