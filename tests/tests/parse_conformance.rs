//! `arc-lsp parse` against `@architect/parser`: the same JSON, or the same rejection on the same line.

use arc_lsp::syntax::{Syntax, SyntaxProblemKind};
use arc_lsp_tests::generate::{Random, manifest, mutate};
use arc_lsp_tests::places;
use arc_lsp_tests::reference::{Answer, parse_all};

/// What ours makes of a text, in the reference's terms.
fn ours(text: &str) -> Answer {
    let syntax = Syntax::parse(text);
    match syntax.to_json() {
        Ok(json) => Answer::Accepted(json),
        Err(problem) => Answer::Rejected {
            name: reference_name(problem.kind, problem.reference_line.is_some()).to_owned(),
            line: problem.reference_line.map(|line| line as u64),
        },
    }
}

/// The reference's class of error for each of our kinds.
fn reference_name(kind: SyntaxProblemKind, has_line: bool) -> &'static str {
    match kind {
        SyntaxProblemKind::UnknownCharacter => "UnknownCharacterError",
        SyntaxProblemKind::UnclosedQuote => "CloseQuoteNotFoundError",
        SyntaxProblemKind::InvalidPragma => "PragmaSyntaxError",
        SyntaxProblemKind::NoPragma => "PragmaNotFound",
        SyntaxProblemKind::RepeatedPragma => "PragmaAlreadyDefined",
        SyntaxProblemKind::ValueBeforePragma => "TypeError",
        SyntaxProblemKind::VectorNameNotString => "VectorNameNotString",
        SyntaxProblemKind::MapNameNotString => "MapNameNotString",
        SyntaxProblemKind::MapKeyNotString => "MapKeyNotString",
        SyntaxProblemKind::MapValueMissing if has_line => "MapKeyUndefinedValue",
        SyntaxProblemKind::MapValueMissing => "TypeError",
        SyntaxProblemKind::UnknownShape => "TypeUnknownError",
        SyntaxProblemKind::InvalidJson
        | SyntaxProblemKind::InvalidYaml
        | SyntaxProblemKind::UnreadableValue => unreachable!("of other formats"),
    }
}

/// Compares all, and prints the first differences whole.
fn compare(texts: &[String]) {
    let Some(folder) = places::reference() else { return };
    let theirs = parse_all(&folder, texts.iter().map(String::as_str));
    assert_eq!(theirs.len(), texts.len());
    let accepted = theirs.iter().filter(|answer| matches!(answer, Answer::Accepted(_))).count();
    let differences: Vec<_> = texts
        .iter()
        .zip(&theirs)
        .map(|(text, theirs)| (text, theirs, ours(text)))
        .filter(|(_, theirs, ours)| *theirs != ours)
        .collect();
    for (text, theirs, ours) in differences.iter().take(5) {
        println!("--- {text:?}\n{text}\n  theirs: {theirs:?}\n  ours:   {ours:?}");
    }
    println!(
        "{} of {} agree ({accepted} accepted, {} rejected)",
        texts.len() - differences.len(),
        texts.len(),
        texts.len() - accepted
    );
    assert!(differences.is_empty());
}

fn corpus() -> Option<Vec<String>> {
    let corpus = places::shared()?.join("corpus");
    let mut paths: Vec<_> = std::fs::read_dir(corpus.join("manifests"))
        .expect("the corpus has manifests")
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    paths.sort();
    let read = |path| String::from_utf8_lossy(&std::fs::read(path).expect("readable")).into_owned();
    Some(paths.into_iter().map(read).collect())
}

#[test]
fn corpus_manifests_agree() {
    let Some(texts) = corpus() else { return };
    assert!(texts.len() >= 795, "{}", texts.len());
    compare(&texts);
}

#[test]
fn project_manifests_and_configs_agree() {
    let Some(shared) = places::shared() else { return };
    let mut folders = vec![shared.join("corpus/projects")];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".arc") || name == ".arc-config" {
                let bytes = std::fs::read(path).expect("a readable file");
                texts.push(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
    assert!(texts.len() >= 61, "{}", texts.len());
    compare(&texts);
}

/// Everything that is known of the format and surprises, each with what the reference makes of it.
#[test]
fn oddities_of_the_format_agree() {
    let fixture = std::fs::read_to_string(places::checkout().join("tests/fixtures/oddities.json"));
    let rows: serde_json::Value =
        serde_json::from_str(&fixture.expect("the fixture is there")).expect("the fixture is JSON");
    let rows = rows.as_object().expect("text to expected JSON, or null for a rejection");
    for (text, expected) in rows {
        let json = match ours(text) {
            Answer::Accepted(json) => Some(json),
            Answer::Rejected { .. } => None,
        };
        let expected = expected.as_str().map(str::to_owned);
        assert_eq!(json, expected, "{text:?}");
    }
    let texts: Vec<String> = rows.keys().cloned().collect();
    compare(&texts);
}

#[test]
fn generated_manifests_agree() {
    let mut random = Random::from_env(20_261_124);
    let corpus = corpus().unwrap_or_default();
    let texts: Vec<String> = (0..20_000)
        .map(|index| {
            if index % 2 == 0 || corpus.is_empty() {
                manifest(&mut random)
            } else {
                let start = random.below(corpus.len());
                mutate(&mut random, &corpus[start])
            }
        })
        .collect();
    compare(&texts);
}
