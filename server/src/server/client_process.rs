//! Notices when the client's process is gone, even while something else keeps our input open.
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#initialize>

/// Calls `gone` once, from a thread of its own, when process `id` has ended. A process that is not there to begin with
/// is taken for one that cannot be seen from here, as a client outside of the container that the server runs in, and
/// is not watched.
///
/// On Windows nothing is watched: there the server ends with its input alone.
pub(super) fn when_gone(id: u32, gone: impl FnOnce() + Send + 'static) {
    #[cfg(unix)]
    unix::when_gone(id, gone);
    #[cfg(not(unix))]
    drop((id, gone));
}

#[cfg(unix)]
mod unix {
    use std::thread;
    use std::time::Duration;

    use rustix::process::{Pid, test_kill_process};

    /// How often a process is looked for where the system does not tell when it ends.
    const LOOK_EVERY: Duration = Duration::from_millis(500);

    pub(super) fn when_gone(id: u32, gone: impl FnOnce() + Send + 'static) {
        let Some(process) = i32::try_from(id).ok().and_then(Pid::from_raw) else { return };
        if !is_there(process) {
            tracing::info!("the client's process {id} cannot be seen from here: not watched");
            return;
        }
        let watch = move || {
            if !wait(process) {
                while is_there(process) {
                    thread::sleep(LOOK_EVERY);
                }
            }
            tracing::warn!("the client's process {id} is gone");
            gone();
        };
        if let Err(error) = thread::Builder::new().name("client process".to_owned()).spawn(watch) {
            tracing::warn!("the client's process {id} is not watched: {error}");
        }
    }

    /// Whether there is such a process; one of another user is there.
    fn is_there(process: Pid) -> bool {
        test_kill_process(process) != Err(rustix::io::Errno::SRCH)
    }

    /// Waits for the end of the process; false where the system cannot. Unlike looking for it, this sees the end of a
    /// process that nobody has waited for yet.
    #[cfg(target_os = "linux")]
    fn wait(process: Pid) -> bool {
        use rustix::event::{PollFd, PollFlags, poll};
        use rustix::process::{PidfdFlags, pidfd_open};

        let Ok(descriptor) = pidfd_open(process, PidfdFlags::empty()) else { return false };
        loop {
            match poll(&mut [PollFd::new(&descriptor, PollFlags::IN)], None) {
                Ok(_) => return true,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn wait(_: Pid) -> bool {
        false
    }
}
