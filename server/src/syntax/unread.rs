//! What stands in a manifest in JSON or YAML and is passed over without a word.

use crate::text::Span;

/// A key or value that is written and not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Unread {
    /// The offending characters.
    pub span: Span,
    /// What becomes of it, and what would be right.
    pub message: String,
    /// Another place that explains it.
    pub beside: Option<Span>,
    /// Whether nothing is lost by it as far as Architect knows: a key that may be somebody else's.
    pub harmless: bool,
}

impl Unread {
    fn new(span: Span, message: String) -> Unread {
        Unread { span, message, beside: None, harmless: false }
    }

    /// Whether a pragma that Architect reads from a list only would be misread as an object.
    pub(super) fn wants_list(pragma: &str) -> bool {
        ["tables-indexes", "tables-streams", "plugins"].contains(&pragma)
    }

    /// A pragma that is no list and no object.
    pub(super) fn pragma(name: &str, span: Span, noun: &str) -> Unread {
        let known = PRAGMAS.contains(&name);
        let message = if known {
            format!("`{name}` is {noun}, so Architect passes it over: write an object or a list")
        } else {
            format!(
                "`{name}` is {noun}, so Architect passes it over: a pragma is an object or a list"
            )
        };
        Unread { harmless: !known, ..Unread::new(span, message) }
    }

    /// An entry of which nothing can be made.
    pub(super) fn entry(pragma: &str, name: &str, span: Span, noun: &str) -> Unread {
        let takes = if pragma == "tables" { "an object" } else { "a string or an object" };
        let message = match noun {
            "nothing" => format!(
                "`{name}` has nothing behind it, and Architect stops at that: write the name alone, as a string"
            ),
            _ => format!(
                "`{name}` is followed by {noun}, of which Architect can make no entry of `{pragma}`: it takes \
                 {takes}"
            ),
        };
        Unread::new(span, message)
    }

    /// An entry of a pragma that is written as an object and must be a list.
    pub(super) fn object(pragma: &str, span: Span) -> Unread {
        let message = format!(
            "Architect reads `{pragma}` from a list only, and this is an object: write a list, each entry an \
             object of its own"
        );
        Unread::new(span, message)
    }

    /// A key of an object of which only the first is read.
    pub(super) fn further(pragma: &str, first: &str, first_span: Span, span: Span) -> Unread {
        let message = format!(
            "of an object in the list of `{pragma}` Architect reads the first key, which is `{first}`: make an \
             object of its own of this one"
        );
        Unread { beside: Some(first_span), ..Unread::new(span, message) }
    }

    /// An object in a list that is read only as a pair.
    pub(super) fn ignored(pragma: &str, name: &str, span: Span) -> Unread {
        let message = format!(
            "`{name}` stands in an object in the list of `{pragma}`, where Architect looks for pairs: write \
             `{pragma}` as one object, without the list"
        );
        Unread::new(span, message)
    }

    /// A key that follows again, with the value that counts.
    pub(super) fn repeated(name: &str, span: Span, by: Span) -> Unread {
        let message = format!(
            "`{name}` stands twice in this object, and only the last counts: put both under one, or make a list \
             of them"
        );
        Unread { beside: Some(by), ..Unread::new(span, message) }
    }
}

/// The pragmas that Architect knows and that are passed over where they are no list and no object.
const PRAGMAS: [&str; 7] =
    ["plugins", "proxy", "shared", "tables-indexes", "tables-streams", "views", "arc"];
