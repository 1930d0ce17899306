//! Finds every problem of a project.

use jiff::Timestamp;

use crate::project::Project;

use super::levels::weigh;
use super::problem::Problem;
use super::registry::{GROUPS, TIMED};
use super::silence::silence;

/// Every problem of a project, sorted by file, then by place, the weightier first. What comments
/// silence or the project's settings turn off is not among them.
pub fn check(project: &Project) -> Vec<Problem> {
    check_at(project, Timestamp::now())
}

/// The same, seen from a point in time: a schedule may be past, and a year from now it may be another's turn.
pub fn check_at(project: &Project, now: Timestamp) -> Vec<Problem> {
    let mut problems = Vec::new();
    for group in GROUPS {
        (group.check)(project, &mut problems);
    }
    for group in TIMED {
        (group.check)(project, now, &mut problems);
    }
    let mut problems = silence(project, problems);
    weigh(&project.settings, &mut problems);
    problems.sort_by(|a, b| {
        (&a.file, a.span.start, std::cmp::Reverse(a.severity), a.rule.name).cmp(&(
            &b.file,
            b.span.start,
            std::cmp::Reverse(b.severity),
            b.rule.name,
        ))
    });
    problems
}
