//! What a plain word of YAML is, as `js-yaml` 4 has it with its default schema, once it has gone through
//! `JSON.stringify` and `JSON.parse`: a date comes out as a string.
//! <https://github.com/nodeca/js-yaml/tree/4.1.0/lib/type>

use super::value::{Kind, Text};

/// The types that an explicit tag may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tagged {
    Null,
    Boolean,
    Integer,
    Float,
    Timestamp,
}

/// What a plain word is without a tag.
pub(super) fn implicit(word: &str) -> Kind {
    let kinds = [Tagged::Null, Tagged::Boolean, Tagged::Integer, Tagged::Float, Tagged::Timestamp];
    let found = kinds.into_iter().find_map(|tag| tagged(tag, word));
    found.unwrap_or_else(|| string(word))
}

/// What a word is by a tag; nothing where it is none of that.
pub(super) fn tagged(tag: Tagged, word: &str) -> Option<Kind> {
    match tag {
        Tagged::Null => ["", "~", "null", "Null", "NULL"].contains(&word).then_some(Kind::Null),
        Tagged::Boolean => match word {
            "true" | "True" | "TRUE" => Some(Kind::Boolean(true)),
            "false" | "False" | "FALSE" => Some(Kind::Boolean(false)),
            _ => None,
        },
        Tagged::Integer => integer(word).map(Kind::Number),
        Tagged::Float => float(word).map(Kind::Number),
        Tagged::Timestamp => timestamp(word).map(|date| string(&date)),
    }
}

fn string(text: &str) -> Kind {
    Kind::String(Text { text: text.to_owned(), quoted: false })
}

fn integer(word: &str) -> Option<f64> {
    let (sign, digits) = match word.as_bytes().first()? {
        b'-' => (-1.0, &word[1..]),
        b'+' => (1.0, &word[1..]),
        _ => (1.0, word),
    };
    if digits == "0" {
        return Some(sign * 0.0);
    }
    let (radix, body) = match digits.as_bytes() {
        [b'0', b'b', ..] => (2, &digits[2..]),
        [b'0', b'x', ..] => (16, &digits[2..]),
        [b'0', b'o', ..] => (8, &digits[2..]),
        _ => (10, digits),
    };
    let plain: String = body.chars().filter(|c| *c != '_').collect();
    let fits = !plain.is_empty()
        && plain.chars().all(|c| c.is_digit(radix))
        && !digits.ends_with('_')
        && (radix != 10 || !digits.starts_with('_'));
    if !fits {
        return None;
    }
    if radix == 10 {
        return plain.parse().ok().map(|value: f64| sign * value);
    }
    Some(sign * super::super::scalar::parse_radix(&plain, radix.ilog2()))
}

fn float(word: &str) -> Option<f64> {
    match word {
        ".nan" | ".NaN" | ".NAN" => return Some(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    let unsigned = word.strip_prefix(['-', '+']).unwrap_or(word);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let shaped = is_digits(whole)
        && is_digits(fraction)
        && if whole.is_empty() {
            // Without a digit before the point there is no sign, and at least one behind it.
            unsigned.len() == word.len() && mantissa.len() > 1
        } else {
            !whole.starts_with('_')
        }
        && exponent.is_none_or(|exponent| {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        });
    if !shaped || word.ends_with('_') {
        return None;
    }
    word.replace('_', "").parse().ok()
}

/// A date, or a date with a time, as `Date.prototype.toJSON` prints it.
fn timestamp(word: &str) -> Option<String> {
    let mut rest = Digits(word);
    let year = rest.take(4, 4)?;
    rest.expect(&['-'])?;
    let month = rest.take(1, 2)?;
    let day = rest.expect(&['-']).and_then(|_| rest.take(1, 2))?;
    if rest.0.is_empty() {
        // A date alone has two digits a field.
        return (word.len() == 10).then(|| date_json(year, month, day, 0));
    }
    let spaces = rest.0.len() - rest.0.trim_start_matches([' ', '\t']).len();
    if spaces > 0 {
        rest.0 = &rest.0[spaces..];
    } else {
        rest.expect(&['T', 't'])?;
    }
    let hour = rest.take(1, 2)?;
    let minute = rest.expect(&[':']).and_then(|_| rest.take(2, 2))?;
    let second = rest.expect(&[':']).and_then(|_| rest.take(2, 2))?;
    let mut millis = 0;
    if rest.expect(&['.']).is_some() {
        let digits = rest.0.len() - rest.0.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let thousandths: String = rest.0[..digits].chars().chain("000".chars()).take(3).collect();
        millis = thousandths.parse().unwrap_or_default();
        rest.0 = &rest.0[digits..];
    }
    let mut time = ((hour * 60 + minute) * 60 + second) * 1000 + millis;
    let zone = rest.0.trim_start_matches([' ', '\t']);
    if zone != "Z" && !rest.0.is_empty() {
        rest.0 = zone;
        let sign =
            if rest.expect(&['-']).is_some() { 1 } else { rest.expect(&['+']).map(|_| -1)? };
        let hours = rest.take(1, 2)?;
        let minutes = match rest.expect(&[':']) {
            Some(_) => rest.take(2, 2)?,
            None => 0,
        };
        if !rest.0.is_empty() {
            return None;
        }
        time += sign * (hours * 60 + minutes) * 60_000;
    }
    Some(date_json(year, month, day, time))
}

/// What is left of a word.
struct Digits<'a>(&'a str);

impl Digits<'_> {
    /// A number of so many digits at least, and at most.
    fn take(&mut self, least: usize, most: usize) -> Option<i64> {
        let digits = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        (digits >= least).then(|| number.parse().ok())?
    }

    fn expect(&mut self, any: &[char]) -> Option<()> {
        self.0 = self.0.strip_prefix(any)?;
        Some(())
    }
}

/// A day and the milliseconds since it began, as `new Date(Date.UTC(…)).toJSON()` prints it: fields that run over
/// carry into the next.
fn date_json(year: i64, month: i64, day: i64, millis: i64) -> String {
    const DAY: i64 = 86_400_000;
    let total = (days_before(year, month) + day - 1) * DAY + millis;
    let (days, time) = (total.div_euclid(DAY), total.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let (hour, minute) = (time / 3_600_000, time / 60_000 % 60);
    let (second, millis) = (time / 1000 % 60, time % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// Days from 1970-01-01 to the first of a month, which may lie outside of the year.
/// <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
fn days_before(year: i64, month: i64) -> i64 {
    let months = year * 12 + month - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a day counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::super::value::Value;
    use super::implicit;
    use crate::text::Span;

    /// Each word with what `js-yaml` 4 and `JSON.stringify` make of it.
    #[test]
    fn words_are_what_js_yaml_makes_of_them() {
        for (word, json) in [
            ("1_000", "1000"),
            ("0o17", "15"),
            ("017", "17"),
            ("0x1F", "31"),
            ("-0x10", "-16"),
            ("0b11", "3"),
            ("1:30", r#""1:30""#),
            ("yes", r#""yes""#),
            ("True", "true"),
            ("tRue", r#""tRue""#),
            ("~", "null"),
            ("NULL", "null"),
            (".inf", "null"),
            ("1e3", "1000"),
            ("1.", "1"),
            (".5", "0.5"),
            ("-.5", r#""-.5""#),
            ("+5", "5"),
            ("1.5e+3", "1500"),
            ("1e400", "null"),
            ("685.230_15e+03", "685230.15"),
            ("_1", r#""_1""#),
            ("1_", r#""1_""#),
            ("0x_1", "1"),
            ("-0", "0"),
            ("1e", r#""1e""#),
            ("0.", "0"),
            ("0o8", r#""0o8""#),
            ("08", "8"),
            ("1.2.3", r#""1.2.3""#),
            (".", r#"".""#),
            ("._", r#""._""#),
            ("2012-10-17", r#""2012-10-17T00:00:00.000Z""#),
            ("2001-12-14t21:59:43.10-05:00", r#""2001-12-15T02:59:43.100Z""#),
            ("2001-02-31", r#""2001-03-03T00:00:00.000Z""#),
            ("2001-1-1 1:1:1", r#""2001-1-1 1:1:1""#),
            ("2001-1-1 1:01:01 Z", r#""2001-01-01T01:01:01.000Z""#),
            ("2001-1-1", r#""2001-1-1""#),
        ] {
            let mut printed = String::new();
            Value { span: Span::default(), kind: implicit(word) }.write_json(&mut printed);
            assert_eq!(printed, json, "{word}");
        }
    }
}
