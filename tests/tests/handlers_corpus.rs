//! The verdict on every handler of the corpus' projects that is not on the disk, and on every directory that no
//! function uses: what is truly missing, and what explains the rest.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use arc_lsp::project::HandlerState;
use arc_lsp::rules::{self, Severity};
use arc_lsp_tests::{corpus, places};

#[test]
fn what_is_missing_is_said_and_what_is_made_is_not() {
    let Some(projects) = corpus::projects() else { return };
    let mut table = String::new();
    let (mut functions, mut absent, mut errors, mut by_reference) = (0, 0, 0, 0);
    for project in &projects {
        let loaded = project.load();
        functions += loaded.functions.len();
        let missing = &project.reference["reference"]["lax"]["missing"];
        by_reference += missing.as_array().map_or(0, Vec::len);
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for (index, state) in loaded.handlers.iter().enumerate() {
            let reason = match state {
                HandlerState::Found { .. } | HandlerState::Directory => continue,
                HandlerState::Compiled { .. } => "its source lies in its directory".to_owned(),
                HandlerState::Missing { explained: Some(_), .. } => {
                    "made by a build or a plugin".to_owned()
                }
                HandlerState::Missing { explained: None, .. } => {
                    format!("MISSING {}", loaded.functions[index].name)
                }
            };
            absent += 1;
            *reasons.entry(reason).or_default() += 1;
        }
        for undeclared in &loaded.undeclared {
            let why = if undeclared.commented_out.is_some() {
                "undeclared, its entry is commented out"
            } else if undeclared.plugin.is_some() {
                "undeclared, and a plugin names it"
            } else {
                "UNDECLARED"
            };
            *reasons.entry(why.to_owned()).or_default() += 1;
        }
        for (reason, count) in reasons {
            let _ = writeln!(table, "{}\t{count}\t{reason}", project.name);
        }
        let problems = rules::check(&loaded);
        let shouted = problems.iter().filter(|problem| {
            problem.rule.name == "missing-handler" && problem.severity == Severity::Error
        });
        errors += shouted.count();
    }
    println!(
        "{} projects, {functions} functions; {absent} without a plain handler on the disk ({by_reference} by the \
         reference), {errors} truly missing",
        projects.len()
    );
    let path = places::checkout().join("tests/fixtures/handlers.tsv");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &table).expect("the fixture can be written");
    }
    let expected = std::fs::read_to_string(path).expect("the fixture is there");
    assert_eq!(table, expected);
}
