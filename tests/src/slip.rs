//! Slips: what a hand does to a manifest by mistake, made at random.

use crate::generate::Random;

/// What stands where something else was meant.
const VALUES: [&str; 22] = [
    "5",
    "0",
    "-1",
    "1.5",
    "true",
    "false",
    "\"\"",
    "x",
    "src",
    "method",
    "get",
    "/a",
    "*String",
    "**Number",
    "\"a b\"",
    "rate(1 day)",
    "node",
    "$default",
    "é",
    "aws",
    "\"é\"",
    "..",
];
/// What is typed too much.
const LETTERS: [&str; 20] = [
    "-", ".", "_", "/", ":", "*", "@", "#", "$", "\"", "!", "0", "A", "é", " ", "(", ",", "?", "~",
    "\\",
];
/// Settings that stand on a line of their own, where a map or a vector may be.
const SETTINGS: [&str; 24] = [
    "src lib",
    "src 5",
    "method get",
    "method 5",
    "fifo 5",
    "batchSize x",
    "timezone Nowhere",
    "rate 1 days",
    "cron 0 0 * * *",
    "stream true",
    "stream 5",
    "name ab",
    "projection 5",
    "table nowhere",
    "encrypt 5",
    "memory 5",
    "timeout x",
    "runtime x",
    "layers x",
    "handler x",
    "src",
    "x y z",
    "x",
    "*",
];

/// The text with one slip, or now and then two.
pub fn slip(random: &mut Random, text: &str) -> String {
    let once = slip_once(random, text);
    if random.once_in(4) { slip_once(random, &once) } else { once }
}

fn slip_once(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let says = |line: &String| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let saying: Vec<usize> = (0..lines.len()).filter(|index| says(&lines[*index])).collect();
    if saying.is_empty() {
        return text.to_owned();
    }
    let at = saying[random.below(saying.len())];
    match random.below(14) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at].clone()),
        2 => {
            let other = saying[random.below(saying.len())];
            let line = lines.remove(at);
            lines.insert(other.min(lines.len()), line);
        }
        3 => lines.insert(at + 1, format!("  {}\n", random.pick(&SETTINGS))),
        4 => lines[at].insert_str(0, "  "),
        5 => {
            let line = lines[at].trim_start().to_owned();
            lines[at] = line;
        }
        6 | 7 => {
            let places: Vec<usize> = lines[at].char_indices().map(|(index, _)| index).collect();
            let place = places[random.below(places.len())];
            lines[at].insert_str(place, random.pick(&LETTERS));
        }
        8 => {
            let places: Vec<usize> = lines[at].char_indices().map(|(index, _)| index).collect();
            let place = places[random.below(places.len())];
            lines[at].remove(place);
        }
        other => lines[at] = words(random, &lines[at], other),
    }
    lines.concat()
}

/// A line with another word, one more, one less, or its words in another order.
fn words(random: &mut Random, line: &str, how: usize) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let end = &line[line.trim_end().len()..];
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let at = random.below(words.len());
    match how {
        9 | 10 => words[at] = random.pick(&VALUES),
        11 => words.insert(at, random.pick(&VALUES)),
        12 => drop(words.remove(at)),
        _ => {
            let other = random.below(words.len());
            words.swap(at, other);
        }
    }
    format!("{indent}{}{end}", words.join(" "))
}
