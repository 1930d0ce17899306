//! What was concluded from one state of things, kept until that state is over.

use std::sync::OnceLock;

use crate::project::Project;
use crate::rules::{self, Problem};
use crate::sam::Packaged;

/// A project, and what was found in it so far.
#[derive(Debug)]
pub(super) struct Analysis {
    pub(super) project: Project,
    problems: OnceLock<Vec<Problem>>,
    packaged: OnceLock<Packaged>,
}

/// The rules that say what is missing around a manifest.
const ASKS_THE_DISK: [&str; 2] = ["missing-handler", "missing-plugin"];

impl Analysis {
    pub(super) fn new(project: Project) -> Analysis {
        Analysis { project, problems: OnceLock::new(), packaged: OnceLock::new() }
    }

    /// Of a manifest that lies on no disk: nothing is missed there.
    pub(super) fn without_disk(project: Project) -> Analysis {
        let analysis = Analysis::new(project);
        let mut problems = rules::check(&analysis.project);
        problems.retain(|problem| !ASKS_THE_DISK.contains(&problem.rule.name));
        let _ = analysis.problems.set(problems);
        analysis
    }

    /// Every problem of the project, found when first asked for.
    pub(super) fn problems(&self) -> &[Problem] {
        self.problems.get_or_init(|| rules::check(&self.project))
    }

    /// Whether [`Analysis::packaged`] was asked for before.
    pub(super) fn is_packaged(&self) -> bool {
        self.packaged.get().is_some()
    }

    /// The inventory and the template of the project, made when first asked for. As Architect has it, `AWS_REGION` of
    /// the environment counts where the manifest names no region.
    pub(super) fn packaged(&self) -> &Packaged {
        self.packaged.get_or_init(|| {
            let region = std::env::var("AWS_REGION").ok().filter(|region| !region.is_empty());
            Packaged::of(&self.project, region.as_deref())
        })
    }
}
