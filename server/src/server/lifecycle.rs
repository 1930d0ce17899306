//! When the process ends, and with which status.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use super::client_process;

/// Why the server stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The client said `exit`.
    Exit { after_shutdown: bool },
    /// The input ended.
    InputClosed { after_shutdown: bool },
    /// Nobody reads what the server writes.
    OutputClosed,
    /// The process that started the server is gone.
    ClientDied,
}

impl End {
    /// The exit status: 0 when the client asked for the end before, else 1.
    /// <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#exit>
    pub(super) fn status(self) -> u8 {
        match self {
            End::Exit { after_shutdown } | End::InputClosed { after_shutdown } => {
                u8::from(!after_shutdown)
            }
            End::OutputClosed | End::ClientDied => 1,
        }
    }
}

/// Hears of everything that ends the server, and tells whoever waits for the end.
pub(super) struct Lifecycle {
    shutdown: AtomicBool,
    ends: Sender<End>,
}

impl Lifecycle {
    /// Whoever holds the other side of `ends` ends the process.
    pub(super) fn new(ends: Sender<End>) -> Lifecycle {
        Lifecycle { shutdown: AtomicBool::new(false), ends }
    }

    /// The client is there; its process is `process`, where it says so.
    pub(super) fn initialize(&self, process: Option<u32>) {
        let Some(process) = process else { return };
        let ends = self.ends.clone();
        client_process::when_gone(process, move || {
            // Whoever waited may have ended for another reason.
            let _ = ends.send(End::ClientDied);
        });
    }

    /// The client asked for the end.
    pub(super) fn shutdown(&self) {
        self.shutdown.store(true, Ordering::SeqCst);
    }

    /// The client said `exit`.
    pub(super) fn exit(&self) {
        self.end(End::Exit { after_shutdown: self.shutdown.load(Ordering::SeqCst) });
    }

    /// The input ended.
    pub(super) fn input_closed(&self) {
        self.end(End::InputClosed { after_shutdown: self.shutdown.load(Ordering::SeqCst) });
    }

    /// Writing failed.
    pub(super) fn output_closed(&self) {
        self.end(End::OutputClosed);
    }

    fn end(&self, end: End) {
        // Only the first counts, and whoever waited for it may be gone.
        let _ = self.ends.send(end);
    }
}
