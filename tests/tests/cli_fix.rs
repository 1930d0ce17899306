//! `arc-lsp check --fix`, `--unsafe-fixes` and `--diff` through the binary.

use arc_lsp_tests::folder::Folder;
use expect_test::expect;

/// A safe fix in the manifest, a missing handler, which only an unsafe fix makes, and an error without a fix.
const FIXTURE: &str =
    "@app\nmy app\n@events\nyolo\n@scheduled\na rate(1 days)\n#- src/scheduled/a/index.mjs\n";
const MENDED: &str = "@app\nmy app\n@events\nyolo\n@scheduled\na rate(1 day)\n";

#[test]
fn safe_fixes_are_applied_and_what_is_left_is_reported() {
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --fix --format concise");
    assert_eq!(ran.status, Some(1));
    assert_eq!(ran.stderr, "fixed app.arc\n");
    expect![[r#"
        app.arc:2:1: error[missing-app] `my app` is not a name: `@app` takes one word, without spaces
        app.arc:4:1: error[missing-handler] `yolo` has no handler: `src/events/yolo` is not there, and `arc deploy` stops at that; write `src/events/yolo/index.mjs`
        1 problem fixed, 2 errors left in 1 manifest.
        1 can be mended by --fix --unsafe-fixes.
    "#]]
    .assert_eq(&ran.stdout);
    assert_eq!(folder.read("app.arc"), MENDED);
    // Nothing is left for a second time.
    let ran = folder.run("check --fix --quiet");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(1), ""));
}

#[test]
fn unsafe_fixes_are_applied_when_they_are_asked_for() {
    let folder = Folder::new(&FIXTURE.replace("my app", "my-app"));
    // Not by their name alone.
    let ran = folder.run("check --unsafe-fixes");
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stdout.ends_with("1 can be mended by --fix, 1 more by --fix --unsafe-fixes.\n"),
        "{}",
        ran.stdout
    );
    assert!(!folder.has("src/events"));
    let ran = folder.run("check --fix --unsafe-fixes");
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (Some(0), "fixed app.arc\nwrote src/events/yolo/index.mjs\n")
    );
    assert_eq!(ran.stdout, "2 problems fixed, none left in 1 manifest.\n");
    assert!(folder.has("src/events/yolo/index.mjs"));
}

#[test]
fn json_says_how_many_were_fixed() {
    let folder = Folder::new(FIXTURE);
    let output = folder.check_json("--fix");
    assert_eq!(
        output["summary"],
        serde_json::json!({ "error": 2, "warning": 0, "hint": 0, "fixed": 1 })
    );
    arc_lsp_tests::schema::assert_valid(
        &arc_lsp_tests::schema::committed("check.schema.json"),
        &output,
    );
}

#[test]
fn a_diff_shows_and_changes_nothing() {
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --diff");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(1), "1 problem would be fixed\n"));
    expect![[r#"
        --- app.arc
        +++ app.arc
        @@ -3,4 +3,4 @@
         @events
         yolo
         @scheduled
        -a rate(1 days)
        +a rate(1 day)
    "#]]
    .assert_eq(&ran.stdout);
    assert!(folder.read("app.arc").contains("1 days"));
    let ran = folder.run("check --diff --fix --unsafe-fixes --quiet");
    assert!(
        ran.stdout.contains("--- /dev/null\n+++ src/events/yolo/index.mjs\n@@ -0,0 +1,"),
        "{}",
        ran.stdout
    );
    assert!(!folder.has("src/events") && ran.stderr.is_empty());
    assert_eq!(folder.run("check --diff --exit-zero").status, Some(0));
    let ran = folder.run("check --diff --select missing-app");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), ""));
    assert_eq!(ran.stderr, "no problem would be fixed\n");
    assert_eq!(folder.run("check --diff --format json").status, Some(2));
    assert_eq!(folder.run("check --diff nowhere").status, Some(2));
}

#[cfg(unix)]
#[test]
fn patch_takes_the_diff() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --diff --unsafe-fixes");
    let started = Command::new("patch")
        .args(["-p0", "--quiet"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .spawn();
    let Ok(mut patch) = started else {
        println!("skipped: no patch here");
        return;
    };
    patch.stdin.take().expect("piped").write_all(ran.stdout.as_bytes()).expect("it reads");
    assert!(patch.wait().expect("it ends").success());
    assert_eq!(folder.read("app.arc"), MENDED);
    assert!(folder.has("src/events/yolo/index.mjs"));
}

#[test]
fn only_what_is_reported_is_fixed() {
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --fix --select missing-app");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(1), ""));
    let ran = folder.run("check --fix --severity error --unsafe-fixes --ignore missing-handler");
    assert_eq!(ran.stderr, "fixed app.arc\n");
    assert!(!folder.has("src/events"));
}

#[test]
fn what_is_excluded_is_not_fixed() {
    let folder = Folder::new(&format!("{FIXTURE}#- arc-lsp.toml\nexclude = ['src/events']\n"));
    let ran = folder.run("check --fix --unsafe-fixes");
    assert_eq!(ran.stderr, "fixed app.arc\n");
    assert!(!folder.has("src/events"));
}

#[test]
fn stdin_comes_out_mended() {
    let folder = Folder::new("#- src/x.txt\n");
    let manifest = FIXTURE.split("#- ").next().expect("a part");
    let ran = folder.run_with("check - --fix --unsafe-fixes --format concise", manifest);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), MENDED));
    assert!(ran.stderr.contains("app.arc:4:1: error[missing-handler]"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("1 problem fixed, 3 errors left in 1 manifest.\n"),
        "{}",
        ran.stderr
    );
    assert!(!folder.has("app.arc") && !folder.has("src/events"));
    // Nothing to mend: it comes out as it went in.
    assert_eq!(folder.run_with("check - --fix", "@app\nmy-app\n").stdout, "@app\nmy-app\n");
    let ran = folder.run_with("check - --diff", manifest);
    assert!(ran.stdout.starts_with("--- app.arc\n"), "{}", ran.stdout);
}

#[test]
fn line_ends_and_a_mark_at_the_start_stay() {
    let folder = Folder::new("#- src/scheduled/a/index.mjs\n#- src/events/yolo/index.mjs\n");
    let manifest =
        format!("\u{feff}{}", FIXTURE.split("#- ").next().expect("a part").replace('\n', "\r\n"));
    folder.write("app.arc", &manifest);
    assert_eq!(folder.run("check --fix").stderr, "fixed app.arc\n");
    assert_eq!(folder.read("app.arc"), manifest.replace("1 days", "1 day"));
}

#[test]
fn what_is_no_utf_8_is_left_as_it_is() {
    let folder = Folder::new("#- src/scheduled/a/index.mjs\n");
    let bytes = b"# \xff\n@app\nmy-app\n@scheduled\na rate(1 days)\n";
    folder.write("app.arc", bytes);
    let ran = folder.run("check --fix");
    assert_eq!(std::fs::read(folder.path().join("app.arc")).expect("it is there"), bytes);
    assert_eq!(ran.stderr, "arc-lsp: cannot fix app.arc: it is not UTF-8\n");
    assert_eq!(ran.status, Some(2));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_not_followed() {
    use std::os::unix::fs::symlink;
    let manifest = "@app\nmy-app\n@scheduled\na rate(1 days)\n";
    let folder = Folder::new("#- out/x.txt\n#- in/src/scheduled/a/index.mjs\n");
    folder.write("out/app.arc", manifest);
    symlink("../out/app.arc", folder.path().join("in/app.arc")).expect("links can be made");
    let ran = folder.run("check --fix in");
    assert_eq!(ran.status, Some(2));
    assert_eq!(ran.stderr, "arc-lsp: cannot fix in/app.arc: a link leads out of the project\n");
    assert_eq!(folder.read("out/app.arc"), manifest);
    // Handlers neither.
    let folder = Folder::new("#- out/x.txt\n#- in/app.arc\n@app\nmy-app\n@events\nyolo\n");
    symlink("../out", folder.path().join("in/src")).expect("links can be made");
    let ran = folder.run("check --fix --unsafe-fixes in");
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr
            .contains("cannot fix in/src/events/yolo/index.mjs: a link leads out of the project"),
        "{}",
        ran.stderr
    );
    assert!(!folder.has("out/events"));
}

#[test]
fn several_projects_are_fixed_in_one_run() {
    let folder = Folder::new("");
    for name in ["a", "b/c"] {
        folder.write(&format!("{name}/app.arc"), FIXTURE.split("#- ").next().expect("a part"));
        folder.write(&format!("{name}/src/scheduled/a/index.mjs"), "");
    }
    let ran = folder.run("check --fix");
    assert_eq!(ran.stderr, "fixed a/app.arc\nfixed b/c/app.arc\n");
    assert!(
        ran.stdout.contains("2 problems fixed, 4 errors left in 2 manifests."),
        "{}",
        ran.stdout
    );
}
