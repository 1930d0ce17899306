//! `--statistics`: how many problems there are of each rule, instead of the problems.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::rules::{Allowed, Severity};

use super::super::report::Report;
use super::summary;

/// The problems of one rule that weigh the same.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: usize,
    /// Those with a fix that `--fix` applies.
    safe: usize,
    /// Those with another fix.
    r#unsafe: usize,
}

/// The counts of each rule and severity, the largest first, then the weightiest.
fn counts(report: &Report) -> Vec<(&'static str, Severity, Count)> {
    let mut counts: BTreeMap<(&'static str, Severity), Count> = BTreeMap::new();
    for problem in &report.problems {
        let count = counts.entry((problem.rule.name, problem.severity)).or_default();
        count.all += 1;
        if Allowed::Safe.fix(problem).is_some() {
            count.safe += 1;
        } else if Allowed::Unsafe.fix(problem).is_some() {
            count.r#unsafe += 1;
        }
    }
    let mut counts: Vec<_> =
        counts.into_iter().map(|((rule, severity), count)| (rule, severity, count)).collect();
    counts.sort_by_key(|(rule, severity, count)| (Reverse((count.all, *severity)), *rule));
    counts
}

/// A line for each, and the summary.
pub(super) fn table(report: &Report, quiet: bool) -> String {
    let counts = counts(report);
    let digits = counts.first().map_or(0, |(_, _, count)| count.all.to_string().len());
    let width = counts.iter().map(|(rule, ..)| rule.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (rule, severity, count) in counts {
        let fixes = [(count.safe, "safe"), (count.r#unsafe, "unsafe")].into_iter();
        let fixes: Vec<_> = fixes.filter(|(number, _)| *number > 0).collect();
        let fixes: Vec<String> = match fixes.as_slice() {
            // Every problem has one: its number has been said.
            [(number, safety)] if *number == count.all => vec![format!("{safety} fix")],
            fixes => {
                fixes.iter().map(|(number, safety)| format!("{number} {safety} fix")).collect()
            }
        };
        let line = format!(
            "{:digits$} {:7} {rule:width$} {}",
            count.all,
            severity.name(),
            fixes.join(", ")
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if !quiet {
        out.push_str(&summary::lines(report));
    }
    out
}

/// The same as one line of JSON.
pub(super) fn json(report: &Report, summary: Value) -> String {
    let counts = counts(report).into_iter().map(|(rule, severity, count)| {
        json!({
            "rule": rule,
            "severity": severity.name(),
            "count": count.all,
            "fixable": { "safe": count.safe, "unsafe": count.r#unsafe },
        })
    });
    let output = json!({
        "version": 1,
        "manifests": report.manifests.len(),
        "statistics": counts.collect::<Vec<_>>(),
        "summary": summary,
    });
    format!("{output}\n")
}
