//! Work that takes more than a millisecond, off the threads that answer messages.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells work that nobody waits for its result any more.
#[derive(Clone, Default)]
pub(super) struct Cancelled(Arc<AtomicBool>);

impl Cancelled {
    pub(super) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Tells it, once and for all.
    pub(super) fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs `work` on a blocking thread. Dropping the future does not stop a thread, so it cancels the token that the work
/// gets: long work looks at it now and then.
///
/// # Panics
/// When `work` does, with what it panicked with.
pub(super) async fn run<T: Send + 'static>(
    work: impl FnOnce(&Cancelled) -> T + Send + 'static,
) -> T {
    let on_drop = CancelOnDrop(Cancelled::default());
    let cancelled = on_drop.0.clone();
    match tokio::task::spawn_blocking(move || work(&cancelled)).await {
        Ok(result) => result,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // Blocking work is never aborted, only not begun when the runtime is gone, and then nobody is left to
            // answer either.
            Err(_) => std::future::pending().await,
        },
    }
}

struct CancelOnDrop(Cancelled);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
