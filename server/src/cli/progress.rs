//! How far a run has come, for whoever waits at a terminal for longer than a second.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Who waits for less sees nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// From one drawing to the next.
const INTERVAL: Duration = Duration::from_millis(100);
/// The width of the bar in columns.
const WIDTH: usize = 30;

/// A bar on stderr, drawn when a run takes longer than a second and taken away when this is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    counts: Arc<Counts>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

#[derive(Debug, Default)]
struct Counts {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// Shows the progress of what begins now, if stderr is a terminal that can.
    pub(super) fn start(quiet: bool) -> Progress {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        if quiet || dumb || !io::stderr().is_terminal() {
            return Progress { counts: Arc::default(), drawing: None };
        }
        Progress::draw(io::stderr(), PATIENCE)
    }

    fn draw(mut out: impl Write + Send + 'static, patience: Duration) -> Progress {
        let counts = Arc::<Counts>::default();
        let seen = Arc::clone(&counts);
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || {
            let mut wait = patience;
            let mut drawn = false;
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(wait) {
                let (done, all) = (&seen.done, &seen.all);
                let line = line(done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
                // A terminal that does not take it is no reason to stop.
                let _ = write!(out, "\r{line}\x1b[K").and_then(|()| out.flush());
                drawn = true;
                wait = INTERVAL;
            }
            if drawn {
                let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
            }
        });
        Progress { counts, drawing: Some((stop, thread)) }
    }

    /// So many steps are to be done, from the first on.
    pub(super) fn expect(&self, steps: usize) {
        self.counts.done.store(0, Ordering::Relaxed);
        self.counts.all.store(steps, Ordering::Relaxed);
    }

    /// One of them is done.
    pub(super) fn step(&self) {
        self.counts.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.drawing.take() {
            drop(stop);
            // What is printed next must not stand behind the bar.
            let _ = thread.join();
        }
    }
}

fn line(done: usize, all: usize) -> String {
    if all == 0 {
        return "looking for manifests".to_owned();
    }
    let filled = WIDTH * done.min(all) / all;
    let bar = "#".repeat(filled) + &"-".repeat(WIDTH - filled);
    format!("checking [{bar}] {done} of {all} manifests")
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::{Progress, line};

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<String>>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().push_str(std::str::from_utf8(bytes).unwrap());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_bar_fills() {
        assert_eq!(line(0, 0), "looking for manifests");
        assert_eq!(line(5, 10), format!("checking [{0:#<15}{0:-<15}] 5 of 10 manifests", ""));
        assert!(line(10, 10).contains(&"#".repeat(30)));
    }

    #[test]
    fn who_waits_sees_it_and_it_goes_away() {
        let screen = Screen::default();
        let progress = Progress::draw(screen.clone(), Duration::from_millis(1));
        progress.expect(2);
        progress.step();
        while screen.0.lock().unwrap().is_empty() {
            std::thread::yield_now();
        }
        drop(progress);
        let shown = screen.0.lock().unwrap().clone();
        assert!(shown.starts_with('\r') && shown.ends_with("\r\x1b[K"), "{shown:?}");
    }

    #[test]
    fn who_does_not_wait_sees_nothing() {
        let screen = Screen::default();
        drop(Progress::draw(screen.clone(), Duration::from_secs(3600)));
        assert_eq!(*screen.0.lock().unwrap(), "");
    }
}
