//! Takes one field of a `cron` apart, and says which part of it AWS or Architect would refuse.

use std::ops::Range;

use super::field::FieldKind;
use super::item::{Item, ItemKind};
use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind};
use super::read_value::name_number;
use super::source::Source;

/// What became of a field.
#[derive(Debug, Default)]
pub(super) struct ParsedField {
    pub(super) items: Vec<Item>,
    pub(super) problems: Vec<ScheduleProblem>,
    /// Whether each part of the field was understood as AWS understands it.
    pub(super) valid: bool,
}

/// Takes the field in `range` of the source apart.
pub(super) fn parse_field(kind: FieldKind, source: &Source, range: Range<usize>) -> ParsedField {
    let mut reader = Reader { kind, source, problems: Vec::new(), field: range.clone() };
    let text = source.slice(&range);
    let mut items = Vec::new();
    let mut valid = true;
    let mut start = range.start;
    let parts = text.split(',').count();
    for part in text.split(',') {
        let place = start..start + part.len();
        start = place.end + 1;
        match reader.item(part, &place) {
            Some(kind) => items.push(Item { kind, span: source.span(&place) }),
            None => valid = false,
        }
    }
    valid &= reader.check_list(&items, parts);
    ParsedField { items, problems: reader.problems, valid }
}

/// Reads one field and collects what is wrong with it.
pub(super) struct Reader<'a> {
    pub(super) kind: FieldKind,
    pub(super) source: &'a Source,
    problems: Vec<ScheduleProblem>,
    /// Where the whole field stands.
    pub(super) field: Range<usize>,
}

impl Reader<'_> {
    fn item(&mut self, text: &str, at: &Range<usize>) -> Option<ItemKind> {
        match text {
            "" => return self.empty_item(),
            "*" => return Some(ItemKind::All),
            "?" if self.kind.is_day() => return Some(ItemKind::Unset),
            "?" => {
                let name = self.kind.name();
                let message = format!(
                    "`?` is for the two day fields only; in {name}, `*` stands for every value"
                );
                let span = self.source.span(at);
                let fix = ScheduleFix::safe("Replace `?` by `*`", span, "*");
                return self.fail(at, message, vec![fix]);
            }
            _ => {}
        }
        if let Some((before, by)) = text.split_once('/') {
            return self.step(text, before, by, at);
        }
        if let Some(special) = self.special(text, at) {
            return special;
        }
        if let Some((from, to)) = text.split_once('-') {
            return self.range(text, from, to, at);
        }
        self.value(text, at).map(ItemKind::Value)
    }

    fn empty_item(&mut self) -> Option<ItemKind> {
        let field = self.field.clone();
        let text = self.source.slice(&field).to_owned();
        let name = self.kind.name();
        let kept = text.split(',').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",");
        // `1,,2` and `1,` are one problem, however many places are empty.
        if self.problems.iter().any(|problem| problem.span == self.source.span(&field)) {
            return None;
        }
        let mut fixes = Vec::new();
        let message = if kept.is_empty() {
            format!("{name} is empty: `{text}`. It takes {}", self.kind.takes())
        } else {
            let span = self.source.span(&field);
            fixes.push(ScheduleFix::safe(format!("Replace by `{kept}`"), span, kept.clone()));
            format!("{name} has an empty place in its list: `{text}`. Without it: `{kept}`")
        };
        self.fail(&field, message, fixes)
    }

    /// `L`, `LW`, `L-3`, `15W`, `6L`, `2#1`; `None` where the text is nothing of the kind.
    fn special(&mut self, text: &str, at: &Range<usize>) -> Option<Option<ItemKind>> {
        let upper = text.to_ascii_uppercase();
        match self.kind {
            FieldKind::DayOfMonth => {
                let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
                let day = upper.strip_suffix('W').filter(|day| number(day));
                let before = upper.strip_prefix("L-").filter(|days| number(days));
                if upper.ends_with('W') && upper.contains('-') {
                    let message = format!(
                        "`{text}` is a range, and `W` takes one day: `15W` is the weekday nearest \
                         the 15th"
                    );
                    return Some(self.fail(at, message, Vec::new()));
                }
                let is_special = upper == "L" || upper == "LW" || before.is_some() || day.is_some();
                if !is_special {
                    return None;
                }
                if upper != text {
                    let message =
                        format!("`{text}` in day-of-month is written in capitals: `{upper}`");
                    let span = self.source.span(at);
                    let fix = ScheduleFix::safe(format!("Replace by `{upper}`"), span, upper);
                    return Some(self.fail(at, message, vec![fix]));
                }
                Some(match (upper.as_str(), before, day) {
                    ("L", ..) => Some(ItemKind::Last),
                    ("LW", ..) => Some(ItemKind::LastWeekday),
                    (_, Some(days), _) => self.last_but(text, days, at),
                    (_, _, Some("")) => {
                        let message = "`W` needs a day before it: `15W` is the weekday nearest \
                                       the 15th, `LW` the last weekday of the month"
                            .to_owned();
                        self.fail(at, message, Vec::new())
                    }
                    (_, _, Some(day)) => {
                        self.value(day, &(at.start..at.end - 1)).map(ItemKind::Nearest)
                    }
                    (_, None, None) => None,
                })
            }
            FieldKind::DayOfWeek => {
                if let Some((day, nth)) = text.split_once('#') {
                    return Some(self.nth(text, day, nth, at));
                }
                if upper == "L" {
                    self.note_case(text, &upper, at);
                    return Some(Some(ItemKind::Last));
                }
                let day = upper.strip_suffix('L')?;
                if self.kind.names().contains(&day) || day.bytes().all(|b| b.is_ascii_digit()) {
                    self.note_case(text, &upper, at);
                    let day = self.value(day, &(at.start..at.end - 1))?;
                    return Some(Some(ItemKind::LastOf(day)));
                }
                None
            }
            _ => None,
        }
    }

    fn last_but(&mut self, text: &str, days: &str, at: &Range<usize>) -> Option<ItemKind> {
        match days.parse() {
            Ok(days @ 1..=30) => {
                let message = format!(
                    "`{text}` is read as {days} {} before the last of the month; Amazon's \
                     reference knows `L` and `LW` only",
                    if days == 1 { "day" } else { "days" },
                );
                self.note(at, message, Vec::new());
                Some(ItemKind::LastBut(days))
            }
            _ => {
                let message = format!(
                    "`{text}` is no day of a month: after `L-` stands a number from 1 to 30"
                );
                self.fail(at, message, Vec::new())
            }
        }
    }

    fn nth(&mut self, text: &str, day: &str, nth: &str, at: &Range<usize>) -> Option<ItemKind> {
        if day.is_empty() {
            let message =
                format!("`{text}` needs a day before it: `2#1` is the first Monday of the month");
            return self.fail(at, message, Vec::new());
        }
        let day = self.value(day, &(at.start..at.start + day.len()))?;
        match nth.as_bytes() {
            [digit @ b'1'..=b'5'] => Some(ItemKind::Nth { day, nth: u16::from(digit - b'0') }),
            _ => {
                let message = format!(
                    "`{text}` counts to no week of a month: after `#` stands a number from 1 to 5"
                );
                self.fail(at, message, Vec::new())
            }
        }
    }

    fn step(&mut self, text: &str, before: &str, by: &str, at: &Range<usize>) -> Option<ItemKind> {
        let name = self.kind.name();
        if !self.kind.takes_steps() {
            let message = format!(
                "`{text}` is a step, which {name} does not take: list the days, `MON,WED,FRI`"
            );
            return self.fail(at, message, self.listed(before, by, at));
        }
        let by = match by.parse::<u16>() {
            Ok(0) => {
                let message =
                    format!("`{text}` is a step of 0, which goes nowhere: 1 is the least");
                return self.fail(at, message, Vec::new());
            }
            Ok(by) if by_is_number(by, text) => by,
            _ => {
                let message = format!(
                    "`{text}` in {name} is no step: after `/` stands a positive whole number"
                );
                return self.fail(at, message, Vec::new());
            }
        };
        let place = at.start..at.start + before.len();
        let (first, _) = self.kind.range();
        match before {
            "*" => Some(ItemKind::Step { from: None, to: None, by }),
            "" => {
                let message = format!(
                    "`{text}` is read as `{first}{text}`; Amazon's reference writes the start of a \
                     step"
                );
                let fix = ScheduleFix::guess(
                    format!("Write `{first}{text}`"),
                    self.source.span(at),
                    format!("{first}{text}"),
                );
                self.note(at, message, vec![fix]);
                Some(ItemKind::Step { from: None, to: None, by })
            }
            _ => match before.split_once('-') {
                Some((from, to)) => match self.range(before, from, to, &place)? {
                    ItemKind::Range { from, to } => {
                        Some(ItemKind::Step { from: Some(from), to: Some(to), by })
                    }
                    _ => None,
                },
                None => {
                    let from = self.value(before, &place)?;
                    Some(ItemKind::Step { from: Some(from), to: None, by })
                }
            },
        }
    }

    /// The days that a step over days of the week means, as a fix.
    fn listed(&self, before: &str, by: &str, at: &Range<usize>) -> Vec<ScheduleFix> {
        let number = |text: &str| match text.parse::<u16>() {
            Ok(number @ 1..=7) => Some(number),
            Ok(_) => None,
            Err(_) => name_number(self.kind, text),
        };
        let ends = match before.split_once('-') {
            Some((from, to)) => number(from).zip(number(to)),
            None if before == "*" => Some((1, 7)),
            None => number(before).map(|from| (from, 7)),
        };
        let (Some((from, to)), Ok(by @ 1..)) = (ends, by.parse::<usize>()) else {
            return Vec::new();
        };
        let days: Vec<&str> = (from..=to)
            .step_by(by)
            .filter_map(|day| self.kind.names().get(usize::from(day - 1)).copied())
            .collect();
        if days.is_empty() {
            return Vec::new();
        }
        let days = days.join(",");
        vec![ScheduleFix::safe(format!("List the days: `{days}`"), self.source.span(at), days)]
    }

    fn range(&mut self, text: &str, from: &str, to: &str, at: &Range<usize>) -> Option<ItemKind> {
        let name = self.kind.name();
        if from.is_empty() || to.is_empty() || from == "*" || to == "*" || to.contains('-') {
            let message = format!(
                "`{text}` in {name} is no range: it has a value on each side, `{}`",
                sample_range(self.kind)
            );
            return self.fail(at, message, Vec::new());
        }
        let from_at = at.start..at.start + from.len();
        let to_at = from_at.end + 1..at.end;
        let (low, high) = (self.value(from, &from_at), self.value(to, &to_at));
        let (low, high) = (low?, high?);
        // Amazon's own example has the hours `20-2`, and no other field.
        if low > high && self.kind != FieldKind::Hours {
            let swapped = format!("{to}-{from}");
            let swap = |safe| ScheduleFix {
                safe,
                ..ScheduleFix::guess(
                    format!("Swap the ends: `{swapped}`"),
                    self.source.span(at),
                    swapped.clone(),
                )
            };
            if self.kind == FieldKind::Year {
                let message =
                    format!("`{text}` ends before it starts; years run forward: `{swapped}`");
                let fix = swap(true);
                return self.fail(at, message, vec![fix]);
            }
            let (first, last) = self.kind.range();
            let (first, last) = match self.kind.names() {
                [first, .., last] => ((*first).to_owned(), (*last).to_owned()),
                _ => (first.to_string(), last.to_string()),
            };
            let end = |from: &str, to: &str| {
                if from == to { from.to_owned() } else { format!("{from}-{to}") }
            };
            let halves = format!("{},{}", end(from, &last), end(&first, to));
            let message = format!(
                "`{text}` runs backwards. It is read as going round, `{halves}`, which Amazon's \
                 reference shows for hours only"
            );
            let fix = ScheduleFix::guess(
                format!("Write `{halves}`"),
                self.source.span(at),
                halves.clone(),
            );
            let fixes = vec![fix, swap(false)];
            self.note(at, message, fixes);
        }
        Some(ItemKind::Range { from: low, to: high })
    }

    /// What holds for the items together. Returns whether they may stand together.
    fn check_list(&mut self, items: &[Item], parts: usize) -> bool {
        if parts < 2 {
            return true;
        }
        let name = self.kind.name();
        let field = self.field.clone();
        let mut valid = true;
        for item in items {
            let message = match item.kind {
                ItemKind::Unset => format!("`?` in {name} stands alone, not in a list"),
                ItemKind::All => {
                    format!("`*` in {name} stands for every value already, so it takes no list")
                }
                ItemKind::Nth { .. } => {
                    "a day-of-week with `#` stands alone: AWS refuses a list with it, so a second \
                     such day needs a schedule of its own"
                        .to_owned()
                }
                ItemKind::Last
                | ItemKind::LastWeekday
                | ItemKind::LastBut(_)
                | ItemKind::Nearest(_)
                | ItemKind::LastOf(_) => format!(
                    "`L` and `W` stand alone in {name}, not in a list: another day needs a \
                     schedule of its own"
                ),
                ItemKind::Value(_) | ItemKind::Range { .. } | ItemKind::Step { .. } => continue,
            };
            valid = false;
            let fixes = match item.kind {
                ItemKind::All => {
                    vec![ScheduleFix::safe("Replace by `*`", self.source.span(&field), "*")]
                }
                _ => Vec::new(),
            };
            self.report(ScheduleProblemKind::FieldValue, &field, message, fixes);
            break;
        }
        valid
    }

    pub(super) fn note(&mut self, at: &Range<usize>, message: String, fixes: Vec<ScheduleFix>) {
        self.report(ScheduleProblemKind::Undocumented, at, message, fixes);
    }

    pub(super) fn fail<T>(
        &mut self,
        at: &Range<usize>,
        message: String,
        fixes: Vec<ScheduleFix>,
    ) -> Option<T> {
        self.report(ScheduleProblemKind::FieldValue, at, message, fixes);
        None
    }

    fn report(
        &mut self,
        kind: ScheduleProblemKind,
        at: &Range<usize>,
        message: String,
        fixes: Vec<ScheduleFix>,
    ) {
        let span = self.source.span(at);
        self.problems.push(ScheduleProblem { kind, message, span, fixes });
    }
}

/// `parse` takes `+5` too, which AWS does not.
fn by_is_number(by: u16, text: &str) -> bool {
    by > 0 && text.rsplit('/').next().is_some_and(|by| by.bytes().all(|b| b.is_ascii_digit()))
}

fn sample_range(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Minutes => "0-29",
        FieldKind::Hours => "9-17",
        FieldKind::DayOfMonth => "1-7",
        FieldKind::Month => "JAN-MAR",
        FieldKind::DayOfWeek => "MON-FRI",
        FieldKind::Year => "2025-2030",
    }
}
