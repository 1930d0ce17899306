//! What an answer is made from.

use crate::manifest::schema::File;
use crate::project::{FileSystem, Project};
use crate::syntax::Syntax;

/// What an answer is made from.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The kind of file.
    pub file: File,
    /// Its text.
    pub syntax: &'a Syntax,
    /// The project that it belongs to, where it belongs to one.
    pub project: Option<&'a Project>,
    /// Where the project's folders are listed.
    pub files: &'a dyn FileSystem,
}
