//! The options of a command in Markdown, for the guide: from the same declaration as `--help`.

use clap::{Arg, Command};

/// Tables of a command's arguments, one a heading; nothing where there is no such command.
pub(super) fn markdown(program: &Command, name: &str) -> Option<String> {
    let command = program.find_subcommand(name)?;
    let mut headings: Vec<&str> = Vec::new();
    for arg in visible(command) {
        let heading = heading(arg);
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    let mut out = String::new();
    for title in headings {
        out.push_str(&format!("### {title}\n\n| option | what it does |\n| --- | --- |\n"));
        for arg in visible(command).filter(|arg| heading(arg) == title) {
            out.push_str(&format!("| `{}` | {} |\n", written(arg), description(arg)));
        }
        out.push('\n');
    }
    Some(out)
}

fn visible(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|arg| !arg.is_hide_set())
}

fn heading(arg: &Arg) -> &str {
    arg.get_help_heading().unwrap_or("What is read")
}

/// An argument as one types it: `-o, --output-file FILE`.
fn written(arg: &Arg) -> String {
    let mut out = String::new();
    if let Some(short) = arg.get_short() {
        out.push_str(&format!("-{short}, "));
    }
    if let Some(long) = arg.get_long() {
        out.push_str(&format!("--{long}"));
    }
    if arg.get_action().takes_values() {
        let names = arg.get_value_names().unwrap_or_default();
        let space = if out.is_empty() { "" } else { " " };
        let names: Vec<&str> = names.iter().map(clap::builder::Str::as_str).collect();
        out.push_str(&format!("{space}{}", names.join(" ")));
    }
    out
}

fn description(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    // clap takes the last full stop away.
    let mut out = help.trim().trim_end_matches('.').replace('\n', " ").replace('|', "\\|") + ".";
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|_| arg.get_action().takes_values())
        .map(|value| match value.get_help() {
            Some(help) => format!("`{}`: {}", value.get_name(), lowered(&help.to_string())),
            None => format!("`{}`", value.get_name()),
        })
        .collect();
    if !values.is_empty() {
        out.push_str(&format!(" {}.", values.join("; ")));
    }
    let defaults = arg.get_default_values().iter().filter_map(|value| value.to_str());
    let defaults: Vec<&str> = defaults.filter(|_| arg.get_action().takes_values()).collect();
    if !defaults.is_empty() {
        out.push_str(&format!(" Without it: `{}`.", defaults.join(" ")));
    }
    out
}

/// A sentence as a part of another one.
fn lowered(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        // A name in capitals stays.
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
