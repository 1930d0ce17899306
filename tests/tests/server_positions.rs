//! Places in real manifests, asked of the server in each encoding: every answer is one, and every range ends on characters.

use std::time::Duration;

use arc_lsp_tests::client::Client;
use arc_lsp_tests::editor::{offset_in, position_in};
use arc_lsp_tests::places;
use arc_lsp_tests::projects::{arc_manifest, corpus, write_corpus_project};
use arc_lsp_tests::workspace_edit;
use serde_json::{Value, json};

/// What is asked at a place.
const ASKED: [&str; 12] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/declaration",
    "textDocument/implementation",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/codeAction",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/selectionRange",
    "textDocument/linkedEditingRange",
];

/// `RequestFailed`: what stands there cannot be renamed, and why.
const REFUSED: i64 = -32803;

/// How many places of a manifest are asked.
const PLACES: usize = 6;

fn capabilities(encoding: &str) -> Value {
    json!({
        "general": { "positionEncodings": [encoding] },
        "workspace": { "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
        } },
        "textDocument": {
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
            "rename": { "prepareSupport": true },
        },
    })
}

/// Every range anywhere in an answer, but in what says that it is of another document.
fn ranges<'v>(value: &'v Value, uri: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| ranges(item, uri, found)),
        Value::Object(members) => {
            let named = members.get("uri").or_else(|| members.get("textDocument")?.get("uri"));
            if named.is_some_and(|named| named != uri) {
                return;
            }
            if members.contains_key("start") && members.contains_key("end") {
                found.push(value);
                return;
            }
            members.values().for_each(|member| ranges(member, uri, found));
        }
        _ => {}
    }
}

/// What an edit makes of the document has no more that Architect rejects than it had.
fn applies(edit: &Value, uri: &str, text: &str, encoding: &str, what: &str) {
    let deletes = edit["documentChanges"].as_array().into_iter().flatten();
    if deletes.into_iter().any(|change| change["kind"] == "delete") {
        return;
    }
    let problems = |text: &str| arc_lsp::syntax::Syntax::parse(text.to_owned()).problems.len();
    for operation in workspace_edit::operations(edit) {
        if let Some(edits) = operation.edits.filter(|_| operation.uri == uri) {
            let after = workspace_edit::edited(text, &edits, encoding);
            assert!(problems(&after) <= problems(text), "{what}: {after}");
        }
    }
}

fn ask(client: &mut Client, uri: &str, text: &str, encoding: &str) -> usize {
    let step = (text.len() / PLACES).max(1);
    let mut asked = Vec::new();
    for place in (0..=text.len()).step_by(step) {
        let place = (0..=place).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let position = position_in(text, place, encoding);
        let params = json!({
            "textDocument": { "uri": uri },
            "position": position,
            "positions": [position],
            "range": { "start": position, "end": position },
            "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
            "newName": "fresh-name",
        });
        for method in ASKED {
            asked.push((method, position.clone(), client.ask(method, params.clone())));
        }
    }
    let count = asked.len();
    for (method, position, id) in asked {
        let what = format!("{method} at {position} of {uri} in {encoding}");
        let answer = client.answer(id);
        if let Some(error) = answer.get("error") {
            let refused = method.ends_with("ename") && error["code"] == REFUSED;
            assert!(
                refused && error["message"].as_str().is_some_and(|it| it.len() > 10),
                "{what}: {error}"
            );
            continue;
        }
        let mut found = Vec::new();
        ranges(&answer["result"], uri, &mut found);
        for range in found {
            let [start, end] = ["start", "end"].map(|end| offset_in(text, &range[end], encoding));
            assert!(start <= end, "{what}: {range}");
        }
        match method {
            "textDocument/codeAction" => {
                for action in answer["result"].as_array().into_iter().flatten() {
                    if action["edit"].is_object() {
                        applies(&action["edit"], uri, text, encoding, &what);
                    }
                }
            }
            "textDocument/rename" if answer["result"].is_object() => {
                applies(&answer["result"], uri, text, encoding, &what);
            }
            _ => {}
        }
    }
    count
}

/// Proves: positions.
#[test]
fn places_of_real_manifests_in_each_encoding() {
    let Some(projects) = corpus() else { return };
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut manifests = Vec::new();
    for (index, project) in projects.iter().enumerate() {
        let root = folder.path().join(index.to_string());
        write_corpus_project(project, &root);
        manifests.extend(arc_manifest(&root));
    }
    let mut requests = 0;
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut command = std::process::Command::new(places::binary());
        command.arg("server");
        let mut client = Client::spawn(command);
        let offered = client.initialize(json!({ "capabilities": capabilities(encoding) }));
        assert_eq!(offered["positionEncoding"], encoding);
        for manifest in &manifests {
            // Something that each encoding counts otherwise stands in front.
            let text = std::fs::read_to_string(manifest).expect("a manifest");
            let text = format!("# \u{1f9ea} é\n{text}");
            let path = manifest.canonicalize().expect("it is there");
            let uri = format!("file://{}", path.to_string_lossy());
            client.open(&uri, &text);
            requests += ask(&mut client, &uri, &text, encoding);
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        }
        client.request("shutdown", Value::Null);
        client.notify("exit", Value::Null);
        assert!(client.ended_within(Duration::from_secs(5)).is_some_and(|status| status.success()));
    }
    println!("{requests} requests over {} manifests in three encodings", manifests.len());
    assert!(requests > 10_000, "{requests}");
}
