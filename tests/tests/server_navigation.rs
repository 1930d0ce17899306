//! Definition, declaration, implementation and references, as a client gets them.

use arc_lsp_tests::editor::Editor;
use serde_json::{Value, json};

const PROJECT: &str = "#- app.arc\n@app\nmy-app\n\n@aws\ntimeout 5\n\n@http\nget /a\n\n@events\nyolo # 🦀\n\n@tables\n\"cats\"\n  \
                       id *String\n\n@tables-indexes\ncats\n  name *String\n\n@shared\nevents\n  yolo\n\
                       #- src/http/get-a/index.mjs\n#- src/events/yolo/index.js\n\
                       #- src/events/yolo/config.arc\n# 🦀\n@aws\ntimeout 10\nmemory 512\n";

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

fn links() -> Value {
    let links = json!({ "linkSupport": true });
    json!({ "textDocument": { "definition": links, "declaration": links, "implementation": links } })
}

/// The places of an answer: file, and what has the focus there.
fn places(editor: &Editor, answer: &Value) -> Vec<String> {
    let show = |place: &Value| {
        let uri = place.get("targetUri").unwrap_or(&place["uri"]);
        let range = place.get("targetSelectionRange").unwrap_or(&place["range"]);
        let file = editor.path_of(uri);
        format!("{file} [{}]", editor.under(&file, range))
    };
    answer.as_array().into_iter().flatten().map(show).collect()
}

/// Proves: definition, declaration, implementation, positions.
#[test]
fn names_lead_to_what_they_name() {
    for encoding in ENCODINGS {
        for capabilities in [links(), json!({})] {
            let has_links = capabilities != json!({});
            let mut editor = Editor::counting(PROJECT, encoding, capabilities);
            for provider in ["definitionProvider", "declarationProvider", "implementationProvider"]
            {
                assert_eq!(editor.offered[provider], true);
            }
            editor.open("app.arc");
            editor.open("src/events/yolo/config.arc");
            let mut go = |way: &str, file: &str, needle: &str| {
                let answer = editor.ask(&format!("textDocument/{way}"), file, needle, json!({}));
                assert_eq!(answer[0].get("targetUri").is_some(), has_links, "{answer}");
                places(&editor, &answer)
            };
            assert_eq!(go("definition", "app.arc", "get /a"), ["src/http/get-a/index.mjs []"]);
            assert_eq!(go("definition", "app.arc", "cats\n  name"), ["app.arc [\"cats\"]"]);
            assert_eq!(
                go("definition", "app.arc", "timeout"),
                ["src/events/yolo/config.arc [timeout]"]
            );
            assert_eq!(go("implementation", "app.arc", "yolo"), ["src/events/yolo/index.js []"]);
            let config = "src/events/yolo/config.arc";
            assert_eq!(go("definition", config, "timeout"), ["app.arc [timeout]"]);
            assert_eq!(go("definition", config, "memory"), ["app.arc [yolo]"]);
            assert_eq!(go("declaration", config, "timeout"), ["app.arc [yolo]"]);
            assert_eq!(go("declaration", "app.arc", "  yolo"), ["app.arc [yolo]"]);
        }
    }
}

/// Proves: definition.
#[test]
fn a_link_says_what_leads_there() {
    let mut editor = Editor::new(PROJECT, links());
    editor.open("app.arc");
    let answer = editor.ask("textDocument/definition", "app.arc", "/a", json!({}));
    assert_eq!(editor.under("app.arc", &answer[0]["originSelectionRange"]), "get /a");
}

/// Proves: references, positions.
#[test]
fn references_are_every_mention() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, json!({}));
        assert_eq!(editor.offered["referencesProvider"], true);
        editor.open("app.arc");
        editor.open("src/events/yolo/config.arc");
        let mut find = |file: &str, needle: &str, declaration: bool| {
            let context = json!({ "context": { "includeDeclaration": declaration } });
            let answer = editor.ask("textDocument/references", file, needle, context);
            places(&editor, &answer)
        };
        assert_eq!(find("app.arc", "cats", true), ["app.arc [\"cats\"]", "app.arc [cats]"]);
        assert_eq!(find("app.arc", "cats", false), ["app.arc [cats]"]);
        let config = "src/events/yolo/config.arc";
        assert_eq!(
            find("app.arc", "yolo", true),
            ["app.arc [yolo]", "app.arc [yolo]", &format!("{config} []")]
        );
        assert_eq!(find(config, "memory", true), ["app.arc [yolo]"]);
    }
}

/// Proves: definition.
#[test]
fn streams_lead_to_their_table_and_plugins_to_their_module() {
    let project = "#- app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\n@tables-streams\ncats\nwatched\n  table cats\n\
                   @plugins\nmine\nnpm-plugin\n#- src/plugins/mine.js\nx\n\
                   #- node_modules/npm-plugin/package.json\n{\"main\":\"lib/a.js\"}\n#- node_modules/npm-plugin/lib/a.js\nx\n";
    let mut editor = Editor::new(project, json!({}));
    editor.open("app.arc");
    let mut go = |needle: &str| {
        let answer = editor.ask("textDocument/definition", "app.arc", needle, json!({}));
        let start = answer[0]["range"]["start"]["line"].clone();
        (places(&editor, &answer), start)
    };
    for stream in ["cats\nwatched", "cats\n@plugins"] {
        assert_eq!(go(stream), (vec!["app.arc [cats]".to_owned()], json!(3)), "{stream}");
    }
    assert_eq!(go("mine").0, ["src/plugins/mine.js []"]);
    assert_eq!(go("npm-plugin").0, ["node_modules/npm-plugin/lib/a.js []"]);
}
