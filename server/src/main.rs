//! Picks a face.

use std::process::ExitCode;

use arc_lsp::server;
use clap::Parser;

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Without a command: the language server, as editors start it.
    #[command(flatten)]
    server: server::Options,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Speak the language server protocol over stdin and stdout.
    Server(server::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Server(options)) => server::run(options),
        None if arguments.server.stdio => server::run(arguments.server),
        None => {
            eprintln!("arc-lsp: nothing to do: `arc-lsp server` is the language server");
            ExitCode::from(2)
        }
    }
}
