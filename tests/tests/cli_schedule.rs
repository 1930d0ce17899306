//! `arc-lsp schedule` through the binary.

use arc_lsp_tests::folder::Folder;

#[test]
fn a_schedule_in_words_with_its_runs() {
    let ran = Folder::new("").run_words(&[
        "schedule",
        "cron(0 18 ? * MON-FRI *)",
        "--timezone",
        "Europe/Berlin",
        "--from",
        "2026-03-27T18:00:00Z",
        "--count",
        "2",
    ]);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        ran.stdout,
        "Every weekday at 18:00 Europe/Berlin\n\n\
         Mon 2026-03-30 18:00 +02:00\n\
         Tue 2026-03-31 18:00 +02:00\n"
    );
}

#[test]
fn a_refused_schedule_is_status_1() {
    let ran = Folder::new("").run_words(&["schedule", "cron(0/15 * * * *)"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(1), ""));
    assert!(ran.stdout.ends_with("  fix: cron(0/15 * * * ? *)\n"), "{}", ran.stdout);
}

#[test]
fn a_rate_has_no_dates() {
    let ran = Folder::new("").run_words(&["schedule", "rate(1 day)", "--format", "json"]);
    assert_eq!(ran.status, Some(0));
    let answer = ran.json();
    assert_eq!(answer["description"], "Every 24 hours, counted from the deploy");
    assert!(answer["runs"].is_null());
}

#[test]
fn senseless_arguments_are_status_2() {
    let folder = Folder::new("");
    for arguments in [
        &["schedule"][..],
        &["schedule", "rate(1 day)", "--timezone", "Europe/Berln"],
        &["schedule", "rate(1 day)", "--from", "yesterday"],
        &["schedule", "rate(1 day)", "--count", "-1"],
    ] {
        let ran = folder.run_words(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!ran.stderr.is_empty(), "{arguments:?}");
    }
}
