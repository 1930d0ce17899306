//! What makes a problem the same as one of another day, though lines above it came or went.

use std::collections::HashMap;

use crate::rules::Problem;
use crate::text::Span;

use super::report::Report;

/// A stable name for each problem of a report, in its order: 32 hexadecimal digits, of the rule, the file, the text of
/// the line, and which of several alike it is. No two are the same.
pub(super) fn fingerprints(report: &Report) -> Vec<String> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let fingerprint = |problem: &Problem| {
        let file = report.source(&problem.file).name.as_str();
        let key = (problem.rule.name, file, line(report, problem));
        let occurrence = seen.entry(key).and_modify(|number| *number += 1).or_insert(0);
        let number = occurrence.to_string();
        hash([key.0, key.1, key.2, number.as_str()])
    };
    report.problems.iter().map(fingerprint).collect()
}

/// The text of the line that a problem stands on, trimmed; empty where the whole file is meant.
pub(super) fn line<'a>(report: &'a Report, problem: &Problem) -> &'a str {
    if problem.span == Span::at(0) {
        return "";
    }
    let source = report.source(&problem.file);
    source.lines_of(Span::at(problem.span.start)).of(&source.text).trim()
}

/// FNV-1a of 128 bits, which no release changes as the standard library's hasher may.
/// <http://www.isthe.com/chongo/tech/comp/fnv/>
fn hash(parts: [&str; 4]) -> String {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let mut hash: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
    }
    format!("{hash:032x}")
}
