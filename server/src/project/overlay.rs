//! Open buffers over a disk.

use std::collections::HashMap;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;

use crate::syntax::Syntax;

use super::file_system::{FileKind, FileSystem, Listing};
use super::git_index::GitIndex;

/// The buffers that an editor has open.
pub trait Buffers: Send + Sync + Debug {
    /// The buffer of a file, parsed; nothing when the file is not open.
    fn open(&self, path: &Path) -> Option<Arc<Syntax>>;
}

impl Buffers for HashMap<PathBuf, Arc<Syntax>> {
    fn open(&self, path: &Path) -> Option<Arc<Syntax>> {
        self.get(path).cloned()
    }
}

/// A file system in which some files have the text of an editor's buffer.
///
/// Only what a file holds is laid over: whether it exists is asked of the disk, since Architect finds no file
/// that has not been saved.
#[derive(Clone, Debug, Default)]
pub struct Overlay<F, B> {
    base: F,
    buffers: B,
}

impl<F, B> Overlay<F, B> {
    /// Lays buffers over a file system.
    pub fn new(base: F, buffers: B) -> Overlay<F, B> {
        Overlay { base, buffers }
    }

    /// The file system below.
    pub fn base(&self) -> &F {
        &self.base
    }

    /// The buffers.
    pub fn buffers(&self) -> &B {
        &self.buffers
    }
}

impl<F: FileSystem, B: Buffers> FileSystem for Overlay<F, B> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.buffers.open(path) {
            Some(buffer) => Ok(buffer.text.as_bytes().to_vec()),
            None => self.base.read(path),
        }
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        self.base.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        self.base.list(folder)
    }

    fn parse(&self, path: &Path) -> io::Result<Arc<Syntax>> {
        match self.buffers.open(path) {
            Some(buffer) => Ok(buffer),
            None => self.base.parse(path),
        }
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.base.real(path)
    }

    fn gitignore(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        // Git reads the file on the disk, not the buffer.
        self.base.gitignore(folder)
    }

    fn generation(&self) -> Option<u64> {
        self.base.generation()
    }

    fn git_index(&self, git: &Path) -> Option<Arc<GitIndex>> {
        self.base.git_index(git)
    }

    fn may_remember(&self, folder: &Path) -> bool {
        self.base.may_remember(folder)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use super::super::{FileSystem, Memory, Project};
    use super::Overlay;
    use crate::syntax::Syntax;

    #[test]
    fn a_buffer_changes_what_a_file_holds_and_not_whether_it_is_there() {
        let mut disk = Memory::default();
        disk.insert("/p/app.arc", "@app\nx\n@events\na\n");
        disk.insert("/p/src/events/a/config.arc", "@aws\nruntime ruby\n");
        disk.insert("/p/src/events/a/lambda.py", "");
        let mut buffers: HashMap<PathBuf, Arc<Syntax>> = HashMap::new();
        let mut open = |path: &str, text: &str| {
            buffers.insert(path.into(), Arc::new(Syntax::parse(text)));
        };
        open("/p/src/events/a/config.arc", "@aws\nruntime py\n");
        open("/p/src/events/a/index.js", "");
        let overlay = Overlay::new(disk, buffers);
        let project = Project::load(&overlay, Path::new("/p/app.arc")).unwrap();
        assert_eq!(project.runtimes[0].name, "py");
        let found = project.handlers[0].file();
        assert_eq!(found, Some(Path::new("/p/src/events/a/lambda.py")));
        assert_eq!(overlay.kind(Path::new("/p/src/events/a/index.js")), None);
        assert_eq!(
            overlay.read(Path::new("/p/src/events/a/config.arc")).unwrap(),
            b"@aws\nruntime py\n"
        );
    }
}
