//! Our problems beside the inventory's reasons: what both report, what we miss, and what only we call an error.

use std::collections::BTreeMap;
use std::path::Path;

use arc_lsp::project::{Disk, Project};
use arc_lsp::rules::{self, Problem, Severity};

use crate::blame::blame;
use crate::inventory::Verdict;
use crate::{places, projects};

/// What became of the reasons of one kind.
#[derive(Debug, Default)]
struct Tally {
    reported: usize,
    missed: Vec<String>,
}

/// What `arc-lsp check` said of projects, beside what the inventory said of them.
#[derive(Debug, Default)]
pub struct Judgement {
    accepted: usize,
    rejected: usize,
    kinds: BTreeMap<String, Tally>,
    unfounded: Vec<String>,
}

impl Judgement {
    /// Adds a project with its problems and the inventory's verdict; the rules of `strict` may be stricter than that.
    pub fn add(
        &mut self,
        project: &Project,
        problems: &[Problem],
        verdict: &Verdict,
        strict: &[String],
    ) {
        let folder = &project.root;
        if verdict.accepted {
            self.accepted += 1;
            let unfounded = problems.iter().filter(|problem| {
                problem.severity == Severity::Error
                    && !strict.iter().any(|rule| rule == problem.rule.name)
                    && !is_of_a_path(problem)
            });
            self.unfounded.extend(unfounded.map(|problem| describe(project, problem)));
            return;
        }
        self.rejected += 1;
        assert!(!verdict.reasons.is_empty(), "{}", folder.display());
        for reason in &verdict.reasons {
            let blame = blame(reason);
            let kind = blame.as_ref().map_or("unknown", |blame| blame.kind.as_str());
            let is_reported =
                blame.as_ref().is_some_and(|blame| blame.place.is_reported(project, problems));
            // Of a plugin's runtime nothing need be said; what is, is held to the reference.
            if reason.is_of_the_environment(project)
                || !is_reported && reason.is_of_a_plugin(project)
            {
                continue;
            }
            let tally = self.kinds.entry(kind.to_owned()).or_default();
            if is_reported {
                tally.reported += 1;
            } else {
                tally.missed.push(format!(
                    "{}: {} {:?}",
                    folder.display(),
                    reason.message,
                    blame.map(|blame| blame.place)
                ));
            }
        }
    }

    /// Adds what another has found.
    pub fn merge(&mut self, other: Judgement) {
        self.accepted += other.accepted;
        self.rejected += other.rejected;
        self.unfounded.extend(other.unfounded);
        for (kind, tally) in other.kinds {
            let own = self.kinds.entry(kind).or_default();
            own.reported += tally.reported;
            own.missed.extend(tally.missed);
        }
    }

    /// Prints the counts, and the first disagreements of each kind.
    pub fn print(&self, what: &str) {
        let missed: usize = self.kinds.values().map(|tally| tally.missed.len()).sum();
        let reported: usize = self.kinds.values().map(|tally| tally.reported).sum();
        println!(
            "{what}: {} accepted, {} rejected; of {} reasons {reported} are reported, {missed} missed; {} unfounded errors",
            self.accepted,
            self.rejected,
            reported + missed,
            self.unfounded.len()
        );
        for (kind, tally) in &self.kinds {
            println!("  {:5} reported {:5} missed  {kind}", tally.reported, tally.missed.len());
            for missed in tally.missed.iter().take(8) {
                println!("      {missed}");
            }
        }
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        for unfounded in &self.unfounded {
            let rule = unfounded.split_once('[').and_then(|(_, rest)| rest.split(']').next());
            *rules.entry(rule.unwrap_or_default()).or_default() += 1;
        }
        for (rule, count) in rules {
            println!("  {count:5} unfounded  {rule}");
        }
        for unfounded in self.unfounded.iter().take(20) {
            println!("  unfounded: {unfounded}");
        }
    }

    /// Whether the two agree.
    ///
    /// # Panics
    /// When they do not.
    pub fn finish(&self) {
        let missed: Vec<&String> = self
            .kinds
            .iter()
            .filter(|(_, tally)| !tally.missed.is_empty())
            .map(|(kind, _)| kind)
            .collect();
        assert!(missed.is_empty(), "missed: {missed:#?}");
        assert!(self.unfounded.is_empty());
    }
}

/// Whether it is what the page says of paths of routes, which the inventory takes: one without a slash, a second catch-all,
/// a parameter that is malformed or stands within a part.
fn is_of_a_path(problem: &Problem) -> bool {
    let says = |text: &str| problem.message.contains(text);
    problem.rule.name == "invalid-name"
        && (says("must begin with a slash")
            || says("catch-all")
            || says("parameter")
            || says("may hold `*` once"))
}

fn describe(project: &Project, problem: &Problem) -> String {
    let file = problem.file.display();
    let written = problem.span.of(&project.manifest.syntax.text);
    format!("{file}: [{}] {} `{written}`", problem.rule.name, problem.message)
}

/// The rules that may call an error what the inventory accepts: those that the page lists.
pub fn stricter_rules() -> Vec<String> {
    let page = std::fs::read_to_string(places::checkout().join("docs/reference-differences.md"))
        .expect("the page is there");
    let (_, section) =
        page.split_once("## Errors that the inventory does not know").expect("it has the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let rules: Vec<String> = cells
        .flat_map(|cell| cell.split(", "))
        .map(|rule| rule.trim_matches('`').to_owned())
        .collect();
    for rule in &rules {
        assert!(rules::find(rule).is_some(), "there is no rule {rule}");
    }
    rules
}

/// The project in a folder, and its problems.
///
/// # Panics
/// When there is no manifest.
pub fn check(folder: &Path) -> (Project, Vec<Problem>) {
    let manifest = projects::arc_manifest(folder).expect("every case has a manifest");
    let project = Project::load(&Disk, &manifest).expect("it is readable");
    let problems = rules::check(&project);
    (project, problems)
}
