//! Where the reading is not what is written: lines that Architect passes over, takes twice, or puts
//! elsewhere than their indentation says. It accepts all of them without a word.

use std::collections::hash_map::Entry as MapEntry;

use foldhash::{HashMap, HashMapExt};

use crate::text::Span;

use super::nodes::{Child, Entry as EntryNode, Pragma as PragmaNode};
use super::reading::{Pragma, Reading, Shape};
use super::token::Lexed;
use super::tree::Tree;

/// A stretch of lines that is read otherwise than it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// What becomes of it.
    pub kind: DiscrepancyKind,
    /// From its first word to its last, of all the lines that share the fate.
    pub span: Span,
    /// How many lines those are.
    pub lines: usize,
    /// The word that it is written under: an entry's, a key's or a pragma's.
    pub written_under: Option<Span>,
}

/// What becomes of something that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiscrepancyKind {
    /// It is not read at all: the parser overran it behind a map with a list in it, or passes over the line.
    Swallowed {
        /// The entry behind which that happens.
        behind: Option<Span>,
    },
    /// It is read as an entry of its own.
    OwnEntry,
    /// It is read under another entry, key or pragma, which this names.
    Elsewhere(Span),
    /// A pair of words is read as two items of a list, since the first line below the name is one word.
    ListItems,
    /// It is read a second time.
    ReadTwice,
    /// A pragma whose entries a later pragma of the same name replaces; its comment hides it from the check.
    Replaced {
        /// The later pragma.
        by: Span,
    },
    /// A backslash before the first closing quote makes Architect drop the string and the rest of the file.
    Truncated,
}

/// Where a value is read: its pragma, its entry's first word, and the key that it belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Home {
    pragma: Option<Span>,
    head: Span,
    key: Option<Span>,
}

/// Compares what is written with what is read. `reading` must be of a text that the reference accepts.
pub(super) fn compare(
    text: &str,
    tree: &Tree,
    reading: &Reading,
    lexed: &Lexed,
) -> Vec<Discrepancy> {
    let end = lexed.truncated_at.unwrap_or(text.len());
    let mut comparison = Comparison::new(lexed.tokens.len() / 3, end);
    comparison.collect(&reading.pragmas);
    comparison.walk(tree.manifest().pragmas(), &reading.pragmas);
    if let Some(start) = lexed.truncated_at {
        let end = text.trim_end().len().max(start + 1);
        comparison.found.push(Discrepancy {
            kind: DiscrepancyKind::Truncated,
            span: Span::new(start, end),
            lines: Span::new(start, end).of(text).lines().count(),
            written_under: None,
        });
    }
    for (index, pragma) in reading.pragmas.iter().enumerate() {
        let by = reading.pragmas[index + 1..].iter().find(|later| later.name == pragma.name);
        if let (true, Some(by)) = (pragma.replaced, by) {
            comparison.found.push(Discrepancy {
                kind: DiscrepancyKind::Replaced { by: by.span },
                span: pragma.span,
                lines: 1,
                written_under: None,
            });
        }
    }
    comparison.found.sort_by_key(|discrepancy| discrepancy.span);
    comparison.found
}

/// Whether pragmas that follow each other are read as they are written, given that all before and behind them are, and
/// that neither reach into them nor they into those.
pub(super) fn is_read_as_written(tree: &Tree, pragmas: &[Pragma], stretch: Span) -> bool {
    let mut comparison = Comparison::new(64, stretch.end);
    comparison.collect(pragmas);
    let written = tree.manifest().pragmas();
    let written =
        written.filter(|pragma| (stretch.start..stretch.end).contains(&pragma.header().start));
    comparison.walk(written, pragmas);
    comparison.found.is_empty()
}

struct Comparison {
    /// Of every value that is read, by the offset at which it begins.
    homes: HashMap<usize, Home>,
    /// Values that are read again.
    twice: HashMap<usize, Home>,
    /// Where the reference stops reading.
    end: usize,
    found: Vec<Discrepancy>,
    /// The last entry in the text that was read as written.
    last_head: Option<Span>,
}

impl Comparison {
    /// With room for some values, up to an end.
    fn new(room: usize, end: usize) -> Comparison {
        Comparison {
            homes: HashMap::with_capacity(room),
            twice: HashMap::new(),
            end,
            found: Vec::new(),
            last_head: None,
        }
    }

    fn collect(&mut self, pragmas: &[Pragma]) {
        for pragma in pragmas {
            for entry in &pragma.entries {
                let head = entry.head().span;
                let home = Home { pragma: Some(pragma.span), head, key: None };
                self.read(head, home);
                match &entry.shape {
                    Shape::Scalar(_) => {}
                    Shape::Array(items) => items[1..].iter().for_each(|i| self.read(i.span, home)),
                    Shape::Vector { items, .. } => {
                        items.iter().for_each(|i| self.read(i.span, home))
                    }
                    Shape::Map { pairs, .. } => {
                        for pair in pairs {
                            let home = Home { key: Some(pair.key.span), ..home };
                            self.read(pair.key.span, home);
                            pair.values.iter().for_each(|value| self.read(value.span, home));
                        }
                    }
                }
            }
        }
    }

    fn read(&mut self, span: Span, home: Home) {
        match self.homes.entry(span.start) {
            MapEntry::Vacant(vacant) => {
                vacant.insert(home);
            }
            MapEntry::Occupied(_) => {
                self.twice.entry(span.start).or_insert(home);
            }
        }
    }

    fn walk<'t>(&mut self, written: impl Iterator<Item = PragmaNode<'t>>, pragmas: &[Pragma]) {
        for pragma in written {
            let header = pragma.header();
            if header.start >= self.end {
                return;
            }
            let read = pragmas.iter().find(|read| read.span.start == header.start);
            if read.is_none() {
                self.add(DiscrepancyKind::Swallowed { behind: self.last_head }, header, None);
            }
            let pragma_span = read.map(|read| read.span);
            for entry in pragma.entries() {
                self.entry(entry, pragma_span, header);
            }
        }
    }

    fn entry(&mut self, entry: EntryNode<'_>, pragma: Option<Span>, header: Span) {
        let words = entry.values();
        let (Some(head), Some(last)) = (words.first(), words.last()) else { return };
        let (head, line) = (head.span(), head.span().to(last.span()));
        match self.homes.get(&head.start).copied() {
            _ if head.start >= self.end => return,
            None => self.swallowed(line, Some(header)),
            Some(home) if home.head != head => {
                self.add(
                    DiscrepancyKind::Elsewhere(home.key.unwrap_or(home.head)),
                    line,
                    Some(header),
                );
            }
            // What stands under a pragma that is not read falls to the one before it; that is said once.
            Some(_) if pragma.is_none() => {}
            Some(home) if home.pragma != pragma => {
                let under = home.pragma.unwrap_or(home.head);
                self.add(DiscrepancyKind::Elsewhere(under), line, Some(header));
            }
            Some(_) => self.last_head = Some(head),
        }
        self.again(head, line, Some(header));
        for child in entry.children() {
            self.child(child, head);
        }
    }

    fn child(&mut self, child: Child<'_>, head: Span) {
        let words = child.words();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let (first, line) = (first.span(), first.span().to(last.span()));
        if first.start >= self.end {
            return;
        }
        self.place(first, line, head, Some(head), None);
        if let (Child::Pair(_), Some(home)) = (child, self.homes.get(&first.start).copied())
            && home.head == head
            && home.key.is_none()
        {
            self.add(DiscrepancyKind::ListItems, line, Some(head));
        }
        if let Child::Pair(pair) = child {
            for item in pair.items() {
                let words: Vec<_> = item.values().collect();
                if let (Some(a), Some(b)) = (words.first(), words.last()) {
                    let item_line = a.span().to(b.span());
                    self.place(a.span(), item_line, head, Some(first), Some(first));
                }
            }
        }
    }

    /// Whether a line in a block is read under the entry, and under the key, that it is written under.
    fn place(
        &mut self,
        first: Span,
        line: Span,
        head: Span,
        under: Option<Span>,
        key: Option<Span>,
    ) {
        match self.homes.get(&first.start).copied() {
            _ if first.start >= self.end => {}
            None => self.swallowed(line, under),
            Some(home) if home.head == first => self.add(DiscrepancyKind::OwnEntry, line, under),
            Some(home) if home.head != head => {
                self.add(DiscrepancyKind::Elsewhere(home.key.unwrap_or(home.head)), line, under);
            }
            // A list takes all lines below its name; that is said once, at the line that made it one.
            Some(home) if key.is_some() && home.key.is_some() && home.key != key => {
                let under_key = home.key.unwrap_or(home.head);
                self.add(DiscrepancyKind::Elsewhere(under_key), line, under);
            }
            Some(_) => {}
        }
        self.again(first, line, under);
    }

    fn swallowed(&mut self, line: Span, under: Option<Span>) {
        self.add(DiscrepancyKind::Swallowed { behind: self.last_head }, line, under);
    }

    fn again(&mut self, first: Span, line: Span, under: Option<Span>) {
        if self.twice.contains_key(&first.start) {
            self.add(DiscrepancyKind::ReadTwice, line, under);
        }
    }

    /// Adds a line, to the stretch before it where that shares its fate.
    fn add(&mut self, kind: DiscrepancyKind, line: Span, written_under: Option<Span>) {
        if let Some(last) = self.found.last_mut()
            && (match kind {
                DiscrepancyKind::Swallowed { .. } => last.kind == kind,
                // A line of a lost block, under the line that opened it elsewhere.
                DiscrepancyKind::Elsewhere(place) if last.span.covers(place) => true,
                _ => last.kind == kind && last.written_under == written_under,
            })
        {
            last.span = last.span.to(line);
            last.lines += 1;
            return;
        }
        self.found.push(Discrepancy { kind, span: line, lines: 1, written_under });
    }
}
