//! `arc-lsp check --statistics` through the binary.

use arc_lsp_tests::folder::Folder;
use expect_test::expect;
use serde_json::json;

const FIXTURE: &str = "@app\nmy app\n@scheduled\na rate(1 days)\nb rate(2 day)\n@events\nx\ny\nz\n\
    #- src/scheduled/a/index.mjs\n#- src/scheduled/b/index.mjs\n";

#[test]
fn rules_are_counted() {
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --statistics");
    assert_eq!(ran.status, Some(1));
    expect![[r#"
        3 error   missing-handler unsafe fix
        2 error   invalid-rate    safe fix
        1 error   missing-app
        6 errors in 1 manifest.
        2 can be mended by --fix, 3 more by --fix --unsafe-fixes.
    "#]]
    .assert_eq(&ran.stdout);
    let ran = folder.run("check --statistics --quiet --select missing-app");
    assert_eq!(ran.stdout, "1 error   missing-app\n");
}

#[test]
fn programs_count_too() {
    let folder = Folder::new(FIXTURE);
    let output = folder.check_json("--statistics --ignore missing-app");
    assert_eq!(
        output,
        json!({
            "version": 1,
            "manifests": 1,
            "statistics": [
                {
                    "rule": "missing-handler",
                    "severity": "error",
                    "count": 3,
                    "fixable": { "safe": 0, "unsafe": 3 },
                },
                {
                    "rule": "invalid-rate",
                    "severity": "error",
                    "count": 2,
                    "fixable": { "safe": 2, "unsafe": 0 },
                },
            ],
            "summary": { "error": 5, "warning": 0, "hint": 0 },
        })
    );
}

#[test]
fn formats_of_services_list_problems_only() {
    let ran = Folder::new(FIXTURE).run("check --statistics --format sarif");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert_eq!(ran.stderr, "arc-lsp: --statistics takes the formats full, concise and json\n");
}
