//! The verdict on every handler of the corpus' projects that is not on the disk, and on every directory that no
//! function uses, against the list in `fixtures/handlers.txt`, which has the reason for each.

use std::collections::{BTreeMap, BTreeSet};

use arc_lsp::project::{HandlerState, Project};
use arc_lsp::rules::{self, Severity};
use arc_lsp_tests::corpus::{self, CorpusProject};
use arc_lsp_tests::places;

/// A function (`@http get /`) or a directory (`http/get-mock`) of a project, and what is held of it.
type Verdicts = BTreeMap<(String, String), String>;

/// The list: a line for each project, below it the verdicts with their reasons, below these what they are about.
fn expected() -> Verdicts {
    let path = places::checkout().join("tests/fixtures/handlers.txt");
    let text = std::fs::read_to_string(path).expect("the list is there");
    let mut verdicts = Verdicts::new();
    let (mut project, mut verdict) = ("", "");
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let content = line.trim_start();
        match line.len() - content.len() {
            0 => project = content,
            2 => {
                let reason;
                (verdict, reason) = content.split_once(": ").expect("a verdict has a reason");
                assert!(reason.len() > 10, "{project}: {verdict} for no reason");
            }
            _ => {
                let old = verdicts.insert((project.into(), content.into()), verdict.into());
                assert_eq!(old, None, "{project}: {content} stands twice");
            }
        }
    }
    verdicts
}

/// What this program holds of the functions of a project that have no plain handler.
fn handlers(loaded: &Project) -> BTreeMap<String, &'static str> {
    let functions = loaded.functions.iter().zip(&loaded.handlers);
    functions
        .filter_map(|(function, state)| {
            let verdict = match state {
                HandlerState::Found { .. } => return None,
                HandlerState::Compiled { .. } => "source",
                HandlerState::Directory => "directory",
                HandlerState::Missing { explained: Some(_), .. } => "made",
                HandlerState::NoDirectory { .. } => "no directory",
                HandlerState::Missing { explained: None, .. } => "missing",
            };
            Some((format!("@{} {}", function.pragma.name(), function.name), verdict))
        })
        .collect()
}

/// What it holds of directories that no function uses.
fn directories(loaded: &Project) -> BTreeMap<String, &'static str> {
    let undeclared = loaded.undeclared.iter();
    undeclared
        .map(|directory| {
            let verdict = match directory.commented_out {
                Some(_) => "commented out",
                None => "undeclared",
            };
            (format!("{}/{}", directory.pragma.name(), directory.name), verdict)
        })
        .collect()
}

/// The functions without a handler, as the reference has them.
fn missing_by_reference(project: &CorpusProject) -> BTreeSet<String> {
    let missing = project.reference["reference"]["lax"]["missing"].as_array();
    let text = |value: &serde_json::Value| value.as_str().expect("a string").to_owned();
    missing
        .into_iter()
        .flatten()
        .map(|function| format!("@{} {}", text(&function["pragma"]), text(&function["name"])))
        .collect()
}

/// The directories without a function, as the reference has them.
fn undeclared_by_reference(project: &CorpusProject) -> BTreeSet<String> {
    let undeclared = project.reference["reference"]["lax"]["undeclared"].as_array();
    undeclared.into_iter().flatten().map(|d| d.as_str().expect("a path").to_owned()).collect()
}

#[test]
fn what_is_missing_is_said_and_what_is_made_is_not() {
    let Some(projects) = corpus::projects() else { return };
    let mut verdicts = Verdicts::new();
    let (mut functions, mut absent, mut missing) = (0, 0, 0);
    for project in &projects {
        let loaded = project.load();
        functions += loaded.functions.len();
        let handlers = handlers(&loaded);
        let directories = directories(&loaded);
        assert_eq!(
            handlers.keys().cloned().collect::<BTreeSet<_>>(),
            missing_by_reference(project),
            "{}",
            project.name
        );
        let by_reference = undeclared_by_reference(project);
        for directory in directories.keys() {
            assert!(by_reference.contains(directory), "{}: {directory}", project.name);
        }
        let declared = |directory: &&String| directories.contains_key(*directory);
        let no_function: Vec<String> =
            by_reference.iter().filter(|directory| !declared(directory)).cloned().collect();
        let no_function = no_function.into_iter().map(|directory| (directory, "no function"));

        absent += handlers.len();
        let plainly = handlers.values().filter(|verdict| **verdict == "missing").count();
        missing += plainly;
        let problems = rules::check(&loaded);
        let said = |severity| {
            let said = problems.iter().filter(|problem| problem.rule.name == "missing-handler");
            said.filter(|problem| problem.severity == severity).count()
        };
        assert_eq!(said(Severity::Error), plainly, "{}", project.name);
        assert!(said(Severity::Hint) <= 1, "{}", project.name);

        let all = handlers.into_iter().chain(directories).chain(no_function);
        verdicts
            .extend(all.map(|(item, verdict)| ((project.name.clone(), item), verdict.to_owned())));
    }
    println!(
        "{} projects, {functions} functions: {absent} without a plain handler on the disk, {missing} of them truly \
         missing",
        projects.len()
    );
    let shown = |verdicts: &Verdicts| -> Vec<String> {
        verdicts.iter().map(|((project, item), v)| format!("{project}: {item}: {v}")).collect()
    };
    assert_eq!(shown(&verdicts), shown(&expected()));
}
