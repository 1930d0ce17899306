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

/// How many pairs of names are compared, at most. A project in which more are apart was moved or is built elsewhere, so
/// that no name was mistyped; and comparing thousands with thousands takes minutes.
const MOST_PAIRS: usize = 10_000;

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
    let compares = functions.len() * candidates.len() <= MOST_PAIRS;
    functions.retain(|&function| {
        if !compares {
            return true;
        }
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::matches;
    use crate::project::fixture::Fixture;

    /// How many of some topics whose folders all have a letter more are matched.
    fn matched(topics: usize) -> usize {
        let mut fixture = "@app\nx\n@events\n".to_owned();
        (0..topics).for_each(|i| writeln!(fixture, "topic-{i}").expect("a string takes it"));
        for i in 0..topics {
            writeln!(fixture, "#- src/events/topics-{i}/index.mjs").expect("a string takes it");
        }
        matches(&Fixture::parse(&fixture).project()).len()
    }

    #[test]
    fn names_are_compared_where_a_person_may_have_mistyped_them() {
        assert_eq!((matched(2), matched(100), matched(101)), (2, 100, 0));
    }
}
