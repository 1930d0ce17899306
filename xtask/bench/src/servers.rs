//! The servers that are compared, each as its client has it.

use std::path::Path;
use std::process::Command;

use arc_lsp_tests::client::Client;
use serde_json::{Value, json};

use crate::documents::Document;

/// A running server with one document open.
pub struct Session {
    client: Client,
    uri: String,
    version: i64,
    /// Whether the letter is there that typing takes away again.
    typed: bool,
    document: Document,
}

/// Starts a server and waits for its reply to `initialize`.
pub fn start(command: Command, folder: &Path) -> Client {
    let mut client = Client::spawn(command);
    let root = uri(folder);
    client.initialize(json!({
        "processId": null,
        "rootUri": root,
        "workspaceFolders": [{ "uri": root, "name": "bench" }],
        "capabilities": {
            "textDocument": {
                "publishDiagnostics": { "versionSupport": true },
                "hover": { "contentFormat": ["markdown"] },
                "completion": { "completionItem": { "snippetSupport": true } },
            },
        },
    }));
    client
}

impl Session {
    /// Starts a server, opens the document and waits for its problems.
    pub fn open(command: Command, folder: &Path, document: &Document) -> Session {
        let mut client = start(command, folder);
        let uri = uri(&folder.join(document.name));
        let item = json!({
            "uri": uri, "languageId": document.language, "version": 1, "text": document.text,
        });
        client.notify("textDocument/didOpen", json!({ "textDocument": item }));
        let mut session =
            Session { client, uri, version: 1, typed: false, document: document.clone() };
        session.problems();
        session
    }

    /// Types a letter into a word that is a problem, or takes it away again, and waits for the problems.
    /// Returns how many there are.
    pub fn keystroke(&mut self) -> usize {
        let (line, column) = self.document.typing;
        let start = json!({ "line": line, "character": column });
        let typed = json!({ "line": line, "character": column + 1 });
        let (end, text) = if self.typed { (typed, "") } else { (start.clone(), "y") };
        self.typed = !self.typed;
        self.version += 1;
        let change = json!([{ "range": { "start": start, "end": end }, "text": text }]);
        self.client.change(&self.uri, self.version, change);
        self.problems()
    }

    /// Waits for the problems of the present version, and counts them.
    fn problems(&mut self) -> usize {
        loop {
            let params = self.client.problems(&self.uri);
            let version = params.get("version").filter(|version| !version.is_null());
            if version.is_none_or(|version| *version == json!(self.version)) {
                return params["diagnostics"].as_array().map_or(0, Vec::len);
            }
        }
    }

    /// Hovers; whether there was an answer.
    pub fn hover(&mut self) -> bool {
        let params = self.at(self.document.hover);
        !self.client.request("textDocument/hover", params).is_null()
    }

    /// Completes, and counts what is offered.
    pub fn completion(&mut self) -> usize {
        let params = self.at(self.document.completion);
        let answer = self.client.request("textDocument/completion", params);
        let items = if answer.is_array() { &answer } else { &answer["items"] };
        items.as_array().map_or(0, Vec::len)
    }

    fn at(&self, (line, character): (u32, u32)) -> Value {
        json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": line, "character": character },
        })
    }

    /// The most memory that the process ever had, in bytes, where the system says so.
    pub fn peak_memory(&self) -> Option<u64> {
        let path = format!("/proc/{}/status", self.client.process_id());
        let status = std::fs::read_to_string(path).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes * 1024)
    }
}

/// The URI of a path in a temporary folder, whose names need no escapes.
fn uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}
