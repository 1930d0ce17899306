//! What cfn-lint says of our templates: no error that it does not find in the reference's own.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use arc_lsp::manifest::schema;
use arc_lsp::project::inventory::Inventory;
use arc_lsp::project::{Disk, Project};
use arc_lsp::sam;
use arc_lsp_tests::generate::Random;
use arc_lsp_tests::package::{Packaged, Question, package_all};
use arc_lsp_tests::{pipe, places, projects, valid};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The region that layers and instance types are judged by.
const REGION: &str = "us-west-2";

/// How many projects are generated.
const GENERATED: usize = 50;

/// How many templates have to be compared; without the corpus the others do.
const LEAST: usize = 45;

/// The folder of cfn-lint's packages; says so when they are not installed.
fn packages() -> Option<PathBuf> {
    let folder = places::cache().join("cfn-lint/packages");
    if folder.join("cfnlint").is_dir() {
        return Some(folder);
    }
    println!("skipped: cfn-lint is not installed; `cargo xtask test conformance` does that");
    None
}

/// The errors of each template, by as many linters as there are cores.
fn errors(packages: &PathBuf, templates: &[Value]) -> Vec<Vec<String>> {
    let script = places::checkout().join("tests/conformance/cfn-lint/lint.py");
    let lint = |templates: &[Value]| -> Vec<Vec<String>> {
        let mut python = Command::new(if cfg!(windows) { "python" } else { "python3" });
        python.arg(&script).env("PYTHONPATH", packages).stderr(Stdio::null());
        let lines =
            templates.iter().map(|it| json!({ "template": it, "region": REGION }).to_string());
        let answers = pipe::answers(python, lines);
        answers
            .iter()
            .map(|line| {
                let answer: Value = serde_json::from_str(line).expect("one JSON object a line");
                serde_json::from_value(answer["errors"].clone()).expect("a list of texts")
            })
            .collect()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = templates.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            templates.chunks(share).map(|part| scope.spawn(move || lint(part))).collect();
        workers.into_iter().flat_map(|it| it.join().expect("it does not panic")).collect()
    })
}

/// Takes over what only running a plugin can tell, an agreed difference: what becomes of a function whose runtime it
/// brings. Returns how many there are.
fn take_what_plugins_bring(ours: &mut Value, theirs: &Value) -> usize {
    let resources = ours["Resources"].as_object_mut().into_iter().flatten();
    let by_plugins = resources.filter(|(_, resource)| {
        let runtime = resource["Properties"]["Runtime"].as_str().unwrap_or_default();
        resource["Type"] == "AWS::Serverless::Function"
            && schema::runtime(runtime).is_none()
            && schema::retired_runtime(runtime).is_none()
    });
    let mut count = 0;
    for (id, resource) in by_plugins {
        count += 1;
        for key in ["Runtime", "CodeUri", "Handler"] {
            resource["Properties"][key] = theirs["Resources"][id]["Properties"][key].clone();
        }
    }
    count
}

#[test]
fn cfn_lint_finds_nothing_that_the_reference_s_template_has_not() {
    let (Some(packages), Some(reference)) = (packages(), places::reference()) else { return };
    let folder = TempDir::new().expect("a temporary folder can be made");
    let root = folder.path().canonicalize().expect("it was just made");
    let ask = |folder| Question { folder, stage: "staging", region: Some(REGION) };
    let mut questions = vec![ask(places::checkout().join("examples/background-tasks"))];
    let mut random = Random::from_env(23);
    for number in 0..GENERATED {
        let target = root.join(number.to_string());
        for (path, text) in &valid::project(&mut random).files {
            projects::write(&target, path, text.as_bytes());
        }
        questions.push(ask(target));
    }
    for project in projects::corpus().unwrap_or_default() {
        let target = root.join(project.file_name().expect("a project has a name"));
        projects::write_corpus_project(&project, &target);
        questions.push(ask(target));
    }
    let theirs = package_all(&reference, &questions, true);
    let (mut our_templates, mut their_templates, mut compared) =
        (Vec::new(), Vec::new(), Vec::new());
    let mut by_plugins = 0;
    for (question, theirs) in questions.iter().zip(theirs) {
        let Packaged::Accepted { template, .. } = theirs else { continue };
        let Some(manifest) = projects::arc_manifest(&question.folder) else { continue };
        let project = Project::load(&Disk, &manifest).expect("a readable manifest");
        let inventory = Inventory::new(&project, question.region);
        let mut own = sam::package(&project, &inventory, question.stage).to_json();
        by_plugins += take_what_plugins_bring(&mut own, &template);
        our_templates.push(own);
        their_templates.push(template);
        compared.push(question);
    }
    let ours = errors(&packages, &our_templates);
    // Most templates have none, and then the reference's need not be looked at.
    let with_errors: Vec<usize> =
        (0..ours.len()).filter(|index| !ours[*index].is_empty()).collect();
    let their_templates: Vec<Value> =
        with_errors.iter().map(|index| their_templates[*index].clone()).collect();
    let theirs = errors(&packages, &their_templates);
    let mut only_ours = 0;
    for (index, theirs) in with_errors.iter().zip(&theirs) {
        let own: Vec<&String> = ours[*index].iter().filter(|it| !theirs.contains(it)).collect();
        only_ours += own.len();
        if !own.is_empty() {
            println!("{}: {own:#?}", compared[*index].folder.display());
        }
    }
    println!(
        "{} templates ({by_plugins} functions with a runtime that a plugin brings), {} without an error of cfn-lint, {} with errors that the reference's has too, {only_ours} errors of \
         ours alone",
        compared.len(),
        compared.len() - with_errors.len(),
        with_errors.len(),
    );
    assert!(compared.len() >= LEAST, "{}", compared.len());
    assert_eq!(only_ours, 0);
}
