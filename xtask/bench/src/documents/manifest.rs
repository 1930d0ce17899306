//! The manifests.

use std::fmt::Write as _;

use arc_lsp_tests::generate::Random;

use super::{Document, end, is_flawed};

/// A section of a manifest: its pragma, how many lines of a hundred it has, how many lines an entry has, and how many
/// problems of 17.
struct Section {
    pragma: &'static str,
    share: usize,
    entry: usize,
    flaws: usize,
}

/// As the public manifests of 150 lines and more are: tables and their indexes make more than half of one, routes
/// come next, a fifth of the lines is blank. Topics, queues and schedules have more than their share there, since
/// each of them is looked for on the disk.
const SECTIONS: [Section; 7] = [
    Section { pragma: "http", share: 12, entry: 1, flaws: 2 },
    Section { pragma: "events", share: 5, entry: 1, flaws: 3 },
    Section { pragma: "queues", share: 5, entry: 1, flaws: 3 },
    Section { pragma: "scheduled", share: 5, entry: 1, flaws: 2 },
    Section { pragma: "tables", share: 43, entry: 6, flaws: 3 },
    Section { pragma: "tables-indexes", share: 26, entry: 4, flaws: 4 },
    Section { pragma: "tables-streams", share: 2, entry: 1, flaws: 0 },
];

/// A manifest as public ones are. Its problems, where it is to have any, are two of its size (one stack cannot hold
/// what it makes, nor one role its tables), names, keys and tables that are refused, and a last line with a pragma
/// about to be written.
pub fn manifest(lines: usize, problems: usize) -> Document {
    let mut random = Random::new(1);
    let mut manifest = Manifest::new();
    for Section { pragma, share, entry, flaws } in SECTIONS {
        let _ = write!(manifest.text, "\n# What is below {pragma}.\n@{pragma}\n");
        let entries = (lines * share / 100).saturating_sub(3) / entry;
        let flaws = problems.saturating_sub(3) * flaws / 17;
        for index in 0..entries {
            let flaw = is_flawed(index, entries, flaws);
            manifest.entry(pragma, index, flaw, &mut random);
        }
    }
    // What is left over where no whole entry fits in.
    for _ in manifest.text.lines().count()..lines {
        manifest.text += "# The end.\n";
    }
    manifest.finish(problems > 0)
}

/// A manifest of topics, queues, routes and schedules alone, one on each line: the hardest of its length. Two of its
/// problems, where it is to have any, are that no stack can hold what it makes, nor one role its schedules.
pub fn functions(lines: usize, problems: usize) -> Document {
    let mut random = Random::new(1);
    let mut manifest = Manifest::new();
    let sections = ["events", "queues", "http", "scheduled"];
    // Each section has a line for its pragma and a blank one; the last lines complete something.
    let all = lines - 4 - 2 * sections.len();
    let names = problems.saturating_sub(3);
    for index in 0..all {
        let section = sections[index * sections.len() / all];
        if index == 0 || section != sections[(index - 1) * sections.len() / all] {
            let _ = write!(manifest.text, "\n@{section}\n");
        }
        manifest.function(section, index, is_flawed(index, all, names), &mut random);
    }
    manifest.finish(problems > 0)
}

/// A manifest while it is written.
struct Manifest {
    text: String,
    typing: Option<(u32, u32)>,
    hover: Option<(u32, u32)>,
}

impl Manifest {
    fn new() -> Manifest {
        Manifest { text: "@app\nbench-app\n".to_owned(), typing: None, hover: None }
    }

    fn entry(&mut self, pragma: &str, index: usize, flaw: bool, random: &mut Random) {
        let text = &mut self.text;
        match pragma {
            "tables" => {
                let key = if flaw { "Strin" } else { "String" };
                let _ = writeln!(text, "table-{index}\n  id *{key}\n  sort **Number");
                *text += "  expires TTL\n  PointInTimeRecovery true\n\n";
            }
            "tables-indexes" => {
                let of = if flaw { "nothing" } else { "table" };
                let table = index / 2;
                let _ =
                    writeln!(text, "{of}-{table}\n  field{index} *String\n  name index{index}\n");
            }
            "tables-streams" => {
                let _ = writeln!(text, "table-{index}");
            }
            _ => self.function(pragma, index, flaw, random),
        }
    }

    fn function(&mut self, section: &str, index: usize, flaw: bool, random: &mut Random) {
        let number = random.below(900) + 100;
        let (before, after) = match section {
            "http" => ("get /path-", String::new()),
            "scheduled" if index.is_multiple_of(2) => {
                ("job-", format!(" rate({} minutes)", number + 1))
            }
            "scheduled" => ("job-", format!(" cron({} 9 ? * MON-FRI *)", number % 60)),
            _ => ("name-", String::new()),
        };
        if !flaw {
            self.hover = self.hover.or(Some((end(&self.text).0, 2)));
        }
        let flawed = if flaw { "(x" } else { "" };
        let _ = write!(self.text, "{before}{index}-{number}{flawed}");
        if flaw {
            self.typing = self.typing.or(Some(end(&self.text)));
        }
        let _ = writeln!(self.text, "{after}");
    }

    fn finish(mut self, with_problems: bool) -> Document {
        if with_problems {
            self.text += "\n@";
        }
        Document {
            name: "app.arc",
            language: "arc",
            typing: self.typing.unwrap_or_default(),
            hover: self.hover.expect("some names are not refused"),
            completion: end(&self.text),
            text: self.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use arc_lsp::project::{Memory, Project};
    use arc_lsp::syntax::Syntax;

    use super::*;
    use crate::documents::PROBLEMS;

    /// The names of the rules that find something in a project with this manifest and all of its handlers.
    fn found(document: &Document) -> Vec<&'static str> {
        let mut files = Memory::default();
        files.insert("/project/app.arc", document.text.clone());
        let syntax = Syntax::parse(document.text.as_str());
        for function in arc_lsp::manifest::functions(&syntax.reading) {
            files.insert(format!("/project/{}/index.mjs", function.dir), "");
        }
        let project = Project::load(&files, Path::new("/project/app.arc")).expect("it is there");
        arc_lsp::rules::check(&project).iter().map(|problem| problem.rule.name).collect()
    }

    #[test]
    fn manifests_have_their_lines_and_problems() {
        for (make, lines, problems) in [
            (manifest as fn(usize, usize) -> Document, 1_000, PROBLEMS),
            (manifest, 100, 0),
            (functions, 1_000, PROBLEMS),
            (functions, 100, 0),
        ] {
            let document = make(lines, problems);
            let found = found(&document);
            assert_eq!(found.len(), problems, "{found:?}");
            let written = document.text.lines().count();
            assert!(written.abs_diff(lines) <= lines / 50, "{written} lines");
        }
    }
}
