//! What comes of doing what an editor offers to do about a problem.

use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use serde_json::{Value, json};

const MANIFEST: &str = "@app\nmy-app\n@events\nyolo\n";

/// A client that takes literal code actions and these workspace edits.
fn editing(edit: Value) -> Client {
    editing_in("utf-16", edit)
}

fn editing_in(encoding: &str, edit: Value) -> Client {
    Client::initialized(json!({
        "general": { "positionEncodings": [encoding] },
        "textDocument": { "codeAction": { "codeActionLiteralSupport": {
            "codeActionKind": { "valueSet": ["quickfix"] },
        } } },
        "workspace": { "workspaceEdit": edit },
    }))
}

fn creating() -> Value {
    json!({ "documentChanges": true, "resourceOperations": ["create"] })
}

fn at(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

fn actions_of(client: &mut Client, uri: &str, range: Value, context: Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    let actions = client.request("textDocument/codeAction", params);
    actions.as_array().expect("a list").clone()
}

fn actions(client: &mut Client, uri: &str, range: Value) -> Vec<Value> {
    actions_of(client, uri, range, json!({ "diagnostics": [] }))
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"] == title);
    found.unwrap_or_else(|| panic!("no `{title}` among {actions:#?}"))
}

const CREATE: &str = "Create handler `src/events/yolo/index.mjs`";

/// Proves: code-action, scaffold.
#[test]
fn a_handler_is_created_and_its_problem_is_gone_at_once() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
    let uri = folder.uri("app.arc");
    let mut client = editing(creating());
    client.open(&uri, MANIFEST);
    let problems = client.problems(&uri);
    assert_eq!(problems["diagnostics"][0]["code"], "missing-handler", "{problems}");

    let actions = actions(&mut client, &uri, at(3, 2, 2));
    let create = titled(&actions, CREATE);
    assert_eq!(create["kind"], "quickfix");
    assert_eq!(create["isPreferred"], true);
    assert_eq!(create["diagnostics"], problems["diagnostics"]);
    let changes = &create["edit"]["documentChanges"];
    let handler = folder.uri("src/events/yolo/index.mjs");
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["uri"], handler);
    assert_eq!(changes[0]["options"], json!({ "overwrite": false, "ignoreIfExists": false }));
    assert_eq!(
        changes[1]["textDocument"],
        json!({ "uri": handler, "version": null }),
        "it is filled after it is there"
    );

    folder.apply(&create["edit"], "utf-16");
    let text = folder.read("src/events/yolo/index.mjs");
    assert!(text.contains("export async function handler (event)"), "{text}");
    // The making of its folders may be told before the handler itself.
    while client.problems(&uri)["diagnostics"] != json!([]) {}
    assert!(of_kind(&mut client, &uri, at(3, 2, 2), "quickfix").is_empty());
}

#[test]
fn a_handler_that_came_meanwhile_is_not_overwritten() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
    let uri = folder.uri("app.arc");
    let mut client = editing(creating());
    client.open(&uri, MANIFEST);
    let stale = actions(&mut client, &uri, at(3, 2, 2));
    folder.write("src/events/yolo/index.mjs", "mine");
    let applied = folder.try_apply(&titled(&stale, CREATE)["edit"], "utf-16");
    assert_eq!(applied, Err("src/events/yolo/index.mjs is there".to_owned()));
    assert_eq!(folder.read("src/events/yolo/index.mjs"), "mine");
}

/// Proves: declare.
#[test]
fn a_client_that_creates_no_files_is_offered_the_rest() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}#- src/events/oh/index.mjs\n"));
    let uri = folder.uri("app.arc");
    for (edit, versioned) in [
        (json!({}), false),
        (json!({ "documentChanges": true }), true),
        (json!({ "documentChanges": true, "resourceOperations": ["rename"] }), true),
    ] {
        let mut client = editing(edit);
        client.open(&uri, MANIFEST);
        let actions = actions(&mut client, &uri, at(3, 0, 4));
        assert!(actions.iter().all(|action| action["title"] != CREATE), "{actions:#?}");
        let declare = &titled(&actions, "Declare `oh` instead of `yolo`")["edit"];
        let edit = json!({ "range": at(3, 0, 4), "newText": "oh" });
        if versioned {
            let document = json!({ "uri": uri, "version": 1 });
            let change = json!({ "textDocument": document, "edits": [edit] });
            assert_eq!(*declare, json!({ "documentChanges": [change] }));
        } else {
            assert_eq!(*declare, json!({ "changes": { &uri: [edit] } }));
        }
    }
}

/// Proves: positions.
#[test]
fn ranges_count_as_the_client_does() {
    let manifest = "@app\nmy-app\n@scheduled\n\"ä😀\" rate(1 days)\n";
    // What the client calls the column of `days`.
    for (encoding, start) in [("utf-8", 16), ("utf-16", 13), ("utf-32", 12)] {
        let folder = Folder::new(&format!("#- app.arc\n{manifest}"));
        let uri = folder.uri("app.arc");
        let mut client = editing_in(encoding, creating());
        client.open(&uri, manifest);
        let problems = client.problems(&uri);
        let mut problems = problems["diagnostics"].as_array().expect("a list").iter();
        let problem = problems.find(|it| it["code"] == "invalid-rate").expect("AWS refuses it");
        assert_eq!(problem["range"], at(3, start, start + 4), "{encoding}");
        let actions = actions(&mut client, &uri, at(3, start + 1, start + 1));
        folder.apply(&titled(&actions, "Replace by `day`")["edit"], encoding);
        assert_eq!(folder.read("app.arc"), manifest.replace("days", "day"), "{encoding}");
    }
}

/// Proves: code-action.
#[test]
fn only_the_kinds_that_are_asked_for() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}"));
    let uri = folder.uri("app.arc");
    let mut client = editing(creating());
    client.open(&uri, MANIFEST);
    for (only, offered) in [
        (json!(["quickfix"]), true),
        (json!([""]), true),
        (json!(["refactor.extract"]), false),
        (json!(["refactor"]), true),
        (json!(["source.fixAll.arc"]), false),
        (json!(["quick"]), false),
        (json!(["source", "quickfix"]), true),
    ] {
        let context = json!({ "diagnostics": [], "only": only });
        let actions = actions_of(&mut client, &uri, at(3, 0, 0), context);
        assert_eq!(!actions.is_empty(), offered, "{only}: {actions:#?}");
    }
    let context = json!({ "diagnostics": [], "only": ["quickfix"] });
    let actions = actions_of(&mut client, &uri, at(1, 0, 0), context);
    assert!(actions.is_empty(), "elsewhere there is no problem: {actions:#?}");
}

/// A client that takes all there is.
fn able() -> Client {
    Client::initialized(all_there_is())
}

fn all_there_is() -> Value {
    json!({
        "textDocument": { "codeAction": {
            "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } },
            "resolveSupport": { "properties": ["edit"] },
            "dataSupport": true,
            "disabledSupport": true,
            "isPreferredSupport": true,
            "honorsChangeAnnotations": true,
        } },
        "workspace": { "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
            "changeAnnotationSupport": {},
        } },
    })
}

fn of_kind(client: &mut Client, uri: &str, range: Value, kind: &str) -> Vec<Value> {
    actions_of(client, uri, range, json!({ "diagnostics": [], "only": [kind] }))
}

/// Proves: code-action-resolve, scaffold.
#[test]
fn an_edit_is_made_when_its_action_is_chosen() {
    let manifest = "@app\nmy-app\n@events\nyolo\n@queues\njobs\n";
    let folder = Folder::new(&format!("#- app.arc\n{manifest}"));
    let uri = folder.uri("app.arc");
    let mut client = able();
    client.open(&uri, manifest);
    let offered = of_kind(&mut client, &uri, at(1, 0, 0), "source");
    let all = titled(&offered, "Create all 2 missing handlers");
    assert_eq!(all["kind"], "source.scaffold.arc");
    assert_eq!(all.get("edit"), None, "it comes when it is chosen");
    let resolved = client.request("codeAction/resolve", all.clone());
    folder.apply(&resolved["edit"], "utf-16");
    for file in ["src/events/yolo/index.mjs", "src/queues/jobs/index.mjs"] {
        assert!(folder.read(file).contains("export async function handler"), "{file}");
    }

    client.change(&uri, 2, json!([{ "text": "@app\nmy-app\n@events\nyola\n" }]));
    let stale = client.ask("codeAction/resolve", all.clone());
    assert_eq!(client.answer(stale)["error"]["code"], -32801, "it was for another version");
}

/// Proves: fix-all.
#[test]
fn all_that_is_safe_is_mended_at_once() {
    let manifest = "@app\nmy-app\n@event\nx\n@scheduled\na cron(0 9 * * MON)\nb rate(1 days)\n";
    let handlers = "#- src/scheduled/a/index.js\n#- src/scheduled/b/index.js\n";
    let folder = Folder::new(&format!("#- app.arc\n{manifest}{handlers}"));
    let uri = folder.uri("app.arc");
    for mut client in [able(), editing(creating())] {
        folder.write("app.arc", manifest);
        client.open(&uri, manifest);
        let offered = of_kind(&mut client, &uri, at(0, 0, 0), "source.fixAll");
        let all = titled(&offered, "Apply all safe fixes of arc-lsp");
        assert_eq!(all["kind"], "source.fixAll.arc");
        let edit = match all.get("edit") {
            Some(edit) => edit.clone(),
            None => client.request("codeAction/resolve", all.clone())["edit"].clone(),
        };
        folder.apply(&edit, "utf-16");
        let mended = manifest.replace("* * MON)", "? * MON *)").replace("days", "day");
        assert_eq!(folder.read("app.arc"), mended, "`@event` is a guess, so it stays");
    }
}

/// Proves: convert.
#[test]
fn a_function_is_written_in_its_other_form() {
    let manifest = "@app\nmy-app\n@scheduled\na rate(1 day)\nb rate(7 minutes)\n";
    let handlers = "#- src/scheduled/a/index.js\n#- src/scheduled/b/index.js\n";
    let folder = Folder::new(&format!("#- app.arc\n{manifest}{handlers}"));
    let uri = folder.uri("app.arc");
    let mut client = able();
    client.open(&uri, manifest);
    for (title, line) in [
        ("Convert to `cron(0 0 * * ? *)`", "a cron(0 0 * * ? *)"),
        ("Write in the verbose form", "a\n  rate 1 day\n  src src/scheduled/a"),
    ] {
        folder.write("app.arc", manifest);
        let offered = of_kind(&mut client, &uri, at(3, 2, 2), "refactor.rewrite");
        let resolved = client.request("codeAction/resolve", titled(&offered, title).clone());
        folder.apply(&resolved["edit"], "utf-16");
        assert_eq!(folder.read("app.arc"), manifest.replace("a rate(1 day)", line));
    }
    let offered = of_kind(&mut client, &uri, at(4, 2, 2), "refactor");
    let reason = &titled(&offered, "Convert to `cron`")["disabled"]["reason"];
    assert_eq!(reason, "no cron runs as often as `rate(7 minutes)`");

    let mut client = editing(creating());
    client.open(&uri, manifest);
    let offered = of_kind(&mut client, &uri, at(4, 2, 2), "refactor");
    assert!(offered.iter().all(|action| action.get("disabled").is_none()), "{offered:#?}");
}

/// Proves: convert.
#[test]
fn a_pragma_that_was_renamed_is_moved() {
    let manifest = "@app\nmy-app\n@tables\ncats\n  id *String\n@indexes\ncats\n  name *String\n";
    let folder = Folder::new(&format!("#- app.arc\n{manifest}"));
    let uri = folder.uri("app.arc");
    let mut client = editing(creating());
    client.open(&uri, manifest);
    let offered = of_kind(&mut client, &uri, at(5, 2, 2), "quickfix");
    folder.apply(&titled(&offered, "Change to `@tables-indexes`")["edit"], "utf-16");
    assert_eq!(folder.read("app.arc"), manifest.replace("@indexes", "@tables-indexes"));
}

/// Proves: declare.
#[test]
fn a_handler_that_nothing_declares_is_declared_or_deleted() {
    let manifest = "@app\nmy-app\n@events\nhi\n";
    let handlers =
        "#- src/events/hi/index.js\n#- src/events/a/index.js\n#- src/events/b/index.js\n";
    let folder = Folder::new(&format!("#- app.arc\n{manifest}{handlers}"));
    let uri = folder.uri("app.arc");
    let mut client = able();
    client.open(&uri, manifest);
    let offered = of_kind(&mut client, &uri, at(2, 2, 2), "quickfix");
    let delete = titled(&offered, "Delete `src/events/a`").clone();
    let resolved = client.request("codeAction/resolve", delete);
    let operation = &resolved["edit"]["documentChanges"][0];
    assert_eq!(operation["kind"], "delete");
    assert_eq!(operation["uri"], folder.uri("src/events/a"));
    let annotation = operation["annotationId"].as_str().expect("it is annotated");
    let annotation = &resolved["edit"]["changeAnnotations"][annotation];
    assert_eq!(annotation["needsConfirmation"], true, "{resolved}");

    let declare = titled(&offered, "Declare all 2 handlers that no entry declares").clone();
    let resolved = client.request("codeAction/resolve", declare);
    folder.apply(&resolved["edit"], "utf-16");
    assert_eq!(folder.read("app.arc"), format!("{manifest}a\nb\n"));

    // Neither who cannot ask, nor who does not when it is an action's edit.
    let mut does_not = all_there_is();
    does_not["textDocument"]["codeAction"]["honorsChangeAnnotations"] = json!(false);
    for mut client in [editing(creating()), Client::initialized(does_not)] {
        client.open(&uri, manifest);
        let offered = of_kind(&mut client, &uri, at(2, 2, 2), "quickfix");
        let deletes =
            |action: &Value| action["title"].as_str().is_some_and(|it| it.starts_with("Delete"));
        assert!(!offered.iter().any(deletes), "{offered:?}");
    }
}

/// Proves: convert.
#[test]
fn a_function_is_written_back_in_its_simple_form_and_by_rate() {
    let manifest =
        "@app\nmy-app\n@scheduled\na cron(0 0 * * ? *)\n@events\nyolo\n  src src/events/yolo\n";
    let folder = Folder::new(&format!("#- app.arc\n{manifest}"));
    let uri = folder.uri("app.arc");
    let mut client = able();
    client.open(&uri, manifest);
    for (line, title, old, new) in [
        (3, "Convert to `rate(1 day)`", "cron(0 0 * * ? *)", "rate(1 day)"),
        (5, "Write in the simple form", "yolo\n  src src/events/yolo\n", "yolo\n"),
    ] {
        folder.write("app.arc", manifest);
        let offered = of_kind(&mut client, &uri, at(line, 1, 1), "refactor.rewrite");
        let resolved = client.request("codeAction/resolve", titled(&offered, title).clone());
        folder.apply(&resolved["edit"], "utf-16");
        assert_eq!(folder.read("app.arc"), manifest.replace(old, new));
    }
}
