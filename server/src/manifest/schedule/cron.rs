//! A valid `cron` as sets of numbers, which is all that its runs depend on.

use super::field::FieldKind;
use super::item::{Item, ItemKind};

/// When a `cron` runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cron {
    minutes: u64,
    hours: u32,
    days: Days,
    months: u16,
    years: Years,
}

/// The days of a month on which a `cron` runs. A set has the bit `1 << n` for day `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Days {
    /// Each of these days of the month.
    OfMonth(u32),
    /// So many days before the last of the month; 0 is the last.
    BeforeLast(u8),
    /// The last weekday of the month.
    LastWeekday,
    /// The weekday nearest this day of the month, in the same month.
    Nearest(u8),
    /// Each of these days of the week, 1 being Sunday.
    OfWeek(u8),
    /// The `nth` such day of the week in the month.
    Nth {
        /// 1 is Sunday.
        day: u8,
        /// From 1 to 5.
        nth: u8,
    },
    /// The last such day of the week in the month, 1 being Sunday.
    LastOf(u8),
}

/// The first year that AWS takes.
pub(super) const FIRST_YEAR: i16 = 1970;
/// The last year that AWS takes.
pub(super) const LAST_YEAR: i16 = 2199;

/// A set of the years from [`FIRST_YEAR`] to [`LAST_YEAR`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Years([u64; 4]);

impl Years {
    fn insert(&mut self, year: u16) {
        let index = usize::from(year.saturating_sub(1970));
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    /// Whether the year is in the set.
    pub(super) fn contains(self, year: i16) -> bool {
        let Ok(index) = usize::try_from(year - FIRST_YEAR) else { return false };
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }
}

/// All days of a month as a set.
pub(super) const EVERY_DAY: u32 = u32::MAX - 1;
/// All days of the week as a set.
pub(super) const EVERY_WEEKDAY: u8 = 0b1111_1110;

impl Cron {
    /// The `cron` of six valid fields, in their order. `None` where the fields do not fit together.
    pub(super) fn of_fields(fields: [&[Item]; 6]) -> Option<Cron> {
        let [minutes, hours, of_month, month, of_week, year] = fields;
        let mut years = Years::default();
        for value in values(FieldKind::Year, year) {
            years.insert(value);
        }
        Some(Cron {
            minutes: set(FieldKind::Minutes, minutes),
            hours: u32::try_from(set(FieldKind::Hours, hours)).ok()?,
            days: Days::of_fields(of_month, of_week)?,
            months: u16::try_from(set(FieldKind::Month, month)).ok()?,
            years,
        })
    }

    /// The minutes of an hour, as bits.
    pub fn minutes(&self) -> u64 {
        self.minutes
    }

    /// The hours of a day, as bits.
    pub fn hours(&self) -> u32 {
        self.hours
    }

    /// The days.
    pub fn days(&self) -> Days {
        self.days
    }

    /// The months, as bits, `1 << 1` being January.
    pub fn months(&self) -> u16 {
        self.months
    }

    /// The years.
    pub(super) fn years(&self) -> Years {
        self.years
    }
}

impl Days {
    fn of_fields(of_month: &[Item], of_week: &[Item]) -> Option<Days> {
        let kinds = |items: &[Item]| items.iter().map(|item| item.kind).collect::<Vec<_>>();
        let small = |number: u16| u8::try_from(number).ok();
        Some(match (kinds(of_month).as_slice(), kinds(of_week).as_slice()) {
            ([ItemKind::Unset], [ItemKind::Unset]) => return None,
            ([ItemKind::Unset], days) => match *days {
                [ItemKind::Last] => Days::OfWeek(1 << 7),
                [ItemKind::LastOf(day)] => Days::LastOf(small(day)?),
                [ItemKind::Nth { day, nth }] => Days::Nth { day: small(day)?, nth: small(nth)? },
                _ => Days::OfWeek(u8::try_from(set(FieldKind::DayOfWeek, of_week)).ok()?),
            },
            (days, [ItemKind::Unset]) => match *days {
                [ItemKind::Last] => Days::BeforeLast(0),
                [ItemKind::LastBut(days)] => Days::BeforeLast(small(days)?),
                [ItemKind::LastWeekday] => Days::LastWeekday,
                [ItemKind::Nearest(day)] => Days::Nearest(small(day)?),
                _ => Days::OfMonth(u32::try_from(set(FieldKind::DayOfMonth, of_month)).ok()?),
            },
            _ => return None,
        })
    }

    /// Whether it is every day.
    pub fn is_every(self) -> bool {
        self == Days::OfMonth(EVERY_DAY) || self == Days::OfWeek(EVERY_WEEKDAY)
    }

    /// The days as a set, for a month of `length` days that begins on day `first` of the week, 0 being
    /// Sunday.
    pub(super) fn in_month(self, length: u8, first: u8) -> u32 {
        let weekday = |day: u8| (first + day - 1) % 7;
        // The first day of the month that is this day of the week, 1 being Sunday.
        let first_on = |day: u8| 1 + (day + 6 - first) % 7;
        let mask = EVERY_DAY & (u32::MAX >> (31 - length));
        let one = |day: u8| if (1..=length).contains(&day) { 1 << day } else { 0 };
        match self {
            Days::OfMonth(set) => set & mask,
            Days::BeforeLast(days) => one(length.saturating_sub(days)),
            Days::LastWeekday => one(nearest_weekday(length, length, weekday(length))),
            Days::Nearest(day) if day <= length => one(nearest_weekday(day, length, weekday(day))),
            Days::Nearest(_) => 0,
            Days::OfWeek(set) => (1..=length)
                .filter(|day| set >> (weekday(*day) + 1) & 1 == 1)
                .fold(0, |days, day| days | 1 << day),
            Days::Nth { day, nth } => one(first_on(day) + 7 * (nth - 1)),
            Days::LastOf(day) => {
                let first = first_on(day);
                one(first + (length - first) / 7 * 7)
            }
        }
    }
}

/// The day from Monday to Friday nearest `day`, which is day `weekday` of the week, 0 being Sunday. It
/// does not leave the month: a Saturday the 1st goes to the 3rd, a Sunday the last to two days before.
fn nearest_weekday(day: u8, length: u8, weekday: u8) -> u8 {
    match weekday {
        6 if day == 1 => 3,
        6 => day - 1,
        0 if day == length => day - 2,
        0 => day + 1,
        _ => day,
    }
}

/// The numbers that the items of a field stand for, perhaps more than once.
pub(super) fn values(kind: FieldKind, items: &[Item]) -> Vec<u16> {
    let (low, high) = kind.range();
    let mut values = Vec::new();
    for item in items {
        let (from, to, by) = match item.kind {
            ItemKind::All => (low, high, 1),
            ItemKind::Value(value) => (value, value, 1),
            ItemKind::Range { from, to } => (from, to, 1),
            ItemKind::Step { from, to, by } => (from.unwrap_or(low), to.unwrap_or(high), by),
            _ => continue,
        };
        // A range that runs backwards goes round.
        let size = high - low + 1;
        let length = if from <= to { to - from } else { to + size - from };
        let steps = (0..=length).step_by(usize::from(by));
        values.extend(steps.map(|step| low + (from - low + step) % size));
    }
    values
}

/// The same as bits. Years have no room in them.
fn set(kind: FieldKind, items: &[Item]) -> u64 {
    values(kind, items)
        .into_iter()
        .filter(|value| *value < 64)
        .fold(0, |set, value| set | 1 << value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekday_nearest_a_day_stays_in_its_month() {
        // February 2025 has 28 days and begins on a Saturday.
        assert_eq!(Days::Nearest(1).in_month(28, 6), 1 << 3);
        assert_eq!(Days::Nearest(2).in_month(28, 6), 1 << 3);
        assert_eq!(Days::Nearest(8).in_month(28, 6), 1 << 7);
        assert_eq!(Days::Nearest(30).in_month(28, 6), 0);
        // November 2025 has 30 days, begins on a Saturday and ends on a Sunday.
        assert_eq!(Days::Nearest(30).in_month(30, 6), 1 << 28);
        assert_eq!(Days::LastWeekday.in_month(30, 6), 1 << 28);
    }

    #[test]
    fn days_of_the_week_are_found_in_a_month() {
        // November 2025 begins on a Saturday.
        assert_eq!(Days::Nth { day: 7, nth: 1 }.in_month(30, 6), 1 << 1);
        assert_eq!(Days::Nth { day: 1, nth: 5 }.in_month(30, 6), 1 << 30);
        assert_eq!(Days::Nth { day: 2, nth: 5 }.in_month(30, 6), 0);
        assert_eq!(Days::LastOf(6).in_month(30, 6), 1 << 28);
        assert_eq!(Days::LastOf(1).in_month(30, 6), 1 << 30);
        assert_eq!(Days::OfWeek(1 << 2).in_month(30, 6), 1 << 3 | 1 << 10 | 1 << 17 | 1 << 24);
        assert_eq!(Days::BeforeLast(0).in_month(30, 6), 1 << 30);
    }
}
