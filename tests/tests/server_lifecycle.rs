//! When the server ends, and with which status.

use std::process::{Command, Stdio};
use std::time::Duration;

use arc_lsp_tests::client::Client;
use arc_lsp_tests::places;
use serde_json::{Value, json};

const A_SECOND: Duration = Duration::from_secs(1);

fn send_exit(client: &mut Client) {
    client.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
}

fn status(client: &mut Client) -> Option<i32> {
    client.ended_within(A_SECOND).expect("it ends within a second").code()
}

/// Proves: lifecycle.
#[test]
fn exit_after_shutdown_ends_it_with_0_while_the_input_stays_open() {
    let mut client = Client::initialized(json!({}));
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    send_exit(&mut client);
    assert_eq!(status(&mut client), Some(0));
}

#[test]
fn exit_without_shutdown_ends_it_with_1_while_the_input_stays_open() {
    let mut client = Client::initialized(json!({}));
    send_exit(&mut client);
    assert_eq!(status(&mut client), Some(1));
}

#[test]
fn exit_before_initialize_ends_it_with_1() {
    let mut client = Client::start();
    send_exit(&mut client);
    assert_eq!(status(&mut client), Some(1));
}

#[test]
fn exit_ends_it_while_requests_are_running() {
    let mut client = Client::initialized(json!({}));
    for _ in 0..20 {
        client.ask("arc/test/sleep", json!({ "milliseconds": 60_000 }));
    }
    let shutdown = client.ask("shutdown", Value::Null);
    send_exit(&mut client);
    assert_eq!(status(&mut client), Some(0));
    assert!(client.answer(shutdown).get("error").is_none(), "shutdown was answered before");
}

#[test]
fn requests_after_shutdown_are_refused() {
    let mut client = Client::initialized(json!({}));
    client.request("shutdown", Value::Null);
    let id = client.ask("arc/test/sleep", json!({ "milliseconds": 0 }));
    assert_eq!(client.answer(id)["error"]["code"], -32600);
}

#[test]
fn requests_before_initialize_are_refused() {
    let mut client = Client::start();
    let id = client.ask("arc/test/sleep", json!({ "milliseconds": 0 }));
    assert_eq!(client.answer(id)["error"]["code"], -32002);
    client.initialize(json!({ "capabilities": {} }));
    let id = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.answer(id)["error"]["code"], -32600, "a second one");
}

#[test]
fn the_end_of_the_input_ends_it() {
    let mut client = Client::initialized(json!({}));
    client.close_input();
    assert_eq!(status(&mut client), Some(1));

    let mut client = Client::initialized(json!({}));
    client.request("shutdown", Value::Null);
    client.close_input();
    assert_eq!(status(&mut client), Some(0));
}

/// Proves: lifecycle.
#[test]
#[cfg(unix)]
fn the_end_of_the_clients_process_ends_it_while_the_input_stays_open() {
    let mut editor =
        Command::new("sleep").arg("60").stdin(Stdio::null()).spawn().expect("`sleep` starts");
    let mut client = Client::start();
    client.initialize(json!({ "processId": editor.id(), "capabilities": {} }));
    assert!(client.ended_within(Duration::from_millis(100)).is_none(), "the client still runs");
    editor.kill().expect("`sleep` is ours");
    // It is not waited for yet, so it is still in the table of processes.
    assert_eq!(status(&mut client), Some(1));
    editor.wait().expect("`sleep` is ours");
}

#[test]
fn a_process_that_cannot_be_seen_ends_nothing() {
    let mut client = Client::start();
    // Beyond the highest id that Linux gives.
    client.initialize(json!({ "processId": 1 << 30, "capabilities": {} }));
    client.assert_answers();
    assert!(client.ended_within(A_SECOND).is_none());
}

#[test]
fn stdio_alone_is_the_server_too() {
    let mut command = Command::new(places::binary());
    command.arg("--stdio");
    let mut client = Client::spawn(command);
    let capabilities = client.initialize(json!({ "capabilities": {} }));
    assert_eq!(capabilities["positionEncoding"], "utf-16");
}

#[test]
fn a_client_whose_words_are_new_is_served() {
    let mut client = Client::start();
    let capabilities = client.initialize(json!({
        "trace": "loud",
        "capabilities": {
            "general": { "positionEncodings": ["utf-8", "utf-64"] },
            "textDocument": { "codeAction": 3 },
            "workspace": { "workspaceEdit": { "resourceOperations": ["create", "conjure"] } },
        },
    }));
    assert_eq!(capabilities["positionEncoding"], "utf-8");
}
