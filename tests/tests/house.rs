//! The house holds: imports point down, the protocol stays behind its door, a file is a room.

use std::path::{Path, PathBuf};

use arc_lsp_tests::imports::{circles, graph};
use arc_lsp_tests::places::checkout;

/// The floors from the ground up; rooms on one floor do not name each other either, but for `ide`'s and the faces'
/// own needs further down.
const FLOORS: [&[&str]; 7] = [
    &["text"],
    &["syntax"],
    &["manifest"],
    &["project"],
    &["rules", "sam", "scaffold", "format", "graph"],
    &["ide"],
    &["cli", "server"],
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The source files of the server, each with its path below `src` and its text without comments.
fn sources() -> Vec<(String, String)> {
    let root = checkout().join("server/src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("sources are UTF-8");
        let code: Vec<&str> =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let name =
            path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        (name, code.join("\n"))
    };
    files.iter().map(read).collect()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&module))
}

/// The modules at the crate's root that a text names: `crate::x` and each of `crate::{x, y::z}`.
fn named_modules(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match rest.strip_prefix('{') {
            None => named.push(word(rest)),
            Some(group) => {
                let mut depth = 0;
                let mut start = 0;
                for (index, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth > 0 => depth -= 1,
                        ',' | '}' if depth == 0 => {
                            named.push(word(&group[start..index]));
                            start = index + 1;
                            if c == '}' {
                                break;
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    named
}

#[test]
fn the_reader_of_imports_sees_groups() {
    let named =
        named_modules("use crate::{text::Span, rules::{a, b}, ide}; let x = crate::cli::run();");
    assert_eq!(named, ["text", "rules", "ide", "cli"]);
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let own = path.split(['/', '.']).next().unwrap_or_default();
        let Some(own_floor) = floor(own) else { continue };
        for module in named_modules(&code) {
            // The command line starts the server; the server knows of no command line.
            let up = floor(&module).is_some_and(|other| other > own_floor)
                || (own == "server" && module == "cli");
            if up {
                wrong.push(format!("{path} names {module}/"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_a_floor() {
    for (path, _) in sources() {
        let own = path.split(['/', '.']).next().unwrap_or_default();
        assert!(["lib", "main"].contains(&own) || floor(own).is_some(), "{path} is on no floor");
    }
}

#[test]
fn the_protocol_stays_in_the_server() {
    for (path, code) in sources() {
        let names = ["tower_lsp", "lsp_types"].iter().any(|name| code.contains(name));
        assert!(!names || path.starts_with("server/"), "{path} names the protocol");
    }
}

#[test]
fn files_are_read_by_the_project_floor_only() {
    for (path, code) in sources() {
        let reads = ["std::fs", "fs::read", "File::open"].iter().any(|name| code.contains(name));
        let face = path.starts_with("cli/") || path.starts_with("server/") || path == "main.rs";
        assert!(!reads || face || path.starts_with("project/"), "{path} reads files itself");
    }
}

#[test]
fn a_file_is_a_room() {
    for (path, code) in sources() {
        let lines = code.lines().count();
        assert!(lines <= 600, "{path} has {lines} lines: it wants to be two");
        for name in ["util", "utils", "helper", "helpers", "misc", "common"] {
            assert!(
                !path.split(['/', '.']).any(|part| part == name),
                "{path} says nothing by its name"
            );
        }
    }
}

/// The circles that are still open: a file of each, and of how many files it consists at most. This list only shrinks.
const OPEN_CIRCLES: [(&str, usize); 8] = [
    ("manifest/schedule/form.rs", 2),
    ("manifest/schedule/unix.rs", 3),
    ("project/explanation.rs", 14),
    ("project/gitignore.rs", 2),
    ("project/settings/settings.rs", 3),
    // Of which each rule is one.
    ("rules/registry.rs", 62),
    ("sam/globals.rs", 6),
    ("server/session.rs", 28),
];

#[test]
fn files_name_each_other_in_no_circle() {
    let found = circles(&graph(&sources()));
    for (file, most) in OPEN_CIRCLES {
        let circle = found.iter().find(|circle| circle.contains(file));
        let circle =
            circle.unwrap_or_else(|| panic!("{file} is in no circle: take it off the list"));
        assert!(circle.len() <= most, "{file}, {} instead of {most}: {circle:#?}", circle.len());
    }
    let known = |file: &String| OPEN_CIRCLES.iter().any(|(open, _)| open == file);
    let new: Vec<_> = found.iter().filter(|circle| !circle.iter().any(known)).collect();
    assert!(new.is_empty(), "these files name each other: {new:#?}");
}
