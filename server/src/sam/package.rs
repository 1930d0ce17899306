//! The order in which a template is made.

use crate::project::Project;
use crate::project::inventory::Inventory;

use super::template::{Builder, Template};
use super::{
    deno, events, globals, http, parameters, queues, scheduled, static_assets, streams, tables, ws,
};

/// The template of a project for a stage, any string. It is total: of what the inventory would reject it
/// makes what it can.
pub fn package(project: &Project, inventory: &Inventory, stage: &str) -> Template {
    let mut builder = Builder { inventory, stage, template: Template::default() };
    builder.template.plugins =
        project.plugins.iter().map(|plugin| plugin.name.to_string()).collect();
    // The role comes first, since functions may copy its policies; then routes and tables, to which others
    // add; the Deno layer last. (`@architect/package`, `index`)
    globals::add(&mut builder);
    parameters::add(&mut builder);
    http::add(&mut builder);
    tables::add(&mut builder);
    events::add(&mut builder);
    queues::add(&mut builder);
    scheduled::add(&mut builder);
    static_assets::add(&mut builder);
    tables::add_indexes(&mut builder);
    streams::add(&mut builder);
    ws::add(&mut builder);
    deno::add(&mut builder);
    builder.template
}
