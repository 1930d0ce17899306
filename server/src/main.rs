use std::process::ExitCode;

/// A keystroke makes some thousand small values and drops them; the system's allocator takes twice as long for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    arc_lsp::cli::run(std::env::args_os())
}
