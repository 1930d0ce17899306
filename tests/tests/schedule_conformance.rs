//! Schedules against other implementations: what they take, and when they run.
//!
//! Each disagreement stands in the table of `docs/schedules.md`, with the reason why ours stands.

use std::collections::{BTreeMap, BTreeSet};

use arc_lsp::manifest::schedule::{Schedule, timezone};
use arc_lsp_tests::places;
use arc_lsp_tests::schedule_peers::{self, Peers, Period, Runs};
use arc_lsp_tests::schedules::{ACCEPTED, REJECTED, expressions};

/// Ten years, or so many runs.
fn ten_years(count: usize) -> Period {
    let from: jiff::Timestamp = "2026-01-01T00:00:00Z".parse().expect("a timestamp");
    let until: jiff::Timestamp = "2036-01-01T00:00:00Z".parse().expect("a timestamp");
    Period { from: from.as_second(), until: until.as_second(), count }
}

/// Expressions in words that the peers know.
const IN_OTHER_WORDS: &[(&str, &str)] = &[
    ("0/30 20-2 ? * MON-FRI *", "0/30 0-2,20-23 ? * MON-FRI *"),
    ("0 22-6 * * ? *", "0 0-6,22-23 * * ? *"),
    ("0 22-6/2 * * ? *", "0 0,2,4,6,22 * * ? *"),
    ("50-10 * * * ? *", "0-10,50-59 * * * ? *"),
    ("50-10/5 * * * ? *", "0,5,10,50,55 * * * ? *"),
    ("0 9 28-3 * ? *", "0 9 1-3,28-31 1,3,5,7,8,10,12 ? *"),
    ("0 9 1 NOV-FEB ? *", "0 9 1 1,2,11,12 ? *"),
    ("0 9 ? 11-2 MON-FRI *", "0 9 ? 1,2,11,12 MON-FRI *"),
    ("0 9 ? * FRI-MON *", "0 9 ? * 1,2,6,7 *"),
    ("0 9 ? * SAT-SUN *", "0 9 ? * 1,7 *"),
    ("0-30/15,45 * * * ? *", "0,15,30,45 * * * ? *"),
    ("1-5,10-15,20/10 * * * ? *", "1-5,10-15,20,30,40,50 * * * ? *"),
    ("/15 * * * ? *", "0/15 * * * ? *"),
    ("0 9 30 * ? *", "0 9 30 1,3-12 ? *"),
    ("0 9 31 * ? *", "0 9 31 1,3,5,7,8,10,12 ? *"),
    ("0 9 31W * ? *", "0 9 31W 1,3,5,7,8,10,12 ? *"),
    ("0 9 ? * L *", "0 9 ? * SAT *"),
    ("0 9 29 2 ? *", "0 9 L 2 ? 2028/4"),
];

/// Expressions of the night, when clocks change.
const AT_NIGHT: &[&str] = &[
    "30 2 * * ? *",
    "30 1 * * ? *",
    "0 0 * * ? *",
    "15 2 L 3 ? *",
    "*/20 0-3 * * ? *",
    "0/30 1-3 ? * SUN *",
    "59 23 * * ? *",
    "45 2 * * ? *",
];

/// What stands between the parentheses of each `cron(…)`.
fn crons(table: &str) -> Vec<String> {
    let inner = |text: String| Some(text.strip_prefix("cron(")?.strip_suffix(')')?.to_owned());
    expressions(table).into_iter().filter_map(inner).collect()
}

fn ours(cron: &str, period: Period, zone: &str) -> Vec<i64> {
    let schedule = Schedule::parse(&format!("cron({cron})"), 0).schedule.expect(cron);
    let from = jiff::Timestamp::from_second(period.from).expect("a timestamp");
    let zone = timezone(zone).expect(zone);
    let runs = schedule.next_runs(from, &zone).expect("a cron has runs");
    runs.map(|run| run.timestamp().as_second())
        .take_while(|run| *run < period.until)
        .take(period.count)
        .collect()
}

/// The disagreements of `docs/schedules.md`, by peer.
fn explained() -> BTreeMap<String, BTreeSet<String>> {
    let path = places::checkout().join("docs/schedules.md");
    let text = std::fs::read_to_string(path).expect("the page is there");
    let mut explained: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [peer, crons, _theirs, _why] = cells.as_slice() else { continue };
        let Some(peer) = peer.strip_prefix("| ") else { continue };
        // Every second piece between backticks is code.
        let crons = crons.split('`').skip(1).step_by(2).map(str::to_owned);
        explained.entry(peer.to_owned()).or_default().extend(crons);
    }
    explained
}

#[track_caller]
fn check(peer: &str, asked: usize, found: &BTreeSet<String>) {
    let explained = explained().remove(peer).unwrap_or_default();
    println!("{peer}: {} of {asked} agree", asked - found.len());
    let unexplained: Vec<_> = found.difference(&explained).collect();
    assert!(unexplained.is_empty(), "{peer}: not explained: {unexplained:#?}");
    let settled: Vec<_> = explained.difference(found).collect();
    assert!(settled.is_empty(), "{peer}: explained, and there is no disagreement: {settled:#?}");
}

fn disagreements(
    crons: &[String],
    theirs: &[Runs],
    period: Period,
    zone: &str,
) -> BTreeSet<String> {
    let (mut compared, mut found) = (0, BTreeSet::new());
    for (cron, theirs) in crons.iter().zip(theirs) {
        let ours = ours(cron, period, zone);
        compared += ours.len();
        if theirs.runs != ours || theirs.error.is_some() {
            let at = theirs.runs.iter().zip(&ours).take_while(|(a, b)| a == b).count();
            let show = |runs: &[i64]| {
                let run = runs.get(at).copied()?;
                jiff::Timestamp::from_second(run).ok().map(|run| run.to_string())
            };
            println!(
                "  {cron}: run {at}: ours {:?}, theirs {:?} {:?}",
                show(&ours),
                show(&theirs.runs),
                theirs.error
            );
            found.insert(cron.clone());
        }
    }
    println!("{compared} runs of {} expressions compared in {zone}", crons.len());
    found
}

#[test]
fn runs_are_those_of_aws_cron_parser() {
    let Some(peers) = Peers::find() else { return };
    let (crons, period) = (crons(ACCEPTED), ten_years(2000));
    let theirs = peers.aws_cron_parser(&crons, period);
    check("aws-cron-parser", crons.len(), &disagreements(&crons, &theirs, period, "UTC"));
}

#[test]
fn runs_are_those_of_pyawscron() {
    let Some(peers) = Peers::find() else { return };
    let (crons, period) = (crons(ACCEPTED), ten_years(2000));
    let theirs = peers.pyawscron(&crons, period, "UTC");
    check("pyawscron", crons.len(), &disagreements(&crons, &theirs, period, "UTC"));
}

#[test]
fn runs_are_those_of_the_same_in_other_words() {
    let Some(peers) = Peers::find() else { return };
    let period = ten_years(2000);
    let asked: Vec<String> = IN_OTHER_WORDS.iter().map(|(_, asked)| (*asked).to_owned()).collect();
    let theirs = peers.aws_cron_parser(&asked, period);
    for ((cron, asked), theirs) in IN_OTHER_WORDS.iter().zip(theirs) {
        assert_eq!(theirs.error, None, "{asked}");
        let mut ours = ours(cron, period, "UTC");
        if *cron == "0 9 28-3 * ? *" {
            // Of the months of 31 days, all that the peer can be asked for; enough are left.
            ours.retain(|run| {
                let run = jiff::Timestamp::from_second(*run).expect("a timestamp");
                jiff::tz::TimeZone::UTC.to_datetime(run).date().days_in_month() == 31
            });
        }
        let both = ours.len().min(theirs.runs.len());
        assert!(both > 1, "{cron}");
        let differs = ours.iter().zip(&theirs.runs).position(|(ours, theirs)| ours != theirs);
        assert_eq!(differs, None, "{cron}: the first run that differs");
    }
}

#[test]
fn the_last_weekday_is_the_last_that_is_no_saturday_or_sunday() {
    let (period, zone) = (ten_years(2000), jiff::tz::TimeZone::UTC);
    let runs = ours("0 9 LW * ? *", period, "UTC");
    assert_eq!(runs.len(), 120, "one a month");
    for run in runs {
        let date = zone.to_datetime(jiff::Timestamp::from_second(run).expect("a timestamp")).date();
        let later = (date.day() + 1..=date.days_in_month()).map(|day| {
            jiff::civil::Date::new(date.year(), date.month(), day).expect("a day of the month")
        });
        let weekend = |date: jiff::civil::Date| date.weekday().to_monday_zero_offset() >= 5;
        assert!(!weekend(date) && later.clone().all(weekend), "{date}");
    }
}

#[test]
fn runs_keep_to_the_wall_clock_as_python_has_it() {
    let Some(peers) = Peers::find() else { return };
    let known = explained().remove("pyawscron").unwrap_or_default();
    let mut crons = crons(ACCEPTED);
    crons.retain(|cron| !known.contains(cron));
    crons.extend(AT_NIGHT.iter().map(|cron| (*cron).to_owned()));
    // A gap at midnight, half an hour, the southern summer, three quarters of an hour, none, and the usual two.
    for zone in [
        "America/New_York",
        "Europe/Berlin",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Asia/Kolkata",
    ] {
        let database = timezone(zone).expect(zone);
        let start = jiff::Timestamp::from_second(ten_years(0).from).expect("a timestamp");
        let mut starts: Vec<i64> = database
            .following(start)
            .take(4)
            .map(|change| change.timestamp().as_second())
            .collect();
        starts.push(start.as_second());
        for change in starts {
            let (from, until) = (change - 7 * 3600, change + 36 * 3600);
            let period = Period { from, until, count: 5000 };
            let theirs = peers.pyawscron(&crons, period, zone);
            let found = disagreements(&crons, &theirs, period, zone);
            assert!(found.is_empty(), "{zone}: {found:#?}");
        }
    }
}

#[test]
fn expressions_are_taken_as_aws_cron_expression_validator_takes_them() {
    let Some(peers) = Peers::find() else { return };
    let mut asked = crons(ACCEPTED);
    asked.extend(crons(REJECTED));
    let theirs = peers.validator(&asked);
    let found: BTreeSet<String> = asked
        .iter()
        .zip(theirs)
        .filter(|(cron, theirs)| {
            Schedule::parse(&format!("cron({cron})"), 0).schedule.is_some() != *theirs
        })
        .map(|(cron, _)| cron.clone())
        .collect();
    check("aws-cron-expression-validator", asked.len(), &found);
}

#[test]
fn what_the_inventory_refuses_is_refused() {
    let Some(folder) = places::reference() else { return };
    let (accepted, rejected) = (expressions(ACCEPTED), expressions(REJECTED));
    for (text, theirs) in accepted.iter().zip(schedule_peers::inventory(&folder, &accepted)) {
        assert!(theirs, "the inventory refuses `{text}`");
    }
    let theirs = schedule_peers::inventory(&folder, &rejected);
    let both = theirs.iter().filter(|theirs| !**theirs).count();
    println!(
        "{} accepted by both; {both} refused by both; {} refused for AWS alone",
        accepted.len(),
        rejected.len() - both
    );
    assert!(both > 100, "{both}");
}
