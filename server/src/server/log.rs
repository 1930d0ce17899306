//! The log: one line an event, to a file or to stderr. Stdout belongs to the protocol.
//!
//! Invariants: what is logged as a warning or an error says what no longer works and, where there is something, what to
//! do; nothing above `debug` holds text out of a document.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::{self, Write as _};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};

/// The least important events that are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What was mended or left out, too.
    #[default]
    Warn,
    /// What happens once a session, too.
    Info,
    /// What happens with each message, too.
    Debug,
    /// The messages, too.
    Trace,
}

/// Starts logging, and has panics logged instead of printed. A second call in one process changes nothing.
///
/// # Errors
/// When the file cannot be opened for appending.
pub(super) fn start(file: Option<&Path>, level: LogLevel) -> io::Result<()> {
    let sink = match file {
        Some(path) => Sink::File(OpenOptions::new().create(true).append(true).open(path)?),
        None => Sink::Stderr,
    };
    let level = match level {
        LogLevel::Error => tracing::Level::ERROR,
        LogLevel::Warn => tracing::Level::WARN,
        LogLevel::Info => tracing::Level::INFO,
        LogLevel::Debug => tracing::Level::DEBUG,
        LogLevel::Trace => tracing::Level::TRACE,
    };
    let log = Log { level, sink: Mutex::new(sink), start: Instant::now() };
    if tracing::subscriber::set_global_default(log).is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let message = without_text(panic_message(panic.payload()));
            // Captured only when RUST_BACKTRACE asks for it.
            let backtrace = Backtrace::capture();
            match backtrace.status() {
                BacktraceStatus::Captured => {
                    tracing::error!("a bug in arc-lsp, at {place}: {message}\n{backtrace}");
                }
                _ => tracing::error!("a bug in arc-lsp, at {place}: {message}"),
            }
            tracing::debug!("{panic}");
        }));
    }
    Ok(())
}

/// The text of a panic.
pub(super) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

/// What of a message is ours: everything before the first quote, behind which there may be something that a user wrote.
/// Whoever reads a log, or is sent one, reads no manifests in it, unless the level is `debug` or below.
pub(super) fn without_text(message: &str) -> &str {
    message.split(['"', '`', '\'']).next().unwrap_or_default().trim_end()
}

enum Sink {
    File(File),
    Stderr,
}

struct Log {
    level: tracing::Level,
    sink: Mutex<Sink>,
    start: Instant,
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // What the library below says of messages that it does not know is nothing that anybody could act on.
        let ours = !metadata.target().starts_with("tower_lsp");
        let least = if ours { *metadata.level() } else { tracing::Level::DEBUG };
        metadata.is_event() && *metadata.level() <= self.level && least <= self.level
    }

    fn max_level_hint(&self) -> Option<tracing::level_filters::LevelFilter> {
        Some(self.level.into())
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut line = format!(
            "{:10.3}s {:5} {}",
            self.start.elapsed().as_secs_f64(),
            metadata.level().as_str(),
            metadata.target(),
        );
        event.record(&mut Fields(&mut line));
        line.push('\n');
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody could be told that the log cannot be written.
        let _ = match &mut *sink {
            Sink::File(file) => file.write_all(line.as_bytes()),
            Sink::Stderr => io::stderr().write_all(line.as_bytes()),
        };
    }

    // Spans are not used.
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// Writes the message bare and any other field as `name=value`.
struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.0, ": {value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
