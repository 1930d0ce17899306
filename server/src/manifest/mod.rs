//! What a manifest means: the functions that it declares, typed, every value with its span.

mod functions;

pub use functions::{Function, FunctionPragma, Route, functions};
