//! What stands at a place, in words: one room for each kind of thing that can stand there.

mod config;
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

pub use hover::{Hover, HoverContext, hover};
