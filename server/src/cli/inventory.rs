//! `arc-lsp inventory`: what a manifest declares.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::project::Disk;
use crate::project::inventory::{DEFAULT_STAGE, Inventory, report, table};

use super::status::Status;
use super::{output, subject};

/// List every function and resource that a manifest declares, resolved.
///
/// The values are those that Architect's own inventory has: defaults, the manifest's @aws and the function's own
/// config, one over the other. What plugins add is not known, since none is run.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arc-lsp inventory --format json")]
pub(super) struct Args {
    /// The project's folder, or its manifest; `-` reads the manifest from stdin.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table, value_name = "FORMAT")]
    format: Format,

    /// The stage that the inventory is said to be of.
    #[arg(long, default_value = DEFAULT_STAGE)]
    stage: String,
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
    let project = match subject::read(&args.folder) {
        Ok(project) => project,
        Err(status) => return status,
    };
    let inventory = Inventory::new(&project, subject::region().as_deref());
    output::result(&match args.format {
        Format::Table => table(&Disk, &project, &inventory),
        Format::Json => subject::json(&report(&Disk, &project, &inventory, &args.stage)),
    })
}
