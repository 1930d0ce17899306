//! The reference's inventory and template, driven in bulk.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::pipe::answers;

/// What the reference made of a project.
#[derive(Clone, Debug)]
pub enum Packaged {
    /// Its template and inventory, paths relative to the project.
    Accepted {
        /// The template.
        template: Value,
        /// What is listed of the inventory.
        inventory: Value,
    },
    /// Why it has none.
    Rejected(String),
}

/// A project to package.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its folder, links resolved.
    pub folder: PathBuf,
    /// The stage.
    pub stage: &'static str,
    /// `AWS_REGION` of the environment.
    pub region: Option<&'static str>,
}

/// Packages projects with the reference, in one process with an empty home and working directory. `lax` accepts
/// retired runtimes.
pub fn package_all(folder: &Path, questions: &[Question], lax: bool) -> Vec<Packaged> {
    let empty = tempfile::TempDir::new().expect("a temporary folder can be made");
    let mut command = Command::new("node");
    command.arg(crate::places::checkout().join("tests/conformance/package.js")).arg(folder);
    if lax {
        command.arg("--lax");
    }
    command.current_dir(empty.path()).env("HOME", empty.path()).stderr(Stdio::null());
    let lines = questions.iter().map(|question| {
        let Question { folder, stage, region } = question;
        json!({ "cwd": folder, "stage": stage, "region": region }).to_string()
    });
    answers(command, lines).iter().map(|line| packaged(line)).collect()
}

fn packaged(line: &str) -> Packaged {
    let mut answer: Value = serde_json::from_str(line).expect("one JSON object a line");
    if answer["ok"] == true {
        return Packaged::Accepted {
            template: answer["template"].take(),
            inventory: answer["inventory"].take(),
        };
    }
    Packaged::Rejected(answer["message"].as_str().unwrap_or_default().to_owned())
}

/// The first place where two values differ, with both values; key order does not count.
pub fn difference(ours: &Value, theirs: &Value) -> Option<String> {
    at("", ours, theirs)
}

fn at(path: &str, ours: &Value, theirs: &Value) -> Option<String> {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                let path = format!("{path}/{key}");
                match (a.get(key), b.get(key)) {
                    (Some(ours), Some(theirs)) => {
                        if let Some(found) = at(&path, ours, theirs) {
                            return Some(found);
                        }
                    }
                    (Some(ours), None) => return Some(format!("{path}: only ours has {ours}")),
                    (None, theirs) => {
                        return Some(format!("{path}: only theirs has {}", theirs?));
                    }
                }
            }
            None
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(index, (ours, theirs))| at(&format!("{path}/{index}"), ours, theirs)),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        (ours, theirs) if ours == theirs => None,
        (ours, theirs) => Some(format!("{path}: ours is {ours}, theirs {theirs}")),
    }
}
