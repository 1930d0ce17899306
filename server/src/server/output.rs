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
        let body = match serde_json::to_vec(message) {
            Ok(body) => body,
            Err(error) => {
                tracing::error!("a message is left out, please report it: {error}");
                return;
            }
        };
        tracing::trace!("-> {}", String::from_utf8_lossy(&body));
        // In one piece: a client that is woken by the header would wait for the body.
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend_from_slice(&body);
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        if pipe.is_closed {
            return;
        }
        if let Err(error) = pipe.writer.write_all(&frame).and_then(|()| pipe.writer.flush()) {
            pipe.is_closed = true;
            tracing::warn!("the server ends, since its output cannot be written: {error}");
            self.lifecycle.output_closed();
        }
    }
}
