//! Frames that are broken end nothing: the next message is answered.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use arc_lsp_tests::client::{Client, PATIENCE, frame};
use arc_lsp_tests::places;
use serde_json::json;

/// Sends bytes, then asks something that must be answered.
fn survives(bytes: &[u8]) -> Client {
    let mut client = Client::initialized(json!({}));
    client.send_bytes(bytes);
    client.assert_answers();
    client
}

/// Proves: frames.
#[test]
fn a_body_that_is_no_json() {
    let mut client = survives(frame("{\"jsonrpc\":").as_bytes());
    assert_eq!(client.answer_of_nobody()["error"]["code"], -32700);
}

#[test]
fn a_body_that_is_no_utf8() {
    let mut client = survives(b"Content-Length: 9\r\n\r\n{\"a\":\"\xff\"}");
    assert_eq!(client.answer_of_nobody()["error"]["code"], -32700);
}

#[test]
fn a_body_that_is_no_message() {
    let mut client = survives(frame("{}").as_bytes());
    assert_eq!(client.answer_of_nobody()["error"]["code"], -32600);
    survives(frame("[]").as_bytes());
    survives(frame("").as_bytes());
}

#[test]
fn a_request_that_is_none_is_answered_by_its_id() {
    let mut client = survives(frame(r#"{"jsonrpc":"1.0","id":77,"method":"shutdown"}"#).as_bytes());
    assert_eq!(client.answer(77)["error"]["code"], -32600);
}

#[test]
fn a_header_without_a_length() {
    survives(
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{\"jsonrpc\":\"2.0\"}",
    );
}

/// Proves: frames.
#[test]
fn a_length_of_four_gigabytes() {
    survives(b"Content-Length: 4294967296\r\n\r\n{}");
    survives(b"Content-Length: 4294967295\r\n\r\n{}");
}

#[test]
fn a_length_that_is_no_number_or_wrong() {
    for header in ["-1", "many", "99999999999999999999999999", "", "3", "5000", "60000000"] {
        survives(format!("Content-Length: {header}\r\n\r\n{{\"jsonrpc\":\"2.0\"}}").as_bytes());
    }
}

#[test]
fn bytes_that_are_no_frame() {
    survives(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n\0\xff\xfe");
}

#[test]
fn an_answer_that_nobody_waits_for() {
    survives(frame(r#"{"jsonrpc":"2.0","id":99,"result":null}"#).as_bytes());
    survives(frame(r#"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}"#).as_bytes());
    survives(frame(r#"{"jsonrpc":"2.0","id":99,"result":1,"error":2,"more":3}"#).as_bytes());
}

/// Proves: frames.
#[test]
fn params_of_the_wrong_shape() {
    let mut client = Client::initialized(json!({}));
    client.notify("textDocument/didOpen", json!({ "textDocument": 1 }));
    client.notify("textDocument/didChange", json!(null));
    client.notify("$/cancelRequest", json!({}));
    client.notify("no/such/notification", json!({}));
    let id = client.ask("no/such/request", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32601);
    let id = client.ask("arc/test/sleep", json!({ "milliseconds": "many" }));
    assert_eq!(client.answer(id)["error"]["code"], -32602);
}

#[test]
fn half_an_emoji_in_a_text_keeps_later_changes_in_place() {
    let mut client = Client::initialized(json!({}));
    let uri = "file:///arc-lsp-test/app.arc";
    client.open(uri, "@app\n");
    let document = format!(r#"{{"uri":"{uri}","version":2}}"#);
    let start = r#"{"line":1,"character":0}"#;
    let change = format!(r#"{{"range":{{"start":{start},"end":{start}}},"text":"a\ud83db"}}"#);
    let params = format!(r#"{{"textDocument":{document},"contentChanges":[{change}]}}"#);
    let body =
        format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#);
    client.send_bytes(frame(&body).as_bytes());
    let position = json!({ "line": 1, "character": 2 });
    let range = json!({ "start": position, "end": position });
    client.change(uri, 3, json!([{ "range": range, "text": "-" }]));
    let document = client.request("arc/test/document", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(document["text"], "@app\na\u{fffd}-b");
}

/// A server that is made ready, and the two pipes, which nobody reads or writes but the test.
fn bare() -> (Child, ChildStdin, ChildStdout) {
    let mut command = Command::new(places::binary());
    command.arg("server").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = command.spawn().expect("the server starts");
    let mut input = server.stdin.take().expect("stdin is piped");
    let mut output = server.stdout.take().expect("stdout is piped");
    let initialize =
        r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}"#;
    input.write_all(frame(initialize).as_bytes()).expect("the server reads");
    read_until(&mut output, "\"id\":0}");
    (server, input, output)
}

fn hover(id: usize) -> String {
    let params =
        r#"{"textDocument":{"uri":"file:///app.arc"},"position":{"line":0,"character":0}}"#;
    frame(&format!(
        r#"{{"jsonrpc":"2.0","id":{id},"method":"textDocument/hover","params":{params}}}"#
    ))
}

/// Reads once; what there is.
fn read(output: &mut ChildStdout) -> String {
    let mut piece = [0; 64 * 1024];
    let length = output.read(&mut piece).expect("stdout can be read");
    assert!(length > 0, "the output has not ended");
    String::from_utf8_lossy(&piece[..length]).into_owned()
}

/// Reads until what was read ends like this.
fn read_until(output: &mut ChildStdout, end: &str) -> String {
    let mut all = String::new();
    while !all.ends_with(end) {
        all += &read(output);
    }
    all
}

/// Proves: frames.
#[test]
fn an_answer_is_there_as_a_whole_when_it_wakes_the_client() {
    let (mut server, mut input, mut output) = bare();
    for id in 1..20 {
        input.write_all(hover(id).as_bytes()).expect("the server reads");
        let body = format!(r#"{{"jsonrpc":"2.0","result":null,"id":{id}}}"#);
        assert_eq!(read(&mut output), frame(&body));
    }
    server.kill().expect("it runs");
    server.wait().expect("it ends");
}

/// Proves: frames.
#[test]
fn who_does_not_read_is_heard_all_the_same() {
    // More than the pipes take: a server that waited for its reader would leave the rest unread.
    const ASKED: usize = 10_000;
    let (mut server, mut input, mut output) = bare();
    let (done, written) = mpsc::channel();
    thread::spawn(move || {
        for id in 1..=ASKED {
            input.write_all(hover(id).as_bytes()).expect("the server reads");
        }
        done.send(input).expect("the test waits");
    });
    let input = written.recv_timeout(PATIENCE).expect("the server reads on");
    let answers = read_until(&mut output, &format!("\"id\":{ASKED}}}"));
    assert_eq!(answers.matches("\"result\":null").count(), ASKED);
    drop(input);
    server.kill().expect("it runs");
    server.wait().expect("it ends");
}

/// Proves: diagnostics.
#[test]
fn who_does_not_read_is_told_of_the_last_change_in_the_end() {
    // The problems of so many names are more than a pipe takes; those of a few are less, and many changes together more.
    told_of_the_last_change(300, Duration::ZERO);
    told_of_the_last_change(30, Duration::from_millis(30));
}

/// Opens a manifest with names that are refused, changes it again and again without reading, and reads in the end.
fn told_of_the_last_change(names: usize, pause: Duration) {
    const CHANGES: usize = 40;
    let (mut server, mut input, mut output) = bare();
    let names: String = (0..names).map(|name| format!("bad!{name}\\n")).collect();
    let item = format!(
        r#"{{"uri":"untitled:a","languageId":"arc","version":0,"text":"@app\nx\n@events\n{names}"}}"#
    );
    let notification = |method: &str, params: &str| {
        frame(&format!(r#"{{"jsonrpc":"2.0","method":"textDocument/{method}","params":{params}}}"#))
    };
    let opened = notification("didOpen", &format!(r#"{{"textDocument":{item}}}"#));
    input.write_all(opened.as_bytes()).expect("the server reads");
    let mut all = read(&mut output);
    let (done, written) = mpsc::channel();
    thread::spawn(move || {
        for version in 1..=CHANGES {
            let at = r#"{"line":3,"character":0}"#;
            let change = format!(r#"[{{"range":{{"start":{at},"end":{at}}},"text":"y"}}]"#);
            let document = format!(r#"{{"uri":"untitled:a","version":{version}}}"#);
            let params = format!(r#"{{"textDocument":{document},"contentChanges":{change}}}"#);
            let changed = notification("didChange", &params);
            input.write_all(changed.as_bytes()).expect("the server reads");
            thread::sleep(pause);
        }
        input.write_all(hover(1).as_bytes()).expect("the server reads");
        done.send(input).expect("the test waits");
    });
    let input = written.recv_timeout(PATIENCE).expect("the server reads on");
    while !all.contains(&format!("\"version\":{CHANGES}}}")) {
        all += &read(&mut output);
    }
    let versions: Vec<usize> = all
        .split("\"version\":")
        .skip(1)
        .map(|rest| rest.split('}').next().expect("a part").parse().expect("a number"))
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert_eq!((versions.first(), versions.last()), (Some(&0), Some(&CHANGES)));
    drop(input);
    server.kill().expect("it runs");
    server.wait().expect("it ends");
}
