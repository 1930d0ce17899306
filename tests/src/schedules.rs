//! The tables of schedule expressions in `fixtures/schedules/`.
//!
//! A line is an expression in backticks, a tab, and what is expected, tab by tab. Lines that begin with `#` head a
//! group.

use std::fs;
use std::path::PathBuf;

use crate::places;

/// The table of expressions that AWS and Architect take.
pub const ACCEPTED: &str = "accepted.tsv";
/// The table of expressions that AWS or Architect refuses.
pub const REJECTED: &str = "rejected.tsv";
/// The time from which the tables look at the future.
pub const NOW: &str = "2026-01-15T12:00:00Z";

fn path(table: &str) -> PathBuf {
    places::checkout().join("tests/fixtures/schedules").join(table)
}

fn read(table: &str) -> String {
    fs::read_to_string(path(table)).expect("the table is there").replace("\r\n", "\n")
}

/// The expression of a line, unless the line is empty or a heading.
fn expression(line: &str) -> Option<&str> {
    let cell = line.split('\t').next()?;
    cell.strip_prefix('`')?.strip_suffix('`')
}

/// The expressions of a table, in order.
pub fn expressions(table: &str) -> Vec<String> {
    read(table).lines().filter_map(expression).map(str::to_owned).collect()
}

/// Compares every line of a table with what `answer` says of its expression. Where it says nothing, the expression
/// was refused or accepted against the table.
pub fn check(table: &str, answer: impl Fn(&str) -> Option<Vec<String>>) {
    let old = read(table);
    let mut new = String::new();
    let mut wrong = Vec::new();
    for line in old.lines() {
        let Some(text) = expression(line) else {
            new.push_str(line);
            new.push('\n');
            continue;
        };
        let cells = answer(text).unwrap_or_else(|| vec!["against the table".to_owned()]);
        let right = format!("`{text}`\t{}", cells.join("\t"));
        if right != line {
            wrong.push(format!("- {line}\n+ {right}"));
        }
        new.push_str(&right);
        new.push('\n');
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path(table), new).expect("the table can be written");
    } else {
        assert!(wrong.is_empty(), "{} of {table} differ:\n{}", wrong.len(), wrong.join("\n"));
    }
}
