//! The rules over real manifests: what the reference deploys is never called an error.

use std::collections::BTreeMap;
use std::path::Path;

use arc_lsp::project::{Memory, Project};
use arc_lsp::rules::{self, Problem, Severity};
use arc_lsp_tests::{corpus, places};
use serde_json::Value;

/// Rules that may call an error what the reference accepts: it takes a runtime that is retired or none only because
/// the corpus was made to let it; handlers are looked at by `handlers_corpus`; one manifest has an index twice, and some
/// are of the time when a bucket could be one's own.
const STRICTER: [&str; 5] =
    ["missing-handler", "retired-runtime", "unknown-runtime", "duplicate-index", "static-bucket"];

/// Rules that judge what a function's config means, of which the corpus knows only what the parser says.
const OF_VALUES: [&str; 3] = ["invalid-layer", "invalid-setting", "layer-region"];

#[derive(Default)]
struct Summary(BTreeMap<(&'static str, Severity), usize>);

impl Summary {
    fn add(&mut self, problems: &[Problem]) {
        for problem in problems {
            *self.0.entry((problem.rule.name, problem.severity)).or_default() += 1;
        }
    }

    fn print(&self, of: &str) {
        println!("{of}:");
        for ((rule, severity), count) in &self.0 {
            println!("  {count:4} {severity:?} {rule}");
        }
    }
}

/// The errors that the reference gives no reason for.
fn unfounded<'p>(project: &Project, problems: &'p [Problem]) -> Vec<(String, &'p str)> {
    let errors = problems.iter().filter(|problem| {
        problem.severity == Severity::Error && !STRICTER.contains(&problem.rule.name)
    });
    errors
        .map(|problem| {
            let file = project.relative(&problem.file);
            (format!("{file}: {}", problem.message), problem.rule.name)
        })
        .collect()
}

#[test]
fn projects_that_the_reference_accepts_have_no_errors() {
    let Some(projects) = corpus::projects() else { return };
    let mut summary = Summary::default();
    for case in &projects {
        let project = case.load();
        let problems = rules::check(&project);
        summary.add(&problems);
        let found = unfounded(&project, &problems);
        if case.reference["reference"]["lax"]["ok"] == true {
            assert!(found.is_empty(), "{}: {found:#?}", case.name);
        } else {
            assert!(!found.is_empty(), "{} is rejected, and nothing is said", case.name);
        }
    }
    summary.print("projects");
}

#[test]
fn manifests_that_the_reference_accepts_have_no_errors() {
    let Some(manifests) = corpus::manifests() else { return };
    let Some(shared) = places::shared() else { return };
    let lines = std::fs::read_to_string(shared.join("corpus/manifests.jsonl")).expect("readable");
    let answers: BTreeMap<String, Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|answer| (answer["file"].as_str().expect("a name").to_owned(), answer))
        .collect();
    let mut summary = Summary::default();
    let (mut accepted, mut configs) = (0, 0);
    for (name, text) in manifests {
        let answer = &answers[&name];
        let mut files = Memory::default();
        let manifest = Path::new("/project/app.arc");
        let is_config = answer["kind"] == "config";
        if is_config {
            // A config of a function, below a manifest with nothing to complain about.
            files.insert(manifest, "@app\nmy-app\n@events\nyolo\n");
            files.insert("/project/src/events/yolo/index.js", "");
            files.insert("/project/src/events/yolo/config.arc", text);
        } else {
            files.insert(manifest, text);
        }
        let project = Project::load(&files, manifest).expect("there is a manifest");
        let problems = rules::check(&project);
        summary.add(&problems);
        // Without a disk, the reference complains about that first.
        let is_accepted = match is_config {
            true => answer["parse"]["ok"] == true,
            false => answer["inventory"]["ok"] == true,
        };
        if is_accepted {
            accepted += 1;
            configs += usize::from(is_config);
            let mut found = unfounded(&project, &problems);
            found.retain(|(_, rule)| !is_config || !OF_VALUES.contains(rule));
            assert!(found.is_empty(), "{name}: {found:#?}");
        }
    }
    println!("{accepted} accepted, {configs} of them configs of functions");
    summary.print("manifests");
}
