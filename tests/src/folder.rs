//! A folder on the disk with a fixture's files in it, and the binary let loose on it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use arc_lsp::project::fixture::Fixture;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with files, removed when dropped with the one that it lies in.
#[derive(Debug)]
pub struct Folder {
    above: TempDir,
    root: PathBuf,
}

/// What a run of the binary came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit status.
    pub status: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

impl Folder {
    /// The files of a fixture: `#- PATH` above each, as `arc_lsp::project::fixture` has it.
    pub fn new(fixture: &str) -> Folder {
        let above = TempDir::new().expect("a temporary folder can be made");
        let root = above.path().join("project");
        std::fs::create_dir(&root).expect("writable");
        let folder = Folder { above, root };
        for (path, text) in Fixture::parse(fixture).files {
            folder.write(&path, &text);
        }
        folder
    }

    /// Where it is, links resolved.
    pub fn path(&self) -> PathBuf {
        self.root.canonicalize().expect("the folder is there")
    }

    /// Writes a file, with the folders above it. A path that begins with `/` is one beside the folder, as in a fixture.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = match path.strip_prefix('/') {
            Some(beside) => self.above.path().join(beside),
            None => self.root.join(path),
        };
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).expect("the file is there, in UTF-8")
    }

    /// Removes a file, or a folder with everything below.
    pub fn remove(&self, path: &str) {
        let path = self.root.join(path);
        let removed =
            if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        removed.expect("it was there");
    }

    /// The URI of a file, for a path that holds nothing a URI escapes.
    pub fn uri(&self, path: &str) -> String {
        let path = self.path().join(path).to_string_lossy().replace('\\', "/");
        format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
    }

    /// Whether there is a file or folder.
    pub fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// Does what a workspace edit says to the files, as an editor that saves does.
    pub fn apply(&self, edit: &Value, encoding: &str) {
        self.try_apply(edit, encoding).expect("the edit can be applied");
    }

    /// The same; the reason when it cannot be done.
    ///
    /// # Errors
    /// When a file that is to be created, or to have another's name, is there.
    pub fn try_apply(&self, edit: &Value, encoding: &str) -> Result<(), String> {
        crate::workspace_edit::operations(edit).into_iter().try_for_each(|operation| {
            let root = self.uri("");
            let path = operation.uri.strip_prefix(&root).expect("it lies in the folder");
            if let Some(renamed) = &operation.renamed {
                let renamed = renamed.strip_prefix(&root).expect("it lies in the folder");
                let (from, to) = (self.root.join(path), self.root.join(renamed));
                if to.exists() {
                    return Err(format!("{renamed} is there"));
                }
                return std::fs::rename(from, to).map_err(|error| format!("{path}: {error}"));
            }
            match operation.edits {
                None if self.has(path) => Err(format!("{path} is there")),
                None => {
                    self.write(path, "");
                    Ok(())
                }
                Some(edits) => {
                    let text = self.read(path);
                    self.write(path, crate::workspace_edit::edited(&text, &edits, encoding));
                    Ok(())
                }
            }
        })
    }

    /// Runs `arc-lsp` here, its arguments parted by spaces.
    pub fn run(&self, arguments: &str) -> Ran {
        self.run_in("", arguments, "")
    }

    /// Runs it with a text on stdin.
    pub fn run_with(&self, arguments: &str, stdin: &str) -> Ran {
        self.run_in("", arguments, stdin)
    }

    /// Runs it in a folder below, with a text on stdin.
    pub fn run_in(&self, folder: &str, arguments: &str, stdin: &str) -> Ran {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        run(&self.root.join(folder), &arguments, &[], stdin)
    }

    /// Runs it with variables set.
    pub fn run_env(&self, arguments: &str, variables: &[(&str, &str)]) -> Ran {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        run(&self.root, &arguments, variables, "")
    }

    /// Runs it in a folder below, with variables set.
    pub fn run_env_in(&self, folder: &str, arguments: &str, variables: &[(&str, &str)]) -> Ran {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        run(&self.root.join(folder), &arguments, variables, "")
    }

    /// Runs it with arguments that may hold spaces.
    pub fn run_words(&self, arguments: &[&str]) -> Ran {
        run(&self.root, arguments, &[], "")
    }

    /// What `arc-lsp check --format json` with more arguments prints.
    pub fn check_json(&self, arguments: &str) -> Value {
        self.run(&format!("check --format json {arguments}")).json()
    }
}

fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)], stdin: &str) -> Ran {
    let mut child = Command::new(crate::places::binary())
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("GITHUB_STEP_SUMMARY")
        .env_remove("GITHUB_WORKSPACE")
        .env_remove("CI_PROJECT_DIR")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut input = child.stdin.take().expect("stdin is piped");
    // A command that does not read stdin may be gone already.
    let _ = input.write_all(stdin.as_bytes());
    drop(input);
    child.wait_with_output().expect("the binary ends").into()
}

impl Ran {
    /// What it printed, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("{error}\nstdout: {}\nstderr: {}", self.stdout, self.stderr)
        })
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes| String::from_utf8(bytes).expect("the binary prints UTF-8");
        Ran {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}
