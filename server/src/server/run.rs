//! The server from its start to its end.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tower_lsp::LspService;

use super::backend::Backend;
use super::commands;
use super::connection::{self, Incoming};
use super::guard::Guard;
use super::lifecycle::{End, Lifecycle};
use super::log::{self, LogLevel};
use super::output::Output;
use super::stdout::Stdout;
use super::test_requests;

/// How many requests may work at a time. The next waits for a thread; its cancellation does not.
const BLOCKING_THREADS: usize = 8;

/// How long the last answers may take to be written; `exit` has a second.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// What the server is started with.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// Append the log to this file, instead of writing it to stderr.
    #[arg(long, value_name = "FILE")]
    pub log_file: Option<PathBuf>,
    /// The least important events to log.
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    pub log_level: LogLevel,
    /// Take the settings of every project from this file, not from its `arc-lsp.toml`.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Speak over stdin and stdout: always so, and accepted because editors append it.
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// Serves on stdin and stdout until the client says `exit`, or is gone.
///
/// The status is 0 when the client asked for the end by `shutdown`, 1 when it did not, and 2, with a message on stderr,
/// when the server could not start.
pub fn run(options: Options) -> ExitCode {
    match serve(&options) {
        Ok(end) => ExitCode::from(end.status()),
        Err(message) => {
            eprintln!("arc-lsp server: {message}");
            ExitCode::from(2)
        }
    }
}

fn serve(options: &Options) -> Result<End, String> {
    log::start(options.log_file.as_deref(), options.log_level).map_err(|error| {
        let file = options.log_file.as_deref().unwrap_or_else(|| "stderr".as_ref());
        format!("cannot write the log to {}: {error}", file.display())
    })?;
    let config = options.config.as_deref().map(readable).transpose()?;
    let cannot_start = |error: io::Error| format!("cannot start: {error}");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(BLOCKING_THREADS)
        .enable_time()
        .build()
        .map_err(cannot_start)?;
    let within = runtime.enter();

    let (ends, ended) = mpsc::channel();
    let lifecycle = Arc::new(Lifecycle::new(ends));
    let stdout = Stdout::open().map_err(cannot_start)?;
    let output = Output::new(stdout, Arc::clone(&lifecycle));
    let backend = |client| Backend::new(client, output.clone(), config);
    let (service, socket) = test_requests::add(commands::add(LspService::build(backend))).finish();
    let (requests, responses) = socket.split();
    let handle = runtime.handle();
    let outbox =
        connection::start_writer(requests, output, handle.clone()).map_err(cannot_start)?;
    let incoming = Incoming {
        service: Guard::new(service, Arc::clone(&lifecycle)),
        responses,
        outbox: outbox.clone(),
        lifecycle,
        runtime: handle.clone(),
    };
    // Nothing waits for this thread: reading stdin cannot be interrupted, and `exit` may come while it stays open.
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || incoming.run(io::stdin(), stdin_is_readable))
        .map_err(cannot_start)?;

    let end = ended.recv().map_err(|_| "the input thread ended without a word".to_owned())?;
    tracing::info!("the end: {end:?}");
    outbox.flush(LAST_WORDS);
    drop(within);
    // Requests that still work are left to themselves.
    runtime.shutdown_background();
    Ok(end)
}

/// Whether something can be read from stdin, or its end, without a wait. Where the system does not say, it may be.
fn stdin_is_readable() -> bool {
    #[cfg(unix)]
    {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        let stdin = io::stdin();
        let mut asked = [PollFd::new(&stdin, PollFlags::IN)];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut asked, Some(&now)) != Ok(0)
    }
    #[cfg(not(unix))]
    true
}

/// The absolute path of a file with settings, which can be read. What is wrong in it the client shows.
fn readable(path: &Path) -> Result<PathBuf, String> {
    let said =
        |error: io::Error| format!("cannot read the settings in {}: {error}", path.display());
    let absolute = std::path::absolute(path).map_err(said)?;
    std::fs::read(&absolute).map_err(said)?;
    Ok(absolute)
}
