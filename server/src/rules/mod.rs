//! What people have to be told. Each rule is declared once, in a file of its own name, and from the
//! declaration come its page, `arc-lsp explain`, the metadata of every output format and the examples that
//! its tests run.

mod apply;
mod check;
mod in_format;
mod levels;
mod lines;
mod mend;
mod page;
mod problem;
mod registry;
mod rule;
mod settings;
mod silence;
mod silencer;
mod trial;
mod versions;

mod data;
mod dead_file;
mod duplicate_key;
mod duplicate_name;
mod environment;
mod function_package;
mod function_source;
mod glued_comment;
mod handler_match;
mod http_timeout;
mod invalid_entry;
mod invalid_name;
mod invalid_proxy;
mod invalid_setting;
mod layers;
mod logical_id_collision;
mod lost_entry;
mod many_streams;
mod missing_app;
mod missing_handler;
mod missing_plugin;
mod missing_pragma;
mod newer_architect;
mod non_ascii_path;
mod partition_key;
mod policies_drop_defaults;
mod provisioned_concurrency;
mod queue;
mod queue_replacement;
mod queue_rules;
mod queue_settings;
mod repeated_pragma;
mod replaced_key;
mod retired_pragma;
mod retired_runtime;
mod schedule_rules;
mod schedules;
mod setting_value;
mod several_index_changes;
mod sharing;
mod stack_limits;
mod static_shadowed;
mod stray_quote;
mod swallowed_lines;
mod syntax;
mod table_indexes;
mod table_replacement;
mod undeclared_handler;
mod unknown_pragma;
mod unknown_setting;
mod unknown_table;
mod unused_ignore;

pub use apply::{apply_edits, reads_alike};
pub use check::{check, check_at};
pub use levels::{no_such_rule, settings_problems};
pub use mend::{Allowed, Mend};
pub use page::index;
pub use problem::{Create, Edit, Fix, Problem, Related, Tag};
pub use registry::{all, compares_versions, find, similar};
pub use rule::{Example, FixAvailability, Rule, Severity};
pub use settings::{settings_page, settings_schema};
pub use silence::ignore_here;
pub use trial::Trial;
pub use versions::{Versions, check_versions};

#[cfg(test)]
pub(crate) mod testing;
