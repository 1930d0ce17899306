//! The editor's face: the language server protocol in, our own types below, the protocol out.
//!
//! A message comes through these rooms: `connection` reads a frame (`reader`) and what it says (`message`), `guard`
//! keeps order and catches panics, tower-lsp finds the handler in `backend`, which takes a snapshot from the `session`
//! and has it worked on by `blocking` threads. `publisher` pushes problems, in the `turn` of whoever has time, to the `output`,
//! which is the client's end of `stdout`; `convert` is the door between positions and offsets.

mod analysis;
mod backend;
#[cfg(test)]
mod bare;
mod blocking;
mod capabilities;
mod client_process;
mod code_actions;
mod commands;
mod complaints;
mod completion;
mod connection;
mod convert;
mod definition;
mod delete_file;
mod disk;
mod documents;
mod folders;
mod folding;
mod formatting;
mod guard;
mod highlight;
mod hints;
mod hover;
mod initialize;
mod lifecycle;
mod links;
mod log;
mod markdown;
mod message;
mod next_runs;
mod output;
mod problems;
mod publisher;
mod pulled;
mod reader;
mod rename;
mod run;
mod said;
mod sam_template;
mod scaffold;
mod scan;
mod selection;
mod semantic_tokens;
mod session;
mod settings;
mod snapshot;
mod stdout;
mod symbols;
mod test_requests;
mod turn;
mod watched_files;

pub use log::LogLevel;
pub use run::{Options, run};

/// What problems say they come from, and the server's name.
const SOURCE: &str = "arc-lsp";
