//! What was found before an edit, as far as it still holds.
//!
//! A keystroke changes one pragma of a manifest, and most rules look at each pragma by itself, or at a few: what they
//! found elsewhere is moved to where it stands now. Which rules do is declared with their [`Group`](super::rule::Group).

use crate::manifest::FunctionPragma;
use crate::project::Project;
use crate::syntax::{Change, SyntaxId};
use crate::text::{Follow, Shift};

use super::problem::Problem;
use super::registry::GROUPS;
use super::scope::{Scope, is_long};

/// What rules found in a manifest, before comments and settings had their say.
#[derive(Debug)]
pub struct Found {
    syntax: SyntaxId,
    context: Context,
    /// The problems of each of [`GROUPS`] of which they are kept.
    groups: Vec<Vec<Problem>>,
}

/// What rules whose problems are kept look at outside of the pragmas that they are declared for.
#[derive(Debug, PartialEq)]
pub(super) struct Context {
    has_plugins: bool,
    may_have_more_functions: bool,
    /// The stage that templates are made for.
    stage: Option<String>,
    /// Of which pragmas there are functions.
    declares: [bool; FunctionPragma::ALL.len()],
    /// The configs, and how many functions each of them configures.
    configs: Vec<(Option<SyntaxId>, usize)>,
    preferences: Option<SyntaxId>,
}

impl Context {
    fn of(project: &Project) -> Context {
        Context {
            has_plugins: project.has_plugins(),
            may_have_more_functions: project.may_have_more_functions(),
            stage: project.settings.stage.clone(),
            declares: FunctionPragma::ALL
                .map(|pragma| project.functions.iter().any(|function| function.pragma == pragma)),
            configs: project.functions_of_configs(),
            preferences: project.preferences.as_ref().map(|file| file.syntax.id),
        }
    }
}

/// What of all that was found is taken over.
pub(super) enum Again<'p> {
    /// Nothing.
    Nothing,
    /// What does not depend on what was edited.
    After { project: &'p Project, change: &'p Change, found: Found },
}

impl Found {
    /// Nothing yet, in a project.
    pub(super) fn new(project: &Project) -> Found {
        let syntax = project.manifest.syntax.id;
        Found { syntax, context: Context::of(project), groups: vec![Vec::new(); GROUPS.len()] }
    }

    /// Keeps the problems of a group.
    pub(super) fn keep(&mut self, group: usize, problems: &[Problem]) {
        self.groups[group] = problems.to_vec();
    }
}

impl<'p> Again<'p> {
    /// What of `last` holds in the project that came from the one before by an edit of its manifest.
    pub(super) fn new(project: &'p Project, last: Option<Found>) -> Again<'p> {
        let syntax = &project.manifest.syntax;
        let (Some(found), Some(change)) = (last, &syntax.change) else { return Again::Nothing };
        let holds = change.before == found.syntax
            && change.keeps_lines
            && found.context == Context::of(project)
            && syntax.reading.pragmas[change.read_again.clone()].iter().all(|it| is_long(&it.name));
        if holds { Again::After { project, change, found } } else { Again::Nothing }
    }

    /// What is to be looked at by rules that look at each pragma by itself, and by those that look at each entry.
    pub(super) fn scopes(&self) -> [Scope; 2] {
        match self {
            Again::Nothing => [Scope::All, Scope::All],
            Again::After { project, change, .. } => {
                let syntax = &project.manifest.syntax;
                [Scope::of(&syntax.reading, change), Scope::of_entries(syntax, change)]
            }
        }
    }

    /// The problems of a group that looks at some pragmas, where those are as they were.
    pub(super) fn of(&mut self, group: usize, pragmas: &[&str]) -> Option<Vec<Problem>> {
        let Again::After { project, change, found } = self else { return None };
        let reading = &project.manifest.syntax.reading;
        if !pragmas.iter().all(|pragma| change.keeps(reading, pragma)) {
            return None;
        }
        let mut kept = std::mem::take(&mut found.groups[group]);
        kept.iter_mut().for_each(|problem| follow(problem, project, change.shift));
        Some(kept)
    }

    /// The problems of a group that looks at each pragma by itself, of those that are not in `scope`.
    pub(super) fn outside(&mut self, group: usize, scope: &Scope) -> Vec<Problem> {
        let Again::After { project, change, found } = self else { return Vec::new() };
        let reading = &project.manifest.syntax.reading;
        let Shift { from, to } = change.shift;
        // Where in the text before that began and ended that was read again: a pragma, or some of its entries.
        let next = reading.pragmas.get(change.read_again.end);
        let section_end = next.map_or(usize::MAX, |pragma| pragma.span.start - to + from);
        let (start, end) = match &change.entries {
            Some(entries) if scope.is_narrow() => {
                (entries.start, entries.end.unwrap_or(section_end))
            }
            _ => (reading.pragmas[change.read_again.start].span.start, section_end),
        };
        let mut kept = std::mem::take(&mut found.groups[group]);
        kept.retain_mut(|problem| {
            let at = problem.span.start;
            if problem.file != project.manifest.path || (start..end).contains(&at) {
                return false;
            }
            follow(problem, project, change.shift);
            !scope.covers(reading, problem.span.start)
        });
        kept
    }
}

/// Moves what a problem says of places in the manifest.
fn follow(problem: &mut Problem, project: &Project, shift: Shift) {
    let manifest = &project.manifest.path;
    if problem.file == *manifest {
        problem.span.follow(shift);
    }
    for related in problem.related.iter_mut().filter(|related| related.file == *manifest) {
        related.span.follow(shift);
    }
    let edits = problem.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
    for edit in edits.filter(|edit| edit.file == *manifest) {
        edit.span.follow(shift);
    }
}
