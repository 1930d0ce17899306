//! The language server: its start, a keystroke, completion and hover, and the memory that editing takes.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::documents::{self, Document, PROBLEMS};
use crate::peers::Programs;
use crate::projects::{write, write_project};
use crate::samples::{Samples, Work, in_turn};
use crate::servers::{self, Session};
use crate::table::Row;

/// How often a thing is done that is done within milliseconds.
const ROUNDS: usize = 300;

/// The folders that the servers work in.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Result<Place> {
        Ok(Place { folder: TempDir::new()? })
    }

    /// Writes a document, and what belongs to it, into a folder of its own.
    fn put(&self, name: &str, document: &Document) -> Result<PathBuf> {
        // Links are resolved, or what a server says of a file would have another URI.
        let folder = self.folder.path().canonicalize()?.join(name);
        match document.language {
            "arc" => write_project(&folder, document)?,
            _ => write(&folder.join(document.name), &document.text)?,
        }
        if document.language == "yaml" {
            write(&folder.join("bench.schema.json"), documents::YAML_SCHEMA)?;
        }
        Ok(folder)
    }
}

/// The rows of the language server.
///
/// # Errors
/// When a server cannot be started, or says something else than it should.
pub fn rows(programs: &Programs) -> Result<Vec<Row>> {
    let place = Place::new()?;
    let small = documents::manifest(1_000, PROBLEMS);
    let large = documents::manifest(10_000, PROBLEMS);
    let dense = documents::functions(1_000, PROBLEMS);
    let python = documents::python(1_000);
    let yaml = documents::yaml(1_000);
    let small_folder = place.put("small", &small)?;
    let large_folder = place.put("large", &large)?;
    let dense_folder = place.put("dense", &dense)?;
    let python_folder = place.put("python", &python)?;
    let yaml_folder = place.put("yaml", &yaml)?;
    let server = || programs.arc_lsp(&["server"]);

    let mut rows = vec![start(&server, programs, &small_folder)?];
    let mut ours = Session::open(server(), &small_folder, &small);
    let mut ours_large = Session::open(server(), &large_folder, &large);
    let mut ours_dense = Session::open(server(), &dense_folder, &dense);
    let mut floor = Session::open(programs.floor(), &small_folder, &small);
    let mut ruff = Session::open(programs.ruff(), &python_folder, &python);
    let mut yaml = Session::open(programs.yaml(), &yaml_folder, &yaml);
    rows.extend(keystrokes(&mut ours, [&mut ours_large, &mut ours_dense], &mut floor, &mut ruff)?);
    rows.extend(requests(&mut ours, &mut ruff, &mut yaml)?);
    drop((ours, ours_large, ours_dense, floor));
    rows.extend(memory(&server, &small_folder, &small, &ruff, &yaml)?);
    Ok(rows)
}

/// From the start of the process to the reply to `initialize`.
fn start(server: &dyn Fn() -> Command, programs: &Programs, folder: &Path) -> Result<Row> {
    let ours = || {
        servers::start(server(), folder);
        Ok(())
    };
    let ruff = || {
        servers::start(programs.ruff(), folder);
        Ok(())
    };
    let samples = in_turn(vec![Box::new(ours), Box::new(ruff)], 50)?;
    let [ours, ruff] = &samples[..] else { unreachable!("two works have two samples") };
    let ruff = ("`ruff server`", ruff.median());
    Ok(Row::faster("start to the reply to `initialize`", ours.median(), ruff, 1.0))
}

fn keystrokes(
    ours: &mut Session,
    [ours_large, ours_dense]: [&mut Session; 2],
    floor: &mut Session,
    ruff: &mut Session,
) -> Result<Vec<Row>> {
    fn keystroke(session: &mut Session) -> Work<'_> {
        Box::new(|| {
            let problems = session.keystroke();
            ensure!(problems >= PROBLEMS, "{problems} problems, and {PROBLEMS} are there");
            Ok(())
        })
    }
    let works = vec![keystroke(ours), keystroke(floor), keystroke(ruff)];
    let samples = in_turn(works, ROUNDS)?;
    let [small, floor, ruff] = &samples[..] else { unreachable!("three works have three samples") };
    // Ten times as long a text needs fewer rounds, and the shorter one beside it, at the same time of day.
    let works = vec![keystroke(ours), keystroke(ours_large), keystroke(ours_dense)];
    let samples = in_turn(works, ROUNDS / 5)?;
    let [beside, large, dense] = &samples[..] else { unreachable!("three works, three samples") };
    let middle = Samples::median;
    let late = Samples::percentile_99;
    let work = "keystroke to problems, 1,000 lines";
    let empty = "an empty server";
    Ok(vec![
        Row::at_most(work, middle(small), (empty, middle(floor)), 3.0),
        Row::at_most(&format!("{work}, 99th percentile"), late(small), (empty, late(floor)), 5.0),
        Row::faster(work, middle(small), ("`ruff server`", middle(ruff)), 5.0),
        Row::at_most(
            "the same, 10,000 lines",
            middle(large),
            ("1,000 lines", middle(beside)),
            12.0,
        ),
        Row::at_most(
            "the same, 1,000 lines that declare a function each",
            middle(dense),
            ("1,000 lines as public manifests are", middle(beside)),
            3.0,
        ),
    ])
}

fn requests(ours: &mut Session, ruff: &mut Session, yaml: &mut Session) -> Result<Vec<Row>> {
    fn hover(session: &mut Session) -> Work<'_> {
        Box::new(|| {
            ensure!(session.hover(), "nothing is said on hover");
            Ok(())
        })
    }
    fn completion(session: &mut Session) -> Work<'_> {
        Box::new(|| {
            ensure!(session.completion() > 0, "nothing is offered");
            Ok(())
        })
    }
    let hovers = in_turn(vec![hover(ours), hover(ruff), hover(yaml)], ROUNDS)?;
    let completions = in_turn(vec![completion(ours), completion(yaml)], ROUNDS)?;
    let ([our_hover, ruff_hover, yaml_hover], [our_completion, yaml_completion]) =
        (&hovers[..], &completions[..])
    else {
        unreachable!("each work has its samples")
    };
    let yaml = "`yaml-language-server`";
    Ok(vec![
        Row::faster(
            "completion, 1,000 lines",
            our_completion.median(),
            (yaml, yaml_completion.median()),
            5.0,
        ),
        Row::faster("hover, 1,000 lines", our_hover.median(), (yaml, yaml_hover.median()), 5.0),
        Row::faster(
            "hover, 1,000 lines",
            our_hover.median(),
            ("`ruff server`", ruff_hover.median()),
            1.0,
        ),
    ])
}

/// Peak memory after 1,000 edits, and after 10,000. Nothing where the system does not say.
fn memory(
    server: &dyn Fn() -> Command,
    folder: &Path,
    document: &Document,
    ruff: &Session,
    yaml: &Session,
) -> Result<Vec<Row>> {
    let mut session = Session::open(server(), folder, document);
    for _ in 0..1_000 {
        session.keystroke();
    }
    let Some(early) = session.peak_memory() else { return Ok(Vec::new()) };
    for _ in 1_000..10_000 {
        session.keystroke();
    }
    let late = session.peak_memory().unwrap_or(early);
    let mebibytes = |peak: Option<u64>| peak.unwrap_or_default() >> 20;
    let peers = format!(
        "`ruff server` {} MiB, `yaml-language-server` {} MiB after {ROUNDS} edits or requests",
        mebibytes(ruff.peak_memory()),
        mebibytes(yaml.peak_memory())
    );
    let work = "peak memory, 1,000 lines";
    Ok(vec![
        Row::size(&format!("{work}, 1,000 edits"), early, &peers, 24 << 20),
        // A page here and there is the allocator's.
        Row::size(&format!("{work}, 10,000 edits"), late, "1,000 edits", early + (1 << 20)),
    ])
}
