//! The formats of `arc-lsp check` through the binary.

use std::collections::HashSet;

use arc_lsp::rules;
use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::schema;
use expect_test::expect;
use serde_json::Value;

/// An error with a related place, one with a fix, a warning, and a name that has to be escaped.
const FIXTURE: &str = "#- a, b/app.arc\n@app\nmy-app\n@event\nx\n@a\nx\n  y\n    a\n@b\n1\n@queues\n\"ä%\"\n@c\nz\n\
    #- ok/app.arc\n@app\nfine\n";

#[test]
fn concise() {
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --format concise");
    assert_eq!(ran.status, Some(1));
    expect![[r#"
        a, b/app.arc:3:1: warning[unknown-pragma] Architect knows no `@event` and ignores all below it: did you mean `@events`?
        a, b/app.arc:9:1: error[swallowed-lines] `@b` and the line below it are not read: behind the list that is indented below `x`, Architect's parser skips too far, without a word
        a, b/app.arc:12:1: error[invalid-name] `ä%` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `ä`
        a, b/app.arc:12:1: error[missing-handler] `"ä%"` has no handler: `src/queues/ä%` is not there, and `arc deploy` stops at that; write `src/queues/ä%/index.mjs`
        3 errors and 1 warning in 2 manifests.
        3 can be mended by --fix --unsafe-fixes.
    "#]]
    .assert_eq(&ran.stdout);
}

#[test]
fn github_annotates_errors_first() {
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --format github");
    expect![[r#"
        ::error file=a%2C b/app.arc,line=9,endLine=10,title=swallowed-lines::`@b` and the line below it are not read: behind the list that is indented below `x`, Architect's parser skips too far, without a word
        ::error file=a%2C b/app.arc,line=12,endLine=12,col=1,endColumn=5,title=invalid-name::`ä%25` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `ä`
        ::error file=a%2C b/app.arc,line=12,endLine=12,col=1,endColumn=5,title=missing-handler::`"ä%25"` has no handler: `src/queues/ä%25` is not there, and `arc deploy` stops at that; write `src/queues/ä%25/index.mjs`
        ::warning file=a%2C b/app.arc,line=3,endLine=3,col=1,endColumn=7,title=unknown-pragma::Architect knows no `@event` and ignores all below it: did you mean `@events`?
        3 errors and 1 warning in 2 manifests.
    "#]].assert_eq(&ran.stdout);
}

#[test]
fn github_has_paths_of_the_repository_and_a_summary() {
    let folder = Folder::new(FIXTURE);
    let root = folder.path();
    let summary = root.join("summary.md");
    let variables = [
        ("GITHUB_WORKSPACE", root.to_str().expect("UTF-8")),
        ("GITHUB_STEP_SUMMARY", summary.to_str().expect("UTF-8")),
    ];
    let ran = folder.run_env_in("a, b", "check --format github", &variables);
    assert!(ran.stdout.starts_with("::error file=a%2C b/app.arc,line=9,"), "{}", ran.stdout);
    expect![[r####"
        ### arc-lsp

        3 errors and 1 warning in 1 manifest.

        | severity | rule | place | problem |
        | --- | --- | --- | --- |
        | error | [swallowed-lines](https://github.com/architect/parser) | app.arc:9 | `@b` and the line below it are not read: behind the list that is indented below `x`, Architect's parser skips too far, without a word |
        | error | [invalid-name](https://arc.codes/docs/en/reference/project-manifest/http) | app.arc:12 | `ä%` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `ä` |
        | error | [missing-handler](https://arc.codes/docs/en/guides/developer-experience/create-functions-fast) | app.arc:12 | `"ä%"` has no handler: `src/queues/ä%` is not there, and `arc deploy` stops at that; write `src/queues/ä%/index.mjs` |
        | warning | [unknown-pragma](https://arc.codes/docs/en/get-started/project-manifest) | app.arc:3 | Architect knows no `@event` and ignores all below it: did you mean `@events`? |

    "####]].assert_eq(&folder.read("summary.md"));
}

#[test]
fn github_says_how_many_it_leaves_out() {
    let topics: String = (0..13).map(|number| format!("{number}!\n")).collect();
    let folder = Folder::new(&format!("@app\nmy-app\n@a\n{topics}@events\n{topics}"));
    let ran = folder.run("check --format github --select invalid-name");
    let annotated = ran.stdout.lines().filter(|line| line.starts_with("::error ")).count();
    assert_eq!(annotated, 10, "{}", ran.stdout);
    assert!(
        ran.stdout.contains(
            "\n3 more errors, not annotated: GitHub shows 10 of a kind\napp.arc:28:1: error["
        ),
        "{}",
        ran.stdout
    );
}

#[test]
fn gitlab_has_what_is_required() {
    let folder = Folder::new(FIXTURE);
    let output = folder.run("check --format gitlab").json();
    let issues = output.as_array().expect("an array");
    assert_eq!(issues.len(), 4);
    let mut fingerprints = HashSet::new();
    for issue in issues {
        for field in ["description", "check_name", "fingerprint", "severity"] {
            assert!(issue[field].is_string(), "{field}: {issue}");
        }
        assert!(
            ["info", "minor", "major", "critical", "blocker"]
                .contains(&issue["severity"].as_str().expect("a text"))
        );
        assert_eq!(issue["location"]["path"], "a, b/app.arc");
        assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
        assert!(fingerprints.insert(issue["fingerprint"].as_str().expect("a text")), "{issue}");
    }
    assert_eq!(Folder::new("@app\nfine\n").run("check --format gitlab").stdout, "[]\n");
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let fingerprint = |manifest: &str| {
        let output = Folder::new(manifest).run("check --format gitlab").json();
        output[0]["fingerprint"].as_str().expect("a text").to_owned()
    };
    let before = fingerprint("@app\nmy app\n");
    assert_eq!(before, fingerprint("# more\n\n@app\n\nmy app\n"));
    assert_ne!(before, fingerprint("@app\nmy other app\n"));
}

#[test]
fn junit_fails_for_what_makes_the_run_fail() {
    let folder = Folder::new(FIXTURE);
    let ran = folder.run("check --format junit --ignore swallowed-lines,missing-handler");
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="arc-lsp" tests="3" failures="1" errors="0">
          <testsuite name="a, b/app.arc" tests="2" failures="1" errors="0" skipped="0">
            <testcase name="unknown-pragma at 3:1" classname="a, b/app.arc" file="a, b/app.arc" line="3">
              <system-out>a, b/app.arc:3:1: warning[unknown-pragma] Architect knows no `@event` and ignores all below it: did you mean `@events`?
        https://arc.codes/docs/en/get-started/project-manifest</system-out>
            </testcase>
            <testcase name="invalid-name at 12:1" classname="a, b/app.arc" file="a, b/app.arc" line="12">
              <failure type="error" message="`ä%` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `ä`">a, b/app.arc:12:1: error[invalid-name] `ä%` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `ä`
        https://arc.codes/docs/en/reference/project-manifest/http</failure>
            </testcase>
          </testsuite>
          <testsuite name="ok/app.arc" tests="1" failures="0" errors="0" skipped="0">
            <testcase name="check" classname="ok/app.arc" file="ok/app.arc"/>
          </testsuite>
        </testsuites>
    "#]].assert_eq(&ran.stdout);
    let counts = |text: &str| {
        let document = roxmltree::Document::parse(text).expect("well-formed");
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        for suite in root.children().filter(|node| node.is_element()) {
            assert_eq!(suite.tag_name().name(), "testsuite");
            let cases: Vec<_> = suite.children().filter(|node| node.is_element()).collect();
            let failed =
                cases.iter().filter(|case| case.children().any(|n| n.has_tag_name("failure")));
            assert_eq!(suite.attribute("tests"), Some(cases.len().to_string().as_str()));
            assert_eq!(suite.attribute("failures"), Some(failed.count().to_string().as_str()));
            assert!(suite.attribute("name").is_some());
            for case in cases {
                assert!(case.attribute("name").is_some() && case.attribute("classname").is_some());
            }
        }
        [root.attribute("tests"), root.attribute("failures")].map(|it| it.map(str::to_owned))
    };
    let of = |tests: &str, failures: &str| [Some(tests.to_owned()), Some(failures.to_owned())];
    assert_eq!(counts(&ran.stdout), of("3", "1"));
    let ran =
        folder.run("check --format junit --ignore swallowed-lines,missing-handler --deny-warnings");
    assert_eq!(counts(&ran.stdout), of("3", "2"));
    for rule in rules::all() {
        counts(&Folder::new(rule.example.bad).run("check --format junit").stdout);
    }
}

#[test]
fn sarif_is_what_the_standard_says() {
    let path =
        arc_lsp_tests::places::checkout().join("tests/fixtures/sarif/sarif-schema-2.1.0.json");
    let text = std::fs::read_to_string(path).expect("the schema is committed");
    // The published pattern of a language has a bracket that closes nothing, which regular expressions with Unicode
    // refuse; it is meant as it stands.
    let text = text.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    schema::assert_valid(&schema, &Folder::new(FIXTURE).run("check --format sarif").json());
    for rule in rules::all() {
        let output = Folder::new(rule.example.bad).run("check --format sarif").json();
        schema::assert_valid(&schema, &output);
        // What compares two versions finds nothing in one.
        if rules::compares_versions(rule.name) {
            continue;
        }
        let result = &output["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], rule.name);
        let index = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(output["runs"][0]["tool"]["driver"]["rules"][index]["id"], rule.name);
    }
}

#[test]
fn sarif_says_where_and_what_to_do() {
    let output = Folder::new(FIXTURE).run("check --format sarif --select swallowed-lines").json();
    let mut result = output["runs"][0]["results"][0].clone();
    // It moves with every new rule.
    result["ruleIndex"].take();
    expect![[r#"
        {
          "ruleId": "swallowed-lines",
          "ruleIndex": null,
          "level": "error",
          "message": {
            "text": "`@b` and the line below it are not read: behind the list that is indented below `x`, Architect's parser skips too far, without a word"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a%2C%20b/app.arc"
                },
                "region": {
                  "startLine": 9,
                  "startColumn": 1,
                  "endLine": 10,
                  "endColumn": 2,
                  "byteOffset": 36,
                  "byteLength": 4
                }
              }
            }
          ],
          "partialFingerprints": {
            "arcLsp/v1": "a962e8ad9e2633b0a766628e90b9dab2"
          },
          "fixes": [
            {
              "description": {
                "text": "Write the list on the line of its key"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "a%2C%20b/app.arc"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "startLine": 7,
                        "startColumn": 4,
                        "endLine": 8,
                        "endColumn": 6,
                        "byteOffset": 29,
                        "byteLength": 6
                      },
                      "insertedContent": {
                        "text": " a"
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
    "#]].assert_eq(&format!("{result:#}\n"));
}

#[test]
fn output_goes_to_a_file_where_one_is_named() {
    let folder = Folder::new("@app\nmy app\n");
    let ran = folder.run("check --format json --output-file out.json --color always");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""));
    assert!(folder.read("out.json").starts_with("{\"version\":1,"));
    let ran = folder.run("check -o no/such/folder/out.txt");
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr.starts_with("arc-lsp: cannot write no/such/folder/out.txt: "),
        "{}",
        ran.stderr
    );
}
