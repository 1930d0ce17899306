//! Strings, numbers and booleans.

use smol_str::SmolStr;

use crate::text::{Follow, Shift, Span};

/// One value as it stands in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// What it is.
    pub kind: ScalarKind,
    /// The value of a string without its quotes; a number or boolean as it is written.
    pub text: SmolStr,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// The type of a value, as Architect's lexer sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScalarKind {
    /// A string; `quoted` when it stands in quotes.
    String {
        /// Whether it stands in quotes.
        quoted: bool,
    },
    /// A 64-bit float, infinite where the digits say more than it holds.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`, or a list or an object where Architect's own format has one value: only JSON and YAML say that. The
    /// text is its JSON.
    Data,
}

impl Scalar {
    /// Whether it is a string, quoted or not.
    pub fn is_string(&self) -> bool {
        matches!(self.kind, ScalarKind::String { .. })
    }

    /// The text of a string; nothing for a number or a boolean.
    pub fn as_str(&self) -> Option<&str> {
        self.is_string().then_some(self.text.as_str())
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            ScalarKind::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// The value of a number.
    pub fn as_number(&self) -> Option<f64> {
        match self.kind {
            ScalarKind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The value of a whole number, as `Number.isInteger` means it.
    pub fn as_integer(&self) -> Option<i64> {
        let value = self.as_number().filter(|v| v.fract() == 0.0 && v.abs() < 9.0e18)?;
        Some(value as i64)
    }

    /// Where its text stands, without the quotes, if every byte of the one is a byte of the other; else where it stands.
    pub fn text_span(&self) -> Span {
        match self.kind {
            ScalarKind::String { quoted: true } if self.span.len() == self.text.len() + 2 => {
                Span::new(self.span.start + 1, self.span.end - 1)
            }
            _ => self.span,
        }
    }

    /// The value as JavaScript turns it into a string: numbers in ECMAScript's format.
    pub fn to_js_string(&self) -> SmolStr {
        match self.kind {
            ScalarKind::Number(value) => js_number(value),
            _ => self.text.clone(),
        }
    }

    /// The value as `JSON.stringify` prints it.
    pub(super) fn write_json(&self, out: &mut String) {
        match self.kind {
            ScalarKind::String { .. } => write_json_string(&self.text, out),
            ScalarKind::Boolean(value) => out.push_str(if value { "true" } else { "false" }),
            ScalarKind::Number(value) if value.is_finite() => out.push_str(&js_number(value)),
            ScalarKind::Number(_) => out.push_str("null"),
            ScalarKind::Data => out.push_str(&self.text),
        }
    }
}

impl Follow for Scalar {
    fn follow(&mut self, shift: Shift) {
        self.span.follow(shift);
    }
}

/// Writes a JSON string literal.
pub(super) fn write_json_string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

/// A number as ECMAScript's `Number::toString` prints it.
/// <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>
pub(super) fn js_number(value: f64) -> SmolStr {
    SmolStr::new(ryu_js::Buffer::new().format(value))
}

/// The value of a number literal, of which the grammar has made sure that ECMAScript's `Number()` accepts
/// it. <https://tc39.es/ecma262/#sec-stringtonumber>
pub(super) fn parse_number(text: &str) -> f64 {
    let bytes = text.as_bytes();
    if let [b'0', radix, ..] = bytes {
        let bits = match radix {
            b'x' | b'X' => 4,
            b'o' | b'O' => 3,
            b'b' | b'B' => 1,
            _ => return text.parse().unwrap_or(f64::NAN),
        };
        return parse_radix(&text[2..], bits);
    }
    text.parse().unwrap_or(f64::NAN)
}

/// The nearest float to a number of `bits` bits a digit, ties to even as everywhere in ECMAScript.
pub(super) fn parse_radix(digits: &str, bits: u32) -> f64 {
    let mut mantissa: u64 = 0;
    let mut dropped: i32 = 0;
    let mut sticky = false;
    for digit in digits.chars().filter_map(|c| c.to_digit(16)) {
        for bit in (0..bits).rev() {
            let bit = u64::from(digit >> bit & 1);
            if mantissa >> 63 == 0 {
                mantissa = mantissa << 1 | bit;
            } else {
                dropped = dropped.saturating_add(1);
                sticky |= bit == 1;
            }
        }
    }
    // The lowest of 64 bits lies below the float's 53, so it can carry what was dropped into the rounding.
    let rounded = (mantissa | u64::from(sticky)) as f64;
    rounded * 2f64.powi(dropped.min(2000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_values_that_javascript_gives_them() {
        for (text, printed) in [
            ("0x10", "16"),
            ("0X1f", "31"),
            ("0b101", "5"),
            ("0o17", "15"),
            ("-.5", "-0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("-0", "0"),
            ("9007199254740993", "9007199254740992"),
            ("12345678901234567890", "12345678901234567000"),
            ("1e21", "1e+21"),
            ("1e16", "10000000000000000"),
            ("0.0000001", "1e-7"),
            ("0x20000000000001", "9007199254740992"),
            ("0x20000000000003", "9007199254740996"),
            ("0x200000000000010000000000000000000001", "2.7875931498163285e+42"),
        ] {
            assert_eq!(js_number(parse_number(text)), printed, "{text}");
        }
        assert!(parse_number("1e400").is_infinite());
        assert!(parse_number(&format!("0x{}", "f".repeat(400))).is_infinite());
        assert!(parse_number("-Infinity").is_infinite());
    }
}
