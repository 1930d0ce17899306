//! Handlers that a manifest declares and the disk lacks, as `@architect/create` would begin them.

mod handler;

pub use handler::{Language, NodeModule, handler_text};
