//! Every topic, queue, schedule, table and route of the corpus, renamed to a fresh name and back: the tree is what it was,
//! byte for byte, and in between there is no new problem.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arc_lsp::ide;
use arc_lsp::manifest::tables;
use arc_lsp::project::{Disk, Project};
use arc_lsp::rules;
use arc_lsp_tests::projects::{arc_manifest, corpus, write_corpus_project};

/// Every file and folder below a root, with what each file holds.
fn tree(root: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut tree = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path.clone());
                tree.insert(path, None);
            } else {
                let bytes = std::fs::read(&path).expect("a readable file");
                tree.insert(path, Some(bytes));
            }
        }
    }
    tree
}

/// How often each rule finds something.
fn problems(project: &Project) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for problem in rules::check(project) {
        *counts.entry(problem.rule.name).or_default() += 1;
    }
    counts
}

/// Something to rename: where it stands, its pragma, its name, and a fresh one.
struct Subject {
    offset: usize,
    pragma: String,
    old: String,
    new: String,
}

fn subjects(project: &Project) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for function in project.functions.iter().filter(|function| !function.implicit) {
        let pragma = function.pragma.name().to_owned();
        subjects.push(match &function.route {
            Some(route) => {
                let new = match route.path.as_str() {
                    "/" => "/zq9".to_owned(),
                    path => format!("/zq9{path}"),
                };
                Subject { offset: route.path_span.start, pragma, old: route.path.to_string(), new }
            }
            None => {
                let old = function.name.to_string();
                let new = format!("{old}-zq9");
                Subject { offset: function.name_span.start, pragma, old, new }
            }
        });
    }
    for table in tables(&project.manifest.syntax.reading) {
        let old = table.name.to_string();
        let (offset, new) = (table.name_span.start, format!("{old}-zq9"));
        subjects.push(Subject { offset, pragma: "tables".to_owned(), old, new });
    }
    subjects
}

/// Renames on the disk.
fn rename(project: &Project, offset: usize, new: &str) -> Result<(), String> {
    let rename = ide::rename(project, &Disk, offset, new)?;
    let text = rules::apply_edits(&project.manifest.syntax.text, &rename.edits);
    std::fs::write(&project.manifest.path, text).expect("a writable file");
    for (from, to) in rename.moves {
        std::fs::rename(from, to).expect("it can be renamed");
    }
    Ok(())
}

#[test]
fn a_fresh_name_and_back_restores_the_tree() {
    let Some(projects) = corpus() else { return };
    let mut renamed: BTreeMap<String, usize> = BTreeMap::new();
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for corpus_project in projects {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        write_corpus_project(&corpus_project, folder.path());
        let root = folder.path().canonicalize().expect("it is there");
        let Some(manifest) = arc_manifest(&root) else { continue };
        let before = tree(&root);
        let project = Project::load(&Disk, &manifest).expect("the manifest can be read");
        let known = problems(&project);
        for subject in subjects(&project) {
            let what = format!("{}: @{} {}", corpus_project.display(), subject.pragma, subject.old);
            if let Err(reason) = rename(&project, subject.offset, &subject.new) {
                let kind = [
                    "lies there too",
                    "under that name",
                    "does not read this manifest",
                    "cannot be a name",
                ];
                let kind = kind.into_iter().find(|kind| reason.contains(kind));
                let kind = kind.unwrap_or_else(|| panic!("{what}: {reason}"));
                *refused.entry(kind.to_owned()).or_default() += 1;
                assert_eq!(tree(&root), before, "{what}: refused, and done");
                continue;
            }
            let between = Project::load(&Disk, &manifest).expect("the manifest can be read");
            for (rule, count) in problems(&between) {
                let had = known.get(rule).copied().unwrap_or_default();
                assert!(count <= had, "{what} to {}: {rule} {had} -> {count}", subject.new);
            }
            let back = subjects(&between)
                .into_iter()
                .find(|it| it.pragma == subject.pragma && it.old == subject.new);
            let back = back.unwrap_or_else(|| panic!("{what}: {} is not there", subject.new));
            rename(&between, back.offset, &subject.old)
                .unwrap_or_else(|why| panic!("{what}: {why}"));
            assert_eq!(tree(&root), before, "{what}: there and back");
            *renamed.entry(subject.pragma).or_default() += 1;
        }
    }
    println!("renamed there and back: {renamed:?}; refused: {refused:?}");
    assert!(renamed.values().sum::<usize>() > 300, "{renamed:?}");
    for pragma in ["events", "queues", "scheduled", "tables", "http"] {
        assert!(renamed.contains_key(pragma), "no @{pragma} was renamed: {renamed:?}");
    }
}
