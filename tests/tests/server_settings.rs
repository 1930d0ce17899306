//! The settings of the client: given, told, and asked for, of each folder that it has open.

use std::process::Command;
use std::time::Duration;

use arc_lsp_tests::client::{Client, PATIENCE};
use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::places;
use serde_json::{Value, json};

const MANIFEST: &str = "@app\nmy-app\n@events\nyolo\n";

fn codes(problems: &Value) -> Vec<&str> {
    let problems = problems["diagnostics"].as_array().expect("a list").iter();
    problems.map(|problem| problem["code"].as_str().expect("a code")).collect()
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

/// Settings in which a missing handler weighs so much.
fn weighs(level: &str) -> Value {
    json!({ "rules": { "missing-handler": level } })
}

/// A client with these folders open that is asked for its settings, and what it is asked.
fn asked_with(folder: &Folder, open: &[&str]) -> (Client, Value) {
    let folders: Vec<_> = open.iter().map(|it| opened(folder, it)).collect();
    let mut client = Client::start();
    client.initialize(json!({
        "capabilities": { "workspace": { "configuration": true, "workspaceFolders": true } },
        "workspaceFolders": folders,
        "initializationOptions": weighs("warning"),
    }));
    let asked = client.said("workspace/configuration");
    (client, asked)
}

fn opened(folder: &Folder, path: &str) -> Value {
    json!({ "uri": folder.uri(path), "name": path })
}

/// What is asked of folders and, first, of what lies outside of all of them.
fn items(folder: &Folder, open: &[&str]) -> Value {
    let of_folders = open.iter().map(|it| json!({ "scopeUri": folder.uri(it), "section": "arc" }));
    [json!({ "section": "arc" })].into_iter().chain(of_folders).collect()
}

/// Waits until the missing handler of a manifest weighs so much.
fn sees(client: &mut Client, folder: &Folder, manifest: &str, level: &str) {
    let severity = match level {
        "error" => json!(1),
        "warning" => json!(2),
        "hint" => json!(4),
        _ => json!(null),
    };
    let uri = folder.uri(manifest);
    while client.problems(&uri)["diagnostics"][0]["severity"] != severity {}
}

/// Opens manifests and waits until the missing handler of each weighs so much.
fn opens_and_sees(client: &mut Client, folder: &Folder, expected: &[(&str, &str)]) {
    for (manifest, level) in expected {
        client.open(&folder.uri(manifest), MANIFEST);
        sees(client, folder, manifest, level);
    }
}

/// How much the missing handler of `a/app.arc` weighs in its next version.
fn severity_in_version(client: &mut Client, folder: &Folder, version: i64) -> Value {
    let uri = folder.uri("a/app.arc");
    client.change(&uri, version, json!([{ "text": format!("{MANIFEST}\n") }]));
    loop {
        let problems = client.problems(&uri);
        if problems["version"] == version {
            return problems["diagnostics"][0]["severity"].clone();
        }
    }
}

/// A manifest in each of these folders.
fn manifests_in(folders: &[&str]) -> Folder {
    let manifests = folders.iter().map(|it| format!("#- {it}/app.arc\n{MANIFEST}"));
    Folder::new(&manifests.collect::<String>())
}

/// Proves: settings, folders.
#[test]
fn each_folder_has_settings_of_its_own() {
    let folder = manifests_in(&["a/deep", "b", "c"]);
    let (mut client, asked) = asked_with(&folder, &["a", "b"]);
    assert_eq!(asked["params"]["items"], items(&folder, &["a", "b"]));
    client.reply(&asked, json!([weighs("off"), weighs("hint"), weighs("error")]));
    let expected = [("a/deep/app.arc", "hint"), ("b/app.arc", "error"), ("c/app.arc", "off")];
    opens_and_sees(&mut client, &folder, &expected);

    // They change: all is asked anew. What stands in the project's own file counts more.
    folder.write("b/arc-lsp.toml", "[rules]\nmissing-handler = \"hint\"\n");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let asked = client.said("workspace/configuration");
    assert_eq!(asked["params"]["items"], items(&folder, &["a", "b"]));
    client.reply(&asked, json!([weighs("hint"), weighs("error"), weighs("error")]));
    sees(&mut client, &folder, "a/deep/app.arc", "error");
    sees(&mut client, &folder, "c/app.arc", "hint");
    let change = json!({ "uri": folder.uri("b/arc-lsp.toml"), "type": 1 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    sees(&mut client, &folder, "b/app.arc", "hint");
}

/// Proves: settings, folders.
#[test]
fn a_folder_that_is_opened_later_is_asked_for() {
    let folder = manifests_in(&["a", "b"]);
    let (mut client, asked) = asked_with(&folder, &["a"]);
    client.reply(&asked, json!([weighs("hint"), weighs("off")]));
    opens_and_sees(&mut client, &folder, &[("a/app.arc", "off"), ("b/app.arc", "hint")]);
    let event = json!({ "added": [opened(&folder, "b")], "removed": [] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let asked = client.said("workspace/configuration");
    assert_eq!(asked["params"]["items"], items(&folder, &["a", "b"]));
    client.reply(&asked, json!([weighs("hint"), weighs("off"), weighs("error")]));
    sees(&mut client, &folder, "b/app.arc", "error");

    // When it is closed it lies outside of all folders again, before anything is answered.
    let event = json!({ "added": [], "removed": [opened(&folder, "b")] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    sees(&mut client, &folder, "b/app.arc", "hint");
    let asked = client.said("workspace/configuration");
    assert_eq!(asked["params"]["items"], items(&folder, &["a"]));
}

/// Proves: settings, folders.
#[test]
fn of_folders_in_each_other_the_innermost_around_the_manifest_counts() {
    let folder = manifests_in(&["a", "a/b/c", "a/bc"]);
    for open in [["a", "a/b"], ["a/b", "a"]] {
        let (mut client, asked) = asked_with(&folder, &open);
        let answers = open.map(|it| weighs(if it == "a" { "hint" } else { "error" }));
        client.reply(&asked, json!([weighs("off"), answers[0], answers[1]]));
        let expected =
            [("a/app.arc", "hint"), ("a/b/c/app.arc", "error"), ("a/bc/app.arc", "hint")];
        opens_and_sees(&mut client, &folder, &expected);
    }
}

/// Proves: settings, folders.
#[test]
fn a_folder_of_which_nothing_is_said_has_what_counts_outside() {
    let folder = manifests_in(&["a", "b"]);
    for (answer, level) in [
        (json!([weighs("hint")]), "hint"),
        (json!([weighs("hint"), null, null]), "hint"),
        // What was given with `initialize` is the last resort, as where an answer says nothing of a rule.
        (json!([null, null, null]), "warning"),
        (json!([]), "warning"),
        (json!([{}, { "stage": "production" }, {}]), "warning"),
        (json!(["", 1, []]), "warning"),
    ] {
        let (mut client, asked) = asked_with(&folder, &["a", "b"]);
        client.reply(&asked, answer);
        opens_and_sees(&mut client, &folder, &[("b/app.arc", level), ("a/app.arc", level)]);
        // The answer has surely arrived by now.
        client.assert_answers();
        let expected = if level == "hint" { 4 } else { 2 };
        assert_eq!(severity_in_version(&mut client, &folder, 2), expected);
    }
}

/// Proves: settings.
#[test]
fn a_client_that_answers_with_an_error_keeps_the_settings_that_it_said_before() {
    let folder = manifests_in(&["a"]);
    let (mut client, asked) = asked_with(&folder, &["a"]);
    let refuse = |client: &mut Client, asked: &Value| {
        let error = json!({ "code": -32603, "message": "not now" });
        client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "error": error }));
    };
    refuse(&mut client, &asked);
    opens_and_sees(&mut client, &folder, &[("a/app.arc", "warning")]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let asked = client.said("workspace/configuration");
    client.reply(&asked, json!([null, weighs("error")]));
    sees(&mut client, &folder, "a/app.arc", "error");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let asked = client.said("workspace/configuration");
    refuse(&mut client, &asked);
    client.assert_answers();
    assert_eq!(severity_in_version(&mut client, &folder, 2), 1);
}

/// Proves: settings.
#[test]
fn of_answers_in_the_wrong_order_that_counts_which_was_asked_for_last() {
    let folder = manifests_in(&["a"]);
    let (mut client, first) = asked_with(&folder, &["a"]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let second = client.said("workspace/configuration");
    client.reply(&second, json!([null, weighs("error")]));
    opens_and_sees(&mut client, &folder, &[("a/app.arc", "error")]);
    client.reply(&first, json!([null, weighs("hint")]));
    client.assert_answers();
    assert_eq!(severity_in_version(&mut client, &folder, 2), 1);

    // In the right order each counts.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let third = client.said("workspace/configuration");
    client.reply(&third, json!([null, weighs("hint")]));
    sees(&mut client, &folder, "a/app.arc", "hint");
}

/// Proves: settings.
#[test]
fn what_is_wrong_is_said_once_and_of_which_folder_where_they_differ() {
    let folder = manifests_in(&["a", "b", "c"]);
    let (mut client, asked) = asked_with(&folder, &["a", "b"]);
    let message = |client: &mut Client| {
        let said = client.said("window/showMessage");
        said["params"]["message"].as_str().expect("a message").to_owned()
    };
    let (all, some) = (json!({ "stag": "x" }), json!({ "stag": "x", "regio": "y" }));
    client.reply(&asked, json!([all, some, all]));
    let everywhere = "arc-lsp, in the settings `arc` of the editor: there is no setting `stag`: did you mean `stage`?";
    let in_a = format!(
        "arc-lsp, in the settings `arc` of the editor for `{}`: there is no setting `regio`: did you mean `region`?",
        folder.path().join("a").display()
    );
    assert_eq!([message(&mut client), message(&mut client)], [everywhere, &in_a]);

    // What was said is not said again when something else changes.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let asked = client.said("workspace/configuration");
    client.reply(&asked, json!([all, some, { "stag": "x", "stage": "production" }]));
    let event = json!({ "added": [opened(&folder, "c")], "removed": [] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let asked = client.said("workspace/configuration");
    client.reply(&asked, json!([all, some, {}, some]));
    // Another folder has the same fault, and the one that was everywhere is not any more.
    let [a, c] = ["a", "c"].map(|it| folder.path().join(it).display().to_string());
    let others = message(&mut client);
    assert!(
        others.contains(&format!(
            "for files outside of its folders, `{a}` and `{c}`: there is no setting `stag`"
        )),
        "{others}"
    );
    let both = message(&mut client);
    assert!(both.contains(&format!("for `{a}` and `{c}`: there is no setting `regio`")), "{both}");
    let said = |message: &Value| message["method"] == "window/showMessage";
    assert!(client.stays_silent(Duration::from_millis(50), said));

    // One that is mended and made again is said again.
    for (answer, silent) in [(json!([]), true), (json!([all]), false)] {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
        let asked = client.said("workspace/configuration");
        client.reply(&asked, answer);
        match silent {
            true => assert!(client.stays_silent(Duration::from_millis(50), said)),
            false => assert_eq!(message(&mut client), everywhere),
        }
    }
}

/// Proves: settings.
#[test]
fn what_is_wrong_in_the_file_of_a_project_is_said_once() {
    let folder = Folder::new(&format!(
        "#- app.arc\n{MANIFEST}#- arc-lsp.toml\nstag = 'x'\n[rules]\nmissing-handler = 'hint'\n"
    ));
    let uri = folder.uri("app.arc");
    let file = folder.path().join("arc-lsp.toml").display().to_string();
    let pulls = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    for (way, capabilities) in [("pushed", json!({})), ("pulled", pulls)] {
        let mut client = Client::initialized(capabilities);
        client.open(&uri, MANIFEST);
        let look = |client: &mut Client| match way {
            "pushed" => client.problems(&uri)["diagnostics"].clone(),
            _ => {
                let params = json!({ "textDocument": { "uri": uri } });
                client.request("textDocument/diagnostic", params)["items"].clone()
            }
        };
        assert_eq!(look(&mut client)[0]["severity"], 4, "the rest counts");
        let said = client.said("window/showMessage");
        assert_eq!(
            said["params"]["message"],
            format!("arc-lsp, in {file}:1:1: there is no setting `stag`: did you mean `stage`?")
        );
        client.change(&uri, 2, json!([{ "text": "@app\nmy-app\n@events\nyolo\noh\n" }]));
        look(&mut client);
        let said = |message: &Value| message["method"] == "window/showMessage";
        assert!(client.stays_silent(Duration::from_millis(50), said), "{way}");
    }
}

/// Proves: settings.
#[test]
fn a_server_may_be_started_with_settings_in_place_of_every_file() {
    let folder = Folder::new(&format!(
        "#- app.arc\n{MANIFEST}#- arc-lsp.toml\n[rules]\nmissing-handler = 'error'\n\
         #- ours/ours.toml\nregio = 'x'\n[rules]\nmissing-handler = 'hint'\n"
    ));
    let start = |config: &str| {
        let mut command = Command::new(places::binary());
        command.args(["server", "--config"]).arg(folder.path().join(config));
        Client::spawn(command)
    };
    let mut client = start("ours/ours.toml");
    client.initialize(json!({ "capabilities": {}, "initializationOptions": weighs("off") }));
    let uri = folder.uri("app.arc");
    client.open(&uri, MANIFEST);
    assert_eq!(client.problems(&uri)["diagnostics"][0]["severity"], 4);
    let said = client.said("window/showMessage");
    let message = said["params"]["message"].as_str().expect("a message");
    assert!(message.contains("ours.toml:1:1: there is no setting `regio`"), "{message}");

    // One that cannot be read: nothing would be as it is meant.
    let ended = start("absent.toml").ended_within(PATIENCE).expect("it does not start");
    assert_eq!(ended.code(), Some(2));
}
