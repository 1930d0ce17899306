//! What can be wrong with a schedule, and what can be done about it.

use crate::text::Span;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Works, and perhaps not as expected.
    Hint,
    /// Architect or AWS refuses it, or it never runs.
    Error,
}

/// One problem of an expression or a time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleProblem {
    /// Which one.
    pub kind: ScheduleProblemKind,
    /// What is wrong, with the offending text, and what would be right.
    pub message: String,
    /// The offending characters.
    pub span: Span,
    /// Ways to mend it, the preferred first.
    pub fixes: Vec<ScheduleFix>,
}

/// One way to mend a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleFix {
    /// What it does, for a menu.
    pub title: String,
    /// Whether AWS or Architect refused the text before and this is the only sensible reading of it.
    pub safe: bool,
    /// Replacements that do not overlap.
    pub edits: Vec<(Span, String)>,
}

impl ScheduleFix {
    /// One replacement that is right whatever was meant.
    pub(super) fn safe(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        ScheduleFix { title: title.into(), safe: true, edits: vec![(span, text.into())] }
    }

    /// One replacement that a person has to look at.
    pub(super) fn guess(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        ScheduleFix { safe: false, ..ScheduleFix::safe(title, span, text) }
    }

    /// `text` with the edits made, where `text` begins at byte `offset` of the file. Edits outside of
    /// `text` are left out.
    pub fn apply(&self, text: &str, offset: usize) -> String {
        let mut edits: Vec<_> = self.edits.iter().collect();
        edits.sort_by_key(|(span, _)| *span);
        let mut result = String::with_capacity(text.len());
        let mut done = 0;
        for (span, new) in edits {
            let (Some(start), Some(end)) =
                (span.start.checked_sub(offset), span.end.checked_sub(offset))
            else {
                continue;
            };
            let Some(kept) = text.get(done..start) else { continue };
            result.push_str(kept);
            result.push_str(new);
            done = end;
        }
        result.push_str(text.get(done..).unwrap_or_default());
        result
    }
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScheduleProblemKind {
    /// There is no `rate(…)` or `cron(…)` that Architect would find.
    NoExpression,
    /// `at(…)`, which AWS has and Architect has not.
    At,
    /// Something follows the expression, so that Architect finds none.
    Trailing,
    /// `cron cron(…)`: the setting holds the fields alone.
    Wrapped,
    /// A space too many.
    Space,
    /// `rate` without a number and a unit.
    RateFields,
    /// The number of a `rate` is no positive whole number.
    RateValue,
    /// The unit of a `rate` is none.
    RateUnit,
    /// `1 days` or `2 hour`.
    RatePlural,
    /// The number of fields of a `cron` is not six.
    FieldCount,
    /// A field with a value, name, character or step that it does not take.
    FieldValue,
    /// Not exactly one of the day fields is `?`.
    DayFields,
    /// Understood, and not in Amazon's reference.
    Undocumented,
    /// No date in the future matches.
    NeverFires,
    /// A step that starts anew before it comes round.
    UnevenStep,
    /// A day that some months lack.
    SkipsMonths,
    /// A time that a clock change skips or repeats.
    DaylightSaving,
    /// No zone has this name.
    UnknownTimeZone,
    /// A zone has this name in other letters, `america/new_york`.
    TimeZoneCase,
}

impl ScheduleProblemKind {
    /// Every kind, in the order of their declaration.
    pub const ALL: [ScheduleProblemKind; 19] = {
        use ScheduleProblemKind::*;
        [
            NoExpression,
            At,
            Trailing,
            Wrapped,
            Space,
            RateFields,
            RateValue,
            RateUnit,
            RatePlural,
            FieldCount,
            FieldValue,
            DayFields,
            Undocumented,
            NeverFires,
            UnevenStep,
            SkipsMonths,
            DaylightSaving,
            UnknownTimeZone,
            TimeZoneCase,
        ]
    };

    /// The rule under which the problem is reported.
    pub fn code(self) -> &'static str {
        use ScheduleProblemKind::*;
        match self {
            NoExpression | At | Trailing | Wrapped | Space => "invalid-schedule",
            RateFields | RateValue | RateUnit | RatePlural => "invalid-rate",
            FieldCount | FieldValue | DayFields => "invalid-cron",
            Undocumented => "undocumented-schedule",
            NeverFires => "never-fires",
            UnevenStep => "uneven-step",
            SkipsMonths => "skips-months",
            DaylightSaving => "daylight-saving",
            UnknownTimeZone => "invalid-timezone",
            TimeZoneCase => "timezone-case",
        }
    }

    /// How bad it is.
    pub fn class(self) -> Class {
        use ScheduleProblemKind::*;
        match self {
            NoExpression | At | Trailing | Wrapped | Space | RateFields | RateValue | RateUnit
            | RatePlural | FieldCount | FieldValue | DayFields | NeverFires | UnknownTimeZone => {
                Class::Error
            }
            Undocumented | UnevenStep | SkipsMonths | DaylightSaving | TimeZoneCase => Class::Hint,
        }
    }
}
