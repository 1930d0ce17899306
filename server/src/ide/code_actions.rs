//! What can be done about the problems at a place.

use std::path::Path;

use crate::rules::{Fix, Problem};
use crate::text::Span;

/// Something that an editor offers to do.
#[derive(Clone, Debug)]
pub struct CodeAction<'p> {
    /// The problem that it mends.
    pub problem: &'p Problem,
    /// What it does.
    pub fix: &'p Fix,
    /// Its kind.
    pub kind: ActionKind,
    /// Whether it is the first thing to do about its problem.
    pub preferred: bool,
}

/// The kinds of action, as LSP names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a problem.
    QuickFix,
}

/// The actions for a stretch of a file: every fix of every problem that touches it.
pub fn code_actions<'p>(problems: &'p [Problem], file: &Path, span: Span) -> Vec<CodeAction<'p>> {
    let here = problems.iter().filter(|problem| {
        problem.file == file && problem.span.start <= span.end && span.start <= problem.span.end
    });
    here.flat_map(|problem| {
        problem.fixes.iter().enumerate().map(move |(index, fix)| CodeAction {
            problem,
            fix,
            kind: ActionKind::QuickFix,
            preferred: index == 0,
        })
    })
    .collect()
}
