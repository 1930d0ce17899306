use std::process::ExitCode;

fn main() -> ExitCode {
    arc_lsp::cli::run(std::env::args_os())
}
