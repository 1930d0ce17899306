//! What is left to do when a message has been handled: by the thread that reads, as long as no other message waits for it,
//! since to wake another thread takes longer than most of it.

use std::cell::RefCell;

/// Whose turn it is to do what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// This thread's: nothing waits for it.
    Ours,
    /// Another thread's: messages wait, or may.
    Others,
}

type Work = Box<dyn FnOnce(Turn)>;

thread_local! {
    /// What is left to do; nothing on a thread that handles no message.
    static LEFT: RefCell<Option<Vec<Work>>> = const { RefCell::new(None) };
}

/// Leaves something to be done when the message has been handled that this thread is about; where it is about none, it is
/// another thread's at once.
pub(super) fn leave(work: impl FnOnce(Turn) + 'static) {
    let work: Work = Box::new(work);
    let left = LEFT.with_borrow_mut(|left| match left {
        Some(left) => {
            left.push(work);
            None
        }
        None => Some(work),
    });
    if let Some(work) = left {
        work(Turn::Others);
    }
}

/// Handles a message, and does what it leaves. `is_waited_for` says whether another message waits for this thread.
pub(super) fn take(handle: impl FnOnce(), is_waited_for: impl Fn() -> bool) {
    LEFT.set(Some(Vec::new()));
    let left = Left;
    handle();
    left.work(|| if is_waited_for() { Turn::Others } else { Turn::Ours });
}

/// That there is something left to do, even after a panic.
struct Left;

impl Left {
    fn work(&self, whose: impl Fn() -> Turn) {
        for work in LEFT.take().unwrap_or_default() {
            work(whose());
        }
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        self.work(|| Turn::Others);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn what_is_left_is_done_once_and_by_whom_has_time() {
        let done = Arc::new(Mutex::new(Vec::new()));
        let say = |what: &'static str| {
            let done = Arc::clone(&done);
            move || leave(move |turn| done.lock().unwrap().push((what, turn)))
        };
        say("outside")();
        take(say("alone"), || false);
        take(say("waited for"), || true);
        let panicking = say("panicking");
        let panicked = catch_unwind(std::panic::AssertUnwindSafe(|| {
            take(
                || {
                    panicking();
                    panic!("as expected")
                },
                || false,
            )
        }));
        assert!(panicked.is_err());
        say("behind")();
        let expected = [
            ("outside", Turn::Others),
            ("alone", Turn::Ours),
            ("waited for", Turn::Others),
            ("panicking", Turn::Others),
            ("behind", Turn::Others),
        ];
        assert_eq!(*done.lock().unwrap(), expected);
    }
}
