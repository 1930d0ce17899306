//! Numbers in English.

/// `1st`, `22nd`, `13th`.
pub(super) fn ordinal(number: u16) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// `first`, `second` … `tenth`, then `11th`.
pub(super) fn ordinal_word(number: u16) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let word = number.checked_sub(1).and_then(|index| WORDS.get(usize::from(index)));
    word.map_or_else(|| ordinal(number), |word| (*word).to_owned())
}

/// Numbers in order, as the ranges and single numbers that one would say them in: two in a row are two
/// numbers, three are a range.
pub(super) fn segments(numbers: &[u16]) -> Vec<(u16, u16)> {
    let mut segments = Vec::new();
    for run in runs(numbers) {
        match run {
            (from, to) if to == from + 1 => segments.extend([(from, from), (to, to)]),
            run => segments.push(run),
        }
    }
    segments
}

/// Numbers in order, as ranges without a gap.
pub(super) fn runs(numbers: &[u16]) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == *number => *to = *number,
            _ => runs.push((*number, *number)),
        }
    }
    runs
}

/// The step between numbers in order, where it is the same between all of at least three.
pub(super) fn step(numbers: &[u16]) -> Option<u16> {
    let [first, second, _, ..] = numbers else { return None };
    let step = second - first;
    numbers.windows(2).all(|pair| pair[1] - pair[0] == step).then_some(step)
}

/// A range of at least three that goes round from `high` to `low`, which it has to: `FRI-MON`.
pub(super) fn round(numbers: &[u16], low: u16, high: u16) -> Option<(u16, u16)> {
    match runs(numbers).as_slice() {
        [(first, end), (start, last)] if *first == low && *last == high && numbers.len() >= 3 => {
            Some((*start, *end))
        }
        _ => None,
    }
}

/// The numbers of a set of bits, in order.
pub(super) fn members(set: u64) -> Vec<u16> {
    (0..64).filter(|bit| set >> bit & 1 == 1).collect()
}
