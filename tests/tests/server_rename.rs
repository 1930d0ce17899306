//! Renaming, in the manifest and in the editor's file tree, as a client gets it.

use arc_lsp_tests::editor::Editor;
use serde_json::{Value, json};

const PROJECT: &str = "#- app.arc\n@app\nmy-app\n\n# 🦀\n@events\nyolo # 🦀\n\n@http\nget /a\n\n@tables\n\"cats\"\n  id *String\n\n\
                       @tables-indexes\ncats\n  name *String\n\n@tables-streams\ncats\n\n@ws\ndefault\n\n@shared\nevents\n  yolo\n\
                       #- src/events/yolo/index.mjs\n#- src/events/yolo/lib/a.mjs\n#- src/http/get-a/index.mjs\n\
                       #- src/tables-streams/cats/index.mjs\n#- src/events/taken/index.mjs\n";

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

fn full() -> Value {
    json!({
        "textDocument": { "rename": { "prepareSupport": true, "honorsChangeAnnotations": true } },
        "workspace": {
            "workspaceEdit": {
                "documentChanges": true,
                "resourceOperations": ["create", "rename", "delete"],
                "changeAnnotationSupport": {},
            },
            "fileOperations": { "willRename": true, "didRename": true },
        },
    })
}

fn new_name(name: &str) -> Value {
    json!({ "newName": name })
}

/// Proves: rename, positions.
#[test]
fn a_topic_is_renamed_with_its_directory() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, full());
        editor.open("app.arc");
        let before = editor.folder.read("app.arc");
        let edit = editor.ask("textDocument/rename", "app.arc", "yolo", new_name("oh"));
        editor.folder.apply(&edit, encoding);
        assert_eq!(editor.folder.read("app.arc"), before.replace("yolo", "oh"));
        assert!(
            editor.folder.has("src/events/oh/lib/a.mjs") && !editor.folder.has("src/events/yolo")
        );

        // What is not done is said where one looks at what will be.
        let annotations = edit["changeAnnotations"].as_object().expect("they are there");
        let (id, annotation) = annotations.iter().next().expect("there is one");
        let said = annotation["description"].as_str().unwrap_or_default();
        assert!(said.contains("handler sources are not renamed yet"), "{annotation}");
        assert_eq!(annotation["needsConfirmation"], true);
        let changes = edit["documentChanges"].as_array().expect("they are there");
        assert_eq!(changes[0]["textDocument"]["version"], 1);
        assert_eq!(changes[0]["edits"][0]["annotationId"], json!(id));
        assert_eq!(changes[1]["annotationId"], json!(id));
    }
}

/// Proves: rename.
#[test]
fn a_table_is_renamed_wherever_it_is_named() {
    let mut editor = Editor::new(PROJECT, full());
    editor.open("app.arc");
    let before = editor.folder.read("app.arc");
    let edit = editor.ask("textDocument/rename", "app.arc", "cats\n  name", new_name("dogs"));
    editor.folder.apply(&edit, editor.encoding());
    assert_eq!(editor.folder.read("app.arc"), before.replace("cats", "dogs"));
    assert!(editor.folder.has("src/tables-streams/dogs/index.mjs"));
}

/// Proves: rename.
#[test]
fn a_route_is_renamed_by_method_or_path() {
    let mut editor = Editor::new(PROJECT, full());
    editor.open("app.arc");
    let edit = editor.ask("textDocument/rename", "app.arc", "get /a", new_name("/b/:id"));
    // It can be looked at before, but nobody is stopped: no source names a route, so nothing is left to do.
    let changes = edit["documentChanges"].as_array().expect("they are there");
    assert_eq!(changes.len(), 2, "{edit}");
    let ids = [&changes[0]["edits"][0]["annotationId"], &changes[1]["annotationId"]];
    for id in ids {
        let annotation = &edit["changeAnnotations"][id.as_str().expect("it is annotated")];
        assert_eq!(annotation["needsConfirmation"], false);
        assert_eq!(annotation["label"], "Rename in the manifest and on the disk");
        assert_eq!(annotation["description"], Value::Null);
    }
    editor.folder.apply(&edit, editor.encoding());
    assert!(editor.folder.read("app.arc").contains("\nget /b/:id\n"));
    assert!(editor.folder.has("src/http/get-b-000id/index.mjs"));
}

/// Proves: rename.
#[test]
fn who_does_not_ask_in_a_rename_gets_no_annotations() {
    let mut cannot = full();
    cannot["workspace"]["workspaceEdit"]["changeAnnotationSupport"] = Value::Null;
    let mut passes_over = full();
    passes_over["textDocument"]["rename"]["honorsChangeAnnotations"] = json!(false);
    for client in [cannot, passes_over] {
        let mut editor = Editor::new(PROJECT, client);
        editor.open("app.arc");
        let edit = editor.ask("textDocument/rename", "app.arc", "yolo", new_name("oh"));
        assert!(!edit.to_string().contains("nnotation"), "{edit}");
        let said = editor.client.said("window/showMessage")["params"]["message"].to_string();
        assert!(said.contains("handler sources are not renamed yet"), "{said}");
        editor.folder.apply(&edit, editor.encoding());
        assert!(editor.folder.has("src/events/oh/lib/a.mjs"));
    }
}

/// Proves: rename.
#[test]
fn an_editor_that_renames_no_folders_is_told_what_is_left_to_do() {
    let mut editor = Editor::new(PROJECT, json!({}));
    assert_eq!(editor.offered["renameProvider"], true);
    editor.open("app.arc");
    let edit = editor.ask("textDocument/rename", "app.arc", "yolo", new_name("oh"));
    let said = editor.client.said("window/showMessage")["params"]["message"].to_string();
    assert!(said.contains("`src/events/yolo` to `src/events/oh`"), "{said}");
    assert!(said.contains("handler sources are not renamed yet"), "{said}");
    editor.folder.apply(&edit, editor.encoding());
    assert!(editor.folder.read("app.arc").contains("\noh # 🦀\n"));
    assert!(editor.folder.has("src/events/yolo"));
}

/// Proves: rename.
#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let mut editor = Editor::new(PROJECT, full());
    editor.open("app.arc");
    let mut refused = |needle: &str, name: &str| {
        let position = editor.position("app.arc", needle, 0);
        let document = json!({ "uri": editor.folder.uri("app.arc") });
        let params = json!({ "textDocument": document, "position": position, "newName": name });
        let id = editor.client.ask("textDocument/rename", params);
        let answer = editor.client.answer(id);
        assert_eq!(answer["error"]["code"], -32803, "{answer}");
        answer["error"]["message"].as_str().unwrap_or_default().to_owned()
    };
    assert!(refused("yolo", "a b").contains("not ` `"));
    assert!(refused("yolo", "taken").contains("`src/events/taken` is there already"));
    assert!(refused("default", "x").contains("every WebSocket API"));
    assert!(refused("my-app", "x").contains("nothing here has a name that can be changed"));
}

/// Proves: prepare-rename, positions.
#[test]
fn before_a_rename_it_is_said_what_and_whether() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, full());
        assert_eq!(editor.offered["renameProvider"], json!({ "prepareProvider": true }));
        editor.open("app.arc");
        for (needle, name) in [("yolo", "yolo"), ("cats", "cats"), ("/a", "get /a")] {
            let answer = editor.ask("textDocument/prepareRename", "app.arc", needle, json!({}));
            assert_eq!(answer["placeholder"], name);
            assert_eq!(editor.under("app.arc", &answer["range"]), name);
        }
        let nothing = editor.ask("textDocument/prepareRename", "app.arc", "my-app", json!({}));
        assert_eq!(nothing, Value::Null);
        let position = editor.position("app.arc", "default", 0);
        let document = json!({ "uri": editor.folder.uri("app.arc") });
        let params = json!({ "textDocument": document, "position": position });
        let id = editor.client.ask("textDocument/prepareRename", params);
        let answer = editor.client.answer(id);
        assert!(answer["error"]["message"].to_string().contains("every WebSocket API"), "{answer}");
    }
}

/// Proves: rename-files.
#[test]
fn a_folder_that_is_renamed_in_the_editor_changes_the_manifest() {
    let mut editor = Editor::new(PROJECT, full());
    let filter = &editor.offered["workspace"]["fileOperations"]["willRename"]["filters"][0];
    assert_eq!(filter["pattern"]["matches"], "folder");
    editor.open("app.arc");
    let uri = editor.folder.uri("app.arc");
    // The topic `oh` is there in the buffer alone.
    let text = editor.folder.read("app.arc");
    let renamed = |editor: &Editor, from: &str, to: &str| json!({ "files": [{ "oldUri": editor.folder.uri(from), "newUri": editor.folder.uri(to) }] });
    let files = renamed(&editor, "src/events/yolo", "src/events/oh");
    let edit = editor.client.request("workspace/willRenameFiles", files.clone());
    editor.folder.apply(&edit, editor.encoding());
    let new = editor.folder.read("app.arc");
    assert_eq!(new, text.replace("yolo", "oh"));

    // Then the editor does it, and says so: the problems follow.
    editor.client.problems(&uri);
    editor.client.change(&uri, 2, json!([{ "text": new }]));
    let missing = editor.client.problems(&uri).to_string();
    assert!(missing.contains("missing-handler"), "{missing}");
    let root = editor.folder.path();
    std::fs::rename(root.join("src/events/yolo"), root.join("src/events/oh"))
        .expect("it can be renamed");
    editor.client.notify("workspace/didRenameFiles", files);
    let gone = |problems: &Value| !problems["diagnostics"].to_string().contains("src/events/oh");
    let mut last = editor.client.problems(&uri);
    while !gone(&last) {
        last = editor.client.problems(&uri);
    }

    let elsewhere = renamed(&editor, "src/http/get-a", "lib/a");
    let edit = editor.client.request("workspace/willRenameFiles", elsewhere);
    editor.folder.apply(&edit, editor.encoding());
    assert!(editor.folder.read("app.arc").contains("\n/a\n  method get\n  src lib/a\n"));
    let nothing = renamed(&editor, "src/events/taken", "src/events/free");
    assert_eq!(editor.client.request("workspace/willRenameFiles", nothing), Value::Null);
}

/// Proves: rename-files.
#[test]
fn a_client_that_tells_of_no_renames_is_offered_nothing() {
    let editor = Editor::new(PROJECT, json!({}));
    assert_eq!(editor.offered["workspace"]["fileOperations"], Value::Null);
}

/// Proves: linked-editing, positions.
#[test]
fn a_table_is_typed_at_all_its_places_at_once() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, json!({}));
        editor.open("app.arc");
        let linked = editor.ask("textDocument/linkedEditingRange", "app.arc", "cats", json!({}));
        let ranges = linked["ranges"].as_array().expect("they are there");
        assert_eq!(ranges.len(), 3);
        assert!(ranges.iter().all(|range| editor.under("app.arc", range) == "cats"));
        assert!(linked["wordPattern"].is_string());
        let one = editor.ask("textDocument/linkedEditingRange", "app.arc", "yolo", json!({}));
        assert_eq!(one, Value::Null);
    }
}

/// Proves: rename.
#[test]
fn whatever_a_pragma_names_is_renamed_with_its_directory() {
    let project = "#- app.arc\n@app\nmy-app\n@queues\njobs\n@scheduled\ndaily rate(1 day)\n@ws\nwave\n\
                   #- src/queues/jobs/index.mjs\n#- src/scheduled/daily/index.mjs\n#- src/ws/wave/index.mjs\n";
    for (name, folder) in [("jobs", "queues"), ("daily", "scheduled"), ("wave", "ws")] {
        let mut editor = Editor::new(project, full());
        editor.open("app.arc");
        let before = editor.folder.read("app.arc");
        let edit = editor.ask("textDocument/rename", "app.arc", name, new_name("other"));
        editor.folder.apply(&edit, editor.encoding());
        assert_eq!(editor.folder.read("app.arc"), before.replace(name, "other"));
        assert!(editor.folder.has(&format!("src/{folder}/other/index.mjs")), "{edit}");
        assert!(!editor.folder.has(&format!("src/{folder}/{name}")), "{edit}");
    }
}
