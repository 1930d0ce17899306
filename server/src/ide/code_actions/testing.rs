//! How code actions are tested: a project with a cursor, and what is offered there.

use std::path::Path;

use expect_test::Expect;

use crate::project::fixture::{Fixture, ROOT};
use crate::rules;
use crate::text::Span;

use super::{ActionKind, Effect, Requested, code_actions};

/// The actions at `$0`, each with the lines that it adds; the first of several for one problem has a star.
pub(super) fn check(fixture: &str, expected: Expect) {
    check_kinds(&[ActionKind::QuickFix], fixture, expected);
}

/// The actions of these kinds.
pub(super) fn check_kinds(kinds: &[ActionKind], fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let (path, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
    let project = fixture.project();
    let problems = rules::check(&project);
    let manifest = &project.manifest;
    let asked = Requested {
        project: &project,
        problems: &problems,
        file: &Path::new(ROOT).join(path),
        span: Span::at(offset),
        wanted: &|kind| kinds.contains(&kind),
    };
    let mut out = String::new();
    for action in code_actions(asked) {
        let star = if action.preferred { "* " } else { "- " };
        out.push_str(&format!("{star}{}\n", action.title));
        match &action.effect {
            Effect::Fix(fix) if fix.edits.is_empty() => {
                for create in fix.creates.iter().skip(1) {
                    out.push_str(&format!("    + {}\n", project.relative(&create.file)));
                }
            }
            Effect::Fix(fix) => {
                let text = rules::apply_edits(&manifest.syntax.text, &fix.edits);
                let old: Vec<&str> = manifest.syntax.text.split('\n').collect();
                for line in text.split('\n').filter(|line| !old.contains(line)) {
                    out.push_str(&format!("    {}\n", line.replace('\r', "<CR>")));
                }
                let gone = old.iter().filter(|line| !text.split('\n').any(|new| new == **line));
                for line in gone.filter(|_| action.kind != ActionKind::QuickFix) {
                    out.push_str(&format!("    ~ {line}\n"));
                }
            }
            Effect::FixAll => {
                let files = fixture.file_system();
                let fix = super::fix_all(&project, &files, asked.file);
                let edits = fix.map(|fix| fix.edits).unwrap_or_default();
                let text = rules::apply_edits(&manifest.syntax.text, &edits);
                text.lines().for_each(|line| out.push_str(&format!("    {line}\n")));
            }
            Effect::Remove(folder) => {
                out.push_str(&format!("    - {}\n", project.relative(folder)))
            }
            Effect::Disabled(reason) => out.push_str(&format!("    not here: {reason}\n")),
        }
    }
    expected.assert_eq(&out);
}
