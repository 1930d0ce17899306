//! How what stands behind an edit has moved.

use super::span::Span;

/// Everything from an offset on stands elsewhere in the text now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Where what has moved begins in the text before, as an offset in bytes.
    pub from: usize,
    /// Where it begins now.
    pub to: usize,
}

/// What knows its place in a text, and can follow it when something before it is edited.
pub trait Follow {
    /// Moves every place in it that has moved. None of them may reach over what was edited.
    fn follow(&mut self, shift: Shift);
}

impl Shift {
    /// Whether everything stands where it stood.
    pub fn is_nothing(self) -> bool {
        self.from == self.to
    }

    /// A span as it is now.
    pub fn of(self, span: Span) -> Span {
        if span.start < self.from {
            return span;
        }
        Span::new(span.start - self.from + self.to, span.end - self.from + self.to)
    }
}

impl Follow for Span {
    fn follow(&mut self, shift: Shift) {
        *self = shift.of(*self);
    }
}

impl<T: Follow> Follow for Option<T> {
    fn follow(&mut self, shift: Shift) {
        if let Some(value) = self {
            value.follow(shift);
        }
    }
}

impl<T: Follow> Follow for [T] {
    fn follow(&mut self, shift: Shift) {
        if !shift.is_nothing() {
            self.iter_mut().for_each(|value| value.follow(shift));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_moves_and_what_stands_before_stays() {
        let mut spans = [Span::new(0, 4), Span::new(4, 9), Span::at(9), Span::new(10, 12)];
        spans.follow(Shift { from: 9, to: 7 });
        assert_eq!(spans, [Span::new(0, 4), Span::new(4, 9), Span::at(7), Span::new(8, 10)]);
    }
}
