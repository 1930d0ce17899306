//! The process's stdout, as messages are written to it.

use std::fs::File;
use std::io::{self, Write};

use super::output::Sink;

/// What a pipe or socket takes whole once it takes anything: a page, and never less than POSIX's `PIPE_BUF`.
#[cfg(target_os = "linux")]
const SURELY_TAKEN: usize = 4096;

/// Stdout without a buffer. The standard library's ends a write at the last line end, so a client would be woken by the
/// header of a frame and wait for the body.
pub(super) struct Stdout {
    file: File,
    /// Whether it is a pipe or a socket. A terminal says that there is room when there is some.
    #[cfg(target_os = "linux")]
    is_pipe: bool,
}

impl Stdout {
    /// A second handle of the process's stdout. Nobody else may write to the first.
    ///
    /// # Errors
    /// When the system has no more handles.
    pub(super) fn open() -> io::Result<Stdout> {
        #[cfg(unix)]
        let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
        #[cfg(windows)]
        let handle =
            std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
        let file = File::from(handle);
        Ok(Stdout {
            #[cfg(target_os = "linux")]
            is_pipe: {
                use std::os::unix::fs::FileTypeExt;
                let kind = file.metadata()?.file_type();
                kind.is_fifo() || kind.is_socket()
            },
            file,
        })
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for Stdout {
    /// Elsewhere than on Linux a pipe may say that there is room, and have less than is to be written.
    #[cfg(target_os = "linux")]
    fn takes_at_once(&self, length: usize) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        let mut asked = [PollFd::new(&self.file, PollFlags::OUT)];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        self.is_pipe
            && length <= SURELY_TAKEN
            && poll(&mut asked, Some(&now)).is_ok()
            && asked[0].revents() == PollFlags::OUT
    }

    #[cfg(not(target_os = "linux"))]
    fn takes_at_once(&self, _: usize) -> bool {
        false
    }
}
