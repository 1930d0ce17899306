//! From words to a schedule: finds the expression, splits it into its fields, and says what is wrong
//! where AWS or Architect would refuse it.

use std::ops::Range;

use super::cron::Cron;
use super::field::FieldKind;
use super::item::{Item, ItemKind};
use super::problem::{Class, ScheduleFix, ScheduleProblem, ScheduleProblemKind as Problem};
use super::rate::Rate;
use super::read_field::parse_field;
use super::source::Source;
use super::unix::{Dialect, Mended, mend_five, mend_seconds};
use super::{at, form};
use crate::text::Span;

/// When a function runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Schedule {
    /// So often, counted from the deploy.
    Rate(Rate),
    /// By the calendar.
    Cron(Cron),
}

/// The kinds of expressions that AWS has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `rate(…)`
    Rate,
    /// `cron(…)`
    Cron,
    /// `at(…)`, which Architect has not.
    At,
}

impl Kind {
    /// The word before the parenthesis, and the name of the setting in the verbose form.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Rate => "rate",
            Kind::Cron => "cron",
            Kind::At => "at",
        }
    }
}

/// Where the words of an expression come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// What stands behind the name in the one-line form: `cron(0`, `9`, … `*)`.
    OneLine,
    /// The value of the setting `rate`: `1`, `day`.
    Rate,
    /// The value of the setting `cron`: `0`, `9`, … `*`.
    Cron,
}

/// What was understood of an expression.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Which kind it is, where that can be told.
    pub kind: Option<Kind>,
    /// What stands between the parentheses.
    pub body: Span,
    /// The fields of a `cron` in order, as many as there are and at most six.
    pub fields: Vec<Field>,
    /// Where the number and the unit of a `rate` stand.
    pub rate: Option<[Span; 2]>,
    /// What follows the expression in the one-line form and keeps Architect from finding it.
    pub trailing: Option<(String, Span)>,
    /// The schedule, unless AWS or Architect refuses the expression.
    pub schedule: Option<Schedule>,
    /// What is wrong, in the order of the text.
    pub problems: Vec<ScheduleProblem>,
    /// Where words stand of which no part can be replaced.
    opaque: Vec<Span>,
    pub(super) form: Form,
    /// The whole expression.
    pub(super) whole: Span,
    body_text: String,
}

/// One field of a `cron`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Which one.
    pub kind: FieldKind,
    /// What is written.
    pub text: String,
    /// Where.
    pub span: Span,
    /// The parts of it that were understood.
    pub items: Vec<Item>,
}

impl Schedule {
    /// Reads `rate(1 day)` or `cron(0 9 ? * MON-FRI *)`, which begins at byte `offset` of its file.
    /// Takes any text.
    pub fn parse(text: &str, offset: usize) -> Parsed {
        Schedule::from_words(Form::OneLine, &[(text, Span::new(offset, offset + text.len()))])
    }

    /// Reads an expression that is given in words, each with the place where it is written. A word may
    /// differ from what is written for it, as a number does that Architect reads `16` for `0x10`.
    pub fn from_words(form: Form, words: &[(&str, Span)]) -> Parsed {
        let mut parser = Parser {
            source: Source::of_words(words),
            problems: Vec::new(),
            fields: Vec::new(),
            rate: None,
        };
        let found = form::find(form, &parser.source, &mut parser.problems);
        let mut schedule = None;
        match found.kind {
            Some(Kind::Rate) => schedule = parser.rate(&found.body, form).map(Schedule::Rate),
            Some(Kind::Cron) => schedule = parser.cron(&found.body).map(Schedule::Cron),
            Some(Kind::At) => parser.problems.push(at::problem(&parser.source, &found.body)),
            None => {}
        }
        let mut problems = parser.problems;
        problems.sort_by_key(|problem| problem.span);
        if problems.iter().any(|problem| problem.kind.class() == Class::Error) {
            schedule = None;
        }
        let opaque = parser.source.opaque();
        without_blind_fixes(&mut problems, &opaque);
        let text = |range: &Range<usize>| parser.source.slice(range).to_owned();
        Parsed {
            form,
            whole: parser.source.whole(),
            kind: found.kind,
            body: parser.source.span(&found.body),
            body_text: text(&found.body),
            trailing: found.trailing.map(|range| (text(&range), parser.source.span(&range))),
            fields: parser.fields,
            rate: parser.rate,
            schedule,
            problems,
            opaque,
        }
    }
}

/// Takes the fixes away that would replace a part of a word and can only point at the whole of it.
fn without_blind_fixes(problems: &mut [ScheduleProblem], opaque: &[Span]) {
    let blind = |span: &Span| opaque.iter().any(|it| it.start < span.end && span.start < it.end);
    for problem in problems {
        problem.fixes.retain(|fix| !fix.edits.iter().any(|(span, _)| blind(span)));
    }
}

impl Parsed {
    /// The setting that says the same in the verbose form: `("cron", "0 9 * * ? *")`.
    pub fn verbose(&self) -> Option<(&'static str, &str)> {
        match self.kind? {
            Kind::At => None,
            kind => Some((kind.word(), self.body_text.as_str())),
        }
    }

    /// Takes the fixes away that cannot be made in what is written.
    pub(super) fn without_blind_fixes(
        &self,
        mut problems: Vec<ScheduleProblem>,
    ) -> Vec<ScheduleProblem> {
        without_blind_fixes(&mut problems, &self.opaque);
        problems
    }

    /// The field of this kind.
    pub fn field(&self, kind: FieldKind) -> Option<&Field> {
        self.fields.iter().find(|field| field.kind == kind)
    }
}

struct Parser {
    source: Source,
    problems: Vec<ScheduleProblem>,
    fields: Vec<Field>,
    rate: Option<[Span; 2]>,
}

impl Parser {
    fn report(&mut self, kind: Problem, span: Span, message: String, fixes: Vec<ScheduleFix>) {
        self.problems.push(ScheduleProblem { kind, message, span, fixes });
    }

    /// The places of the words in `body`. Architect splits at single spaces, so any other space is
    /// reported.
    fn split(&mut self, body: &Range<usize>) -> Vec<Range<usize>> {
        let words = words(&self.source, body);
        let text = self.source.slice(body);
        if words.is_empty() || has_single_spaces(text) {
            return words;
        }
        let mut edits = Vec::new();
        let mut done = body.start;
        for (index, word) in words.iter().enumerate() {
            let gap = done..word.start;
            let right = if index == 0 { "" } else { " " };
            if self.source.slice(&gap) != right {
                edits.push((self.source.span(&gap), right.to_owned()));
            }
            done = word.end;
        }
        if done < body.end {
            edits.push((self.source.span(&(done..body.end)), String::new()));
        }
        let Some((span, _)) = edits.first().cloned() else { return words };
        let right = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!(
            "`{text}` has a space too many: Architect splits at every single space, `{right}`"
        );
        let title = "Leave one space between the fields".to_owned();
        let fixes = vec![ScheduleFix { title, safe: true, edits }];
        self.report(Problem::Space, span, message, fixes);
        words
    }

    fn rate(&mut self, body: &Range<usize>, form: Form) -> Option<Rate> {
        let words = self.split(body);
        let [value, unit] = words.as_slice() else {
            let text = self.source.slice(body);
            let mut fixes = Vec::new();
            let mut message = format!(
                "rate needs a number and a unit, found `{text}`: `rate(1 day)`, `rate(15 minutes)`"
            );
            if let [word] = words.as_slice()
                && let Some(at) = glued(self.source.slice(word))
            {
                let (value, unit) = self.source.slice(word).split_at(at);
                message =
                    format!("rate needs a space before its unit: `{value} {unit}` for `{text}`");
                let place = word.start + at;
                let span = self.source.span(&(place..place));
                // Right only where no other problem comes to light behind it.
                if Schedule::parse(&format!("rate({value} {unit})"), 0).schedule.is_some() {
                    fixes.push(ScheduleFix::safe("Put a space before the unit", span, " "));
                }
            }
            let span = self.source.span(body);
            self.report(Problem::RateFields, span, message, fixes);
            return None;
        };
        self.rate = Some([self.source.span(value), self.source.span(unit)]);
        let rate = Rate::parse(&self.source, value, unit, &mut self.problems);
        let by_calendar = match self.source.slice(&(value.start..unit.end)) {
            "1 month" | "1 months" => "cron(0 0 1 * ? *)",
            "1 year" | "1 years" => "cron(0 0 1 1 ? *)",
            _ => return rate,
        };
        let whole = self.source.whole();
        let unit_problem = self.problems.iter_mut().find(|p| p.kind == Problem::RateUnit);
        if let (Form::OneLine, Some(problem)) = (form, unit_problem) {
            let title = format!("Replace by `{by_calendar}`");
            problem.fixes.insert(0, ScheduleFix::guess(title, whole, by_calendar));
        }
        rate
    }

    fn cron(&mut self, body: &Range<usize>) -> Option<Cron> {
        let ranges = words(&self.source, body);
        // With an empty one among six, Architect takes the expression, and one field is missing.
        let is_one_empty = ranges.len() < 6 && self.source.slice(body).split(' ').count() == 6;
        let ranges = if is_one_empty { ranges } else { self.split(body) };
        let source = self.source.clone();
        let texts: Vec<&str> = ranges.iter().map(|range| source.slice(range)).collect();
        let known = self.problems.len();
        let mut valid = true;
        for (kind, range) in FieldKind::ALL.into_iter().zip(&ranges) {
            let parsed = parse_field(kind, &source, range.clone());
            valid &= parsed.valid;
            self.problems.extend(parsed.problems);
            self.fields.push(Field {
                kind,
                text: source.slice(range).to_owned(),
                span: source.span(range),
                items: parsed.items,
            });
        }
        if ranges.len() != 6 {
            // What stands in the wrong field is no news.
            self.problems.truncate(known);
            self.field_count(body, &ranges, &texts);
            return None;
        }
        if !valid && let Some(mended) = mend_seconds(&texts) {
            self.problems.truncate(known);
            let found = texts.join(" ");
            let message = format!(
                "`{found}` begins with seconds, which AWS has not, and ends without a year: `{}`",
                mended.text()
            );
            let fix = self.fix(&mended, &ranges);
            self.report(Problem::FieldCount, source.span(body), message, vec![fix]);
            return None;
        }
        let one_day = self.check_days();
        if !valid || !one_day {
            return None;
        }
        let fields = self.fields.as_slice();
        let items: Vec<&[Item]> = fields.iter().map(|field| field.items.as_slice()).collect();
        Cron::of_fields(items.try_into().ok()?)
    }

    /// Reports that there are not six fields.
    fn field_count(&mut self, body: &Range<usize>, ranges: &[Range<usize>], texts: &[&str]) {
        let found = texts.join(" ");
        let count = texts.len();
        let mended = match *texts {
            [a, b, c, d, e] => mend_five([a, b, c, d, e]),
            [_, _, _, _, _, _, _] => mend_seconds(texts),
            _ => None,
        };
        let mut message = if found.is_empty() {
            "cron needs 6 fields, found none: minutes, hours, day-of-month, month, day-of-week, \
             year, as in `0 9 * * ? *`"
                .to_owned()
        } else {
            format!("cron needs 6 fields, found {count}: `{found}`")
        };
        let mut fixes = Vec::new();
        match mended {
            Some(mended) => {
                let text = mended.text();
                message.push_str(&match mended.dialect {
                    Dialect::Unix if texts.last().is_some_and(|days| has_digit(days)) => {
                        format!(". Read as Unix cron it is `{text}` at AWS, where Sunday is 1")
                    }
                    Dialect::NoYear | Dialect::Unix => format!(". AWS adds a year: `{text}`"),
                    Dialect::Seconds => format!(". AWS has no seconds: `{text}`"),
                });
                fixes.push(self.fix(&mended, ranges));
            }
            None if count == 5 => message.push_str(
                ". AWS adds a year, and runs by day-of-month or by day-of-week, the other being `?`",
            ),
            None if found.is_empty() => {}
            None => message.push_str(
                ". They are minutes, hours, day-of-month, month, day-of-week and year, as in \
                 `0 9 * * ? *`",
            ),
        }
        let span = self.source.span(body);
        self.report(Problem::FieldCount, span, message, fixes);
    }

    /// The edits that turn the fields in `ranges` into the mended ones.
    fn fix(&self, mended: &Mended, ranges: &[Range<usize>]) -> ScheduleFix {
        let mut edits = Vec::new();
        let seconds = mended.dialect == Dialect::Seconds;
        let old = if seconds { &ranges[1.min(ranges.len())..] } else { ranges };
        if let (true, [first, second, ..]) = (seconds, ranges) {
            edits.push((self.source.span(&(first.start..second.start)), String::new()));
        }
        for (range, new) in old.iter().zip(&mended.fields) {
            if self.source.slice(range) != new {
                edits.push((self.source.span(range), new.clone()));
            }
        }
        if let Some(last) = old.last() {
            let added: String =
                mended.fields.iter().skip(old.len()).map(|field| format!(" {field}")).collect();
            if !added.is_empty() {
                let end = self.source.span(&(last.end..last.end));
                // Two edits at one place are one.
                match edits.last_mut() {
                    Some((span, text)) if span.end == end.start => text.push_str(&added),
                    _ => edits.push((end, added)),
                }
            }
        }
        ScheduleFix { title: format!("Replace by `{}`", mended.text()), safe: mended.safe, edits }
    }

    /// Exactly one of the two day fields is `?`. Returns whether that holds.
    fn check_days(&mut self) -> bool {
        let [_, _, of_month, _, of_week, _] = self.fields.as_slice() else { return false };
        let unset = |field: &Field| field.items.iter().any(|item| item.kind == ItemKind::Unset);
        let all = |field: &Field| field.text == "*";
        let (month_span, week_span) = (of_month.span, of_week.span);
        let span = month_span.to(week_span);
        let (month_text, week_text) = (of_month.text.clone(), of_week.text.clone());
        let (message, fixes) = match (unset(of_month), unset(of_week)) {
            (true, false) | (false, true) => return true,
            (true, true) => (
                "day-of-month and day-of-week are both `?`: exactly one of them is, the other says \
                 the days, `*` every day"
                    .to_owned(),
                vec![ScheduleFix::safe("Run every day: `*` as day-of-month", month_span, "*")],
            ),
            (false, false) => {
                let fixes = match (all(of_month), all(of_week)) {
                    (_, true) => {
                        vec![ScheduleFix::safe("Replace `*` in day-of-week by `?`", week_span, "?")]
                    }
                    (true, false) => vec![ScheduleFix::safe(
                        "Replace `*` in day-of-month by `?`",
                        month_span,
                        "?",
                    )],
                    (false, false) => vec![
                        ScheduleFix::guess(
                            format!("Run by day-of-month `{month_text}`"),
                            week_span,
                            "?",
                        ),
                        ScheduleFix::guess(
                            format!("Run by day-of-week `{week_text}`"),
                            month_span,
                            "?",
                        ),
                    ],
                };
                let message = if all(of_month) && all(of_week) {
                    "`*` stands in both day fields: exactly one of them is `?`, `* * ?` for every \
                     day"
                        .to_owned()
                } else {
                    format!(
                        "day-of-month is `{month_text}` and day-of-week `{week_text}`: exactly one \
                         of them is `?`, since AWS runs by one or the other"
                    )
                };
                (message, fixes)
            }
        };
        self.report(Problem::DayFields, span, message, fixes);
        false
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Where the unit begins in `5minutes`.
fn glued(word: &str) -> Option<usize> {
    let at = word.find(|c: char| !c.is_ascii_digit())?;
    (at > 0 && word[at..].bytes().all(|b| b.is_ascii_alphabetic())).then_some(at)
}

/// Whether there is one space between any two words, and no other white space.
fn has_single_spaces(text: &str) -> bool {
    if text.is_ascii() {
        let is_other = |byte: u8| byte != b' ' && (byte as char).is_whitespace();
        return !text.starts_with(' ')
            && !text.ends_with(' ')
            && !text.contains("  ")
            && !text.bytes().any(is_other);
    }
    text.split(' ').eq(text.split_whitespace())
}

/// The places of the words in a part of the source.
pub(super) fn words(source: &Source, part: &Range<usize>) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let text = source.slice(part);
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let start = part.start + text.len() - rest.len();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        words.push(start..start + length);
        rest = rest[length..].trim_start();
    }
    words
}
