//! Has the client tell of files that change outside of the editor.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration,
};

use super::session::Session;

/// Asks a client that can to watch files.
pub(super) fn register(session: &Arc<Session>) {
    if !session.can().watches_files {
        return;
    }
    // Handlers lie wherever a `src` points, and an editor tells of the removal of a directory by its name alone, so
    // there is no narrower pattern that misses nothing.
    let watchers = vec![FileSystemWatcher {
        glob_pattern: GlobPattern::String("**/*".to_owned()),
        kind: None,
    }];
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "arc-lsp/watched-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    let client = session.client.clone();
    tokio::spawn(async move {
        if let Err(error) = client.register_capability(vec![registration]).await {
            tracing::warn!("the client does not watch files: {error}");
        }
    });
}
