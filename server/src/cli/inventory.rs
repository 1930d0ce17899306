//! `arc-lsp inventory`: what a manifest declares.

use clap::ValueEnum;

use crate::project::Disk;
use crate::project::inventory::{Inventory, report, table};

use super::status::Status;
use super::subject::Subject;
use super::{output, subject};

/// List every function and resource that a manifest declares, resolved.
///
/// The values are those that Architect's own inventory has: defaults, the manifest's @aws and the function's own
/// config, one over the other. What plugins add is not known, since none is run.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arc-lsp inventory --format json")]
pub(super) struct Args {
    #[command(flatten)]
    subject: Subject,

    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table, value_name = "FORMAT")]
    format: Format,

    /// The stage that the inventory is said to be of; without it, that of arc-lsp.toml, else staging.
    #[arg(long)]
    stage: Option<String>,
}

/// How an inventory is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// For programs: one object.
    Json,
}

pub(super) fn run(args: &Args) -> Status {
    let project = match args.subject.read() {
        Ok(project) => project,
        Err(status) => return status,
    };
    let inventory = Inventory::new(&project, subject::region().as_deref());
    let stage = subject::stage(args.stage.as_deref(), &project);
    output::result(&match args.format {
        Format::Table => table(&Disk, &project, &inventory),
        Format::Json => subject::json(&report(&Disk, &project, &inventory, stage)),
    })
}
