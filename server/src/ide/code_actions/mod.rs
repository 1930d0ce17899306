//! What can be done at a place: mending its problems, and rewriting what stands there. One room a kind of action.

mod action;
mod fix_all;
mod forms;
mod handlers;
mod moved_pragmas;
mod offer;
mod quick_fixes;
mod schedules;
#[cfg(test)]
mod testing;

pub use action::{ActionKind, CodeAction, Effect, Requested};
pub use fix_all::fix_all;
pub use offer::code_actions;
