//! What a manifest means, typed, every value with its span: the functions that it declares, its tables,
//! its schedules, its settings.

mod declared;
mod functions;
mod logical_id;
pub mod names;
pub mod outline;
mod property;
pub mod schedule;
pub mod schema;
mod settings;
mod sharing;
pub mod spelling;
mod tables;
mod web;
mod written;

pub use declared::Declared;
pub use functions::{Function, FunctionPragma, Route, folder_of_route, functions, route_of_folder};
pub use logical_id::{logical_id, push_logical_id, route_id};
pub use property::{Property, is_truthy, json, properties, property};
pub use settings::{Layer, Setting, Settings, js_string};
pub use sharing::{Listed, Sharing, shared, shared_paths, views};
pub use tables::{
    Attribute, Column, Index, Key, KeyType, Projection, Spanned, Table, indexes, tables,
};
pub use web::{Proxy, Static, StaticSettings, cdn, proxy, static_assets};
pub use written::{Values, Written, counting, keys, last_line, lines};
