//! Settings as they are written: the lines of a pragma that holds settings, and the keys below an entry.

use crate::syntax::{Entry, Pair, Pragma, Reading, Scalar, Shape};
use crate::text::Span;

/// A setting that is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written<'a> {
    /// Its name.
    pub name: &'a Scalar,
    /// What stands behind the name, or below it.
    pub values: Values<'a>,
    /// From the name to the last value.
    pub span: Span,
}

/// The values of a setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Values<'a> {
    /// Words, on the line of the name or on lines of their own.
    Words(&'a [Scalar]),
    /// Keys with values of their own.
    Pairs(&'a [Pair]),
}

impl<'a> Written<'a> {
    /// The words behind the name; none of a map.
    pub fn words(&self) -> &'a [Scalar] {
        match self.values {
            Values::Words(words) => words,
            Values::Pairs(_) => &[],
        }
    }

    /// The only value, where there is exactly one.
    pub fn only(&self) -> Option<&'a Scalar> {
        match self.words() {
            [value] => Some(value),
            _ => None,
        }
    }

    /// From the first value to the last; the name where there is none.
    pub fn value_span(&self) -> Span {
        let ends = match self.values {
            Values::Words(words) => words.first().zip(words.last()).map(|(a, b)| (a.span, b.span)),
            Values::Pairs(pairs) => {
                pairs.first().zip(pairs.last()).map(|(a, b)| (a.span(), b.span()))
            }
        };
        ends.map_or(self.name.span, |(first, last)| first.to(last))
    }

    /// Whether the values of all its lines are put together, under the name in the singular or the plural.
    pub fn is_list(&self) -> bool {
        ["layer", "layers", "policy", "policies"].contains(&self.name.text.as_str())
    }
}

/// The settings of a pragma that are entries of it; lone words are none.
pub fn lines(pragma: &Pragma) -> impl DoubleEndedIterator<Item = Written<'_>> {
    pragma.entries.iter().filter_map(|entry| {
        let (name, values) = match &entry.shape {
            Shape::Scalar(_) => return None,
            Shape::Array(items) => (&items[0], Values::Words(&items[1..])),
            Shape::Vector { name, items } => (name, Values::Words(items)),
            Shape::Map { name, pairs } => (name, Values::Pairs(pairs)),
        };
        Some(Written { name, values, span: entry.span })
    })
}

/// The settings that are keys below an entry; none where it is no map.
pub fn keys(entry: &Entry) -> impl Iterator<Item = Written<'_>> {
    entry.pairs().iter().map(|pair| Written {
        name: &pair.key,
        values: Values::Words(&pair.values),
        span: pair.span(),
    })
}

/// The lines of pragmas, of which the later overrides the earlier, that count: the last of each name; of `layers` and
/// `policies` all lines of the last pragma that has one. (`@architect/inventory`, `config/_upsert`)
pub fn counting<'a>(reading: &'a Reading, pragmas: &[&str]) -> Vec<Written<'a>> {
    let sections = pragmas.iter().filter_map(|name| reading.pragma(name));
    let all: Vec<(usize, Written<'a>)> = sections
        .enumerate()
        .flat_map(|(index, section)| lines(section).map(move |l| (index, l)))
        .collect();
    let overridden = |at: usize| {
        let (section, line) = &all[at];
        all[at + 1..].iter().any(|(later, other)| match line.is_list() {
            true => later != section && other.is_list() && plural(other) == plural(line),
            false => other.name.text == line.name.text,
        })
    };
    (0..all.len()).filter(|at| !overridden(*at)).map(|at| all[at].1).collect()
}

/// The line of a setting that counts in pragmas of which the later overrides the earlier.
pub fn last_line<'a>(reading: &'a Reading, pragmas: &[&str], name: &str) -> Option<Written<'a>> {
    pragmas
        .iter()
        .rev()
        .find_map(|pragma| lines(reading.pragma(pragma)?).rev().find(|line| line.name.text == name))
}

fn plural<'a>(line: &Written<'a>) -> &'a str {
    match line.name.text.as_str() {
        "layer" => "layers",
        "policy" => "policies",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{counting, last_line};
    use crate::syntax::Syntax;

    #[test]
    fn the_last_of_a_name_counts_and_lists_are_put_together() {
        let syntax = Syntax::parse(
            "@aws\ntimeout 5\nlayer a\ntimeout 6\nlayers\n  b\npolicy c\n@arc\ntimeout 7\nlayer d\nshared false\n",
        );
        let counts = |pragmas: &[&str]| -> Vec<String> {
            let found = counting(&syntax.reading, pragmas);
            found.iter().map(|l| l.span.of(&syntax.text).replace('\n', "|")).collect()
        };
        assert_eq!(counts(&["aws"]), ["layer a", "timeout 6", "layers|  b", "policy c"]);
        assert_eq!(counts(&["aws", "arc"]), ["policy c", "timeout 7", "layer d", "shared false"]);
        let timeout = last_line(&syntax.reading, &["aws", "arc"], "timeout").expect("is there");
        assert_eq!(timeout.only().expect("one value").text, "7");
    }
}
