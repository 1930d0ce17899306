//! The times of a day in words.

use super::cron::Cron;
use super::numbers::{members, ordinal_word, runs, segments, step};
use crate::text::english::list;

/// The times of a day, in kinds that a sentence treats each in its way.
pub(super) enum TimeWords {
    /// Times of the clock, to stand behind `at`: `09:00 and 18:00`.
    At(String),
    /// A repetition between times of the clock: `every 15 minutes from 09:00 to 17:45`.
    Clock(String),
    /// A repetition in some hours, without them: `every 7 minutes … of the hours 9 to 17`.
    Hours(String),
    /// A repetition in every hour: `every 15 minutes`.
    Hourly(String),
}

/// So many times are listed, more are put in another way where there is one.
const LISTED: usize = 6;

/// The times of a day at which a `cron` runs.
pub(super) fn times(cron: &Cron) -> TimeWords {
    let minutes = members(cron.minutes());
    let hours = members(u64::from(cron.hours()));
    if hours.len() == 24 {
        return TimeWords::Hourly(every_hour(&minutes));
    }
    if let [minute] = minutes.as_slice() {
        return one_minute(*minute, &hours);
    }
    let (first, last) = ends(&minutes);
    let even = even_step(&minutes);
    let every = |step: u16| match step {
        1 => "every minute".to_owned(),
        step => format!("every {step} minutes"),
    };
    let hour_runs = runs(&hours);
    // From the last run of an hour to the first of the next is a step too.
    if let Some(step) = even
        && hour_runs.len() <= 3
        && (minutes.len() > 2 || hours.len() > 3)
    {
        let spans: Vec<String> = hour_runs
            .iter()
            .map(|(from, to)| format!("from {} to {}", clock(*from, first), clock(*to, last)))
            .collect();
        return TimeWords::Clock(format!("{} {}", every(step), list(&spans)));
    }
    if minutes.len() * hours.len() <= LISTED && step(&minutes).is_none() {
        let times: Vec<String> =
            hours.iter().flat_map(|h| minutes.iter().map(|m| clock(*h, *m))).collect();
        return TimeWords::At(list(&times));
    }
    let within = match step(&minutes) {
        Some(step) => {
            if let [hour] = hours.as_slice() {
                let (from, to) = (clock(*hour, first), clock(*hour, last));
                return TimeWords::Clock(format!("{} from {from} to {to}", every(step)));
            }
            match even {
                Some(_) if first == 0 => every(step),
                _ => format!("{} from minute {first} to minute {last}", every(step)),
            }
        }
        None => format!("at minutes {}", list(&numbers(&minutes))),
    };
    TimeWords::Hours(format!("{within} of {}", hour_words(&hours)))
}

/// The minutes of each hour of the day.
fn every_hour(minutes: &[u16]) -> String {
    let (first, last) = ends(minutes);
    match (minutes, even_step(minutes), step(minutes)) {
        ([0], ..) => "every hour".to_owned(),
        ([minute], ..) => format!("every hour at minute {minute}"),
        (_, Some(1), _) => "every minute".to_owned(),
        (_, Some(step), _) if first == 0 => format!("every {step} minutes"),
        (_, Some(step), _) => format!("every {step} minutes from minute {first} of each hour"),
        (_, None, Some(1)) => {
            format!("every minute from minute {first} to minute {last} of each hour")
        }
        (_, None, Some(step)) => {
            format!("every {step} minutes from minute {first} to minute {last} of each hour")
        }
        _ => format!("at minutes {} of each hour", list(&numbers(minutes))),
    }
}

/// One minute of some hours.
fn one_minute(minute: u16, hours: &[u16]) -> TimeWords {
    let (first, last) = ends(hours);
    let range =
        |from: u16, to: u16| format!("from {} to {}", clock(from, minute), clock(to, minute));
    match step(hours) {
        Some(1) => return TimeWords::Clock(format!("every hour {}", range(first, last))),
        Some(step) if hours.len() > 4 => {
            return TimeWords::Clock(format!("every {step} hours {}", range(first, last)));
        }
        _ => {}
    }
    if hours.len() > LISTED {
        let parts: Vec<String> =
            segments(hours)
                .into_iter()
                .map(|(from, to)| {
                    if from == to { format!("at {}", clock(from, minute)) } else { range(from, to) }
                })
                .collect();
        // A single time is no repetition, so the sentence has to begin with a range.
        if !parts[0].starts_with("at") {
            return TimeWords::Clock(format!("every hour {}", list(&parts)));
        }
    }
    let times: Vec<String> = hours.iter().map(|hour| clock(*hour, minute)).collect();
    TimeWords::At(list(&times))
}

/// `the hours 9 to 17`, `hour 9`, `every second hour from 0 to 22`
fn hour_words(hours: &[u16]) -> String {
    if let Some(step) = step(hours).filter(|step| *step > 1 && hours.len() > 4) {
        let (first, last) = ends(hours);
        return format!("every {} hour from {first} to {last}", ordinal_word(step));
    }
    match hours {
        [hour] => format!("hour {hour}"),
        _ => format!("the hours {}", list(&numbers(hours))),
    }
}

/// Numbers, three in a row as a range.
fn numbers(numbers: &[u16]) -> Vec<String> {
    segments(numbers)
        .into_iter()
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from} to {to}") })
        .collect()
}

/// The step of minutes that goes on into the next hour without a break.
fn even_step(minutes: &[u16]) -> Option<u16> {
    let (first, last) = ends(minutes);
    let [_, second, ..] = minutes else { return None };
    let step = second - first;
    let even = minutes.windows(2).all(|pair| pair[1] - pair[0] == step);
    (even && last + step == first + 60).then_some(step)
}

fn ends(numbers: &[u16]) -> (u16, u16) {
    (numbers.first().copied().unwrap_or(0), numbers.last().copied().unwrap_or(0))
}

fn clock(hour: u16, minute: u16) -> String {
    format!("{hour:02}:{minute:02}")
}
