//! The reference's parser, driven in bulk.

use std::path::Path;
use std::process::Command;

use crate::pipe;

/// What the reference's parser made of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The JSON that it returned.
    Accepted(String),
    /// The error that it threw, with the line that the error carries.
    Rejected {
        /// The error's class.
        name: String,
        /// The line it names, from 1.
        line: Option<u64>,
    },
}

/// Parses every text with the reference, in one process.
pub fn parse_all<'a>(folder: &Path, texts: impl Iterator<Item = &'a str>) -> Vec<Answer> {
    let script = crate::places::checkout().join("tests/conformance/parser.js");
    let mut node = Command::new("node");
    node.arg(script).arg(folder);
    let lines = texts.map(|text| serde_json::Value::from(text).to_string());
    pipe::answers(node, lines).iter().map(|line| answer(line)).collect()
}

fn answer(line: &str) -> Answer {
    let value: serde_json::Value = serde_json::from_str(line).expect("one JSON object a line");
    match value["json"].as_str() {
        Some(json) => Answer::Accepted(json.to_owned()),
        None => Answer::Rejected {
            name: value["name"].as_str().unwrap_or_default().to_owned(),
            line: value["line"].as_u64(),
        },
    }
}
