//! `cargo xtask`: what a person would otherwise have to remember.

mod bench;
mod codegen;
mod format;
mod install;
mod process;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use workspace::Workspace;

const USAGE: &str = "\
cargo xtask test [PART…] [--no-editors]  install what the tests need, run them, print a table
cargo xtask fmt                          format Rust and Lua
cargo xtask bench [--write|PART]          measure arc-lsp against its peers; --write puts the table into the docs; the
                                         parts are `commands` and `editing`
cargo xtask codegen [NAME…] [--check]    write the generated files (parser, queries, rules), or say which are stale

Without a PART all of them run. The parts:
";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Vec<String>) -> Result<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{}", usage());
        return Ok(ExitCode::from(2));
    };
    match command.as_str() {
        "test" => test::run(&Workspace::find()?, rest),
        "bench" => bench::run(&Workspace::find()?, rest),
        "fmt" => format::run(&Workspace::find()?, rest),
        "codegen" => codegen::run(&Workspace::find()?, rest),
        "help" | "--help" | "-h" => {
            print!("{}", usage());
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("no command `{other}`\n\n{}", usage()),
    }
}

fn usage() -> String {
    let parts = test::PARTS.iter().map(|part| format!("  {:<12} {}\n", part.name, part.about));
    USAGE.to_owned() + &parts.collect::<String>()
}
