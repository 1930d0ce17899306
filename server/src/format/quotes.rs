//! Whether a value needs its quotes.

use crate::syntax::{Reading, ScalarKind, Shape, Syntax};

/// Whether a value, given without its quotes, would be another without them: a number, several words, or nothing that
/// Architect reads.
pub fn are_needed(value: &str) -> bool {
    // A quote in the middle of a word delimits nothing, and looks as if it did.
    if value.is_empty() || value.contains(['"', '\'', '`', '\n', '\r']) {
        return true;
    }
    let syntax = Syntax::parse(format!("@a\n{value}\n"));
    !syntax.problems.is_empty() || !is_string(&syntax.reading, value)
}

/// Whether a reading is of nothing but that string.
fn is_string(reading: &Reading, value: &str) -> bool {
    let [pragma] = reading.pragmas.as_slice() else { return false };
    let [entry] = pragma.entries.as_slice() else { return false };
    let Shape::Scalar(scalar) = &entry.shape else { return false };
    scalar.kind == ScalarKind::String { quoted: false } && scalar.text == value
}

#[cfg(test)]
mod tests {
    use super::are_needed;

    #[test]
    fn quotes_are_needed_where_the_value_would_be_another() {
        for value in ["", "a b", "1", "true", "-.5", "a#b", "@a", "a@b", "{a}", "ä", "a\"b", "0x1"]
        {
            assert!(are_needed(value), "{value}");
        }
        for value in ["a", "/a/:b", "1,000", ".5", "True", "a-b_c", "*String", "a:b", "NaN"] {
            assert!(!are_needed(value), "{value}");
        }
    }
}
