//! Mends projects: applies the fixes of their problems until none is left.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::{Changed, Changes, FileSystem, Project, Settings};

use super::apply::apply_edits;
use super::check::check;
use super::problem::{Edit, Fix, Problem};

/// After so many rounds of fixes something turns in a circle. Two or three are the most that has been seen.
const MOST_ROUNDS: usize = 30;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Those that can be applied unseen.
    Safe,
    /// The others too.
    Unsafe,
}

impl Allowed {
    /// The fix of a problem that is applied: the first that is allowed.
    pub fn fix(self, problem: &Problem) -> Option<&Fix> {
        problem.fixes.iter().find(|fix| fix.safe || self == Allowed::Unsafe)
    }
}

/// What is to be mended.
pub struct Mend<'a> {
    /// Where the projects lie.
    pub files: &'a dyn FileSystem,
    /// Which fixes are applied.
    pub allowed: Allowed,
    /// Which problems are mended.
    pub wanted: &'a dyn Fn(&Problem) -> bool,
    /// Which files may be changed or created.
    pub may_change: &'a dyn Fn(&Project, &Path) -> bool,
}

/// What identifies a problem through the changes of a round: its rule, its file and its message.
type Identity = (&'static str, PathBuf, String);

/// A problem of a round with the fix that is applied to it.
type Step<'p> = (&'p Problem, &'p Fix);

impl Mend<'_> {
    /// Adds to `changes` all that mends a project, whose manifest lies at an absolute path. Returns the file that each of
    /// the problems stood in which are gone.
    ///
    /// Fixes that overlap wait for the next round, in which the project is checked anew. A fix that does not take its
    /// problem away, or because of which Architect's parser would reject a file, is not applied.
    ///
    /// # Errors
    /// When the manifest cannot be read.
    pub fn project(
        &self,
        manifest: &Path,
        settings: &Arc<Settings>,
        changes: &mut Changes,
    ) -> io::Result<Vec<PathBuf>> {
        let mut mended = Vec::new();
        let mut refused = HashSet::new();
        let mut most = usize::MAX;
        let (mut project, mut problems) = self.check(manifest, settings, changes)?;
        for _ in 0..MOST_ROUNDS {
            let steps = self.steps(&project, &problems, changes, &refused, most);
            if steps.is_empty() {
                break;
            }
            let next = self.apply(&steps, changes);
            let (next_project, next_problems) = self.check(manifest, settings, &next)?;
            let gone = gone(&steps, &next_problems);
            if gone.is_empty() || rejections(&next_project) > rejections(&project) {
                // One of them is to blame: each is tried alone.
                match steps.as_slice() {
                    [step] => drop(refused.insert(identity(step.0))),
                    _ => most = 1,
                }
                continue;
            }
            mended.extend(gone);
            *changes = next;
            (project, problems) = (next_project, next_problems);
        }
        Ok(mended)
    }

    fn check(
        &self,
        manifest: &Path,
        settings: &Arc<Settings>,
        changes: &Changes,
    ) -> io::Result<(Project, Vec<Problem>)> {
        let files = Changed::new(self.files, changes);
        let syntax = files.parse(manifest)?;
        let project = Project::with_settings(&files, manifest, syntax, Arc::clone(settings));
        let problems = check(&project);
        Ok((project, problems))
    }

    /// The fixes of a round, which do not get into each other's way.
    fn steps<'p>(
        &self,
        project: &Project,
        problems: &'p [Problem],
        changes: &Changes,
        refused: &HashSet<Identity>,
        most: usize,
    ) -> Vec<Step<'p>> {
        let files = Changed::new(self.files, changes);
        let mut taken: HashMap<&Path, Vec<&Edit>> = HashMap::new();
        let mut created: HashSet<&Path> = HashSet::new();
        let mut steps = Vec::new();
        for problem in problems.iter().filter(|problem| (self.wanted)(problem)) {
            let Some(fix) = self.allowed.fix(problem) else { continue };
            let edited = fix.edits.iter().map(|edit| &edit.file);
            let mut touched = edited.chain(fix.creates.iter().map(|create| &create.file));
            let overlaps = fix.edits.iter().any(|edit| {
                let others = taken.get(edit.file.as_path());
                others.is_some_and(|others| others.iter().any(|other| touch(edit, other)))
            });
            let is_there = fix.creates.iter().any(|create| {
                created.contains(create.file.as_path()) || files.kind(&create.file).is_some()
            });
            if overlaps
                || is_there
                || refused.contains(&identity(problem))
                || !touched.all(|file| (self.may_change)(project, file))
            {
                continue;
            }
            for edit in &fix.edits {
                taken.entry(&edit.file).or_default().push(edit);
            }
            created.extend(fix.creates.iter().map(|create| create.file.as_path()));
            steps.push((problem, fix));
            if steps.len() == most {
                break;
            }
        }
        steps
    }

    /// The changes with those of a round.
    fn apply(&self, steps: &[Step<'_>], changes: &Changes) -> Changes {
        let files = Changed::new(self.files, changes);
        let mut next = changes.clone();
        let mut edits: HashMap<&Path, Vec<Edit>> = HashMap::new();
        for (_, fix) in steps {
            for edit in &fix.edits {
                edits.entry(&edit.file).or_default().push(edit.clone());
            }
            for create in &fix.creates {
                next.create(&create.file, create.text.as_str());
            }
        }
        for (file, edits) in edits {
            // It was there when the problem was found; what cannot be read any more is left alone.
            let Ok(bytes) = files.read(file) else { continue };
            let old = String::from_utf8_lossy(&bytes);
            let new = apply_edits(&old, &edits);
            next.edit(file, old.as_ref(), new);
        }
        next
    }
}

/// Whether two edits of a file overlap, or meet so that it matters which is made first.
fn touch(a: &Edit, b: &Edit) -> bool {
    a.span.start <= b.span.end && b.span.start <= a.span.end
}

fn identity(problem: &Problem) -> Identity {
    (problem.rule.name, problem.file.clone(), problem.message.clone())
}

/// The files of the problems that were to be mended and are not there any more.
fn gone(steps: &[Step<'_>], left: &[Problem]) -> Vec<PathBuf> {
    let mut left_over: HashMap<Identity, usize> = HashMap::new();
    for problem in left {
        *left_over.entry(identity(problem)).or_default() += 1;
    }
    let is_gone = |step: &&Step<'_>| match left_over.get_mut(&identity(step.0)) {
        Some(number) if *number > 0 => {
            *number -= 1;
            false
        }
        _ => true,
    };
    steps.iter().filter(is_gone).map(|(problem, _)| problem.file.clone()).collect()
}

/// For how many reasons Architect's parser rejects the files of a project.
fn rejections(project: &Project) -> usize {
    project.arc_files().map(|file| file.syntax.problems.len()).sum()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use expect_test::{Expect, expect};

    use super::{Allowed, Mend};
    use crate::project::fixture::{Fixture, ROOT};
    use crate::project::{Changes, Settings};

    /// What mending a fixture comes to: how many problems are gone, and the text of each file that changes.
    fn check(allowed: Allowed, fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let mend = Mend {
            files: &fixture.file_system(),
            allowed,
            wanted: &|_| true,
            may_change: &|_, path| path.starts_with(ROOT),
        };
        let mut changes = Changes::default();
        let gone = mend.project(&fixture.manifest(), &Arc::new(Settings::default()), &mut changes);
        let mut out = format!("{} gone\n", gone.unwrap().len());
        for (path, change) in changes.iter() {
            let path = path.strip_prefix(Path::new(ROOT)).unwrap().display();
            out.push_str(&format!("#- {path}\n{}", change.new.replace('\r', "<CR>")));
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn what_is_safe_is_mended() {
        check(
            Allowed::Safe,
            "@app\nmy-app\n@event\nx\n@scheduled\na cron(0 9 * * MON)\nb rate(1 days)\n\
             #- src/scheduled/a/index.js\n#- src/scheduled/b/index.js\n",
            expect![[r#"
                2 gone
                #- app.arc
                @app
                my-app
                @event
                x
                @scheduled
                a cron(0 9 ? * MON *)
                b rate(1 day)
            "#]],
        );
    }

    #[test]
    fn the_rest_is_mended_when_it_is_asked_for() {
        check(
            Allowed::Unsafe,
            "@app\nmy-app\n@events\nx\ny\n",
            expect![[r#"
            2 gone
            #- src/events/x/index.mjs
            // Runs on each message to the topic x: https://arc.codes/events
            export async function handler (event) {
              console.log(JSON.stringify(event, null, 2))
            }
            #- src/events/y/index.mjs
            // Runs on each message to the topic y: https://arc.codes/events
            export async function handler (event) {
              console.log(JSON.stringify(event, null, 2))
            }
        "#]],
        );
    }

    #[test]
    fn lines_end_as_they_did() {
        check(
            Allowed::Unsafe,
            "@app\r\nmy-app\r\n@a\r\nx\r\n  y\r\n    a\r\n@b\r\n1\r\n",
            expect![[r#"
                1 gone
                #- app.arc
                @app<CR>
                my-app<CR>
                @a<CR>
                x<CR>
                  y a<CR>
                @b<CR>
                1<CR>
            "#]],
        );
    }

    #[test]
    fn other_files_are_left_alone() {
        check(
            Allowed::Unsafe,
            "@app\nmy-app\n@events\nx\n  src ../x\n",
            expect![[r#"
            0 gone
        "#]],
        );
    }
}
