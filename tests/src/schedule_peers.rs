//! Other implementations of AWS's cron, and Architect's own check of schedules.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::{pipe, places};

/// Where the peers are installed.
pub struct Peers {
    npm: PathBuf,
    python: PathBuf,
}

/// What a peer is asked: the runs after `from` and before `until`, at most `count`, in seconds of Unix time.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// The start, which is no run itself.
    pub from: i64,
    /// The end, which is no run either.
    pub until: i64,
    /// How many runs are enough.
    pub count: usize,
}

/// The runs that a peer found, and what ended it, if it failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// In seconds of Unix time.
    pub runs: Vec<i64>,
    /// The text of its error.
    pub error: Option<String>,
}

impl Peers {
    /// The installed peers; says so when there are none.
    pub fn find() -> Option<Peers> {
        let npm = places::cache().join("schedules-npm");
        let python = places::cache().join("schedules-python").join("packages");
        let there = npm.join("node_modules/aws-cron-parser").is_dir();
        if there && python.join("pyawscron").is_dir() {
            return Some(Peers { npm, python });
        }
        println!("skipped: the peers are not installed; `cargo xtask test conformance` does that");
        None
    }

    /// The runs as npm's aws-cron-parser has them, in UTC.
    pub fn aws_cron_parser(&self, crons: &[String], period: Period) -> Vec<Runs> {
        let mut node = Command::new("node");
        node.arg(script("aws-cron-parser.js")).arg(&self.npm);
        runs(node, crons, period, "UTC")
    }

    /// The runs as PyPI's pyawscron has them, in a time zone.
    pub fn pyawscron(&self, crons: &[String], period: Period, zone: &str) -> Vec<Runs> {
        runs(self.python(), crons, period, zone)
    }

    /// What PyPI's aws-cron-expression-validator takes.
    pub fn validator(&self, crons: &[String]) -> Vec<bool> {
        let questions = crons.iter().map(|cron| json!({ "validate": cron }).to_string());
        let answers = pipe::answers(self.python(), questions);
        answers.iter().map(|line| parse(line)["valid"] == true).collect()
    }

    fn python(&self) -> Command {
        let mut python = Command::new(if cfg!(windows) { "python" } else { "python3" });
        python.arg(script("peers.py")).arg(&self.python);
        python
    }
}

/// What `@architect/inventory` takes, of whole expressions.
pub fn inventory(folder: &Path, expressions: &[String]) -> Vec<bool> {
    let mut node = Command::new("node");
    node.arg(script("inventory.js")).arg(folder);
    let questions = expressions.iter().map(|text| Value::from(text.as_str()).to_string());
    pipe::answers(node, questions).iter().map(|line| line == "true").collect()
}

fn script(name: &str) -> PathBuf {
    places::checkout().join("tests/conformance/schedules").join(name)
}

fn runs(program: Command, crons: &[String], period: Period, zone: &str) -> Vec<Runs> {
    let Period { from, until, count } = period;
    let questions = crons.iter().map(|cron| {
        json!({ "cron": cron, "from": from, "until": until, "count": count, "zone": zone })
            .to_string()
    });
    pipe::answers(program, questions)
        .iter()
        .map(|line| {
            let answer = parse(line);
            let found = answer["runs"].as_array().expect("a list");
            Runs {
                runs: found.iter().map(|run| run.as_i64().expect("whole seconds")).collect(),
                error: answer["error"].as_str().map(str::to_owned),
            }
        })
        .collect()
}

fn parse(line: &str) -> Value {
    serde_json::from_str(line).expect("one JSON object a line")
}
