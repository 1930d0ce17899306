//! Every function and resource of a project, resolved as `@architect/inventory` does it: what the template
//! and `arc-lsp inventory` stand on.

mod function;
mod http;
mod report;
#[path = "inventory.rs"]
mod resolved;

pub use function::{Expression, InventoryFunction, Queue, Timing};
pub use report::{report, table};
pub use resolved::{DEFAULT_STAGE, Inventory, RootHandler, app_name, project_settings};
