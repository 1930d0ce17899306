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
    most_alike(written, candidates.filter(|known| is_slip(written, known)))
}

/// The candidate that is close enough to be what was meant: for names of which it is known that one is missing.
pub fn closest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    most_alike(written, candidates.filter(|known| likeness(written, known) >= 0.6))
}

fn most_alike<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates.max_by(|a, b| likeness(written, a).total_cmp(&likeness(written, b)))
}

fn likeness(a: &str, b: &str) -> f64 {
    normalized_damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{closest, is_slip};

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
