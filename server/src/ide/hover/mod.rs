//! What stands at a place, in words: one room for each kind of thing that can stand there.

mod config;
mod context;
mod facts;
mod function;
// The room is named for what it holds.
#[allow(clippy::module_inception)]
mod hover;
mod plugin;
mod pragma;
mod resources;
mod schedule;
mod setting;
mod table;
#[cfg(test)]
mod tests;

pub use context::{Hover, HoverContext};
pub use hover::hover;
