//! The same session of forty actions with what three editors can: nobody is given what they did not say that they take.

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

fn forty_actions(name: &str) {
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

    let slip = whole.replace("cron 0 0 * * ? *", "cron 0 0 * * *");
    user.types(&slip);
    assert!(user.chooses(0, 0, "source.fixAll", "Apply all safe fixes of arc-lsp"));
    assert_eq!(user.text(), whole);
    user.closes();
    assert_eq!(user.actions, 40, "{name}");
    assert_eq!(user.client.request("shutdown", Value::Null), Value::Null);
}

/// Proves: clients.
#[test]
fn visual_studio_code() {
    forty_actions("visual_studio_code_v1.65.2.json");
}

/// Proves: clients.
#[test]
fn neovim() {
    forty_actions("neovim_v0.11.0.json");
}

/// Proves: clients.
#[test]
fn emacs() {
    forty_actions("emacs_v29.1.json");
}
