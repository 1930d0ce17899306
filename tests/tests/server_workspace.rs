//! Folders, files outside of them, documents that lie nowhere, settings, and the first look at all of it.

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

/// Proves: settings.
#[test]
fn settings_of_the_client_count_where_the_file_says_nothing() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}@queus\n"));
    let uri = folder.uri("app.arc");
    let mut client = Client::initialized(json!({ "workspace": {
        "configuration": true,
        "didChangeConfiguration": { "dynamicRegistration": true },
    } }));
    let asked = client.said("workspace/configuration");
    assert_eq!(asked["params"]["items"], json!([{ "section": "arc" }]));
    client.reply(&asked, json!([{ "rules": { "missing-handler": "off" } }]));
    let registration = client.said("client/registerCapability");
    let method = &registration["params"]["registrations"][0]["method"];
    assert_eq!(method, "workspace/didChangeConfiguration");
    client.reply(&registration, Value::Null);
    client.open(&uri, &folder.read("app.arc"));
    while codes(&client.problems(&uri)) != ["unknown-pragma"] {}

    // The settings change: a bad key is said to a person, the rest counts.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let asked = client.said("workspace/configuration");
    let rules = json!({ "unknown-pragma": "off", "missing-handler": "hint" });
    client.reply(&asked, json!([{ "rules": rules, "stag": "x" }]));
    let said = client.said("window/showMessage");
    let message = said["params"]["message"].as_str().expect("a message");
    assert!(message.contains("there is no setting `stag`: did you mean `stage`?"), "{message}");
    while codes(&client.problems(&uri)) != ["missing-handler"] {}

    // What the project's file says counts more.
    folder.write("arc-lsp.toml", "[rules]\nmissing-handler = \"off\"\n");
    let change = json!({ "uri": folder.uri("arc-lsp.toml"), "type": 1 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    while !codes(&client.problems(&uri)).is_empty() {}
}

/// Proves: settings.
#[test]
fn a_client_that_cannot_be_asked_tells_its_settings() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
    let uri = folder.uri("app.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, MANIFEST);
    assert_eq!(codes(&client.problems(&uri)), ["missing-handler"]);
    let settings = json!({ "arc": { "rules": { "missing-handler": "off" } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    assert!(codes(&client.problems(&uri)).is_empty());
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

/// Every key, with a value that is not its default.
fn every_key() -> Value {
    json!({
        "rules": { "missing-handler": "hint" },
        "exclude": ["old/"],
        "stage": "production",
        "region": "eu-central-1",
        "architect": "10.16",
        "required-version": ">=0.1",
        "format": { "align-comments": false, "quotes": "keep" },
        "hover": { "template": "json" },
    })
}

/// Proves: settings.
#[test]
fn each_way_to_say_settings_takes_every_key() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
    let uri = folder.uri("app.arc");
    let asks = json!({ "workspace": { "configuration": true } });
    for way in ["initializationOptions", "initializationOptions of arc", "told", "asked"] {
        let mut client = Client::start();
        let (capabilities, given) = match way {
            "initializationOptions" => (json!({}), every_key()),
            "initializationOptions of arc" => (json!({}), json!({ "arc": every_key() })),
            "asked" => (asks.clone(), json!({ "hover": { "template": "off" } })),
            _ => (json!({}), Value::Null),
        };
        client.initialize(json!({ "capabilities": capabilities, "initializationOptions": given }));
        match way {
            "told" => client.notify(
                "workspace/didChangeConfiguration",
                json!({ "settings": { "arc": every_key() } }),
            ),
            "asked" => {
                let asked = client.said("workspace/configuration");
                client.reply(&asked, json!([every_key()]));
                // What comes behind the reply is seen with it.
                client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
            }
            _ => {}
        }
        client.open(&uri, &folder.read("app.arc"));
        let problems = loop {
            let problems = client.problems(&uri);
            if problems["diagnostics"][0]["severity"] == 4 {
                break problems;
            }
        };
        assert_eq!(codes(&problems), ["missing-handler"], "{way}");
        let document = json!({ "uri": uri });
        let params = json!({ "textDocument": document, "position": { "line": 3, "character": 1 } });
        let hover = client.request("textDocument/hover", params)["contents"].to_string();
        assert!(hover.contains("\\\"Type\\\": \\\"AWS::"), "{way}: {hover}");
        let said = |message: &Value| message["method"] == "window/showMessage";
        assert!(client.stays_silent(std::time::Duration::from_millis(50), said), "{way}");
    }
}

/// Proves: settings.
#[test]
fn a_bad_key_is_said_whichever_way_it_comes() {
    let bad_key = (json!({ "hover": { "template": "xml" } }), "`hover.template` takes", "xml");
    let bad_rule = (json!({ "rules": { "missing-handlr": "off" } }), "missing-handlr", "-handler`");
    for (way, (bad, what, advice)) in
        ["given", "told"].into_iter().flat_map(|way| [(way, &bad_key), (way, &bad_rule)])
    {
        let mut client = Client::start();
        let given = if way == "given" { bad.clone() } else { Value::Null };
        client.initialize(json!({ "capabilities": {}, "initializationOptions": given }));
        if way == "told" {
            client
                .notify("workspace/didChangeConfiguration", json!({ "settings": { "arc": bad } }));
        }
        let said = client.said("window/showMessage");
        let message = said["params"]["message"].as_str().expect("a message");
        assert!(message.contains(what) && message.contains(advice), "{way}: {message}");
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
