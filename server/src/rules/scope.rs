//! What of a manifest is looked at: all, or what an edit may have changed.

use std::ops::Range;

use crate::manifest::{Function, FunctionPragma, Index, Table};
use crate::project::Project;
use crate::syntax::{Pragma, Reading, Syntax};
use crate::text::Span;

/// The pragmas whose problems are worth keeping. All others are short, and many rules look at them together with these.
const LONG: [&str; 8] =
    ["http", "events", "queues", "scheduled", "ws", "tables", "tables-indexes", "tables-streams"];

/// Whether a pragma is one of which problems are kept.
pub(super) fn is_long(pragma: &str) -> bool {
    LONG.contains(&pragma)
}

/// The pragmas of the manifest that are looked at; of other files all are.
pub(super) enum Scope {
    /// All.
    All,
    /// Those by their place in [`Reading::pragmas`].
    Only(Vec<bool>),
}

impl Scope {
    /// Those that were read again, and those of which nothing is kept.
    pub(super) fn of(reading: &Reading, read_again: &Range<usize>) -> Scope {
        let mut only: Vec<bool> =
            reading.pragmas.iter().map(|pragma| !is_long(&pragma.name)).collect();
        only[read_again.clone()].fill(true);
        // A table may declare its stream itself, unless that stands among the others.
        let coupled =
            |pragma: &Pragma| ["tables", "tables-streams"].contains(&pragma.name.as_str());
        let is_coupled = |(pragma, only): (&Pragma, &bool)| *only && coupled(pragma);
        if reading.pragmas.iter().zip(&only).any(is_coupled) {
            for (pragma, only) in reading.pragmas.iter().zip(&mut only) {
                *only |= coupled(pragma);
            }
        }
        Scope::Only(only)
    }

    /// Whether a pragma is looked at, by its place.
    pub(super) fn has(&self, pragma: usize) -> bool {
        match self {
            Scope::All => true,
            Scope::Only(only) => only[pragma],
        }
    }

    /// Those that count, in the order of the text.
    pub(super) fn pragmas<'r>(&self, reading: &'r Reading) -> impl Iterator<Item = &'r Pragma> {
        let pragmas = reading.pragmas.iter().enumerate();
        let looked_at = pragmas.filter(|(index, pragma)| !pragma.replaced && self.has(*index));
        looked_at.map(|(_, pragma)| pragma)
    }

    /// The stretches of the text that they take up with all that stands under them, and what stands above the first of all.
    pub(super) fn stretches(&self, syntax: &Syntax) -> Vec<Span> {
        let Scope::Only(only) = self else { return vec![Span::new(0, syntax.text.len())] };
        let starts = syntax.reading.pragmas.iter().map(|pragma| pragma.span.start);
        let ends = starts.clone().chain([syntax.text.len()]);
        let stretches = [0].into_iter().chain(starts).zip(ends).zip([true].iter().chain(only));
        let looked_at = stretches.filter(|(_, looked_at)| **looked_at);
        looked_at.map(|((start, end), _)| Span::new(start, end)).collect()
    }

    /// The functions that stand under them.
    pub(super) fn functions<'p>(
        &self,
        project: &'p Project,
    ) -> impl Iterator<Item = &'p Function> + Clone {
        let reading = &project.manifest.syntax.reading;
        let has = FunctionPragma::ALL.map(|pragma| {
            self.pragmas(reading).any(|it| it.name == pragma.name())
                || pragma == FunctionPragma::TablesStreams
                    && self.pragmas(reading).any(|it| it.name == "tables")
        });
        project.functions.iter().filter(move |function| has[function.pragma as usize])
    }

    /// The tables that stand under them.
    pub(super) fn tables<'p>(&self, project: &'p Project) -> &'p [Table] {
        let reading = &project.manifest.syntax.reading;
        let has = self.pragmas(reading).any(|it| it.name == "tables");
        if has { &project.tables } else { &[] }
    }

    /// The indexes that stand under them.
    pub(super) fn indexes<'p>(&self, project: &'p Project) -> &'p [Index] {
        let reading = &project.manifest.syntax.reading;
        let has = self.pragmas(reading).any(|it| it.name == "tables-indexes");
        if has { &project.indexes } else { &[] }
    }
}
