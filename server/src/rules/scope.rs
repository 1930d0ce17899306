//! What of a manifest is looked at: all, or what an edit may have changed.

use std::ops::Range;

use crate::manifest::{Function, FunctionPragma, Index, Table};
use crate::project::Project;
use crate::syntax::{Change, Entry, Pragma, Reading, Syntax};
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
    /// Those by their place in [`Reading::pragmas`], and of one of them maybe not all.
    Only(Vec<bool>, Option<Entries>),
}

/// Some entries of a pragma.
pub(super) struct Entries {
    /// The place of the pragma.
    pragma: usize,
    /// The places of the entries.
    entries: Range<usize>,
    /// The stretch of the text that they take up.
    stretch: Span,
}

impl Scope {
    /// Those that a change may have changed, and those of which nothing is kept.
    pub(super) fn of(reading: &Reading, change: &Change) -> Scope {
        let mut only: Vec<bool> =
            reading.pragmas.iter().map(|pragma| !is_long(&pragma.name)).collect();
        only[change.read_again.clone()].fill(true);
        // A table may declare its stream itself, unless that stands among the others.
        let coupled =
            |pragma: &Pragma| ["tables", "tables-streams"].contains(&pragma.name.as_str());
        let is_coupled = |(pragma, only): (&Pragma, &bool)| *only && coupled(pragma);
        if reading.pragmas.iter().zip(&only).any(is_coupled) {
            for (pragma, only) in reading.pragmas.iter().zip(&mut only) {
                *only |= coupled(pragma);
            }
        }
        Scope::Only(only, None)
    }

    /// The same, but for the entries that are as they were.
    pub(super) fn of_entries(syntax: &Syntax, change: &Change) -> Scope {
        let reading = &syntax.reading;
        let mut scope = Scope::of(reading, change);
        if let (Scope::Only(_, narrow), Some(new)) = (&mut scope, &change.entries) {
            let next = reading.pragmas.get(change.read_again.end);
            let section_end = next.map_or(syntax.text.len(), |pragma| pragma.span.start);
            let end = new.end.map_or(section_end, |end| change.shift.of(Span::at(end)).start);
            *narrow = Some(Entries {
                pragma: change.read_again.start,
                entries: new.entries.clone(),
                stretch: Span::new(new.start, end),
            });
        }
        scope
    }

    /// Whether of one pragma only some entries are looked at.
    pub(super) fn is_narrow(&self) -> bool {
        matches!(self, Scope::Only(_, Some(_)))
    }

    /// Whether what stands under a pragma, by its place, is looked at, or some of it.
    pub(super) fn has(&self, pragma: usize) -> bool {
        match self {
            Scope::All => true,
            Scope::Only(only, _) => only[pragma],
        }
    }

    /// Whether what stands at an offset under a pragma, by its place, is looked at.
    fn has_at(&self, pragma: usize, offset: usize) -> bool {
        match self {
            Scope::Only(only, Some(entries)) if entries.pragma == pragma => {
                only[pragma] && entries.stretch.start <= offset && offset < entries.stretch.end
            }
            _ => self.has(pragma),
        }
    }

    /// Whether what stands at an offset is looked at.
    pub(super) fn covers(&self, reading: &Reading, offset: usize) -> bool {
        let under = reading.pragmas.partition_point(|pragma| pragma.span.start <= offset);
        under.checked_sub(1).is_none_or(|pragma| self.has_at(pragma, offset))
    }

    /// The pragmas that count, with their places, in the order of the text.
    fn places<'r>(&self, reading: &'r Reading) -> impl Iterator<Item = (usize, &'r Pragma)> {
        let pragmas = reading.pragmas.iter().enumerate();
        pragmas.filter(|(index, pragma)| !pragma.replaced && self.has(*index))
    }

    /// The pragmas that count, each with those of its entries that are looked at.
    pub(super) fn entries<'r>(
        &self,
        reading: &'r Reading,
    ) -> impl Iterator<Item = (&'r Pragma, &'r [Entry])> {
        self.places(reading).map(|(index, pragma)| match self {
            Scope::Only(_, Some(some)) if some.pragma == index => {
                (pragma, &pragma.entries[some.entries.clone()])
            }
            _ => (pragma, &pragma.entries[..]),
        })
    }

    /// The stretches of the text that they take up with all that stands under them, and what stands above the first of all.
    pub(super) fn stretches(&self, syntax: &Syntax) -> Vec<Span> {
        let Scope::Only(only, entries) = self else { return vec![Span::new(0, syntax.text.len())] };
        let starts = syntax.reading.pragmas.iter().map(|pragma| pragma.span.start);
        let ends = starts.clone().chain([syntax.text.len()]);
        let stretches = [0].into_iter().chain(starts).zip(ends).zip([true].iter().chain(only));
        let looked_at = stretches.enumerate().filter(|(_, (_, looked_at))| **looked_at);
        let narrow = |index: usize| entries.as_ref().filter(|some| some.pragma + 1 == index);
        let spans = looked_at.map(|(index, ((start, end), _))| {
            narrow(index).map_or(Span::new(start, end), |entries| entries.stretch)
        });
        spans.collect()
    }

    /// The functions that stand under them.
    pub(super) fn functions<'p>(
        &self,
        project: &'p Project,
    ) -> impl Iterator<Item = &'p Function> + Clone {
        let reading = &project.manifest.syntax.reading;
        let place = |name: &str| self.places(reading).find(|(_, pragma)| pragma.name == name);
        let places = FunctionPragma::ALL.map(|pragma| Some(place(pragma.name())?.0));
        let tables = place("tables").map(|(index, _)| index);
        project.functions.iter().filter(move |function| {
            let place = if function.of_table { tables } else { places[function.pragma as usize] };
            place.is_some_and(|place| self.has_at(place, function.entry_span.start))
        })
    }

    /// The tables that stand under them.
    pub(super) fn tables<'p>(&self, project: &'p Project) -> &'p [Table] {
        self.declared(project, "tables", &project.tables, |table| table.span)
    }

    /// The indexes that stand under them.
    pub(super) fn indexes<'p>(&self, project: &'p Project) -> &'p [Index] {
        self.declared(project, "tables-indexes", &project.indexes, |index| index.span)
    }

    fn declared<'p, T>(
        &self,
        project: &Project,
        pragma: &str,
        all: &'p [T],
        span: impl Fn(&T) -> Span,
    ) -> &'p [T] {
        let reading = &project.manifest.syntax.reading;
        let place = self.places(reading).find(|(_, it)| it.name == pragma);
        match (place, self) {
            (None, _) => &[],
            (Some((place, _)), Scope::Only(_, Some(some))) if some.pragma == place => {
                let before = |end: usize| all.partition_point(|it| span(it).start < end);
                &all[before(some.stretch.start)..before(some.stretch.end)]
            }
            (Some(_), _) => all,
        }
    }
}
