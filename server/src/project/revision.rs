//! The files of a git revision, read with `git cat-file`.
//!
//! Nothing of the repository is run: `cat-file --batch` applies no filters and runs no hooks, `core.fsmonitor` is off, and
//! no transport is allowed, so that a partial clone fetches nothing.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::file_system::{DirEntry, FileKind, FileSystem, Listing};

/// A revision of a repository as a file system: its files at the paths that they have in the working tree.
#[derive(Debug)]
pub struct Revision {
    name: String,
    root: PathBuf,
    git: Mutex<Git>,
}

/// A running `git cat-file --batch`.
#[derive(Debug)]
struct Git {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// An object, as git has it.
struct Object {
    kind: String,
    /// How long the names of objects are, in hexadecimal digits.
    digits: usize,
    content: Vec<u8>,
}

impl Revision {
    /// The file that `REVISION:PATH` names, as git reads it from `folder`: the revision, and the file's absolute path.
    /// `PATH` starts at the repository's root, or at `folder` where it begins with `./` or `../`.
    ///
    /// # Errors
    /// What to tell whoever wrote it: no git, no repository, no such revision (and what a shallow clone lacks), no such
    /// file.
    pub fn open(folder: &Path, written: &str) -> Result<(Revision, PathBuf), String> {
        let (name, path) = written
            .split_once(':')
            .filter(|(name, path)| !name.is_empty() && !path.is_empty())
            .ok_or_else(|| {
                format!("`{written}` is no revision and path, as in `HEAD~1:app.arc`")
            })?;
        if name.contains(char::is_whitespace) || path.contains('\n') {
            return Err(format!("`{written}` is no revision and path, as in `HEAD~1:app.arc`"));
        }
        let root = ask(folder, &["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(root);
        let path = if path.starts_with("./") || path.starts_with("../") {
            // Git resolves links in the root; so must what is compared with it.
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            normal(&folder.join(path))
        } else {
            root.join(path)
        };
        let git = Git::start(folder).map_err(no_git)?;
        let revision = Revision { name: name.to_owned(), root, git: Mutex::new(git) };
        let io = |error: io::Error| format!("cannot read from git: {error}");
        if revision.object(&format!("{name}^{{commit}}")).map_err(io)?.is_none() {
            let shallow = ask(folder, &["rev-parse", "--is-shallow-repository"])?;
            return Err(match shallow.as_str() {
                "true" => format!(
                    "there is no revision `{name}` in this shallow clone: fetch more of its history, with \
                     `fetch-depth: 0` of actions/checkout or `git fetch --unshallow`"
                ),
                _ => format!("there is no revision `{name}` in this repository"),
            });
        }
        match revision.at(&path).map_err(io)? {
            Some(object) if object.kind == "blob" => Ok((revision, path)),
            _ => {
                let path = path.strip_prefix(&revision.root).unwrap_or(&path).display();
                Err(format!(
                    "there is no file `{path}` in the revision `{name}`; a path from here begins with `./`: `{name}:./app.arc`"
                ))
            }
        }
    }

    /// The object at an absolute path.
    fn at(&self, path: &Path) -> io::Result<Option<Object>> {
        let Ok(relative) = path.strip_prefix(&self.root) else { return Ok(None) };
        let parts: Vec<_> =
            relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let path = parts.join("/");
        if path.contains('\n') {
            return Ok(None);
        }
        self.object(&format!("{}:{path}", self.name))
    }

    fn object(&self, name: &str) -> io::Result<Option<Object>> {
        self.git.lock().unwrap_or_else(PoisonError::into_inner).object(name)
    }
}

impl FileSystem for Revision {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.at(path)? {
            Some(object) if object.kind == "blob" => Ok(object.content),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        match self.at(path).ok()??.kind.as_str() {
            "tree" => Some(FileKind::Folder),
            "blob" => Some(FileKind::File),
            _ => None,
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        match self.at(folder)? {
            Some(object) if object.kind == "tree" => Ok(Listing::new(entries(&object))),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// The names in a tree: mode, space, name, NUL, and the object's name in bytes, one after the other.
fn entries(tree: &Object) -> Vec<DirEntry> {
    let mut found = Vec::new();
    let mut rest = tree.content.as_slice();
    while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
        let Some(end) = rest.iter().position(|byte| *byte == 0) else { break };
        let (mode, name) = (&rest[..space], rest.get(space + 1..end).unwrap_or_default());
        let kind = match mode {
            b"40000" => Some(FileKind::Folder),
            // A link may lead to either; what it leads to is not looked for. A submodule's files are not here.
            b"120000" | b"160000" => None,
            _ => Some(FileKind::File),
        };
        let name = OsString::from(String::from_utf8_lossy(name).into_owned());
        found.extend(kind.map(|kind| DirEntry { name, kind, link: false }));
        rest = rest.get(end + 1 + tree.digits / 2..).unwrap_or_default();
    }
    found
}

impl Git {
    fn start(folder: &Path) -> io::Result<Git> {
        let mut process = git(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let (Some(input), Some(output)) = (input, output) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Git { process, input, output: BufReader::new(output) })
    }

    /// The object of that name, which holds no line end; nothing where there is none.
    fn object(&mut self, name: &str) -> io::Result<Option<Object>> {
        self.input.write_all(format!("{name}\n").as_bytes())?;
        self.input.flush()?;
        let mut header = String::new();
        if self.output.read_line(&mut header)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // `HASH TYPE SIZE`, or the name again and `missing`, or `ambiguous`.
        let words: Vec<&str> = header.split_whitespace().collect();
        let [hash, kind, size] = words[..] else { return Ok(None) };
        let Ok(size) = size.parse::<u64>() else { return Ok(None) };
        let mut content = Vec::new();
        (&mut self.output).take(size).read_to_end(&mut content)?;
        self.output.read_line(&mut String::new())?;
        Ok(Some(Object { kind: kind.to_owned(), digits: hash.len(), content }))
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A git that runs nothing of the repository's and reaches for no other one.
fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    for setting in ["core.hooksPath=/dev/null", "core.fsmonitor=false"] {
        git.args(["-c", setting]);
    }
    // No protocol has this name, so that none is allowed whatever the repository's config says.
    git.env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0");
    git
}

/// The one line that git answers.
fn ask(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = git(folder).args(arguments).stdin(Stdio::null()).output().map_err(no_git)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or_default();
        return Err(format!("git: {}", said.trim_start_matches("fatal: ")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

fn no_git(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "git is not installed, or not on the PATH".to_owned(),
        _ => format!("cannot start git: {error}"),
    }
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part.as_os_str() {
            part if part == OsStr::new(".") => {}
            part if part == OsStr::new("..") => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}
