//! The client's end of the output, which several threads write to, one message at a time.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use serde::Serialize;

use super::lifecycle::Lifecycle;

/// Where messages go. What is written blocks while the client does not read, so a thread that reads messages writes only
/// what [`Sink::takes_at_once`].
#[derive(Clone)]
pub(super) struct Output {
    pipe: Arc<Mutex<Pipe>>,
    lifecycle: Arc<Lifecycle>,
}

/// What takes the bytes of messages.
pub(super) trait Sink: Write + Send {
    /// Whether that many bytes can be written now without a wait for the client. No is always right.
    fn takes_at_once(&self, length: usize) -> bool;
}

struct Pipe {
    sink: Box<dyn Sink>,
    is_closed: bool,
}

/// A message in its frame.
pub(super) struct Framed(Vec<u8>);

impl Framed {
    /// Nothing for what is no JSON, a bug of ours.
    pub(super) fn of(message: &impl Serialize) -> Option<Framed> {
        let body = match serde_json::to_vec(message) {
            Ok(body) => body,
            Err(error) => {
                tracing::error!("a message is left out, please report it: {error}");
                return None;
            }
        };
        tracing::trace!("-> {}", String::from_utf8_lossy(&body));
        // In one piece: a client that is woken by the header would wait for the body.
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend_from_slice(&body);
        Some(Framed(frame))
    }

    /// A notification.
    pub(super) fn notification(method: &str, params: &impl Serialize) -> Option<Framed> {
        Framed::of(&Notification { jsonrpc: "2.0", method, params })
    }
}

/// A notification as JSON-RPC has it.
#[derive(Serialize)]
struct Notification<'a, P> {
    jsonrpc: &'static str,
    method: &'a str,
    params: &'a P,
}

impl Output {
    pub(super) fn new(sink: impl Sink + 'static, lifecycle: Arc<Lifecycle>) -> Output {
        let pipe = Pipe { sink: Box::new(sink), is_closed: false };
        Output { pipe: Arc::new(Mutex::new(pipe)), lifecycle }
    }

    /// Writes a message in its frame. When that fails once, the server ends, and nothing is written any more.
    pub(super) fn write(&self, message: &impl Serialize) {
        if let Some(frame) = Framed::of(message) {
            self.write_frame(&frame);
        }
    }

    /// Writes a frame.
    pub(super) fn write_frame(&self, frame: &Framed) {
        self.write_to(&mut self.pipe.lock().unwrap_or_else(PoisonError::into_inner), frame);
    }

    /// Writes a frame unless that may take a wait, for the client or for another thread that writes; whether it did.
    pub(super) fn write_at_once(&self, frame: &Framed) -> bool {
        let mut pipe = match self.pipe.try_lock() {
            Ok(pipe) => pipe,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return false,
        };
        if !pipe.is_closed && !pipe.sink.takes_at_once(frame.0.len()) {
            return false;
        }
        self.write_to(&mut pipe, frame);
        true
    }

    fn write_to(&self, pipe: &mut Pipe, frame: &Framed) {
        if pipe.is_closed {
            return;
        }
        if let Err(error) = pipe.sink.write_all(&frame.0).and_then(|()| pipe.sink.flush()) {
            pipe.is_closed = true;
            tracing::warn!("the server ends, since its output cannot be written: {error}");
            self.lifecycle.output_closed();
        }
    }
}
