//! Whole processes: `check` on one project and on a tree of them, and the binary itself.

use std::path::{Path, PathBuf};

use anyhow::Result;
use arc_lsp_tests::projects::{corpus, write_corpus_project};
use tempfile::TempDir;

use crate::documents;
use crate::peers::{Programs, run};
use crate::projects::{self, write_project, write_tree};
use crate::samples::in_turn;
use crate::table::Row;

/// The rows of whole processes.
///
/// # Errors
/// When a program cannot be run.
pub fn rows(programs: &Programs) -> Result<Vec<Row>> {
    let mut rows = vec![one_project(programs)?, template(programs)?];
    rows.extend(largest_template(programs)?);
    rows.extend([tree(programs)?, size(programs)?]);
    Ok(rows)
}

/// The project is one that both accept: the reference stops at the first problem.
fn one_project(programs: &Programs) -> Result<Row> {
    let folder = TempDir::new()?;
    let manifest = documents::functions(100, 0);
    write_project(folder.path(), &manifest)?;
    let ours = || run(programs.arc_lsp(&["check"]).current_dir(&folder), &[0]);
    let peer = || run(programs.inventory().current_dir(&folder), &[0]);
    let samples = in_turn(vec![Box::new(ours), Box::new(peer)], 30)?;
    let [ours, peer] = &samples[..] else { unreachable!("two works have two samples") };
    let peer = ("`@architect/inventory` through Node", peer.median());
    Ok(Row::faster("`check` on a project of 100 lines", ours.median(), peer, 25.0))
}

/// As many lines as the largest manifest of the corpus has.
fn template(programs: &Programs) -> Result<Row> {
    let folder = TempDir::new()?;
    write_project(folder.path(), &documents::functions(561, 0))?;
    let ours = || run(programs.arc_lsp(&["sam"]).current_dir(&folder), &[0]);
    let peer = || run(programs.package().current_dir(&folder), &[0]);
    let samples = in_turn(vec![Box::new(ours), Box::new(peer)], 20)?;
    let [ours, peer] = &samples[..] else { unreachable!("two works have two samples") };
    let peer = ("`@architect/inventory` and `package` through Node", peer.median());
    Ok(Row::faster("`sam` on a project of 561 lines", ours.median(), peer, 5.0))
}

/// The project of the corpus with the longest manifest, where the corpus is at hand. Plugins are not run by either.
fn largest_template(programs: &Programs) -> Result<Option<Row>> {
    let lines = |project: &PathBuf| {
        let files = ["app.arc", ".arc"].map(|name| project.join("files").join(name));
        let text = files.iter().find_map(|file| std::fs::read_to_string(file).ok());
        text.map_or(0, |text| text.lines().count())
    };
    let Some(project) = corpus().and_then(|all| all.into_iter().max_by_key(lines)) else {
        return Ok(None);
    };
    let folder = TempDir::new()?;
    write_corpus_project(&project, folder.path());
    let ours = || run(programs.arc_lsp(&["sam"]).current_dir(&folder), &[0]);
    let peer = || run(programs.package_without_plugins().current_dir(&folder), &[0]);
    let samples = in_turn(vec![Box::new(ours), Box::new(peer)], 20)?;
    let [ours, peer] = &samples[..] else { unreachable!("two works have two samples") };
    let work = format!("`sam` on the largest public project, {} lines", lines(&project));
    let peer = ("`@architect/inventory` and `package` through Node", peer.median());
    Ok(Some(Row::faster(&work, ours.median(), peer, 5.0)))
}

fn tree(programs: &Programs) -> Result<Row> {
    let folder = TempDir::new()?;
    write_tree(folder.path())?;
    let path: &Path = folder.path();
    let ours = || run(programs.arc_lsp(&["check", "--jobs", "2"]).arg(path), &[0]);
    let floor = || run(programs.walk().arg(path), &[0]);
    let samples = in_turn(vec![Box::new(ours), Box::new(floor)], 15)?;
    let [ours, floor] = &samples[..] else { unreachable!("two works have two samples") };
    let work = format!("`check` on {} projects with ten functions each", projects::PROJECTS);
    let floor = ("a walk that reads the manifests", floor.median());
    Ok(Row::at_most(&work, ours.median(), floor, 2.0))
}

fn size(programs: &Programs) -> Result<Row> {
    Ok(Row::size("the binary, stripped", programs.size()?, "", 15 << 20))
}
