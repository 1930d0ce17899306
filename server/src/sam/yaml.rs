//! Templates as YAML that people like to read.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::template::Template;

/// How the functions of CloudFormation are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As tags: `!Ref`, `!GetAtt`, `!Sub`, `!Join`.
    Short,
    /// As keys: `Ref`, `Fn::GetAtt`.
    Long,
}

/// Says of a key and its value what stands for the value, in one line; nothing where it is to be shown.
pub type Fold<'a> = &'a dyn Fn(&str, &Value) -> Option<String>;

/// A value as YAML 1.1 in block style, which CloudFormation reads; ends with a line end.
pub fn yaml(value: &Value, style: Style) -> String {
    let mut text = String::new();
    let mut printer = Printer { style, fold: &|_, _| None, text: &mut text };
    match value {
        Value::Object(map) if !map.is_empty() => printer.map(map, 0),
        Value::Array(items) if !items.is_empty() => printer.list(items, 0),
        scalar => {
            printer.scalar(scalar);
            printer.text.push('\n');
        }
    }
    text
}

/// Writes a map of one key in the same way, with some values left out: a comment stands for each.
pub fn write_folded(text: &mut String, key: &str, value: &Value, style: Style, fold: Fold<'_>) {
    Printer { style, fold, text }.pair(key, value, 0);
}

struct Printer<'a> {
    style: Style,
    fold: Fold<'a>,
    text: &'a mut String,
}

impl Printer<'_> {
    fn map(&mut self, map: &Map<String, Value>, indent: usize) {
        for (index, (key, value)) in map.iter().enumerate() {
            // The first key of a map in a list stands behind the dash.
            if index > 0 || !self.text.ends_with("- ") {
                self.indent(indent);
            }
            self.pair(key, value, indent);
        }
    }

    fn pair(&mut self, key: &str, value: &Value, indent: usize) {
        self.string(key);
        self.text.push(':');
        match (self.fold)(key, value) {
            Some(words) => self.text.extend([" # ", &words, "\n"]),
            None => self.value(value, indent),
        }
    }

    fn list(&mut self, items: &[Value], indent: usize) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 || !self.text.ends_with("- ") {
                self.indent(indent);
            }
            self.text.push_str("- ");
            match item {
                Value::Object(map) if self.tag(map).is_none() && !map.is_empty() => {
                    self.map(map, indent + 2);
                }
                Value::Array(items) if !items.is_empty() => self.list(items, indent + 2),
                item => {
                    // What follows writes its own space.
                    self.text.pop();
                    self.value(item, indent);
                }
            }
        }
    }

    /// What stands behind a key or a dash, up to the line's end.
    fn value(&mut self, value: &Value, indent: usize) {
        if let Value::Object(map) = value
            && let Some((tag, content)) = self.tag(map)
        {
            self.text.push(' ');
            self.text.push_str(tag);
            return match content {
                Content::Text(text) => {
                    self.text.push(' ');
                    self.string(&text);
                    self.text.push('\n');
                }
                Content::List(items) => {
                    self.text.push('\n');
                    self.list(items, indent + 2);
                }
            };
        }
        match value {
            Value::Object(map) if !map.is_empty() => {
                self.text.push('\n');
                self.map(map, indent + 2);
            }
            Value::Array(items) if !items.is_empty() => {
                self.text.push('\n');
                self.list(items, indent + 2);
            }
            scalar => {
                self.text.push(' ');
                self.scalar(scalar);
                self.text.push('\n');
            }
        }
    }

    /// The tag of a function of CloudFormation, where it can be written as one.
    fn tag<'v>(&self, map: &'v Map<String, Value>) -> Option<(&'static str, Content<'v>)> {
        if self.style == Style::Long || map.len() != 1 {
            return None;
        }
        let (name, value) = map.iter().next()?;
        Some(match (name.as_str(), value) {
            ("Ref", Value::String(id)) => ("!Ref", Content::Text(id.into())),
            ("Fn::GetAtt", Value::Array(path)) => {
                let parts: Option<Vec<&str>> = path.iter().map(Value::as_str).collect();
                ("!GetAtt", Content::Text(parts?.join(".").into()))
            }
            ("Fn::Sub", Value::String(text)) => ("!Sub", Content::Text(text.into())),
            ("Fn::Sub", Value::Array(items)) => ("!Sub", Content::List(items)),
            ("Fn::Join", Value::Array(items)) => ("!Join", Content::List(items)),
            _ => return None,
        })
    }

    fn scalar(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.string(text),
            other => self.text.push_str(&other.to_string()),
        }
    }

    fn string(&mut self, text: &str) {
        if is_plain(text) {
            self.text.push_str(text);
        } else if text.chars().any(char::is_control) {
            // A JSON string is one of YAML in double quotes.
            self.text.push_str(&Value::from(text).to_string());
        } else {
            self.text.push('\'');
            self.text.push_str(&text.replace('\'', "''"));
            self.text.push('\'');
        }
    }

    fn indent(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }
}

/// A value with some values left out: a text stands for each.
pub fn folded(value: &Value, fold: Fold<'_>) -> Value {
    match value {
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, value)| {
                let value = match fold(key, value) {
                    Some(words) => Value::from(format!("… {words}")),
                    None => folded(value, fold),
                };
                (key.clone(), value)
            });
            Value::Object(pairs.collect())
        }
        Value::Array(items) => items.iter().map(|item| folded(item, fold)).collect(),
        scalar => scalar.clone(),
    }
}

enum Content<'v> {
    Text(Cow<'v, str>),
    List(&'v [Value]),
}

/// Whether a string needs no quotes: no reader of YAML 1.1 or 1.2 takes it for anything but that string.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts = first.is_ascii_alphabetic()
        || matches!(first, '/' | '$' | '_')
        || text.starts_with("./")
        || text.starts_with("../");
    let inner = |c: char| c.is_ascii_graphic() || c == ' ';
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    starts
        && text.chars().all(inner)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// A template's YAML below a comment that says what is missing from it; without plugins nothing is.
pub fn commented(template: &Template, text: &str) -> String {
    if template.plugins.is_empty() {
        return text.to_owned();
    }
    let plugins = template.plugins.join(", ");
    format!(
        "# Incomplete: what these plugins add is not known without running them: {plugins}\n{text}"
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::*;

    #[test]
    fn templates_read_well() {
        let value = json!({
            "Version": "2012-10-17",
            "Empty": {},
            "None": [],
            "List": ["a", "*", "true", "", "a: b", 1, false, null, [1, 2], {}, { "Ref": "X" }],
            "Maps": [{ "A": 1, "B": { "C": 2 } }, { "Fn::GetAtt": ["X", "Arn"] }],
            "Sub": { "Fn::Sub": ["${a}", { "a": { "Ref": "A" } }] },
            "Uri": { "Fn::Sub": "arn:aws:${X.Arn}:live" },
            "Join": { "Fn::Join": ["/", ["x", { "Ref": "Y" }]] },
            "Quote": "it's: 'x'",
            "/_static/{proxy+}": "line\nend",
            "-": "$default",
        });
        expect![[r#"
            Version: '2012-10-17'
            Empty: {}
            None: []
            List:
              - a
              - '*'
              - 'true'
              - ''
              - 'a: b'
              - 1
              - false
              - null
              - - 1
                - 2
              - {}
              - !Ref X
            Maps:
              - A: 1
                B:
                  C: 2
              - !GetAtt X.Arn
            Sub: !Sub
              - ${a}
              - a: !Ref A
            Uri: !Sub arn:aws:${X.Arn}:live
            Join: !Join
              - /
              - - x
                - !Ref 'Y'
            Quote: 'it''s: ''x'''
            /_static/{proxy+}: "line\nend"
            '-': $default
        "#]]
        .assert_eq(&yaml(&value, Style::Short));
        let long =
            yaml(&json!({ "A": { "Ref": "X" }, "B": { "Fn::Sub": ["x", {}] } }), Style::Long);
        assert_eq!(long, "A:\n  Ref: X\nB:\n  Fn::Sub:\n    - x\n    - {}\n");
        assert_eq!(yaml(&json!({}), Style::Short), "{}\n");
    }

    #[test]
    fn what_is_long_is_folded() {
        let value = json!({ "A": { "Long": [1, 2] }, "B": [{ "Long": {} }] });
        let fold = |key: &str, value: &Value| {
            (key == "Long").then(|| format!("{} items", value.as_array().map_or(0, Vec::len)))
        };
        let mut yaml = String::new();
        write_folded(&mut yaml, "X", &value, Style::Short, &fold);
        write_folded(&mut yaml, "Long", &json!([]), Style::Short, &fold);
        expect![[r#"
            X:
              A:
                Long: # 2 items
              B:
                - Long: # 0 items
            Long: # 0 items
        "#]]
        .assert_eq(&yaml);
        let json = json!({ "A": { "Long": "… 2 items" }, "B": [{ "Long": "… 0 items" }] });
        assert_eq!(folded(&value, &fold), json);
    }
}
