//! Files and folders as the engine sees them.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;

use crate::syntax::{Format, Syntax};

use super::git_index::{self, GitIndex};
use super::gitignore::compile;

/// What a path names, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A regular file. What is neither that nor a folder (a pipe, a socket, a device) is as good as not there: who reads
    /// it may wait for ever.
    File,
    /// A folder.
    Folder,
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DirEntry {
    /// The name.
    pub name: OsString,
    /// What it names, links followed.
    pub kind: FileKind,
    /// Whether it is a symbolic link. A walk does not go through these, or it might never end.
    pub link: bool,
}

/// What lies in a folder, sorted by name. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing(Arc<[DirEntry]>);

impl Listing {
    /// From entries in any order.
    pub fn new(mut entries: Vec<DirEntry>) -> Listing {
        entries.sort_unstable();
        Listing(entries.into())
    }

    /// The entries, by name.
    pub fn iter(&self) -> std::slice::Iter<'_, DirEntry> {
        self.0.iter()
    }

    /// What `name` names here.
    pub fn kind(&self, name: &str) -> Option<FileKind> {
        let name = OsStr::new(name);
        let index = self.0.binary_search_by(|entry| entry.name.as_os_str().cmp(name)).ok()?;
        Some(self.0[index].kind)
    }

    /// Whether `name` is a file here.
    pub fn has_file(&self, name: &str) -> bool {
        self.kind(name) == Some(FileKind::File)
    }

    /// Whether `name` is a folder here.
    pub fn has_folder(&self, name: &str) -> bool {
        self.kind(name) == Some(FileKind::Folder)
    }

    /// The names that are Unicode and name a folder.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.names(FileKind::Folder)
    }

    /// The names that are Unicode and name a file.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.names(FileKind::File)
    }

    fn names(&self, kind: FileKind) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |entry| entry.kind == kind).filter_map(|e| e.name.to_str())
    }
}

/// What is wrong with a file in UTF-16, which begins with one of the byte-order marks of that encoding; nothing with
/// any other.
///
/// # Errors
/// When it is in UTF-16.
pub fn refuse_utf16(bytes: &[u8]) -> io::Result<()> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(io::Error::other(
            "it is in UTF-16, and Architect reads UTF-8 only: save it as UTF-8",
        )),
        _ => Ok(()),
    }
}

/// A manifest, parsed as [`FileSystem::parse`] does.
///
/// # Errors
/// When the file cannot be read, or is in UTF-16.
pub fn parse_manifest(files: &dyn FileSystem, path: &Path) -> io::Result<Arc<Syntax>> {
    let syntax = files.parse(path)?;
    // Of one in UTF-16 there is no text, as there is none of an empty one.
    if syntax.text.is_empty() {
        refuse_utf16(&files.read(path)?)?;
    }
    Ok(syntax)
}

/// Where files are read. Nothing here writes.
pub trait FileSystem: Send + Sync + std::fmt::Debug {
    /// The bytes of a file.
    ///
    /// # Errors
    /// As the operating system says.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What a path names; nothing where there is nothing.
    fn kind(&self, path: &Path) -> Option<FileKind>;

    /// The names in a folder with what they name.
    ///
    /// # Errors
    /// As the operating system says.
    fn list(&self, folder: &Path) -> io::Result<Listing>;

    /// A manifest, config or preferences, parsed in the format that its name says. As Node reads it: what is no UTF-8
    /// becomes U+FFFD, which the parser then rejects; but of UTF-16 nothing is left that could be pointed at.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn parse(&self, path: &Path) -> io::Result<Arc<Syntax>> {
        let (format, bytes) = (Format::of(path), self.read(path)?);
        if refuse_utf16(&bytes).is_err() {
            return Ok(Arc::new(Syntax::in_utf16(format)));
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Arc::new(Syntax::parse_as(format, text)))
    }

    /// The rules of the `.gitignore` in a folder; nothing where there is none.
    fn gitignore(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        let text = self.read(&folder.join(".gitignore")).ok()?;
        Some(Arc::new(compile(folder, &String::from_utf8_lossy(&text))))
    }

    /// A number that is another one as soon as anything may have changed that was looked at where
    /// [`FileSystem::may_remember`]; nothing where nobody counts.
    fn generation(&self) -> Option<u64> {
        None
    }

    /// What a path names when every link on its way is followed; itself where there is nothing.
    fn real(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    /// What a repository tracks, by the folder in which git keeps its index; nothing where that cannot be known.
    fn git_index(&self, git: &Path) -> Option<Arc<GitIndex>> {
        GitIndex::parse(&self.read(&git.join("index")).ok()?).map(Arc::new)
    }

    /// Asked before something in a folder is looked at: whether it may be remembered, since a change of it will be
    /// told. So it is for whoever looks once.
    fn may_remember(&self, folder: &Path) -> bool {
        let _ = folder;
        true
    }
}

impl<F: FileSystem + ?Sized> FileSystem for Arc<F> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        (**self).read(path)
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        (**self).kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        (**self).list(folder)
    }

    fn parse(&self, path: &Path) -> io::Result<Arc<Syntax>> {
        (**self).parse(path)
    }

    fn gitignore(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        (**self).gitignore(folder)
    }

    fn generation(&self) -> Option<u64> {
        (**self).generation()
    }

    fn real(&self, path: &Path) -> PathBuf {
        (**self).real(path)
    }

    fn git_index(&self, git: &Path) -> Option<Arc<GitIndex>> {
        (**self).git_index(git)
    }

    fn may_remember(&self, folder: &Path) -> bool {
        (**self).may_remember(folder)
    }
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let metadata = std::fs::metadata(path)?;
        // Of a folder the system says more.
        if !metadata.is_file() && !metadata.is_dir() {
            return Err(io::Error::other("it is not a regular file"));
        }
        std::fs::read(path)
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        let metadata = std::fs::metadata(path).ok()?;
        match (metadata.is_dir(), metadata.is_file()) {
            (true, _) => Some(FileKind::Folder),
            (_, true) => Some(FileKind::File),
            _ => None,
        }
    }

    fn real(&self, path: &Path) -> PathBuf {
        std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            // The listing says what most names are; only a link has to be asked.
            let (kind, link) = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => (self.kind(&entry.path()), true),
                Ok(kind) if kind.is_dir() => (Some(FileKind::Folder), false),
                Ok(kind) if kind.is_file() => (Some(FileKind::File), false),
                Ok(_) => (None, false),
                Err(_) => (None, false),
            };
            entries.extend(kind.map(|kind| DirEntry { name: entry.file_name(), kind, link }));
        }
        Ok(Listing::new(entries))
    }

    fn git_index(&self, git: &Path) -> Option<Arc<GitIndex>> {
        let path = git.join("index");
        // One of a repository far too large is not even read.
        if std::fs::metadata(&path).ok()?.len() > git_index::LARGEST as u64 {
            return None;
        }
        GitIndex::parse(&self.read(&path).ok()?).map(Arc::new)
    }
}
