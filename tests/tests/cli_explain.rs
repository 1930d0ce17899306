//! `arc-lsp explain` through the binary.

use arc_lsp_tests::folder::Folder;

#[test]
fn a_rule_is_explained() {
    let ran = Folder::new("").run("explain missing-app");
    assert_eq!(ran.status, Some(0));
    for part in ["missing-app\n", "What it finds", "Why it matters", "What to do", "    @app\n"] {
        assert!(ran.stdout.contains(part), "{part}\n{}", ran.stdout);
    }
}

#[test]
fn every_rule_is_listed_and_can_be_explained() {
    let folder = Folder::new("");
    let rules = folder.run("explain --format json").json();
    let rules = rules.as_array().expect("a list");
    assert!(rules.len() > 10, "{}", rules.len());
    let listed = folder.run("explain").stdout;
    assert_eq!(listed.lines().count(), rules.len());
    for rule in rules {
        let name = rule["name"].as_str().expect("a name");
        assert!(listed.lines().any(|line| line.starts_with(name)), "{name}");
        assert_eq!(folder.run(&format!("explain --format json {name}")).json(), *rule);
    }
}

#[test]
fn an_unknown_rule_gets_a_suggestion() {
    let ran = Folder::new("").run("explain misssing-app");
    assert_eq!(ran.status, Some(2));
    assert_eq!(
        ran.stderr,
        "arc-lsp: there is no rule `misssing-app`: did you mean `missing-app`?\n"
    );
}
