//! Steps that are not even and days that some months lack: what depends on the calendar alone.

use jiff::civil::Date;

use super::cron::{Days, FIRST_YEAR, LAST_YEAR};
use super::field::{FieldKind, MONTHS, WEEKDAYS};
use super::item::ItemKind;
use super::judge::{Fields, Judge, problem};
use super::numbers::{members, ordinal};
use super::parse::{Field, Form};
use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind as Problem};
use super::rate::Unit;
use crate::text::english::list;

impl Judge<'_> {
    /// Steps that start anew before they come round.
    pub(super) fn uneven_steps(&self) -> Vec<ScheduleProblem> {
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

    /// Days that some months lack.
    pub(super) fn skipped_months(&self) -> Vec<ScheduleProblem> {
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
                [] if day == 29 && months.contains(&2) && !self.in_leap_years() => {
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

    /// Whether the schedule runs in leap years alone, as one date of 29 February does.
    fn in_leap_years(&self) -> bool {
        let years = self.cron.years();
        (FIRST_YEAR..=LAST_YEAR)
            .filter(|year| years.contains(*year))
            .all(|year| Date::new(year, 2, 29).is_ok())
    }
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
    use super::super::judge::tests::check;

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
}
