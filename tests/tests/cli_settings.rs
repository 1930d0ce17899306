//! `arc-lsp.toml` and the options of `arc-lsp check` that say what is reported and what counts.

use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::schema;
use serde_json::{Value, json};

/// An error in `@app` and a warning at `@event`.
const BOTH: &str = "@app\nmy app\n@event\nx\n";

fn rules(output: &Value) -> Vec<String> {
    let problems = output["problems"].as_array().expect("a list of problems");
    let shown = |p: &Value| {
        format!("{} {}", p["severity"].as_str().unwrap_or(""), p["rule"].as_str().unwrap_or(""))
    };
    problems.iter().map(shown).collect()
}

#[test]
fn the_nearest_settings_count() {
    let folder = Folder::new(&format!(
        "#- arc-lsp.toml\n[rules]\nmissing-app = 'off'\n#- a/app.arc\n{BOTH}#- b/app.arc\n{BOTH}\
         #- b/arc-lsp.toml\n[rules]\nunknown-pragma = 'error'\n"
    ));
    assert_eq!(rules(&folder.check_json("a")), ["warning unknown-pragma"]);
    assert_eq!(rules(&folder.check_json("b")), ["error missing-app", "error unknown-pragma"]);
    assert_eq!(rules(&folder.check_json("a --no-config")).len(), 2);
    assert_eq!(rules(&folder.check_json("b --config arc-lsp.toml")), ["warning unknown-pragma"]);
}

#[test]
fn settings_that_make_no_sense_are_named_with_their_place() {
    let folder = Folder::new(&format!(
        "#- a/arc-lsp.toml\nstage = 'staging'\nstege = 'x'\n[rules]\nmissing-ap = 'off'\n#- a/app.arc\n{BOTH}\
         #- b/app.arc\n{BOTH}"
    ));
    let ran = folder.run("check");
    assert_eq!(ran.status, Some(2));
    assert_eq!(
        ran.stderr,
        "arc-lsp: a/arc-lsp.toml:2:1: there is no setting `stege`: did you mean `stage`?\n\
         arc-lsp: a/arc-lsp.toml:4:1: there is no rule `missing-ap`: did you mean `missing-app`?\n"
    );
    // The other manifest is checked all the same.
    assert!(ran.stdout.contains("--> b/app.arc:2:1"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("a/app.arc"), "{}", ran.stdout);
    let ran = folder.run("check b --config nowhere.toml");
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("nowhere.toml:1:1: cannot read it"), "{}", ran.stderr);
}

#[test]
fn what_settings_leave_out_is_not_checked() {
    let folder = Folder::new(&format!(
        "#- arc-lsp.toml\nexclude = ['/old', 'fixtures/']\n#- old/app.arc\n{BOTH}#- x/fixtures/y/app.arc\n{BOTH}\
         #- new/app.arc\n{BOTH}"
    ));
    let output = folder.check_json("");
    assert_eq!((&output["manifests"], rules(&output).len()), (&json!(1), 2));
    let ran = folder.run("check old");
    assert_eq!(ran.status, Some(2));
    assert_eq!(ran.stderr, "arc-lsp: nothing to check: the settings leave every manifest out\n");
}

#[test]
fn another_release_is_asked_for() {
    let folder = Folder::new(&format!("{BOTH}#- arc-lsp.toml\nrequired-version = '>=99'\n"));
    let ran = folder.run("check");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert!(
        ran.stderr.contains("arc-lsp.toml:1:20: this project takes arc-lsp `>=99`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn rules_are_selected_and_ignored_by_name() {
    let folder = Folder::new(BOTH);
    assert_eq!(rules(&folder.check_json("--select missing-app")), ["error missing-app"]);
    assert_eq!(rules(&folder.check_json("--ignore missing-app")), ["warning unknown-pragma"]);
    assert_eq!(rules(&folder.check_json("--select missing-app,unknown-pragma")).len(), 2);
    assert_eq!(rules(&folder.check_json("--select missing-app --ignore missing-app")).len(), 0);
    let ran = folder.run("check --ignore mising-app");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert_eq!(ran.stderr, "arc-lsp: there is no rule `mising-app`: did you mean `missing-app`?\n");
    // Selected by name, it is wanted whatever the settings say.
    folder.write("arc-lsp.toml", "[rules]\nmissing-app = 'off'\n");
    assert_eq!(rules(&folder.check_json("--select missing-app")), ["error missing-app"]);
}

#[test]
fn severities_decide_what_is_reported_and_what_fails() {
    let folder = Folder::new(BOTH);
    assert_eq!(rules(&folder.check_json("--severity error")), ["error missing-app"]);
    let status = |arguments: &str| folder.run(&format!("check {arguments}")).status;
    assert_eq!(status(""), Some(1));
    assert_eq!(status("--exit-zero"), Some(0));
    assert_eq!(status("--ignore missing-app"), Some(0));
    assert_eq!(status("--ignore missing-app --deny-warnings"), Some(1));
    assert_eq!(status("--ignore missing-app,unknown-pragma --deny-warnings"), Some(0));
    assert_eq!(status("nowhere --exit-zero"), Some(2));
}

#[test]
fn quiet_prints_problems_only() {
    let folder = Folder::new(BOTH);
    let ran = folder.run("check --quiet");
    assert!(ran.stdout.contains("missing-app") && !ran.stdout.contains("in 1 manifest"));
    assert_eq!(folder.run("check --quiet --ignore missing-app,unknown-pragma").stdout, "");
}

#[test]
fn any_number_of_threads_finds_the_same() {
    let folder = Folder::new("");
    for number in 0..20 {
        folder.write(&format!("{number}/app.arc"), BOTH);
    }
    let one = folder.check_json("--jobs 1");
    assert_eq!(one["manifests"], 20);
    assert_eq!(one, folder.check_json("--jobs 4"));
    assert_eq!(folder.run("check --jobs 0").status, Some(2));
}

#[test]
fn the_schema_of_the_settings_is_committed_and_takes_them() {
    let schema = schema::committed("arc-lsp.schema.json");
    assert_eq!(schema, Folder::new("").run("explain --settings --format json").json());
    schema::assert_valid(
        &schema,
        &json!({
            "required-version": ">=0.1",
            "stage": "production",
            "architect": "10.16",
            "exclude": ["old/"],
            "rules": { "missing-app": "off" },
            "format": { "quotes": "keep", "align-comments": false },
        }),
    );
    for wrong in [
        json!({ "stege": "x" }),
        json!({ "architect": "^10" }),
        json!({ "rules": { "missing-ap": "off" } }),
    ] {
        assert!(!schema::is_valid(&schema, &wrong), "{wrong}");
    }
}
