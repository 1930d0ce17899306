//! Schedule expressions, `rate(…)` and `cron(…)`, as Architect and EventBridge Scheduler read them.
//!
//! [`Schedule::parse`] and [`Schedule::from_words`] turn what is written into a [`Parsed`]: the fields
//! with their spans, the [`Schedule`] when it is a valid one, and every problem with its fixes. They
//! take any text and never fail. [`Parsed::judge`] adds what needs a clock or a time zone: an
//! expression that never fires, a step that is not even, months left out, clock changes.
//!
//! The rules are those of <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>
//! and of `@architect/inventory`. Where Amazon's reference is silent and the expression is known to be
//! understood, the problem is a hint at most; `docs/schedules.md` lists these places.

mod at;
mod convert;
mod cron;
mod describe;
mod describe_days;
mod describe_time;
mod field;
mod form;
mod item;
mod judge;
mod judge_days;
mod numbers;
mod parse;
mod problem;
mod rate;
mod read_field;
mod read_value;
mod runs;
mod source;
#[cfg(test)]
mod tests;
mod timezone;
mod unix;

pub use cron::{Cron, Days};
pub use field::FieldKind;
pub use item::{Item, ItemKind};
pub use parse::{Field, Form, Kind, Parsed, Schedule};
pub use problem::{Class, ScheduleFix, ScheduleProblem, ScheduleProblemKind};
pub use rate::{Rate, Unit};
pub use runs::Runs;
pub use timezone::{timezone, timezone_names, timezone_problem};
