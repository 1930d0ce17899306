//! The reference's parser, driven in bulk.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

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
    let mut child = Command::new("node")
        .arg(script)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is on the PATH");
    let mut input = child.stdin.take().expect("stdin is piped");
    let lines: Vec<String> =
        texts.map(|text| serde_json::Value::from(text).to_string() + "\n").collect();
    let writer = std::thread::spawn(move || {
        for line in lines {
            input.write_all(line.as_bytes()).expect("the reference reads to the end");
        }
    });
    let output = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let answers =
        output.lines().map(|line| answer(&line.expect("the reference prints UTF-8"))).collect();
    writer.join().expect("the writer does not panic");
    assert!(child.wait().expect("the reference ends").success());
    answers
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
