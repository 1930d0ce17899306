//! Requests that are slow, cancelled, stale or panic.

use std::time::{Duration, Instant};

use arc_lsp_tests::client::Client;
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
    assert_eq!(client.request("arc/test/sleep", json!({ "milliseconds": 0 }))["milliseconds"], 0);
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
