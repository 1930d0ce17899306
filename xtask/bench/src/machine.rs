//! What a table was measured on, and with: figures mean little without.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::peers::Programs;

/// A sentence for below the table: the day, the machine, how busy it was, and the version of everything that ran.
///
/// # Errors
/// When a program does not tell its version.
pub fn measured(programs: &Programs) -> Result<String> {
    let day = jiff::Timestamp::now().strftime("%-d %B %Y");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let system = format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH);
    let processor = processor().map_or_else(String::new, |model| format!(" ({model})"));
    let load =
        load().map_or_else(String::new, |load| format!(", with a load of {load} at the end"));
    let versions = [
        version(programs.arc_lsp(&["--version"]))?,
        version(programs.ruff_version())?,
        format!("Node {}", version(programs.node_version())?.trim_start_matches('v')),
        package(&programs.yaml_package(), "yaml-language-server")?,
        package(&programs.reference_package("inventory"), "@architect/inventory")?,
        package(&programs.reference_package("package"), "@architect/package")?,
    ];
    Ok(format!(
        "Measured on {day}: {system}, {cores} cores{processor}{load}; {}.\n",
        versions.join(", ")
    ))
}

/// What a program says its version is.
fn version(mut command: Command) -> Result<String> {
    let output = command.output().with_context(|| format!("starting {command:?}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A package of npm with the version that its `package.json` names.
fn package(file: &Path, name: &str) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let package: Value = serde_json::from_str(&text)?;
    Ok(format!("{name} {}", package["version"].as_str().unwrap_or("of no version")))
}

/// The model of the processor, where the system says so.
fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// How many processes wanted a core in the last minute, where the system says so.
fn load() -> Option<String> {
    Some(fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.to_owned())
}
