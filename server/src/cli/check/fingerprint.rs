//! What makes a problem the same as one of another day, though lines above it came or went.

use std::collections::HashMap;

use super::report::Report;

/// A stable name for each problem of a report, in its order: 32 hexadecimal digits, of the rule, the file, the text of
/// the line, and which of several alike it is. No two are the same.
pub(super) fn fingerprints(report: &Report) -> Vec<String> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let fingerprint = |problem| {
        let key = identity(report, problem);
        let occurrence = seen.entry(key).and_modify(|number| *number += 1).or_insert(0);
        let number = occurrence.to_string();
        hash([key.0, key.1, key.2, number.as_str()])
    };
    report.problems.iter().map(fingerprint).collect()
}

/// The rule, the file and the text of the line that a problem stands on.
pub(super) fn identity<'a>(
    report: &'a Report,
    problem: &'a crate::rules::Problem,
) -> (&'a str, &'a str, &'a str) {
    let source = report.source(&problem.file);
    let line = source.lines_of(crate::text::Span::at(problem.span.start)).of(&source.text);
    (problem.rule.name, source.name.as_str(), line.trim())
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
