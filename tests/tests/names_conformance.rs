//! `invalid-name` against the rules of `@architect/inventory`: random names and routes, and the differences that
//! `docs/reference-differences.md` lists.

use std::path::Path;
use std::process::Command;

use arc_lsp::project::{Memory, Project};
use arc_lsp::rules;
use arc_lsp_tests::generate::Random;
use arc_lsp_tests::{pipe, places};
use serde_json::{Value, json};

/// A name to ask for.
struct Case {
    question: Value,
    manifest: String,
    /// Of a route.
    path: Option<String>,
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn word(random: &mut Random, alphabet: &[&str], most: usize) -> String {
    (0..=random.below(most)).map(|_| random.pick(alphabet).to_owned()).collect()
}

fn route(random: &mut Random) -> Case {
    // Mostly what is right, so that both verdicts are frequent.
    let right = ["/a", "/id", "/B1", "/:id", "/:a", "a", "9", "-a", "_b", ".c"];
    let wrong = ["/", "/:", "-", ".", "_", "*", "/*", ":", "ä", "(", "//", "*/*", "a:b"];
    let mut path = random.pick(&["/a", "/", "", "/:id", "/x"]).to_owned();
    path.push_str(&word(random, &right, 4));
    if random.once_in(2) {
        path.push_str(random.pick(&wrong));
        path.push_str(random.pick(&["", "", "/a", "/*", "b"]));
    }
    let mut method = random.pick(&["get", "POST", "any", "head", "options", "put"]);
    if random.once_in(12) {
        method = random.pick(&["fetch", "trace", "ANY", "all"]);
    }
    Case {
        question: json!({ "pragma": "http", "method": method.to_lowercase(), "path": path }),
        manifest: format!("@app\nmy-app\n@http\n{method} {}\n", quoted(&path)),
        path: Some(path),
    }
}

fn name(random: &mut Random) -> Case {
    let pragma = random.pick(&["events", "queues", "scheduled", "tables-streams", "ws", "app"]);
    let parts =
        ["a", "b", "Z", "9", "-", "_", ".", "..", "/", "aws", "Amazon", "ä", "!", "$", "😀"];
    let mut name = word(random, &parts, 6);
    if random.once_in(8) {
        // Around the greatest lengths.
        let length = [98, 240, 243, 250][random.below(4)];
        name.push_str(&"x".repeat(length + random.below(8)));
    }
    let entry = match pragma {
        "scheduled" => format!("{} rate(1 day)", quoted(&name)),
        _ => quoted(&name),
    };
    let manifest = match pragma {
        "app" => format!("@app\n{entry}\n"),
        _ => format!("@app\nmy-app\n@{pragma}\n{entry}\n"),
    };
    Case { question: json!({ "pragma": pragma, "name": name }), manifest, path: None }
}

/// What we have against a name.
fn ours(manifest: &str) -> Vec<String> {
    let mut files = Memory::default();
    let path = Path::new("/project/app.arc");
    files.insert(path, manifest);
    let project = Project::load(&files, path).expect("the manifest is there");
    let problems = rules::check(&project);
    let names = problems.iter().filter(|problem| problem.rule.name == "invalid-name");
    names.map(|problem| problem.message.clone()).collect()
}

/// Paths that the reference lets pass and we do not: the rows of `docs/reference-differences.md`.
fn is_listed(path: &str) -> bool {
    let short = path.chars().count() <= 1 && path != "/";
    let parts: Vec<&str> = path.split('/').collect();
    let last_is_star = path.ends_with("/*");
    let star_before = last_is_star && path[..path.len() - 1].contains('*');
    let wrong_parameter = |part: &&str| match part.split_once(':') {
        Some((before, name)) => !before.is_empty() || name.is_empty() || name.contains([':', '*']),
        None => false,
    };
    short || star_before || parts.iter().any(wrong_parameter)
}

#[test]
fn names_agree_with_the_inventory() {
    let Some(folder) = places::reference() else { return };
    let mut random = Random::from_env(20_261_124);
    let cases: Vec<Case> = (0..6_000)
        .map(|index| if index % 2 == 0 { route(&mut random) } else { name(&mut random) })
        .collect();
    let mut node = Command::new("node");
    node.arg(places::checkout().join("tests/conformance/names.js")).arg(folder);
    let answers = pipe::answers(node, cases.iter().map(|case| case.question.to_string()));
    let (mut agreed, mut rejected, mut listed) = (0, 0, 0);
    let mut differences = Vec::new();
    for (case, answer) in cases.iter().zip(answers) {
        let answer: Value = serde_json::from_str(&answer).expect("an object");
        let theirs = answer["errors"].as_array().expect("a list");
        let ours = ours(&case.manifest);
        if ours.is_empty() == theirs.is_empty() {
            agreed += 1;
            rejected += usize::from(!ours.is_empty());
        } else if theirs.is_empty() && case.path.as_deref().is_some_and(is_listed) {
            listed += 1;
        } else {
            differences.push(format!("{}\n  theirs {theirs:?}\n  ours {ours:?}", case.question));
        }
    }
    println!("{agreed} agree ({rejected} rejected), {listed} are listed differences");
    assert!(
        differences.is_empty(),
        "{}\n{}",
        differences.len(),
        differences[..differences.len().min(12)].join("\n")
    );
}
