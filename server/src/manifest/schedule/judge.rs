//! What a valid `cron` does that its author may not expect. This needs a clock or a time zone, so it
//! stands apart from parsing.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::cron::{Cron, Days, FIRST_YEAR, LAST_YEAR};
use super::english::{list, members, ordinal};
use super::field::{FieldKind, MONTHS, WEEKDAYS};
use super::item::ItemKind;
use super::parse::{Field, Form, Parsed, Schedule};
use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind as Problem};
use super::rate::Unit;
use crate::text::Span;

/// Clock changes are looked for this far ahead. The 1st of a month falls on a Sunday in March at least
/// once in eleven years.
const YEARS_AHEAD: i64 = 12;

impl Parsed {
    /// What the schedule does, seen from `now`, that may be unexpected: it never fires, a step is not
    /// even, months are left out, or a clock change of `zone` skips or repeats a run. Without a zone
    /// the wall clock is UTC. Empty for a `rate` and for an expression that is refused anyway.
    pub fn judge(&self, now: Timestamp, zone: Option<&TimeZone>) -> Vec<ScheduleProblem> {
        let Some(Schedule::Cron(cron)) = &self.schedule else { return Vec::new() };
        let [minutes, hours, of_month, month, of_week, year] = self.fields.as_slice() else {
            return Vec::new();
        };
        let fields = Fields { minutes, hours, of_month, month, of_week, year };
        let utc = TimeZone::UTC;
        let judge = Judge { parsed: self, cron, fields, now, zone: zone.unwrap_or(&utc) };
        if let Some(problem) = judge.never_fires() {
            return vec![problem];
        }
        let mut problems = judge.uneven_steps();
        problems.extend(judge.skipped_months());
        problems.extend(judge.clock_changes());
        problems.sort_by_key(|problem| problem.span);
        problems
    }
}

struct Fields<'a> {
    minutes: &'a Field,
    hours: &'a Field,
    of_month: &'a Field,
    month: &'a Field,
    of_week: &'a Field,
    year: &'a Field,
}

struct Judge<'a> {
    parsed: &'a Parsed,
    cron: &'a Cron,
    fields: Fields<'a>,
    now: Timestamp,
    zone: &'a TimeZone,
}

impl Judge<'_> {
    fn never_fires(&self) -> Option<ScheduleProblem> {
        if self.cron.next_runs(self.now, self.zone).next().is_some() {
            return None;
        }
        let Fields { of_month, month, year, of_week, .. } = self.fields;
        let today = self.zone.to_datetime(self.now);
        let last = (FIRST_YEAR..=LAST_YEAR).rev().find(|year| self.cron.years().contains(*year));
        let first_ever = self.cron.next_wall(DateTime::constant(FIRST_YEAR, 1, 1, 0, 0, 0, 0));
        let day = if of_month.text == "?" { of_week } else { of_month };
        let (span, message) = match (first_ever, self.cron.next_wall(today)) {
            (None, _) => (
                of_month.span.to(if year.text == "*" {
                    day.span.to(month.span)
                } else {
                    year.span
                }),
                self.no_such_date(day),
            ),
            (Some(_), None) if last.is_some_and(|last| last < today.year()) => (
                year.span,
                format!("never fires: the year `{}` is over, it is {}", year.text, today.year()),
            ),
            (Some(_), None) => (
                year.span,
                format!("never fires: its last run, in `{}`, lies in the past", year.text),
            ),
            (Some(_), Some(skipped)) => (
                self.fields.minutes.span.to(self.fields.hours.span),
                format!(
                    "never fires: {} on {} is left out by the clock change in {}",
                    skipped.strftime("%H:%M"),
                    skipped.strftime("%-d %B %Y"),
                    self.zone_name()
                ),
            ),
        };
        Some(problem(Problem::NeverFires, span, message, Vec::new()))
    }

    /// Why no date of any year matches.
    fn no_such_date(&self, day: &Field) -> String {
        let months: Vec<&str> = members(u64::from(self.cron.months()))
            .into_iter()
            .filter_map(|month| MONTHS.get(usize::from(month) - 1).copied())
            .collect();
        let months = list(&months);
        let text = &day.text;
        let in_years = match self.fields.year.text.as_str() {
            "*" => String::new(),
            years => format!(" of {years}"),
        };
        format!("never fires: day `{text}` does not occur in {months}{in_years}")
    }

    fn uneven_steps(&self) -> Vec<ScheduleProblem> {
        let Fields { minutes, hours, of_month, month, .. } = self.fields;
        let all_hours = members(u64::from(self.cron.hours()));
        let goes_on = all_hours.windows(2).any(|pair| pair[0] + 1 == pair[1]);
        let months = members(u64::from(self.cron.months())).len();
        let one_date = self.fields.year.text != "*"
            && months == 1
            && matches!(self.cron.days(), Days::OfMonth(days) if days.count_ones() == 1);
        let mut problems = Vec::new();
        if goes_on {
            problems.extend(self.uneven_step(minutes, 60, "minutes", "each hour"));
        }
        if !one_date {
            problems.extend(self.uneven_step(hours, 24, "hours", "each day"));
        }
        if months > 1 {
            problems.extend(self.uneven_days(of_month));
        }
        problems.extend(self.uneven_step(month, 12, "months", "each year"));
        problems
    }

    /// A step that does not divide the `size` of its field: `*/7` of 60 minutes.
    fn uneven_step(
        &self,
        field: &Field,
        size: u16,
        units: &str,
        anew: &str,
    ) -> Option<ScheduleProblem> {
        let [item] = field.items.as_slice() else { return None };
        let ItemKind::Step { from, to: None, by } = item.kind else { return None };
        if by < 2 || size.is_multiple_of(by) {
            return None;
        }
        let text = &field.text;
        let (low, high) = field.kind.range();
        let from = from.unwrap_or(low);
        let last = from + (high - from) / by * by;
        let mut fixes = Vec::new();
        if let Some(rate) = self.rate(field, by) {
            fixes.push(ScheduleFix::guess(
                format!("Replace by `{rate}`, counted from the deploy"),
                self.parsed.whole,
                rate,
            ));
        }
        if last == from {
            let message = format!(
                "`{text}` is once {anew}, at {}: the step ends with {anew}, so it never comes to \
                 {by} {units}",
                value(field.kind, from)
            );
            return Some(problem(Problem::UnevenStep, item.span, message, fixes));
        }
        let pause = size - last + from;
        let message = format!(
            "`{text}` starts anew {anew}: from {} to {} are {pause} {units}, not {by}",
            value(field.kind, last),
            value(field.kind, from)
        );
        let start = text.split('/').next().unwrap_or_default();
        for even in [
            (2..by).rev().find(|by| size.is_multiple_of(*by)),
            (by..size).find(|by| size.is_multiple_of(*by)),
        ] {
            let Some(even) = even else { continue };
            let right = format!("{start}/{even}");
            fixes.push(ScheduleFix::guess(
                format!("Replace by `{right}`, every {even} {units}"),
                item.span,
                right,
            ));
        }
        Some(problem(Problem::UnevenStep, item.span, message, fixes))
    }

    /// The `rate` that says what a step alone seems to say.
    fn rate(&self, field: &Field, by: u16) -> Option<String> {
        let Fields { minutes, hours, month, year, .. } = self.fields;
        if self.parsed.form != Form::OneLine || !self.cron.days().is_every() {
            return None;
        }
        let rest = [month, year].iter().all(|field| field.text == "*");
        let unit = match field.kind {
            FieldKind::Minutes if hours.text == "*" => Unit::Minute,
            FieldKind::Hours if minutes.text == "0" => Unit::Hour,
            _ => return None,
        };
        rest.then(|| format!("rate({by} {})", unit.plural()))
    }

    /// Any step over days of the month starts anew with it.
    fn uneven_days(&self, field: &Field) -> Option<ScheduleProblem> {
        let [item] = field.items.as_slice() else { return None };
        let ItemKind::Step { from, to: None, by: by @ 2.. } = item.kind else { return None };
        let from = from.unwrap_or(1);
        let last = from + (31 - from) / by * by;
        if last == from {
            return None;
        }
        let message = format!(
            "`{}` starts anew each month: after the {} comes the {}",
            field.text,
            ordinal(last),
            ordinal(from)
        );
        Some(problem(Problem::UnevenStep, item.span, message, Vec::new()))
    }

    fn skipped_months(&self) -> Vec<ScheduleProblem> {
        let months = members(u64::from(self.cron.months()));
        let Fields { of_month, of_week, .. } = self.fields;
        if let Days::Nth { day, nth: 5 } = self.cron.days() {
            let name = WEEKDAYS[usize::from(day - 1).min(6)];
            let message = format!(
                "`{}` skips every month without a fifth {name}; `{day}L` is the last {name} of each",
                of_week.text
            );
            let fix = ScheduleFix::guess(
                format!("Replace by `{day}L`, the last {name}"),
                of_week.span,
                format!("{day}L"),
            );
            return vec![problem(Problem::SkipsMonths, of_week.span, message, vec![fix])];
        }
        let Days::OfMonth(set) = (match self.cron.days() {
            Days::Nearest(day) => Days::OfMonth(1 << day),
            days => days,
        }) else {
            return Vec::new();
        };
        let mut problems = Vec::new();
        for item in &of_month.items {
            let (ItemKind::Value(day @ 29..) | ItemKind::Nearest(day @ 29..)) = item.kind else {
                continue;
            };
            // `28,29,30,31` lists what there may be, and knows it.
            if set >> (day - 1) & 1 == 1 {
                continue;
            }
            let lacking: Vec<&str> = months
                .iter()
                .filter(|month| longest(**month) < day)
                .filter_map(|month| MONTHS.get(usize::from(*month) - 1).copied())
                .collect();
            let mut message = match lacking.as_slice() {
                [] if day == 29 && months.contains(&2) => {
                    "February has a day 29 in leap years only".to_owned()
                }
                [] => continue,
                [one] => format!("{one} has no day {day}, so it is skipped"),
                many => format!("{} have no day {day}, so they are skipped", list(many)),
            };
            let mut fixes = Vec::new();
            if of_month.items.len() == 1 {
                let (last, words) = match item.kind {
                    ItemKind::Nearest(_) => ("LW", "last weekday"),
                    _ => ("L", "last day"),
                };
                message.push_str(&format!("; `{last}` is the {words} of each month"));
                fixes.push(ScheduleFix::guess(format!("Replace by `{last}`"), item.span, last));
            }
            problems.push(problem(Problem::SkipsMonths, item.span, message, fixes));
        }
        problems
    }

    fn clock_changes(&self) -> Option<ScheduleProblem> {
        let end = self.now.checked_add(SignedDuration::from_hours(YEARS_AHEAD * 8766)).ok()?;
        let (mut gap, mut fold) = (None, None);
        for change in self.zone.following(self.now) {
            let at = change.timestamp();
            if at > end || (gap.is_some() && fold.is_some()) {
                break;
            }
            let Ok(before) = at.checked_sub(SignedDuration::from_secs(1)) else { continue };
            let old = self.zone.to_offset(before).to_datetime(at);
            let new = change.offset().to_datetime(at);
            let (first, last) = (old.min(new), old.max(new));
            let Some(run) = self.cron.next_wall(first).filter(|run| *run < last) else { continue };
            match self.zone.to_ambiguous_timestamp(run).offset() {
                AmbiguousOffset::Gap { .. } if gap.is_none() && !self.runs_around(first, last) => {
                    gap = Some(format!(
                        "{} on {} is no run, since the clock goes from {} to {}",
                        run.strftime("%H:%M"),
                        run.strftime("%-d %B %Y"),
                        old.strftime("%H:%M"),
                        new.strftime("%H:%M"),
                    ));
                }
                AmbiguousOffset::Fold { .. } if fold.is_none() => {
                    fold = Some(format!(
                        "{} on {} comes twice and is one run, the first",
                        run.strftime("%H:%M"),
                        run.strftime("%-d %B %Y"),
                    ));
                }
                _ => {}
            }
        }
        let found: Vec<String> = [gap, fold].into_iter().flatten().collect();
        if found.is_empty() {
            return None;
        }
        let span = self.fields.minutes.span.to(self.fields.hours.span);
        let message = format!("in {}, {}", self.zone_name(), found.join("; "));
        Some(problem(Problem::DaylightSaving, span, message, Vec::new()))
    }

    /// Whether the hours before and behind a gap run too, so that nobody sees it.
    fn runs_around(&self, first: DateTime, last: DateTime) -> bool {
        let runs = |hour: i8| self.cron.hours() >> hour & 1 == 1;
        runs((first.hour() + 23) % 24) && runs(last.hour())
    }

    fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }
}

fn problem(kind: Problem, span: Span, message: String, fixes: Vec<ScheduleFix>) -> ScheduleProblem {
    ScheduleProblem { kind, message, span, fixes }
}

/// The days of a month, in a leap year.
fn longest(month: u16) -> u16 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A value of a field as one says it.
fn value(kind: FieldKind, value: u16) -> String {
    match kind {
        FieldKind::Hours => format!("{value:02}:00"),
        FieldKind::Month => MONTHS[usize::from(value.saturating_sub(1)).min(11)].to_owned(),
        _ => format!("minute {value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::timezone::timezone;
    use super::*;

    #[track_caller]
    fn check(expression: &str, zone: &str, expected: &[&str]) {
        let parsed = Schedule::parse(expression, 0);
        let zone = timezone(zone).expect(zone);
        let now = "2026-01-15T12:00:00Z".parse().expect("a timestamp");
        let found: Vec<String> = parsed
            .judge(now, Some(&zone))
            .iter()
            .map(|problem| {
                let fix = problem.fixes.first().map(|fix| fix.apply(expression, 0));
                let fix = fix.map_or(String::new(), |fix| format!(" -> {fix}"));
                format!("`{}` {}{fix}", problem.span.of(expression), problem.message)
            })
            .collect();
        assert_eq!(found, expected, "{expression}");
    }

    #[test]
    fn never_fires() {
        check(
            "cron(0 9 30 2 ? *)",
            "UTC",
            &["`30 2` never fires: day `30` does not occur in February"],
        );
        check(
            "cron(0 9 29 FEB ? 2027)",
            "UTC",
            &["`29 FEB ? 2027` never fires: day `29` does not occur in February of 2027"],
        );
        check(
            "cron(0 9 ? 2 2#5 2027)",
            "UTC",
            &["`? 2 2#5 2027` never fires: day `2#5` does not occur in February of 2027"],
        );
        check(
            "cron(0 9 1 * ? 2024)",
            "UTC",
            &["`2024` never fires: the year `2024` is over, it is 2026"],
        );
        check(
            "cron(0 9 1 1 ? 2026)",
            "UTC",
            &["`2026` never fires: its last run, in `2026`, lies in the past"],
        );
        check(
            "cron(30 2 29 3 ? 2026)",
            "Europe/Berlin",
            &["`30 2` never fires: 02:30 on 29 March 2026 is left out by the clock change in \
               Europe/Berlin"],
        );
        check("cron(0 9 16 1 ? 2026)", "UTC", &[]);
    }

    #[test]
    fn steps_are_even_or_not() {
        check("cron(*/15 * * * ? *)", "UTC", &[]);
        check("cron(5/15 * * * ? *)", "UTC", &[]);
        check("cron(30/15 * * * ? *)", "UTC", &[]);
        check("cron(0 */6 * * ? *)", "UTC", &[]);
        check("cron(0 11-23/5 * * ? *)", "UTC", &[]);
        check("cron(*/7 9 * * ? *)", "UTC", &[]);
        check(
            "cron(0 0/60 * * ? *)",
            "UTC",
            &[
                "`0/60` `0/60` is once each day, at 00:00: the step ends with each day, so it never \
             comes to 60 hours -> rate(60 hours)",
            ],
        );
        check(
            "cron(*/7 * * * ? *)",
            "UTC",
            &[
                "`*/7` `*/7` starts anew each hour: from minute 56 to minute 0 are 4 minutes, not 7 \
               -> rate(7 minutes)",
            ],
        );
        check(
            "cron(*/7 9-17 * * ? *)",
            "UTC",
            &[
                "`*/7` `*/7` starts anew each hour: from minute 56 to minute 0 are 4 minutes, not 7 \
               -> cron(*/6 9-17 * * ? *)",
            ],
        );
        check(
            "cron(0 0/5 * * ? *)",
            "UTC",
            &["`0/5` `0/5` starts anew each day: from 20:00 to 00:00 are 4 hours, not 5 -> \
               rate(5 hours)"],
        );
        check(
            "cron(0 9 */2 * ? *)",
            "UTC",
            &["`*/2` `*/2` starts anew each month: after the 31st comes the 1st"],
        );
        check(
            "cron(0 9 1 */5 ? *)",
            "UTC",
            &[
                "`*/5` `*/5` starts anew each year: from November to January are 2 months, not 5 -> \
               cron(0 9 1 */4 ? *)",
            ],
        );
    }

    #[test]
    fn months_are_skipped() {
        check("cron(0 9 28 * ? *)", "UTC", &[]);
        check("cron(0 9 28-31 * ? *)", "UTC", &[]);
        check("cron(0 9 28,29,30,31 * ? *)", "UTC", &[]);
        check("cron(0 9 31 1,3,12 ? *)", "UTC", &[]);
        check(
            "cron(0 9 31 * ? *)",
            "UTC",
            &["`31` February, April, June, September and November have no day 31, so they are \
               skipped; `L` is the last day of each month -> cron(0 9 L * ? *)"],
        );
        check("cron(0 9 15,30 * ? *)", "UTC", &["`30` February has no day 30, so it is skipped"]);
        check(
            "cron(0 9 29 2 ? *)",
            "UTC",
            &[
                "`29` February has a day 29 in leap years only; `L` is the last day of each month -> \
               cron(0 9 L 2 ? *)",
            ],
        );
        check(
            "cron(0 9 30W * ? *)",
            "UTC",
            &["`30W` February has no day 30, so it is skipped; `LW` is the last weekday of each \
               month -> cron(0 9 LW * ? *)"],
        );
        check(
            "cron(0 9 ? * 2#5 *)",
            "UTC",
            &["`2#5` `2#5` skips every month without a fifth Monday; `2L` is the last Monday of \
               each -> cron(0 9 ? * 2L *)"],
        );
    }

    #[test]
    fn clocks_change() {
        let zone = "America/New_York";
        check("cron(30 2 * * ? *)", "UTC", &[]);
        check("cron(0 9 * * ? *)", zone, &[]);
        check("cron(30 2 ? * MON-FRI *)", zone, &[]);
        check("cron(0 2-5 1 1 ? *)", zone, &[]);
        check(
            "cron(30 2 * * ? *)",
            zone,
            &["`30 2` in America/New_York, 02:30 on 8 March 2026 is no run, since the clock goes \
               from 02:00 to 03:00"],
        );
        check(
            "cron(30 1 * * ? *)",
            zone,
            &[
                "`30 1` in America/New_York, 01:30 on 1 November 2026 comes twice and is one run, the \
               first",
            ],
        );
        check("cron(0 2 1 3 ? *)", "Europe/Berlin", &[]);
        check(
            "cron(15 2 L 3 ? *)",
            "Europe/Berlin",
            &[
                "`15 2` in Europe/Berlin, 02:15 on 31 March 2030 is no run, since the clock goes from \
               02:00 to 03:00",
            ],
        );
        check(
            "cron(0/30 * * * ? *)",
            zone,
            &[
                "`0/30 *` in America/New_York, 01:00 on 1 November 2026 comes twice and is one run, \
               the first",
            ],
        );
    }
}
