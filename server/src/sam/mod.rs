//! The SAM template of a project, as `@architect/package@11.0.4` makes it: one room for each group of
//! resources. Nothing is asked of AWS, and nothing of the project is run.

mod deno;
mod diff;
mod events;
mod function;
mod globals;
mod http;
mod lines;
mod package;
mod parameters;
mod queues;
mod replacement;
mod role_size;
mod scheduled;
mod stack_size;
mod static_assets;
mod streams;
mod tables;
mod template;
mod ws;
mod yaml;

pub use diff::{Change, ChangeKind, PropertyChange, diff};
pub use lines::resource_lines;
pub use package::{Packaged, package};
pub use role_size::{MAX_INLINE_POLICIES, RoleSize, large_roles};
pub use stack_size::{StackSize, stack_size};
pub use template::{Output, Part, Resource, Template};
pub use yaml::{Fold, Style, commented, folded, write_folded, yaml};
