//! From other dialects of cron to Amazon's: Unix has five fields and counts days from Sunday as 0,
//! Quartz, Spring and node-cron begin with seconds.

use super::cron::Cron;
use super::field::{DAY_NAMES, FieldKind};
use super::item::Item;
use super::read_field::parse_field;
use super::source::Source;
use crate::text::Span;

/// Six fields that AWS takes, made of other ones.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mended {
    /// In the order of AWS.
    pub(super) fields: [String; 6],
    /// Whether nothing else can have been meant.
    pub(super) safe: bool,
    /// Where they came from.
    pub(super) dialect: Dialect,
}

/// What the fields were before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Amazon's own, with the year left out.
    NoYear,
    /// Unix.
    Unix,
    /// One that begins with seconds.
    Seconds,
}

impl Mended {
    /// The fields with a space between.
    pub(super) fn text(&self) -> String {
        self.fields.join(" ")
    }

    /// Nothing where AWS refuses the fields, too.
    fn checked(self) -> Option<Mended> {
        let mut items = Vec::new();
        for (kind, text) in FieldKind::ALL.into_iter().zip(&self.fields) {
            let source = Source::of_words(&[(text, Span::at(0))]);
            let field = parse_field(kind, &source, 0..text.len());
            if !field.valid {
                return None;
            }
            items.push(field.items);
        }
        let items: Vec<&[Item]> = items.iter().map(Vec::as_slice).collect();
        Cron::of_fields(items.try_into().ok()?).map(|_| self)
    }
}

/// Reads five fields: as Amazon's without a year where a `?` shows that, else as Unix.
/// `None` where AWS has no expression for them.
pub(super) fn mend_five(fields: [&str; 5]) -> Option<Mended> {
    let [minutes, hours, of_month, month, of_week] = fields;
    if of_month == "?" || of_week == "?" {
        let fields = [minutes, hours, of_month, month, of_week, "*"].map(str::to_owned);
        return Mended { fields, safe: true, dialect: Dialect::NoYear }.checked();
    }
    let days = amazon_days(of_week)?;
    let (of_month, new_of_week) = match (of_month, days.as_str()) {
        (of_month, "*") => (of_month, "?".to_owned()),
        ("*", _) => ("?", days),
        // Unix runs on both; AWS has no way to say so in one expression.
        _ => return None,
    };
    let fields = [
        minutes.to_owned(),
        hours.to_owned(),
        of_month.to_owned(),
        month.to_ascii_uppercase(),
        new_of_week,
        "*".to_owned(),
    ];
    // Numbers from 1 to 6 are days in both dialects, and not the same ones.
    let mut numbers = of_week.split([',', '-', '/']).filter(|part| part.parse::<u8>().is_ok());
    let safe = !of_week.bytes().any(|b| b.is_ascii_digit()) || numbers.any(|part| part == "0");
    Mended { fields, safe, dialect: Dialect::Unix }.checked()
}

/// Reads fields that begin with seconds: six as Spring and node-cron write them, seven as Quartz does.
pub(super) fn mend_seconds(fields: &[&str]) -> Option<Mended> {
    let mended = match *fields {
        [_, a, b, c, d, e] => mend_five([a, b, c, d, e])?,
        [_, a, b, c, d, e, f] => {
            let fields = [a, b, c, d, e, f].map(str::to_owned);
            Mended { fields, safe: true, dialect: Dialect::Seconds }.checked()?
        }
        _ => return None,
    };
    let whole_minute = fields.first().is_some_and(|seconds| matches!(*seconds, "0" | "00"));
    Some(Mended { safe: mended.safe && whole_minute, dialect: Dialect::Seconds, ..mended })
}

/// Unix days of the week as Amazon's: `0` and `7` are `1`, `1-5` is `2-6`, steps become lists.
pub(super) fn amazon_days(unix: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut seen = 0u8;
    let add = |part: String, parts: &mut Vec<String>| {
        if !parts.contains(&part) {
            parts.push(part);
        }
    };
    for part in unix.split(',') {
        let (days, by) = match part.split_once('/') {
            Some((days, by)) => (days, Some(by.parse::<usize>().ok().filter(|by| *by > 0)?)),
            None => (part, None),
        };
        let (from, to) = match days.split_once('-') {
            Some((from, to)) => (unix_day(from)?, unix_day(to)?),
            None if days == "*" => (0, 6),
            // `1/2` is not Unix, though some read it as `1-7/2`.
            None => (unix_day(days)?, unix_day(days)?),
        };
        if from > to {
            return None;
        }
        for day in (from..=to).step_by(by.unwrap_or(1)) {
            seen |= 1 << (day % 7);
        }
        let named = days.bytes().any(|b| b.is_ascii_alphabetic());
        match by {
            None if named => add(days.to_ascii_uppercase(), &mut parts),
            None if from == to => add((from % 7 + 1).to_string(), &mut parts),
            None if to == 7 => {
                let last = if from == 6 { "7".to_owned() } else { format!("{}-7", from + 1) };
                add(last, &mut parts);
                add("1".to_owned(), &mut parts);
            }
            None => add(format!("{}-{}", from + 1, to + 1), &mut parts),
            Some(by) => {
                for day in (from..=to).step_by(by) {
                    add((day % 7 + 1).to_string(), &mut parts);
                }
            }
        }
    }
    if seen == 0b111_1111 {
        return Some("*".to_owned());
    }
    Some(parts.join(","))
}

/// A Unix day of the week, 0 or 7 being Sunday.
fn unix_day(text: &str) -> Option<u8> {
    if let Some(day) = DAY_NAMES.iter().position(|name| name.eq_ignore_ascii_case(text)) {
        return u8::try_from(day).ok();
    }
    match text.as_bytes() {
        [digit @ b'0'..=b'7'] => Some(digit - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn five(text: &str) -> Option<(String, bool)> {
        let fields: Vec<&str> = text.split(' ').collect();
        mend_five(fields.try_into().ok()?).map(|mended| (mended.text(), mended.safe))
    }

    #[test]
    fn unix_becomes_amazon() {
        let cases = [
            ("*/15 * * * *", "*/15 * * * ? *", true),
            ("0 9 * * 1-5", "0 9 ? * 2-6 *", false),
            ("0 9 * * mon-fri", "0 9 ? * MON-FRI *", true),
            ("0 0 * * 0", "0 0 ? * 1 *", true),
            ("0 0 * * 7", "0 0 ? * 1 *", false),
            ("0 0 * * 5-7", "0 0 ? * 6-7,1 *", false),
            ("0 0 * * 0,6", "0 0 ? * 1,7 *", true),
            ("0 0 * * */2", "0 0 ? * 1,3,5,7 *", false),
            ("0 0 * * 0-6", "0 0 * * ? *", true),
            ("0 0 1 * *", "0 0 1 * ? *", true),
            ("0 0 1 jan *", "0 0 1 JAN ? *", true),
            ("0 9 ? * MON-FRI", "0 9 ? * MON-FRI *", true),
            ("0 9 ? * 2", "0 9 ? * 2 *", true),
            ("0 9 * * ?", "0 9 * * ? *", true),
        ];
        for (unix, amazon, safe) in cases {
            assert_eq!(five(unix), Some((amazon.to_owned(), safe)), "{unix}");
        }
    }

    #[test]
    fn what_amazon_cannot_say_is_not_mended() {
        for unix in ["0 0 1 * 1", "0 0 */2 * MON", "0 0 * * 8", "0 0 * * 5-1", "a b c d e"] {
            assert_eq!(five(unix), None, "{unix}");
        }
    }

    #[test]
    fn seconds_are_dropped() {
        let mend = |text: &str| {
            let fields: Vec<&str> = text.split(' ').collect();
            mend_seconds(&fields).map(|mended| (mended.text(), mended.safe))
        };
        assert_eq!(mend("0 0 9 ? * MON-FRI *"), Some(("0 9 ? * MON-FRI *".to_owned(), true)));
        assert_eq!(mend("30 0 9 ? * MON-FRI *"), Some(("0 9 ? * MON-FRI *".to_owned(), false)));
        assert_eq!(mend("0 0 9 * * MON"), Some(("0 9 ? * MON *".to_owned(), true)));
        assert_eq!(mend("0 0 9 * * 99"), None);
    }
}
