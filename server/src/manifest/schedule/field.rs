//! The fields of a `cron`: names, ranges, words and characters, as one table.
//! Source: <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based>.

/// The six fields, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// 0-59.
    Minutes,
    /// 0-23.
    Hours,
    /// 1-31.
    DayOfMonth,
    /// 1-12 or JAN-DEC.
    Month,
    /// 1-7 or SUN-SAT, Sunday being 1.
    DayOfWeek,
    /// 1970-2199.
    Year,
}

/// The months as a `cron` names them, January first.
pub const MONTH_NAMES: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// The days of the week as a `cron` names them, Sunday first.
pub const DAY_NAMES: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// The months in full, January first.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week in full, Sunday first.
pub(super) const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

impl FieldKind {
    /// All of them, in order.
    pub const ALL: [FieldKind; 6] = [
        FieldKind::Minutes,
        FieldKind::Hours,
        FieldKind::DayOfMonth,
        FieldKind::Month,
        FieldKind::DayOfWeek,
        FieldKind::Year,
    ];

    /// What AWS calls the field.
    pub fn name(self) -> &'static str {
        match self {
            FieldKind::Minutes => "minutes",
            FieldKind::Hours => "hours",
            FieldKind::DayOfMonth => "day-of-month",
            FieldKind::Month => "month",
            FieldKind::DayOfWeek => "day-of-week",
            FieldKind::Year => "year",
        }
    }

    /// The smallest and the largest number.
    pub fn range(self) -> (u16, u16) {
        match self {
            FieldKind::Minutes => (0, 59),
            FieldKind::Hours => (0, 23),
            FieldKind::DayOfMonth => (1, 31),
            FieldKind::Month => (1, 12),
            FieldKind::DayOfWeek => (1, 7),
            FieldKind::Year => (1970, 2199),
        }
    }

    /// The words that stand for the numbers from the smallest up.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            FieldKind::Month => &MONTH_NAMES,
            FieldKind::DayOfWeek => &DAY_NAMES,
            _ => &[],
        }
    }

    /// The English words of these numbers.
    pub(super) fn full_names(self) -> &'static [&'static str] {
        match self {
            FieldKind::Month => &MONTHS,
            FieldKind::DayOfWeek => &WEEKDAYS,
            _ => &[],
        }
    }

    /// Whether the field may be `?`.
    pub fn is_day(self) -> bool {
        matches!(self, FieldKind::DayOfMonth | FieldKind::DayOfWeek)
    }

    /// Whether the field takes steps: `0/15`. Day-of-week does not, neither at AWS nor in Architect.
    pub fn takes_steps(self) -> bool {
        self != FieldKind::DayOfWeek
    }

    /// What the field takes, for a message.
    pub fn takes(self) -> &'static str {
        match self {
            FieldKind::Minutes => "0-59 with `*`, `,`, `-` and `/`",
            FieldKind::Hours => "0-23 with `*`, `,`, `-` and `/`",
            FieldKind::DayOfMonth => "1-31 with `*`, `?`, `,`, `-`, `/`, `L` and `W`",
            FieldKind::Month => "1-12 or JAN-DEC with `*`, `,`, `-` and `/`",
            FieldKind::DayOfWeek => {
                "1-7 (1 is Sunday) or SUN-SAT with `*`, `?`, `,`, `-`, `L` and `#`"
            }
            FieldKind::Year => "1970-2199 with `*`, `,`, `-` and `/`",
        }
    }
}
