//! The last line of what people read.

use super::super::report::{Counts, Report};

/// "2 errors, 1 warning and 1 hint in 3 manifests."
pub(super) fn line(report: &Report) -> String {
    let manifests = counted(report.manifests.len(), "manifest");
    let Counts { error, warning, hint } = report.counts();
    let kinds = [(error, "error"), (warning, "warning"), (hint, "hint")];
    let found: Vec<String> =
        kinds.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
    let found = match found.as_slice() {
        [] => "No problems".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    };
    format!("{found} in {manifests}.")
}

/// A number with its noun: "1 error", "2 errors".
pub(super) fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
