//! `arc-lsp explain`: what a rule is about.

use clap::{ColorChoice, ValueEnum};
use serde::Serialize;

use crate::rules::{self, FixAvailability, Rule};

use super::status::Status;
use super::{options, output};

/// Explain a rule: what it finds, why that matters, an example and what to do.
///
/// Without a name, all rules are listed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arc-lsp explain missing-handler
  arc-lsp explain --settings")]
pub(super) struct Args {
    /// The rule's name, as `arc-lsp check` prints it.
    rule: Option<String>,

    /// Explain the settings that an `arc-lsp.toml` can hold; in JSON, as the schema of that file.
    #[arg(long, conflicts_with = "rule")]
    settings: bool,

    /// Print the options of a command in Markdown, as the guide shows them.
    #[arg(long, value_name = "COMMAND", conflicts_with_all = ["rule", "settings"], hide = true)]
    options: Option<String>,

    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    color: ColorChoice,
}

/// How rules are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: one object, or a list of all.
    Json,
    /// The page of the rule, or the index of all pages, in Markdown.
    Markdown,
}

/// A rule in JSON.
#[derive(Serialize)]
struct Description {
    name: &'static str,
    summary: &'static str,
    severity: &'static str,
    fix: &'static str,
    what: &'static str,
    why: &'static str,
    how: &'static str,
    sources: &'static [&'static str],
    example: Example,
    url: String,
}

#[derive(Serialize)]
struct Example {
    bad: &'static str,
    good: &'static str,
}

pub(super) fn run(args: &Args, program: &clap::Command) -> Status {
    if let Some(command) = &args.options {
        return match options::markdown(program, command) {
            Some(page) => output::result(&page),
            None => output::failure(format_args!("there is no command `{command}`")),
        };
    }
    if args.settings {
        return output::result(&match args.format {
            Format::Text => styled(&rules::settings_page(), output::colours(args.color)),
            Format::Json => json(&rules::settings_schema()),
            Format::Markdown => rules::settings_page(),
        });
    }
    let Some(name) = &args.rule else {
        return output::result(&list(args));
    };
    let Some(rule) = rules::find(name) else {
        return output::failure(rules::no_such_rule(name));
    };
    output::result(&match args.format {
        Format::Text => styled(&rule.page(), output::colours(args.color)),
        Format::Json => json(&Description::of(rule)),
        Format::Markdown => rule.page(),
    })
}

fn list(args: &Args) -> String {
    let rules = rules::all();
    match args.format {
        Format::Json => json(&rules.into_iter().map(Description::of).collect::<Vec<_>>()),
        Format::Markdown => rules::index(),
        Format::Text => {
            let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
            let line = |rule: &&Rule| {
                let fix = match rule.fix {
                    FixAvailability::None => "",
                    FixAvailability::Safe => "fix",
                    FixAvailability::Unsafe => "unsafe fix",
                };
                let (name, severity) = (rule.name, rule.severity.name());
                format!("{name:width$}  {severity:7}  {fix:10}  {}\n", rule.summary)
            };
            rules.iter().map(line).collect()
        }
    }
}

impl Description {
    fn of(rule: &'static Rule) -> Description {
        Description {
            name: rule.name,
            summary: rule.summary,
            severity: rule.severity.name(),
            fix: rule.fix.name(),
            what: rule.what,
            why: rule.why,
            how: rule.how,
            sources: rule.sources,
            example: Example { bad: rule.example.bad, good: rule.example.good },
            url: rule.url(),
        }
    }
}

fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    text.expect("names and texts are always JSON") + "\n"
}

/// Markdown for a terminal: headings in bold where there are colours, code indented instead of fenced.
fn styled(markdown: &str, colours: bool) -> String {
    let mut out = String::new();
    let mut code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            code = !code;
        } else if code {
            out.push_str(&format!("    {line}\n"));
        } else if let (true, true) = (colours, line.starts_with('#')) {
            out.push_str(&format!("\x1b[1m{}\x1b[0m\n", line.trim_start_matches(['#', ' '])));
        } else if line.starts_with('#') {
            out.push_str(&format!("{}\n", line.trim_start_matches(['#', ' '])));
        } else {
            out.push_str(&format!("{line}\n"));
        }
    }
    out
}
