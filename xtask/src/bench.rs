//! `cargo xtask bench`: installs the peers, builds what is shipped, and has them measured in turn.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::install;
use crate::process;
use crate::workspace::Workspace;

/// The page that shows the table, between these two lines of it.
const PAGE: &str = "docs/performance.md";
const BEGIN: &str = "<!-- table: cargo xtask bench --write -->\n";
const END: &str = "<!-- end of the table -->\n";

/// Measures and prints the table. The exit status is 0 whatever it says: figures of a busy machine fail nobody.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (write, part) = match arguments[..] {
        [] => (false, None),
        ["--write"] => (true, None),
        [part] if !part.starts_with('-') => (false, Some(part)),
        _ => bail!("`bench` takes `--write` for the whole table, or the name of a part of it"),
    };
    // One after the other: together, the features that the floor wants of its crates would be in the server too.
    for package in ["arc-lsp", "arc-lsp-bench-floor"] {
        let arguments = ["build", "--locked", "--release", "--package", package];
        process::run(workspace.cargo().args(arguments))?;
    }
    // What holds the watch need not be fast.
    let mut bench = workspace.cargo();
    bench.args(["run", "--quiet", "--locked", "--release", "--package", "arc-lsp-bench"]);
    for (variable, path) in [
        ("ARC_LSP_BIN", workspace.binary("release", "arc-lsp")?),
        ("ARC_LSP_BENCH_FLOOR", workspace.binary("release", "floor-server")?),
        ("ARC_LSP_BENCH_WALK", workspace.binary("release", "plain-walk")?),
        ("ARC_LSP_BENCH_RUFF", install::ruff(workspace)?),
        ("ARC_LSP_BENCH_YAML", install::yaml_language_server(workspace)?),
        ("ARC_LSP_BENCH_REFERENCE", install::reference(workspace)?),
    ] {
        bench.env(variable, path);
    }
    if let Some(part) = part {
        bench.arg("--").arg(part);
    }
    let table = process::output(&mut bench)?;
    print!("{table}");
    if write {
        let path = workspace.root.join(PAGE);
        let page = fs::read_to_string(&path).with_context(|| format!("reading {PAGE}"))?;
        let (before, rest) = page.split_once(BEGIN).with_context(|| format!("{PAGE}: no table"))?;
        let (_, after) = rest.split_once(END).with_context(|| format!("{PAGE}: no end"))?;
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}"))
            .with_context(|| format!("writing {PAGE}"))?;
    }
    Ok(ExitCode::SUCCESS)
}
