//! Which missing handler is probably which undeclared one.

use crate::manifest::FunctionPragma;
use crate::manifest::spelling::closest;
use crate::project::{Project, Undeclared};

/// A function without a handler, and a handler without a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// Index of [`Project::functions`].
    pub(super) function: usize,
    /// Index of [`Project::undeclared`].
    pub(super) undeclared: usize,
}

/// The pairs under each pragma: those whose names are close, and the last two that are left.
pub(super) fn matches(project: &Project) -> Vec<Match> {
    let mut functions: Vec<usize> = (0..project.functions.len())
        .filter(|&i| !project.functions[i].implicit && project.handlers[i].is_plainly_missing())
        .collect();
    let mut candidates: Vec<usize> =
        (0..project.undeclared.len()).filter(|&i| is_candidate(&project.undeclared[i])).collect();
    let mut found = Vec::new();
    if candidates.is_empty() {
        return found;
    }
    functions.retain(|&function| {
        let declared = &project.functions[function];
        let folder = declared.dir.rsplit('/').next().unwrap_or_default();
        let same = |&index: &usize| project.undeclared[index].pragma == declared.pragma;
        let names = candidates.iter().copied().filter(same);
        let name = closest(folder, names.map(|index| project.undeclared[index].name.as_str()));
        let Some(place) = name.and_then(|name| {
            candidates.iter().position(|&i| same(&i) && project.undeclared[i].name == name)
        }) else {
            return true;
        };
        found.push(Match { function, undeclared: candidates.remove(place) });
        false
    });
    for pragma in FunctionPragma::ALL {
        let mut alone = functions.iter().filter(|&&i| project.functions[i].pragma == pragma);
        let mut left = candidates.iter().filter(|&&i| project.undeclared[i].pragma == pragma);
        if let (Some(&function), None) = (alone.next(), alone.next())
            && let (Some(&undeclared), None) = (left.next(), left.next())
        {
            found.push(Match { function, undeclared });
        }
    }
    found
}

/// Whether nothing else explains the directory.
fn is_candidate(undeclared: &Undeclared) -> bool {
    undeclared.commented_out.is_none()
        && undeclared.lives_elsewhere.is_none()
        && undeclared.plugin.is_none()
}
