//! Manifests in JSON and YAML in an editor, beside the servers of these languages.

use arc_lsp_tests::client::Client;
use arc_lsp_tests::folder::Folder;
use serde_json::{Value, json};

fn codes(client: &mut Client, uri: &str) -> Vec<String> {
    let pushed = client.problems(uri);
    let problems = pushed["diagnostics"].as_array().cloned().unwrap_or_default();
    problems.iter().map(|it| it["code"].as_str().unwrap_or_default().to_owned()).collect()
}

fn open(client: &mut Client, uri: &str, language: &str, text: &str) {
    let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
}

fn request(client: &mut Client, method: &str, uri: &str, line: u32, character: u32) -> Value {
    let params = json!({
        "textDocument": { "uri": uri },
        "position": { "line": line, "character": character },
    });
    client.request(method, params)
}

/// Proves: diagnostics, hover, definition.
#[test]
fn a_manifest_in_json_has_problems_hover_and_definition() {
    let text = "{\n  \"app\": \"my-app\",\n  \"events\": [\"yolo\", \"oh\"]\n}\n";
    let folder = Folder::new(&format!("#- arc.json\n{text}#- src/events/yolo/index.mjs\n"));
    let uri = folder.uri("arc.json");
    let mut client = Client::initialized(json!({}));
    open(&mut client, &uri, "json", text);
    assert_eq!(codes(&mut client, &uri), ["missing-handler"]);

    let hover = request(&mut client, "textDocument/hover", &uri, 2, 5);
    assert!(hover.to_string().contains("@events — SNS topics"), "{hover}");
    let hover = request(&mut client, "textDocument/hover", &uri, 2, 16);
    assert!(hover.to_string().contains("src/events/yolo/index.mjs"), "{hover}");
    let definition = request(&mut client, "textDocument/definition", &uri, 2, 16);
    assert!(definition.to_string().contains("src/events/yolo/index.mjs"), "{definition}");
    let completion = request(&mut client, "textDocument/completion", &uri, 2, 5);
    assert_eq!(completion["items"].as_array().map_or(0, Vec::len), 0, "{completion}");

    client.change(&uri, 2, json!([{ "text": text.replace("]\n", "],\n") }]));
    assert_eq!(codes(&mut client, &uri), ["missing-handler", "invalid-json"]);
    client.change(&uri, 3, json!([{ "text": text.replace(", \"oh\"", "") }]));
    assert_eq!(codes(&mut client, &uri), [""; 0]);
}

/// Proves: diagnostics.
#[test]
fn only_what_is_ours_has_problems() {
    let folder = Folder::new(
        "#- arc.yaml\napp: my-app\nevents: [a]\n#- src/events/a/index.mjs\n#- src/events/a/config.yaml\naws:\n\
         #- package.json\n{\"name\": \"x\"}\n#- config.yaml\naws:\n#- p/package.json\n{\"arc\": {}}\n#- arc.yml\n\
         events:\n",
    );
    let mut client = Client::initialized(json!({}));
    for (path, language, expected) in [
        ("package.json", "json", &[][..]),
        ("config.yaml", "yaml", &[]),
        // Never read, since `arc.yaml` comes first.
        ("arc.yml", "yaml", &[]),
        ("src/events/a/config.yaml", "yaml", &["unreadable-value"]),
        ("p/package.json", "json", &["missing-app"]),
    ] {
        let uri = folder.uri(path);
        open(&mut client, &uri, language, &folder.read(path));
        assert_eq!(codes(&mut client, &uri), expected, "{path}");
    }
}
