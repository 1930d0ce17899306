//! A rule's page in Markdown: what `docs/rules/` holds, `arc-lsp explain` prints and an editor shows.

use crate::project::fixture::Fixture;

use super::registry::all;
use super::rule::{FixAvailability, Rule, Severity};

/// The site that shows `docs/rules/`, as `https://…/`; nothing until there is one.
const SITE: Option<&str> = None;

impl Rule {
    /// Where its page can be read: on the site, or, while there is none, the first of its sources at Architect or AWS.
    pub fn url(&self) -> String {
        match SITE {
            Some(site) => format!("{site}{}", self.name),
            None => self.sources.first().copied().unwrap_or_default().to_owned(),
        }
    }

    /// Its page in Markdown.
    pub fn page(&self) -> String {
        let Rule { name, summary, what, why, how, .. } = self;
        let severity = match self.severity {
            Severity::Error => "an error",
            Severity::Warning => "a warning",
            Severity::Hint => "a hint",
        };
        let fix = match self.fix {
            FixAvailability::None => "has no fix",
            FixAvailability::Safe => "has a safe fix, which `arc-lsp check --fix` applies",
            FixAvailability::Unsafe => {
                "has a fix that needs a look: an editor offers it, and so does `arc-lsp check --fix --unsafe-fixes`"
            }
        };
        let bad = files(self.example.bad);
        let good = files(self.example.good);
        let sources: String = self.sources.iter().map(|url| format!("- <{url}>\n")).collect();
        format!(
            "# {name}\n\n{summary}: {severity}; it {fix}.\n\n## What it finds\n\n{what}\n\n## Why it matters\n\n{why}\n\n\
             ## Example\n\n{bad}## What to do\n\n{how}\n\n{good}## Sources\n\n{sources}",
            summary = capitalised(summary),
        )
    }
}

/// The index of all pages, in Markdown.
pub fn index() -> String {
    let mut out = String::from(
        "# Rules\n\n`arc-lsp explain RULE` prints a rule's page in the terminal. Fixes marked *unsafe* are offered, and \
         applied only when asked for.\n\n| rule | severity | fix | what it finds |\n| --- | --- | --- | --- |\n",
    );
    for rule in all() {
        let fix = match rule.fix {
            FixAvailability::None => "",
            FixAvailability::Safe => "safe",
            FixAvailability::Unsafe => "unsafe",
        };
        let (name, severity) = (rule.name, rule.severity.name());
        let summary = rule.summary.replace('|', "\\|");
        out.push_str(&format!("| [{name}]({name}.md) | {severity} | {fix} | {summary} |\n"));
    }
    out
}

/// The files of an example, each under its name; of files without text only the name.
fn files(fixture: &str) -> String {
    let mut out = String::new();
    for (path, text) in Fixture::abridged(fixture).files {
        if text.trim().is_empty() {
            out.push_str(&format!("`{path}`\n\n"));
        } else {
            let language = if path.ends_with("arc") { "arc" } else { "" };
            out.push_str(&format!("`{path}`\n\n```{language}\n{}\n```\n\n", text.trim_end()));
        }
    }
    out
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
