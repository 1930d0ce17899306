//! The documents that servers are given: as many lines and as many problems for each of them, the same on every
//! machine.

use std::fmt::Write as _;

use arc_lsp_tests::generate::Random;

/// How many problems a document has.
pub const PROBLEMS: usize = 20;

/// A document, and a place at which typing changes one of its problems.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name.
    pub name: &'static str,
    /// What editors call its language.
    pub language: &'static str,
    /// Its text.
    pub text: String,
    /// Line and column, from 0, behind the last letter of a word that is a problem.
    pub typing: (u32, u32),
    /// Line and column, from 0, of something that can be hovered.
    pub hover: (u32, u32),
    /// Line and column, from 0, at which something can be completed.
    pub completion: (u32, u32),
}

/// Whether the entry at `index` of `all` is one of `problems`, which stand in even distances.
fn is_flawed(index: usize, all: usize, problems: usize) -> bool {
    index * problems / all != (index + 1) * problems / all
}

/// Where text that is appended next stands.
fn end(text: &str) -> (u32, u32) {
    let last = text.rsplit('\n').next().unwrap_or_default();
    (text.matches('\n').count() as u32, last.len() as u32)
}

/// A manifest of topics, queues, routes and schedules. Its problems, where it is to have any, are two of its size (one
/// stack cannot hold what it makes, nor one role its schedules), names that are refused, and a last line with a pragma
/// about to be written.
pub fn manifest(lines: usize, problems: usize) -> Document {
    let mut random = Random::new(1);
    let mut text = "@app\nbench-app\n".to_owned();
    let sections = ["events", "queues", "http", "scheduled"];
    // Each section has a line for its pragma and a blank one; the last lines complete something.
    let all = lines - 4 - 2 * sections.len();
    let names = problems.saturating_sub(3);
    let (mut typing, mut hover) = (None, None);
    for index in 0..all {
        let section = sections[index * sections.len() / all];
        if index == 0 || section != sections[(index - 1) * sections.len() / all] {
            let _ = write!(text, "\n@{section}\n");
        }
        let number = random.below(900) + 100;
        let flaw = if is_flawed(index, all, names) { "(x" } else { "" };
        let (before, after) = match section {
            "http" => ("get /path-", String::new()),
            "scheduled" => ("job-", format!(" rate({} minutes)", number + 1)),
            _ => ("name-", String::new()),
        };
        if flaw.is_empty() {
            hover = hover.or(Some((end(&text).0, 2)));
        }
        let _ = write!(text, "{before}{index}-{number}{flaw}");
        if !flaw.is_empty() {
            typing = typing.or(Some(end(&text)));
        }
        let _ = writeln!(text, "{after}");
    }
    if problems > 0 {
        text += "\n@";
    }
    Document {
        name: "app.arc",
        language: "arc",
        typing: typing.unwrap_or_default(),
        hover: hover.expect("some names are not"),
        completion: end(&text),
        text,
    }
}

/// A module of small functions. Its problems are names that are not defined.
pub fn python(lines: usize) -> Document {
    let mut random = Random::new(2);
    let mut text = String::new();
    let all = lines / 4;
    let (mut typing, mut hover) = (None, None);
    for index in 0..all {
        let number = random.below(900) + 100;
        let _ = writeln!(text, "def function_{index}(value):");
        let _ = write!(text, "    return value + {number}");
        if is_flawed(index, all, PROBLEMS) {
            text += " + unknown_name";
            typing = typing.or(Some(end(&text)));
            // What ruff says something of on hover: the code that switches a problem off.
            text += "  # noqa: F401";
            hover = hover.or(Some((end(&text).0, end(&text).1 - 2)));
        }
        text += "\n\n\n";
    }
    Document {
        name: "bench.py",
        language: "python",
        typing: typing.expect("some names are unknown"),
        hover: hover.expect("some lines have a code"),
        completion: end(&text),
        text,
    }
}

/// The schema that the YAML document is held to.
pub const YAML_SCHEMA: &str = r#"{
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use arc_lsp::project::{Memory, Project};
    use arc_lsp::syntax::Syntax;

    use super::*;

    #[test]
    fn manifests_have_their_lines_and_problems() {
        for (lines, problems) in [(1_000, PROBLEMS), (100, 0)] {
            let document = manifest(lines, problems);
            assert!(document.text.lines().count().abs_diff(lines) <= 2);
            let mut files = Memory::default();
            files.insert("/project/app.arc", document.text.clone());
            let syntax = Syntax::parse(document.text.as_str());
            for function in arc_lsp::manifest::functions(&syntax.reading) {
                files.insert(format!("/project/{}/index.mjs", function.dir), "");
            }
            let project =
                Project::load(&files, Path::new("/project/app.arc")).expect("it is there");
            let found = arc_lsp::rules::check(&project);
            let found: Vec<&str> = found.iter().map(|problem| problem.rule.name).collect();
            assert_eq!(found.len(), problems, "{found:?}");
            let names = found.iter().filter(|rule| **rule == "invalid-name").count();
            assert_eq!(names, problems.saturating_sub(3));
        }
    }
}
