//! What a manifest means: the functions that it declares, typed, every value with its span, and the
//! schedules among them.

mod functions;
pub mod schedule;
pub mod schema;
pub mod spelling;

pub use functions::{Function, FunctionPragma, Route, folder_of_route, functions, route_of_folder};
