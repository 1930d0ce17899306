//! Completion, as a client gets it.

use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::workspace_edit;
use serde_json::{Value, json};

/// A client that takes all of a completion.
fn full() -> Value {
    item_support(json!({
        "snippetSupport": true,
        "documentationFormat": ["markdown", "plaintext"],
        "deprecatedSupport": true,
        "tagSupport": { "valueSet": [1] },
        "insertTextModeSupport": { "valueSet": [1, 2] },
        "resolveSupport": { "properties": ["documentation", "detail"] },
    }))
}

fn item_support(item: Value) -> Value {
    json!({ "textDocument": { "completion": { "completionItem": item } } })
}

struct Session {
    folder: Folder,
    client: Client,
    uri: String,
    text: String,
}

impl Session {
    /// Opens the file of the fixture that is named, with the client's capabilities.
    fn new(capabilities: Value, fixture: &str, file: &str) -> Session {
        let folder = Folder::new(fixture);
        let mut client = Client::initialized(capabilities);
        let (uri, text) = (folder.uri(file), folder.read(file));
        client.open(&uri, &text);
        Session { folder, client, uri, text }
    }

    fn offers(&mut self, line: u32, character: u32) -> Vec<Value> {
        let place = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": self.uri }, "position": place });
        let list = self.client.request("textDocument/completion", params);
        list["items"].as_array().expect("a list").clone()
    }

    /// The text with an offer accepted, as a client without placeholders does.
    fn accepted(&self, offer: &Value) -> String {
        let mut edits = vec![offer["textEdit"].clone()];
        edits.extend(offer["additionalTextEdits"].as_array().cloned().unwrap_or_default());
        workspace_edit::edited(&self.text, &edits, "utf-16")
    }
}

fn labels(offers: &[Value]) -> Vec<&str> {
    offers.iter().filter_map(|offer| offer["label"].as_str()).collect()
}

fn labelled<'a>(offers: &'a [Value], label: &str) -> &'a Value {
    let found = offers.iter().find(|offer| offer["label"] == label);
    found.unwrap_or_else(|| panic!("no `{label}` among {:?}", labels(offers)))
}

/// Proves: completion.
#[test]
fn a_route_is_built_word_by_word() {
    let fixture = "#- app.arc\n@app\nmy-app\n\n@http\nget /\n\n#- src/http/get-index/index.mjs\n\
                   #- src/http/post-hello-000id/index.mjs\n#- src/events/oh/index.mjs\n";
    let mut session = Session::new(full(), fixture, "app.arc");
    let offers = session.offers(5, 0);
    let first = ["get", "post", "put", "patch", "delete", "options", "head", "any"];
    assert_eq!(labels(&offers)[..8], first);
    assert_eq!(offers[8]["label"], "post /hello/:id");
    assert!(offers.windows(2).all(|two| two[0]["sortText"].as_str() < two[1]["sortText"].as_str()));
    assert_eq!(session.accepted(&offers[8]).lines().nth(5), Some("post /hello/:id"));
    assert_eq!(labelled(&offers, "@events")["detail"], "a handler on disk is not declared");

    let uri = session.uri.clone();
    session.client.change(&uri, 2, json!([{
        "range": { "start": { "line": 5, "character": 0 }, "end": { "line": 5, "character": 0 } },
        "text": "post ",
    }]));
    let offers = session.offers(5, 5);
    assert_eq!(labels(&offers), ["/hello/:id", "/"]);
    assert_eq!(offers[0]["detail"], "src/http/post-hello-000id, not declared");
}

/// Proves: completion, completion-resolve.
#[test]
fn a_schedule_says_what_it_would_be() {
    let fixture = "#- app.arc\n@app\nmy-app\n@scheduled\ndaily cron(0 9 ? * \n";
    let mut session = Session::new(full(), fixture, "app.arc");
    let offers = session.offers(3, 19);
    let weekdays = labelled(&offers, "MON-FRI");
    assert_eq!(weekdays["documentation"], Value::Null, "it comes when it is looked at");
    let resolved = session.client.request("completionItem/resolve", weekdays.clone());
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    let words = "`cron(0 9 ? * MON-FRI *)`\n\nEvery weekday at 09:00 UTC.";
    assert_eq!(resolved["documentation"]["value"], words);
    assert_eq!(resolved["textEdit"], weekdays["textEdit"]);

    let plain = item_support(json!({}));
    let mut session = Session::new(plain, fixture, "app.arc");
    let offers = session.offers(3, 19);
    let documentation = &labelled(&offers, "MON-FRI")["documentation"];
    let words = "cron(0 9 ? * MON-FRI *)\n\nEvery weekday at 09:00 UTC.";
    assert_eq!(*documentation, json!({ "kind": "plaintext", "value": words }));
}

/// Proves: completion-snippets.
#[test]
fn placeholders_are_for_who_has_them() {
    let fixture = "#- app.arc\n@app\nmy-app\n@tables\n\n";
    let mut session = Session::new(full(), fixture, "app.arc");
    let offers = session.offers(3, 0);
    let table = labelled(&offers, "name with a partition key");
    assert_eq!(table["insertTextFormat"], 2);
    assert_eq!(table["textEdit"]["newText"], "${1:table}\n  ${2:id} *String");
    assert_eq!(table["insertTextMode"], 1, "the indentation is a part of it");

    let mut session = Session::new(item_support(json!({})), fixture, "app.arc");
    let offers = session.offers(3, 0);
    assert!(!offers.is_empty());
    for offer in &offers {
        assert_eq!(offer["insertTextFormat"], 1, "{offer}");
        assert!(!session.accepted(offer).contains("${"), "{offer}");
        assert_eq!(offer.get("insertTextMode"), None, "{offer}");
        assert_eq!(offer.get("tags"), None, "{offer}");
    }
    assert_eq!(labelled(&offers, "@macros")["deprecated"], true);
}

/// Proves: completion.
#[test]
fn a_setting_comes_with_its_indentation() {
    let fixture = "#- app.arc\n@app\nmy-app\n@queues\njobs\n    ba\n#- src/queues/jobs/index.mjs\n";
    let mut session = Session::new(item_support(json!({})), fixture, "app.arc");
    let offers = session.offers(4, 6);
    assert_eq!(labels(&offers), ["src", "fifo", "batchSize", "batchWindow"]);
    let text = session.accepted(&offers[2]);
    assert_eq!(text, "@app\nmy-app\n@queues\njobs\n  batchSize \n");
    // Right below the entry, without any.
    let uri = session.uri.clone();
    session.text = "@app\nmy-app\n@queues\njobs\nfi\n".to_owned();
    session.client.change(&uri, 2, json!([{ "text": session.text }]));
    let offers = session.offers(4, 2);
    let text = session.accepted(labelled(&offers, "fifo"));
    assert_eq!(text, "@app\nmy-app\n@queues\njobs\n  fifo \n");
}

/// Proves: completion.
#[test]
fn configs_and_preferences_have_their_own() {
    let fixture = "#- app.arc\n@app\nmy-app\n@events\nyolo\n#- src/events/yolo/config.arc\n@aws\nruntime p\n\
                   #- prefs.arc\n@sandbox\nports\n  \n";
    let mut session = Session::new(full(), fixture, "src/events/yolo/config.arc");
    let offers = session.offers(1, 9);
    assert!(labels(&offers).contains(&"python3.13"), "{offers:#?}");
    let mut session = Session::new(full(), fixture, "prefs.arc");
    assert_eq!(labels(&session.offers(2, 2)), ["http", "events", "queues", "tables"]);
}

/// Proves: completion.
#[test]
fn nothing_in_quotes_and_foreign_files_but_broken_text_is_no_matter() {
    let fixture = "#- app.arc\n@app\nmy-app{\n@aws\nregion \n@events\n\"ab\n#- index.mjs\n@";
    let mut session = Session::new(full(), fixture, "app.arc");
    assert_eq!(session.offers(3, 7)[0]["label"], "us-east-1");
    assert_eq!(session.offers(5, 2), [] as [Value; 0]);
    assert_eq!(session.offers(99, 99).len(), session.offers(6, 0).len());
    let mut session = Session::new(full(), fixture, "index.mjs");
    assert_eq!(session.offers(0, 1), [] as [Value; 0]);
    assert!(session.folder.has("app.arc"));
}

/// Proves: positions.
#[test]
fn the_replaced_range_counts_as_the_client_does() {
    for (encoding, start) in [("utf-8", 9), ("utf-16", 6), ("utf-32", 5)] {
        let mut capabilities = full();
        capabilities["general"] = json!({ "positionEncodings": [encoding] });
        let fixture = "#- app.arc\n@app\nmy-app\n@scheduled\n\"ä😀\" rat\n";
        let mut session = Session::new(capabilities, fixture, "app.arc");
        let offers = session.offers(3, start + 3);
        let range = &labelled(&offers, "rate(1 day)")["textEdit"]["range"];
        assert_eq!(range["start"], json!({ "line": 3, "character": start }), "{encoding}");
        assert_eq!(range["end"], json!({ "line": 3, "character": start + 3 }), "{encoding}");
    }
}

/// Proves: completion, completion-resolve.
#[test]
fn values_are_those_of_the_project_and_each_is_documented() {
    let manifest = "@app\nmy-app\n@scheduled\ndaily\n  cron 0 9 * * ? *\n  timezone \n@queues\njobs\n  src \n@tables\n\
                    cats\n  id \n@tables-indexes\n\n@tables-streams\n\n@plugins\n\n@aws\nruntime \n@http\n\n";
    let package = r#"{ "dependencies": { "arc-plugin-a": "1" }, "devDependencies": { "@arc/plugin-b": "1", "left-pad": "1" } }"#;
    let fixture = format!(
        "#- app.arc\n{manifest}#- package.json\n{package}\n#- src/plugins/own.js\n#- lib/work/index.js\n\
         #- src/queues/other/index.mjs\n"
    );
    let mut session = Session::new(full(), &fixture, "app.arc");
    let lines: Vec<&str> = manifest.lines().collect();
    for (pragma, below, expected) in [
        ("@scheduled", 3, &["UTC", "Asia/Tokyo", "Europe/Berlin"][..]),
        // Before the others come those that wait for it.
        ("@queues", 2, &["src/queues/other", "lib", "src"]),
        ("@tables", 2, &["*String", "*Number", "**String", "**Number", "TTL"]),
        ("@tables-indexes", 1, &["cats"]),
        ("@tables-streams", 1, &["cats"]),
        ("@plugins", 1, &["own", "arc-plugin-a", "arc/plugin-b", "left-pad"]),
        ("@aws", 1, &["nodejs22.x", "python3.13", "ruby3.3", "deno"]),
        ("@http", 1, &["get", "post"]),
    ] {
        let line = lines.iter().position(|it| *it == pragma).expect("it is there") + below;
        let character = lines[line].len().try_into().expect("a short line");
        let offers = session.offers(line.try_into().expect("a short text"), character);
        let found = labels(&offers);
        let at = |label: &&str| found.iter().position(|it| it == label);
        let places: Vec<_> = expected.iter().map(at).collect();
        let in_order = places.iter().all(Option::is_some) && places.is_sorted();
        assert!(in_order, "{pragma}: {places:?} in {found:?}");
        for label in expected {
            let offer = labelled(&offers, label).clone();
            let whole = match offer["documentation"].is_null() {
                true => session.client.request("completionItem/resolve", offer),
                false => offer,
            };
            let words = whole["documentation"]["value"].as_str().unwrap_or_default();
            assert!(!words.is_empty(), "{pragma} {label}");
        }
    }
}
