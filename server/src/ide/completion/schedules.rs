//! Schedules, built field by field: with each offer, what the whole would say.

use crate::manifest::schedule::{FieldKind, Kind, Schedule};
use crate::manifest::schema::ValueType;
use crate::text::Span;

use super::documentation::Docs;
use super::item::{Completion, CompletionKind};
use super::place::Place;

/// Whole expressions, the likeliest first.
const WHOLE: [&str; 10] = [
    "rate(1 day)",
    "rate(1 hour)",
    "rate(5 minutes)",
    "rate(15 minutes)",
    "cron(0 3 * * ? *)",
    "cron(0 9 ? * MON-FRI *)",
    "cron(0/15 * * * ? *)",
    "cron(0 * * * ? *)",
    "cron(0 0 1 * ? *)",
    "cron(0 0 ? * SUN *)",
];

const RATES: [&str; 9] = [
    "1 day",
    "1 hour",
    "5 minutes",
    "10 minutes",
    "15 minutes",
    "30 minutes",
    "12 hours",
    "7 days",
    "1 minute",
];

/// What a field often is, the likeliest first; what AWS refuses beside the other fields is left out.
fn usual(field: FieldKind) -> &'static [&'static str] {
    match field {
        FieldKind::Minutes => &["0", "30", "15", "45", "0/5", "0/10", "0/15", "0/30", "*"],
        FieldKind::Hours => &["*", "0", "3", "6", "9", "12", "18", "0/2", "0/6", "0/12", "9-17"],
        FieldKind::DayOfMonth => &["*", "?", "1", "15", "1,15", "L", "1W", "LW"],
        FieldKind::Month => &[
            "*", "1/3", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT",
            "NOV", "DEC",
        ],
        FieldKind::DayOfWeek => &[
            "?", "MON-FRI", "*", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "SAT,SUN",
            "MON#1", "FRIL",
        ],
        FieldKind::Year => &["*"],
    }
}

/// What a field is taken for while it is not written.
const REST: [&str; 6] = ["0", "*", "*", "*", "?", "*"];

/// Behind the name of a schedule.
pub(super) fn one_line(place: &Place<'_>) -> Vec<Completion> {
    let Some(name) = place.before.first() else { return Vec::new() };
    let typed = Span::new(name.end, place.offset).of(place.text);
    let open = typed.rfind('(').filter(|at| !typed[*at..].contains(')'));
    let Some(open) = open else {
        return if place.before.len() == 1 { whole(place) } else { Vec::new() };
    };
    let start = name.end + open + 1;
    let kind = if typed[..open].ends_with("rate") {
        Kind::Rate
    } else if typed[..open].ends_with("cron") {
        Kind::Cron
    } else {
        return Vec::new();
    };
    Body::new(place, start, kind, true).offers()
}

/// Behind the name of the setting `rate` or `cron`.
pub(super) fn verbose(value: ValueType, place: &Place<'_>) -> Vec<Completion> {
    let Some(name) = place.before.first() else { return Vec::new() };
    let kind = if value == ValueType::Rate { Kind::Rate } else { Kind::Cron };
    let rest = &place.text[name.end..];
    let start = name.end + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    if start > place.offset {
        return Vec::new();
    }
    Body::new(place, start, kind, false).offers()
}

fn whole(place: &Place<'_>) -> Vec<Completion> {
    // What stands behind is a part of it already.
    let span = match place.after.last() {
        Some(last) if place.word.of(place.text).contains('(') => place.word.to(*last),
        _ => place.word,
    };
    let mut offers: Vec<Completion> = WHOLE
        .iter()
        .map(|expression| {
            let docs = Docs::Schedule((*expression).to_owned(), "UTC".to_owned());
            let offer = Completion::new(place, CompletionKind::Value, *expression).docs(docs);
            Completion { span, ..offer }
        })
        .collect();
    let begun = |word: &str, what: &str| {
        let offer = Completion::new(place, CompletionKind::Form, format!("{word}()"));
        let offer = offer.docs(Docs::Words(what.to_owned())).text(format!("{word}("));
        Completion { span, ..offer.snippet(format!("{word}($1)")) }
    };
    offers.push(begun("rate", "So often, counted from the deploy: a number and a unit."));
    offers.push(begun(
        "cron",
        "By the calendar: minutes, hours, day of month, month, day of week, year.",
    ));
    offers
}

/// What stands between the parentheses, or behind the setting.
struct Body<'a, 'p> {
    place: &'p Place<'a>,
    kind: Kind,
    /// The words before the one at the cursor.
    before: Vec<&'a str>,
    /// The word at the cursor.
    word: Span,
    /// The words behind it.
    after: Vec<&'a str>,
    /// Whether a parenthesis has to close it and none does.
    unclosed: bool,
    zone: &'a str,
}

impl<'a, 'p> Body<'a, 'p> {
    fn new(place: &'p Place<'a>, start: usize, kind: Kind, in_parentheses: bool) -> Body<'a, 'p> {
        let text = place.text;
        let rest = Span::new(start, place.line.end).of(text);
        let end = start + rest.find([')', '#']).unwrap_or(rest.len());
        let closed = text[end..].starts_with(')');
        let separator = [' ', '\t'];
        let typed = Span::new(start, place.offset).of(text);
        let word_start = start + typed.rfind(separator).map_or(0, |at| at + 1);
        let behind = Span::new(place.offset, end).of(text);
        let word_end = place.offset + behind.find(separator).unwrap_or(behind.len());
        let zone = place.siblings.iter().find_map(|words| match words.as_slice() {
            ["timezone", zone] => Some(*zone),
            _ => None,
        });
        Body {
            place,
            kind,
            before: Span::new(start, word_start).of(text).split_whitespace().collect(),
            word: Span::new(word_start, word_end),
            after: Span::new(word_end, end).of(text).split_whitespace().collect(),
            unclosed: in_parentheses && !closed,
            zone: zone.unwrap_or("UTC"),
        }
    }

    fn offers(&self) -> Vec<Completion> {
        match self.kind {
            Kind::Rate => self.rate(),
            _ => self.cron(),
        }
    }

    fn rate(&self) -> Vec<Completion> {
        match self.before.as_slice() {
            [] => {
                let typed = self.word.of(self.place.text);
                let number = typed.parse::<u64>().ok().filter(|number| *number > 0);
                let own = number.map(|number| {
                    let end = if number == 1 { "" } else { "s" };
                    ["minute", "hour", "day"].map(|unit| format!("{number} {unit}{end}"))
                });
                let usual = RATES.iter().map(|rate| (*rate).to_owned());
                let mut rates: Vec<String> = own.into_iter().flatten().collect();
                rates.extend(usual);
                let mut seen: Vec<String> = Vec::new();
                rates.retain(|rate| {
                    let new = !seen.contains(rate);
                    seen.push(rate.clone());
                    new
                });
                // A unit that stands behind is replaced, too.
                let end = match self.after.last() {
                    Some(last) => offset_of(self.place.text, last) + last.len(),
                    None => self.word.end,
                };
                let span = Span::new(self.word.start, end);
                let offers =
                    rates.iter().filter_map(|rate| self.offer(rate, format!("rate({rate})")));
                offers.map(|offer| self.ended(Completion { span, ..offer }, true)).collect()
            }
            [number] => ["day", "hour", "minute"]
                .into_iter()
                .filter_map(|unit| {
                    let unit = if *number == "1" { unit.to_owned() } else { format!("{unit}s") };
                    self.offer(&unit, format!("rate({number} {unit})"))
                })
                .map(|offer| self.ended(offer, true))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn cron(&self) -> Vec<Completion> {
        let at = self.before.len();
        let Some(field) = FieldKind::ALL.get(at) else { return Vec::new() };
        let is_last = at + 1 == FieldKind::ALL.len();
        usual(*field)
            .iter()
            .filter_map(|value| self.offer(value, self.expression(at, value)))
            .map(|offer| self.ended(offer, is_last))
            .collect()
    }

    /// The whole with `value` in field `at`, what is not written taken for what it often is.
    fn expression(&self, at: usize, value: &str) -> String {
        let mut fields: Vec<&str> = self.before.clone();
        fields.push(value);
        for (index, rest) in REST.iter().enumerate().skip(at + 1) {
            let written = self.after.get(index - at - 1).copied();
            let rest = match index {
                // One of the two days has to be `?`.
                4 if written.is_none() && fields[2] == "?" => "*",
                _ => rest,
            };
            fields.push(written.unwrap_or(rest));
        }
        // The other of the two days follows the one that is chosen now.
        match (at, fields[2], fields.get(4).copied()) {
            (2, "?", Some("?")) => fields[4] = "*",
            (2, day, Some(other)) if day != "?" && other != "?" => fields[4] = "?",
            _ => {}
        }
        format!("cron({})", fields.join(" "))
    }

    /// An offer of a word, unless AWS would refuse the whole.
    fn offer(&self, value: &str, expression: String) -> Option<Completion> {
        Schedule::parse(&expression, 0).schedule?;
        let docs = Docs::Schedule(expression, self.zone.to_owned());
        let offer = Completion::new(self.place, CompletionKind::Value, value).docs(docs);
        Some(Completion { span: self.word, ..offer })
    }

    /// The offer with what parts it from the next field, or closes the whole.
    fn ended(&self, offer: Completion, is_last: bool) -> Completion {
        let behind = &self.place.text[offer.span.end..];
        let end = match is_last {
            true if self.unclosed => ")",
            false if !behind.starts_with([' ', '\t']) => " ",
            _ => "",
        };
        let text = format!("{}{end}", offer.text);
        offer.text(text)
    }
}

/// Where a part of a text stands in it.
fn offset_of(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::{check, check_documented, check_first};

    #[test]
    fn whole_expressions_behind_a_name() {
        check(
            "@app\nx\n@scheduled\ndaily $0\n",
            expect![[r#"
            []
            rate(1 day)
            rate(1 hour)
            rate(5 minutes)
            rate(15 minutes)
            cron(0 3 * * ? *)
            cron(0 9 ? * MON-FRI *)
            cron(0/15 * * * ? *)
            cron(0 * * * ? *)
            cron(0 0 1 * ? *)
            cron(0 0 ? * SUN *)
            rate() -> rate($1)
            cron() -> cron($1)
        "#]],
        );
    }

    #[test]
    fn a_rate_by_its_number_and_unit() {
        check_first(
            3,
            "@app\nx\n@scheduled\ndaily rate($0\n",
            expect![[r#"
            []
            1 day -> 1 day)
            1 hour -> 1 hour)
            5 minutes -> 5 minutes)
        "#]],
        );
        check_first(
            4,
            "@app\nx\n@scheduled\ndaily rate(7$0)\n",
            expect![[r#"
            [7]
            7 minutes
            7 hours
            7 days
            1 day
        "#]],
        );
        check(
            "@app\nx\n@scheduled\ndaily rate(1 $0)\n",
            expect![[r#"
            []
            day
            hour
            minute
        "#]],
        );
        check(
            "@app\nx\n@scheduled\ndaily\n  rate 2 $0\n",
            expect![[r#"
            []
            days
            hours
            minutes
        "#]],
        );
    }

    #[test]
    fn a_cron_field_by_field_with_the_words_of_the_result() {
        check_documented(
            3,
            "@app\nx\n@scheduled\nd cron($0)\n",
            expect![[r#"
            []
            "0 ": `cron(0 * * * ? *)` Every hour, on the hour.
            "30 ": `cron(30 * * * ? *)` Every hour at minute 30.
            "15 ": `cron(15 * * * ? *)` Every hour at minute 15.
        "#]],
        );
        check_documented(
            3,
            "@app\nx\n@scheduled\nd cron(0 $0\n",
            expect![[r#"
            []
            "* ": `cron(0 * * * ? *)` Every hour, on the hour.
            "0 ": `cron(0 0 * * ? *)` Every day at 00:00 UTC.
            "3 ": `cron(0 3 * * ? *)` Every day at 03:00 UTC.
        "#]],
        );
        check_documented(
            9,
            "@app\nx\n@scheduled\nd cron(0 9 $0)\n",
            expect![[r#"
            []
            "* ": `cron(0 9 * * ? *)` Every day at 09:00 UTC.
            "? ": `cron(0 9 ? * * *)` Every day at 09:00 UTC.
            "1 ": `cron(0 9 1 * ? *)` At 09:00 UTC on the 1st of every month.
            "15 ": `cron(0 9 15 * ? *)` At 09:00 UTC on the 15th of every month.
            "1,15 ": `cron(0 9 1,15 * ? *)` At 09:00 UTC on the 1st and 15th of every month.
            "L ": `cron(0 9 L * ? *)` At 09:00 UTC on the last day of every month.
            "1W ": `cron(0 9 1W * ? *)` At 09:00 UTC on the weekday nearest the 1st of every month.
            "LW ": `cron(0 9 LW * ? *)` At 09:00 UTC on the last weekday of every month.
        "#]],
        );
        check_documented(
            3,
            "@app\nx\n@scheduled\nd cron(0 9 ? $0)\n",
            expect![[r#"
            []
            "* ": `cron(0 9 ? * * *)` Every day at 09:00 UTC.
            "1/3 ": `cron(0 9 ? 1/3 * *)` Every day in January, April, July and October at 09:00 UTC.
            "JAN ": `cron(0 9 ? JAN * *)` Every day in January at 09:00 UTC.
        "#]],
        );
        check_documented(
            4,
            "@app\nx\n@scheduled\nd cron(0 9 ? * $0)\n",
            expect![[r#"
            []
            "MON-FRI ": `cron(0 9 ? * MON-FRI *)` Every weekday at 09:00 UTC.
            "* ": `cron(0 9 ? * * *)` Every day at 09:00 UTC.
            "MON ": `cron(0 9 ? * MON *)` Every Monday at 09:00 UTC.
            "TUE ": `cron(0 9 ? * TUE *)` Every Tuesday at 09:00 UTC.
        "#]],
        );
        check_documented(
            4,
            "@app\nx\n@scheduled\nd cron(0 9 1 * $0)\n",
            expect![[r#"
            []
            "? ": `cron(0 9 1 * ? *)` At 09:00 UTC on the 1st of every month.
        "#]],
        );
        check_documented(
            4,
            "@app\nx\n@scheduled\nd cron(0 9 ? * MON-FRI $0\n",
            expect![[r#"
            []
            "*)": `cron(0 9 ? * MON-FRI *)` Every weekday at 09:00 UTC.
        "#]],
        );
        check(
            "@app\nx\n@scheduled\nd cron(0 9 ? * MON-FRI * $0)\n",
            expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn the_verbose_form_reads_its_time_zone() {
        check_documented(
            2,
            "@app\nx\n@scheduled\nd\n  timezone Asia/Tokyo\n  cron 0 $0\n",
            expect![[r#"
                []
                "* ": `cron(0 * * * ? *)` Every hour (Asia/Tokyo).
                "0 ": `cron(0 0 * * ? *)` Every day at 00:00 Asia/Tokyo.
            "#]],
        );
    }

    #[test]
    fn in_the_middle_the_rest_stays() {
        check_documented(
            4,
            "@app\nx\n@scheduled\nd cron(0 $09 ? * MON *)\n",
            expect![[r#"
            [9]
            "*": `cron(0 * ? * MON *)` Every hour on Mondays (UTC).
            "0": `cron(0 0 ? * MON *)` Every Monday at 00:00 UTC.
            "3": `cron(0 3 ? * MON *)` Every Monday at 03:00 UTC.
            "6": `cron(0 6 ? * MON *)` Every Monday at 06:00 UTC.
        "#]],
        );
    }
}
