//! Small projects written as one string, for tests and for the examples of the rules.
//!
//! ```text
//! #- app.arc
//! @app
//! my-app
//! #- src/events/yolo/index.mjs
//! ```
//!
//! A line `#- PATH` begins a file; `$0` anywhere marks the cursor and is taken out. Text above the first
//! header belongs to `app.arc`. A line `#* 3 LINE` stands for three lines, in which `{}` is 1, 2 and 3. Below
//! `.git/index` stands what git tracks, one path a line, which becomes an index as git writes it.

use std::path::{Path, PathBuf};

use super::git_index::GitIndex;
use super::memory::Memory;
use super::project::Project;

/// The folder that a fixture's paths are relative to.
pub const ROOT: &str = "/project";

/// A fixture's files, and the cursor's place.
#[derive(Clone, Debug, Default)]
pub struct Fixture {
    /// Relative path and text of each file, in the order of the fixture.
    pub files: Vec<(String, String)>,
    /// File and byte offset of `$0`.
    pub cursor: Option<(String, usize)>,
}

impl Fixture {
    /// Reads a fixture.
    pub fn parse(fixture: &str) -> Fixture {
        let mut read = Fixture::read(fixture, |count, line| {
            (1..=count).map(|number| line.replace("{}", &number.to_string())).collect()
        });
        for (_, text) in read.files.iter_mut().filter(|(path, _)| path.ends_with(".git/index")) {
            *text = String::from_utf8_lossy(&GitIndex::of(text.lines())).into_owned();
        }
        read
    }

    /// The same for reading: of lines that are repeated the first, then what stands for the others.
    pub fn abridged(fixture: &str) -> Fixture {
        Fixture::read(fixture, |count, line| {
            let first = line.replace("{}", "1");
            let last = line.replace("{}", &count.to_string());
            match line.starts_with("#- ") {
                true => vec![first, last],
                false => vec![first, format!("# … and so on, up to `{}`\n", last.trim_end())],
            }
        })
    }

    fn read(fixture: &str, repeat: impl Fn(usize, &str) -> Vec<String>) -> Fixture {
        let lines = fixture.split_inclusive('\n').flat_map(|line| {
            let repeated = line.strip_prefix("#* ").and_then(|rest| rest.split_once(' '));
            match repeated.and_then(|(count, line)| Some((count.parse().ok()?, line))) {
                Some((count, line)) => repeat(count, line),
                None => vec![line.to_owned()],
            }
        });
        let mut files: Vec<(String, String)> = Vec::new();
        for line in lines {
            match (line.strip_prefix("#- "), files.last_mut()) {
                (Some(path), _) => files.push((path.trim().to_owned(), String::new())),
                (None, Some((_, text))) => text.push_str(&line),
                (None, None) => files.push(("app.arc".to_owned(), line)),
            }
        }
        let mut cursor = None;
        for (path, text) in &mut files {
            if let Some(offset) = text.find("$0") {
                text.replace_range(offset..offset + 2, "");
                cursor = Some((path.clone(), offset));
            }
        }
        Fixture { files, cursor }
    }

    /// The files on a disk in memory, below [`ROOT`].
    pub fn file_system(&self) -> Memory {
        let mut memory = Memory::default();
        for (path, text) in &self.files {
            memory.insert(Path::new(ROOT).join(path), text.as_bytes());
        }
        memory
    }

    /// The path of the manifest: the first file named as one.
    pub fn manifest(&self) -> PathBuf {
        let is_arc =
            |path: &str| path.ends_with("app.arc") || path == ".arc" || path.ends_with("/.arc");
        let is_data =
            |path: &str| ["arc.json", "arc.yaml", "arc.yml", "package.json"].contains(&path);
        let found = |is: &dyn Fn(&str) -> bool| self.files.iter().find(|(path, _)| is(path));
        let found = found(&is_arc).or_else(|| found(&is_data));
        Path::new(ROOT).join(found.map_or("app.arc", |(path, _)| path))
    }

    /// The project of the fixture.
    ///
    /// # Panics
    /// When the fixture has no manifest.
    pub fn project(&self) -> Project {
        Project::load(&self.file_system(), &self.manifest()).expect("the fixture has a manifest")
    }
}
