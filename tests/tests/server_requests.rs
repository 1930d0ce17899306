//! Requests that are slow, cancelled, stale or panic.

use std::time::{Duration, Instant};

use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use serde_json::{Value, json};

const URI: &str = "file:///arc-lsp-test/app.arc";

/// Longer than any of these tests waits for anything else.
const SLOW: u64 = 15_000;

fn cancel(client: &mut Client, id: i64) {
    client.notify("$/cancelRequest", json!({ "id": id }));
}

fn sleep(client: &mut Client, params: Value) -> i64 {
    client.ask("arc/test/sleep", params)
}

#[test]
fn slow_requests_block_neither_the_next_nor_its_cancellation() {
    let mut client = Client::initialized(json!({}));
    let start = Instant::now();
    // More than there are threads for.
    let slow: Vec<i64> =
        (0..20).map(|_| sleep(&mut client, json!({ "milliseconds": SLOW }))).collect();

    let panicking = client.ask("arc/test/panic", json!({ "place": "await" }));
    assert!(client.answer(panicking).get("error").is_some(), "the next is answered");

    cancel(&mut client, slow[19]);
    assert_eq!(client.answer(slow[19])["error"]["code"], -32800);
    for id in &slow[..19] {
        cancel(&mut client, *id);
    }
    for id in &slow[..19] {
        assert_eq!(client.answer(*id)["error"]["code"], -32800);
    }

    // The threads are free again, since cancelled work ends.
    client.assert_answers();
    assert!(start.elapsed() < Duration::from_millis(SLOW / 2), "{:?}", start.elapsed());
}

/// Proves: cancellation.
#[test]
fn a_cancelled_request_is_answered_at_once() {
    let mut client = Client::initialized(json!({}));
    let id = sleep(&mut client, json!({ "milliseconds": SLOW }));
    let start = Instant::now();
    cancel(&mut client, id);
    let response = client.answer(id);
    assert_eq!(response["error"]["code"], -32800, "{response}");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

/// Proves: cancellation, workspace-diagnostics.
#[test]
fn problems_of_the_workspace_are_cancelled_midway() {
    // So much is wrong in each project that no pipe takes it all: who does not read has not been told everything.
    let lines: String = (0..100).map(|n| format!("@pragma-that-is-none-{n}\n")).collect();
    let projects: Vec<String> =
        (0..60).map(|n| format!("#- project-{n}/app.arc\n@app\nproject-{n}\n{lines}")).collect();
    let folder = Folder::new(&projects.concat());
    let mut client = Client::start();
    client.initialize(json!({
        "capabilities": {
            "textDocument": { "diagnostic": {} },
            "workspace": { "diagnostics": { "refreshSupport": true } },
        },
        "workspaceFolders": [{ "uri": folder.uri(""), "name": "all" }],
    }));
    let ask = |client: &mut Client, token: &str| {
        let params = json!({ "previousResultIds": [], "partialResultToken": token });
        client.ask("workspace/diagnostic", params)
    };
    let parts = |client: &mut Client, token: &str| {
        let is_part = |message: &Value| {
            message["method"] == "$/progress" && message["params"]["token"] == token
        };
        (0..).take_while(|_| !client.stays_silent(Duration::from_millis(50), is_part)).count()
    };
    client.stop_reading_at(Some("$/progress"));
    // More than there are threads: each of them would be kept if the work went on waiting for a reader.
    let asked: Vec<i64> = (0..10).map(|n| ask(&mut client, &format!("part {n}"))).collect();
    let first = client.said("$/progress");
    asked.iter().for_each(|id| cancel(&mut client, *id));
    client.stop_reading_at(None);
    for id in asked {
        let response = client.answer(id);
        assert_eq!(response["error"]["code"], -32800, "{response}");
    }
    assert_eq!(first["params"]["value"]["items"].as_array().map(Vec::len), Some(1), "{first}");
    let told: Vec<usize> = (0..10).map(|n| parts(&mut client, &format!("part {n}"))).collect();
    assert!(told.iter().all(|told| *told < 59), "{told:?}");
    // The threads are free again, and whoever asks anew is told everything.
    let id = ask(&mut client, "again");
    assert!(client.answer(id).get("error").is_none());
    assert_eq!(parts(&mut client, "again"), 60);
}

/// Proves: stale.
#[test]
fn a_stale_request_is_answered_at_once() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "@app\nname\n");
    let id = sleep(&mut client, json!({ "milliseconds": SLOW, "uri": URI }));
    let start = Instant::now();
    client.change(URI, 2, json!([{ "text": "@app\nother\n" }]));
    let response = client.answer(id);
    assert_eq!(response["error"]["code"], -32801, "{response}");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());

    let id = sleep(&mut client, json!({ "milliseconds": SLOW, "uri": URI }));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.answer(id)["error"]["code"], -32801, "a closed document is stale too");
}

/// Proves: panics.
#[test]
fn a_panic_is_an_error_reply_and_a_line_in_the_log() {
    let folder = std::env::temp_dir().join(format!("arc-lsp-panic-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written to");
    let log = folder.join("log");
    let mut command = std::process::Command::new(arc_lsp_tests::places::binary());
    command.arg("server").arg("--log-file").arg(&log).env("ARC_LSP_TEST", "1");
    let mut client = Client::spawn(command);
    client.initialize(json!({ "capabilities": {} }));

    for (place, text) in [
        ("call", "asked to, in the call"),
        ("await", "asked to, behind an await"),
        ("work", "asked to, in the work"),
    ] {
        let id = client.ask("arc/test/panic", json!({ "place": place }));
        let response = client.answer(id);
        assert_eq!(response["error"]["code"], -32603, "{place}: {response}");
        let message = response["error"]["message"].as_str().unwrap_or_default();
        assert!(message.contains(text), "{place}: {response}");
        let log = std::fs::read_to_string(&log).expect("there is a log");
        assert!(log.contains(text) && log.contains("test_requests.rs"), "{place}: {log}");
    }
    client.send(&json!({ "jsonrpc": "2.0", "method": "arc/test/panicNotification" }));
    client.open(URI, "@app\nname\n");
    let document = client.request("arc/test/document", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(document["text"], "@app\nname\n");
    std::fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
}

#[test]
fn test_requests_exist_for_tests_only() {
    let mut command = std::process::Command::new(arc_lsp_tests::places::binary());
    command.arg("server").env_remove("ARC_LSP_TEST");
    let mut client = Client::spawn(command);
    client.initialize(json!({ "capabilities": {} }));
    let id = client.ask("arc/test/sleep", json!({ "milliseconds": 0 }));
    assert_eq!(client.answer(id)["error"]["code"], -32601);
}
