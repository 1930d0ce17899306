//! What the server writes into its log: what a person can act on, and nothing that a person wrote.

use std::process::Command;

use arc_lsp_tests::client::{Client, frame};
use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::places;
use serde_json::json;

/// Something that nobody but its author should read.
const SECRET: &str = "hunter2";

/// The log of a session in which much goes wrong, at this level; without one, at the level that counts then.
fn log_at(level: Option<&str>) -> String {
    let folder = Folder::new("#- log\n");
    let mut command = Command::new(places::binary());
    command.arg("server").arg("--log-file").arg(folder.path().join("log"));
    command.args(level.iter().flat_map(|level| ["--log-level", level])).env("ARC_LSP_TEST", "1");
    let mut client = Client::spawn(command);
    client.initialize(
        json!({ "capabilities": { "workspace": { "configuration": true, "symbol": SECRET } } }),
    );
    let uri = "file:///arc-lsp-test/app.arc";
    client.open(uri, &format!("@app\nname\n@env\nstaging\n  TOKEN {SECRET}\n"));
    // A response that cannot be read, a message that is none, JSON that is none, a frame without a length.
    let error = json!({ "code": SECRET, "message": SECRET });
    client.send(&json!({ "jsonrpc": "2.0", "id": 0, "error": error }));
    client.send(&json!({ "jsonrpc": SECRET, "method": "x", "id": 77 }));
    client.send(&json!([SECRET]));
    client.send_bytes(frame(&format!("{{{SECRET}}}")).as_bytes());
    client.send_bytes(format!("{SECRET}\r\n\r\n").as_bytes());
    client.send_bytes(format!("Content-Length: {SECRET}\r\n\r\n").as_bytes());
    // What a client may send without being asked to, and what it may not.
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "file:///never" } }));
    let change = json!([{ "text": SECRET }]);
    client.change("file:///never", 2, change);
    // The settings are refused with a reason that quotes them; a bug quotes a document.
    let asked = client.said("workspace/configuration");
    let error = json!({ "code": -32603, "message": format!("no `{SECRET}`") });
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "error": error }));
    let panicking = client.ask("arc/test/panic", json!({ "place": format!("`{SECRET}`") }));
    assert!(client.answer(panicking)["error"]["message"].to_string().contains(SECRET));
    client.request("shutdown", json!(null));
    folder.read("log")
}

#[test]
fn the_log_holds_nothing_that_a_user_wrote() {
    let log = log_at(None);
    assert!(!log.contains(SECRET), "{log}");
    for expected in [
        "what the client says of `symbol` cannot be read",
        "the client sent something that is left out: no JSON",
        "file:///never is not open, so a change of it is left out: open it anew",
        "the settings of the editor do not count, it does not say them",
        "a bug in arc-lsp, at server/src/server/test_requests.rs",
        "arc/test/panic failed, please report it: asked to, of",
    ] {
        assert!(log.contains(expected), "{expected}: {log}");
    }
    // Nothing that nobody can do anything about, and nothing that goes on without a problem.
    for unexpected in ["didSave", "didClose", "textDocument/didOpen", "INFO", "DEBUG"] {
        assert!(!log.contains(unexpected), "{unexpected}: {log}");
    }
    assert!(log_at(Some("info")).contains("client \"\""), "what the client can is said once");
}

#[test]
fn more_is_said_when_it_is_asked_for() {
    let debug = log_at(Some("debug"));
    for expected in ["<- initialize 1", "<- textDocument/didOpen", "-> the answer to 1"] {
        assert!(debug.contains(expected), "{expected}: {debug}");
    }
    assert!(!debug.contains("TOKEN"), "{debug}");
    let trace = log_at(Some("trace"));
    assert!(trace.contains("TOKEN hunter2"), "{trace}");
}
