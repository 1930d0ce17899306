//! What an entry does not say by itself: when a schedule runs next, and what a function runs with where that is not
//! Architect's default.

use jiff::Timestamp;
use serde_json::Value;

use crate::manifest::schedule::{Schedule, timezone};
use crate::manifest::{Settings, js_string};
use crate::project::Project;
use crate::project::inventory::{Inventory, InventoryFunction, Timing};
use crate::text::Span;

/// A hint behind the first line of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Where it goes.
    pub offset: usize,
    /// What it says.
    pub label: String,
    /// What there is to say when somebody asks: the logical ID, and where the values come from.
    pub tooltip: String,
}

/// Settings of a function that are shown where they are not the default, and what their numbers count.
const SHOWN: [(&str, &str); 3] = [("runtime", ""), ("memory", " MB"), ("timeout", " s")];

/// The hints of the entries that `range` touches, in the order of the text. `now` is what runs are counted from.
pub fn inlay_hints(
    project: &Project,
    inventory: &Inventory,
    now: Timestamp,
    range: Span,
) -> Vec<InlayHint> {
    let defaults = Settings::function_defaults();
    let mut hints = Vec::new();
    for function in &inventory.functions {
        let Some(declared) = function.declared.filter(|_| !function.implicit) else { continue };
        let entry = project.functions[declared].entry_span;
        if entry.start > range.end || range.start > entry.end {
            continue;
        }
        let next = function.timing.as_ref().and_then(|timing| next_run(timing, now));
        let next = next.map(|run| format!("next: {run}"));
        let label: Vec<String> = next.into_iter().chain(unusual(function, &defaults)).collect();
        if label.is_empty() {
            continue;
        }
        hints.push(InlayHint {
            offset: end_of_first_line(&project.manifest.syntax.text, entry),
            label: label.join(" · "),
            tooltip: format!("Logical ID: `{}`", logical_id_of(project, declared)),
        });
    }
    hints.sort_by_key(|hint| hint.offset);
    hints
}

/// The next run of a schedule after `now`, in its own time zone. Nothing for a `rate`, which is counted from the deploy,
/// and for one that never runs again.
pub(super) fn next_run(timing: &Timing, now: Timestamp) -> Option<String> {
    let cron = timing.cron.as_ref()?;
    let parsed = Schedule::parse(&format!("cron({})", cron.0), 0);
    let zone = match &timing.timezone {
        Value::Null => "UTC".to_owned(),
        zone => js_string(zone),
    };
    let run = parsed.schedule?.next_runs(now, &timezone(&zone)?)?.next()?;
    Some(run.strftime("%a %F %H:%M %:z").to_string())
}

/// The settings of a function that are not Architect's defaults.
fn unusual(function: &InventoryFunction, defaults: &Settings) -> Vec<String> {
    let unusual = SHOWN.iter().filter_map(|(name, unit)| {
        let value = function.config.value(name);
        (value != defaults.value(name)).then(|| format!("{}{unit}", js_string(value)))
    });
    unusual.collect()
}

/// The logical ID of a function's own resource.
fn logical_id_of(project: &Project, index: usize) -> String {
    use crate::manifest::FunctionPragma::*;
    let function = &project.functions[index];
    let kind = match function.pragma {
        Http => "HTTPLambda",
        Events => "EventLambda",
        Queues => "QueueLambda",
        Scheduled => "ScheduleLambda",
        TablesStreams => "TableStreamLambda",
        Ws => "WSLambda",
    };
    format!("{}{kind}", function.logical_id())
}

fn end_of_first_line(text: &str, entry: Span) -> usize {
    let written = entry.of(text);
    let line = written.split(['\n', '\r']).next().unwrap_or_default();
    let words = line.split('#').next().unwrap_or_default();
    entry.start + words.trim_end().len()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::inlay_hints;
    use crate::project::fixture::Fixture;
    use crate::project::inventory::Inventory;

    fn check(fixture: &str, expected: Expect) {
        let project = Fixture::parse(fixture).project();
        let text = &project.manifest.syntax.text;
        let inventory = Inventory::new(&project, None);
        let now = "2026-03-28T12:00:00Z".parse().expect("a time");
        let all = crate::text::Span::new(0, text.len());
        let shown = inlay_hints(&project, &inventory, now, all).into_iter().map(|hint| {
            let line = text[..hint.offset].rsplit('\n').next().unwrap_or_default();
            format!("{line} [{}] {}\n", hint.label, hint.tooltip)
        });
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn next_runs() {
        check(
            "@scheduled\na rate(1 day)\nb cron(0 9 * * ? *)\nc # x\n  cron 30 2 * * ? *\n  timezone Europe/Berlin\n\
             d cron(0 9 * * ? 2020)\n",
            expect![[r#"
                b cron(0 9 * * ? *) [next: Sun 2026-03-29 09:00 +00:00] Logical ID: `BScheduleLambda`
                c [next: Mon 2026-03-30 02:30 +02:00] Logical ID: `CScheduleLambda`
            "#]],
        );
    }

    #[test]
    fn what_is_not_the_default() {
        check(
            "@aws\ntimeout 30\nruntime nodejs22.x\n@events\na\nb\n#- src/events/b/config.arc\n@aws\nruntime py\nmemory 512\n\
             timeout 5\n",
            expect![[r#"
                a [30 s] Logical ID: `AEventLambda`
                b [python3.12 · 512 MB] Logical ID: `BEventLambda`
            "#]],
        );
    }

    #[test]
    fn logical_ids_are_those_of_the_template() {
        let project = Fixture::parse(
            "@app\nx\n@aws\ntimeout 30\n@http\nget /a/:id\n@events\nsign-up\n@queues\nq\n@scheduled\ns rate(1 day)\n@tables\n\
             cats\n  id *\n@tables-streams\ncats\n@ws\nping\n",
        )
        .project();
        let inventory = Inventory::new(&project, None);
        let template = crate::sam::package(&project, &inventory, "staging").to_json().to_string();
        let all = crate::text::Span::new(0, usize::MAX);
        let hints =
            inlay_hints(&project, &inventory, "2026-03-28T12:00:00Z".parse().expect("a time"), all);
        assert_eq!(hints.len(), 6);
        for hint in hints {
            let id = hint.tooltip.split('`').nth(1).expect("it is quoted");
            assert!(template.contains(&format!("\"{id}\":")), "{id}");
        }
    }
}
