//! The folders that the client has open.

use std::path::PathBuf;

use tower_lsp::lsp_types::{InitializeParams, Url, WorkspaceFolder};

/// A folder that the client has open.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// As the client has it.
    pub(super) uri: Url,
    pub(super) path: PathBuf,
}

impl Folder {
    /// Nothing for one that lies on no disk.
    fn new(uri: Url) -> Option<Folder> {
        let path = uri.to_file_path().ok()?;
        Some(Folder { uri, path })
    }
}

/// Those of these folders that lie on the disk.
pub(super) fn on_disk(folders: Vec<WorkspaceFolder>) -> Vec<Folder> {
    folders.into_iter().filter_map(|it| Folder::new(it.uri)).collect()
}

/// The folders that the client has open at the start.
pub(super) fn at_start(params: &InitializeParams) -> Vec<Folder> {
    #[allow(deprecated, reason = "clients that know one folder only still send it")]
    let root = &params.root_uri;
    match &params.workspace_folders {
        Some(folders) => on_disk(folders.clone()),
        None => root.clone().and_then(Folder::new).into_iter().collect(),
    }
}
