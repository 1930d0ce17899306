//! Pushes problems to a client that does not ask for them.
//!
//! One thread at a time does it, so that what is pushed later was found later: of two versions of a document the newer is
//! never overtaken. That is a thread of its own, for which jobs for one document become one job while it works; or, right
//! after a change of a document that is checked fast, the thread that reads messages, if none waits for it.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use tower_lsp::lsp_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

use super::capabilities;
use super::complaints::Complaints;
use super::documents::{Document, Documents};
use super::log::{panic_message, without_text};
use super::output::{Framed, Output};
use super::problems;
use super::turn::{self, Turn};

/// The longest that the thread that reads messages may work on problems. Longer than that and it would be missed.
const SHORT: Duration = Duration::from_millis(4);

/// Hands documents to whoever checks them.
pub(super) struct Publisher {
    desk: Arc<Desk>,
}

/// What both threads share.
struct Desk {
    jobs: Sender<Job>,
    /// How many jobs the thread has not done yet.
    waiting: AtomicUsize,
    work: Mutex<Worker>,
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
        let work =
            Worker { output, documents, complaints, pushed: HashMap::new(), unwritten: Vec::new() };
        let desk = Arc::new(Desk { jobs, waiting: AtomicUsize::new(0), work: Mutex::new(work) });
        let thread = thread::Builder::new().name("problems".to_owned());
        let shared = Arc::clone(&desk);
        if let Err(error) = thread.spawn(move || shared.run(&queue)) {
            tracing::error!(
                "no problems will be shown, start the server again: there is no thread for them: {error}"
            );
        }
        Publisher { desk }
    }

    /// Has the problems of a document pushed as soon as may be; none, when it is not open by then. `anew` says that
    /// something around the document has changed, not only the document.
    pub(super) fn check(&self, uri: Url, client: capabilities::Client, anew: bool) {
        self.desk.hand_over(Job { uri, client, anew });
    }

    /// The same, when the message has been handled by which the document has changed.
    pub(super) fn check_in_turn(&self, uri: Url, client: capabilities::Client) {
        let desk = Arc::clone(&self.desk);
        turn::leave(move |turn| {
            let job = Job { uri, client, anew: false };
            match turn {
                Turn::Ours => desk.work_or_hand_over(job),
                Turn::Others => desk.hand_over(job),
            }
        });
    }
}

impl Desk {
    /// Has the thread do a job.
    fn hand_over(&self, job: Job) {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        // It fails only when there is no thread, which was logged.
        let _ = self.jobs.send(job);
    }

    /// Does a job here, if that is done soon and no thread is at work.
    fn work_or_hand_over(&self, job: Job) {
        let idle = self.waiting.load(Ordering::SeqCst) == 0;
        let work = idle.then(|| self.work.try_lock().ok()).flatten();
        let Some(mut work) = work.filter(|work| work.is_soon_done(&job.uri)) else {
            return self.hand_over(job);
        };
        let (uri, client) = (job.uri.clone(), job.client);
        work.publish_safely(job, false);
        // What the client has no room for is for the thread to write, which may wait.
        if !work.unwritten.is_empty() {
            self.hand_over(Job { uri, client, anew: false });
        }
    }

    fn run(&self, queue: &Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            let mut taken = 1;
            let mut jobs = vec![first];
            for job in queue.try_iter() {
                taken += 1;
                match jobs.iter_mut().find(|other| other.uri == job.uri) {
                    Some(other) => other.anew |= job.anew,
                    None => jobs.push(job),
                }
            }
            for job in jobs {
                let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
                work.write_all();
                work.publish_safely(job, true);
            }
            self.waiting.fetch_sub(taken, Ordering::SeqCst);
        }
    }
}

struct Pushed {
    document: Weak<Document>,
    problems: Vec<Diagnostic>,
    /// How long it took to find them.
    took: Duration,
}

struct Worker {
    output: Output,
    documents: Arc<Documents>,
    complaints: Arc<Complaints>,
    /// What was pushed last for each open document.
    pushed: HashMap<Url, Pushed>,
    /// What is to be written before anything else is.
    unwritten: Vec<Framed>,
}

impl Worker {
    /// Whether the problems of a document were found in a short time, and so will be again.
    fn is_soon_done(&self, uri: &Url) -> bool {
        self.unwritten.is_empty() && self.pushed.get(uri).is_some_and(|it| it.took <= SHORT)
    }

    fn publish_safely(&mut self, job: Job, may_wait: bool) {
        let uri = job.uri.clone();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.publish(job, may_wait))) {
            let message = without_text(panic_message(&*panic));
            tracing::error!("no problems are shown of {uri}, please report it: {message}");
        }
    }

    fn publish(&mut self, Job { uri, client, anew }: Job, may_wait: bool) {
        let start = Instant::now();
        let Some(snapshot) = self.documents.snapshot(&uri, client) else {
            if self.pushed.remove(&uri).is_none() {
                return;
            }
            let params = PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None };
            self.push(&params, may_wait);
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
            self.push(&params, may_wait);
            let PublishDiagnosticsParams { uri, diagnostics: problems, .. } = params;
            let document = Arc::downgrade(document);
            let took = start.elapsed();
            self.pushed.insert(uri, Pushed { document, problems, took });
        }
    }

    /// Writes at once, since to have another thread do it takes longer; what the client has no room for, only if this may
    /// wait for it.
    fn push(&mut self, params: &PublishDiagnosticsParams, may_wait: bool) {
        let Some(frame) = Framed::notification(PublishDiagnostics::METHOD, params) else { return };
        if may_wait {
            self.output.write_frame(&frame);
        } else if !self.output.write_at_once(&frame) {
            self.unwritten.push(frame);
        }
    }

    fn write_all(&mut self) {
        for frame in std::mem::take(&mut self.unwritten) {
            self.output.write_frame(&frame);
        }
    }
}
