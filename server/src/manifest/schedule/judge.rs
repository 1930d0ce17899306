//! What a valid `cron` does that its author may not expect. This needs a clock or a time zone, so it
//! stands apart from parsing.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::cron::{Cron, FIRST_YEAR, LAST_YEAR};
use super::field::MONTHS;
use super::numbers::members;
use super::parse::{Field, Parsed, Schedule};
use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind as Problem};
use crate::text::Span;
use crate::text::english::list;

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
            return self.without_blind_fixes(vec![problem]);
        }
        let mut problems = judge.uneven_steps();
        problems.extend(judge.skipped_months());
        problems.extend(judge.clock_changes());
        problems.sort_by_key(|problem| problem.span);
        self.without_blind_fixes(problems)
    }
}

/// The fields of a valid `cron`.
pub(super) struct Fields<'a> {
    pub(super) minutes: &'a Field,
    pub(super) hours: &'a Field,
    pub(super) of_month: &'a Field,
    pub(super) month: &'a Field,
    pub(super) of_week: &'a Field,
    pub(super) year: &'a Field,
}

/// A `cron`, seen from a time and a place.
pub(super) struct Judge<'a> {
    pub(super) parsed: &'a Parsed,
    pub(super) cron: &'a Cron,
    pub(super) fields: Fields<'a>,
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

/// A problem of the kinds that are judged.
pub(super) fn problem(
    kind: Problem,
    span: Span,
    message: String,
    fixes: Vec<ScheduleFix>,
) -> ScheduleProblem {
    ScheduleProblem { kind, message, span, fixes }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::timezone::timezone;
    use super::*;

    #[track_caller]
    pub(in super::super) fn check(expression: &str, zone: &str, expected: &[&str]) {
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
