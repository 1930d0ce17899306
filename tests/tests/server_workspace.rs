//! Folders, files outside of them, documents that lie nowhere, and the first look at all of it.

use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use serde_json::{Value, json};

const MANIFEST: &str = "@app\nmy-app\n@events\nyolo\n";

fn folder_of(folder: &Folder, path: &str) -> Value {
    json!({ "uri": folder.uri(path), "name": path })
}

fn codes(problems: &Value) -> Vec<&str> {
    let problems = problems["diagnostics"].as_array().expect("a list").iter();
    problems.map(|problem| problem["code"].as_str().expect("a code")).collect()
}

fn symbols(client: &mut Client, query: &str) -> Vec<String> {
    let found = client.request("workspace/symbol", json!({ "query": query }));
    let found = found.as_array().expect("a list").iter();
    found.map(|it| it["name"].as_str().expect("a name").to_owned()).collect()
}

/// Proves: folders.
#[test]
fn folders_come_and_go() {
    let folder = Folder::new(
        "#- a/app.arc\n@app\napp-a\n@events\nfirst-topic\n#- b/app.arc\n@app\napp-b\n@events\nsecond-topic\n",
    );
    let mut client = Client::start();
    let offered = client.initialize(json!({
        "capabilities": { "workspace": { "workspaceFolders": true } },
        "workspaceFolders": [folder_of(&folder, "a")],
    }));
    let folders = &offered["workspace"]["workspaceFolders"];
    assert_eq!(*folders, json!({ "supported": true, "changeNotifications": true }));
    assert_eq!(symbols(&mut client, "topic"), ["first-topic"]);
    let event = json!({ "added": [folder_of(&folder, "b")], "removed": [] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    assert_eq!(symbols(&mut client, "topic"), ["first-topic", "second-topic"]);
    let event = json!({ "added": [], "removed": [folder_of(&folder, "a")] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    assert_eq!(symbols(&mut client, "topic"), ["second-topic"]);
}

/// Proves: folders.
#[test]
fn a_manifest_outside_of_every_folder_is_served() {
    let folder = Folder::new(&format!("#- a/x\n\n#- b/app.arc\n{MANIFEST}"));
    let mut client = Client::start();
    client.initialize(json!({
        "capabilities": {},
        "workspaceFolders": [folder_of(&folder, "a")],
    }));
    let uri = folder.uri("b/app.arc");
    client.open(&uri, MANIFEST);
    assert_eq!(codes(&client.problems(&uri)), ["missing-handler"]);
}

/// Proves: folders.
#[test]
fn a_project_within_another_is_one_of_its_own() {
    let folder = Folder::new(
        "#- app.arc\n@app\nouter\n@aws\ntimeout 7\n@events\nyolo\n#- src/events/yolo/index.mjs\n\
         #- apps/in/app.arc\n@app\ninner\n@aws\ntimeout 9\n@events\nyolo\n#- apps/in/src/events/yolo/index.mjs\n\
         #- apps/in/src/events/yolo/config.arc\n@aws\ntimeout 3\n",
    );
    let mut client = Client::start();
    client.initialize(json!({ "capabilities": {}, "workspaceFolders": [folder_of(&folder, "")] }));
    for file in ["app.arc", "apps/in/app.arc", "apps/in/src/events/yolo/config.arc"] {
        client.open(&folder.uri(file), &folder.read(file));
        assert_eq!(codes(&client.problems(&folder.uri(file))), [] as [&str; 0], "{file}");
    }
    let mut go = |file: &str, line: u32| {
        let position = json!({ "line": line, "character": 1 });
        let params = json!({ "textDocument": { "uri": folder.uri(file) }, "position": position });
        let places = client.request("textDocument/definition", params);
        places[0]["uri"].as_str().map(str::to_owned)
    };
    let config = "apps/in/src/events/yolo/config.arc";
    assert_eq!(go(config, 1), Some(folder.uri("apps/in/app.arc")));
    assert_eq!(go("apps/in/app.arc", 3), Some(folder.uri(config)));
    assert_eq!(go("app.arc", 3), None, "no config of its own overrides it");
    assert_eq!(go("app.arc", 5), Some(folder.uri("src/events/yolo/index.mjs")));
    assert_eq!(symbols(&mut client, "yolo"), ["yolo", "yolo"]);
}

/// Proves: untitled.
#[test]
fn a_manifest_that_lies_nowhere_is_checked_but_misses_nothing() {
    let mut client = Client::initialized(json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } } },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
    }));
    let uri = "untitled:Untitled-1";
    client.open(uri, "@app\nmy-app\n@scheduled\nd rate(1 days)\n@events\nyolo\n");
    let problems = client.problems(uri);
    assert_eq!(codes(&problems), ["invalid-rate"], "{problems}");
    let place = json!({ "line": 3, "character": 10 });
    let document = json!({ "uri": uri });
    let actions = client.request(
        "textDocument/codeAction",
        json!({
            "textDocument": document,
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [], "only": ["quickfix"] },
        }),
    );
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri, "version": 1 }), "{actions}");
    let params = json!({ "textDocument": document, "position": { "line": 2, "character": 3 } });
    let hover = client.request("textDocument/hover", params);
    assert!(
        hover["contents"]["value"].as_str().is_some_and(|it| it.contains("scheduled")),
        "{hover}"
    );
    let params = json!({ "textDocument": document, "position": { "line": 6, "character": 0 } });
    let offers = client.request("textDocument/completion", params);
    assert!(offers["items"].as_array().is_some_and(|it| !it.is_empty()));
}

/// Proves: settings, folders.
#[test]
fn what_the_client_excludes_counts_from_the_innermost_folder_that_is_open() {
    let folder = Folder::new(&format!("#- all/old/a/app.arc\n{MANIFEST}"));
    let uri = folder.uri("all/old/a/app.arc");
    for way in ["pushed", "pulled"] {
        let mut client = Client::start();
        let pulls = json!({
            "textDocument": { "diagnostic": {} },
            "workspace": { "diagnostics": { "refreshSupport": true } },
        });
        client.initialize(json!({
            "capabilities": if way == "pulled" { pulls } else { json!({}) },
            "workspaceFolders": [folder_of(&folder, "all")],
            "initializationOptions": { "exclude": ["/old/"] },
        }));
        let sees = |client: &mut Client, expected: &[&str]| match way {
            "pushed" => assert_eq!(codes(&client.problems(&uri)), expected),
            _ => {
                let params = json!({ "textDocument": { "uri": uri } });
                let report = client.request("textDocument/diagnostic", params);
                assert_eq!(codes(&json!({ "diagnostics": report["items"] })), expected);
            }
        };
        client.open(&uri, MANIFEST);
        sees(&mut client, &[]);
        // The project is opened as a folder of its own: there, nothing of it lies in `old`.
        let event = json!({ "added": [folder_of(&folder, "all/old/a")], "removed": [] });
        client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
        sees(&mut client, &["missing-handler"]);
        let event = json!({ "added": [], "removed": [folder_of(&folder, "all/old/a")] });
        client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
        sees(&mut client, &[]);
    }
}

/// Proves: progress.
#[test]
fn the_first_look_at_the_workspace_shows_how_far_it_is() {
    let folder = Folder::new(
        "#- a/app.arc\n@app\napp-a\n#- b/app.arc\n@app\napp-b\n#- c/node_modules/d/app.arc\n@app\napp-d\n",
    );
    let mut client = Client::start();
    client.initialize(json!({
        "capabilities": { "window": { "workDoneProgress": true } },
        "workspaceFolders": [folder_of(&folder, "")],
    }));
    let create = client.said("window/workDoneProgress/create");
    client.reply(&create, Value::Null);
    let token = &create["params"]["token"];
    for kind in ["begin", "report", "end"] {
        let progress = client.said("$/progress");
        assert_eq!(progress["params"]["token"], *token);
        assert_eq!(progress["params"]["value"]["kind"], kind, "{progress}");
        if kind == "end" {
            assert_eq!(progress["params"]["value"]["message"], "2 projects");
        }
    }
}
