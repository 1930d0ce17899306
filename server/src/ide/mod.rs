//! What an editor asks about a place in a file: one room a feature, each a pure function of a project and a place,
//! in our own types. Byte spans only; positions are the server's business.

mod code_actions;
mod completion;
mod definition;
mod document_symbols;
mod folding;
mod highlight;
mod hover;
mod links;
mod mentions;
mod references;
mod selection;
mod workspace_symbols;

pub use code_actions::{ActionKind, CodeAction, Effect, Requested, code_actions, fix_all};
pub use completion::{Asked, Completion, CompletionKind, Docs, completion};
pub use definition::{Definition, Target, declaration, definition, implementation};
pub use document_symbols::{Symbol, SymbolKind, document_symbols};
pub use folding::{Fold, FoldKind, folding};
pub use highlight::{Highlight, highlights};
pub use hover::{Hover, HoverContext, hover};
pub use links::{Link, LinkTarget, links};
pub use mentions::{Mention, Named, mention_at, mentions};
pub use references::references;
pub use selection::selection;
pub use workspace_symbols::workspace_symbols;
