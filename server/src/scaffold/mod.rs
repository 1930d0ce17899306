//! Handlers that a manifest declares and the disk lacks, as `@architect/create` would begin them.

mod handler;
mod new_handler;

pub use handler::{Language, NodeModule, handler_text};
pub use new_handler::{new_handler, new_handler_for, refused_template};
