//! Finds every problem of a project.

use crate::project::Project;

use super::problem::Problem;
use super::registry::GROUPS;
use super::silence::silence;

/// Every problem of a project, sorted by file, then by place, the weightier first. What comments silence is
/// not among them.
pub fn check(project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    for group in GROUPS {
        (group.check)(project, &mut problems);
    }
    let mut problems = silence(project, problems);
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
