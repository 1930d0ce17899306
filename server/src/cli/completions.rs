//! `arc-lsp completions`: what a shell has to know to complete our arguments.

use clap::Command;
use clap_complete::Shell;

use super::output;
use super::status::Status;

/// Print shell completions.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arc-lsp completions bash > ~/.local/share/bash-completion/completions/arc-lsp
  arc-lsp completions fish > ~/.config/fish/completions/arc-lsp.fish
  arc-lsp completions zsh > \"${fpath[1]}/_arc-lsp\"")]
pub(super) struct Args {
    /// The shell.
    shell: Shell,
}

/// Prints the completions of a command line.
pub(super) fn run(args: &Args, mut command: Command) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "arc-lsp", &mut script);
    output::result(&String::from_utf8_lossy(&script))
}
