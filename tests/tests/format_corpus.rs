//! The formatter over every manifest of the corpus and over generated ones: what Architect reads stays the same, no
//! comment is lost, and what is formatted stays as it is.

use std::path::Path;

use arc_lsp::format::format;
use arc_lsp::project::FormatSettings;
use arc_lsp::syntax::Syntax;
use arc_lsp_tests::generate::{self, Random};
use arc_lsp_tests::places;

/// What became of some texts.
#[derive(Debug, Default)]
struct Tally {
    rejected: usize,
    unchanged: usize,
    changed: usize,
}

fn comments(syntax: &Syntax) -> Vec<String> {
    let comments = syntax.tree().manifest().comments();
    comments.iter().map(|comment| comment.of(&syntax.text).trim_end().to_owned()).collect()
}

fn check(text: &str, tally: &mut Tally) {
    let syntax = Syntax::parse(text);
    let Some(formatted) = format(&syntax, FormatSettings::default()) else {
        assert!(!syntax.problems.is_empty(), "accepted, and not formatted: {text:?}");
        tally.rejected += 1;
        return;
    };
    let again = Syntax::parse(formatted.as_str());
    assert_eq!(again.to_json().ok(), syntax.to_json().ok(), "{text:?}\n{formatted:?}");
    assert_eq!(comments(&again), comments(&syntax), "{text:?}\n{formatted:?}");
    let twice = format(&again, FormatSettings::default());
    assert_eq!(twice.as_deref(), Some(formatted.as_str()), "formatted twice: {text:?}");
    if formatted == text { tally.unchanged += 1 } else { tally.changed += 1 }
}

fn arc_files(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            arc_files(&path, found);
        } else if path.extension().is_some_and(|it| it == "arc") || path.ends_with(".arc") {
            found.push(
                String::from_utf8_lossy(&std::fs::read(&path).expect("readable")).into_owned(),
            );
        }
    }
}

#[test]
fn real_manifests_keep_their_meaning() {
    let Some(shared) = places::shared() else { return };
    let mut texts = Vec::new();
    arc_files(&shared.join("corpus"), &mut texts);
    let mut tally = Tally::default();
    texts.iter().for_each(|text| check(text, &mut tally));
    println!("{} real files: {tally:?}", texts.len());
    assert!(tally.changed > 300, "{tally:?}");
}

#[test]
fn generated_manifests_keep_their_meaning() {
    let mut random = Random::from_env(20);
    let mut tally = Tally::default();
    for _ in 0..2_000 {
        let text = generate::manifest(&mut random);
        check(&text, &mut tally);
        check(&generate::mutate(&mut random, &text), &mut tally);
    }
    println!("4,000 generated manifests: {tally:?}");
    assert!(tally.changed > 400, "{tally:?}");
}
