//! `arc.nextRuns`: the schedules of a manifest in words, with their next runs.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::snapshot::Snapshot;
use crate::manifest::schedule::{Schedule, timezone};
use crate::manifest::{FunctionPragma, js_string};
use crate::project::inventory::InventoryFunction;

/// How many runs are listed where it is not said.
const RUNS: usize = 5;

/// The most runs that are listed.
const MOST: usize = 1000;

/// What is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) uri: Url,
    /// One function only, as in `scheduled daily`.
    function: Option<String>,
    /// How many runs.
    count: Option<usize>,
    /// The runs after this time, RFC 3339; without it, from now.
    from: Option<String>,
}

/// A list with an object for each function of `@scheduled`, or what is wrong with the question.
pub(super) fn of(snapshot: &Snapshot, asked: &Asked) -> Result<Value, String> {
    let analysis = snapshot
        .analysis()
        .ok_or_else(|| format!("{} is no file of an Architect project", snapshot.document.uri))?;
    let inventory = &analysis.packaged().inventory;
    let from = match &asked.from {
        Some(from) => from.parse().map_err(|error| format!("`{from}` is no time: {error}"))?,
        None => Timestamp::now(),
    };
    let count = asked.count.unwrap_or(RUNS).min(MOST);
    let functions: Vec<&InventoryFunction> = match &asked.function {
        Some(name) => vec![&inventory.functions[inventory.function_named(name)?]],
        None => inventory.functions_of(FunctionPragma::Scheduled).collect(),
    };
    Ok(functions.into_iter().map(|function| runs(function, from, count)).collect())
}

fn runs(function: &InventoryFunction, from: Timestamp, count: usize) -> Value {
    let timing = function.timing.clone().unwrap_or_default();
    let expression = match (&timing.rate, &timing.cron) {
        (Some(rate), _) => format!("rate({})", rate.0),
        (None, Some(cron)) => format!("cron({})", cron.0),
        (None, None) => String::new(),
    };
    let zone =
        if timing.timezone.is_null() { "UTC".to_owned() } else { js_string(&timing.timezone) };
    let schedule = Schedule::parse(&expression, 0).schedule;
    let known = timezone(&zone);
    // Null for a rate, which is counted from the deploy, and for what AWS refuses.
    let runs = schedule.as_ref().zip(known.as_ref()).and_then(|(schedule, zone)| {
        let runs = schedule.next_runs(from, zone)?.take(count);
        Some(runs.map(|run| run.strftime("%FT%T%:z").to_string()).collect::<Vec<_>>())
    });
    json!({
        "function": format!("{} {}", function.pragma.name(), function.name),
        "expression": expression,
        "timezone": zone,
        "description": schedule.as_ref().map(|schedule| schedule.describe(&zone)),
        "runs": runs,
    })
}
