//! The same session of sixty-six actions with what three editors can: nobody is given what they did not say that they take.

use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::places;
use arc_lsp_tests::user::User;
use serde_json::{Value, json};

const DISK: &str = "#- app.arc\n\n#- src/events/oh/index.mjs\n#- src/http/get-index/index.mjs\n\
                    #- src/http/post-hello-000id/index.mjs\n#- src/scheduled/d/index.mjs\n";

fn recorded(name: &str) -> Value {
    let path = places::checkout().join("tests/fixtures/clients").join(name);
    let text = std::fs::read_to_string(path).expect("it is recorded");
    serde_json::from_str(&text).expect("it is JSON")
}

fn sixty_six_actions(name: &str) {
    let mut user = User::start(&recorded(name), DISK);
    user.completes("@app");
    user.types("@app\nmy-app\n\n@");
    user.completes("@http");
    let routes = "@app\nmy-app\n\n@http\n";
    user.types(routes);
    user.completes("get");
    let routes = format!("{routes}get /\n");
    user.types(&routes);
    user.types(&format!("{routes}post "));
    user.completes("/hello/:id");
    assert_eq!(user.text(), format!("{routes}post /hello/:id"));
    let routes = format!("{routes}post /hello/:id\n");
    user.types(&routes);
    let problems = user.sees();
    assert!(problems.iter().all(|code| code == "undeclared-handler"), "{problems:?}");
    let hover = user.asks("textDocument/hover", 5, 8);
    let words = hover["contents"]["value"].as_str().expect("words");
    assert!(words.contains("src/http/post-hello-000id/index.mjs"), "{words}");
    let target = user.asks("textDocument/definition", 5, 8).to_string();
    assert!(target.contains("src/http/post-hello-000id/index.mjs"), "{target}");

    user.types(&format!("{routes}\n@events\n"));
    user.completes("oh");
    let topics = format!("{routes}\n@events\noh\nyolo\n");
    user.types(&topics);
    assert!(user.sees().contains(&"missing-handler".to_owned()));
    let create = "Create handler `src/events/yolo/index.mjs`";
    let created = user.chooses(9, 1, "quickfix", create);
    assert_eq!(created, user.can("create"), "{name}");
    if !created {
        user.folder.write("src/events/yolo/index.mjs", "export async function handler () {}\n");
    }
    let handler = user.folder.uri("src/events/yolo/index.mjs");
    let changes = json!([{ "uri": handler, "type": 1 }]);
    user.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    user.types(&format!("{topics}\n"));
    assert!(!user.sees().contains(&"missing-handler".to_owned()));

    user.types(&format!("{topics}\n@scheduled\nd "));
    let words = user.completes("rate(1 day)");
    assert!(words.contains("Every 24 hours, counted from the deploy"), "{words}");
    assert!(user.chooses(12, 3, "refactor.rewrite", "Convert to `cron(0 0 * * ? *)`"));
    assert!(user.text().ends_with("d cron(0 0 * * ? *)"), "{}", user.text());
    assert!(user.chooses(12, 0, "refactor", "Write in the verbose form"));
    let schedules = format!("{topics}\n@scheduled\nd\n  cron 0 0 * * ? *\n  src src/scheduled/d");
    assert_eq!(user.text(), schedules);
    let schedules = format!("{schedules}\n");
    user.types(&format!("{schedules}\n@queus\n"));
    assert!(user.sees().contains(&"unknown-pragma".to_owned()));
    user.types(&format!("{schedules}\n@queues\nq\n  "));
    user.completes("fifo");
    let whole = format!("{schedules}\n@queues\nq\n  fifo false\n");
    user.types(&whole);
    let hover = user.asks("textDocument/hover", 18, 3);
    assert!(hover["contents"]["value"].as_str().is_some_and(|it| it.contains("fifo")), "{hover}");

    let symbols = user.asks("textDocument/documentSymbol", 0, 0);
    assert!(symbols.to_string().contains("post /hello/:id"), "{symbols}");
    let folds = user.asks("textDocument/foldingRange", 0, 0);
    assert!(folds.as_array().is_some_and(|it| it.len() >= 5), "{folds}");
    let places = json!({ "positions": [{ "line": 18, "character": 3 }] });
    let selections = user.asks_with("textDocument/selectionRange", 0, 0, places);
    assert!(!selections[0]["parent"].is_null(), "{selections}");
    let context = json!({ "context": { "includeDeclaration": true } });
    let references = user.asks_with("textDocument/references", 9, 1, context);
    assert!(references.as_array().is_some_and(|it| !it.is_empty()), "{references}");
    let highlights = user.asks("textDocument/documentHighlight", 9, 1);
    assert!(highlights.as_array().is_some_and(|it| !it.is_empty()), "{highlights}");
    let links = user.asks("textDocument/documentLink", 0, 0);
    assert!(links.to_string().contains("src/events/yolo/index.mjs"), "{links}");
    let found = user.asks_with("workspace/symbol", 0, 0, json!({ "query": "yolo" }));
    assert!(found.to_string().contains("yolo"), "{found}");

    renames(&mut user, &whole);
    lays_out(&mut user, &whole);
    looks_at_the_workspace(&mut user, &whole);

    let slip = whole.replace("cron 0 0 * * ? *", "cron 0 0 * * *");
    user.types(&slip);
    assert!(user.chooses(0, 0, "source.fixAll", "Apply all safe fixes of arc-lsp"));
    assert_eq!(user.text(), whole);
    user.closes();
    assert_eq!(user.actions, 66, "{name}");
    assert_eq!(user.client.request("shutdown", Value::Null), Value::Null);
}

/// A topic gets another name in the manifest and its old one back in the editor's file tree.
fn renames(user: &mut User, whole: &str) {
    if user.capabilities["textDocument"]["rename"]["prepareSupport"] == true {
        let prepared = user.asks("textDocument/prepareRename", 9, 1);
        assert_eq!(prepared["placeholder"], "yolo", "{prepared}");
    } else {
        user.actions += 1;
        assert_eq!(user.offered["renameProvider"], true);
    }
    let name = json!({ "newName": "ring" });
    let edit = user.asks_with("textDocument/rename", 9, 1, name);
    let asks = user.capabilities["textDocument"]["rename"]["honorsChangeAnnotations"] == true;
    assert_eq!(!edit["changeAnnotations"].is_null(), asks, "{edit}");
    user.makes(&edit);
    assert_eq!(user.text(), whole.replace("yolo", "ring"));
    assert_eq!(user.folder.has("src/events/ring/index.mjs"), user.can("rename"));
    if !asks {
        let said = user.client.said("window/showMessage")["params"]["message"].to_string();
        assert!(said.contains("not renamed yet"), "{said}");
        assert_eq!(said.contains("`src/events/yolo` to `src/events/ring`"), !user.can("rename"));
    }
    if !user.can("rename") {
        user.moves("src/events/yolo", "src/events/ring");
    }
    let renamed = whole.replace("yolo", "ring");
    user.types(&format!("{renamed}\n"));
    assert_eq!(missing(user), 1, "the queue's alone");
    user.types(&renamed);
    let operations = user.offered["workspace"]["fileOperations"].clone();
    assert_eq!(
        operations["willRename"].is_null(),
        user.capabilities["workspace"]["fileOperations"]["willRename"].is_null()
    );
    let [old, new] = ["src/events/ring", "src/events/yolo"].map(|path| user.folder.uri(path));
    let files = json!({ "files": [{ "oldUri": old, "newUri": new }] });
    if operations["willRename"].is_null() {
        user.types(whole);
    } else {
        let edit = user.asks_with("workspace/willRenameFiles", 0, 0, files.clone());
        user.makes(&edit);
    }
    user.moves("src/events/ring", "src/events/yolo");
    if !operations["didRename"].is_null() {
        user.client.notify("workspace/didRenameFiles", files);
    }
    assert_eq!(user.text(), whole);
    user.types(&format!("{whole}\n"));
    assert_eq!(missing(user), 1, "the queue's alone");
}

/// How many handlers are said to be missing.
fn missing(user: &mut User) -> usize {
    user.sees().iter().filter(|code| *code == "missing-handler").count()
}

/// What is typed without care is laid out, as a whole, in part and while it is typed; colours follow.
fn lays_out(user: &mut User, whole: &str) {
    let careless = whole.replace("get /\n", "get    /\n").replace("oh\n", "oh   \n");
    user.types(&careless);
    let lines =
        json!({ "start": { "line": 4, "character": 0 }, "end": { "line": 5, "character": 0 } });
    user.lays_out("textDocument/rangeFormatting", 0, 0, json!({ "range": lines }));
    assert_eq!(user.text(), whole.replace("oh\n", "oh   \n"));
    user.lays_out("textDocument/formatting", 0, 0, json!({}));
    assert_eq!(user.text(), whole);
    user.types(&format!("{whole}  batchSize 1\n  @"));
    if user.knows("onTypeFormatting") {
        user.lays_out("textDocument/onTypeFormatting", 20, 3, json!({ "ch": "@" }));
        assert_eq!(user.text(), format!("{whole}  batchSize 1\n@"));
    }
    user.types(whole);
    let asked = user.capabilities["textDocument"]["semanticTokens"]["requests"].clone();
    if user.knows("semanticTokens") {
        let full = user.asks("textDocument/semanticTokens/full", 0, 0);
        let before = full["data"].as_array().expect("a list").len();
        user.types(&format!("{whole}jobs\n"));
        assert_eq!(asked["full"]["delta"], true);
        let known = json!({ "previousResultId": full["resultId"] });
        let delta = user.asks_with("textDocument/semanticTokens/full/delta", 0, 0, known);
        let added = delta["edits"].as_array().expect("a list").iter().map(|edit| {
            let data = edit["data"].as_array().map_or(0, Vec::len) as i64;
            data - edit["deleteCount"].as_i64().expect("a number")
        });
        assert_eq!((before % 5, added.sum::<i64>()), (0, 5), "one token more: {delta}");
    } else {
        user.actions += 2;
    }
    user.types(whole);
    if asked["range"] == true {
        let range = json!({ "range": lines });
        let part = user.asks_with("textDocument/semanticTokens/range", 0, 0, range);
        assert_eq!(part["data"].as_array().map(Vec::len), Some(10), "a method and a path: {part}");
    } else {
        user.actions += 1;
    }
}

/// Another folder comes and goes; commands and the problems of all.
fn looks_at_the_workspace(user: &mut User, whole: &str) {
    user.types(&format!("{whole}\n@tables\ncats\n  id *String\n\n@tables-streams\ncats\n"));
    if user.knows("linkedEditingRange") {
        let linked = user.asks("textDocument/linkedEditingRange", 21, 1);
        assert_eq!(linked["ranges"].as_array().map(Vec::len), Some(2), "{linked}");
    }
    if user.offered["diagnosticProvider"].is_null() {
        user.actions += 1;
    } else {
        let known = json!({ "previousResultIds": [] });
        let report = user.asks_with("workspace/diagnostic", 0, 0, known).to_string();
        assert!(report.contains("src/tables-streams/cats"), "{report}");
    }
    user.types(whole);
    let uri = user.folder.uri("app.arc");
    let command = json!({ "command": "arc.nextRuns", "arguments": [{ "uri": uri }] });
    let runs = user.asks_with("workspace/executeCommand", 0, 0, command).to_string();
    assert!(runs.contains("0 0 * * ? *"), "{runs}");
    assert_eq!(user.capabilities["workspace"]["workspaceFolders"], true);
    let other = Folder::new("#- app.arc\n@app\nother\n\n@events\nelsewhere\n");
    let folder = json!([{ "uri": other.uri(""), "name": "other" }]);
    for (added, removed, shows) in [(&folder, &json!([]), true), (&json!([]), &folder, false)] {
        let event = json!({ "event": { "added": added, "removed": removed } });
        user.client.notify("workspace/didChangeWorkspaceFolders", event);
        let query = json!({ "query": "elsewhere" });
        let found = user.asks_with("workspace/symbol", 0, 0, query);
        assert_eq!(found.to_string().contains("elsewhere"), shows, "{found}");
    }
}

/// Proves: clients.
#[test]
fn visual_studio_code() {
    sixty_six_actions("vscode_languageclient_v11.0.0.json");
}

/// Proves: clients.
#[test]
fn visual_studio_code_of_2022() {
    sixty_six_actions("visual_studio_code_v1.65.2.json");
}

/// Proves: clients.
#[test]
fn neovim() {
    sixty_six_actions("neovim_v0.11.4.json");
}

/// Proves: clients.
#[test]
fn emacs() {
    sixty_six_actions("emacs_v29.1.json");
}
