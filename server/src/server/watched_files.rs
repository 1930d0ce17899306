//! Has somebody tell of files that change outside of the editor: the server itself, which misses nothing that it looked
//! at, and the client where it can, for where the system runs out of watches.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration,
};

use crate::project::Watcher;

use super::log::without_text;
use super::session::Session;

/// Starts watching. Must be called within the runtime.
pub(super) fn start(session: &Arc<Session>) {
    // The watcher lives in the session, so it must not keep it alive; and it calls from a thread of its own.
    let weak = Arc::downgrade(session);
    let runtime = tokio::runtime::Handle::current();
    let changed = move |paths: &[PathBuf]| {
        if let Some(session) = weak.upgrade() {
            let _within = runtime.enter();
            session.files_changed(paths);
        }
    };
    match Watcher::new(changed) {
        Ok(watcher) => session.disk.base().watch_with(watcher),
        Err(error) => tracing::warn!(
            "what changes outside of the editor is seen late, since no files can be watched: {error}"
        ),
    }
    if session.can().watches_files {
        tokio::spawn(register(Arc::clone(session)));
    }
}

async fn register(session: Arc<Session>) {
    // Handlers lie wherever a `src` points, and an editor tells of the removal of a folder by its name alone, so there
    // is no narrower pattern that misses nothing.
    let pattern = GlobPattern::String("**/*".to_owned());
    let watchers = vec![FileSystemWatcher { glob_pattern: pattern, kind: None }];
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "arc-lsp/watched-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    match session.client.register_capability(vec![registration]).await {
        Ok(()) => session.disk.base().client_watches(session.folder_paths()),
        Err(error) => {
            let why = without_text(&error.message);
            tracing::warn!("the client does not watch files, so the server does it alone: {why}");
        }
    }
}
