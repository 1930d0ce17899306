//! What an editor asks about a place in a file: one room a feature, each a pure function of a project and a place,
//! in our own types. Byte spans only; positions are the server's business.

mod change;
mod code_actions;
mod code_lens;
mod completion;
mod definition;
mod document_symbols;
mod folding;
mod formatting;
mod highlight;
mod hover;
mod inlay_hints;
mod linked_editing;
mod links;
mod mentions;
mod references;
mod rename;
mod rename_folder;
mod selection;
mod semantic_tokens;
mod workspace_symbols;

pub use code_actions::{ActionKind, CodeAction, Effect, Requested, code_actions, fix_all};
pub use code_lens::{CodeLens, code_lenses};
pub use completion::{Asked, Completion, CompletionKind, Docs, completion};
pub use definition::{Definition, Target, declaration, definition, implementation};
pub use document_symbols::{Symbol, SymbolKind, document_symbols};
pub use folding::{Fold, FoldKind, folding};
pub use formatting::{Replacement, formatting, on_type, range_formatting};
pub use highlight::{Highlight, highlights};
pub use hover::{Hover, HoverContext, hover};
pub use inlay_hints::{InlayHint, inlay_hints};
pub use linked_editing::linked_editing;
pub use links::{Link, LinkTarget, links};
pub use mentions::{Mention, Named, mention_at, mentions};
pub use references::references;
pub use rename::{Renamable, Rename, prepare_rename, rename};
pub use rename_folder::rename_folder;
pub use selection::selection;
pub use semantic_tokens::{Token, TokenType, semantic_tokens};
pub use workspace_symbols::workspace_symbols;
