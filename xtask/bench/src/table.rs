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
