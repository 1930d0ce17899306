//! When a function runs, in words, with its next runs.

use jiff::Timestamp;

use crate::manifest::js_string;
use crate::manifest::schedule::{Schedule, timezone};
use crate::project::inventory::InventoryFunction;

/// How many runs are listed.
const RUNS: usize = 3;

/// Nothing where there is no schedule: a problem says so.
pub(super) fn section(function: &InventoryFunction, now: Timestamp) -> String {
    let Some(timing) = &function.timing else { return String::new() };
    let expression = match (&timing.rate, &timing.cron) {
        (Some(rate), _) => format!("rate({})", rate.0),
        (None, Some(cron)) => format!("cron({})", cron.0),
        (None, None) => return String::new(),
    };
    let parsed = Schedule::parse(&expression, 0);
    let zone =
        if timing.timezone.is_null() { "UTC".to_owned() } else { js_string(&timing.timezone) };
    let (Some(schedule), Some(known)) = (&parsed.schedule, timezone(&zone)) else {
        return String::new();
    };
    let mut out = format!("\nSchedule: {}.\n", schedule.describe(&zone));
    // A rate has none: it is counted from the deploy.
    if let Some(runs) = schedule.next_runs(now, &known) {
        let runs: Vec<String> =
            runs.take(RUNS).map(|run| format!("- {}\n", run.strftime("%a %F %H:%M %:z"))).collect();
        match runs.is_empty() {
            true => out.push_str("\nIt never runs again.\n"),
            false => out.push_str(&format!("\nNext runs:\n{}", runs.concat())),
        }
    }
    out
}
