//! A manifest on its disk. The only floor that reads files, and only through [`FileSystem`], so that tests run
//! in memory and the server can lay open buffers over the disk.

mod file_system;
pub mod fixture;
// The room is named for the floor: it holds the project itself.
#[allow(clippy::module_inception)]
mod project;

pub use file_system::{Disk, FileKind, FileSystem, Memory};
pub use project::{Project, SourceFile};
