//! The SAM template of a project, as `@architect/package@11.0.4` makes it: one room for each group of
//! resources. Nothing is asked of AWS, and nothing of the project is run.

mod deno;
mod events;
mod function;
mod globals;
mod http;
mod package;
mod parameters;
mod queues;
mod scheduled;
mod static_assets;
mod streams;
mod tables;
mod template;
mod ws;
mod yaml;

pub use package::{Packaged, package};
pub use template::{Output, Part, Resource, Template};
pub use yaml::{Fold, Style, commented, folded, folded_yaml, yaml};
