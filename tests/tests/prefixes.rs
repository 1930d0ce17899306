//! Half-typed manifests: every prefix of the examples' and of the projects' manifests, and of the corpus' distinct
//! manifests every prefix that ends at a token, goes through everything that is asked while typing.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arc_lsp::ide;
use arc_lsp::manifest::schema::File;
use arc_lsp::project::{Memory, Project, TemplateFormat};
use arc_lsp::rules;
use arc_lsp::sam::Packaged;
use arc_lsp::syntax::Syntax;
use arc_lsp::text::Span;
use arc_lsp_tests::places;

/// Asks for everything at a few places of a text. A panic is what the test looks for.
fn use_all(text: &str) {
    let syntax = Arc::new(Syntax::parse(text));
    let _ = syntax.to_json();
    let path = Path::new("/project/app.arc");
    let project = Project::with_manifest(&Memory::default(), path, syntax);
    let problems = rules::check(&project);
    for problem in problems.iter().filter(|problem| problem.file == path) {
        assert!(
            text.get(problem.span.start..problem.span.end).is_some(),
            "{:?} of {text:?}",
            problem.span
        );
    }
    let middle =
        (0..=text.len() / 2).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0);
    let packaged = OnceCell::new();
    let packaged = || packaged.get_or_init(|| Packaged::of(&project, None));
    let hover = ide::HoverContext {
        project: &project,
        packaged: &packaged,
        template: TemplateFormat::Yaml,
        now: "2026-01-15T12:00:00Z".parse().expect("a point in time"),
    };
    // One types at the end, so the problems of each are found; what takes a template or a rewriting is asked of some.
    let offsets = text.len().is_multiple_of(4).then_some([text.len(), middle]);
    for offset in offsets.into_iter().flatten() {
        let _ = ide::hover(&hover, path, offset);
        // What rewrites parses the text again, so that not every prefix can be asked.
        let all = text.len().is_multiple_of(16);
        let asked = ide::Requested {
            project: &project,
            problems: &problems,
            file: path,
            span: Span::at(offset),
            wanted: &|kind| all || kind == ide::ActionKind::QuickFix,
        };
        let _ = ide::code_actions(asked);
    }
    if text.len().is_multiple_of(4) {
        let asked = ide::Asked {
            file: File::Manifest,
            syntax: &project.manifest.syntax,
            project: Some(&project),
            files: &Memory::default(),
        };
        for offer in ide::completion(asked, text.len()) {
            assert!(text.get(offer.span.start..offer.span.end).is_some(), "{offer:?} in {text:?}");
        }
    }
}

/// Works through the texts on every core.
fn use_each(texts: &HashSet<String>) {
    let texts: Vec<&String> = texts.iter().collect();
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    use_all(text);
                }
            });
        }
    });
    println!("{} prefixes", texts.len());
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).expect("a readable manifest")).into_owned()
}

/// The manifests below a folder.
fn manifests(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            manifests(&path, found);
        } else if path.file_name().is_some_and(|name| name == "app.arc" || name == ".arc") {
            found.push(path);
        }
    }
}

fn every_prefix(text: &str, prefixes: &mut HashSet<String>) {
    prefixes.extend(text.char_indices().map(|(offset, _)| text[..offset].to_owned()));
    prefixes.insert(text.to_owned());
}

#[test]
fn every_prefix_of_the_examples_and_projects() {
    let mut found = Vec::new();
    manifests(&places::checkout().join("examples"), &mut found);
    assert!(!found.is_empty());
    if let Some(shared) = places::shared() {
        manifests(&shared.join("corpus/projects"), &mut found);
    }
    let mut prefixes = HashSet::new();
    for path in found {
        every_prefix(&read(&path), &mut prefixes);
    }
    use_each(&prefixes);
}

#[test]
fn every_prefix_of_the_corpus_that_ends_at_a_token() {
    let Some(shared) = places::shared() else { return };
    let mut prefixes = HashSet::new();
    for entry in
        std::fs::read_dir(shared.join("corpus/manifests")).expect("the corpus has manifests")
    {
        let text = read(&entry.expect("a readable entry").path());
        let mut before = None;
        for (offset, c) in text.char_indices() {
            let white = c.is_whitespace();
            if white && before == Some(false) {
                prefixes.insert(text[..offset].to_owned());
            }
            before = Some(white);
        }
    }
    use_each(&prefixes);
}
