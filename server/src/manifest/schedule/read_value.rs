//! The values of a field, numbers and names, and what was meant where one is neither.

use std::ops::Range;

use super::field::FieldKind;
use super::problem::ScheduleFix;
use super::read_field::Reader;
use super::unix::amazon_days;

impl Reader<'_> {
    /// A number of the field's range, or a name as its number.
    pub(super) fn value(&mut self, text: &str, at: &Range<usize>) -> Option<u16> {
        let (low, high) = self.kind.range();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return match text.parse::<u16>() {
                Ok(number) if (low..=high).contains(&number) => Some(number),
                _ => self.out_of_range(text, at),
            };
        }
        if let Some(number) = name_number(self.kind, text) {
            self.note_case(text, &text.to_ascii_uppercase(), at);
            return Some(number);
        }
        let name = self.kind.name();
        let mut message =
            format!("`{text}` cannot stand in {name}, which takes {}", self.kind.takes());
        let mut fixes = Vec::new();
        if let Some((right, sure)) = self.near(text) {
            message = format!("`{text}` cannot stand in {name}; AWS writes `{right}`");
            let fix =
                ScheduleFix::safe(format!("Replace by `{right}`"), self.source.span(at), right);
            fixes.push(ScheduleFix { safe: sure, ..fix });
        }
        self.fail(at, message, fixes)
    }

    fn out_of_range(&mut self, text: &str, at: &Range<usize>) -> Option<u16> {
        let (low, high) = self.kind.range();
        let name = self.kind.name();
        let span = self.source.span(at);
        let mut message = format!("`{text}` is out of range in {name}: {low}-{high}");
        let mut fixes = Vec::new();
        let alone = self.source.slice(&self.field) == text;
        match (self.kind, text.trim_start_matches('0')) {
            (FieldKind::DayOfWeek, "") => {
                message = "`0` is no day of the week: AWS counts from 1, which is Sunday, to 7"
                    .to_owned();
                // Beside other numbers, they count from 0 too, and each of them is one too low.
                let field = self.source.slice(&self.field);
                if let Some(days) = amazon_days(field) {
                    let title = format!("Replace by `{days}`, counted from 1");
                    let fix = ScheduleFix::safe(title, self.source.span(&self.field), days);
                    fixes.push(ScheduleFix { safe: field == text, ..fix });
                }
            }
            (FieldKind::Hours, "24") if alone => {
                message.push_str("; midnight is `0`");
                fixes.push(ScheduleFix::guess("Replace by `0`, midnight", span, "0"));
            }
            (FieldKind::Minutes, "60") if alone => {
                message.push_str("; the full hour is `0`");
                fixes.push(ScheduleFix::guess("Replace by `0`, the full hour", span, "0"));
            }
            _ => {}
        }
        self.fail(at, message, fixes)
    }

    /// The name that was meant, and whether it is certain: `Monday` is, `MNO` is not.
    fn near(&self, text: &str) -> Option<(&'static str, bool)> {
        let upper = text.to_ascii_uppercase();
        let names = self.kind.names();
        if upper.len() < 2 {
            return None;
        }
        for (name, full) in names.iter().zip(self.kind.full_names()) {
            let full = full.to_ascii_uppercase();
            if upper.len() > 3 && (full.starts_with(&upper) || upper == format!("{full}S")) {
                return Some((name, true));
            }
        }
        let near = names
            .iter()
            .map(|name| (strsim::damerau_levenshtein(name, &upper), *name))
            .min_by_key(|(distance, _)| *distance)?;
        (near.0 == 1).then_some((near.1, false))
    }

    /// Says that a word is documented in capitals, where it is not written so.
    pub(super) fn note_case(&mut self, text: &str, upper: &str, at: &Range<usize>) {
        if text == upper || self.source.slice(at) == upper {
            return;
        }
        let message = format!("AWS documents capitals only: `{upper}` for `{text}`");
        let fix = ScheduleFix::guess(format!("Write `{upper}`"), self.source.span(at), upper);
        self.note(at, message, vec![fix]);
    }
}

/// The number of a name in any case, `Mon` being 2.
pub(super) fn name_number(kind: FieldKind, text: &str) -> Option<u16> {
    let index = kind.names().iter().position(|name| name.eq_ignore_ascii_case(text))?;
    u16::try_from(index + 1).ok()
}
