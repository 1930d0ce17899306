//! Problems that a client asks for: of a document, and of the whole workspace.

use std::time::Duration;

use arc_lsp_tests::client::Client;
use arc_lsp_tests::editor::Editor;
use serde_json::{Value, json};

const PROJECTS: &str = "#- a/app.arc\n@app\napp-a\n@events\nyolo\n#- a/src/events/yolo/index.mjs\n\
                        #- a/src/events/yolo/config.arc\n@aws\ntimeout 1000\n\
                        #- b/app.arc\n@app\napp-b\n@queus\n#- c/app.arc\n@app\napp-c\n";

fn pulling(related: bool) -> Value {
    json!({
        "textDocument": {
            "diagnostic": { "relatedDocumentSupport": related },
            "publishDiagnostics": { "relatedInformation": true },
        },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

fn is_pushed(message: &Value) -> bool {
    message["method"] == "textDocument/publishDiagnostics"
}

fn workspace(editor: &mut Editor, previous: &[(String, Value)]) -> Vec<Value> {
    let previous: Vec<Value> =
        previous.iter().map(|(uri, id)| json!({ "uri": uri, "value": id })).collect();
    let params = json!({ "previousResultIds": previous });
    let report = editor.client.request("workspace/diagnostic", params);
    report["items"].as_array().expect("items").clone()
}

/// Path, kind and codes of each report.
fn shown(editor: &Editor, reports: &[Value]) -> Vec<String> {
    let line = |report: &Value| {
        let problems = report["items"].as_array().into_iter().flatten();
        let codes: Vec<&str> = problems.filter_map(|it| it["code"].as_str()).collect();
        let kind = report["kind"].as_str().expect("a kind");
        format!("{} {kind} {}", editor.path_of(&report["uri"]), codes.join(" "))
            .trim_end()
            .to_owned()
    };
    reports.iter().map(line).collect()
}

fn ids(reports: &[Value]) -> Vec<(String, Value)> {
    let id = |report: &Value| {
        (report["uri"].as_str().expect("a URI").to_owned(), report["resultId"].clone())
    };
    reports.iter().map(id).collect()
}

/// Proves: workspace-diagnostics.
#[test]
fn every_project_of_the_workspace_is_looked_through() {
    let mut editor = Editor::new(PROJECTS, pulling(false));
    let provider = &editor.offered["diagnosticProvider"];
    assert_eq!(
        (&provider["workspaceDiagnostics"], &provider["interFileDependencies"]),
        (&json!(true), &json!(true))
    );
    let first = workspace(&mut editor, &[]);
    assert_eq!(
        shown(&editor, &first),
        [
            "a/app.arc full",
            "a/src/events/yolo/config.arc full invalid-setting",
            "b/app.arc full unknown-pragma",
            "c/app.arc full",
        ]
    );
    assert!(first.iter().all(|report| report["version"].is_null()), "none is open: {first:?}");

    // What is the same is not said again.
    let known = ids(&first);
    let second = workspace(&mut editor, &known);
    assert!(second.iter().all(|report| report["kind"] == "unchanged"), "{second:?}");
    assert_eq!(ids(&second), known);

    // An open buffer counts, with its version, and the report of the document has the same id.
    let uri = editor.folder.uri("b/app.arc");
    editor.client.open(&uri, "@app\napp-b\n");
    let third = workspace(&mut editor, &known);
    assert_eq!(shown(&editor, &third)[2], "b/app.arc full");
    assert_eq!(third[2]["version"], 1);
    let known = ids(&third);
    let params = json!({ "textDocument": { "uri": uri }, "previousResultId": known[2].1 });
    let report = editor.client.request("textDocument/diagnostic", params);
    assert_eq!(report, json!({ "kind": "unchanged", "resultId": known[2].1 }));
    editor.client.change(&uri, 2, json!([{ "text": "@app\napp-b\n@evnts\n" }]));
    let fourth = workspace(&mut editor, &known);
    assert_eq!(shown(&editor, &fourth)[2], "b/app.arc full unknown-pragma");
    assert_eq!(fourth[2]["version"], 2);
    assert!(editor.client.stays_silent(Duration::from_millis(200), is_pushed));
}

/// Proves: workspace-diagnostics.
#[test]
fn what_changes_on_the_disk_shows_and_what_is_gone_is_taken_back() {
    let mut editor = Editor::new(PROJECTS, pulling(false));
    let known = ids(&workspace(&mut editor, &[]));
    editor.folder.write("a/src/events/yolo/config.arc", "@aws\ntimeout 10\n");
    editor.folder.remove("b");
    editor.folder.write("d/app.arc", "@app\napp-d\n@queus\n");
    let changes: Vec<Value> = ["a/src/events/yolo/config.arc", "b", "d/app.arc"]
        .map(|path| json!({ "uri": format!("{}{path}", editor.folder.uri("")), "type": 2 }))
        .into();
    editor.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let refresh = editor.client.said("workspace/diagnostic/refresh");
    editor.client.reply(&refresh, Value::Null);
    let reports = workspace(&mut editor, &known);
    assert_eq!(
        shown(&editor, &reports),
        [
            "a/app.arc unchanged",
            "a/src/events/yolo/config.arc full",
            "c/app.arc unchanged",
            "d/app.arc full unknown-pragma",
            "b/app.arc full",
        ]
    );
    // What was taken back is not taken back again.
    let again = workspace(&mut editor, &ids(&reports));
    assert_eq!(again.len(), 4, "{again:?}");
}

/// Proves: workspace-diagnostics.
#[test]
fn projects_come_one_by_one_to_a_client_that_gives_a_token() {
    let mut editor = Editor::new(PROJECTS, pulling(false));
    let params = json!({ "previousResultIds": [], "partialResultToken": "part" });
    let id = editor.client.ask("workspace/diagnostic", params);
    let mut reports = Vec::new();
    for _ in 0..3 {
        let part = editor.client.said("$/progress");
        assert_eq!(part["params"]["token"], "part");
        reports.extend(part["params"]["value"]["items"].as_array().expect("items").clone());
    }
    assert_eq!(reports.len(), 4, "{reports:?}");
    assert_eq!(editor.client.answer(id)["result"], json!({ "items": [] }));
    let more = |message: &Value| message["method"] == "$/progress";
    assert!(editor.client.stays_silent(Duration::from_millis(100), more));
}

/// Proves: pulled-diagnostics.
#[test]
fn the_same_problems_are_not_said_twice_and_those_beside_come_along() {
    let mut editor = Editor::new(PROJECTS, pulling(true));
    editor.open("a/app.arc");
    let first = editor.ask_of("textDocument/diagnostic", "a/app.arc", json!({}));
    assert_eq!((&first["kind"], &first["items"]), (&json!("full"), &json!([])));
    assert!(first.get("relatedDocuments").is_none(), "the config is not open: {first}");
    let known = json!({ "previousResultId": first["resultId"] });

    editor.open("a/src/events/yolo/config.arc");
    let second = editor.ask_of("textDocument/diagnostic", "a/app.arc", known);
    assert_eq!(second["kind"], "unchanged");
    let config = editor.folder.uri("a/src/events/yolo/config.arc");
    let beside = &second["relatedDocuments"][&config];
    assert_eq!(
        (&beside["kind"], &beside["items"][0]["code"]),
        (&json!("full"), &json!("invalid-setting"))
    );
    let own = editor.ask_of("textDocument/diagnostic", "a/src/events/yolo/config.arc", json!({}));
    assert_eq!((&own["resultId"], &own["items"]), (&beside["resultId"], &beside["items"]));
}

/// Proves: pulled-diagnostics.
#[test]
fn a_file_that_is_not_open_can_be_asked_for() {
    let mut editor = Editor::new(PROJECTS, pulling(false));
    let report = editor.ask_of("textDocument/diagnostic", "b/app.arc", json!({}));
    assert_eq!(report["items"][0]["code"], "unknown-pragma", "{report}");
    let report = editor.ask_of("textDocument/diagnostic", "b/absent.arc", json!({}));
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
}

/// Proves: diagnostics.
#[test]
fn a_problem_says_what_the_client_can_show() {
    let uri = "file:///arc-lsp-test/app.arc";
    let text = "@app\nname\n@tables\na\n  id *String\n@events\nx # arc-lsp: ignore[missing-app]\nx\n@slack\ny\n";
    let problem = |capabilities: Value, code: &str| {
        let mut client =
            Client::initialized(json!({ "textDocument": { "publishDiagnostics": capabilities } }));
        client.open(uri, text);
        let problems = client.problems(uri)["diagnostics"].as_array().expect("a list").clone();
        let found = problems.iter().find(|it| it["code"] == code).cloned();
        found.unwrap_or_else(|| panic!("{code}: {problems:?}"))
    };
    let all = json!({
        "relatedInformation": true,
        "codeDescriptionSupport": true,
        "tagSupport": { "valueSet": [1, 2] },
    });
    let whole = problem(all.clone(), "duplicate-name");
    assert!(whole["codeDescription"]["href"].as_str().is_some_and(|it| it.starts_with("https://")));
    let related = &whole["relatedInformation"][0];
    let message = related["message"].as_str().expect("a message");
    assert!(!whole["message"].as_str().expect("a message").contains('\n'));
    assert_eq!(problem(all.clone(), "retired-pragma")["tags"], json!([2]));
    assert_eq!(problem(all, "unused-ignore")["tags"], json!([1]));

    let bare = problem(json!({}), "duplicate-name");
    for absent in ["codeDescription", "relatedInformation", "tags"] {
        assert!(bare.get(absent).is_none(), "{bare}");
    }
    let line = related["location"]["range"]["start"]["line"].as_u64().expect("a line") + 1;
    let told = format!("\napp.arc:{line}: {message}");
    assert!(bare["message"].as_str().is_some_and(|it| it.ends_with(&told)), "{bare}");
    assert!(
        problem(json!({ "tagSupport": { "valueSet": [1] } }), "retired-pragma")
            .get("tags")
            .is_none()
    );
}
