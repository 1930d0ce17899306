//! The two ends of the pipe: a thread that reads and dispatches, and one that writes what may have to wait for the client.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ClientSocket, Loopback};
use tower_service::Service;

use super::lifecycle::Lifecycle;
use super::log::{panic_message, without_text};
use super::message::Message;
use super::output::{Framed, Output};
use super::reader::{Frame, FrameReader};
use super::turn;

/// What the writer is given besides the messages of the socket.
enum Outgoing {
    Answer(Framed),
    /// Everything before this is written: say so.
    Flushed(SyncSender<()>),
}

/// Where answers go. Never full, so a client that does not read its answers does not stop us reading its messages.
#[derive(Clone)]
pub(super) struct Outbox {
    queue: UnboundedSender<Outgoing>,
    /// How many answers are in the queue, or being written.
    waiting: Arc<AtomicUsize>,
    output: Output,
}

impl Outbox {
    /// `at_once` says that it may pass what the server says otherwise, and so be written without waking the writer, which
    /// takes longer than most answers do.
    fn answer(&self, response: Response, at_once: bool) {
        match response.error() {
            None => tracing::debug!("-> the answer to {}", response.id()),
            Some(error) => tracing::debug!("-> an error to {}: {}", response.id(), error.code),
        }
        let Some(frame) = Framed::of(&response) else { return };
        if at_once && self.waiting.load(Ordering::SeqCst) == 0 && self.output.write_at_once(&frame)
        {
            return;
        }
        self.waiting.fetch_add(1, Ordering::SeqCst);
        // The writer is gone only when the output is.
        let _ = self.queue.send(Outgoing::Answer(frame));
    }

    /// Waits until everything before has been written, but not for longer than `limit`.
    pub(super) fn flush(&self, limit: Duration) {
        let (flushed, wait) = sync_channel(1);
        if self.queue.send(Outgoing::Flushed(flushed)).is_ok() {
            let _ = wait.recv_timeout(limit);
        }
    }
}

/// Reads messages until the input ends and hands them to `service` one after the other.
pub(super) struct Incoming<S> {
    pub(super) service: S,
    pub(super) responses: <ClientSocket as Loopback>::ResponseSink,
    pub(super) outbox: Outbox,
    pub(super) lifecycle: Arc<Lifecycle>,
    pub(super) runtime: Handle,
}

impl<S> Incoming<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Future<Output = Result<Option<Response>, S::Error>> + Send + Unpin + 'static,
    S::Error: Send + 'static,
{
    /// Returns when the input ends. `is_readable` says whether more can be read from it without a wait.
    pub(super) fn run(mut self, input: impl Read, is_readable: impl Fn() -> bool) {
        let mut reader = FrameReader::new(input);
        // Whatever goes wrong with one message, the next is read.
        while let Err(panic) =
            catch_unwind(AssertUnwindSafe(|| self.read(&mut reader, &is_readable)))
        {
            let message = without_text(panic_message(&*panic));
            tracing::error!("a message is left out, please report it: {message}");
        }
        self.lifecycle.input_closed();
    }

    fn read(&mut self, reader: &mut FrameReader<impl Read>, is_readable: &impl Fn() -> bool) {
        loop {
            let message = match reader.next() {
                Ok(Some(Frame::Body(body))) => {
                    tracing::trace!("<- {}", String::from_utf8_lossy(body));
                    let message = Message::read(body);
                    if message.is_no_json() {
                        reader.reject_body();
                    }
                    message
                }
                Ok(Some(Frame::Broken(why))) => Message::broken_frame(why),
                Ok(None) => return,
                Err(error) => {
                    tracing::error!("the server ends, since its input cannot be read: {error}");
                    return;
                }
            };
            turn::take(|| self.dispatch(message), || reader.has_more() || is_readable());
        }
    }

    fn dispatch(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.call(request),
            Message::Response(response) => {
                // The other side of the sink waits for nothing.
                if self.runtime.block_on(self.responses.send(response)).is_err() {
                    tracing::debug!("a response after exit");
                }
            }
            Message::Broken { why, answer } => {
                tracing::warn!(
                    "the client sent something that is left out: {}",
                    without_text(&why)
                );
                if let Some(answer) = answer {
                    self.outbox.answer(answer, false);
                }
            }
        }
    }

    fn call(&mut self, request: Request) {
        let _within = self.runtime.enter();
        match request.id() {
            Some(id) => tracing::debug!("<- {} {id}", request.method()),
            None => tracing::debug!("<- {}", request.method()),
        }
        let is_initialize = request.method() == "initialize";
        let at_once = only_answers(request.method());
        let mut future = self.service.call(request);
        let outbox = self.outbox.clone();
        let answer = move |result: Result<Option<Response>, S::Error>| {
            if let Ok(Some(response)) = result {
                outbox.answer(response, at_once);
            }
        };
        // What is done already needs no task; and before `initialize` is done, everything else would be refused.
        if is_initialize {
            answer(self.runtime.block_on(future));
        } else if let Some(result) = futures::FutureExt::now_or_never(&mut future) {
            answer(result);
        } else {
            self.runtime.spawn(async move { answer(future.await) });
        }
    }
}

/// Whether all that the handler of a request says to the client is its answer: then nothing that it said has to come
/// before it.
fn only_answers(method: &str) -> bool {
    method.starts_with("textDocument/") && method != "textDocument/rename"
}

/// Starts the thread that writes what is put into the outbox, and what the server asks of the client.
///
/// # Errors
/// When there can be no thread.
pub(super) fn start_writer(
    requests: <ClientSocket as Loopback>::RequestStream,
    output: Output,
    runtime: Handle,
) -> io::Result<Outbox> {
    let (queue, outgoing) = unbounded_channel();
    let outbox = Outbox { queue, waiting: Arc::default(), output: output.clone() };
    let waiting = Arc::clone(&outbox.waiting);
    std::thread::Builder::new()
        .name("output".to_owned())
        .spawn(move || write_all(requests, outgoing, &waiting, &output, &runtime))?;
    Ok(outbox)
}

fn write_all(
    requests: <ClientSocket as Loopback>::RequestStream,
    mut outgoing: UnboundedReceiver<Outgoing>,
    waiting: &AtomicUsize,
    output: &Output,
    runtime: &Handle,
) {
    enum Next {
        Ours(Option<Outgoing>),
        Request(Request),
    }
    // After `exit` the socket has no more, while answers may still come.
    let mut requests = requests.chain(futures::stream::pending());
    loop {
        let next = runtime.block_on(async {
            tokio::select! {
                biased;
                outgoing = outgoing.recv() => Next::Ours(outgoing),
                Some(request) = requests.next() => Next::Request(request),
            }
        });
        match next {
            Next::Ours(Some(Outgoing::Answer(frame))) => {
                // What a handler said before it answered comes before its answer: the parts of a result before its end.
                while let Some(Some(request)) = futures::FutureExt::now_or_never(requests.next()) {
                    output.write(&request);
                }
                output.write_frame(&frame);
                waiting.fetch_sub(1, Ordering::SeqCst);
            }
            Next::Ours(Some(Outgoing::Flushed(flushed))) => {
                // Whoever asked may have given up.
                let _ = flushed.send(());
            }
            Next::Ours(None) => return,
            Next::Request(request) => output.write(&request),
        }
    }
}
