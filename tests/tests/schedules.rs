//! The tables of `fixtures/schedules/`: what AWS and Architect take, in words and with every hint, and what they
//! refuse, with the rule, the offending text and what would be right.
//!
//! `UPDATE_EXPECT=1` writes the answers of this build into the tables; read the difference before it is committed.

use std::collections::HashSet;

use arc_lsp::manifest::schedule::{Class, Schedule};
use arc_lsp_tests::schedules::{self, ACCEPTED, REJECTED};

#[test]
fn accepted_schedules_are_said_in_words() {
    schedules::check(ACCEPTED, |text| {
        let parsed = Schedule::parse(text, 0);
        let schedule = parsed.schedule.as_ref()?;
        let now = schedules::NOW.parse().expect("a timestamp");
        let mut hints: Vec<&str> = parsed
            .problems
            .iter()
            .chain(&parsed.judge(now, None))
            .map(|problem| problem.kind.code())
            .collect();
        hints.dedup();
        let hints = if hints.is_empty() { "-".to_owned() } else { hints.join(",") };
        Some(vec![schedule.describe("UTC"), hints])
    });
}

#[test]
fn rejected_schedules_say_what_would_be_right() {
    schedules::check(REJECTED, |text| {
        let parsed = Schedule::parse(text, 0);
        let problem =
            parsed.problems.iter().find(|problem| problem.kind.class() == Class::Error)?;
        let mended = problem.fixes.first().map_or("-".to_owned(), |fix| {
            let sure = if fix.safe { "" } else { " perhaps" };
            format!("`{}`{sure}", fix.apply(text, 0))
        });
        let marked = format!("`{}`", problem.span.of(text));
        Some(vec![problem.kind.code().to_owned(), marked, mended, problem.message.clone()])
    });
}

#[test]
fn a_safe_fix_leaves_nothing_to_mend() {
    let mut fixed = 0;
    for text in schedules::expressions(REJECTED) {
        let parsed = Schedule::parse(&text, 0);
        for problem in &parsed.problems {
            for fix in problem.fixes.iter().filter(|fix| fix.safe) {
                let mended = fix.apply(&text, 0);
                let after = Schedule::parse(&mended, 0);
                let before: HashSet<_> = parsed.problems.iter().map(|p| p.kind).collect();
                assert!(
                    after.problems.len() < parsed.problems.len()
                        && after.problems.iter().all(|problem| before.contains(&problem.kind)),
                    "`{text}` became `{mended}`: {:?}",
                    after.problems
                );
                fixed += 1;
            }
        }
    }
    assert!(fixed > 60, "{fixed}");
}

#[test]
fn the_tables_are_long_enough() {
    let count = |table| schedules::expressions(table).len();
    assert!(count(ACCEPTED) >= 150, "{} accepted", count(ACCEPTED));
    assert!(count(REJECTED) >= 150, "{} rejected", count(REJECTED));
}
