//! The engine of `arc-lsp`. Each module is a floor of the house; a floor names only those below it:
//! `text`, `syntax`, `manifest`, `project`, then `rules` and its neighbours, `ide`, and on top the two
//! faces `cli` and `server`.

pub mod cli;
pub mod format;
pub mod ide;
pub mod manifest;
pub mod project;
pub mod rules;
pub mod sam;
pub mod scaffold;
pub mod server;
pub mod syntax;
pub mod text;
