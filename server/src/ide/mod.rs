//! What an editor asks about a place in a file: one room a feature, each a pure function of a project and a place,
//! in our own types. Byte spans only; positions are the server's business.

mod code_actions;
mod completion;
mod hover;

pub use code_actions::{ActionKind, CodeAction, code_actions};
pub use completion::{Asked, Completion, CompletionKind, Docs, completion};
pub use hover::{Hover, hover};
