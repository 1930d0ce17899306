//! Manifests made at random, from a seed that is printed, so that a failure can be had again.

/// A small generator of random numbers (SplitMix64): the same on every machine and in every release.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The seed in `ARC_LSP_SEED`, or `default`; printed either way.
    pub fn from_env(default: u64) -> Random {
        let seed =
            std::env::var("ARC_LSP_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(default);
        println!("seed {seed} (set ARC_LSP_SEED for another)");
        Random(seed)
    }

    /// The next number.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which must not be 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next_u64() % end as u64) as usize
    }

    /// One of `items`, which must not be empty.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const PRAGMAS: [&str; 16] = [
    "app",
    "http",
    "events",
    "queues",
    "tables",
    "a",
    "b",
    "404",
    "2",
    "aws",
    "constructor",
    "__proto__",
    "tables-indexes",
    "toString",
    "_x-1",
    "valueOf",
];
const WORDS: [&str; 48] = [
    ".5",
    "+5",
    "NaN",
    "-inf",
    "x",
    "y",
    "k",
    "v",
    "yolo",
    "get",
    "/foo/:id",
    "*String",
    "**String",
    "true",
    "false",
    "1",
    "-1",
    "5.",
    "0x10",
    "-",
    "1e400",
    "1,000",
    "007",
    "-.5",
    "rate(1",
    "day)",
    "\"quoted\"",
    "'a b'",
    "`c\nd`",
    "\"\"",
    "1#c",
    "true#",
    "\"a\"b",
    "12345678901234567890",
    "-0",
    "1e21",
    "__proto__",
    "constructor",
    "2",
    "01",
    "4294967295",
    "false\t",
    "7\t",
    "a\"b",
    "0b101",
    "-Infinity",
    "\"#@\"",
    "'1'",
];
const ODD: [&str; 16] = [
    "{",
    "é",
    "\\",
    ";",
    "@",
    "\"",
    "'",
    "\"a\\\"b\"",
    "me@x.com",
    "[a]",
    "\u{feff}",
    "\u{a0}",
    "\0",
    "`",
    "<",
    "\u{2028}",
];
const ENDS: [&str; 5] = ["\n", "\n", "\n", "\r\n", "\r"];

/// A manifest by the format's own rules, with faults and oddities mixed in.
pub fn manifest(random: &mut Random) -> String {
    let mut text = String::new();
    let end = random.pick(&ENDS);
    if random.once_in(12) {
        line(random, &mut text, end);
    }
    for _ in 0..=random.below(4) {
        text.push_str(random.pick(&["", "", "", "", " ", "  "]));
        text.push('@');
        text.push_str(random.pick(&["", "", "", "", "", "", " "]));
        text.push_str(random.pick(&PRAGMAS));
        text.push_str(random.pick(&["", "", "", "", " # c", "#c", " ", "\t", " x"]));
        text.push_str(end);
        for _ in 0..random.below(9) {
            line(random, &mut text, end);
        }
    }
    if random.once_in(3) {
        while text.ends_with(['\n', '\r']) {
            text.pop();
        }
    }
    text
}

fn line(random: &mut Random, text: &mut String, end: &str) {
    let indents =
        ["", "", "", "  ", "  ", "  ", "    ", "    ", "\t", "\t\t", " ", "   ", "      ", "  \t"];
    text.push_str(random.pick(&indents));
    match random.below(14) {
        0 => {}
        1 => text.push_str(random.pick(&["# comment", "#", "#@x \"y"])),
        2 if random.once_in(6) => text.push_str(random.pick(&ODD)),
        _ => {
            let words = [1, 1, 1, 2, 2, 3, 4][random.below(7)];
            for index in 0..words {
                if index > 0 {
                    text.push_str(random.pick(&[" ", " ", " ", "  ", "\t"]));
                }
                let odd = random.once_in(150);
                text.push_str(if odd { random.pick(&ODD) } else { random.pick(&WORDS) });
            }
            text.push_str(random.pick(&["", "", "", "", " ", " # c", "  "]));
        }
    }
    text.push_str(if random.once_in(25) { "\n\n" } else { end });
}

/// `text` with one to four small changes: lines cut, doubled, moved or re-indented, characters and pieces of
/// the format put in or taken out.
pub fn mutate(random: &mut Random, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(4) {
        text = mutate_once(random, &text);
    }
    text
}

fn mutate_once(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        return manifest(random);
    }
    let at = random.below(lines.len());
    match random.below(9) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at].clone()),
        2 => lines.insert(
            at,
            random.pick(&["\n", "  \n", "# c\n", "  # c\n", "\r\n", "    \n"]).to_owned(),
        ),
        3 => lines[at].insert_str(0, random.pick(&["  ", "    ", "\t", " "])),
        4 => lines[at] = lines[at].trim_start_matches([' ', '\t']).to_owned(),
        5 => {
            let other = random.below(lines.len());
            lines.swap(at, other);
        }
        6 => {
            let mut extra = String::new();
            line(random, &mut extra, "\n");
            lines.insert(at, extra);
        }
        7 => lines.truncate(at + 1),
        _ => {
            let boundaries: Vec<usize> = lines[at].char_indices().map(|(i, _)| i).collect();
            let offset = boundaries[random.below(boundaries.len())];
            if random.once_in(2) {
                lines[at].remove(offset);
            } else {
                let piece =
                    random.pick(&[" ", "  ", "@", "#", "\"", "'", "x", "1", "\n", "\t", "\\", "{"]);
                lines[at].insert_str(offset, piece);
            }
        }
    }
    lines.concat()
}
