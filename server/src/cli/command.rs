//! The arguments of the program, and which command they mean.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Effects};
use clap::{CommandFactory, Parser, Subcommand};

use crate::server;

use super::{check, completions, explain, fmt, inventory, parse, sam, scaffold, schedule};

/// Checks OpenJS Architect manifests (app.arc), and serves editors that speak the language server protocol.
///
/// Nothing of the projects that it looks at is run, and the network is never used.
#[derive(Debug, Parser)]
#[command(name = "arc-lsp", version, styles = styles(), max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Fmt(fmt::Args),
    Parse(parse::Args),
    Inventory(inventory::Args),
    Sam(sam::Args),
    Scaffold(scaffold::Args),
    Schedule(schedule::Args),
    Explain(explain::Args),
    Completions(completions::Args),
    /// Speak the language server protocol over stdin and stdout.
    ///
    /// `arc-lsp --stdio` is the same.
    Server(server::Options),
}

/// Runs the program on its arguments, its own name first, and returns its exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Cli::parse_from(with_server(arguments)).command {
        Command::Check(args) => check::run(&args).into(),
        Command::Fmt(args) => fmt::run(&args).into(),
        Command::Parse(args) => parse::run(&args).into(),
        Command::Inventory(args) => inventory::run(&args).into(),
        Command::Sam(args) => sam::run(&args).into(),
        Command::Scaffold(args) => scaffold::run(&args).into(),
        Command::Schedule(args) => schedule::run(&args).into(),
        Command::Explain(args) => explain::run(&args, &Cli::command()).into(),
        Command::Completions(args) => completions::run(&args, Cli::command()).into(),
        Command::Server(options) => server::run(options),
    }
}

/// `arc-lsp --stdio` is `arc-lsp server --stdio`: editors append the one to whatever they are told to start.
fn with_server(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let no_command = arguments.get(1).is_some_and(|first| first.to_string_lossy().starts_with('-'));
    if no_command && arguments.iter().any(|argument| argument == "--stdio") {
        arguments.insert(1, "server".into());
    }
    arguments
}

fn styles() -> Styles {
    Styles::styled()
        .header(AnsiColor::Green.on_default().effects(Effects::BOLD))
        .usage(AnsiColor::Green.on_default().effects(Effects::BOLD))
        .literal(AnsiColor::Cyan.on_default().effects(Effects::BOLD))
        .placeholder(AnsiColor::Cyan.on_default())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn editors_append_stdio() {
        let words = |line: &str| line.split(' ').map(Into::into).collect::<Vec<_>>();
        for (given, meant) in [
            ("arc-lsp --stdio", "arc-lsp server --stdio"),
            ("arc-lsp --log-level debug --stdio", "arc-lsp server --log-level debug --stdio"),
            ("arc-lsp server --stdio", "arc-lsp server --stdio"),
            ("arc-lsp --version", "arc-lsp --version"),
        ] {
            assert_eq!(super::with_server(words(given)), words(meant));
        }
    }
}
