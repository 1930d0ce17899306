//! Formats for programs over problems in several files: each names its own, and each document is what its service takes.

use std::collections::BTreeSet;

use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::{places, schema};
use serde_json::Value;

/// Two manifests and a config with problems, with fixes safe and unsafe, with related places in one file and in two, and
/// one manifest without.
const FIXTURE: &str = "#- a/app.arc\n@app\nmy app\n@scheduled\nnightly rate(1 days)\n@events\nx\nx\n@queus\njobs\n\
    #- a/src/scheduled/nightly/index.mjs\n#- a/src/scheduled/nightly/config.arc\n@app\n# arc-lsp: ignore[missing-app]\n\
    #- b c/app.arc\n@app\nsecond\n@events\nyolo\n#- b c/src/events/oh/index.mjs\n\
    #- ok/app.arc\n@app\nfine\n";

/// The problems as `--format json` has them: file, line and rule of each.
fn problems(folder: &Folder) -> Vec<(String, u64, String)> {
    let output = folder.check_json("");
    schema::assert_valid(&schema::committed("check.schema.json"), &output);
    let problems = output["problems"].as_array().expect("a list");
    // What makes the run worth holding against the schemas.
    let any = |test: &dyn Fn(&Value) -> bool| problems.iter().any(test);
    assert!(any(&|it| it["related"].as_array().is_some_and(|related| !related.is_empty())));
    assert!(
        any(&|it| it["fixes"][0]["safe"] == true) && any(&|it| it["fixes"][0]["safe"] == false)
    );
    assert!(any(&|it| it["fixes"][0]["creates"][0].is_object()));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    problems
        .iter()
        .map(|it| {
            let line = it["range"]["start"]["line"].as_u64().expect("a number");
            (text(&it["file"]), line, text(&it["rule"]))
        })
        .collect()
}

#[test]
fn json_names_each_file_in_order() {
    let folder = Folder::new(FIXTURE);
    let found = problems(&folder);
    let files: BTreeSet<&str> = found.iter().map(|(file, ..)| file.as_str()).collect();
    assert!(files.contains("a/app.arc") && files.contains("b c/app.arc"), "{files:?}");
    assert!(files.len() >= 3, "{files:?}");
    assert!(found.is_sorted_by_key(|(file, line, _)| (file.clone(), *line)), "{found:#?}");
}

#[test]
fn sarif_gitlab_junit_and_github_have_the_same_problems() {
    let folder = Folder::new(FIXTURE);
    let found = problems(&folder);
    let sarif = folder.run("check --format sarif").json();
    let results = sarif["runs"][0]["results"].as_array().expect("a list").iter();
    let results = results.map(|it| {
        let location = &it["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().expect("a text");
        let line = location["region"]["startLine"].as_u64().unwrap_or(1);
        (uri.replace("%20", " "), line, it["ruleId"].as_str().expect("a text").to_owned())
    });
    assert_eq!(results.collect::<Vec<_>>(), found);

    let gitlab = folder.run("check --format gitlab").json();
    let issues = gitlab.as_array().expect("a list");
    let fingerprints: BTreeSet<_> = issues.iter().map(|it| it["fingerprint"].as_str()).collect();
    assert_eq!(fingerprints.len(), found.len());
    let issues = issues.iter().map(|it| {
        let line = it["location"]["lines"]["begin"].as_u64().expect("a number");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        (text(&it["location"]["path"]), line, text(&it["check_name"]))
    });
    assert_eq!(issues.collect::<Vec<_>>(), found);

    let junit = folder.run("check --format junit").stdout;
    let document = roxmltree::Document::parse(&junit).expect("well-formed");
    let cases = document.descendants().filter(|node| node.has_tag_name("testcase"));
    let cases = cases.filter(|case| case.has_attribute("line")).map(|case| {
        let attribute = |name| case.attribute(name).expect("it is there").to_owned();
        let rule = attribute("name").split(' ').next().expect("a word").to_owned();
        (attribute("file"), attribute("line").parse().expect("a number"), rule)
    });
    assert_eq!(cases.collect::<Vec<_>>(), found);
    let suites = document.descendants().filter(|node| node.has_tag_name("testsuite"));
    assert!(suites.filter_map(|suite| suite.attribute("name")).any(|name| name == "ok/app.arc"));

    let github = folder.run("check --format github").stdout;
    let annotated = github.lines().filter(|line| line.starts_with("::")).count();
    assert_eq!(annotated, found.len(), "{github}");
    for (file, line, rule) in &found {
        let command = format!("file={file},line={line},");
        let named = |it: &str| it.contains(&command) && it.contains(&format!("title={rule}::"));
        assert!(github.lines().any(named), "{command} {rule}\n{github}");
    }
}

#[test]
fn sarif_is_valid_for_all_of_them() {
    let path = places::checkout().join("tests/fixtures/sarif/sarif-schema-2.1.0.json");
    let text = std::fs::read_to_string(path).expect("the schema is committed");
    // See `cli_formats.rs`: the bracket closes nothing.
    let text = text.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let sarif = Folder::new(FIXTURE).run("check --format sarif").json();
    schema::assert_valid(&schema, &sarif);
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert!(results.iter().any(|it| it["relatedLocations"].is_array()));
    assert!(results.iter().any(|it| it["fixes"].is_array()));
}
