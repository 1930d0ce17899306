//! `non-ascii-path`: a path with letters that Architect does not take.

use crate::project::Project;
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "non-ascii-path",
    summary: "a path with letters that Architect does not take",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Looks for characters outside ASCII in the `src` of functions, and in the folder that the project lies in.",
    why: "Architect refuses such a project: the code of functions is uploaded under its path.",
    how: "Rename the folder.",
    sources: &["https://github.com/architect/inventory"],
    example: Example {
        bad: "@app\nmy-app\n@events\nyolo\n  src \"lib/größe\"\n#- lib/größe/index.mjs\n",
        good: "@app\nmy-app\n@events\nyolo\n  src lib/size\n#- lib/size/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let root = project.root.to_string_lossy();
    if let Some(letter) = root.chars().find(|c| !is_plain(*c)) {
        let app = file.syntax.reading.pragma("app").map_or(Span::at(0), |app| app.span);
        let message = format!(
            "this project lies in `{root}`, and Architect takes no path with `{letter}`: move it, or rename the folder"
        );
        problems.push(Problem::new(&RULE, file, app, message));
    }
    for function in &project.functions {
        let Some(src) = &function.custom_src else { continue };
        if let Some(letter) = src.text.chars().find(|c| !is_plain(*c)) {
            let message = format!(
                "`{}` holds `{letter}`, and Architect takes no path with other letters than ASCII has",
                src.text
            );
            problems.push(Problem::new(&RULE, file, src.span, message));
        }
    }
}

/// A printable character of ASCII.
fn is_plain(c: char) -> bool {
    c.is_ascii_graphic() || c == ' '
}
