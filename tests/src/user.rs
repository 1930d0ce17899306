//! Somebody at an editor: types, takes what is offered, looks at what is shown, in one open document.

use serde_json::{Value, json};

use crate::client::Client;
use crate::folder::Folder;
use crate::workspace_edit;

/// A user with one document open.
pub struct User {
    /// The folder that is open.
    pub folder: Folder,
    /// The editor.
    pub client: Client,
    /// What the server offered.
    pub offered: Value,
    /// What the editor can.
    pub capabilities: Value,
    /// How much was done.
    pub actions: usize,
    uri: String,
    text: String,
    version: i64,
}

impl User {
    /// Starts the editor whose `initialize` params are recorded, in a folder with the fixture's files.
    pub fn start(recorded: &Value, fixture: &str) -> User {
        let folder = Folder::new(fixture);
        let mut client = Client::start();
        let mut params = recorded.clone();
        params["processId"] = Value::Null;
        params["rootUri"] = json!(folder.uri(""));
        params["workspaceFolders"] = json!([{ "uri": folder.uri(""), "name": "project" }]);
        let offered = client.initialize(params);
        let uri = folder.uri("app.arc");
        let text = folder.read("app.arc");
        client.open(&uri, &text);
        let capabilities = recorded["capabilities"].clone();
        if capabilities["workspace"]["configuration"] == true {
            let asked = client.said("workspace/configuration");
            let items = asked["params"]["items"].as_array().map_or(0, Vec::len);
            client.reply(&asked, json!(vec![Value::Null; items]));
        }
        User { folder, client, offered, capabilities, actions: 1, uri, text, version: 1 }
    }

    /// The text of the document.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the editor can do such a thing as a part of an edit.
    pub fn can(&self, operation: &str) -> bool {
        let edit = &self.capabilities["workspace"]["workspaceEdit"];
        edit["resourceOperations"].as_array().is_some_and(|all| all.contains(&json!(operation)))
    }

    /// Types until the document holds this text.
    pub fn types(&mut self, text: &str) {
        self.actions += 1;
        self.replace(text);
    }

    fn replace(&mut self, text: &str) {
        let lines: Vec<&str> = self.text.split('\n').collect();
        let last = lines.last().map_or(0, |line| line.len());
        let end = json!({ "line": lines.len() - 1, "character": last });
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": end });
        self.version += 1;
        let change = json!([{ "range": range, "text": text }]);
        self.client.change(&self.uri, self.version, change);
        self.text = text.to_owned();
    }

    /// Asks for something at a place of the document.
    pub fn asks(&mut self, method: &str, line: usize, character: usize) -> Value {
        self.asks_with(method, line, character, json!({}))
    }

    /// The same with more to say.
    pub fn asks_with(&mut self, method: &str, line: usize, character: usize, more: Value) -> Value {
        self.actions += 1;
        let mut params = json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": line, "character": character },
        });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.client.request(method, params)
    }

    /// Takes what is offered at the end of the text, first looking at its documentation.
    pub fn completes(&mut self, label: &str) -> String {
        let lines: Vec<&str> = self.text.split('\n').collect();
        let (line, character) = (lines.len() - 1, lines.last().map_or(0, |line| line.len()));
        let list = self.asks("textDocument/completion", line, character);
        let items = list["items"].as_array().expect("a list");
        let item = items.iter().find(|item| item["label"] == label);
        let item = item.unwrap_or_else(|| panic!("no `{label}` in {list}")).clone();
        let item = self.client.request("completionItem/resolve", item);
        let snippets = &self.capabilities["textDocument"]["completion"]["completionItem"];
        let mut edit = item["textEdit"].clone();
        if item["insertTextFormat"] == 2 {
            assert_eq!(snippets["snippetSupport"], true, "{item}");
            edit["newText"] = json!(filled_in(edit["newText"].as_str().expect("a text")));
        }
        let mut edits = vec![edit];
        edits.extend(item["additionalTextEdits"].as_array().cloned().unwrap_or_default());
        let text = workspace_edit::edited(&self.text, &edits, "utf-16");
        self.replace(&text);
        item["documentation"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The codes of the problems that are shown for the text as it is.
    pub fn sees(&mut self) -> Vec<String> {
        self.actions += 1;
        let problems = self.problems();
        problems.iter().map(|it| it["code"].as_str().expect("a code").to_owned()).collect()
    }

    fn problems(&mut self) -> Vec<Value> {
        if !self.offered["diagnosticProvider"].is_null() {
            let params = json!({ "textDocument": { "uri": self.uri } });
            let report = self.client.request("textDocument/diagnostic", params);
            return report["items"].as_array().expect("a list").clone();
        }
        loop {
            let problems = self.client.problems(&self.uri);
            if problems["version"] == json!(self.version) {
                return problems["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// Chooses an action at a place, of this kind, and has its edit made. `false` when it is not offered.
    pub fn chooses(&mut self, line: usize, character: usize, kind: &str, title: &str) -> bool {
        self.actions += 1;
        let place = json!({ "line": line, "character": character });
        let params = json!({
            "textDocument": { "uri": self.uri },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [], "only": [kind] },
        });
        let actions = self.client.request("textDocument/codeAction", params);
        let actions = actions.as_array().expect("a list").iter();
        let Some(mut action) = actions.into_iter().find(|it| it["title"] == title).cloned() else {
            return false;
        };
        if action["edit"].is_null() {
            action = self.client.request("codeAction/resolve", action);
        }
        self.makes(&action["edit"]);
        true
    }

    /// Makes a workspace edit, in the document and on the disk.
    pub fn makes(&mut self, edit: &Value) {
        for operation in workspace_edit::operations(edit) {
            let root = self.folder.uri("");
            let path = operation.uri.strip_prefix(&root).expect("it lies in the folder").to_owned();
            if let Some(renamed) = &operation.renamed {
                let renamed = renamed.strip_prefix(&root).expect("it lies in the folder");
                self.moves(&path, renamed);
                continue;
            }
            match operation.edits {
                None => self.folder.write(&path, ""),
                Some(edits) if operation.uri == self.uri => {
                    let text = workspace_edit::edited(&self.text, &edits, "utf-16");
                    self.replace(&text);
                }
                Some(edits) => {
                    let text = self.folder.read(&path);
                    self.folder.write(&path, workspace_edit::edited(&text, &edits, "utf-16"));
                }
            }
        }
    }

    /// Moves a file or folder of the folder, and has the editor notice that.
    pub fn moves(&mut self, from: &str, to: &str) {
        let root = self.folder.path();
        std::fs::rename(root.join(from), root.join(to)).expect("it can be moved");
        let changes = json!([
            { "uri": self.folder.uri(from), "type": 3 },
            { "uri": self.folder.uri(to), "type": 1 },
        ]);
        self.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Has text edits made that are asked for, of a document as a whole or about a place in it.
    pub fn lays_out(&mut self, method: &str, line: usize, character: usize, mut more: Value) {
        more["options"] = json!({ "tabSize": 2, "insertSpaces": true });
        let edits = self.asks_with(method, line, character, more);
        let edits = edits.as_array().expect("a list");
        let text = workspace_edit::edited(&self.text, edits, "utf-16");
        self.replace(&text);
    }

    /// Whether the editor knows of such a thing in a document, as `semanticTokens`. What it does not know it never asks
    /// for, so that is done already.
    pub fn knows(&mut self, what: &str) -> bool {
        let knows = !self.capabilities["textDocument"][what].is_null();
        self.actions += usize::from(!knows);
        knows
    }

    /// Saves and closes the document.
    pub fn closes(&mut self) {
        self.actions += 1;
        self.folder.write("app.arc", &self.text);
        let params = json!({ "textDocument": { "uri": self.uri } });
        self.client.notify("textDocument/didClose", params);
    }
}

/// A snippet with its placeholders left as they are.
fn filled_in(snippet: &str) -> String {
    let mut out = String::new();
    let mut rest = snippet;
    while let Some((before, behind)) = rest.split_once('$') {
        out.push_str(before);
        let Some(body) = behind.strip_prefix('{') else {
            rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
            continue;
        };
        let end = body.find('}').expect("a placeholder ends");
        let inner = body[..end].trim_start_matches(|c: char| c.is_ascii_digit());
        let inner = inner.trim_matches(['|', ':']);
        out.push_str(inner.split(',').next().unwrap_or_default());
        rest = &body[end + 1..];
    }
    out + rest
}
