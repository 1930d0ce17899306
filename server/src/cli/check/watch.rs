//! `--watch`: checks again whenever something changes that was looked at.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::project::{Disk, FileKind, FileSystem, Listing, Watcher};

use super::super::paths::WorkingDirectory;
use super::super::status::Status;
use super::super::{input, output};
use super::arguments::Args;
use super::once::once;
use super::targets::Place;

/// An editor's save or a checkout is many changes; they are over when nothing has changed for so long.
const SETTLED: Duration = Duration::from_millis(100);
/// Where something changes all the time, it is looked at this often.
const LONGEST: Duration = Duration::from_secs(2);

/// Checks, and again after each change, until it is interrupted. Returns only when it could not begin.
pub(super) fn run(args: &Args, directory: &WorkingDirectory) -> Status {
    if args.paths.iter().any(|path| input::is_stdin(path)) {
        return output::failure("stdin does not change: --watch takes files and folders");
    }
    let (tell, told) = channel();
    let watcher = Watcher::new(move |_| {
        // Nobody listens any more only when the process ends.
        let _ = tell.send(());
    });
    let watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => return output::failure(format_args!("cannot watch files: {error}")),
    };
    let disk = WatchedDisk { watcher, missed: AtomicBool::new(false) };
    for path in &args.paths {
        disk.watcher.watch_project(&directory.absolute(path));
    }
    loop {
        if io::stdout().is_terminal() {
            clear();
        }
        once(
            args,
            &Place { directory, files: &disk, see: &|folder| disk.see(folder), wrote: &|| {} },
        );
        if disk.missed.swap(false, Ordering::Relaxed) {
            output::note("arc-lsp: not every folder is watched: the system watches no more");
        }
        if !args.quiet {
            output::note("arc-lsp: waiting for changes; Ctrl-C ends it");
        }
        wait(&told);
    }
}

/// Waits for a change, and until it is over.
fn wait(told: &Receiver<()>) {
    // The watcher keeps its end, so there is always somebody who may tell.
    let _ = told.recv();
    let since = Instant::now();
    while since.elapsed() < LONGEST && told.recv_timeout(SETTLED).is_ok() {}
}

/// An empty screen, with the cursor at its top; what was there can still be scrolled to.
fn clear() {
    let mut stdout = io::stdout();
    // A screen that is not cleared is no reason to stop.
    let _ = stdout.write_all(b"\x1b[2J\x1b[H").and_then(|()| stdout.flush());
}

/// The disk, each folder of which is watched from before it is looked at.
#[derive(Debug)]
struct WatchedDisk {
    watcher: Watcher,
    /// Whether a folder is not watched.
    missed: AtomicBool,
}

impl WatchedDisk {
    fn see(&self, folder: &Path) {
        if !self.watcher.watch(folder) {
            self.missed.store(true, Ordering::Relaxed);
        }
    }

    fn see_file(&self, path: &Path) {
        self.see(path.parent().unwrap_or(path));
    }
}

impl FileSystem for WatchedDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.see_file(path);
        Disk.read(path)
    }

    fn kind(&self, path: &Path) -> Option<FileKind> {
        self.see_file(path);
        Disk.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Listing> {
        self.see(folder);
        Disk.list(folder)
    }
}
