//! The YAML document, and the schema that it is held to.

use std::fmt::Write as _;

use arc_lsp_tests::generate::Random;

use super::{Document, PROBLEMS, end, is_flawed};

/// The schema that the YAML document is held to.
pub const SCHEMA: &str = r#"{
  "type": "object",
  "additionalProperties": {
    "type": "object",
    "properties": {
      "title": { "type": "string", "description": "What it is called." },
      "count": { "type": "integer", "description": "How many there are." },
      "kind": { "enum": ["topic", "queue", "route", "schedule", "table"], "description": "What it is." },
      "enabled": { "type": "boolean", "description": "Whether it is." }
    }
  }
}
"#;

/// A map of small maps. Its problems are values of a wrong type.
pub fn yaml(lines: usize) -> Document {
    let mut random = Random::new(3);
    let mut text = "# yaml-language-server: $schema=./bench.schema.json\n".to_owned();
    let all = lines / 4 - 1;
    let (mut typing, mut hover) = (None, None);
    for index in 0..all {
        let number = random.below(900) + 100;
        let _ = writeln!(text, "entry-{index}-{number}:\n  title: number {number}");
        hover = hover.or(Some((end(&text).0 - 1, 4)));
        let _ = writeln!(text, "  count: {number}");
        text += "  kind: ";
        text += if is_flawed(index, all, PROBLEMS) { "nothing" } else { "topic" };
        if is_flawed(index, all, PROBLEMS) {
            typing = typing.or(Some(end(&text)));
        }
        text += "\n";
    }
    text += "last:\n  ";
    Document {
        name: "bench.yaml",
        language: "yaml",
        typing: typing.expect("some kinds are unknown"),
        hover: hover.expect("there is a title"),
        completion: end(&text),
        text,
    }
}
