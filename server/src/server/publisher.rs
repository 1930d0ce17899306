//! Pushes problems to a client that does not ask for them.
//!
//! One thread does it all, so that what is pushed later was found later: of two versions of a document the newer is
//! never overtaken. While it works, jobs for one document become one job.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};
use std::thread;

use tower_lsp::lsp_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

use super::capabilities;
use super::complaints::Complaints;
use super::documents::{Document, Documents};
use super::log::{panic_message, without_text};
use super::output::Output;
use super::problems;

/// Hands documents to the thread.
pub(super) struct Publisher {
    jobs: Sender<Job>,
}

struct Job {
    uri: Url,
    client: capabilities::Client,
    /// Whether to look again even at a version whose problems were pushed.
    anew: bool,
}

impl Publisher {
    /// Starts the thread.
    pub(super) fn new(
        output: Output,
        documents: Arc<Documents>,
        complaints: Arc<Complaints>,
    ) -> Publisher {
        let (jobs, queue) = mpsc::channel();
        let mut work = Worker { output, documents, complaints, pushed: HashMap::new() };
        let thread = thread::Builder::new().name("problems".to_owned());
        if let Err(error) = thread.spawn(move || work.run(&queue)) {
            tracing::error!(
                "no problems will be shown, start the server again: there is no thread for them: {error}"
            );
        }
        Publisher { jobs }
    }

    /// Has the problems of a document pushed as soon as may be; none, when it is not open by then. `anew` says that
    /// something around the document has changed, not only the document.
    pub(super) fn check(&self, uri: Url, client: capabilities::Client, anew: bool) {
        // It fails only when there is no thread, which was logged.
        let _ = self.jobs.send(Job { uri, client, anew });
    }
}

struct Pushed {
    document: Weak<Document>,
    problems: Vec<Diagnostic>,
}

struct Worker {
    output: Output,
    documents: Arc<Documents>,
    complaints: Arc<Complaints>,
    /// What was pushed last for each open document.
    pushed: HashMap<Url, Pushed>,
}

impl Worker {
    fn run(&mut self, queue: &Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            let mut jobs = vec![first];
            for job in queue.try_iter() {
                match jobs.iter_mut().find(|other| other.uri == job.uri) {
                    Some(other) => other.anew |= job.anew,
                    None => jobs.push(job),
                }
            }
            for job in jobs {
                let uri = job.uri.clone();
                if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.publish(job))) {
                    let message = without_text(panic_message(&*panic));
                    tracing::error!("no problems are shown of {uri}, please report it: {message}");
                }
            }
        }
    }

    fn publish(&mut self, Job { uri, client, anew }: Job) {
        let Some(snapshot) = self.documents.snapshot(&uri, client) else {
            if self.pushed.remove(&uri).is_none() {
                return;
            }
            self.push(&PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None });
            return;
        };
        let document = &snapshot.document;
        if document.role.is_none() {
            return;
        }
        // The job of a change may come when the one before it has found the document changed already.
        let pushed = self.pushed.get(&uri).filter(|pushed| {
            pushed.document.upgrade().is_some_and(|pushed| Arc::ptr_eq(&pushed, document))
        });
        if !anew && pushed.is_some() {
            return;
        }
        let problems = problems::of(&snapshot);
        if let Some(analysis) = snapshot.analysis() {
            self.complaints.tell(&analysis.project.settings);
        }
        if pushed.is_some_and(|pushed| pushed.problems == problems) {
            return;
        }
        // The change that made it stale has a job in the queue.
        if !document.is_stale() {
            let version = Some(document.version);
            let params = PublishDiagnosticsParams { uri, diagnostics: problems, version };
            self.push(&params);
            let PublishDiagnosticsParams { uri, diagnostics: problems, .. } = params;
            self.pushed.insert(uri, Pushed { document: Arc::downgrade(document), problems });
        }
    }

    /// Writes at once, since to have another thread do it takes longer.
    fn push(&self, params: &PublishDiagnosticsParams) {
        self.output.notify(PublishDiagnostics::METHOD, params);
    }
}
