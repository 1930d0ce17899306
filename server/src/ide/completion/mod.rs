//! What may be written at a place. One room a kind of offer: `place` says where the cursor is, `complete` which rooms
//! are asked, `item` is what they answer.
//!
//! It stands on what is written, line by line, so that it works in the middle of broken text; the reading is asked only
//! for what other places declare.

mod asked;
mod comments;
mod complete;
mod documentation;
mod entries;
mod folders;
mod item;
mod keys;
mod place;
mod plugins;
mod pragmas;
mod schedules;
mod setting_names;
mod sharing;
#[cfg(test)]
mod testing;
mod values;

pub use asked::Asked;
pub use complete::completion;
pub use documentation::Docs;
pub use item::{Completion, CompletionKind};
