//! The process's stdout, as messages are written to it.

use std::fs::File;
use std::io::{self, Write};

use super::output::Sink;

/// What a pipe takes whole once it says that it has room.
#[cfg(target_os = "linux")]
const PAGE: usize = 4096;

/// Stdout without a buffer. The standard library's ends a write at the last line end, so a client would be woken by the
/// header of a frame and wait for the body.
pub(super) struct Stdout {
    file: File,
    #[cfg(target_os = "linux")]
    kind: Kind,
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
            kind: Kind::of(&file)?,
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

        let has_room = || {
            let mut asked = [PollFd::new(&self.file, PollFlags::OUT)];
            let now = Timespec { tv_sec: 0, tv_nsec: 0 };
            poll(&mut asked, Some(&now)).is_ok() && asked[0].revents() == PollFlags::OUT
        };
        let is_empty = || rustix::io::ioctl_fionread(&self.file) == Ok(0);
        match self.kind {
            Kind::Other => false,
            Kind::Pipe { size } => has_room() && (length <= PAGE || length <= size && is_empty()),
            // It has room as long as three quarters of its buffer are free, of which the kernel needs some for itself.
            Kind::Socket { buffer } => length <= buffer / 8 && has_room(),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn takes_at_once(&self, _: usize) -> bool {
        false
    }
}

/// What stdout is. A terminal says that there is room when there is some.
#[cfg(target_os = "linux")]
enum Kind {
    Pipe {
        /// How many bytes an empty one takes.
        size: usize,
    },
    Socket {
        /// Bytes of its send buffer, in which the kernel counts what it needs for itself.
        buffer: usize,
    },
    Other,
}

#[cfg(target_os = "linux")]
impl Kind {
    fn of(file: &File) -> io::Result<Kind> {
        use std::os::unix::fs::FileTypeExt;

        let kind = file.metadata()?.file_type();
        Ok(if kind.is_fifo() {
            Kind::Pipe { size: rustix::pipe::fcntl_getpipe_size(file)? }
        } else if kind.is_socket() {
            Kind::Socket { buffer: rustix::net::sockopt::socket_send_buffer_size(file)? }
        } else {
            Kind::Other
        })
    }
}
