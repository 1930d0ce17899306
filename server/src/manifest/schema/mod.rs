//! Every pragma and setting of a manifest, a function config and the preferences: one table, which
//! validation, completion, hover and the documentation read.

mod aws;
mod data;
mod function_config;
mod functions;
pub mod limits;
mod lookup;
mod policies;
mod preferences;
mod project;
mod regions;
mod release;
mod retired;
mod runtimes;
mod spec;
mod web;
mod words;

pub use data::{KEY_TYPES, TTL};
pub use functions::{HTTP_METHODS, HttpMethod};
pub use lookup::{
    function_config_pragmas, pragma, pragma_of, pragmas, pragmas_of, preference_pragmas, setting,
};
pub use policies::POLICIES;
pub use regions::{DEFAULT_REGION, REGIONS, Region, region};
pub use release::{RUNTIME_ALIASES_SINCE, Release, dropped, since};
pub use runtimes::{
    DEFAULT_RUNTIME, RETIRED_RUNTIMES, RUNTIME_ALIASES, RUNTIMES, RetiredRuntime, Runtime,
    RuntimeAlias, RuntimeFamily, resolve_runtime, retired_runtime, runtime,
};
pub use spec::{
    Choice, DefaultValue, EntryForm, File, NameSpec, Place, PragmaSpec, SettingSpec, Status,
    ValueType,
};
