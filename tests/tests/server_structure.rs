//! Symbols, folds, selections, highlights and links, as a client gets them.

use arc_lsp_tests::editor::Editor;
use serde_json::{Value, json};

const PROJECT: &str = "#- app.arc\n# the app 🦀\n# of mine\n@app\nmy-app\n\n@http\nget /a # 🦀\n/b\n  method post\n  src \"lib/b\"\n\n\
                       @tables\n\"cats\"\n  id *String\n\n@tables-indexes\ncats\n  name *String\n\
                       #- src/http/get-a/index.mjs\n#- lib/b/index.js\n#- other/app.arc\n@app\nother\n@events\nyolo\n\
                       #- config.arc\n@aws\ntimeout 5\n#- prefs.arc\n@env\ntesting\n  KEY hush\n";

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

fn names(symbols: &Value, depth: usize, out: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let detail = symbol["detail"].as_str().unwrap_or_default();
        out.push(format!(
            "{}{} {detail}",
            " ".repeat(depth),
            symbol["name"].as_str().expect("a name")
        ));
        names(&symbol["children"], depth + 1, out);
    }
}

/// Proves: document-symbol, positions.
#[test]
fn symbols_are_a_tree_in_every_kind_of_file() {
    for encoding in ENCODINGS {
        let tree = json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
        let mut editor = Editor::counting(PROJECT, encoding, tree);
        assert_eq!(editor.offered["documentSymbolProvider"], true);
        editor.open("app.arc");
        let symbols = editor.ask_of("textDocument/documentSymbol", "app.arc", json!({}));
        let mut shown = Vec::new();
        names(&symbols, 0, &mut shown);
        assert_eq!(
            shown,
            [
                "@app ",
                " my-app ",
                "@http ",
                " get /a ",
                " post /b lib/b",
                "  method post",
                "  src lib/b",
                "@tables ",
                " cats id *String",
                "  id *String",
                "@tables-indexes ",
                " cats name *String",
                "  name *String",
            ]
        );
        let route = &symbols[1]["children"][1];
        assert_eq!(editor.under("app.arc", &route["range"]), "/b\n  method post\n  src \"lib/b\"");
        assert_eq!(editor.under("app.arc", &route["selectionRange"]), "/b");

        for (file, first) in [("config.arc", "@aws"), ("prefs.arc", "@env")] {
            editor.open(file);
            let symbols = editor.ask_of("textDocument/documentSymbol", file, json!({}));
            assert_eq!(symbols[0]["name"], first);
            assert!(!symbols.to_string().contains("hush"), "{symbols}");
        }
    }
}

/// Proves: document-symbol.
#[test]
fn symbols_are_flat_for_a_client_without_trees() {
    let mut editor = Editor::new(PROJECT, json!({}));
    editor.open("app.arc");
    let symbols = editor.ask_of("textDocument/documentSymbol", "app.arc", json!({}));
    assert_eq!(symbols[4]["name"], "post /b");
    assert_eq!(symbols[4]["containerName"], "@http");
    assert_eq!(editor.path_of(&symbols[4]["location"]["uri"]), "app.arc");
}

/// Proves: workspace-symbol.
#[test]
fn symbols_of_every_project_of_the_workspace() {
    let mut editor = Editor::new(PROJECT, json!({}));
    // A buffer counts before it is saved.
    let uri = editor.folder.uri("other/app.arc");
    editor.client.open(&uri, "@app\nother\n@events\nunsaved\n");
    let mut search = |query: &str| -> Vec<String> {
        let found = editor.client.request("workspace/symbol", json!({ "query": query }));
        let found = found.as_array().cloned().unwrap_or_default();
        found.iter().map(|it| it["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(search("uns"), ["unsaved"]);
    assert_eq!(search("yolo"), [""; 0]);
    assert_eq!(search("POST"), ["post /b"]);
    assert_eq!(search("cats"), ["cats", "cats"]);
}

/// Proves: folding.
#[test]
fn pragmas_entries_and_comments_fold() {
    let mut editor = Editor::new(PROJECT, json!({}));
    editor.open("app.arc");
    let folds = editor.ask_of("textDocument/foldingRange", "app.arc", json!({}));
    let lines = |fold: &Value| (fold["startLine"].clone(), fold["endLine"].clone());
    let shown: Vec<_> = folds.as_array().into_iter().flatten().map(lines).collect();
    let expected = [(0, 1), (2, 3), (5, 9), (7, 9), (11, 13), (12, 13), (15, 17), (16, 17)];
    assert_eq!(shown, expected.map(|(start, end)| (json!(start), json!(end))));
    assert_eq!(folds[0]["kind"], "comment");

    let limit = json!({ "textDocument": { "foldingRange": { "rangeLimit": 2 } } });
    let mut editor = Editor::new(PROJECT, limit);
    editor.open("app.arc");
    let folds = editor.ask_of("textDocument/foldingRange", "app.arc", json!({}));
    assert_eq!(folds.as_array().map(Vec::len), Some(2));
}

/// Proves: selection, positions.
#[test]
fn selections_grow_outwards() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, json!({}));
        editor.open("app.arc");
        let positions =
            [editor.position("app.arc", "lib/b", 2), editor.position("app.arc", "of mine", 0)];
        let chains = editor.ask_of(
            "textDocument/selectionRange",
            "app.arc",
            json!({ "positions": positions }),
        );
        let mut shown = Vec::new();
        let mut next = &chains[0];
        while !next.is_null() {
            shown.push(editor.under("app.arc", &next["range"]));
            next = &next["parent"];
        }
        let entry = "/b\n  method post\n  src \"lib/b\"";
        assert_eq!(
            shown[..5],
            ["lib/b", "\"lib/b\"", "src \"lib/b\"", entry, &format!("@http\nget /a # 🦀\n{entry}")]
        );
        assert_eq!(shown.last(), Some(&editor.folder.read("app.arc")));
        assert_eq!(editor.under("app.arc", &chains[1]["range"]), "# of mine");
    }
}

/// Proves: highlight, positions.
#[test]
fn a_table_is_highlighted_wherever_it_is_named() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, json!({}));
        editor.open("app.arc");
        let found = editor.ask("textDocument/documentHighlight", "app.arc", "cats", json!({}));
        let shown: Vec<_> = found
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| (editor.under("app.arc", &it["range"]), it["kind"].clone()))
            .collect();
        // A declaration is written, the others read.
        assert_eq!(shown, [("\"cats\"".to_owned(), json!(3)), ("cats".to_owned(), json!(2))]);
        assert_eq!(
            editor.ask("textDocument/documentHighlight", "app.arc", "@http", json!({})),
            Value::Null
        );
    }
}

/// Proves: document-link, positions.
#[test]
fn links_lead_to_handlers_and_pages() {
    for encoding in ENCODINGS {
        let tooltips = json!({ "textDocument": { "documentLink": { "tooltipSupport": true } } });
        let mut editor = Editor::counting(PROJECT, encoding, tooltips);
        editor.open("app.arc");
        editor.open("config.arc");
        let links = editor.ask_of("textDocument/documentLink", "app.arc", json!({}));
        let shown: Vec<_> = links
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| {
                format!(
                    "{} {}",
                    editor.under("app.arc", &it["range"]),
                    editor.path_of(&it["target"])
                )
            })
            .collect();
        let page = "https://arc.codes/docs/en/reference/project-manifest";
        assert_eq!(
            shown,
            [
                format!("@app {page}/app"),
                format!("@http {page}/http"),
                "get /a src/http/get-a/index.mjs".to_owned(),
                "/b lib/b/index.js".to_owned(),
                "lib/b lib/b/index.js".to_owned(),
                format!("@tables {page}/tables"),
                format!("@tables-indexes {page}/tables-indexes"),
            ]
        );
        assert_eq!(links[2]["tooltip"], "src/http/get-a/index.mjs");
        let links = editor.ask_of("textDocument/documentLink", "config.arc", json!({}));
        assert_eq!(editor.under("config.arc", &links[0]["range"]), "@aws");
    }
}
