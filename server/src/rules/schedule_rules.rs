//! The declarations of what can be said about a schedule. What finds them is the engine in `manifest/schedule`,
//! through `schedules`.

use crate::manifest::schedule::ScheduleProblemKind;

use super::rule::{Example, FixAvailability, Rule, Severity};

/// The rules of schedules.
pub(super) static RULES: &[&Rule] = &[
    &INVALID_SCHEDULE,
    &INVALID_RATE,
    &INVALID_CRON,
    &INVALID_TIMEZONE,
    &NEVER_FIRES,
    &UNDOCUMENTED_SCHEDULE,
    &UNEVEN_STEP,
    &SKIPS_MONTHS,
    &DAYLIGHT_SAVING,
    &TIMEZONE_CASE,
];

/// The rule of a kind of problem.
pub(super) fn rule(kind: ScheduleProblemKind) -> &'static Rule {
    let code = kind.code();
    RULES.iter().find(|rule| rule.name == code).copied().unwrap_or(&INVALID_SCHEDULE)
}

const SCHEDULED: &str = "https://arc.codes/docs/en/reference/project-manifest/scheduled";
const AWS: &str = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html";

pub(super) static INVALID_SCHEDULE: Rule = Rule {
    name: "invalid-schedule",
    summary: "a schedule that Architect does not find",
    severity: Severity::Error,
    fix: FixAvailability::Safe,
    what: "Looks under `@scheduled` for the `rate(…)` or `cron(…)` of each entry: that there is one and \
           no more than one, that nothing follows it, and that it is a kind which Architect knows \
           (`at(…)` is not). In the verbose form the settings `rate` and `cron` hold the fields without \
           parentheses.",
    why: "Architect refuses the manifest.",
    how: "Write `name rate(1 day)` or `name cron(0 9 * * ? *)`; a time zone needs the verbose form, \
           with `cron` and `timezone` as settings.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\ndaily cron(0 9 * * ? *) Europe/Berlin\n#- src/scheduled/daily/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\ndaily\n  cron 0 9 * * ? *\n  timezone Europe/Berlin\n#- src/scheduled/daily/index.mjs\n",
    },
};

static INVALID_RATE: Rule = Rule {
    name: "invalid-rate",
    summary: "a rate that is no number and unit",
    severity: Severity::Error,
    fix: FixAvailability::Safe,
    what: "Checks that a `rate` is a whole number above 0 and one of the units minute, hour and day: in \
           the singular with 1, in the plural with any other number.",
    why: "Architect refuses the manifest.",
    how: "Write `rate(1 day)` or `rate(12 hours)`.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\ndaily rate(1 days)\n#- src/scheduled/daily/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\ndaily rate(1 day)\n#- src/scheduled/daily/index.mjs\n",
    },
};

static INVALID_CRON: Rule = Rule {
    name: "invalid-cron",
    summary: "a cron that AWS refuses",
    severity: Severity::Error,
    fix: FixAvailability::Safe,
    what: "Checks the six fields of a `cron`: minutes, hours, day of month, month, day of week, year. \
           Each has its own values, names and characters; exactly one of the two day fields is `?`; 1 \
           is Sunday.",
    why: "Architect refuses some of these; the others fail minutes later in CloudFormation, and the \
           whole deploy is rolled back.",
    how: "Write six fields. The fix turns a Unix expression of five fields into AWS's six.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\ndaily cron(0 9 * * *)\n#- src/scheduled/daily/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\ndaily cron(0 9 * * ? *)\n#- src/scheduled/daily/index.mjs\n",
    },
};

static INVALID_TIMEZONE: Rule = Rule {
    name: "invalid-timezone",
    summary: "a time zone that does not exist",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Checks that the `timezone` of a schedule is a zone of the IANA database.",
    why: "Architect refuses the manifest.",
    how: "Use a name like `Europe/Berlin` or `UTC`.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\ndaily\n  cron 0 9 * * ? *\n  timezone Europe/Berln\n#- src/scheduled/daily/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\ndaily\n  cron 0 9 * * ? *\n  timezone Europe/Berlin\n#- src/scheduled/daily/index.mjs\n",
    },
};

static NEVER_FIRES: Rule = Rule {
    name: "never-fires",
    summary: "a cron that no date in the future matches",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a `cron` whose day does not exist in any of its months, or whose years are past.",
    why: "The function is deployed and never runs; nothing says so.",
    how: "Correct the day, the month or the year.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\nleap cron(0 9 30 2 ? *)\n#- src/scheduled/leap/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\nleap cron(0 9 28 2 ? *)\n#- src/scheduled/leap/index.mjs\n",
    },
};

static UNDOCUMENTED_SCHEDULE: Rule = Rule {
    name: "undocumented-schedule",
    summary: "a schedule that works, in a form that AWS does not document",
    severity: Severity::Hint,
    fix: FixAvailability::Unsafe,
    what: "Finds names in mixed case, ranges that run backward and other forms which are seen to work \
           and are not in AWS's reference.",
    why: "What is not documented may stop working.",
    how: "Write the documented form.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\nweekly cron(0 9 ? * Mon *)\n#- src/scheduled/weekly/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\nweekly cron(0 9 ? * MON *)\n#- src/scheduled/weekly/index.mjs\n",
    },
};

static UNEVEN_STEP: Rule = Rule {
    name: "uneven-step",
    summary: "a step that starts anew before it comes round",
    severity: Severity::Hint,
    fix: FixAvailability::Unsafe,
    what: "Finds steps that do not divide their field: `*/7` in the minutes runs at 0, 7, … 56 and then \
           again at 0, four minutes later.",
    why: "The function runs less evenly than it reads.",
    how: "Use a step that divides 60 minutes or 24 hours, or `rate(7 minutes)`.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\noften cron(*/7 * * * ? *)\n#- src/scheduled/often/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\noften cron(*/5 * * * ? *)\n#- src/scheduled/often/index.mjs\n",
    },
};

static SKIPS_MONTHS: Rule = Rule {
    name: "skips-months",
    summary: "a day that some of the months lack",
    severity: Severity::Hint,
    fix: FixAvailability::Unsafe,
    what: "Finds a `cron` on the 29th, 30th or 31st whose months do not all have that day.",
    why: "In those months the function does not run.",
    how: "Use `L` for the last day of the month.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\nmonthly cron(0 9 31 * ? *)\n#- src/scheduled/monthly/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\nmonthly cron(0 9 L * ? *)\n#- src/scheduled/monthly/index.mjs\n",
    },
};

static DAYLIGHT_SAVING: Rule = Rule {
    name: "daylight-saving",
    summary: "a run that a clock change skips, or a time that it has twice",
    severity: Severity::Hint,
    fix: FixAvailability::None,
    what: "Finds a `cron` with a time zone whose time of day falls into the hour that a clock change \
           skips in spring, or repeats in autumn.",
    why: "In spring the run is left out; in autumn it happens once, of two such times.",
    how: "Choose another time of day, or leave the zone out and count in UTC.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\nnightly\n  cron 30 2 * * ? *\n  timezone Europe/Berlin\n#- src/scheduled/nightly/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\nnightly\n  cron 30 4 * * ? *\n  timezone Europe/Berlin\n#- src/scheduled/nightly/index.mjs\n",
    },
};

static TIMEZONE_CASE: Rule = Rule {
    name: "timezone-case",
    summary: "a time zone in other capitals than its own",
    severity: Severity::Hint,
    fix: FixAvailability::Unsafe,
    what: "Finds a `timezone` whose name is right but for its capitals: `america/new_york`.",
    why: "AWS's reference shows names in their own capitals only.",
    how: "Write the zone as the IANA database does: `America/New_York`.",
    sources: &[SCHEDULED, AWS],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\ndaily\n  cron 0 9 * * ? *\n  timezone europe/berlin\n#- src/scheduled/daily/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\ndaily\n  cron 0 9 * * ? *\n  timezone Europe/Berlin\n#- src/scheduled/daily/index.mjs\n",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_rule() {
        for kind in ScheduleProblemKind::ALL {
            assert_eq!(rule(kind).name, kind.code());
        }
    }
}
