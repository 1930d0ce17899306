//! Problems are pushed or pulled, never both, and never stale.

use std::time::Duration;

use arc_lsp_tests::client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///arc-lsp-test/app.arc";
const BROKEN: &str = "@app\nname\n@events\n@events\n";
const SOUND: &str = "@app\nname\n";

fn pulling() -> Value {
    json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

fn is_pushed(message: &Value) -> bool {
    message["method"] == "textDocument/publishDiagnostics"
}

/// Proves: diagnostics.
#[test]
fn they_are_pushed_with_the_version_they_belong_to() {
    let mut client = Client::start();
    let capabilities = client.initialize(json!({ "capabilities": {} }));
    assert!(capabilities.get("diagnosticProvider").is_none(), "{capabilities}");
    client.open(URI, BROKEN);
    let pushed = client.problems(URI);
    assert_eq!(pushed["version"], 1);
    let problem = &pushed["diagnostics"][0];
    assert_eq!(problem["code"], "repeated-pragma");
    assert_eq!(problem["source"], "arc-lsp");
    assert_eq!(problem["severity"], 1);
    assert_eq!(problem["range"]["start"], json!({ "line": 3, "character": 0 }));

    client.change(URI, 2, json!([{ "text": SOUND }]));
    assert_eq!(client.problems(URI), json!({ "uri": URI, "version": 2, "diagnostics": [] }));
}

#[test]
fn the_last_pushed_are_those_of_the_last_version() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, SOUND);
    let last = 300;
    for version in 2..=last {
        let text = if version % 2 == 0 { BROKEN } else { SOUND };
        client.change(URI, version, json!([{ "text": text }]));
    }
    let mut seen = 0;
    while seen < last {
        let pushed = client.problems(URI);
        let version = pushed["version"].as_i64().expect("a version");
        assert!(version > seen, "{version} after {seen}");
        let count = pushed["diagnostics"].as_array().map_or(0, Vec::len);
        assert_eq!(count > 0, version % 2 == 0, "{pushed}");
        seen = version;
    }
    assert!(client.stays_silent(Duration::from_millis(200), is_pushed));
}

#[test]
fn a_closed_document_has_none() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, BROKEN);
    client.problems(URI);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.problems(URI)["diagnostics"], json!([]));
}

/// Proves: pulled-diagnostics.
#[test]
fn a_client_that_pulls_is_pushed_nothing() {
    let mut client = Client::start();
    let capabilities = client.initialize(json!({ "capabilities": pulling() }));
    assert_eq!(capabilities["diagnosticProvider"]["interFileDependencies"], true);
    client.open(URI, BROKEN);
    let report =
        client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"][0]["code"], "repeated-pragma");
    assert!(client.stays_silent(Duration::from_millis(300), is_pushed));
}

#[test]
fn a_client_that_pulls_is_told_when_files_change() {
    let mut client = Client::initialized(pulling());
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let refresh = client.said("workspace/diagnostic/refresh");
    client.reply(&refresh, Value::Null);
}

#[test]
fn a_client_that_cannot_be_told_to_pull_again_is_pushed_to() {
    let mut client = Client::start();
    let capabilities =
        client.initialize(json!({ "capabilities": { "textDocument": { "diagnostic": {} } } }));
    assert!(capabilities.get("diagnosticProvider").is_none(), "{capabilities}");
    client.open(URI, BROKEN);
    assert_eq!(client.problems(URI)["diagnostics"][0]["code"], "repeated-pragma");
}

/// Proves: watched-files.
#[test]
fn a_client_that_can_is_asked_to_watch_files() {
    let watched = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut client = Client::initialized(json!({ "workspace": watched }));
    let request = client.said("client/registerCapability");
    let registration = &request["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    client.reply(&request, Value::Null);

    let mut client = Client::initialized(json!({}));
    let asked = |message: &Value| message["method"] == "client/registerCapability";
    assert!(client.stays_silent(Duration::from_millis(200), asked));
}
