//! The value of a setting against its type, as the schema has it.

use crate::manifest::schema::{Choice, REGIONS, SettingSpec, ValueType, region};
use crate::manifest::spelling::slip_of;
use crate::manifest::{Values, Written};
use crate::syntax::Scalar;
use crate::text::Span;

/// What is wrong with a value.
pub(super) struct Fault {
    /// The offending characters.
    pub(super) span: Span,
    /// What is wrong and what would be right.
    pub(super) message: String,
    /// What kind of wrong.
    pub(super) kind: FaultKind,
    /// What to write instead of the first value.
    pub(super) instead: Option<Instead>,
}

/// What kind of wrong a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// The value itself.
    Value,
    /// There is none.
    Missing,
    /// There are several, or a map, where one is read.
    Several,
}

/// A better value.
pub(super) struct Instead {
    /// The value as it is to be written.
    pub(super) text: String,
    /// Whether it can only be this one, and not another that was meant.
    pub(super) certain: bool,
}

/// Finds what is wrong with the value of a setting. `shows` says whether values may be named in messages; in
/// preferences they may be secrets. Types that other rules look at pass: schedules, time zones, methods, tables,
/// runtimes, layers, projections.
pub(super) fn fault(
    spec: &SettingSpec,
    written: &Written<'_>,
    text: &str,
    shows: bool,
) -> Option<Fault> {
    let expected = expected(spec)?;
    let name = written.name.text.as_str();
    let words = match written.values {
        Values::Words(words) => words,
        Values::Pairs(_) => {
            return Some(Fault {
                span: written.span,
                message: format!("`{name}` takes {expected}, not keys of its own"),
                kind: FaultKind::Several,
                instead: None,
            });
        }
    };
    let value = match words {
        [value] => value,
        [] => {
            return Some(Fault {
                span: written.name.span,
                message: format!("`{name}` has no value: it takes {expected}"),
                kind: FaultKind::Missing,
                instead: None,
            });
        }
        [first, .., last] => {
            if spec.value == ValueType::TextList {
                return words
                    .iter()
                    .find_map(|word| of_value(spec, name, word, text, &expected, shows));
            }
            return Some(Fault {
                span: first.span.to(last.span),
                message: format!("`{name}` takes {expected}, and here are {} values", words.len()),
                kind: FaultKind::Several,
                instead: None,
            });
        }
    };
    of_value(spec, name, value, text, &expected, shows)
}

/// What is wrong with the first value of a setting of which no other is read.
pub(super) fn first_fault(spec: &SettingSpec, written: &Written<'_>, text: &str) -> Option<Fault> {
    let first = written.words().get(..1)?;
    fault(spec, &Written { values: Values::Words(first), ..*written }, text, true)
}

/// What a setting takes, in words; nothing of types that other rules look at.
fn expected(spec: &SettingSpec) -> Option<String> {
    Some(match spec.value {
        ValueType::Boolean => "`true` or `false`".to_owned(),
        ValueType::Integer { min, max } => {
            let unit = unit(spec.name);
            match (min, max) {
                (_, i64::MAX) if min == 0 => format!("a whole number{unit}, 0 or more"),
                (_, i64::MAX) => format!("a whole number{unit}, {min} or more"),
                _ => format!("a whole number{unit} from {min} to {max}"),
            }
        }
        ValueType::Port => "the number of a port, from 1 to 65535".to_owned(),
        ValueType::OneOf(choices) => any_of(names(choices)),
        ValueType::BooleanOr(choices) => {
            any_of(["true", "false"].into_iter().chain(names(choices)))
        }
        ValueType::BooleanOrText => "`true`, `false` or one text".to_owned(),
        ValueType::Text => "one text".to_owned(),
        ValueType::TextList => "texts".to_owned(),
        ValueType::Region => "a region of AWS, as `us-west-2`".to_owned(),
        ValueType::Handler => "a file and the function in it, as `index.handler`".to_owned(),
        ValueType::Folder => "a folder, relative to the project".to_owned(),
        ValueType::Url => "an `http:` or `https:` URL".to_owned(),
        ValueType::Bucket => "the name of a bucket".to_owned(),
        ValueType::Runtime
        | ValueType::Layers
        | ValueType::Policies
        | ValueType::HttpMethod
        | ValueType::Table
        | ValueType::Rate
        | ValueType::Cron
        | ValueType::TimeZone
        | ValueType::Projection
        | ValueType::Map => return None,
    })
}

/// The unit of a number, with a space before it.
fn unit(name: &str) -> &'static str {
    match name {
        "memory" | "storage" => " of MB",
        "timeout" | "batchWindow" => " of seconds",
        _ => "",
    }
}

fn names(choices: &[Choice]) -> impl Iterator<Item = &'static str> {
    choices.iter().map(|choice| choice.value)
}

fn any_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

fn of_value(
    spec: &SettingSpec,
    name: &str,
    value: &Scalar,
    text: &str,
    expected: &str,
    shows: bool,
) -> Option<Fault> {
    if fits(spec, value) {
        return None;
    }
    let mut instead = better(spec, value);
    let written = value.span.of(text);
    let mut message = match shows {
        true => format!("`{name}` takes {expected}, not `{written}`"),
        false => format!("`{name}` takes {expected}"),
    };
    let glued = text[value.span.end..].starts_with(['#', '\t']) && value.is_string();
    if let Some(Instead { text, .. }) = instead.as_mut().filter(|it| glued && it.text == written) {
        // A number ends at a space or at the end of its line.
        message.push_str(": what follows without a space makes a text of it");
        text.push(' ');
    } else if shows && let Some(Instead { text, .. }) = &instead {
        // What is wrong about a number in quotes cannot be seen in the value.
        match value.kind {
            crate::syntax::ScalarKind::String { quoted: true } if *text == value.text => {
                message.push_str(": in quotes it is a text");
            }
            // Quotes make a text of it.
            _ if text == written => message.push_str(&format!(": write `\"{text}\"`")),
            _ => message.push_str(&format!(": did you mean `{text}`?")),
        }
    }
    Some(Fault { span: value.span, message, kind: FaultKind::Value, instead })
}

/// Whether a value is of a setting's type.
fn fits(spec: &SettingSpec, value: &Scalar) -> bool {
    let is_bool = value.as_bool().is_some();
    let one_of = |choices: &[Choice]| {
        value.as_str().is_some_and(|text| choices.iter().any(|choice| choice.value == text))
    };
    let integer = |min, max| value.as_integer().is_some_and(|value| (min..=max).contains(&value));
    match spec.value {
        ValueType::Boolean => is_bool,
        // Architect's own word for its default.
        ValueType::Integer { .. }
            if spec.name == "concurrency" && value.as_str() == Some("unthrottled") =>
        {
            true
        }
        // What is too long has a rule of its own, since it depends on the queue.
        ValueType::Integer { min, .. } if spec.name == "batchWindow" => integer(min, i64::MAX),
        ValueType::Integer { min, max } => integer(min, max),
        ValueType::Port => integer(1, 65_535),
        ValueType::OneOf(choices) => one_of(choices),
        ValueType::BooleanOr(choices) => is_bool || one_of(choices),
        ValueType::BooleanOrText => is_bool || value.is_string(),
        ValueType::Text | ValueType::TextList | ValueType::Folder => value.is_string(),
        ValueType::Region => value.as_str().is_some_and(|name| region(name).is_some()),
        ValueType::Handler => value.as_str().is_some_and(|text| text.split('.').count() == 2),
        ValueType::Url => value.as_str().is_some_and(is_web_url),
        ValueType::Bucket => value.is_string(),
        _ => true,
    }
}

/// Whether Node's `new URL` reads a text, and as `http:` or `https:`.
fn is_web_url(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()))
}

/// What was most likely meant.
fn better(spec: &SettingSpec, value: &Scalar) -> Option<Instead> {
    let text = value.text.trim();
    let certain = |text: &str| Some(Instead { text: text.to_owned(), certain: true });
    let maybe = |text: &str| Some(Instead { text: text.to_owned(), certain: false });
    let boolean = || match text.to_lowercase().as_str() {
        "true" => certain("true"),
        "false" => certain("false"),
        "yes" | "on" | "1" | "enabled" => maybe("true"),
        "no" | "off" | "0" | "disabled" => maybe("false"),
        _ => None,
    };
    let choice = |choices: &[Choice]| {
        let same = names(choices).find(|name| name.eq_ignore_ascii_case(text));
        let begun = || names(choices).find(|name| text.len() > 2 && name.starts_with(text));
        let close = || slip_of(text, names(choices)).or_else(begun);
        same.and_then(certain).or_else(|| close().and_then(maybe))
    };
    match spec.value {
        ValueType::Boolean => boolean(),
        ValueType::Integer { min, max } => {
            let number: i64 = text.parse().ok()?;
            (value.is_string() && (min..=max).contains(&number))
                .then(|| Instead { text: number.to_string(), certain: true })
        }
        ValueType::OneOf(choices) => choice(choices),
        ValueType::BooleanOr(choices) => boolean().or_else(|| choice(choices)),
        ValueType::Region => {
            let lower = text.to_lowercase();
            let names = || REGIONS.iter().map(|region| region.name);
            // Another number may be a region that is younger than this program.
            let number = |name: &str| name.rsplit('-').next().map(str::to_owned);
            let alike = |name: &&str| {
                strsim::osa_distance(&lower, name) == 1 && number(&lower) == number(name)
            };
            names().find(|name| *name == lower).or_else(|| names().find(alike)).and_then(maybe)
        }
        ValueType::Handler => {
            // A path with the file's ending, and whatever is called in it: `index.js.handler`, `./index.handler`.
            let path = text.trim_start_matches("./");
            let parts: Vec<&str> = path.split('.').collect();
            match parts.as_slice() {
                [file, function] if !file.is_empty() => maybe(&format!("{file}.{function}")),
                [file, "js" | "mjs" | "cjs" | "py" | "rb" | "ts", function] => {
                    maybe(&format!("{file}.{function}"))
                }
                _ => None,
            }
        }
        _ => None,
    }
}
