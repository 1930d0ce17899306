//! "Did you mean".

use strsim::{normalized_damerau_levenshtein, osa_distance};

/// Whether `written` is one slip away from `known`: one edit (a letter too many, too few, wrong, or two swapped) on
/// a name of four letters or more, or one of several parts between hyphens wrong.
pub fn is_slip(written: &str, known: &str) -> bool {
    if written == known {
        return false;
    }
    if written.len() >= 4 && known.len() >= 4 && osa_distance(written, known) == 1 {
        return true;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (written.split('-').collect(), known.split('-').collect());
    a.len() > 1 && a.len() == b.len() && a.iter().zip(&b).filter(|(a, b)| a != b).count() == 1
}

/// The candidate that `written` is one slip away from, the most alike where there are several.
pub fn slip_of<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    most_alike(written, 0.0, candidates.filter(|known| is_slip(written, known)))
}

/// The candidate that is close enough to be what was meant: for names of which it is known that one is missing.
pub fn closest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    most_alike(written, 0.6, candidates)
}

/// The last of those that are most alike, and at least as much as `least`: 1 is the same, 0 has nothing in common.
fn most_alike<'a>(
    written: &str,
    least: f64,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let written = written.to_lowercase();
    let letters = Letters::of(&written);
    let mut best = None;
    let mut least = least;
    for candidate in candidates {
        // To compare two names takes a hundred times as long as to see that they cannot be alike.
        if letters.likeness_at_most(candidate) < least {
            continue;
        }
        let likeness = normalized_damerau_levenshtein(&written, &candidate.to_lowercase());
        if likeness >= least {
            (best, least) = (Some(candidate), likeness);
        }
    }
    best
}

/// What two ways to count the same may differ by.
const ROUNDING: f64 = 1e-9;

/// How often each letter stands in a text in small letters, those that are no ASCII taken together.
struct Letters {
    counts: [u16; 128],
    all: usize,
}

/// Where a letter is counted.
fn place(letter: char) -> usize {
    if letter.is_ascii() { letter as usize } else { 0 }
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut counts = [0_u16; 128];
        for letter in text.chars() {
            let count = &mut counts[place(letter)];
            *count = count.saturating_add(1);
        }
        Letters { counts, all: text.chars().count() }
    }

    /// No text with these letters is more alike to the other one than that: every letter that one has too many takes an
    /// edit.
    fn likeness_at_most(&self, other: &str) -> f64 {
        let mut left = self.counts;
        let (mut all, mut common) = (0_usize, 0_usize);
        for letter in other.chars().flat_map(char::to_lowercase) {
            let left = &mut left[place(letter)];
            common += usize::from(*left > 0);
            *left = left.saturating_sub(1);
            all += 1;
        }
        let longest = all.max(self.all);
        // So long that letters may not all be counted.
        if longest == 0 || longest > usize::from(u16::MAX) {
            return 1.0;
        }
        common as f64 / longest as f64 + ROUNDING
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_passed_over_is_not_alike(a in "[a-cß-é]{0,9}", b in "[a-cß-éA-C]{0,9}") {
            let bound = Letters::of(&a).likeness_at_most(&b);
            prop_assert!(normalized_damerau_levenshtein(&a, &b.to_lowercase()) <= bound);
        }
    }

    #[test]
    fn one_slip_and_no_more() {
        for (written, known) in [
            ("table-streams", "tables-streams"),
            ("indexes-indexes", "tables-indexes"),
            ("event", "events"),
            ("queus", "queues"),
            ("tables-index", "tables-indexes"),
            ("htpp", "http"),
        ] {
            assert!(is_slip(written, known), "{written} {known}");
        }
        for (written, known) in
            [("ap", "app"), ("css", "aws"), ("search", "shared"), ("lambda-urls", "tables-streams")]
        {
            assert!(!is_slip(written, known), "{written} {known}");
        }
    }

    #[test]
    fn the_closest_of_several() {
        assert_eq!(
            closest("post-hello", ["post-hallo", "get-index"].into_iter()),
            Some("post-hallo")
        );
        assert_eq!(closest("oh", ["yolo"].into_iter()), None);
    }
}
