//! `workspace/executeCommand`, as a client gets it.

use std::time::Duration;

use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use serde_json::{Value, json};

const MANIFEST: &str =
    "@app\nname\n\n@events\nyolo\n\n@scheduled\ndaily rate(1 day)\nearly cron(0 3 * * ? *)\n";

struct Fixture {
    folder: Folder,
    client: Client,
    offered: Value,
}

impl Fixture {
    fn new() -> Fixture {
        let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
        let mut client = Client::start();
        let operations = json!({ "documentChanges": true, "resourceOperations": ["create"] });
        let workspace = json!({ "workspaceEdit": operations, "applyEdit": true });
        let offered = client.initialize(json!({ "capabilities": { "workspace": workspace } }));
        client.open(&folder.uri("app.arc"), MANIFEST);
        Fixture { folder, client, offered }
    }

    fn params(&self, command: &str, mut argument: Value) -> Value {
        if argument.get("uri").is_none() {
            argument["uri"] = json!(self.folder.uri("app.arc"));
        }
        json!({ "command": command, "arguments": [argument] })
    }

    fn run(&mut self, command: &str, argument: Value) -> Value {
        let params = self.params(command, argument);
        self.client.request("workspace/executeCommand", params)
    }

    fn error(&mut self, command: &str, argument: Value) -> String {
        let params = self.params(command, argument);
        let id = self.client.ask("workspace/executeCommand", params);
        let answer = self.client.answer(id);
        answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    fn type_at_the_end(&mut self, version: i64, text: &str) {
        let uri = self.folder.uri("app.arc");
        self.client.change(&uri, version, json!([{ "text": format!("{MANIFEST}{text}") }]));
    }
}

fn lines(text: &str, range: &Value) -> String {
    let line = |end: &str| range[end]["line"].as_u64().expect("a line") as usize;
    text.lines().take(line("end")).skip(line("start")).collect::<Vec<_>>().join("\n")
}

/// Proves: command-sam-template.
#[test]
fn the_template_says_what_makes_each_resource() {
    let mut fixture = Fixture::new();
    let commands = fixture.offered["executeCommandProvider"]["commands"].clone();
    assert!(commands.as_array().is_some_and(|it| it.contains(&json!("arc.samTemplate"))));
    for format in ["yaml", "json"] {
        let answer = fixture.run("arc.samTemplate", json!({ "format": format }));
        assert_eq!((&answer["version"], &answer["format"]), (&json!(1), &json!(format)));
        let text = answer["text"].as_str().expect("a text");
        assert!(text.contains("AWSTemplateFormatVersion"));
        let resources = answer["resources"].as_array().expect("resources");
        assert_eq!(resources.len(), 10, "{resources:#?}");
        for resource in resources {
            let id = resource["id"].as_str().expect("an id");
            let shown = lines(text, &resource["range"]);
            let first = shown.lines().next().unwrap_or_default();
            assert!(first.trim_matches([' ', '"', ':', '{']).starts_with(id), "{id}: {shown}");
            assert!(shown.contains(resource["type"].as_str().expect("a type")), "{shown}");
        }
        let topic = resources.iter().find(|it| it["id"] == "YoloEventTopic").expect("the topic");
        assert_eq!(topic["function"], "events yolo");
        assert_eq!(topic["origin"]["uri"], json!(fixture.folder.uri("app.arc")));
        assert_eq!(topic["origin"]["range"]["start"], json!({ "line": 4, "character": 0 }));
        let role = resources.iter().find(|it| it["id"] == "SchedulerRole").expect("the role");
        assert_eq!(role["parts"][1]["origin"]["range"]["start"]["line"], 8);
    }
    let uri = fixture.folder.uri("app.arc");
    let same = fixture.client.request("arc/samTemplate", json!({ "uri": uri }));
    assert_eq!(same, fixture.run("arc.samTemplate", json!({})), "as a request");
}

/// Proves: command-sam-template.
#[test]
fn a_part_of_the_template() {
    let mut fixture = Fixture::new();
    let mut ids = |argument: Value| {
        let answer = fixture.run("arc.samTemplate", argument);
        let ids = answer["resources"].as_array().expect("resources").iter();
        ids.map(|it| it["id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    let daily = ["DailyScheduleLambda", "DailyScheduleEvent"];
    assert_eq!(ids(json!({ "function": "scheduled daily" })), daily);
    assert_eq!(ids(json!({ "position": { "line": 7, "character": 9 } })), daily);
    assert_eq!(ids(json!({ "resource": "Role" })), ["Role"]);
    let stage =
        fixture.run("arc.samTemplate", json!({ "stage": "production", "function": "yolo" }));
    assert!(stage["text"].as_str().is_some_and(|it| it.contains("ARC_ENV: production\n")));
    let message = fixture.error("arc.samTemplate", json!({ "function": "event yolo" }));
    assert!(message.contains("did you mean `events yolo`?"), "{message}");
    let message = fixture.error("arc.samTemplate", json!({ "uri": "file:///nowhere/app.arc" }));
    assert_eq!(message, "file:///nowhere/app.arc is not open");
    let message = fixture.error("arc.samTemplate", json!({ "uri": 1 }));
    assert!(message.starts_with("the argument cannot be read: "), "{message}");
}

/// Proves: command-sam-template.
#[test]
fn from_a_resource_to_the_line_that_makes_it() {
    let mut fixture = Fixture::new();
    let places = fixture.run("arc.samSource", json!({ "resource": "SchedulerRole" }));
    let starts: Vec<&Value> =
        (0..3).map(|index| &places[index]["range"]["start"]["line"]).collect();
    assert_eq!(starts, [6, 7, 8], "{places}");
    let message = fixture.error("arc.samSource", json!({ "resource": "Nope" }));
    assert_eq!(message, "the template has no resource `Nope`");
}

/// Proves: command-sam-template.
#[test]
fn a_preview_is_told_when_to_ask_again() {
    let mut fixture = Fixture::new();
    fixture.run("arc.samTemplate", json!({ "watch": true }));
    fixture.type_at_the_end(2, "@queues\njobs\n");
    let told = fixture.client.said("arc/samTemplateChanged");
    assert_eq!(told["params"]["uri"], json!(fixture.folder.uri("app.arc")));
    let answer = fixture.run("arc.samTemplate", json!({}));
    assert_eq!(answer["version"], 2);
    assert!(answer["text"].as_str().is_some_and(|it| it.contains("\n  JobsQueue:\n")));
    fixture.run("arc.samTemplate", json!({ "watch": false }));
    let silent = Duration::from_millis(300);
    let is_told = |it: &Value| it["method"] == "arc/samTemplateChanged";
    // What was under way.
    while !fixture.client.stays_silent(silent, is_told) {}
    fixture.type_at_the_end(3, "");
    assert!(fixture.client.stays_silent(silent, is_told));
}

/// Proves: command-next-runs.
#[test]
fn the_next_runs_of_each_schedule() {
    let mut fixture = Fixture::new();
    let asked = json!({ "from": "2026-01-15T12:00:00Z", "count": 2 });
    let answer = fixture.run("arc.nextRuns", asked);
    assert_eq!(
        answer,
        json!([
            {
                "function": "scheduled daily",
                "expression": "rate(1 day)",
                "timezone": "UTC",
                "description": "Every 24 hours, counted from the deploy",
                "runs": null,
            },
            {
                "function": "scheduled early",
                "expression": "cron(0 3 * * ? *)",
                "timezone": "UTC",
                "description": "Every day at 03:00 UTC",
                "runs": ["2026-01-16T03:00:00+00:00", "2026-01-17T03:00:00+00:00"],
            },
        ])
    );
    assert_eq!(
        fixture.run("arc.nextRuns", json!({ "function": "early" })).as_array().map(Vec::len),
        Some(1)
    );
    let message = fixture.error("arc.nextRuns", json!({ "from": "noon" }));
    assert!(message.starts_with("`noon` is no time: "), "{message}");
}

/// Proves: command-explain-rule.
#[test]
fn a_rule_explains_itself() {
    let mut fixture = Fixture::new();
    let answer = fixture.run("arc.explainRule", json!({ "rule": "missing-handler" }));
    assert!(answer["markdown"].as_str().is_some_and(|it| it.starts_with("# missing-handler\n")));
    let message = fixture.error("arc.explainRule", json!({ "rule": "mising-handler" }));
    assert!(message.contains("did you mean `missing-handler`?"), "{message}");
    assert_eq!(fixture.error("arc.nothing", json!({})), "there is no command `arc.nothing`");
}

/// Proves: command-scaffold.
#[test]
fn a_client_that_makes_no_edits_is_given_the_edit() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
    let mut client = Client::start();
    let operations = json!({ "documentChanges": true, "resourceOperations": ["create"] });
    let workspace = json!({ "workspaceEdit": operations });
    client.initialize(json!({ "capabilities": { "workspace": workspace } }));
    let uri = folder.uri("app.arc");
    client.open(&uri, MANIFEST);
    let arguments = json!([{ "uri": uri, "function": "events yolo" }]);
    let params = json!({ "command": "arc.scaffold", "arguments": arguments });
    let answer = client.request("workspace/executeCommand", params);
    assert_eq!(answer["created"], json!([]));
    let failure = answer["failure"].as_str().expect("a reason");
    assert!(failure.contains("run `arc-lsp scaffold`"), "{failure}");
    let said = client.said("window/showMessage");
    assert!(said["params"]["message"].as_str().is_some_and(|it| it.contains(failure)), "{said}");
    let asked = |message: &Value| message["method"] == "workspace/applyEdit";
    assert!(client.stays_silent(Duration::from_millis(100), asked));
    folder.apply(&answer["edit"], "utf-16");
    assert!(folder.read("src/events/yolo/index.mjs").contains("export async function handler"));
}

/// Proves: command-scaffold.
#[test]
fn a_template_of_the_preferences_is_what_a_handler_begins_as() {
    let mut fixture = Fixture::new();
    let mine = "// Ours\nexport let handler = arc.events.subscribe(console.log)\n";
    fixture.folder.write("templates/events.mjs", mine);
    fixture.folder.write("/secret", "key");
    let preferences = "@create\ntemplates\n  events templates/events.mjs\n  scheduled ../secret\n";
    fixture.folder.write("prefs.arc", preferences);
    let changes = json!([{ "uri": fixture.folder.uri("prefs.arc"), "type": 1 }]);
    fixture.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));

    let params = fixture.params("arc.scaffold", json!({}));
    let id = fixture.client.ask("workspace/executeCommand", params);
    let warned = fixture.client.said("window/showMessage");
    let message = warned["params"]["message"].as_str().expect("a message");
    assert!(
        message.contains("`@scheduled` handlers, `../secret`, is not used: it lies outside"),
        "{message}"
    );
    let asked = fixture.client.said("workspace/applyEdit");
    fixture.folder.apply(&asked["params"]["edit"], "utf-16");
    fixture.client.reply(&asked, json!({ "applied": true }));
    let answer = fixture.client.answer(id);
    assert_eq!(answer["result"]["created"].as_array().map(Vec::len), Some(3), "{answer}");
    assert_eq!(answer["result"]["notes"].as_array().map(Vec::len), Some(1), "{answer}");
    assert_eq!(fixture.folder.read("src/events/yolo/index.mjs"), mine);
    let other = fixture.folder.read("src/scheduled/daily/index.mjs");
    assert!(other.contains("export async function handler"), "{other}");
}

/// Proves: command-scaffold.
#[test]
fn missing_handlers_are_created_by_an_edit() {
    let mut fixture = Fixture::new();
    let params = fixture.params("arc.scaffold", json!({ "function": "events yolo" }));
    let id = fixture.client.ask("workspace/executeCommand", params);
    let asked = fixture.client.said("workspace/applyEdit");
    fixture.folder.apply(&asked["params"]["edit"], "utf-16");
    fixture.client.reply(&asked, json!({ "applied": true }));
    let answer = fixture.client.answer(id);
    let file = "src/events/yolo/index.mjs";
    assert_eq!(answer["result"]["created"], json!([fixture.folder.uri(file)]), "{answer}");
    assert!(fixture.folder.read(file).contains("export async function handler"));
}

/// Proves: command-scaffold, command-sam-template, command-next-runs, command-explain-rule.
#[test]
fn each_command_is_a_request_too() {
    let mut fixture = Fixture::new();
    for (command, request, argument) in [
        ("arc.nextRuns", "arc/nextRuns", json!({ "from": "2026-01-15T12:00:00Z" })),
        ("arc.explainRule", "arc/explainRule", json!({ "rule": "missing-handler" })),
        ("arc.samTemplate", "arc/samTemplate", json!({ "resource": "Role" })),
        ("arc.samSource", "arc/samSource", json!({ "resource": "Role" })),
    ] {
        let params = fixture.params(command, argument.clone())["arguments"][0].clone();
        let answer = fixture.client.request(request, params);
        assert!(!answer.is_null() && answer != json!([]), "{request}: {answer}");
        assert_eq!(answer, fixture.run(command, argument), "{request}");
    }
    let uri = fixture.folder.uri("app.arc");
    let id = fixture.client.ask("arc/scaffold", json!({ "uri": uri, "function": "events yolo" }));
    let asked = fixture.client.said("workspace/applyEdit");
    fixture.client.reply(&asked, json!({ "applied": false, "failureReason": "not now" }));
    let answer = fixture.client.answer(id);
    assert_eq!(answer["result"]["created"], json!([]), "{answer}");
    assert_eq!(answer["result"]["failure"], "not now", "{answer}");
}
