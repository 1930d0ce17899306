//! Which file names which: a graph of imports, and the circles in it.

use std::collections::{BTreeMap, BTreeSet};

/// Files by their path below `src`, each with those that it names. What only introduces its rooms (`mod.rs`, `lib.rs`,
/// `main.rs`) and the tests at the end of a file are left out.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The graph of files, each a path below `src` with its code, comments left out.
pub fn graph(files: &[(String, String)]) -> Graph {
    let modules: BTreeMap<Vec<&str>, &str> =
        files.iter().map(|(path, _)| (module(path), path.as_str())).collect();
    let mut graph = Graph::new();
    for (path, code) in files.iter().filter(|(path, _)| !introduces(path)) {
        let code = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let mut named = BTreeSet::new();
        for full in names(code, &module(path)) {
            let full: Vec<&str> = full.iter().map(String::as_str).collect();
            // The longest beginning that is a module; what follows stands in it.
            let found = (1..=full.len()).rev().find_map(|end| modules.get(&full[..end]));
            let found = found.filter(|found| *found != path && !introduces(found));
            named.extend(found.map(|found| (*found).to_owned()));
        }
        graph.insert(path.clone(), named);
    }
    graph
}

fn introduces(path: &str) -> bool {
    path.ends_with("mod.rs") || ["lib.rs", "main.rs"].contains(&path)
}

fn module(path: &str) -> Vec<&str> {
    let path = path.trim_end_matches(".rs");
    path.trim_end_matches("/mod")
        .split('/')
        .filter(|part| !["lib", "main"].contains(part))
        .collect()
}

/// Every path that the code of a module names from the crate's root or from its own place.
fn names(code: &str, own: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            // One that continues another is read with it.
            if code[..at].ends_with("::") {
                continue;
            }
            let mut rest = &code[at..];
            let mut base: Vec<String> = own.iter().map(|part| (*part).to_owned()).collect();
            while let Some(behind) = rest.strip_prefix("super::") {
                base.pop();
                rest = behind;
            }
            if let Some(behind) = rest.strip_prefix("crate::") {
                base.clear();
                rest = behind;
            }
            spread(rest, base, &mut found);
        }
    }
    found
}

/// The paths of a tree of imports, `a::{b, c::d}`.
fn spread(rest: &str, base: Vec<String>, found: &mut Vec<Vec<String>>) {
    let rest = rest.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    spread(&group[start..at], base.clone(), found);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.is_empty() {
        return;
    }
    let behind = rest[word.len()..].strip_prefix("::");
    let path: Vec<String> = base.into_iter().chain([word]).collect();
    match behind {
        Some(behind) => spread(behind, path, found),
        None => found.push(path),
    }
}

/// The circles: files each of which leads to every other of them, sorted, two at least.
pub fn circles(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|file| (file.as_str(), reach(graph, file))).collect();
    let mut circles = BTreeSet::new();
    for (file, leads) in &reached {
        let both = leads.iter().filter(|to| reached.get(*to).is_some_and(|it| it.contains(file)));
        let circle: BTreeSet<String> = both.map(|to| (*to).to_owned()).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

/// Every file that one leads to.
fn reach<'g>(graph: &'g Graph, file: &str) -> BTreeSet<&'g str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![file];
    while let Some(next) = open.pop() {
        for to in graph.get(next).into_iter().flatten() {
            if reached.insert(to.as_str()) {
                open.push(to);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let files: Vec<(String, String)> =
            files.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned())).collect();
        circles(&graph(&files)).into_iter().map(|circle| circle.into_iter().collect()).collect()
    }

    #[test]
    fn a_circle_is_seen_however_long_it_is() {
        let mut files = vec![
            ("a/mod.rs", "mod x; mod y; mod z; pub use x::X;"),
            ("a/x.rs", "use super::{y::{self, Y}, z};"),
            ("a/y.rs", "fn f() { crate::a::z::g() }"),
            ("a/z.rs", "#[cfg(test)]\nmod tests { use super::super::x::X; }"),
        ];
        assert!(circles_of(&files).is_empty());
        files[3].1 = "use crate::{b, a::x::X};";
        assert_eq!(circles_of(&files), [["a/x.rs", "a/y.rs", "a/z.rs"]]);
        files[2].1 = "";
        assert_eq!(circles_of(&files), [["a/x.rs", "a/z.rs"]]);
    }
}
