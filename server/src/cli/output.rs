//! Where text goes: results to stdout, complaints to stderr, colours only where a person looks.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use clap::ColorChoice;

use super::status::Status;

/// Writes a command's result to stdout. A reader that has seen enough (`| head`) is no failure.
pub(super) fn result(text: &str) -> Status {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Status::Success,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Success,
        Err(error) => failure(format_args!("cannot write to stdout: {error}")),
    }
}

/// Says on stderr what could not be done. Returns the status that this means.
pub(super) fn failure(message: impl Display) -> Status {
    note(format_args!("arc-lsp: {message}"));
    Status::Failure
}

/// Writes a line to stderr. That nobody hears it is no reason to stop.
pub(super) fn note(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Whether a person looks at stdout as it is written.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether stdout takes colours: as `--color` says, else on a terminal that has them, unless `NO_COLOR` is set.
/// <https://no-color.org>
pub(super) fn colours(choice: ColorChoice) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            !set("NO_COLOR") && !dumb && io::stdout().is_terminal()
        }
    }
}
