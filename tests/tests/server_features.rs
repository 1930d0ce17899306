//! Hover and code actions, as a client gets them.

use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use serde_json::{Value, json};

const MANIFEST: &str = "@app\nname\n\n@events\nyolo\n\n@queus\n";

fn full() -> Value {
    json!({
        "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
        },
        "workspace": {
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
        },
    })
}

struct Fixture {
    folder: Folder,
    client: Client,
    offered: Value,
}

impl Fixture {
    fn new(capabilities: Value) -> Fixture {
        let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
        let mut client = Client::start();
        let offered = client.initialize(json!({ "capabilities": capabilities }));
        client.open(&folder.uri("app.arc"), MANIFEST);
        Fixture { folder, client, offered }
    }

    fn hover(&mut self, line: u32, character: u32) -> Value {
        let document = json!({ "uri": self.folder.uri("app.arc") });
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": document, "position": position });
        self.client.request("textDocument/hover", params)
    }

    fn actions(&mut self, line: u32, only: &[&str]) -> Vec<Value> {
        let place = json!({ "line": line, "character": 1 });
        let mut context = json!({ "diagnostics": [] });
        if !only.is_empty() {
            context["only"] = json!(only);
        }
        let actions = self.client.request(
            "textDocument/codeAction",
            json!({
                "textDocument": { "uri": self.folder.uri("app.arc") },
                "range": { "start": place, "end": place },
                "context": context,
            }),
        );
        actions.as_array().cloned().unwrap_or_default()
    }
}

/// Proves: hover.
#[test]
fn hover_says_what_a_pragma_is_for_and_where_a_handler_is() {
    let mut fixture = Fixture::new(full());
    assert_eq!(fixture.offered["hoverProvider"], true);
    let pragma = fixture.hover(3, 2);
    assert_eq!(pragma["contents"]["kind"], "markdown");
    let text = pragma["contents"]["value"].as_str().unwrap_or_default();
    assert!(text.contains("**`@events`**"), "{pragma}");
    assert_eq!(pragma["range"]["start"], json!({ "line": 3, "character": 0 }));
    assert_eq!(pragma["range"]["end"], json!({ "line": 3, "character": 7 }));

    let function = fixture.hover(4, 0);
    let text = function["contents"]["value"].as_str().unwrap_or_default();
    assert!(text.contains("src/events/yolo/index.mjs"), "{function}");
    assert_eq!(fixture.hover(2, 0), Value::Null, "nothing stands on an empty line");
    assert_eq!(fixture.hover(99, 99), Value::Null, "nor behind the end");
}

#[test]
fn a_client_without_markdown_gets_plain_text() {
    let hover = Fixture::new(json!({})).hover(3, 2);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let text = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(text.contains("@events") && !text.contains(['*', '`', '[', ']']), "{hover}");
    assert!(text.contains("Documentation: https://arc.codes/"), "{hover}");
    let function = Fixture::new(json!({})).hover(4, 0);
    let text = function["contents"]["value"].as_str().unwrap_or_default();
    assert!(text.contains("\nMakes 3 resources:\n\nYoloEventTopicParam:\n  Type: "), "{text}");
    assert!(text.ends_with("\n    Subscription: []\n"), "{text}");
}

/// Proves: hover.
#[test]
fn hover_in_a_function_config_says_what_is_in_effect() {
    let mut fixture = Fixture::new(full());
    let config = "@aws\ntimeout 30\n";
    fixture.folder.write("src/events/yolo/config.arc", config);
    let uri = fixture.folder.uri("src/events/yolo/config.arc");
    fixture.client.open(&uri, config);
    let position = json!({ "line": 1, "character": 0 });
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    let hover = fixture.client.request("textDocument/hover", params);
    let text = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(text.contains("For `@events yolo`, in the place of `5` by default."), "{hover}");
}

#[test]
fn hover_counts_as_the_client_does() {
    let manifest = "@app\nname\n\n@events\n\"ä😀\" @queues\n\"ä😀\"\n";
    for (encoding, end) in [("utf-8", 8), ("utf-16", 5), ("utf-32", 4)] {
        let mut capabilities = full();
        capabilities["general"] = json!({ "positionEncodings": [encoding] });
        let mut fixture = Fixture::new(capabilities);
        let uri = fixture.folder.uri("app.arc");
        fixture.client.change(&uri, 2, json!([{ "text": manifest }]));
        let range = |line: u32, start: u32, end: u32| json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } });
        let pragma = fixture.hover(4, end + 3);
        assert_eq!(pragma["range"], range(4, end + 1, end + 8), "{encoding}: {pragma}");
        let function = fixture.hover(5, end);
        assert_eq!(function["range"], range(5, 0, end), "{encoding}: {function}");
    }
}

#[test]
fn a_fix_of_the_text_is_an_edit_of_this_version() {
    let mut fixture = Fixture::new(full());
    let actions = fixture.actions(6, &["quickfix"]);
    let action = actions.first().expect("the slip can be mended");
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["isPreferred"], true);
    assert_eq!(action["diagnostics"][0]["code"], "unknown-pragma");
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    assert_eq!(change["edits"][0]["newText"], "queues", "{change}");
    assert_eq!(change["edits"][0]["range"]["start"], json!({ "line": 6, "character": 1 }));
    assert!(fixture.actions(6, &["refactor"]).is_empty(), "what was not asked for");
    assert!(fixture.actions(2, &["quickfix"]).is_empty(), "nothing is wrong on an empty line");
}

/// Proves: scaffold.
#[test]
fn creating_a_handler_creates_the_file_and_fills_it() {
    let mut fixture = Fixture::new(full());
    let actions = fixture.actions(4, &[]);
    let title = "Create handler `src/events/yolo/index.mjs`";
    let action = actions.iter().find(|action| action["title"] == title);
    let action = action.unwrap_or_else(|| panic!("no {title} in {actions:#?}"));
    let changes = action["edit"]["documentChanges"].as_array().expect("changes");
    let uri = fixture.folder.uri("src/events/yolo/index.mjs");
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["uri"], json!(uri));
    assert_eq!(changes[1]["textDocument"]["uri"], json!(uri));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap_or_default();
    assert!(text.contains("export async function handler"), "{text}");
}

#[test]
fn a_client_that_cannot_create_files_is_offered_none() {
    let mut capabilities = full();
    capabilities["workspace"] = json!({});
    let mut fixture = Fixture::new(capabilities);
    let creates = |action: &Value| {
        action["title"].as_str().is_some_and(|title| title.starts_with("Create handler"))
    };
    assert!(!fixture.actions(4, &[]).iter().any(creates));
    let mend = fixture.actions(6, &[]);
    let uri = fixture.folder.uri("app.arc");
    assert_eq!(mend[0]["edit"]["changes"][&uri][0]["newText"], "queues", "{mend:?}");
}

#[test]
fn a_client_without_literal_actions_is_offered_none() {
    let fixture = Fixture::new(json!({}));
    assert!(fixture.offered.get("codeActionProvider").is_none());
}

/// Proves: hover.
#[test]
fn a_hover_says_the_next_runs_of_a_cron_and_none_of_a_rate() {
    let mut fixture = Fixture::new(full());
    let manifest = "@app\nname\n@scheduled\nearly cron(0 9 * * ? 2099)\noften rate(5 minutes)\n";
    let uri = fixture.folder.uri("app.arc");
    fixture.client.change(&uri, 2, json!([{ "text": manifest }]));
    let [early, often] = [3, 4].map(|line| fixture.hover(line, 1)["contents"]["value"].to_string());
    assert!(
        early.contains("Next runs:\\n- Thu 2099-01-01 09:00 +00:00\\n- Fri 2099-01-02"),
        "{early}"
    );
    assert!(often.contains("Every 5 minutes, counted from the deploy."), "{often}");
    assert!(!often.contains("Next run"), "{often}");
}
