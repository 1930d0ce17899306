//! The last lines of what people read.

use crate::rules::Allowed;
use crate::text::english::counted;

use super::super::report::{Counts, Report};

/// "2 errors, 1 warning and 1 hint in 3 manifests."; with what was fixed before it, and what is known behind it.
pub(super) fn line(report: &Report) -> String {
    let manifests = counted(report.manifests.len(), "manifest");
    let Counts { error, warning, hint } = report.counts();
    let kinds = [(error, "error"), (warning, "warning"), (hint, "hint")];
    let found: Vec<String> =
        kinds.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
    let found = match found.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [rest @ .., last] => Some(format!("{} and {last}", rest.join(", "))),
    };
    let fixed = report.fixed.filter(|fixed| *fixed > 0).map(|fixed| counted(fixed, "problem"));
    let known = match report.known {
        None | Some(0) => String::new(),
        Some(1) => "; 1 known problem is not shown".to_owned(),
        Some(known) => format!("; {known} known problems are not shown"),
    };
    match (fixed, found) {
        (None, None) if !known.is_empty() => format!("No new problems in {manifests}{known}."),
        (None, None) => format!("No problems in {manifests}."),
        (None, Some(found)) => format!("{found} in {manifests}{known}."),
        (Some(fixed), None) => format!("{fixed} fixed, none left in {manifests}{known}."),
        (Some(fixed), Some(found)) => format!("{fixed} fixed, {found} left in {manifests}{known}."),
    }
}

/// What `--fix` could do about the problems; nothing where it could do nothing.
pub(super) fn offer(report: &Report) -> Option<String> {
    let fixable = |allowed: Allowed| {
        report.problems.iter().filter(|problem| allowed.fix(problem).is_some()).count()
    };
    let (safe, all) = (fixable(Allowed::Safe), fixable(Allowed::Unsafe));
    let rest = all.saturating_sub(safe);
    // What is safe has been done, or could not be.
    let safe = if report.fixed.is_some() { 0 } else { safe };
    match (safe, rest) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} can be mended by --fix.")),
        (0, rest) => Some(format!("{rest} can be mended by --fix --unsafe-fixes.")),
        (safe, rest) => {
            Some(format!("{safe} can be mended by --fix, {rest} more by --fix --unsafe-fixes."))
        }
    }
}

/// Both, a line each.
pub(super) fn lines(report: &Report) -> String {
    let offer = offer(report).map_or_else(String::new, |offer| offer + "\n");
    format!("{}\n{offer}", line(report))
}
