//! A schedule in words: `Every weekday at 18:00 UTC`.
//!
//! The words come from the sets of a schedule, not from its text, so that `0/15` and `0,15,30,45` read
//! the same, and two schedules read the same only where they run at the same times.

use super::cron::Cron;
use super::describe_days::{DayWords, days, year_words};
use super::describe_time::{TimeWords, times};
use super::parse::Schedule;
use super::rate::{Rate, Unit};
use crate::text::english::capital;

impl Schedule {
    /// The schedule in words, as one sentence without a full stop. `zone` is the name of the time zone
    /// that its wall clock is in, `UTC` where none is given.
    pub fn describe(&self, zone: &str) -> String {
        match self {
            Schedule::Rate(rate) => rate.describe(),
            Schedule::Cron(cron) => cron.describe(zone),
        }
    }
}

impl Rate {
    /// The rate in words. It has no calendar and no time zone.
    pub fn describe(self) -> String {
        let every = match (self.value, self.unit) {
            // A day of a rate is never the 23 or 25 hours of a clock change.
            (1, Unit::Day) => "24 hours".to_owned(),
            (1, unit) => unit.singular().to_owned(),
            (value, unit) => format!("{value} {}", unit.plural()),
        };
        format!("Every {every}, counted from the deploy")
    }
}

impl Cron {
    /// The runs in words, in the wall clock of `zone`.
    pub fn describe(&self, zone: &str) -> String {
        let zoned = |text: &str| format!("{text} {zone}");
        let years = year_words(self);
        let text = match (times(self), days(self)) {
            (TimeWords::At(times), DayWords::Every { every, months, .. }) => {
                join(&[&every, &months, &zoned(&format!("at {times}")), &years])
            }
            (TimeWords::At(times), DayWords::On(on)) => {
                join(&[&zoned(&format!("at {times}")), &on, &years])
            }
            (TimeWords::At(times), DayWords::Date { date, once }) => {
                let once = if once && !times.contains(' ') { "once, " } else { "" };
                format!("{once}at {times} {zone} {date}")
            }
            (TimeWords::Clock(every), DayWords::Every { on, months, .. }) => {
                join(&[&zoned(&every), &on, &months, &years])
            }
            (TimeWords::Clock(every), DayWords::On(on)) => join(&[&zoned(&every), &on, &years]),
            (TimeWords::Clock(every), DayWords::Date { date, .. }) => {
                format!("{every} {zone} {date}")
            }
            // Every 15 minutes is the same in any zone, but for its clock changes.
            (TimeWords::Hourly(every), DayWords::Every { on, months, .. })
                if zone == "UTC" && on.is_empty() && months.is_empty() && years.is_empty() =>
            {
                if every == "every hour" {
                    "every hour, on the hour".to_owned()
                } else {
                    every
                }
            }
            (TimeWords::Hours(every) | TimeWords::Hourly(every), days) => {
                let text = match days {
                    DayWords::Every { on, months, .. } => join(&[&every, &on, &months, &years]),
                    DayWords::On(on) => join(&[&every, &on, &years]),
                    DayWords::Date { date, .. } => join(&[&every, &date]),
                };
                format!("{text} ({zone})")
            }
        };
        capital(&text)
    }
}

/// The parts with a space between, those left out that are empty, and a comma before a range that
/// another one stands before, or behind the time.
fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            let range = part.starts_with("from ") || part.starts_with("until ");
            let apart = text.contains(" from ") || text.contains("at ");
            text.push_str(if range && apart { ", " } else { " " });
        }
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[track_caller]
    fn check(expression: &str, words: &str) {
        let schedule = Schedule::parse(expression, 0).schedule.expect(expression);
        assert_eq!(schedule.describe("UTC"), words, "{expression}");
    }

    #[test]
    fn rates() {
        check("rate(1 minute)", "Every minute, counted from the deploy");
        check("rate(15 minutes)", "Every 15 minutes, counted from the deploy");
        check("rate(1 hour)", "Every hour, counted from the deploy");
        check("rate(1 day)", "Every 24 hours, counted from the deploy");
        check("rate(7 days)", "Every 7 days, counted from the deploy");
    }

    /// Fields of one kind, among them many that differ a little.
    const MINUTES: &[&str] = &[
        "0",
        "5",
        "59",
        "*",
        "*/2",
        "*/7",
        "*/9",
        "*/15",
        "5/15",
        "20/15",
        "30/15",
        "*/20",
        "*/25",
        "*/30",
        "0/40",
        "0,30",
        "0,20",
        "5,35",
        "0-10",
        "0-29",
        "30-59",
        "10-20/2",
        "0,1",
        "0,1,2",
        "1-2",
        "0-58",
        "1-59",
        "0,10,20,30",
        "0,10,20,35",
        "3,7,19,20,21,22,50",
        "5-50/15",
        "0/59",
    ];
    const HOURS: &[&str] = &[
        "0",
        "9",
        "23",
        "*",
        "*/2",
        "1/2",
        "*/3",
        "*/5",
        "*/6",
        "*/7",
        "*/8",
        "*/12",
        "9-17",
        "9-10",
        "9,18",
        "0-5,18-23",
        "22-2",
        "11-23/2",
        "0-22",
        "1-23",
        "0,1,2,9",
        "1,5,9,10,11,12,20,22",
        "8,10,12,14,17",
        "0-3,6-8,12-14,20",
        "8-18/2",
        "0,1,5,6,10,11,20,21",
    ];
    const DAYS: &[&str] = &[
        "* *",
        "1 *",
        "31 *",
        "1,15 *",
        "1-7 *",
        "1,2 *",
        "1,2,3 *",
        "*/2 *",
        "2/2 *",
        "1-29/2 *",
        "1,3,5 *",
        "*/3 *",
        "1-30 *",
        "2-31 *",
        "L *",
        "L-1 *",
        "L-3 *",
        "LW *",
        "1W *",
        "15W *",
        "25 12",
        "29 2",
        "1 1-6",
        "1 1,6",
        "* 1",
        "* 1-3",
        "* 11-2",
        "* 1,2",
        "* 1-11",
        "* 1/2",
        "* 1/3",
        "? MON",
        "? MON-FRI",
        "? MON-THU",
        "? SUN-THU",
        "? SAT,SUN",
        "? FRI-MON",
        "? SAT-MON",
        "? MON-SAT",
        "? L",
        "? 6L",
        "? 7L",
        "? 2#1",
        "? 2#5",
        "? 3#1",
        "? MON,WED,FRI",
        "? TUE-SAT",
        "? SUN,MON",
        "? MON-WED,SAT,SUN",
    ];
    const YEARS: &[&str] = &[
        "*",
        "2027",
        "2027-2028",
        "2027-2030",
        "2027/1",
        "1970-2030",
        "2024/4",
        "2024-2040/4",
        "2027,2029",
        "2027,2029,2031",
        "1970-2198",
        "1971/1",
        "2199",
        "2198,2199",
        "2025-2027,2030",
    ];

    fn all() -> Vec<String> {
        let mut all = Vec::new();
        for day in DAYS {
            let (day, of_week) = match day.split_once(' ').expect("two words") {
                ("?", of_week) => ("? *".to_owned(), of_week),
                (day, month) => (format!("{day} {month}"), "?"),
            };
            for minutes in MINUTES.iter().step_by(3) {
                for hours in HOURS.iter().step_by(3) {
                    all.push(format!("cron({minutes} {hours} {day} {of_week} *)"));
                }
            }
            for year in YEARS {
                all.push(format!("cron(0 9 {day} {of_week} {year})"));
                all.push(format!("cron(*/5 * {day} {of_week} {year})"));
            }
        }
        for minutes in MINUTES {
            for hours in HOURS {
                all.push(format!("cron({minutes} {hours} * * ? *)"));
                all.push(format!("cron({minutes} {hours} ? JAN-MAR TUE-SAT *)"));
                all.push(format!("cron({minutes} {hours} 25 12 ? 2027)"));
            }
        }
        all
    }

    #[test]
    fn the_same_words_mean_the_same_runs() {
        let mut said: HashMap<String, (String, Schedule)> = HashMap::new();
        let all = all();
        for text in &all {
            let schedule = Schedule::parse(text, 0).schedule.expect(text);
            let words = schedule.describe("UTC");
            assert!(!words.contains("  ") && !words.ends_with(' '), "{words}");
            if let Some((other, same)) =
                said.insert(words.clone(), (text.clone(), schedule.clone()))
            {
                assert_eq!(schedule, same, "`{text}` and `{other}` are both `{words}`");
            }
        }
        assert!(said.len() > 3000, "{} of {}", said.len(), all.len());
    }

    #[test]
    fn zones_are_named_where_they_matter() {
        let words = |expression: &str| {
            let schedule = Schedule::parse(expression, 0).schedule.expect(expression);
            schedule.describe("Asia/Kolkata")
        };
        assert_eq!(words("cron(0 18 ? * MON-FRI *)"), "Every weekday at 18:00 Asia/Kolkata");
        assert_eq!(words("cron(0/15 * * * ? *)"), "Every 15 minutes (Asia/Kolkata)");
        assert_eq!(words("rate(1 hour)"), "Every hour, counted from the deploy");
    }
}
