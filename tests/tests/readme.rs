//! What the README promises: its first command, on its example.

use std::process::Command;

use arc_lsp_tests::places;
use serde_json::Value;

#[test]
fn the_first_command_finds_the_slips_of_the_example_and_nothing_else() {
    let readme =
        std::fs::read_to_string(places::checkout().join("README.md")).expect("it is there");
    let line = readme.lines().find(|line| line.starts_with("cargo run -- ")).expect("a command");
    let command = line.split('#').next().expect("a part").trim_end();
    let words: Vec<_> = command.split_whitespace().skip(3).collect();
    assert_eq!(words, ["check", "examples/background-tasks"]);

    let output = Command::new(places::binary())
        .args(words)
        .args(["--format", "json"])
        .current_dir(places::checkout())
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let problems = found["problems"].as_array().expect("a list");

    // The rule, what it is about, and the other side that it points at.
    let expected = [
        ("undeclared-handler", "`src/http/post-hello`", "`post /yolo`"),
        ("missing-handler", "`post /yolo`", "`src/http/post-hello`"),
        ("undeclared-handler", "`src/events/oh`", "`yolo`"),
        ("missing-handler", "`yolo`", "`src/events/oh`"),
    ];
    assert_eq!(problems.len(), expected.len(), "{found:#}");
    for (problem, (rule, subject, other)) in problems.iter().zip(expected) {
        assert_eq!(problem["rule"], rule);
        let message = problem["message"].as_str().expect("a text");
        assert!(message.starts_with(subject), "{message}");
        let related = problem["related"].as_array().expect("a list").iter();
        let mut related = related.filter_map(|it| it["message"].as_str());
        assert!(related.any(|message| message.starts_with(other)), "{problem:#}");
    }
}

#[test]
fn every_command_and_every_page_of_the_guide_is_named() {
    let checkout = places::checkout();
    let readme = std::fs::read_to_string(checkout.join("README.md")).expect("it is there");
    let help = Command::new(places::binary()).arg("--help").output().expect("the binary starts");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let commands = help.split("Commands:").nth(1).expect("a list of commands");
    let commands = commands.split("\n\n").next().expect("a part").lines();
    let names = commands.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 8, "{names:?}");
    for name in names.iter().filter(|name| **name != "help") {
        assert!(readme.contains(&format!("\narc-lsp {name}")), "README.md names no `{name}`");
    }
    for entry in std::fs::read_dir(checkout.join("docs")).expect("it is there") {
        let name = entry.expect("readable").file_name().to_string_lossy().into_owned();
        assert!(readme.contains(&format!("docs/{name}")), "README.md leads to no docs/{name}");
    }
}
