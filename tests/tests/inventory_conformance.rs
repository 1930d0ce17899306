//! `arc-lsp check` against `@architect/inventory`: what that rejects is an error here, at the entry that it blames, for
//! each of its reasons; what it accepts is none, but by the rules that `docs/reference-differences.md` lists.

use std::path::PathBuf;

use arc_lsp::project::fixture::Fixture;
use arc_lsp_tests::blame::blame;
use arc_lsp_tests::furnish::{furnish, furnish_config};
use arc_lsp_tests::inventory::ask;
use arc_lsp_tests::judgement::{Judgement, check, stricter_rules};
use arc_lsp_tests::{corpus, places, projects};
use tempfile::TempDir;

/// Judges projects twice: as the inventory is published, and with retired runtimes accepted, so that more of them get
/// past that.
fn run(what: &str, folders: &[PathBuf]) {
    let Some(reference) = places::reference() else { return };
    let strict = stricter_rules();
    let mut lax_strict = strict.clone();
    lax_strict.push("retired-runtime".to_owned());
    let (mut published, mut lax) = (Judgement::default(), Judgement::default());
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
    let mut outcome = Judgement::default();
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
