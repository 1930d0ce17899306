//! The next runs of a schedule.
//!
//! A `cron` is matched against the wall clock of its zone. As EventBridge Scheduler has it, a time that
//! the spring change leaves out is no run, and one that the autumn change repeats is one run, the first:
//! <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time>.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use super::cron::{Cron, LAST_YEAR};
use super::parse::Schedule;

/// The runs of a `cron`, in order, without end but that of the year 2199.
#[derive(Clone, Debug)]
pub struct Runs<'a> {
    cron: &'a Cron,
    zone: TimeZone,
    after: Timestamp,
    /// The first wall-clock time that is still to be looked at.
    wall: Option<DateTime>,
}

impl Schedule {
    /// The runs after `from`, in the wall clock of `zone`. `None` for a `rate`: it is counted from the
    /// deploy, which nothing here can know.
    pub fn next_runs(&self, from: Timestamp, zone: &TimeZone) -> Option<Runs<'_>> {
        match self {
            Schedule::Rate(_) => None,
            Schedule::Cron(cron) => Some(cron.next_runs(from, zone)),
        }
    }
}

impl Cron {
    /// The runs after `from`, in the wall clock of `zone`.
    pub fn next_runs(&self, from: Timestamp, zone: &TimeZone) -> Runs<'_> {
        let wall = zone.to_datetime(from);
        let wall = wall.date().at(wall.hour(), wall.minute(), 0, 0);
        Runs { cron: self, zone: zone.clone(), after: from, wall: Some(wall) }
    }

    /// The first wall-clock time at or after `at` that matches.
    pub(super) fn next_wall(&self, at: DateTime) -> Option<DateTime> {
        for year in at.year()..=LAST_YEAR {
            if !self.years().contains(year) {
                continue;
            }
            for month in 1..=12i8 {
                let same = year == at.year() && month == at.month();
                let before = year == at.year() && month < at.month();
                if before || self.months() >> month & 1 == 0 {
                    continue;
                }
                let mut days = self.days_of(year, month);
                if same {
                    days &= u32::MAX << at.day();
                }
                while days != 0 {
                    let day = i8::try_from(days.trailing_zeros()).ok()?;
                    days &= days - 1;
                    let date = Date::new(year, month, day).ok()?;
                    let time = if same && day == at.day() {
                        self.time_from(at.hour(), at.minute())
                    } else {
                        self.time_from(0, 0)
                    };
                    if let Some((hour, minute)) = time {
                        return Some(date.at(hour, minute, 0, 0));
                    }
                }
            }
        }
        None
    }

    /// The days of a month that match, as bits.
    pub(super) fn days_of(&self, year: i16, month: i8) -> u32 {
        let Ok(first) = Date::new(year, month, 1) else { return 0 };
        let weekday = first.weekday().to_sunday_zero_offset().unsigned_abs();
        self.days().in_month(first.days_in_month().unsigned_abs(), weekday)
    }

    /// The first time of a day at or after this one that matches.
    pub(super) fn time_from(&self, hour: i8, minute: i8) -> Option<(i8, i8)> {
        let small = |bit: u32| i8::try_from(bit).ok();
        let hours = self.hours() >> hour << hour;
        if hours >> hour & 1 == 1 {
            let minutes = self.minutes() >> minute << minute;
            if minutes != 0 {
                return Some((hour, small(minutes.trailing_zeros())?));
            }
        }
        let later = hours & !(1 << hour);
        if later == 0 || self.minutes() == 0 {
            return None;
        }
        Some((small(later.trailing_zeros())?, small(self.minutes().trailing_zeros())?))
    }
}

impl Iterator for Runs<'_> {
    type Item = ZonedDateTime;

    fn next(&mut self) -> Option<ZonedDateTime> {
        loop {
            let wall = self.cron.next_wall(self.wall?)?;
            self.wall = wall.checked_add(SignedDuration::from_secs(60)).ok();
            let run = self.zone.to_ambiguous_timestamp(wall);
            if matches!(run.offset(), AmbiguousOffset::Gap { .. }) {
                continue;
            }
            let run = run.earlier().ok()?;
            // Where the clock was set back, a wall time that is still to come may lie in the past.
            if run > self.after {
                return Some(run.to_zoned_datetime(self.zone.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::timezone::timezone;
    use super::*;

    fn runs(expression: &str, from: &str, zone: &str, count: usize) -> Vec<String> {
        let parsed = Schedule::parse(expression, 0);
        let schedule = parsed.schedule.expect(expression);
        let zone = timezone(zone).expect(zone);
        let from = from.parse().expect("a timestamp");
        let runs = schedule.next_runs(from, &zone).expect("a cron");
        runs.take(count).map(|run| run.strftime("%F %H:%M %:z").to_string()).collect()
    }

    #[test]
    fn runs_lie_after_the_start() {
        let found = runs("cron(0 9 ? * MON-FRI *)", "2026-01-02T09:00:00Z", "UTC", 2);
        assert_eq!(found, ["2026-01-05 09:00 +00:00", "2026-01-06 09:00 +00:00"]);
        let found = runs("cron(0 9 ? * MON-FRI *)", "2026-01-02T08:59:59Z", "UTC", 1);
        assert_eq!(found, ["2026-01-02 09:00 +00:00"]);
    }

    #[test]
    fn spring_leaves_a_run_out() {
        let found = runs("cron(30 2 * * ? *)", "2026-03-07T00:00:00Z", "America/New_York", 3);
        assert_eq!(
            found,
            ["2026-03-07 02:30 -05:00", "2026-03-09 02:30 -04:00", "2026-03-10 02:30 -04:00"]
        );
    }

    #[test]
    fn autumn_repeats_none() {
        let found = runs("cron(30 1 * * ? *)", "2026-10-31T12:00:00Z", "America/New_York", 2);
        assert_eq!(found, ["2026-11-01 01:30 -04:00", "2026-11-02 01:30 -05:00"]);
        // Between the two 01:30, the first is past and the second is no run.
        let found = runs("cron(30 1 * * ? *)", "2026-11-01T06:00:00Z", "America/New_York", 1);
        assert_eq!(found, ["2026-11-02 01:30 -05:00"]);
        // A run each quarter of an hour stands still for one hour.
        let found = runs("cron(0/30 * * * ? *)", "2026-11-01T05:15:00Z", "America/New_York", 2);
        assert_eq!(found, ["2026-11-01 01:30 -04:00", "2026-11-01 02:00 -05:00"]);
    }

    #[test]
    fn never_ends() {
        assert_eq!(runs("cron(0 9 30 2 ? *)", "2026-01-01T00:00:00Z", "UTC", 1), [""; 0]);
        assert_eq!(runs("cron(0 9 1 1 ? 2020)", "2026-01-01T00:00:00Z", "UTC", 1), [""; 0]);
        let found = runs("cron(0 9 29 2 ? *)", "2097-01-01T00:00:00Z", "UTC", 1);
        assert_eq!(found, ["2104-02-29 09:00 +00:00"], "2100 is no leap year");
        let found = runs("cron(59 23 31 12 ? *)", "2199-01-01T00:00:00Z", "UTC", 5);
        assert_eq!(found, ["2199-12-31 23:59 +00:00"]);
    }
}
