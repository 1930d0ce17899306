//! What stands above an entry: its handler, and the next run of a schedule.
//!
//! How many publish to a topic is to stand here too, once handler sources are read.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::project::Project;
use crate::project::inventory::Inventory;
use crate::text::Span;

use super::inlay_hints::next_run;

/// A line above an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// The name of the entry.
    pub span: Span,
    /// What it says.
    pub title: String,
    /// The file that it opens, absolute; nothing where it only says something.
    pub opens: Option<PathBuf>,
}

/// The lenses of a manifest, in the order of the text. `now` is what runs are counted from.
pub fn code_lenses(project: &Project, inventory: &Inventory, now: Timestamp) -> Vec<CodeLens> {
    let mut lenses = Vec::new();
    for (function, handler) in project.functions.iter().zip(&project.handlers) {
        if let Some(file) = handler.file().filter(|_| !function.implicit) {
            lenses.push(CodeLens {
                span: function.name_span,
                title: project.relative(file),
                opens: Some(file.to_owned()),
            });
        }
    }
    for function in &inventory.functions {
        let run = function.timing.as_ref().and_then(|timing| next_run(timing, now));
        if let (Some(run), Some(index)) = (run, function.declared) {
            lenses.push(CodeLens {
                span: project.functions[index].name_span,
                title: format!("next run {run}"),
                opens: None,
            });
        }
    }
    lenses.sort_by_key(|lens| (lens.span.start, lens.opens.is_none()));
    lenses
}

#[cfg(test)]
mod tests {
    use super::code_lenses;
    use crate::project::fixture::Fixture;
    use crate::project::inventory::Inventory;

    #[test]
    fn handlers_and_runs() {
        let project = Fixture::parse(
            "@scheduled\nx cron(0 9 * * ? *)\ny rate(1 day)\n@ws\n#- src/scheduled/x/index.mjs\n#- src/ws/connect/index.mjs\n",
        )
        .project();
        let inventory = Inventory::new(&project, None);
        let now = "2026-03-28T12:00:00Z".parse().expect("a time");
        let lenses = code_lenses(&project, &inventory, now);
        let titles: Vec<&str> = lenses.iter().map(|lens| lens.title.as_str()).collect();
        assert_eq!(titles, ["src/scheduled/x/index.mjs", "next run Sun 2026-03-29 09:00 +00:00"]);
        assert!(lenses[0].opens.is_some() && lenses[1].opens.is_none());
    }
}
