//! What a setting takes, and what holds without it, in words.

use super::spec::{Choice, DefaultValue, SettingSpec, ValueType};

impl ValueType {
    /// What values there may be, as Markdown that fits behind "takes".
    pub fn words(&self) -> String {
        match self {
            ValueType::Boolean => "`true` or `false`".to_owned(),
            ValueType::Integer { min, max: i64::MAX } => format!("a whole number from {min}"),
            ValueType::Integer { min, max } => format!("a whole number from {min} to {max}"),
            ValueType::OneOf(choices) => any_of(&[], choices),
            ValueType::BooleanOr(choices) => any_of(&["true", "false"], choices),
            ValueType::BooleanOrText => "`true`, `false` or a text".to_owned(),
            ValueType::Text => "a text".to_owned(),
            ValueType::TextList => "one or more texts".to_owned(),
            ValueType::Runtime => "a runtime of Lambda".to_owned(),
            ValueType::Region => "a region, as in `eu-central-1`".to_owned(),
            ValueType::Handler => "a file and a function in it, as in `index.handler`".to_owned(),
            ValueType::Folder => "a folder, relative to the project".to_owned(),
            ValueType::Url => "a URL with `http:` or `https:`".to_owned(),
            ValueType::Bucket => "the name of an S3 bucket".to_owned(),
            ValueType::Layers => "ARNs of layers".to_owned(),
            ValueType::Policies => "names or ARNs of policies".to_owned(),
            ValueType::HttpMethod => {
                let methods = super::HTTP_METHODS.iter().map(|method| method.name);
                quoted(methods)
            }
            ValueType::Table => "the name of a table".to_owned(),
            ValueType::Rate => "a number and a unit, as in `1 day`".to_owned(),
            ValueType::Cron => "six fields, as in `0 9 ? * MON-FRI *`".to_owned(),
            ValueType::TimeZone => "an IANA time zone, as in `Europe/Berlin`".to_owned(),
            ValueType::Projection => "`all`, `keys` or attributes by name".to_owned(),
            ValueType::Map => "names with values".to_owned(),
            ValueType::Port => "a port".to_owned(),
        }
    }

    /// The words that it may be, where they are few.
    pub fn choices(&self) -> &'static [Choice] {
        match self {
            ValueType::OneOf(choices) | ValueType::BooleanOr(choices) => choices,
            _ => &[],
        }
    }
}

impl SettingSpec {
    /// What holds without it, as Markdown that fits behind "by default"; nothing where nothing does.
    pub fn default_in_words(&self) -> Option<String> {
        match self.default {
            DefaultValue::None => None,
            DefaultValue::Value(value) => Some(format!("`{value}`")),
            DefaultValue::Words(words) => Some(words.to_owned()),
        }
    }
}

fn any_of(before: &[&str], choices: &[Choice]) -> String {
    quoted(before.iter().copied().chain(choices.iter().map(|choice| choice.value)))
}

/// `a`, `b` or `c`.
fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{File, setting};

    #[test]
    fn what_a_setting_takes() {
        let words = |pragma: &str, name: &str| {
            let spec = setting(File::Manifest, pragma, name).expect(name);
            (spec.value.words(), spec.default_in_words().unwrap_or_default())
        };
        let said = |takes: &str, default: &str| (takes.to_owned(), default.to_owned());
        assert_eq!(words("aws", "timeout"), said("a whole number from 1 to 900", "`5`"));
        assert_eq!(words("aws", "concurrency"), said("a whole number from 0", "not limited"));
        assert_eq!(words("aws", "architecture"), said("`arm64` or `x86_64`", "`arm64`"));
        assert_eq!(
            words("static", "compression"),
            said("`true`, `false`, `br` or `gzip`", "`false`")
        );
        assert_eq!(words("static", "prefix"), said("a text", ""));
    }
}
