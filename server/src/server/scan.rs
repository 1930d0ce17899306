//! The first look at the workspace: every project in the client's folders is read once, so that what is asked later is
//! known already. The client shows how far it is.

use std::sync::Arc;
use std::sync::mpsc;

use tower_lsp::lsp_types::notification::Progress;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use super::session::Session;
use crate::project::{Project, discover};

const TOKEN: &str = "arc-lsp/scan";

/// Begins to look. Must be called within the runtime.
pub(super) fn start(session: &Arc<Session>) {
    let folders = session.folder_paths();
    if folders.is_empty() || !session.can().progress {
        return;
    }
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let token = NumberOrString::String(TOKEN.to_owned());
        let create = WorkDoneProgressCreateParams { token };
        if let Err(error) = session.client.send_request::<WorkDoneProgressCreate>(create).await {
            tracing::debug!("the client shows no progress: {error}");
            return;
        }
        let begin = WorkDoneProgressBegin {
            title: "Looking for Architect projects".to_owned(),
            cancellable: Some(false),
            message: None,
            percentage: Some(0),
        };
        say(&session, WorkDoneProgress::Begin(begin)).await;
        let files = session.documents.files();
        let (steps, seen) = mpsc::channel();
        let work = super::blocking::run(move |cancelled| {
            let all: Vec<_> =
                folders.iter().flat_map(|folder| discover(folder).manifests).collect();
            for (index, path) in all.iter().enumerate() {
                if cancelled.is_cancelled() {
                    break;
                }
                // What cannot be read is said when it is opened.
                let _ = Project::load(&files, path);
                let _ = steps.send((index + 1, all.len()));
            }
            all.len()
        });
        let found = work.await;
        // One report is enough for what takes a blink.
        if let Some((done, all)) = seen.try_iter().last() {
            let percentage = u32::try_from(done * 100 / all.max(1)).ok();
            let message = Some(format!("{done} of {all} projects"));
            let report = WorkDoneProgressReport { cancellable: None, message, percentage };
            say(&session, WorkDoneProgress::Report(report)).await;
        }
        let message = match found {
            1 => "1 project".to_owned(),
            found => format!("{found} projects"),
        };
        say(&session, WorkDoneProgress::End(WorkDoneProgressEnd { message: Some(message) })).await;
    });
}

async fn say(session: &Session, progress: WorkDoneProgress) {
    let token = NumberOrString::String(TOKEN.to_owned());
    let value = ProgressParamsValue::WorkDone(progress);
    session.client.send_notification::<Progress>(ProgressParams { token, value }).await;
}
