//! Chooses the parts, runs them all, and closes with a table.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::{clippy, conformance, e2e, fmt, grammar, neovim, unit};
use crate::workspace::Workspace;

/// A part of the tests that can be run by its name.
pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    /// Starts a real editor; left out by `--no-editors`.
    pub editor: bool,
    run: fn(&Workspace) -> Result<Outcome>,
}

/// What a part that did not fail came to.
pub enum Outcome {
    Passed,
    Skipped(&'static str),
}

/// Every part, in the order in which they run: the quick ones first.
pub const PARTS: &[Part] = &[
    Part { name: "fmt", about: "Rust and Lua are formatted", editor: false, run: fmt::run },
    Part { name: "clippy", about: "lints, as errors", editor: false, run: clippy::run },
    Part { name: "unit", about: "tests of every crate", editor: false, run: unit::run },
    Part {
        name: "grammar",
        about: "generated files and the grammar's corpus",
        editor: false,
        run: grammar::run,
    },
    Part { name: "e2e", about: "the built binary", editor: false, run: e2e::run },
    Part {
        name: "conformance",
        about: "against Architect's own packages",
        editor: false,
        run: conformance::run,
    },
    Part { name: "neovim", about: "in a real Neovim", editor: true, run: neovim::run },
];

/// Runs the parts that `arguments` names, else all. Ends with 1 when one failed, after all have run.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let mut no_editors = false;
    let mut names = Vec::new();
    for argument in arguments {
        match argument.as_str() {
            "--no-editors" => no_editors = true,
            flag if flag.starts_with('-') => bail!("test has no option `{flag}`"),
            name if PARTS.iter().any(|part| part.name == name) => names.push(name),
            name => {
                let known: Vec<_> = PARTS.iter().map(|part| part.name).collect();
                bail!("no part `{name}`; there are {}", known.join(", "));
            }
        }
    }
    let chosen = PARTS.iter().filter(|part| names.is_empty() || names.contains(&part.name));
    let mut rows = Vec::new();
    for part in chosen {
        println!("\n== {}: {}", part.name, part.about);
        let start = Instant::now();
        let result = if part.editor && no_editors {
            Ok(Outcome::Skipped("--no-editors"))
        } else {
            (part.run)(workspace)
        };
        if let Ok(Outcome::Skipped(reason)) = &result {
            println!("skipped: {}: {reason}", part.name);
        }
        if let Err(error) = &result {
            eprintln!("failed: {}: {error:#}", part.name);
        }
        rows.push((part, result, start.elapsed()));
    }
    print!("\n{}", table(&rows));
    let failed = rows.iter().any(|(_, result, _)| result.is_err());
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn table(rows: &[(&Part, Result<Outcome>, Duration)]) -> String {
    let mut text = format!("{:<12} {:<8} {:>8}\n", "part", "result", "seconds");
    for (part, result, time) in rows {
        let (word, note) = match result {
            Ok(Outcome::Passed) => ("ok", String::new()),
            Ok(Outcome::Skipped(reason)) => ("skipped", (*reason).to_owned()),
            Err(error) => ("FAILED", format!("{error:#}")),
        };
        let line = format!("{:<12} {:<8} {:>8.1}  {}", part.name, word, time.as_secs_f64(), note);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
