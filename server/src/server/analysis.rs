//! What was concluded from one state of things, kept until that state is over.

use std::sync::OnceLock;

use crate::project::Project;
use crate::rules::{self, Problem};

/// A project, and what was found in it so far.
#[derive(Debug)]
pub(super) struct Analysis {
    pub(super) project: Project,
    problems: OnceLock<Vec<Problem>>,
}

impl Analysis {
    pub(super) fn new(project: Project) -> Analysis {
        Analysis { project, problems: OnceLock::new() }
    }

    /// Every problem of the project, found when first asked for.
    pub(super) fn problems(&self) -> &[Problem] {
        self.problems.get_or_init(|| rules::check(&self.project))
    }
}
