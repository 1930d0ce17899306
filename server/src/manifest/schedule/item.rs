//! The items of a field: `0-15/5,30` is a step and a value.

use crate::text::Span;

/// One part of a field, between its commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub kind: ItemKind,
    /// Where it stands.
    pub span: Span,
}

/// What an item says. Numbers are in the range of their field; names have become numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `?`
    Unset,
    /// `*`
    All,
    /// `5` or `MON`
    Value(u16),
    /// `9-17`. Where `from` is the larger, the range goes round: `FRI-MON`.
    Range {
        /// The first value.
        from: u16,
        /// The last value.
        to: u16,
    },
    /// `*/15`, `5/15`, `9-17/2`
    Step {
        /// Where it starts, unless with the first value of the field.
        from: Option<u16>,
        /// Where it ends, unless with the last value of the field.
        to: Option<u16>,
        /// How far to the next, at least 1.
        by: u16,
    },
    /// `L`: the last day of the month, or of the week, which is Saturday.
    Last,
    /// `LW`: the last weekday of the month.
    LastWeekday,
    /// `L-3`: so many days before the last of the month.
    LastBut(u16),
    /// `15W`: the weekday nearest this day of the month.
    Nearest(u16),
    /// `6L`: the last such day of the week in the month.
    LastOf(u16),
    /// `2#1`: the first Monday of the month.
    Nth {
        /// 1 is Sunday.
        day: u16,
        /// From 1 to 5.
        nth: u16,
    },
}
