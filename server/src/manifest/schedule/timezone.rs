//! Names of time zones. AWS takes those of the IANA database:
//! <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#time-zones>.

use std::sync::OnceLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind};
use crate::text::Span;

/// No name is as long as this, so nothing longer is compared with each of them.
const LONGEST: usize = 40;

/// Entries of the database that are no place and no offset.
const NOT_FOR_SCHEDULES: [&str; 3] = ["Factory", "localtime", "posixrules"];

/// What people write for a zone and the database has under another name: abbreviations that name a
/// clock with daylight saving or one region's own, and Windows' names.
const MEANT: [(&str, &str); 16] = [
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("PT", "America/Los_Angeles"),
    ("MDT", "America/Denver"),
    ("CDT", "America/Chicago"),
    ("CST", "America/Chicago"),
    ("EDT", "America/New_York"),
    ("ET", "America/New_York"),
    ("BST", "Europe/London"),
    ("CEST", "Europe/Berlin"),
    ("IST", "Asia/Kolkata"),
    ("JST", "Asia/Tokyo"),
    ("AEST", "Australia/Sydney"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Eastern Standard Time", "America/New_York"),
    ("W. Europe Standard Time", "Europe/Berlin"),
];

/// The names of every time zone, sorted. The database is built in: no machine is asked.
pub fn timezone_names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: Vec<String> = database()
            .available()
            .map(|name| name.as_str().to_owned())
            .filter(|name| !NOT_FOR_SCHEDULES.contains(&name.as_str()))
            .collect();
        names.sort();
        names
    })
}

/// The zone of this name, in any case, or `None` where there is none.
pub fn timezone(name: &str) -> Option<TimeZone> {
    timezone_names().iter().find(|known| known.eq_ignore_ascii_case(name))?;
    database().get(name).ok()
}

/// What is wrong with the name of a time zone that stands in `span`: that no zone has it, or that its
/// zone is written in other capitals.
pub fn timezone_problem(name: &str, span: Span) -> Option<ScheduleProblem> {
    let names = timezone_names();
    if names.binary_search_by(|known| known.as_str().cmp(name)).is_ok() {
        return None;
    }
    if let Some(right) = names.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        return Some(ScheduleProblem {
            kind: ScheduleProblemKind::TimeZoneCase,
            message: format!(
                "`{name}` is written `{right}`; Amazon's reference shows names in their own capitals \
                 only"
            ),
            span,
            fixes: vec![ScheduleFix::guess(format!("Write `{right}`"), span, right.as_str())],
        });
    }
    let mut message = if name.trim().is_empty() {
        "a time zone needs a name: `Europe/Berlin`, `UTC`".to_owned()
    } else {
        format!("`{name}` is no time zone of the IANA database")
    };
    let mut fixes = Vec::new();
    if let Some(right) = meant(name) {
        message.push_str(&format!(": did you mean `{right}`?"));
        fixes.push(ScheduleFix::guess(format!("Replace by `{right}`"), span, right));
    } else if !name.trim().is_empty() {
        message.push_str(": its names are like `Europe/Berlin` and `UTC`");
    }
    Some(ScheduleProblem { kind: ScheduleProblemKind::UnknownTimeZone, message, span, fixes })
}

/// Whether the text is the name of a time zone, or nearly.
pub(super) fn is_close(text: &str) -> bool {
    timezone(text).is_some() || meant(text).is_some()
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

/// The zone that was probably meant.
fn meant(name: &str) -> Option<String> {
    let name = name.trim();
    if let Some((_, zone)) = MEANT.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)) {
        return Some((*zone).to_owned());
    }
    if let Some(zone) = offset(name) {
        return Some(zone);
    }
    let names = timezone_names();
    let wanted = name.replace(' ', "_").to_ascii_lowercase();
    let lower = |name: &String| name.to_ascii_lowercase();
    // A city alone: `Berlin`.
    let city = |name: &&String| lower(name).rsplit('/').next() == Some(wanted.as_str());
    if let Some(name) = names.iter().find(|name| lower(name) == wanted) {
        return Some(name.clone());
    }
    if wanted.len() > 2
        && let Some(name) = names.iter().filter(|name| name.contains('/')).find(city)
    {
        return Some(name.clone());
    }
    if wanted.len() > LONGEST {
        return None;
    }
    let (distance, near) = names
        .iter()
        .map(|name| (strsim::damerau_levenshtein(&lower(name), &wanted), name))
        .min_by_key(|(distance, _)| *distance)?;
    (wanted.len() > 3 && distance <= 1 + wanted.len() / 8).then(|| near.clone())
}

/// The zone of a whole number of hours from UTC. Its name in the database has the other sign.
fn offset(name: &str) -> Option<String> {
    let upper = name.to_ascii_uppercase();
    let number = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    let (sign, digits) = match number.as_bytes().first()? {
        b'+' => ('-', &number[1..]),
        b'-' => ('+', &number[1..]),
        _ => return None,
    };
    let hours: u8 = match digits.split_once(':') {
        Some((hours, "00")) => hours.parse().ok()?,
        Some(_) => return None,
        None if digits.len() == 4 => digits.strip_suffix("00")?.parse().ok()?,
        None => digits.parse().ok()?,
    };
    let zone = format!("Etc/GMT{sign}{hours}");
    match hours {
        0 => Some("UTC".to_owned()),
        _ => timezone_names().contains(&zone).then_some(zone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(name: &str) -> Option<(ScheduleProblemKind, Option<String>)> {
        let problem = timezone_problem(name, Span::new(3, 3 + name.len()))?;
        let fix = problem.fixes.first().map(|fix| fix.edits[0].1.clone());
        Some((problem.kind, fix))
    }

    #[test]
    fn names_of_the_database_are_right() {
        for name in
            ["UTC", "Europe/Berlin", "America/New_York", "EST", "Etc/GMT+5", "Asia/Calcutta"]
        {
            assert_eq!(problem(name), None, "{name}");
            assert!(timezone(name).is_some(), "{name}");
        }
    }

    #[test]
    fn other_names_are_not() {
        use ScheduleProblemKind::{TimeZoneCase, UnknownTimeZone};
        let cases = [
            ("america/new_york", TimeZoneCase, Some("America/New_York")),
            ("utc", TimeZoneCase, Some("UTC")),
            ("America/New York", UnknownTimeZone, Some("America/New_York")),
            ("America/NewYork", UnknownTimeZone, Some("America/New_York")),
            ("Europe/Berln", UnknownTimeZone, Some("Europe/Berlin")),
            ("Berlin", UnknownTimeZone, Some("Europe/Berlin")),
            ("PST", UnknownTimeZone, Some("America/Los_Angeles")),
            ("UTC+2", UnknownTimeZone, Some("Etc/GMT-2")),
            ("+01:00", UnknownTimeZone, Some("Etc/GMT-1")),
            ("GMT-03:00", UnknownTimeZone, Some("Etc/GMT+3")),
            ("UTC+05:30", UnknownTimeZone, None),
            ("Mars/Olympus", UnknownTimeZone, None),
            ("Factory", UnknownTimeZone, None),
            ("", UnknownTimeZone, None),
            ("+é", UnknownTimeZone, None),
        ];
        for (name, kind, fix) in cases {
            assert_eq!(problem(name), Some((kind, fix.map(str::to_owned))), "{name}");
        }
    }
}
