//! The size of a stack, which rules count without a template, is that of the template.

use std::path::Path;
use std::sync::Arc;

use arc_lsp::project::inventory::Inventory;
use arc_lsp::project::{Memory, Project};
use arc_lsp::sam::{self, StackSize};
use arc_lsp::{manifest, rules};
use arc_lsp_tests::generate::Random;
use arc_lsp_tests::{corpus, valid};
use serde_json::Value;

const STAGES: [&str; 3] = ["staging", "production", "preview"];

/// How many projects are made.
const GENERATED: usize = 600;

/// How many resources SAM makes of one.
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html>
fn deployed(resource: &Value) -> usize {
    let properties = &resource["Properties"];
    match resource["Type"].as_str() {
        Some("AWS::Serverless::HttpApi") => 2,
        Some("AWS::Serverless::Function") => {
            let events = properties["Events"].as_object().into_iter().flat_map(|it| it.values());
            let events = events.map(|event| if event["Type"] == "SNS" { 2 } else { 1 });
            1 + events.sum::<usize>()
                + usize::from(properties["Role"].is_null())
                + if properties["AutoPublishAlias"].is_null() { 0 } else { 2 }
        }
        _ => 1,
    }
}

/// The integrations of an HTTP API: each method of each path has its own.
fn integrations(api: &Value) -> usize {
    let paths = api["Properties"]["DefinitionBody"]["paths"].as_object();
    paths.map_or(0, |paths| paths.values().filter_map(Value::as_object).map(|it| it.len()).sum())
}

/// The size of the template of a project.
fn of_template(project: &Project, stage: &str) -> StackSize {
    let template = sam::package(project, &Inventory::new(project, None), stage).to_json();
    let resources = template["Resources"].as_object().expect("a template has resources");
    StackSize {
        resources: resources.values().map(deployed).sum(),
        outputs: template["Outputs"].as_object().map_or(0, |outputs| outputs.len()),
        integrations: resources.get("HTTP").map_or(0, integrations),
    }
}

/// Compares a project in every stage. One in which names meet, or that Architect would refuse, is passed over: what is
/// deployed of it nobody wants to know.
fn compare(what: &str, mut project: Project) -> bool {
    let is_odd = |rule: &str| {
        ["duplicate-name", "logical-id-collision", "invalid-name", "static-shadowed"]
            .contains(&rule)
    };
    let is_sound = project.manifest.syntax.problems.is_empty()
        && manifest::proxy(&project.manifest.syntax.reading).is_none_or(|it| it.stages.len() == 3);
    if !is_sound || rules::check(&project).iter().any(|problem| is_odd(problem.rule.name)) {
        return false;
    }
    for stage in STAGES {
        Arc::make_mut(&mut project.settings).stage = Some(stage.to_owned());
        assert_eq!(sam::stack_size(&project), of_template(&project, stage), "{what}, {stage}");
    }
    true
}

#[test]
fn generated_projects() {
    let mut random = Random::from_env(12);
    let mut compared = 0;
    for number in 0..GENERATED {
        let made = valid::project(&mut random);
        let mut files = Memory::default();
        for (path, text) in &made.files {
            files.insert(Path::new("/project").join(path), text.as_bytes());
        }
        let manifest = made.files.iter().find(|(path, _)| path == "app.arc" || path == ".arc");
        let Some((path, text)) = manifest else { continue };
        let project = Project::load(&files, &Path::new("/project").join(path)).expect("readable");
        compared += usize::from(compare(&format!("{number}:\n{text}"), project));
    }
    println!("{compared} of {GENERATED} compared");
    assert!(compared * 2 > GENERATED, "{compared}");
}

#[test]
fn real_projects() {
    let Some(projects) = corpus::projects() else { return };
    let count = projects.iter().filter(|case| compare(&case.name, case.load())).count();
    println!("{count} of {} compared", projects.len());
    assert!(count * 2 > projects.len(), "{count}");
}
