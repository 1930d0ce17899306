//! The table of what was measured, as `docs/performance.md` shows it.

use std::fmt::Write as _;
use std::time::Duration;

/// A line of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was done.
    pub work: String,
    /// What arc-lsp took.
    pub ours: String,
    /// What it is held against, and what that took.
    pub peer: String,
    /// How the two compare.
    pub result: String,
    /// What is asked for.
    pub bar: String,
    /// Whether that is reached.
    pub reached: bool,
}

impl Row {
    /// At least `bar` times faster than the peer.
    pub fn faster(work: &str, ours: Duration, peer: (&str, Duration), bar: f64) -> Row {
        let factor = peer.1.as_secs_f64() / ours.as_secs_f64();
        Row {
            work: work.to_owned(),
            ours: shown(ours),
            peer: format!("{} {}", peer.0, shown(peer.1)),
            result: format!("{factor:.1} times faster"),
            bar: if bar == 1.0 { "not slower".to_owned() } else { format!("{bar} times faster") },
            reached: factor >= bar,
        }
    }

    /// At most `bar` times as long as the floor.
    pub fn at_most(work: &str, ours: Duration, floor: (&str, Duration), bar: f64) -> Row {
        let factor = ours.as_secs_f64() / floor.1.as_secs_f64();
        Row {
            work: work.to_owned(),
            ours: shown(ours),
            peer: format!("{} {}", floor.0, shown(floor.1)),
            result: format!("{factor:.1} times as long"),
            bar: format!("at most {bar} times"),
            reached: factor <= bar,
        }
    }

    /// At most so many bytes.
    pub fn size(work: &str, ours: u64, peers: &str, bar: u64) -> Row {
        let mebibytes = |bytes: u64| format!("{:.1} MiB", bytes as f64 / 1_048_576.0);
        Row {
            work: work.to_owned(),
            ours: mebibytes(ours),
            peer: peers.to_owned(),
            result: String::new(),
            bar: format!("at most {}", mebibytes(bar)),
            reached: ours <= bar,
        }
    }
}

/// A duration with three digits that mean something.
pub fn shown(duration: Duration) -> String {
    let milliseconds = duration.as_secs_f64() * 1e3;
    match milliseconds {
        0.0..10.0 => format!("{milliseconds:.2} ms"),
        10.0..100.0 => format!("{milliseconds:.1} ms"),
        _ => format!("{milliseconds:.0} ms"),
    }
}

/// The rows as Markdown.
pub fn markdown(rows: &[Row]) -> String {
    let mut out =
        "| work | arc-lsp | against | result | bar | |\n| --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
    for row in rows {
        let verdict = if row.reached { "reached" } else { "missed" };
        let Row { work, ours, peer, result, bar, .. } = row;
        let _ = writeln!(out, "| {work} | {ours} | {peer} | {result} | {bar} | {verdict} |");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page shows a table that `--write` made, whole: nothing is left out that was missed, and nothing is typed.
    #[test]
    fn the_page_has_the_table_of_a_run() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/performance.md");
        let page = std::fs::read_to_string(page).expect("the page is there");
        let (_, rest) =
            page.split_once("<!-- table: cargo xtask bench --write -->\n").expect("begins");
        let (table, _) = rest.split_once("<!-- end of the table -->\n").expect("ends");
        let rows = table.strip_prefix(&markdown(&[])).expect("the head of a table");
        let (rows, below) = rows.split_once("\n\n").expect("a sentence below");
        for row in rows.lines() {
            let ends = ["| reached |", "| missed |"];
            assert!(
                row.matches('|').count() == 7 && ends.iter().any(|end| row.ends_with(end)),
                "{row}"
            );
        }
        for work in [
            "`check` on a project",
            "`sam` on a project",
            "`check` on 1000 projects",
            "the binary, stripped",
            "start to the reply",
            "keystroke to problems",
            "10,000 lines",
            "completion",
            "hover",
            "1,000 edits",
            "10,000 edits",
        ] {
            assert!(rows.lines().any(|row| row.contains(work)), "no row of {work}");
        }
        assert!(below.starts_with("Measured on ") && below.contains("arc-lsp "), "{below}");
    }

    #[test]
    fn a_row_says_whether_its_bar_is_reached() {
        let (short, long) = (Duration::from_millis(2), Duration::from_millis(50));
        let rows = [
            Row::faster("a", short, ("b", long), 25.0),
            Row::at_most("c", long, ("d", short), 24.0),
            Row::size("e", 3 << 20, "", 2 << 20),
        ];
        let verdicts: Vec<bool> = rows.iter().map(|row| row.reached).collect();
        assert_eq!(verdicts, [true, false, false]);
        assert!(markdown(&rows).ends_with("| e | 3.0 MiB |  |  | at most 2.0 MiB | missed |\n"));
    }
}
