//! What Architect makes of a text: pragmas and their entries, every value with its span.

mod again;
mod builder;
mod json;
mod lines;

use crate::text::{Follow, Shift, Span};

use super::scalar::Scalar;

pub use again::EntriesChange;
pub(super) use again::{Again, Edited, read_again};
pub(super) use builder::{Read, read};

/// The pragmas in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Every pragma that is read, replaced ones too.
    pub pragmas: Vec<Pragma>,
    /// The JSON of a reading of JSON or YAML, which may say more than the shapes here can.
    pub(super) exact: Option<String>,
}

/// A pragma and what it holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pragma {
    /// Its name, without `@`.
    pub name: String,
    /// From `@` to the end of the name; in JSON and YAML the name, without quotes.
    pub span: Span,
    /// The name with whatever follows it on its line; this is what the reference compares.
    pub raw: String,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Whether a later pragma of the same name takes its place.
    pub replaced: bool,
}

/// One entry of a pragma.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its shape and values.
    pub shape: Shape,
    /// From its first value to its last.
    pub span: Span,
}

/// The four shapes that an entry can have.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One value.
    Scalar(Scalar),
    /// The values of one line.
    Array(Vec<Scalar>),
    /// A name with the values of the indented lines below it.
    Vector {
        /// The first line's word.
        name: Scalar,
        /// The values below, all lines in one list.
        items: Vec<Scalar>,
    },
    /// A name with key-value pairs below it.
    Map {
        /// The first line's word.
        name: Scalar,
        /// The pairs in the order of the text; a later one of the same key takes the place of an earlier.
        pairs: Vec<Pair>,
    },
}

/// A key of a map with its values; one value stands for itself, none or several are a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The key.
    pub key: Scalar,
    /// The values, on the key's line or on lines of their own below it.
    pub values: Vec<Scalar>,
}

impl Reading {
    /// The pragma of that name that counts, which is the last.
    pub fn pragma(&self, name: &str) -> Option<&Pragma> {
        self.pragmas.iter().find(|pragma| pragma.name == name && !pragma.replaced)
    }

    /// Whether it is that of a text in JSON or YAML.
    pub(super) fn is_exact(&self) -> bool {
        self.exact.is_some()
    }

    /// The pragmas that count, in the order of the text.
    pub fn effective(&self) -> impl Iterator<Item = &Pragma> {
        self.pragmas.iter().filter(|pragma| !pragma.replaced)
    }
}

impl Reading {
    /// Every value that is read, the names of entries and the keys of maps among them, in the order of the entries.
    pub fn scalars(&self) -> impl Iterator<Item = &Scalar> {
        self.pragmas.iter().flat_map(|pragma| &pragma.entries).flat_map(Entry::scalars)
    }
}

impl Entry {
    /// Every value of the entry, its name and keys among them.
    pub fn scalars(&self) -> impl Iterator<Item = &Scalar> {
        let (name, items) = match &self.shape {
            Shape::Scalar(scalar) => (Some(scalar), &[][..]),
            Shape::Array(items) => (None, items.as_slice()),
            Shape::Vector { name, items } => (Some(name), items.as_slice()),
            Shape::Map { name, .. } => (Some(name), &[][..]),
        };
        let pairs = self.pairs().iter();
        let pairs = pairs.flat_map(|pair| std::iter::once(&pair.key).chain(&pair.values));
        name.into_iter().chain(items).chain(pairs)
    }

    /// The value that names the entry: the only one of a scalar, the first of an array, the name of a vector
    /// or map.
    pub fn head(&self) -> &Scalar {
        match &self.shape {
            Shape::Scalar(scalar) => scalar,
            Shape::Array(items) => &items[0],
            Shape::Vector { name, .. } | Shape::Map { name, .. } => name,
        }
    }

    /// The pairs of a map, replaced ones too; none for other shapes.
    pub fn pairs(&self) -> &[Pair] {
        match &self.shape {
            Shape::Map { pairs, .. } => pairs,
            _ => &[],
        }
    }

    /// The pair of a map that counts for `key`, which is the last.
    pub fn pair(&self, key: &str) -> Option<&Pair> {
        self.pairs().iter().rev().find(|pair| pair.key.text == key)
    }

    /// The value of a map's `key` where it has exactly one.
    pub fn value(&self, key: &str) -> Option<&Scalar> {
        match self.pair(key)?.values.as_slice() {
            [value] => Some(value),
            _ => None,
        }
    }
}

impl Pair {
    /// From the key to the last value.
    pub fn span(&self) -> Span {
        self.values.last().map_or(self.key.span, |value| self.key.span.to(value.span))
    }
}

impl Follow for Pragma {
    fn follow(&mut self, shift: Shift) {
        self.span.follow(shift);
        self.entries.follow(shift);
    }
}

impl Follow for Entry {
    fn follow(&mut self, shift: Shift) {
        self.span.follow(shift);
        match &mut self.shape {
            Shape::Scalar(scalar) => scalar.follow(shift),
            Shape::Array(items) => items.follow(shift),
            Shape::Vector { name, items } => {
                name.follow(shift);
                items.follow(shift);
            }
            Shape::Map { name, pairs } => {
                name.follow(shift);
                pairs.follow(shift);
            }
        }
    }
}

impl Follow for Pair {
    fn follow(&mut self, shift: Shift) {
        self.key.follow(shift);
        self.values.follow(shift);
    }
}
