//! The days, months and years of a `cron` in words.

use super::cron::{Cron, Days, EVERY_WEEKDAY, FIRST_YEAR, LAST_YEAR};
use super::field::{MONTHS, WEEKDAYS};
use super::numbers::{members, ordinal, ordinal_word, round, runs, segments, step};
use crate::text::english::list;

/// The days, in three kinds that a sentence treats in three ways.
pub(super) enum DayWords {
    /// Days of the week or all of them.
    Every {
        /// To begin a sentence with: `every weekday`.
        every: String,
        /// To end one with: `on weekdays`, nothing for all days.
        on: String,
        /// `in January`, nothing for all months.
        months: String,
    },
    /// Days of a month: `on the 1st of every month`.
    On(String),
    /// One date, with its years: `on 25 December every year`.
    Date {
        /// The words.
        date: String,
        /// Whether there is one such day.
        once: bool,
    },
}

const MONDAY_TO_FRIDAY: u8 = 0b0111_1100;

/// The days and months on which a `cron` runs.
pub(super) fn days(cron: &Cron) -> DayWords {
    let months = members(u64::from(cron.months()));
    let of = |days: String| DayWords::On(format!("{days} of {}", of_months(&months)));
    match cron.days() {
        days if days.is_every() => DayWords::Every {
            every: "every day".to_owned(),
            on: String::new(),
            months: in_months(&months),
        },
        Days::OfWeek(set) => {
            let (every, on) = weekdays(set);
            DayWords::Every { every, on, months: in_months(&months) }
        }
        Days::OfMonth(set) => {
            let days = members(u64::from(set));
            match (days.as_slice(), months.as_slice()) {
                ([day], [month]) => date(cron, *day, *month),
                _ => of(days_of_month(&days)),
            }
        }
        Days::BeforeLast(0) => of("on the last day".to_owned()),
        Days::BeforeLast(1) => of("on the day before the last".to_owned()),
        Days::BeforeLast(days) => {
            of(format!("on the {} day before the last", ordinal_word(u16::from(days))))
        }
        Days::LastWeekday => of("on the last weekday".to_owned()),
        Days::Nearest(day) => of(format!("on the weekday nearest the {}", ordinal(u16::from(day)))),
        Days::Nth { day, nth: 5 } => {
            of(format!("on the fifth {}, where there is one,", weekday(day)))
        }
        Days::Nth { day, nth } => {
            of(format!("on the {} {}", ordinal_word(u16::from(nth)), weekday(day)))
        }
        Days::LastOf(day) => of(format!("on the last {}", weekday(day))),
    }
}

/// The years in which a `cron` runs: `in 2027`, `from 2025 to 2030`, nothing for all of them.
pub(super) fn year_words(cron: &Cron) -> String {
    let years: Vec<u16> = (FIRST_YEAR..=LAST_YEAR)
        .filter(|year| cron.years().contains(*year))
        .map(i16::unsigned_abs)
        .collect();
    let (first, last) = (FIRST_YEAR.unsigned_abs(), LAST_YEAR.unsigned_abs());
    match (runs(&years).as_slice(), step(&years)) {
        ([(from, to)], _) if (*from, *to) == (first, last) => String::new(),
        ([(from, to)], _) if *to == last && from < to => format!("from {from} on"),
        ([(from, to)], _) if *from == first && from < to => format!("until {to}"),
        ([(from, to)], Some(_)) => format!("from {from} to {to}"),
        (_, Some(step)) => {
            let from = years.first().copied().unwrap_or(first);
            let to = years.last().copied().unwrap_or(last);
            let until = if to + step > last { String::new() } else { format!(" to {to}") };
            format!("in every {} year from {from}{until}", ordinal_word(step))
        }
        _ => {
            let years: Vec<String> = segments(&years)
                .into_iter()
                .map(
                    |(from, to)| {
                        if from == to { from.to_string() } else { format!("{from} to {to}") }
                    },
                )
                .collect();
            format!("in {}", list(&years))
        }
    }
}

fn date(cron: &Cron, day: u16, month: u16) -> DayWords {
    let years = year_words(cron);
    let date = format!("on {day} {}", month_name(month));
    let year = years.strip_prefix("in ").filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
    match (year, years.as_str()) {
        (Some(year), _) => DayWords::Date { date: format!("{date} {year}"), once: true },
        (None, "") => {
            let every = if (day, month) == (29, 2) { "every leap year" } else { "every year" };
            DayWords::Date { date: format!("{date} {every}"), once: false }
        }
        (None, years) => {
            let comma = if years.starts_with("in") { "" } else { "," };
            DayWords::Date { date: format!("{date}{comma} {years}"), once: false }
        }
    }
}

/// `on the 1st and 15th`, `on the 1st to the 7th`, `on every second day from the 1st to the 31st`
fn days_of_month(days: &[u16]) -> String {
    if let (Some(step @ 2..), [first, .., last]) = (step(days), days) {
        let (first, last) = (ordinal(*first), ordinal(*last));
        return format!("on every {} day from the {first} to the {last}", ordinal_word(step));
    }
    let days: Vec<String> = segments(days)
        .into_iter()
        .map(|(from, to)| {
            if from == to { ordinal(from) } else { format!("{} to {}", ordinal(from), ordinal(to)) }
        })
        .collect();
    format!("on the {}", list(&days))
}

/// Days of the week as the beginning of a sentence and as its end.
fn weekdays(set: u8) -> (String, String) {
    if set == MONDAY_TO_FRIDAY {
        return ("every weekday".to_owned(), "on weekdays".to_owned());
    }
    debug_assert_ne!(set, EVERY_WEEKDAY, "every day is none of the week");
    // A week begins on Monday in this list, and Sunday is its seventh day.
    let days: Vec<u16> = (1..=7u16).filter(|day| set >> (day % 7 + 1) & 1 == 1).collect();
    let name = |day: u16| WEEKDAYS[usize::from(day % 7)];
    let range = match runs(&days).as_slice() {
        [(from, to)] if to - from >= 2 => Some((*from, *to)),
        _ => round(&days, 1, 7),
    };
    if let Some((from, to)) = range {
        let range = format!("from {} to {}", name(from), name(to));
        return (format!("every day {range}"), range);
    }
    let names: Vec<&str> = days.iter().map(|day| name(*day)).collect();
    let plural: Vec<String> = names.iter().map(|name| format!("{name}s")).collect();
    (format!("every {}", list(&names)), format!("on {}", list(&plural)))
}

/// `January and July`, `every month from January to March`, `every month`
fn of_months(months: &[u16]) -> String {
    match (months.len(), month_range(months)) {
        (12, _) => "every month".to_owned(),
        (_, Some(range)) => format!("every month {range}"),
        (_, None) => month_list(months),
    }
}

/// `in January and July`, `from January to March`, nothing for every month
fn in_months(months: &[u16]) -> String {
    match (months.len(), month_range(months)) {
        (12, _) => String::new(),
        (_, Some(range)) => range,
        (_, None) => format!("in {}", month_list(months)),
    }
}

fn month_range(months: &[u16]) -> Option<String> {
    let (from, to) = match runs(months).as_slice() {
        [(from, to)] if to - from >= 2 => (*from, *to),
        _ => round(months, 1, 12)?,
    };
    Some(format!("from {} to {}", month_name(from), month_name(to)))
}

fn month_list(months: &[u16]) -> String {
    let names: Vec<&str> = months.iter().map(|month| month_name(*month)).collect();
    list(&names)
}

fn month_name(month: u16) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

fn weekday(day: u8) -> &'static str {
    usize::from(day).checked_sub(1).and_then(|index| WEEKDAYS.get(index)).copied().unwrap_or("")
}
