//! Measures arc-lsp against its peers and its floors, in turn, in one run, and prints the table.
//!
//! Each figure is a median, and what counts is the ratio of two of them: machines differ.

mod commands;
mod documents;
mod editing;
mod machine;
mod peers;
mod projects;
mod samples;
mod servers;
mod table;

use std::process::ExitCode;

use anyhow::{Result, bail};

use peers::Programs;

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Prints the table, and what it was measured on.
fn measure() -> Result<()> {
    let programs = Programs::find()?;
    let part = std::env::args().nth(1);
    let rows = match part.as_deref() {
        None => [commands::rows(&programs)?, editing::rows(&programs)?].concat(),
        Some("commands") => commands::rows(&programs)?,
        Some("editing") => editing::rows(&programs)?,
        Some(part) => bail!("there is no part `{part}`: there are `commands` and `editing`"),
    };
    print!("{}\n{}", table::markdown(&rows), machine::measured(&programs)?);
    Ok(())
}
