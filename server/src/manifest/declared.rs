//! What a manifest declares, read once and, after an edit, read again where it was edited.

use std::ops::Range;

use crate::syntax::{Change, EntriesChange, Entry, Reading};
use crate::text::{Follow, Span};

use super::functions::{
    Function, FunctionPragma, function, functions, functions_of, table_streams,
};
use super::tables::{Index, Table, index, indexes, table, tables};

/// The functions, tables and indexes of a manifest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declared {
    /// The functions, pragma by pragma.
    pub functions: Vec<Function>,
    /// The tables, in the order of the text.
    pub tables: Vec<Table>,
    /// The indexes of tables, in the order of the text.
    pub indexes: Vec<Index>,
}

impl Declared {
    /// What is declared in a manifest.
    pub fn in_manifest(reading: &Reading) -> Declared {
        Declared {
            functions: functions(reading),
            tables: tables(reading),
            indexes: indexes(reading),
        }
    }

    /// The same, where this was declared before a change of the manifest.
    pub fn after(mut self, change: &Change, reading: &Reading) -> Declared {
        let again = Again { change, reading };
        again.section(&mut self.tables, "tables", table);
        again.section(&mut self.indexes, "tables-indexes", index);
        self.functions_after(&again);
        self
    }

    fn functions_after(&mut self, again: &Again<'_>) {
        // The streams that tables declare themselves stand behind all others.
        let streams = self.functions.iter().rposition(|function| !function.of_table);
        let mut streams = self.functions.split_off(streams.map_or(0, |last| last + 1));
        let mut start = 0;
        for pragma in FunctionPragma::ALL {
            let of_pragma = self.functions[start..].iter();
            let end = start + of_pragma.take_while(|it| it.pragma == pragma).count();
            let declare = |entry: &Entry| function(pragma, entry);
            // Which WebSocket routes are there without being written depends on those that are.
            start = match pragma {
                FunctionPragma::Ws if !again.keeps(pragma.name()) => {
                    let new = functions_of(pragma, again.reading);
                    let end_now = start + new.len();
                    self.functions.splice(start..end, new);
                    end_now
                }
                _ => again.stretch(&mut self.functions, start..end, pragma.name(), declare),
            };
        }
        if again.keeps("tables") && again.keeps("tables-streams") {
            streams.follow(again.change.shift);
        } else {
            streams = table_streams(again.reading, &self.functions);
        }
        self.functions.append(&mut streams);
    }
}

/// Something that an entry declares.
trait OfEntry: Follow {
    /// Where its entry stands.
    fn entry(&self) -> Span;
}

impl OfEntry for Function {
    fn entry(&self) -> Span {
        self.entry_span
    }
}

impl OfEntry for Table {
    fn entry(&self) -> Span {
        self.span
    }
}

impl OfEntry for Index {
    fn entry(&self) -> Span {
        self.span
    }
}

/// What is declared anew after a change.
struct Again<'a> {
    change: &'a Change,
    reading: &'a Reading,
}

impl Again<'_> {
    fn keeps(&self, pragma: &str) -> bool {
        self.change.keeps(self.reading, pragma)
    }

    /// Brings all that a pragma declares up to date.
    fn section<T: OfEntry>(
        &self,
        declared: &mut Vec<T>,
        pragma: &str,
        declare: impl Fn(&Entry) -> Option<T>,
    ) {
        let all = 0..declared.len();
        self.stretch(declared, all, pragma, declare);
    }

    /// Brings what a pragma declares up to date, a stretch of all. Returns where that ends now.
    fn stretch<T: OfEntry>(
        &self,
        declared: &mut Vec<T>,
        stretch: Range<usize>,
        pragma: &str,
        declare: impl Fn(&Entry) -> Option<T>,
    ) -> usize {
        let shift = self.change.shift;
        if self.keeps(pragma) {
            declared[stretch.clone()].follow(shift);
            return stretch.end;
        }
        let entries = self.reading.pragma(pragma).map_or(&[][..], |pragma| &pragma.entries);
        let (old, new) = match &self.change.entries {
            None => (stretch.clone(), entries),
            Some(EntriesChange { entries: new, start, end }) => {
                let own = &mut declared[stretch.clone()];
                let first = own.partition_point(|it| it.entry().start < *start);
                let behind = |end: usize| own.partition_point(|it| it.entry().start < end);
                let last = end.map_or(own.len(), behind);
                own[last..].follow(shift);
                let place = |index: usize| stretch.start + index;
                (place(first)..place(last), &entries[new.clone()])
            }
        };
        let before = declared.len();
        declared.splice(old, new.iter().filter_map(declare));
        stretch.end + declared.len() - before
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::syntax::{Edit, Seed, Syntax};

    /// What is declared after a text is put in the place of another, in the manifest that it makes.
    fn edited(text: &str, old: &str, new: &str) -> (Declared, Declared) {
        let before = Arc::new(Syntax::parse(text));
        let declared = Declared::in_manifest(&before.reading);
        let start = text.find(old).unwrap();
        let span = Span::new(start, start + old.len());
        let (changed, edit) = Edit::of(text, span, new);
        let mut seed = Seed::of(&before);
        drop(before);
        seed.edit(&edit);
        let after = Syntax::reparse(changed.as_str(), seed);
        let change = after.change.as_ref().expect("most was taken over");
        (declared.after(change, &after.reading), Declared::in_manifest(&after.reading))
    }

    #[test]
    fn after_an_edit_all_is_declared_that_is_written() {
        let text = "@app\nx\n\n@http\nget /\n/a\n  method post\n  src a\n\n@events\na\nb\n  src b\n\n@queues\nq\n\n\
                    @scheduled\nd rate(1 day)\n\n@tables\nt\n  id *String\n  k **Number\n  at TTL\n  n Number\n  encrypt true\n\
                    u\n  id *String\n  stream true\n\n@tables-indexes\nt\n  k *Number\n  name i\n  projection keys\n\n\
                    @tables-streams\ns\nv\n  table w\n\n@ws\ndefault\nw\n";
        for (old, new) in [
            ("get /\n", "get /long\n"),
            ("get /\n", "get /\nput /\n"),
            ("method post", "method put"),
            ("a\nb\n", "\nb\n"),
            ("a\nb\n", "alphabet\nb\n"),
            ("q\n", "q!\nr\n"),
            ("rate(1 day)", "rate(2 days)"),
            ("id *String", "id *Number"),
            ("stream true", "stream false"),
            ("t\n  id", "t\n  stream true\n  id"),
            ("name i", "name another"),
            ("s\nv", "u\nv"),
            ("default\nw", "connect\nw"),
        ] {
            let (again, afresh) = edited(text, old, new);
            assert_eq!(again, afresh, "{old:?} -> {new:?}");
        }
    }
}
