//! Manifests in JSON and YAML against the reference's reader, and against the same manifests in Architect's own format.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arc_lsp::project::{FileSystem, Memory, Project};
use arc_lsp::rules::{self, Problem, apply_edits};
use arc_lsp::syntax::{Format, Syntax};
use arc_lsp_tests::data_forms::{Form, forms};
use arc_lsp_tests::generate::Random;
use arc_lsp_tests::{corpus, pipe, places};
use serde_json::{Value, json};

/// What a text came to: the JSON of what is read, nothing where it is rejected.
type Read = Option<String>;

fn ours(form: &Form) -> Read {
    let syntax = Syntax::parse_as(Format::of(Path::new(form.name)), form.text.as_str());
    syntax.to_json().ok()
}

/// What the reference reads of each, in one process.
fn theirs(folder: &Path, forms: &[Form]) -> Vec<Read> {
    let mut node = std::process::Command::new("node");
    node.arg(places::checkout().join("tests/conformance/reader.js")).arg(folder);
    let lines =
        forms.iter().map(|form| json!({ "name": form.name, "text": form.text }).to_string());
    let answers = pipe::answers(node, lines);
    let read = |answer: &String| {
        let answer: Value = serde_json::from_str(answer).expect("one JSON object a line");
        answer["json"].as_str().map(str::to_owned)
    };
    answers.iter().map(read).collect()
}

/// The manifests of the corpus that the parser accepts, as what it returns.
fn parsed() -> Option<Vec<Value>> {
    let manifests = corpus::manifests()?.into_iter().map(|(_, text)| text);
    let projects = corpus::projects()?.into_iter().map(|it| {
        let bytes = it.files.read(&it.manifest).expect("the corpus has the manifest");
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let json = |text: String| {
        let json = Syntax::parse(text).to_json().ok()?;
        serde_json::from_str(&json).ok()
    };
    Some(manifests.chain(projects).filter_map(json).collect())
}

/// Where ours and the reference's readings differ, by form.
fn differences(forms: &[Form], folder: &Path) -> Vec<String> {
    let theirs = theirs(folder, forms);
    let accepted = theirs.iter().flatten().count();
    let differ = |(form, theirs): (&Form, &Read)| {
        let ours = ours(form);
        (ours != *theirs).then(|| {
            format!("{}\n{}\nours:   {ours:?}\ntheirs: {theirs:?}\n", form.name, form.text)
        })
    };
    let found: Vec<String> = forms.iter().zip(&theirs).filter_map(differ).collect();
    println!("{} read, {accepted} accepted, {} differ", forms.len(), found.len());
    found
}

#[test]
fn readings_are_those_of_the_reference() {
    let (Some(folder), Some(parsed)) = (places::reference(), parsed()) else { return };
    let forms: Vec<Form> = parsed.iter().flat_map(forms).collect();
    let found = differences(&forms, &folder);
    assert!(found.is_empty(), "{}", found[..found.len().min(3)].join("\n"));
}

#[test]
fn broken_json_is_rejected_where_the_reference_rejects_it() {
    let (Some(folder), Some(parsed)) = (places::reference(), parsed()) else { return };
    let found = differences(&mutated(&parsed, "arc.json", 3000), &folder);
    assert!(found.is_empty(), "{}", found[..found.len().min(3)].join("\n"));
}

/// Of broken YAML two parsers have two opinions where a string runs over lines with too little indent: js-yaml takes it
/// in quotes, where the specification does not, and refuses it between brackets. What both read, they read alike.
#[test]
fn broken_yaml_is_nearly_always_rejected_where_the_reference_rejects_it() {
    let (Some(folder), Some(parsed)) = (places::reference(), parsed()) else { return };
    let forms = mutated(&parsed, "arc.yaml", 3000);
    let theirs = theirs(&folder, &forms);
    let (mut missed, mut refused, mut misread) = (0, 0, Vec::new());
    for (form, theirs) in forms.iter().zip(&theirs) {
        match (ours(form), theirs) {
            (Some(_), None) => missed += 1,
            (None, Some(_)) => refused += 1,
            (Some(ours), Some(theirs)) if ours != *theirs => {
                misread.push(format!("{}\nours:   {ours}\ntheirs: {theirs}\n", form.text))
            }
            _ => {}
        }
    }
    let accepted = theirs.iter().flatten().count();
    println!(
        "YAML: {} read, {accepted} accepted, {missed} accepted here only, {refused} refused here only",
        forms.len()
    );
    assert!(misread.is_empty(), "{}", misread.join("\n"));
    assert!((missed + refused) * 40 < forms.len(), "more than one in forty");
}

/// Forms with a few characters put in, taken out or replaced.
fn mutated(parsed: &[Value], name: &str, count: usize) -> Vec<Form> {
    const CHARACTERS: [&str; 24] = [
        "{", "}", "[", "]", ",", ":", "\"", "'", " ", "\n", "\t", "-", "#", "@", "*", "&", "0",
        "true", "null", "5", "- ", "  ", "|", "x",
    ];
    let mut random = Random::new(5);
    let mut texts: Vec<Form> = parsed.iter().flat_map(forms).filter(|it| it.name == name).collect();
    texts.retain(|form| form.text.len() < 1500);
    let mut mutated = Vec::new();
    while mutated.len() < count {
        let mut form = texts[random.below(texts.len())].clone();
        for _ in 0..=random.below(2) {
            let at = random.below(form.text.len());
            let Some(character) = form.text.get(at..).and_then(|it| it.chars().next()) else {
                continue;
            };
            let new = CHARACTERS[random.below(CHARACTERS.len())];
            match random.below(3) {
                0 => form.text.insert_str(at, new),
                1 => drop(form.text.remove(at)),
                _ => form.text.replace_range(at..at + character.len_utf8(), new),
            }
        }
        mutated.push(form);
    }
    mutated
}

/// Rules about how Architect's own format is written, or how the others are.
const OF_A_FORMAT: [&str; 8] = [
    "swallowed-lines",
    "lost-entry",
    "repeated-pragma",
    "glued-comment",
    "stray-quote",
    "duplicate-key",
    "dead-file",
    "unreadable-value",
];

/// How often a rule, with its severity, stands on some words.
type Found = BTreeMap<(String, String), usize>;

/// What is found in a manifest: rule and severity with the words that the problem stands on.
fn found(project: &Project) -> Found {
    let mut counts = Found::new();
    let now = "2026-01-01T00:00:00Z".parse().expect("a point in time");
    for problem in rules::check_at(project, now) {
        let manifest = &project.manifest;
        if OF_A_FORMAT.contains(&problem.rule.name) || problem.file != manifest.path {
            continue;
        }
        // In JSON brackets and commas stand between the words.
        let written = problem.span.of(&manifest.syntax.text);
        let words: String =
            written.chars().filter(|c| !c.is_whitespace() && !"\"'@,:[]{}-".contains(*c)).collect();
        // An entry that is commented out explains a handler, and no other format has such comments.
        let words = if problem.rule.name == "undeclared-handler" { String::new() } else { words };
        let rule = format!("{} {}", problem.severity.name(), problem.rule.name);
        *counts.entry((rule, words)).or_default() += 1;
    }
    counts
}

#[test]
fn the_same_is_found_as_in_architects_own_format() {
    let Some(projects) = corpus::projects() else { return };
    let (mut compared, mut problems, mut tried, mut wrong) = (0, 0, 0, Vec::new());
    for case in &projects {
        let project = case.load();
        let Ok(json) = project.manifest.syntax.to_json() else { continue };
        let arc: Value = serde_json::from_str(&json).expect("JSON");
        let expected = found(&project);
        for form in forms(&arc) {
            let mut files: Memory = case.files.clone();
            files.remove(&case.manifest);
            let path: PathBuf = case.root.join(form.name);
            // A package that was not there would be asked for the plugins.
            if form.name == "package.json" && files.kind(&path).is_none() {
                continue;
            }
            let text = if form.name == "package.json" {
                in_package(&files, &path, &form)
            } else {
                form.text
            };
            files.insert(path.clone(), text);
            let project = Project::load(&files, &path).expect("a manifest");
            // What cannot be said in the other format is rejected there, as it is by the reference.
            if !project.manifest.syntax.problems.is_empty() {
                continue;
            }
            compared += 1;
            let found = found(&project);
            problems += found.values().sum::<usize>();
            if found != expected {
                let only = |a: &Found, b: &Found| {
                    let only = a.iter().filter(|(key, count)| b.get(*key) != Some(count));
                    format!("{:?}", only.collect::<Vec<_>>())
                };
                wrong.push(format!(
                    "{} as {}\n  only there: {}\n  only in app.arc: {}",
                    case.name,
                    path.display(),
                    only(&found, &expected),
                    only(&expected, &found)
                ));
            }
            for problem in rules::check(&project) {
                tried += problem.fixes.len();
                wrong.extend(spoilt(&project, &problem));
            }
        }
    }
    println!("{compared} manifests compared, {problems} problems in them, {tried} fixes tried");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// The `package.json` of a project with a manifest in it.
fn in_package(files: &Memory, path: &Path, form: &Form) -> String {
    let bytes = files.read(path).unwrap_or_default();
    let mut package: Value = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!({}));
    let form: Value = serde_json::from_str(&form.text).expect("JSON");
    package["arc"] = form["arc"].clone();
    format!("{package:#}\n")
}

/// The fixes of a problem after which a file in JSON or YAML is read worse than before.
fn spoilt(project: &Project, problem: &Problem) -> Vec<String> {
    let mut spoilt = Vec::new();
    for fix in &problem.fixes {
        for file in project.arc_files().filter(|file| !file.syntax.format.is_arc()) {
            let edits: Vec<_> = fix.edits.iter().filter(|edit| edit.file == file.path).collect();
            if edits.is_empty() {
                continue;
            }
            let text = apply_edits(&file.syntax.text, edits.iter().copied());
            let after = file.syntax.again(text.as_str());
            if after.problems.len() > file.syntax.problems.len()
                || after.unread.len() > file.syntax.unread.len()
            {
                spoilt.push(format!("{}: {} spoils\n{text}", problem.rule.name, fix.title));
            }
        }
    }
    spoilt
}
