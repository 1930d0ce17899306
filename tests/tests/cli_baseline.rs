//! `arc-lsp check --baseline` and `--write-baseline` through the binary.

use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::schema;
use expect_test::expect;
use serde_json::{Value, json};

/// Two problems of one kind on lines alike, and another.
const APP: &str = "@app\nmy-app\n@x\nbad!\n@event\nbad!\n@events\nbad!\n";
const SELECT: &str = "--select invalid-name,unknown-pragma,missing-app";

fn folder() -> Folder {
    Folder::new(&format!("#- a/app.arc\n{APP}#- b/app.arc\n@app\nmy app\n"))
}

#[test]
fn the_problems_of_today_are_known_tomorrow() {
    let folder = folder();
    let ran = folder.run(&format!("check {SELECT} --write-baseline known.json"));
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), "wrote 3 problems to known.json\n"));
    assert_eq!(ran.stdout, "No new problems in 2 manifests; 3 known problems are not shown.\n");
    expect![[r#"
        {
          "version": 1,
          "problems": [
            {
              "file": "a/app.arc",
              "rule": "invalid-name",
              "line": "bad!",
              "count": 1
            },
            {
              "file": "a/app.arc",
              "rule": "unknown-pragma",
              "line": "@event",
              "count": 1
            },
            {
              "file": "b/app.arc",
              "rule": "missing-app",
              "line": "my app",
              "count": 1
            }
          ]
        }
    "#]]
    .assert_eq(&folder.read("known.json"));
    let known: Value = serde_json::from_str(&folder.read("known.json")).expect("JSON");
    schema::assert_valid(&schema::committed("baseline.schema.json"), &known);

    let check = format!("check {SELECT} --baseline known.json");
    let ran = folder.run(&check);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    let output = folder.run(&format!("{check} --format json")).json();
    assert_eq!(output["summary"], json!({ "error": 0, "warning": 0, "hint": 0, "known": 3 }));
    schema::assert_valid(&schema::committed("check.schema.json"), &output);

    // Lines come and go above them; one more of a kind is new.
    folder.write("a/app.arc", format!("# more\n\n{APP}bad!\nworse!\n"));
    let ran = folder.run(&format!("{check} --format concise"));
    assert_eq!(ran.status, Some(1));
    expect![[r#"
        a/app.arc:11:1: error[invalid-name] `bad!` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `!`
        a/app.arc:12:1: error[invalid-name] `worse!` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `!`
        2 errors in 2 manifests; 3 known problems are not shown.
    "#]]
    .assert_eq(&ran.stdout);
}

#[test]
fn what_no_longer_occurs_is_said() {
    let folder = folder();
    folder.run("check --write-baseline known.json");
    folder.write("a/app.arc", "@app\nmy-app\n@events\nbad!\n");
    folder.remove("b");
    let ran = folder.run("check --baseline known.json");
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        ran.stderr,
        "arc-lsp: 2 known problems of known.json no longer occur; --write-baseline takes them out:\n  \
         a/app.arc: unknown-pragma at `@event`\n  b/app.arc: missing-app at `my app`\n"
    );
    assert_eq!(folder.run("check --baseline known.json --quiet").stderr, "");
    // Selected or not, it occurs.
    let ran = folder.run("check --baseline known.json --severity error --select missing-app");
    assert!(ran.stderr.contains(" 2 known problems "), "{}", ran.stderr);
    assert_eq!(ran.stdout, "No problems in 1 manifest.\n");
    folder.run("check --write-baseline known.json");
    assert_eq!(folder.run("check --baseline known.json").stderr, "");
}

#[test]
fn of_what_is_not_checked_nothing_is_said_and_nothing_lost() {
    let folder = folder();
    folder.run("check --write-baseline known.json");
    let ran = folder.run("check b --baseline known.json");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    folder.write("b/app.arc", "@app\nmy-app\n");
    folder.run("check b --write-baseline known.json");
    let known = folder.read("known.json");
    assert!(known.contains("a/app.arc") && !known.contains("b/app.arc"), "{known}");
}

#[test]
fn paths_are_relative_to_the_file_itself() {
    let folder = folder();
    folder.write("ci/x.txt", "");
    folder.run("check --write-baseline ci/known.json");
    assert!(folder.read("ci/known.json").contains("\"../a/app.arc\""));
    let ran = folder.run_in("b", "check .. --baseline ../ci/known.json", "");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_file_that_is_no_baseline_ends_the_run() {
    let folder = folder();
    let ran = folder.run("check --baseline nowhere.json");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.ends_with("; --write-baseline makes one\n"), "{}", ran.stderr);
    for (text, message) in [
        ("[]", "known.json:1:"),
        ("{\n\"version\": 1, \"problems\": [{}]}", "known.json:2:"),
        ("{\"version\": 2, \"problems\": []}", "known.json is a baseline of version 2"),
    ] {
        folder.write("known.json", text);
        for option in ["--baseline", "--write-baseline"] {
            let ran = folder.run(&format!("check {option} known.json"));
            assert_eq!(ran.status, Some(2), "{text}");
            assert!(ran.stderr.contains(message), "{}", ran.stderr);
            assert_eq!(folder.read("known.json"), text);
        }
    }
}

#[test]
fn none_is_written_where_not_all_was_checked() {
    let folder = folder();
    let ran = folder.run("check . nowhere --write-baseline known.json");
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr.ends_with("known.json is not written, since not all could be checked\n"),
        "{}",
        ran.stderr
    );
    assert!(!folder.has("known.json"));
}

#[test]
fn what_is_fixed_is_not_known() {
    let folder = Folder::new(
        "@app\nmy-app\n@scheduled\na rate(1 days)\n@events\nbad!\n#- src/scheduled/a/index.mjs\n",
    );
    let ran = folder.run("check --fix --write-baseline known.json");
    assert!(ran.stdout.starts_with("1 problem fixed, none left in 1 manifest; "), "{}", ran.stdout);
    assert!(!folder.read("known.json").contains("invalid-rate"));
}
