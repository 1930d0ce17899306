//! Problems and fixes, each with what they point at.

use proptest::prelude::*;

use super::*;
use crate::text::Span;

/// The problems of a text, as `kind: what they point at -> text after the first fix`.
fn problems(text: &str) -> Vec<String> {
    let parsed = Schedule::parse(text, 100);
    parsed.problems.iter().map(|problem| line(problem, text)).collect()
}

fn line(problem: &ScheduleProblem, text: &str) -> String {
    let span = Span::new(problem.span.start - 100, problem.span.end - 100);
    let fix = problem.fixes.first().map_or("-".to_owned(), |fix| {
        format!("{}{}", fix.apply(text, 100), if fix.safe { "" } else { "?" })
    });
    format!("{:?} `{}` -> {fix}", problem.kind, span.of(text))
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(problems(text), expected, "{text}");
}

#[test]
fn valid_expressions_have_no_problems() {
    for text in [
        "rate(1 day)",
        "rate(15 minutes)",
        "cron(0 9 ? * MON-FRI *)",
        "cron(*/5 * * * ? *)",
        "cron(0 11-23/2 * * ? *)",
        "cron(0 10 ? * 6L 2022-2023)",
        "cron(0 0 LW * ? *)",
        "cron(0 0 15W * ? *)",
        "cron(0 0 ? * TUE#2 *)",
    ] {
        check(text, &[]);
        assert!(Schedule::parse(text, 0).schedule.is_some(), "{text}");
    }
}

#[test]
fn form() {
    check("", &["NoExpression `` -> -"]);
    check("hourly", &["NoExpression `hourly` -> -"]);
    check("@daily", &["NoExpression `@daily` -> cron(0 0 * * ? *)"]);
    check("cron(0 9 * * ? *", &["NoExpression `cron(0 9 * * ? *` -> cron(0 9 * * ? *)"]);
    check("Cron(0 9 * * ? *)", &["NoExpression `Cron` -> cron(0 9 * * ? *)"]);
    check("cron (0 9 * * ? *)", &["Space ` ` -> cron(0 9 * * ? *)"]);
    check("cron(0 9  * * ? *)", &["Space `  ` -> cron(0 9 * * ? *)"]);
    check("cron( 0 9 * * ? * )", &["Space ` ` -> cron(0 9 * * ? *)"]);
    check("cron 0 9 * * ? *", &["NoExpression `cron 0 9 * * ? *` -> cron(0 9 * * ? *)"]);
    check("rate 1 day", &["NoExpression `rate 1 day` -> rate(1 day)"]);
    check("1 day", &["NoExpression `1 day` -> rate(1 day)"]);
    check("0 9 * * *", &["NoExpression `0 9 * * *` -> cron(0 9 * * ? *)"]);
    check("cron(0 9 * * ? *))", &["Trailing `)` -> cron(0 9 * * ? *)"]);
    check("cron(0 9 * * ? *) Europe/Berlin", &["Trailing `Europe/Berlin` -> -"]);
    check("at(2027-01-31T09:00:00)", &["At `at(2027-01-31T09:00:00)` -> cron(0 9 31 1 ? 2027)"]);
}

#[test]
fn rates() {
    check("rate(2 hour)", &["RatePlural `hour` -> rate(2 hours)"]);
    check("rate(1 days)", &["RatePlural `days` -> rate(1 day)"]);
    check("rate(0 days)", &["RateValue `0` -> -"]);
    check("rate(-5 minutes)", &["RateValue `-5` -> -"]);
    check("rate(1.5 hours)", &["RateValue `1.5` -> -"]);
    check("rate(+5 minutes)", &["RateValue `+5` -> rate(5 minutes)"]);
    check("rate(1 Day)", &["Undocumented `Day` -> rate(1 day)?"]);
    check("rate(1 week)", &["RateUnit `week` -> rate(7 days)"]);
    check("rate(1 year)", &["RateUnit `year` -> cron(0 0 1 1 ? *)?"]);
    check("rate(5 mins)", &["RateUnit `mins` -> rate(5 minutes)"]);
    check("rate(5 minuets)", &["RateUnit `minuets` -> rate(5 minutes)?"]);
    check("rate(5minutes)", &["RateFields `5minutes` -> rate(5 minutes)"]);
    check("rate()", &["RateFields `` -> -"]);
}

#[test]
fn fields() {
    check("cron(0/15 * * * *)", &["FieldCount `0/15 * * * *` -> cron(0/15 * * * ? *)"]);
    check("cron(0 9 * * 1-5)", &["FieldCount `0 9 * * 1-5` -> cron(0 9 ? * 2-6 *)?"]);
    check("cron(0 0 1,15  ? *)", &["FieldCount `0 0 1,15  ? *` -> -"]);
    check("cron(0 0 9 * * MON)", &["FieldCount `0 0 9 * * MON` -> cron(0 9 ? * MON *)"]);
    check("cron(0 0 9 ? * 2 2027)", &["FieldCount `0 0 9 ? * 2 2027` -> cron(0 9 ? * 2 2027)"]);
    check("cron(0 9 * * * *)", &["DayFields `* * *` -> cron(0 9 * * ? *)"]);
    check("cron(0 9 * * MON *)", &["DayFields `* * MON` -> cron(0 9 ? * MON *)"]);
    check("cron(0 9 1 * MON *)", &["DayFields `1 * MON` -> cron(0 9 1 * ? *)?"]);
    check("cron(0 9 ? * ? *)", &["DayFields `? * ?` -> cron(0 9 * * ? *)"]);
    check("cron(60 9 * * ? *)", &["FieldValue `60` -> cron(0 9 * * ? *)?"]);
    check("cron(? 9 * * ? *)", &["FieldValue `?` -> cron(* 9 * * ? *)"]);
    check("cron(0 9 ? * MON-FRI/2 *)", &["FieldValue `MON-FRI/2` -> cron(0 9 ? * MON,WED,FRI *)"]);
    check("cron(0 9 ? * 2#6 *)", &["FieldValue `2#6` -> -"]);
    check("cron(0 9 ? * 2#1,3#1 *)", &["FieldValue `2#1,3#1` -> -"]);
    check("cron(0 9 ? * monday *)", &["FieldValue `monday` -> cron(0 9 ? * MON *)"]);
    check("cron(0 9 ? * 0 *)", &["FieldValue `0` -> cron(0 9 ? * 1 *)"]);
    check("cron(0 9 ? * Mon *)", &["Undocumented `Mon` -> cron(0 9 ? * MON *)?"]);
    check(
        "cron(0 9 ? * FRI-MON *)",
        &["Undocumented `FRI-MON` -> cron(0 9 ? * FRI-SAT,SUN-MON *)?"],
    );
    check("cron(0 9 l * ? *)", &["FieldValue `l` -> cron(0 9 L * ? *)"]);
    check("cron(0, 9 * * ? *)", &["FieldValue `0,` -> cron(0 9 * * ? *)"]);
    check("cron(0/0 9 * * ? *)", &["FieldValue `0/0` -> -"]);
    check("cron(0 9 * * ? 2030-2027)", &["FieldValue `2030-2027` -> cron(0 9 * * ? 2027-2030)"]);
}

#[test]
fn words_keep_their_places() {
    // `cron(0 9 * * 0x1)`, which Architect reads as `cron(0 9 * * 1)`.
    let words = [
        ("cron(0", Span::new(0, 6)),
        ("9", Span::new(8, 9)),
        ("*", Span::new(10, 11)),
        ("*", Span::new(12, 13)),
        ("*)", Span::new(14, 16)),
    ];
    let parsed = Schedule::from_words(Form::OneLine, &words);
    let fix = &parsed.problems[0].fixes[0];
    assert_eq!(fix.apply("cron(0  9 * * *)", 0), "cron(0  9 * * ? *)");
}

#[test]
fn settings_hold_the_fields_alone() {
    let words = |text: &'static str| {
        let parsed = Schedule::from_words(Form::Cron, &[(text, Span::new(100, 100 + text.len()))]);
        parsed.problems.iter().map(|problem| line(problem, text)).collect::<Vec<_>>()
    };
    assert_eq!(words("0 9 * * ? *"), [""; 0]);
    assert_eq!(words("0 9 * * *"), ["FieldCount `0 9 * * *` -> 0 9 * * ? *"]);
    assert_eq!(words("cron(0 9 * * ? *)"), ["Wrapped `cron(0 9 * * ? *)` -> 0 9 * * ? *"]);
    assert_eq!(words("rate(1 day)"), ["Wrapped `rate(1 day)` -> -"]);
}

#[test]
fn kinds_are_each_listed_once() {
    let mut kinds = ScheduleProblemKind::ALL.to_vec();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), ScheduleProblemKind::ALL.len());
}

/// Text that looks like an expression more often than not.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "cron(", "rate(", "at(", ")", "(", " ", "  ", "*", "?", "0", "9", "31", "60", "2027",
        "MON", "mon-fri", "L", "LW", "W", "15W", "#", "2#1", "/", ",", "-", "JAN", "day", "days",
        "year", "é", "\u{3000}", "\t", "@daily", "🦀", "Ⅷ",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

/// A `cron` that is valid, whatever it says.
fn cron() -> impl Strategy<Value = String> {
    let of = |fields: &'static [&'static str]| prop::sample::select(fields);
    let minutes = of(&["0", "59", "*", "*/7", "5/15", "10-20", "50-10", "1,2,30", "0/90"]);
    let hours = of(&["0", "2", "23", "*", "*/5", "9-17", "22-3", "0,1,2", "1/2"]);
    let days = of(&[
        "* * ?",
        "1 * ?",
        "31 * ?",
        "29 2 ?",
        "30 2 ?",
        "L * ?",
        "L-2 * ?",
        "LW * ?",
        "1W * ?",
        "30W * ?",
        "*/2 * ?",
        "28-3 * ?",
        "1,15 3,10 ?",
        "? * MON-FRI",
        "? * SUN",
        "? * 1L",
        "? * 2#5",
        "? 3,11 1#1",
        "? * FRI-MON",
        "* 11-2 ?",
    ]);
    let years = of(&["*", "2026", "2026-2028", "2027/2", "1970", "2199"]);
    (minutes, hours, days, years).prop_map(|(m, h, d, y)| format!("cron({m} {h} {d} {y})"))
}

/// Whether a time of the clock is in the sets.
fn matches(cron: &Cron, at: jiff::civil::DateTime) -> bool {
    let bit = |set: u64, number: i8| set >> number & 1 == 1;
    bit(cron.minutes(), at.minute())
        && bit(u64::from(cron.hours()), at.hour())
        && bit(u64::from(cron.months()), at.month())
        && bit(u64::from(cron.days_of(at.year(), at.month())), at.day())
        && cron.years().contains(at.year())
}

proptest! {
    #[test]
    fn runs_are_all_minutes_that_match(
        text in cron(),
        start in 1_767_225_600i64..1_830_297_600,
        zone in prop::sample::select(vec!["UTC", "America/New_York", "Australia/Lord_Howe"]),
    ) {
        let parsed = Schedule::parse(&text, 0);
        let Some(Schedule::Cron(cron)) = parsed.schedule.clone() else {
            return Err(TestCaseError::fail(text));
        };
        let zone = timezone(zone).expect("a zone");
        let from = jiff::Timestamp::from_second(start).expect("a timestamp");
        prop_assert!(!cron.describe("UTC").is_empty());
        let _ = parsed.judge(from, Some(&zone));
        // Minute by minute for two days: once each time that the clock shows, the first time that it does.
        let first = start / 60 + 1;
        let mut shown = std::collections::HashSet::new();
        let at = |minute: i64| {
            zone.to_datetime(jiff::Timestamp::from_second(minute * 60).expect("a timestamp"))
        };
        // What the clock showed in the hours before, it may show again.
        shown.extend((first - 180..first).map(at));
        let expected: Vec<i64> = (first..first + 2880)
            .filter(|minute| {
                let wall = at(*minute);
                shown.insert(wall) && matches(&cron, wall)
            })
            .map(|minute| minute * 60)
            .collect();
        let end = (first + 2880) * 60;
        let found: Vec<i64> = cron
            .next_runs(from, &zone)
            .map(|run| run.timestamp().as_second())
            .take_while(|run| *run < end)
            .collect();
        prop_assert_eq!(found, expected, "{} from {}", text, from);
    }

    #[test]
    fn takes_any_text(text in text(), offset in 0usize..1000) {
        let parsed = Schedule::parse(&text, offset);
        let whole = Span::new(offset, offset + text.len());
        let errors = parsed.problems.iter().any(|problem| problem.kind.class() == Class::Error);
        prop_assert_eq!(parsed.schedule.is_none(), errors);
        for problem in &parsed.problems {
            prop_assert!(whole.covers(problem.span));
            for fix in &problem.fixes {
                let mut end = offset;
                let mut edits = fix.edits.clone();
                edits.sort();
                for (span, _) in edits {
                    prop_assert!(span.start >= end && whole.covers(span), "{:?}", fix);
                    prop_assert!(text.is_char_boundary(span.start - offset));
                    prop_assert!(text.is_char_boundary(span.end - offset));
                    end = span.end;
                }
            }
        }
    }

    #[test]
    fn takes_any_words(words in prop::collection::vec((text(), 0usize..9, 0usize..9), 0..9)) {
        let words: Vec<(&str, Span)> = words
            .iter()
            .map(|(word, start, length)| (word.as_str(), Span::new(*start, start + length)))
            .collect();
        for form in [Form::OneLine, Form::Rate, Form::Cron] {
            let parsed = Schedule::from_words(form, &words);
            let errors = parsed.problems.iter().any(|problem| problem.kind.class() == Class::Error);
            prop_assert_eq!(parsed.schedule.is_none(), errors);
        }
    }
}
