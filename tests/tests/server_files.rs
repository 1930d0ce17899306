//! Files that come, go and change outside of a document change its problems at once.

use arc_lsp::project::fixture::Fixture;
use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use serde_json::{Value, json};

const MANIFEST: &str = "@app\nname\n\n@events\nyolo\n";
const HANDLER: &str = "src/events/yolo/index.mjs";

fn manifest() -> Folder {
    Folder::new(&format!("#- app.arc\n{MANIFEST}"))
}

/// The codes of the problems that are pushed next.
fn codes(client: &mut Client, uri: &str) -> Vec<String> {
    let pushed = client.problems(uri);
    let problems = pushed["diagnostics"].as_array().cloned().unwrap_or_default();
    problems.iter().map(|it| it["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Proves: watched-files.
#[test]
fn a_handler_that_comes_and_goes_changes_the_problems_at_once() {
    let folder = manifest();
    let uri = folder.uri("app.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, MANIFEST);
    assert_eq!(codes(&mut client, &uri), ["missing-handler"]);
    for _ in 0..3 {
        folder.write(HANDLER, "export async function handler () {}");
        // Between the folder and the file in it, something else may be said of the handler.
        while !codes(&mut client, &uri).is_empty() {}
        folder.remove("src");
        assert_eq!(codes(&mut client, &uri), ["missing-handler"]);
    }
}

/// What git does, without git: an index that tracks these files.
fn track(folder: &Folder, paths: &str) {
    let index = Fixture::parse(&format!("#- .git/index\n{paths}")).files.remove(0).1;
    // As git does it, so that nobody reads half of one.
    folder.write(".git/index.lock", index);
    let git = folder.path().join(".git");
    std::fs::rename(git.join("index.lock"), git.join("index")).expect("writable");
}

/// Proves: watched-files.
#[test]
fn what_git_tracks_changes_the_problems_at_once() {
    let preferences = "@env\nstaging\n  API_KEY 9f8e7d6c\n";
    let folder = Folder::new(&format!(
        "#- app.arc\n@app\nname\n#- prefs.arc\n{preferences}#- .git/index\napp.arc\n"
    ));
    let uri = folder.uri("prefs.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, preferences);
    assert_eq!(codes(&mut client, &uri), [""; 0]);
    for _ in 0..3 {
        track(&folder, "app.arc\nprefs.arc\n");
        while codes(&mut client, &uri) != ["env-tracked"] {}
        track(&folder, "app.arc\n");
        while !codes(&mut client, &uri).is_empty() {}
    }
}

/// Proves: watched-files.
#[test]
fn what_the_client_tells_of_is_looked_at_anew() {
    let folder = manifest();
    let uri = folder.uri("app.arc");
    let watched = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let refresh = json!({ "refreshSupport": true });
    let mut client = Client::start();
    client.initialize(json!({
        "rootUri": folder.uri(""),
        "capabilities": {
            "textDocument": { "diagnostic": {} },
            "workspace": {
                "diagnostics": refresh,
                "didChangeWatchedFiles": watched["didChangeWatchedFiles"],
            },
        },
    }));
    let registration = client.said("client/registerCapability");
    client.reply(&registration, Value::Null);
    client.open(&uri, MANIFEST);
    let document = json!({ "textDocument": { "uri": uri } });
    let pulled = |client: &mut Client| {
        let report = client.request("textDocument/diagnostic", document.clone());
        report["items"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(pulled(&mut client), 1);

    folder.write(HANDLER, "export async function handler () {}");
    let changes = json!([{ "uri": folder.uri("src"), "type": 1 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let refresh = client.said("workspace/diagnostic/refresh");
    client.reply(&refresh, Value::Null);
    assert_eq!(pulled(&mut client), 0);
}

/// Proves: sync.
#[test]
fn a_config_in_a_buffer_counts_before_it_is_saved() {
    let config = "@aws\nruntime python3.13\n";
    let folder = manifest();
    folder.write(HANDLER, "export async function handler () {}");
    folder.write("src/events/yolo/config.arc", config);
    let uri = folder.uri("app.arc");
    let config_uri = folder.uri("src/events/yolo/config.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, MANIFEST);
    assert_eq!(codes(&mut client, &uri), ["missing-handler"], "Python looks for lambda.py");

    client.open(&config_uri, config);
    assert!(codes(&mut client, &config_uri).is_empty());
    client.change(&config_uri, 2, json!([{ "text": "@aws\nruntime nodejs22.x\n" }]));
    assert!(codes(&mut client, &uri).is_empty());
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": config_uri } }));
    assert_eq!(codes(&mut client, &uri), ["missing-handler"], "the disk counts again");
}

#[test]
fn problems_of_a_config_stand_in_the_config() {
    let folder = manifest();
    folder.write(HANDLER, "export async function handler () {}");
    folder.write("src/events/yolo/config.arc", "");
    let uri = folder.uri("src/events/yolo/config.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, "@aws\ntimeout 10\n@aws\n");
    assert_eq!(codes(&mut client, &uri), ["repeated-pragma"]);
}

#[test]
fn a_file_of_another_language_has_none() {
    let folder = manifest();
    folder.write(HANDLER, "");
    let mut client = Client::initialized(json!({}));
    client.open(&folder.uri(HANDLER), "@app\n@app\n");
    client.open(&folder.uri("app.arc"), MANIFEST);
    client.problems(&folder.uri("app.arc"));
    let silent = client.stays_silent(std::time::Duration::from_millis(200), |message| {
        message["method"] == "textDocument/publishDiagnostics"
    });
    assert!(silent);
}

/// Waits for problems of these codes. What is done to several folders may be told one by one.
fn come_to(client: &mut Client, uri: &str, expected: &[&str]) {
    loop {
        let mut codes = codes(client, uri);
        codes.sort();
        if codes == expected {
            break;
        }
    }
}

#[test]
fn what_is_renamed_outside_the_editor_is_seen() {
    let folder = manifest();
    folder.write(HANDLER, "export async function handler () {}");
    let uri = folder.uri("app.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, MANIFEST);
    come_to(&mut client, &uri, &[]);

    let events = folder.path().join("src/events");
    std::fs::rename(events.join("yolo"), events.join("oh")).expect("writable");
    come_to(&mut client, &uri, &["missing-handler", "undeclared-handler"]);
    std::fs::rename(events.join("oh"), events.join("yolo")).expect("writable");
    come_to(&mut client, &uri, &[]);

    // A folder above. Within the project, it would be taken for what the handlers are made of.
    let elsewhere = Folder::new("#- readme.md\n");
    let (here, there) = (folder.path().join("src"), elsewhere.path().join("src"));
    std::fs::rename(&here, &there).expect("writable");
    come_to(&mut client, &uri, &["missing-handler"]);
    std::fs::rename(&there, &here).expect("writable");
    come_to(&mut client, &uri, &[]);
}

#[test]
#[cfg(unix)]
fn what_a_linked_config_says_is_read_anew() {
    let folder = manifest();
    folder.write(HANDLER, "export async function handler () {}");
    folder.write("shared/config.arc", "@aws\nruntime python3.13\n");
    let link = folder.path().join("src/events/yolo/config.arc");
    std::os::unix::fs::symlink("../../../shared/config.arc", link).expect("writable");
    let uri = folder.uri("app.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, MANIFEST);
    assert_eq!(codes(&mut client, &uri), ["missing-handler"]);
    folder.write("shared/config.arc", "@aws\nruntime nodejs22.x\n");
    client.change(&uri, 2, json!([{ "text": format!("{MANIFEST}\n") }]));
    assert!(codes(&mut client, &uri).is_empty());
}

/// A client that asks for problems; `manifest` open in it.
fn pulling(folder: &Folder) -> Client {
    let mut client = Client::initialized(json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    }));
    client.open(&folder.uri("app.arc"), MANIFEST);
    client
}

fn pulled(client: &mut Client, uri: &str) -> Vec<String> {
    let params = json!({ "textDocument": { "uri": uri } });
    let report = client.request("textDocument/diagnostic", params);
    let problems = report["items"].as_array().cloned().unwrap_or_default();
    problems.iter().map(|it| it["code"].as_str().unwrap_or_default().to_owned()).collect()
}

fn refreshed(client: &mut Client) {
    let request = client.said("workspace/diagnostic/refresh");
    client.reply(&request, Value::Null);
}

#[test]
fn a_client_that_pulls_is_told_of_what_the_server_saw() {
    let folder = manifest();
    let uri = folder.uri("app.arc");
    let mut client = pulling(&folder);
    assert_eq!(pulled(&mut client, &uri), ["missing-handler"]);
    folder.write(HANDLER, "export async function handler () {}");
    while !pulled(&mut client, &uri).is_empty() {
        refreshed(&mut client);
    }
    folder.remove("src");
    while pulled(&mut client, &uri) != ["missing-handler"] {
        refreshed(&mut client);
    }
}

#[test]
fn a_client_that_pulls_is_told_when_a_config_changes_the_manifests_problems() {
    let config = "@aws\nruntime python3.13\n";
    let folder = manifest();
    folder.write(HANDLER, "export async function handler () {}");
    folder.write("src/events/yolo/config.arc", config);
    let (uri, config_uri) = (folder.uri("app.arc"), folder.uri("src/events/yolo/config.arc"));
    let mut client = pulling(&folder);
    client.open(&config_uri, config);
    refreshed(&mut client);
    assert_eq!(pulled(&mut client, &uri), ["missing-handler"]);
    client.change(&config_uri, 2, json!([{ "text": "@aws\nruntime nodejs22.x {\n" }]));
    refreshed(&mut client);
    assert_eq!(pulled(&mut client, &config_uri), ["unknown-character"]);
    client.change(&config_uri, 3, json!([{ "text": "@aws\nruntime nodejs22.x\n" }]));
    refreshed(&mut client);
    assert!(pulled(&mut client, &uri).is_empty());
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": config_uri } }));
    refreshed(&mut client);
    assert_eq!(pulled(&mut client, &uri), ["missing-handler"], "the disk counts again");
}

#[test]
fn preferences_have_problems_of_their_own() {
    let folder = manifest();
    folder.write("prefs.arc", "");
    let uri = folder.uri("prefs.arc");
    let mut client = Client::initialized(json!({}));
    client.open(&uri, "@env\na {\n");
    assert_eq!(codes(&mut client, &uri), ["invalid-setting", "unknown-character"]);
    client.change(&uri, 2, json!([{ "text": "@env\n" }]));
    assert!(codes(&mut client, &uri).is_empty());
    client.change(&uri, 3, json!([{ "text": "@env\na {\n" }]));
    assert_eq!(codes(&mut client, &uri), ["invalid-setting", "unknown-character"]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert!(codes(&mut client, &uri).is_empty());
}
