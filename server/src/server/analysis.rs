//! What was concluded from one state of things, kept until that state is over.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;

use crate::project::{self, Project};
use crate::rules::{self, Found, Problem};
use crate::sam::Packaged;

/// A project, and what was found in it so far.
#[derive(Debug)]
pub(super) struct Analysis {
    pub(super) project: Project,
    /// What was found in the project that this one follows, until it is asked for problems.
    last: Mutex<Option<Found>>,
    checked: OnceLock<Checked>,
    packaged: OnceLock<Packaged>,
}

/// The problems of a project, and what of them the next one may take over.
#[derive(Debug)]
struct Checked {
    problems: Vec<Problem>,
    found: Found,
}

/// What an analysis leaves to the one that follows it.
#[derive(Debug)]
pub(super) struct Remains {
    pub(super) project: project::Remains,
    pub(super) found: Option<Found>,
}

/// The rules that say what is missing around a manifest.
const ASKS_THE_DISK: [&str; 2] = ["missing-handler", "missing-plugin"];

impl Analysis {
    /// Of a project, where `last` is what was found in the one that it follows.
    pub(super) fn new(project: Project, last: Option<Found>) -> Analysis {
        Analysis {
            project,
            last: Mutex::new(last),
            checked: OnceLock::new(),
            packaged: OnceLock::new(),
        }
    }

    /// What it leaves to the analysis that follows it: as good as everything, where nobody else has it.
    pub(super) fn remains(analysis: Arc<Analysis>) -> Remains {
        match Arc::try_unwrap(analysis) {
            Ok(Analysis { project, last, checked, .. }) => {
                // Who was never asked for problems hands on what it was handed.
                let last = last.into_inner().unwrap_or_else(PoisonError::into_inner);
                let found = checked.into_inner().map(|checked| checked.found).or(last);
                Remains { project: project.into_remains(), found }
            }
            Err(analysis) => Remains { project: analysis.project.remains(), found: None },
        }
    }

    /// Of a manifest that lies on no disk: nothing is missed there.
    pub(super) fn without_disk(project: Project) -> Analysis {
        let analysis = Analysis::new(project, None);
        let mut checked = analysis.check();
        checked.problems.retain(|problem| !ASKS_THE_DISK.contains(&problem.rule.name));
        let _ = analysis.checked.set(checked);
        analysis
    }

    /// Every problem of the project, found when first asked for.
    pub(super) fn problems(&self) -> &[Problem] {
        &self.checked.get_or_init(|| self.check()).problems
    }

    fn check(&self) -> Checked {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (problems, found) = rules::check_following(&self.project, Timestamp::now(), last);
        Checked { problems, found }
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
