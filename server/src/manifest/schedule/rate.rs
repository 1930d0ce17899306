//! `rate(value unit)`: so often, counted from the deploy.

use std::ops::Range;

use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind as Kind};
use super::source::Source;

/// How often a `rate` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    /// How many units lie between two runs, at least 1.
    pub value: u64,
    /// Of what.
    pub unit: Unit,
}

/// The units of a `rate`. There is none above a day: `rate` has no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours, whatever the clocks do.
    Day,
}

impl Unit {
    /// All of them.
    pub const ALL: [Unit; 3] = [Unit::Minute, Unit::Hour, Unit::Day];

    /// The word for one: `minute`.
    pub fn singular(self) -> &'static str {
        match self {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
        }
    }

    /// The word for any other number: `minutes`.
    pub fn plural(self) -> &'static str {
        match self {
            Unit::Minute => "minutes",
            Unit::Hour => "hours",
            Unit::Day => "days",
        }
    }

    /// The word that goes with `value`.
    pub fn word(self, value: u64) -> &'static str {
        if value == 1 { self.singular() } else { self.plural() }
    }

    /// The unit of a word, singular or plural, in any case.
    fn of_word(word: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| {
            word.eq_ignore_ascii_case(unit.singular()) || word.eq_ignore_ascii_case(unit.plural())
        })
    }
}

impl Rate {
    /// Reads the number and the unit, which stand in these ranges of the source.
    pub(super) fn parse(
        source: &Source,
        value_at: &Range<usize>,
        unit_at: &Range<usize>,
        problems: &mut Vec<ScheduleProblem>,
    ) -> Option<Rate> {
        let value = parse_value(source, value_at, problems);
        let unit = parse_unit(source, value, value_at, unit_at, problems);
        let rate = Rate { value: value?, unit: unit? };
        let word = source.slice(unit_at);
        let right = rate.unit.word(rate.value);
        if word == right {
            return Some(rate);
        }
        let span = source.span(unit_at);
        if word.eq_ignore_ascii_case(right) {
            problems.push(ScheduleProblem {
                kind: Kind::Undocumented,
                message: format!("AWS documents units in small letters: `{right}` for `{word}`"),
                span,
                fixes: vec![ScheduleFix::guess(format!("Write `{right}`"), span, right)],
            });
            return Some(rate);
        }
        let value = rate.value;
        let message = if value == 1 {
            format!("`{value} {word}`: a rate of 1 takes the singular, `rate(1 {right})`")
        } else {
            format!("`{value} {word}`: a rate over 1 takes the plural, `rate({value} {right})`")
        };
        let fixes = vec![ScheduleFix::safe(format!("Replace by `{right}`"), span, right)];
        problems.push(ScheduleProblem { kind: Kind::RatePlural, message, span, fixes });
        None
    }
}

fn parse_value(
    source: &Source,
    at: &Range<usize>,
    problems: &mut Vec<ScheduleProblem>,
) -> Option<u64> {
    let text = source.slice(at);
    let span = source.span(at);
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut fixes = Vec::new();
    let message = match text.parse::<u64>() {
        Ok(0) => "`0` is no rate: the number is 1 or more".to_owned(),
        Ok(value) if digits => return Some(value),
        Ok(value) => {
            fixes.push(ScheduleFix::safe(format!("Replace by `{value}`"), span, value.to_string()));
            format!("`{text}` is no rate: the number is written in digits alone, `{value}`")
        }
        Err(_) if digits => format!("`{text}` is no rate: the number is too large"),
        Err(_) => {
            format!("`{text}` is no rate: before the unit stands a positive whole number, `1 day`")
        }
    };
    problems.push(ScheduleProblem { kind: Kind::RateValue, message, span, fixes });
    None
}

fn parse_unit(
    source: &Source,
    value: Option<u64>,
    value_at: &Range<usize>,
    at: &Range<usize>,
    problems: &mut Vec<ScheduleProblem>,
) -> Option<Unit> {
    let text = source.slice(at);
    if let Some(unit) = Unit::of_word(text) {
        return Some(unit);
    }
    let span = source.span(at);
    let both = source.span(&(value_at.start..at.end));
    let mut fixes = Vec::new();
    let lower = text.to_ascii_lowercase();
    let one = lower.strip_suffix('s').unwrap_or(&lower);
    let message = match (one, value) {
        ("week" | "fortnight", Some(value)) => {
            let days = value.saturating_mul(if one == "week" { 7 } else { 14 });
            fixes.push(ScheduleFix::safe(
                format!("Replace by `{days} days`"),
                both,
                format!("{days} days"),
            ));
            format!("`{text}` is no unit of a rate, which ends at days: `rate({days} days)`")
        }
        ("month", Some(1)) => format!(
            "`{text}` is no unit of a rate, which ends at days: `cron(0 0 1 * ? *)` runs on the 1st \
             of every month"
        ),
        ("year", Some(1)) => format!(
            "`{text}` is no unit of a rate, which ends at days: `cron(0 0 1 1 ? *)` runs on 1 \
             January, `rate(365 days)` every 365 days"
        ),
        ("month" | "year", _) => format!(
            "`{text}` is no unit of a rate, which ends at days: say it in days, or with a cron by \
             the calendar"
        ),
        ("second" | "sec", _) => format!(
            "`{text}` is no unit of a rate, which begins at minutes: `rate(1 minute)` is the most \
             often that AWS runs a schedule"
        ),
        _ => {
            let abbreviated = match one {
                "m" | "min" => Some(Unit::Minute),
                "h" | "hr" => Some(Unit::Hour),
                "d" => Some(Unit::Day),
                _ => None,
            };
            let near = Unit::ALL.into_iter().find(|unit| {
                strsim::damerau_levenshtein(one, unit.singular()) <= 1 + one.len() / 6
                    && one.len() > 2
            });
            if let Some(unit) = abbreviated.or(near) {
                let word = unit.word(value.unwrap_or(2));
                let fix = ScheduleFix::safe(format!("Replace by `{word}`"), span, word);
                // `m` may be a month.
                fixes.push(ScheduleFix { safe: abbreviated.is_some() && one != "m", ..fix });
                format!("`{text}` is no unit of a rate: AWS writes `{word}`")
            } else {
                format!("`{text}` is no unit of a rate: it is minutes, hours or days")
            }
        }
    };
    if matches!((one, value), ("year", Some(value)) if value > 0) {
        let days = value.unwrap_or(1).saturating_mul(365);
        fixes.push(ScheduleFix::guess(
            format!("Replace by `{days} days`"),
            both,
            format!("{days} days"),
        ));
    }
    problems.push(ScheduleProblem { kind: Kind::RateUnit, message, span, fixes });
    None
}
