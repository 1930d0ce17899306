//! The reference's inventory, driven in bulk: whether it accepts a project, and all that it has against it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::pipe::answers;

/// What the reference has against a project.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Whether it accepts it.
    pub accepted: bool,
    /// Its reasons, of all of its stages.
    pub reasons: Vec<Reason>,
}

/// One of its messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The pragma that it was looking at, or `preferences` or a kind of error.
    pub pragma: Option<String>,
    /// What it said.
    pub message: String,
    /// Whether it fell over instead of saying so.
    pub crash: bool,
}

/// Asks the reference of projects, each a folder with links resolved, in one process with an empty home and working
/// directory. `lax` accepts retired runtimes.
pub fn ask(reference: &Path, folders: &[PathBuf], lax: bool) -> Vec<Verdict> {
    run(reference, folders, if lax { &["--lax"] } else { &[] })
}

/// The same with retired runtimes accepted, in half the time: a project counts as accepted when none of its stages has
/// anything against it.
pub fn ask_once(reference: &Path, folders: &[PathBuf]) -> Vec<Verdict> {
    run(reference, folders, &["--lax", "--once"])
}

fn run(reference: &Path, folders: &[PathBuf], options: &[&str]) -> Vec<Verdict> {
    let empty = tempfile::TempDir::new().expect("a temporary folder can be made");
    let mut command = Command::new("node");
    command.arg(crate::places::checkout().join("tests/conformance/inventory.js")).arg(reference);
    command.args(options);
    command.current_dir(empty.path()).env("HOME", empty.path()).stderr(Stdio::null());
    let lines = folders.iter().map(|folder| json!({ "cwd": folder }).to_string());
    answers(command, lines).iter().map(|line| verdict(line)).collect()
}

fn verdict(line: &str) -> Verdict {
    let answer: Value = serde_json::from_str(line).expect("one JSON object a line");
    let reasons = answer["reasons"].as_array().expect("a list").iter().map(|reason| Reason {
        pragma: reason["pragma"].as_str().map(str::to_owned),
        message: reason["message"].as_str().unwrap_or_default().to_owned(),
        crash: reason["crash"] == true,
    });
    Verdict { accepted: answer["ok"] == true, reasons: reasons.collect() }
}
