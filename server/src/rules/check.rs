//! Finds every problem of a project.

use jiff::Timestamp;

use crate::project::Project;
use crate::syntax::SyntaxProblemKind;
use crate::text::with_line_ends;

use super::again::{Again, Found};
use super::in_format::fixes_in_format;
use super::levels::weigh;
use super::problem::Problem;
use super::registry::{GROUPS, TIMED};
use super::rule::Check;
use super::silence::silence;

/// Every problem of a project, sorted by file, then by place, the weightier first. What comments
/// silence or the project's settings turn off is not among them.
pub fn check(project: &Project) -> Vec<Problem> {
    check_at(project, Timestamp::now())
}

/// The same, seen from a point in time: a schedule may be past, and a year from now it may be another's turn.
pub fn check_at(project: &Project, now: Timestamp) -> Vec<Problem> {
    check_following(project, now, None).0
}

/// The same, where `last` is what was found in the project as it was before an edit of its manifest: what cannot have
/// changed is not looked for again.
pub fn check_following(
    project: &Project,
    now: Timestamp,
    last: Option<Found>,
) -> (Vec<Problem>, Found) {
    let mut problems = Vec::new();
    let mut found = Found::new(project);
    let mut again = Again::new(project, last);
    let [scope, entries] = again.scopes();
    for (index, group) in GROUPS.iter().enumerate() {
        let before = problems.len();
        match group.check {
            Check::Whole(check) => {
                check(project, &mut problems);
                continue;
            }
            Check::Of(pragmas, check) => match again.of(index, pragmas) {
                Some(mut kept) => problems.append(&mut kept),
                None => check(project, &mut problems),
            },
            Check::ByPragma(check) => {
                problems.append(&mut again.outside(index, &scope));
                check(project, &scope, &mut problems);
            }
            Check::ByEntry(check) => {
                problems.append(&mut again.outside(index, &entries));
                check(project, &entries, &mut problems);
            }
        }
        found.keep(index, &problems[before..]);
    }
    for group in TIMED {
        (group.check)(project, now, &mut problems);
    }
    judge_what_is_whole(project, &mut problems);
    let mut problems = silence(project, problems);
    fixes_in_format(project, &mut problems);
    keep_line_ends(project, &mut problems);
    weigh(&project.settings, &mut problems);
    problems.sort_by(|a, b| {
        (&a.file, a.span.start, std::cmp::Reverse(a.severity), a.rule.name).cmp(&(
            &b.file,
            b.span.start,
            std::cmp::Reverse(b.severity),
            b.rule.name,
        ))
    });
    (problems, found)
}

/// Ends the lines that fixes put in as those of their file end: rules write them with LF.
fn keep_line_ends(project: &Project, problems: &mut [Problem]) {
    let fixes = problems.iter_mut().flat_map(|problem| &mut problem.fixes);
    for edit in fixes.flat_map(|fix| &mut fix.edits).filter(|edit| edit.text.contains('\n')) {
        if let Some(file) = project.arc_files().find(|file| file.path == edit.file) {
            edit.text = with_line_ends(&file.syntax.text, &edit.text);
        }
    }
}

/// Rules that judge a value by itself, whatever else the file holds.
const BY_THEMSELVES: [&str; 4] =
    ["invalid-json", "invalid-yaml", "invalid-name", "missing-handler"];

/// Of a manifest in JSON or YAML that breaks off, half may not be read, and nothing may be concluded from what is not
/// there: only what a value says by itself is left.
fn judge_what_is_whole(project: &Project, problems: &mut Vec<Problem>) {
    let breaks = [SyntaxProblemKind::InvalidJson, SyntaxProblemKind::InvalidYaml];
    let broken = project.manifest.syntax.problems.iter().any(|it| breaks.contains(&it.kind));
    if !broken {
        return;
    }
    let timed = |name: &str| TIMED.iter().flat_map(|it| it.rules).any(|rule| rule.name == name);
    problems.retain(|problem| {
        let name = problem.rule.name;
        BY_THEMSELVES.contains(&name) || timed(name)
    });
}
