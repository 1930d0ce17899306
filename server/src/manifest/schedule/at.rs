//! `at(2027-01-31T09:00:00)`, a single run: AWS has it, Architect has not. A `cron` with a year says it.

use std::ops::Range;

use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind};
use super::source::Source;

/// The problem that `at(…)` is, with the `cron` that says the same as its fix.
pub(super) fn problem(source: &Source, body: &Range<usize>) -> ScheduleProblem {
    let text = source.slice(body).trim();
    let span = source.whole();
    let Ok(time) = text.parse::<jiff::civil::DateTime>() else {
        return ScheduleProblem {
            kind: ScheduleProblemKind::At,
            message: format!(
                "`at({text})` is no schedule that Architect takes: a single run is a cron with a \
                 year, `cron(0 9 31 1 ? 2027)`"
            ),
            span,
            fixes: Vec::new(),
        };
    };
    let cron = format!(
        "cron({} {} {} {} ? {})",
        time.minute(),
        time.hour(),
        time.day(),
        time.month(),
        time.year()
    );
    let fix = ScheduleFix::safe(format!("Replace by `{cron}`"), span, cron.clone());
    ScheduleProblem {
        kind: ScheduleProblemKind::At,
        message: format!(
            "`at({text})` is no schedule that Architect takes; a cron with a year runs once: `{cron}`"
        ),
        span,
        // A cron has no seconds.
        fixes: vec![ScheduleFix { safe: time.second() == 0, ..fix }],
    }
}
