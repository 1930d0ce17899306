//! Every fix of every problem in the rules' examples and in real manifests, applied: it does what it says, and a safe one
//! nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use arc_lsp::project::fixture::Fixture;
use arc_lsp::project::{Changed, Changes, FileSystem, Memory, Project};
use arc_lsp::rules::{self, Allowed, Fix, FixAvailability, Mend, Problem, Severity, Trial};
use arc_lsp::syntax::Syntax;
use arc_lsp_tests::clean::clean;
use arc_lsp_tests::corpus;
use arc_lsp_tests::data_forms::forms;
use arc_lsp_tests::generate::Random;
use arc_lsp_tests::planted::KINDS;

/// Fixes that were applied, by rule and safety.
#[derive(Default)]
struct Tally(BTreeMap<(&'static str, &'static str), usize>);

impl Tally {
    fn add(&mut self, rule: &'static str, fix: &Fix) {
        *self.0.entry((rule, if fix.safe { "safe" } else { "unsafe" })).or_default() += 1;
    }

    fn print(&self, of: &str) {
        println!("{of}:");
        for ((rule, safety), count) in &self.0 {
            println!("  {count:5} {safety:6} {rule}");
        }
    }
}

/// Applies every fix of a project. What is wrong with them is added to `wrong`.
fn try_all(
    name: &str,
    files: &dyn FileSystem,
    manifest: &Path,
    tally: &mut Tally,
    wrong: &mut Vec<String>,
) {
    let now = "2026-01-01T00:00:00Z".parse().expect("a point in time");
    let trial = Trial::new(files, manifest, now);
    let mut created = false;
    for problem in &trial.problems {
        for fix in &problem.fixes {
            // A manifest without its disk lacks every handler; one is as good as the other.
            if fix.edits.is_empty() && std::mem::replace(&mut created, true) {
                continue;
            }
            tally.add(problem.rule.name, fix);
            let what = format!("{name}: {}: {}: {}", problem.rule.name, problem.message, fix.title);
            let faults = trial.faults(problem, fix);
            wrong.extend(faults.into_iter().map(|fault| format!("{fault}\n    {what}")));
        }
    }
    mend(name, files, &trial, wrong);
}

/// Applies all safe fixes at once, as `--fix` does: none is left, and the parser rejects no more than before.
fn mend(name: &str, files: &dyn FileSystem, before: &Trial<'_>, wrong: &mut Vec<String>) {
    let project = &before.project;
    let safe = |problem: &Problem| Allowed::Safe.fix(problem).is_some();
    if !before.problems.iter().any(safe) {
        return;
    }
    let mut changes = Changes::default();
    let (wanted, may_change) = (|_: &Problem| true, |_: &Project, _: &Path| true);
    let mend = Mend { files, allowed: Allowed::Safe, wanted: &wanted, may_change: &may_change };
    let settings = Arc::clone(&project.settings);
    let manifest = &project.manifest.path;
    mend.project(manifest, &settings, &mut changes).expect("the manifest is there");
    let changed = Changed::new(files, &changes);
    let after = Trial::new(&changed, manifest, "2026-01-01T00:00:00Z".parse().expect("a time"));
    for problem in after.problems.iter().filter(|problem| safe(problem)) {
        wrong.push(format!(
            "still to be mended\n    {name}: {}: {}",
            problem.rule.name, problem.message
        ));
    }
    if after.rejections() > before.rejections() {
        wrong.push(format!("all fixes together are rejected\n    {name}"));
    }
    // Only what is no error must keep what is read.
    let errors = before.problems.iter().any(|it| safe(it) && it.rule.severity == Severity::Error);
    if !errors && before.readings() != after.readings() {
        wrong.push(format!("all fixes together change what is read\n    {name}"));
    }
}

fn assert_none(mut wrong: Vec<String>) {
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn fixes_of_examples_do_what_they_say() {
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for rule in rules::all() {
        let fixture = Fixture::parse(rule.example.bad);
        try_all(rule.name, &fixture.file_system(), &fixture.manifest(), &mut tally, &mut wrong);
    }
    tally.print("examples");
    assert_none(wrong);
    // What a rule promises is tried: a rule with safe fixes has one here.
    let tried: BTreeSet<_> = tally.0.keys().copied().collect();
    let safety = |rule: &rules::Rule| match rule.fix {
        FixAvailability::None => None,
        FixAvailability::Safe => Some((rule.name, "safe")),
        FixAvailability::Unsafe => Some((rule.name, "unsafe")),
    };
    let promised: BTreeSet<_> = rules::all()
        .into_iter()
        .filter(|rule| !rules::compares_versions(rule.name))
        .filter_map(safety)
        .collect();
    let never: Vec<_> = promised.difference(&tried).collect();
    assert!(never.is_empty(), "promised and never tried: {never:?}");
}

#[test]
fn fixes_of_planted_faults_do_what_they_say() {
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    let mut random = Random::from_env(20_261_126);
    for kind in KINDS {
        for _ in 0..20 {
            let mut planted = clean(&mut random);
            if (kind.plant)(&mut planted, &mut random).is_some() {
                let (files, manifest) = planted.disk();
                try_all(kind.name, &files, &manifest, &mut tally, &mut wrong);
            }
        }
    }
    tally.print("planted faults");
    assert_none(wrong);
}

#[test]
fn fixes_of_json_and_yaml_do_what_they_say() {
    let mut texts: Vec<String> = rules::all()
        .iter()
        .map(|rule| Fixture::parse(rule.example.bad).files[0].1.clone())
        .collect();
    texts.extend(corpus::manifests().into_iter().flatten().map(|(_, text)| text).step_by(4));
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for text in texts {
        let Ok(arc) = serde_json::from_str(&Syntax::parse(&*text).reading.to_json()) else {
            continue;
        };
        for form in forms(&arc) {
            let manifest = Path::new("/project").join(form.name);
            let mut files = Memory::default();
            files.insert(&manifest, form.text.as_str());
            try_all(
                &format!("{} {:?}", form.name, form.text),
                &files,
                &manifest,
                &mut tally,
                &mut wrong,
            );
        }
    }
    tally.print("JSON and YAML");
    assert_none(wrong);
}

#[test]
fn fixes_of_real_projects_do_what_they_say() {
    let Some(projects) = corpus::projects() else { return };
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for case in &projects {
        try_all(&case.name, &case.files, &case.manifest, &mut tally, &mut wrong);
    }
    tally.print("projects");
    assert_none(wrong);
}

#[test]
fn fixes_of_real_manifests_do_what_they_say() {
    let Some(manifests) = corpus::manifests() else { return };
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    let manifest = Path::new("/project/app.arc");
    for (name, text) in manifests {
        let mut files = Memory::default();
        files.insert(manifest, text.as_str());
        try_all(&name, &files, manifest, &mut tally, &mut wrong);
        // The same, as Windows ends its lines.
        files.insert(manifest, text.replace("\r\n", "\n").replace('\n', "\r\n"));
        try_all(&format!("{name} with CRLF"), &files, manifest, &mut tally, &mut wrong);
    }
    tally.print("manifests");
    assert_none(wrong);
}
