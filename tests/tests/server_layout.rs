//! Semantic tokens, formatting, inlay hints and lenses, as a client gets them.

use arc_lsp_tests::editor::{Editor, position_in};
use arc_lsp_tests::workspace_edit::edited;
use serde_json::{Value, json};

const PROJECT: &str = "#- app.arc\n# 🦀\n@app\nmy-app\n@http\nget   /a # 🦀\nget /b\n@tables\ncats\n  id *String\n  \"🦀 \n 🦀\" x\n@scheduled\n\
                       nightly cron(0 9 * * ? *)\n@indexes\ncats\n  n *\n#- src/http/get-a/index.mjs\n\
                       #- src/http/get-b/config.arc\n@aws\ntimeout 30\nmemory 512\n#- src/http/get-b/index.mjs\n";

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// The tokens of an answer: what each is, and what stands there.
fn shown(editor: &Editor, data: &Value) -> Vec<String> {
    let legend = &editor.offered["semanticTokensProvider"]["legend"];
    let numbers: Vec<u64> =
        data.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let (mut line, mut start) = (0, 0);
    let mut shown = Vec::new();
    for token in numbers.chunks(5) {
        let [delta_line, delta_start, length, kind, modifiers] = token else {
            panic!("five numbers a token")
        };
        line += delta_line;
        start = if *delta_line == 0 { start + delta_start } else { *delta_start };
        let place = |character: u64| json!({ "line": line, "character": character });
        let range = json!({ "start": place(start), "end": place(start + length) });
        let kind = legend["tokenTypes"][*kind as usize].as_str().expect("it is in the legend");
        let modifiers = (0..2).filter(|bit| modifiers >> bit & 1 == 1);
        let modifiers = modifiers.map(|bit| {
            format!(" {}", legend["tokenModifiers"][bit].as_str().expect("it is in the legend"))
        });
        shown.push(format!(
            "{kind}{} {}",
            modifiers.collect::<String>(),
            editor.under("app.arc", &range)
        ));
    }
    shown
}

/// Proves: semantic-tokens, positions.
#[test]
fn tokens_of_a_document_and_of_a_part() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, json!({}));
        editor.open("app.arc");
        let answer = editor.ask_of("textDocument/semanticTokens/full", "app.arc", json!({}));
        let tokens = shown(&editor, &answer["data"]);
        let begin = [
            "comment # 🦀",
            "keyword @app",
            "namespace declaration my-app",
            "keyword @http",
            "method get",
            "function declaration /a",
            "comment # 🦀",
        ];
        assert_eq!(tokens[..7], begin);
        // A token ends with its line.
        assert!(
            tokens.contains(&"property \"🦀 ".to_owned())
                && tokens.contains(&"property  🦀\"".to_owned()),
            "{tokens:?}"
        );
        assert!(tokens.contains(&"keyword deprecated @indexes".to_owned()), "{tokens:?}");
        assert!(tokens.contains(&"type *String".to_owned()), "{tokens:?}");

        let [start, end] = ["@http", "get /b"].map(|needle| editor.position("app.arc", needle, 0));
        let range = json!({ "range": { "start": start, "end": end } });
        let answer = editor.ask_of("textDocument/semanticTokens/range", "app.arc", range);
        assert_eq!(shown(&editor, &answer["data"]), begin[3..]);
    }
}

/// Proves: semantic-tokens.
#[test]
fn a_delta_makes_the_new_tokens_of_the_old() {
    let mut editor = Editor::new(PROJECT, json!({}));
    editor.open("app.arc");
    let uri = editor.folder.uri("app.arc");
    let first = editor.ask_of("textDocument/semanticTokens/full", "app.arc", json!({}));
    let text = editor.folder.read("app.arc");
    let place = position_in(&text, text.find("get /b").expect("it is there"), editor.encoding());
    let change = json!([{ "range": { "start": place, "end": place }, "text": "post /new\n" }]);
    editor.client.change(&uri, 2, change);
    let previous = json!({ "previousResultId": first["resultId"] });
    let delta =
        editor.ask_of("textDocument/semanticTokens/full/delta", "app.arc", previous.clone());
    let edits = delta["edits"].as_array().expect("the last answer is known");
    assert_eq!(edits.len(), 1);
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    let mut data = first["data"].as_array().cloned().expect("there are tokens");
    let start = number(&edits[0]["start"]);
    let new = edits[0]["data"].as_array().cloned().unwrap_or_default();
    data.splice(start..start + number(&edits[0]["deleteCount"]), new);
    let full = editor.ask_of("textDocument/semanticTokens/full", "app.arc", json!({}));
    assert_eq!(json!(data), full["data"]);
    assert!(edits[0]["data"].as_array().map_or(0, Vec::len) <= 20, "only what changed: {delta}");

    let same = json!({ "previousResultId": full["resultId"] });
    let delta = editor.ask_of("textDocument/semanticTokens/full/delta", "app.arc", same);
    assert_eq!(delta["edits"], json!([]));
    let delta = editor.ask_of("textDocument/semanticTokens/full/delta", "app.arc", previous);
    assert_eq!(delta["data"], full["data"], "an old answer is no longer known");
}

const FORMATTED: &str = "# 🦀\n@app\nmy-app\n\n@http\nget /a # 🦀\nget /b\n";

fn options() -> Value {
    json!({ "options": { "tabSize": 8, "insertSpaces": false } })
}

/// Proves: formatting, range-formatting, positions.
#[test]
fn a_document_and_a_part_of_it_are_laid_out() {
    for encoding in ENCODINGS {
        let mut editor = Editor::counting(PROJECT, encoding, json!({}));
        editor.open("app.arc");
        let text = editor.folder.read("app.arc");
        let edits = editor.ask_of("textDocument/formatting", "app.arc", options());
        let new = edited(&text, edits.as_array().expect("there are edits"), encoding);
        assert!(new.starts_with(FORMATTED), "{new}");
        assert_eq!(editor.folder.run_with("fmt -", &text).stdout, new);

        let place = editor.position("app.arc", "/a", 0);
        let mut params = options();
        params["range"] = json!({ "start": place, "end": place });
        let edits = editor.ask_of("textDocument/rangeFormatting", "app.arc", params);
        let new = edited(&text, edits.as_array().expect("there are edits"), encoding);
        assert_eq!(new, text.replace("get   /a", "get /a"));
    }
}

/// Proves: formatting.
#[test]
fn what_architect_rejects_is_left_as_it_is() {
    let mut editor = Editor::new("#- app.arc\n@app\na{\n", json!({}));
    editor.open("app.arc");
    assert_eq!(editor.ask_of("textDocument/formatting", "app.arc", options()), Value::Null);
}

/// Proves: on-type-formatting.
#[test]
fn a_new_line_indents_and_a_pragma_outdents() {
    let mut editor =
        Editor::new("#- app.arc\n@tables\ncats\n\n#- other.arc\n@tables\ncats\n  @\n", json!({}));
    let provider = &editor.offered["documentOnTypeFormattingProvider"];
    assert_eq!(provider["firstTriggerCharacter"], "\n");
    editor.open("app.arc");
    editor.open("other.arc");
    let mut typed = |file: &str, ch: &str, line: u32, character: u32| {
        let mut params = options();
        params["ch"] = json!(ch);
        params["position"] = json!({ "line": line, "character": character });
        let edits = editor.ask_of("textDocument/onTypeFormatting", file, params);
        let text = editor.folder.read(file);
        edited(&text, edits.as_array().expect("there is an edit"), editor.encoding())
    };
    assert_eq!(typed("app.arc", "\n", 2, 0), "@tables\ncats\n  \n");
    assert_eq!(typed("other.arc", "@", 2, 3), "@tables\ncats\n@\n");
}

fn everything() -> Value {
    json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } } })
}

/// Proves: inlay-hint, positions.
#[test]
fn hints_say_what_an_entry_does_not() {
    for encoding in ENCODINGS {
        let resolves = json!({ "textDocument": { "inlayHint": { "resolveSupport": { "properties": ["tooltip"] } } } });
        let mut editor = Editor::counting(PROJECT, encoding, resolves);
        editor.open("app.arc");
        let hints = editor.ask_of("textDocument/inlayHint", "app.arc", everything());
        assert_eq!(hints.as_array().map(Vec::len), Some(2));
        assert_eq!(hints[0]["label"], "512 MB · 30 s");
        assert_eq!(hints[0]["position"], editor.position("app.arc", "get /b", "get /b".len()));
        let next = hints[1]["label"].as_str().unwrap_or_default();
        assert!(next.starts_with("next: ") && next.ends_with(" 09:00 +00:00"), "{next}");
        assert_eq!(hints[0]["tooltip"], Value::Null);
        let resolved = editor.client.request("inlayHint/resolve", hints[0].clone());
        assert_eq!(resolved["tooltip"], "Logical ID: `GetBHTTPLambda`");
    }
    let mut editor = Editor::new(PROJECT, json!({}));
    editor.open("app.arc");
    let hints = editor.ask_of("textDocument/inlayHint", "app.arc", everything());
    assert_eq!(hints[0]["tooltip"], "Logical ID: `GetBHTTPLambda`");
}

/// Proves: code-lens.
#[test]
fn lenses_open_handlers_and_say_the_next_run() {
    let mut editor =
        Editor::new(PROJECT, json!({ "window": { "showDocument": { "support": true } } }));
    editor.open("app.arc");
    let lenses = editor.ask_of("textDocument/codeLens", "app.arc", json!({}));
    let titles: Vec<&str> = lenses
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it["command"]["title"].as_str())
        .collect();
    assert_eq!(titles[..2], ["src/http/get-a/index.mjs", "src/http/get-b/index.mjs"]);
    assert!(titles[2].starts_with("next run "), "{titles:?}");
    let command = lenses[0]["command"].clone();
    let offered = editor.offered["executeCommandProvider"]["commands"].to_string();
    assert!(offered.contains(command["command"].as_str().expect("a command")), "{offered}");
    let run = json!({ "command": command["command"], "arguments": command["arguments"] });
    let id = editor.client.ask("workspace/executeCommand", run);
    let shown = editor.client.said("window/showDocument");
    assert_eq!(editor.path_of(&shown["params"]["uri"]), "src/http/get-a/index.mjs");
    editor.client.reply(&shown, json!({ "success": true }));
    assert_eq!(editor.client.answer(id)["result"], true);
}

/// Proves: code-lens.
#[test]
fn a_client_that_opens_no_files_gets_the_rest() {
    let mut editor = Editor::new(PROJECT, json!({}));
    editor.open("app.arc");
    let lenses = editor.ask_of("textDocument/codeLens", "app.arc", json!({}));
    assert_eq!(lenses.as_array().map(Vec::len), Some(1));
    assert!(lenses[0]["command"]["title"].to_string().contains("next run"));
}
