//! `--format sarif`: the Static Analysis Results Interchange Format 2.1.0, which code scanning services read.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::rules::{self, Edit, Fix, Problem, Rule, Severity};
use crate::text::Span;

use super::super::fingerprint::fingerprints;
use super::super::report::Report;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The report as JSON.
pub(super) fn render(report: &Report) -> String {
    let rules = rules::all();
    let index = |problem: &Problem| rules.iter().position(|rule| rule.name == problem.rule.name);
    let results: Vec<Value> = report
        .problems
        .iter()
        .zip(fingerprints(report))
        .map(|(problem, fingerprint)| result(report, problem, index(problem), &fingerprint))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "arc-lsp",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.what },
        "help": { "text": format!("{}\n\n{}", rule.why, rule.how), "markdown": rule.page() },
        "helpUri": rule.url(),
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(report: &Report, problem: &Problem, index: Option<usize>, fingerprint: &str) -> Value {
    let mut result = json!({
        "ruleId": problem.rule.name,
        "ruleIndex": index,
        "level": level(problem.severity),
        "message": { "text": problem.message },
        "locations": [{ "physicalLocation": location(report, &problem.file, problem.span) }],
        "partialFingerprints": { "arcLsp/v1": fingerprint },
    });
    let related: Vec<Value> = problem
        .related
        .iter()
        .enumerate()
        .map(|(id, related)| {
            json!({
                "id": id,
                "message": { "text": related.message },
                "physicalLocation": location(report, &related.file, related.span),
            })
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    // What creates files cannot be said: a change is one of a file that is there.
    let fixes = problem.fixes.iter().filter(|fix| fix.creates.is_empty());
    let fixes: Vec<Value> = fixes.map(|fix| fix_object(report, fix)).collect();
    if !fixes.is_empty() {
        result["fixes"] = fixes.into();
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn location(report: &Report, file: &Path, span: Span) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(&report.source(file).name) } });
    // A file as a whole has no region.
    if span != Span::at(0) {
        location["region"] = region(report, file, span);
    }
    location
}

fn region(report: &Report, file: &Path, span: Span) -> Value {
    let source = report.source(file);
    let (start, end) = (source.place(span.start), source.place(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start,
        "byteLength": span.len(),
    })
}

fn fix_object(report: &Report, fix: &Fix) -> Value {
    let mut files: BTreeMap<&Path, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(&edit.file).or_default().push(edit);
    }
    let change = |(file, edits): (&Path, Vec<&Edit>)| {
        let replacements = edits.iter().map(|edit| {
            let mut replacement = Map::new();
            replacement.insert("deletedRegion".to_owned(), region(report, file, edit.span));
            if !edit.text.is_empty() {
                replacement.insert("insertedContent".to_owned(), json!({ "text": edit.text }));
            }
            Value::from(replacement)
        });
        json!({
            "artifactLocation": { "uri": uri(&report.source(file).name) },
            "replacements": replacements.collect::<Vec<_>>(),
        })
    };
    json!({
        "description": { "text": fix.title },
        "artifactChanges": files.into_iter().map(change).collect::<Vec<_>>(),
    })
}

/// A relative path as a URI reference: what may not stand there as it is, in hexadecimal.
/// <https://www.rfc-editor.org/rfc/rfc3986#section-2>
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
