//! What is lost between two versions of a manifest: the rules of `arc-lsp sam --diff`.

use crate::manifest::logical_id;
use crate::project::Project;
use crate::project::inventory::Inventory;

use super::levels::weigh;
use super::problem::Problem;
use super::registry::VERSIONS;
use super::silence::unsilenced;

/// Two versions of a project: what is deployed, and what is to be.
#[derive(Debug)]
pub struct Versions<'a> {
    /// The project as it was.
    pub old: &'a Project,
    /// How people call that version: `HEAD~1:app.arc`.
    pub old_name: &'a str,
    /// The inventory of the old one.
    pub old_inventory: &'a Inventory,
    /// The project as it is; problems stand in its files.
    pub new: &'a Project,
    /// Its inventory.
    pub new_inventory: &'a Inventory,
}

/// Every problem between two versions, the weightier first, then by place. What comments of the new one silence or its
/// settings turn off is not among them.
pub fn check_versions(versions: &Versions<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for group in VERSIONS {
        (group.check)(versions, &mut problems);
    }
    let mut problems = unsilenced(versions.new, problems);
    weigh(&versions.new.settings, &mut problems);
    problems.sort_by_key(|it| (std::cmp::Reverse(it.severity), it.span.start, it.rule.name));
    problems
}

/// Whether two names are one resource in the template.
pub(super) fn same(a: &str, b: &str) -> bool {
    logical_id(a) == logical_id(b)
}

#[cfg(test)]
pub(super) mod testing {
    use crate::project::Project;
    use crate::project::fixture::{Fixture, ROOT};
    use crate::project::inventory::Inventory;
    use crate::rules::{Problem, Versions, check_versions};

    /// The problems of a fixture whose old version lies in `before/`.
    pub(in crate::rules) fn check(fixture: &Fixture) -> Vec<Problem> {
        let files = fixture.file_system();
        let before = std::path::Path::new(ROOT).join("before/app.arc");
        let old = Project::load(&files, &before).expect("the fixture has an old version");
        let new = fixture.project();
        let inventories = [Inventory::new(&old, None), Inventory::new(&new, None)];
        check_versions(&Versions {
            old: &old,
            old_name: "before/app.arc",
            old_inventory: &inventories[0],
            new: &new,
            new_inventory: &inventories[1],
        })
    }

    /// Checks that between two manifests these are the problems, each with the text that it marks.
    #[track_caller]
    pub(in crate::rules) fn check_between(
        before: &str,
        after: &str,
        expected: expect_test::Expect,
    ) {
        let fixture = Fixture::parse(&format!("#- app.arc\n{after}#- before/app.arc\n{before}"));
        let line = |it: &Problem| {
            let marked = it.span.of(after);
            format!("[{marked}] {}[{}]: {}\n", it.severity.name(), it.rule.name, it.message)
        };
        expected.assert_eq(&check(&fixture).iter().map(line).collect::<String>());
    }
}
