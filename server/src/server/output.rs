//! The client's end of the output, which several threads write to, one message at a time.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::lifecycle::Lifecycle;

/// Where messages go. What is written blocks while the client does not read, so no thread that reads messages writes.
#[derive(Clone)]
pub(super) struct Output {
    pipe: Arc<Mutex<Pipe>>,
    lifecycle: Arc<Lifecycle>,
}

struct Pipe {
    writer: Box<dyn Write + Send>,
    is_closed: bool,
}

/// A notification as JSON-RPC has it.
#[derive(Serialize)]
struct Notification<'a, P> {
    jsonrpc: &'static str,
    method: &'a str,
    params: &'a P,
}

impl Output {
    pub(super) fn new(writer: impl Write + Send + 'static, lifecycle: Arc<Lifecycle>) -> Output {
        let pipe = Pipe { writer: Box::new(writer), is_closed: false };
        Output { pipe: Arc::new(Mutex::new(pipe)), lifecycle }
    }

    /// Writes a notification. It passes what waits for the thread that writes answers.
    pub(super) fn notify(&self, method: &str, params: &impl Serialize) {
        self.write(&Notification { jsonrpc: "2.0", method, params });
    }

    /// Writes a message in its frame. When that fails once, the server ends, and nothing is written any more.
    pub(super) fn write(&self, message: &impl Serialize) {
        // The frame and the body in one piece: a client that is woken by the first would wait for the second.
        let mut frame = vec![b' '; HEAD.len() + DIGITS + END.len()];
        if let Err(error) = serde_json::to_writer(&mut frame, message) {
            tracing::error!("a message is left out, please report it: {error}");
            return;
        }
        let (head, body) = frame.split_at_mut(HEAD.len() + DIGITS + END.len());
        tracing::trace!("-> {}", String::from_utf8_lossy(body));
        let length = format!("{HEAD}{}{END}", body.len());
        let start = head.len() - length.len();
        head[start..].copy_from_slice(length.as_bytes());
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        if pipe.is_closed {
            return;
        }
        if let Err(error) =
            pipe.writer.write_all(&frame[start..]).and_then(|()| pipe.writer.flush())
        {
            pipe.is_closed = true;
            tracing::warn!("the server ends, since its output cannot be written: {error}");
            self.lifecycle.output_closed();
        }
    }
}

const HEAD: &str = "Content-Length: ";
const END: &str = "\r\n\r\n";

/// As many as the length of anything has that fits into memory.
const DIGITS: usize = 20;
