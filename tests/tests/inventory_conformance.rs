//! `arc-lsp check` against `@architect/inventory`: what that rejects is an error here, at the entry that it blames, for
//! each of its reasons; what it accepts is none, but by the rules that `docs/reference-differences.md` lists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arc_lsp::project::fixture::Fixture;
use arc_lsp::project::{Disk, Project};
use arc_lsp::rules::{self, Problem, Severity};
use arc_lsp_tests::blame::blame;
use arc_lsp_tests::furnish::{furnish, furnish_config};
use arc_lsp_tests::inventory::{Verdict, ask};
use arc_lsp_tests::{corpus, places, projects};
use tempfile::TempDir;

/// What became of the reasons of one kind.
#[derive(Default)]
struct Tally {
    reported: usize,
    missed: Vec<String>,
}

#[derive(Default)]
struct Outcome {
    accepted: usize,
    rejected: usize,
    kinds: BTreeMap<String, Tally>,
    unfounded: Vec<String>,
}

impl Outcome {
    fn add(
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
            });
            self.unfounded.extend(unfounded.map(|problem| describe(project, problem)));
            return;
        }
        self.rejected += 1;
        assert!(!verdict.reasons.is_empty(), "{}", folder.display());
        for reason in verdict.reasons.iter().filter(|r| !r.is_of_the_environment(project)) {
            let blame = blame(reason);
            let kind = blame.as_ref().map_or("unknown", |blame| blame.kind.as_str());
            let tally = self.kinds.entry(kind.to_owned()).or_default();
            if blame.as_ref().is_some_and(|blame| blame.place.is_reported(project, problems)) {
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

    fn print(&self, what: &str) {
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
            for missed in tally.missed.iter().take(3) {
                println!("      {missed}");
            }
        }
        for unfounded in self.unfounded.iter().take(20) {
            println!("  unfounded: {unfounded}");
        }
    }

    fn finish(&self) {
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

fn describe(project: &Project, problem: &Problem) -> String {
    let file = problem.file.display();
    let written = problem.span.of(&project.manifest.syntax.text);
    format!("{file}: [{}] {} `{written}`", problem.rule.name, problem.message)
}

/// The rules that may call an error what the inventory accepts: those that the page lists.
fn stricter_rules() -> Vec<String> {
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

/// Judges projects twice: as the inventory is published, and with retired runtimes accepted, so that more of them get
/// past that.
fn run(what: &str, folders: &[PathBuf]) {
    let Some(reference) = places::reference() else { return };
    let strict = stricter_rules();
    let mut lax_strict = strict.clone();
    lax_strict.push("retired-runtime".to_owned());
    let (mut published, mut lax) = (Outcome::default(), Outcome::default());
    let verdicts = ask(&reference, folders, false).into_iter().zip(ask(&reference, folders, true));
    for (folder, (verdict, lax_verdict)) in folders.iter().zip(verdicts) {
        let (project, problems) = check(folder);
        published.add(&project, &problems, &verdict, &strict);
        lax.add(&project, &problems, &lax_verdict, &lax_strict);
    }
    published.print(what);
    lax.print(&format!("{what}, retired runtimes accepted"));
    published.finish();
    lax.finish();
}

fn check(folder: &Path) -> (Project, Vec<Problem>) {
    let manifest = projects::arc_manifest(folder).expect("every case has a manifest");
    let project = Project::load(&Disk, &manifest).expect("it is readable");
    let problems = rules::check(&project);
    (project, problems)
}

fn temporary() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let root = folder.path().canonicalize().expect("it was just made");
    (folder, root)
}

fn corpus_projects() -> Option<(TempDir, Vec<PathBuf>)> {
    let corpus = projects::corpus()?;
    let (folder, root) = temporary();
    let mut folders = Vec::new();
    for project in &corpus {
        let target = root.join(project.file_name().expect("a project has a name"));
        projects::write_corpus_project(project, &target);
        if projects::arc_manifest(&target).is_some() {
            folders.push(target);
        }
    }
    Some((folder, folders))
}

fn corpus_manifests() -> Option<(TempDir, Vec<PathBuf>)> {
    let manifests = corpus::manifests()?;
    let (folder, root) = temporary();
    let mut folders = Vec::new();
    let configs = corpus::configs().expect("there is a corpus");
    for (name, text) in &manifests {
        let target = root.join(name);
        if configs.contains(name) {
            furnish_config(&target, text);
        } else {
            furnish(&target, text);
        }
        folders.push(target);
    }
    Some((folder, folders))
}

/// A manifest that is rejected for a reason of this kind.
struct Rejected {
    kind: String,
    files: Vec<(String, String)>,
    /// What must not be there, though the manifest asks for it.
    without: Option<String>,
}

fn written_cases() -> Vec<Rejected> {
    let text = std::fs::read_to_string(places::checkout().join("tests/fixtures/rejected.txt"))
        .expect("the cases are there");
    let cases = text.split("=== ").skip(1).map(|case| {
        let (kind, fixture) = case.split_once('\n').expect("a line of its own");
        let without = fixture.lines().find_map(|line| line.strip_prefix("#! without "));
        let without = without.map(str::to_owned);
        Rejected { kind: kind.to_owned(), files: Fixture::parse(fixture).files, without }
    });
    cases.collect()
}

#[test]
fn every_reason_of_the_inventory_is_one_here() {
    let Some(reference) = places::reference() else { return };
    let cases = written_cases();
    let (_folder, root) = temporary();
    let mut folders = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let target = root.join(format!("case-{number}"));
        for (path, text) in &case.files {
            if path != "app.arc" {
                projects::write(&target, path, text.as_bytes());
            }
        }
        let kept = case.without.as_ref().filter(|path| !target.join(path).exists());
        furnish(&target, &case.files[0].1);
        if let Some(path) = kept {
            std::fs::remove_dir_all(target.join(path)).expect("it was just made");
        }
        folders.push(target);
    }
    let mut outcome = Outcome::default();
    let mut others = Vec::new();
    for ((case, folder), verdict) in
        cases.iter().zip(&folders).zip(ask(&reference, &folders, false))
    {
        let kinds: Vec<String> =
            verdict.reasons.iter().filter_map(|reason| Some(blame(reason)?.kind)).collect();
        let manifest = &case.files[0].1;
        if verdict.accepted || !kinds.contains(&case.kind) {
            others.push(format!("{}: {:?}\n{manifest}", case.kind, verdict.reasons));
        }
        let (project, problems) = check(folder);
        outcome.add(&project, &problems, &verdict, &[]);
    }
    assert!(
        others.is_empty(),
        "rejected for another reason, or not at all:\n{}",
        others.join("\n")
    );
    outcome.print("written cases");
    outcome.finish();
}

#[test]
fn corpus_projects_are_judged_as_the_inventory_judges_them() {
    let Some((_folder, folders)) = corpus_projects() else { return };
    run("projects", &folders);
}

#[test]
fn corpus_manifests_are_judged_as_the_inventory_judges_them() {
    let Some((_folder, folders)) = corpus_manifests() else { return };
    run("manifests", &folders);
}
