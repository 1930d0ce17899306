//! Values as JSON and YAML write them.

use super::super::format::Format;
use super::super::scalar::{Scalar, ScalarKind, write_json_string};
use super::value::Kind;
use super::yaml_scalar::implicit;

/// What to write for a value. In YAML a string stands without quotes where it may and `quoted` does not ask for them.
pub(in super::super) fn literal(format: Format, scalar: &Scalar, quoted: bool) -> String {
    if !scalar.is_string() {
        return match scalar.kind {
            ScalarKind::Number(_) => scalar.to_js_string().to_string(),
            _ => scalar.text.to_string(),
        };
    }
    let text = scalar.text.as_str();
    if format == Format::Yaml && !quoted && is_plain(text) {
        return text.to_owned();
    }
    let mut literal = String::new();
    write_json_string(text, &mut literal);
    literal
}

/// Whether a string is itself in YAML without quotes, in a block and between brackets.
fn is_plain(text: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || "_-./()$+=".contains(c);
    let inner = |c: char| safe(c) || c == ' ' || c == ':' || c == '*' || c == '?';
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || "_./$".contains(c))
        && text.chars().all(inner)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && matches!(implicit(text), Kind::String(_))
}
