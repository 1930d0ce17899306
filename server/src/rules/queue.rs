//! A queue as the template makes it, for the rules about queues.

use crate::manifest::{FunctionPragma, Written, is_truthy, json, keys};
use crate::project::{FunctionSetting, Project};
use crate::syntax::{Entry, Scalar};

/// A queue that is declared.
pub(super) struct Queue<'p> {
    /// Its function, an index of the project's.
    pub(super) index: usize,
    /// Its name.
    pub(super) name: &'p str,
    /// Its entry.
    pub(super) entry: &'p Entry,
    /// Whether it is FIFO by its entry, else by `@aws`, else by default.
    pub(super) declared_fifo: bool,
    /// `fifo` of the function's own config.
    pub(super) own_fifo: Option<FunctionSetting<'p>>,
}

impl<'p> Queue<'p> {
    /// Whether it is FIFO: `true` of the function's own config counts where the entry says `false`, not the other way.
    /// (`@architect/package`, `visitors/queues`)
    pub(super) fn is_fifo(&self) -> bool {
        let own = self.own_fifo.as_ref();
        self.declared_fifo || own.is_some_and(|own| counts_as_true(&own.written))
    }

    /// A setting of the entry.
    pub(super) fn setting(&self, name: &str) -> Option<Written<'p>> {
        keys(self.entry).filter(|key| key.name.text == name).last()
    }

    /// The whole number of a setting of the entry.
    pub(super) fn number(&self, name: &str) -> Option<(i64, &'p Scalar)> {
        let value = self.setting(name)?.only()?;
        Some((value.as_integer()?, value))
    }

    /// How many copies of its function are reserved: `batchSize`, else one, of a FIFO queue; with where it is written.
    pub(super) fn reserved(&self) -> Option<(i64, Option<&'p Scalar>)> {
        if !self.is_fifo() {
            return None;
        }
        match self.setting("batchSize").map(|written| written.only()) {
            None => Some((1, None)),
            Some(value) => match value?.as_integer()? {
                0 => Some((1, value)),
                number => Some((number, value)),
            },
        }
    }
}

/// The queues of a project.
pub(super) fn queues(project: &Project) -> Vec<Queue<'_>> {
    let Some(section) = project.manifest.syntax.reading.pragma("queues") else { return Vec::new() };
    let for_all = project.project_setting("fifo").is_none_or(|written| counts_as_true(&written));
    // Both are in the order of the text.
    let mut entries = section.entries.iter();
    let functions = project.functions.iter().enumerate();
    functions
        .filter(|(_, function)| function.pragma == FunctionPragma::Queues)
        .filter_map(|(index, function)| {
            let entry = entries.find(|entry| entry.span == function.entry_span)?;
            let own = keys(entry).filter(|key| key.name.text == "fifo").last();
            Some(Queue {
                index,
                name: &function.name,
                entry,
                declared_fifo: own.map_or(for_all, |written| counts_as_true(&written)),
                own_fifo: project.own_setting(index, "fifo"),
            })
        })
        .collect()
}

/// Whether JavaScript takes a setting for true: a list always, a text that is not empty.
fn counts_as_true(written: &Written<'_>) -> bool {
    written.only().is_none_or(|value| is_truthy(&json(value)))
}
