//! An editor on a folder: opens a file, asks about places in it by the text that stands there.

use serde_json::{Value, json};

use crate::client::Client;
use crate::folder::Folder;

/// A folder with a server that has some of its files open.
pub struct Editor {
    pub folder: Folder,
    pub client: Client,
    /// What the server says that it can.
    pub offered: Value,
    encoding: String,
}

impl Editor {
    /// A folder with these files, as in [`Folder::new`], open as the workspace of a client with these capabilities.
    pub fn new(fixture: &str, capabilities: Value) -> Editor {
        let folder = Folder::new(fixture);
        let mut client = Client::start();
        let root = folder.uri("");
        let folders = json!([{ "uri": root.trim_end_matches('/'), "name": "project" }]);
        let offered = client.initialize(
            json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }),
        );
        let encoding = offered["positionEncoding"].as_str().unwrap_or("utf-16").to_owned();
        Editor { folder, client, offered, encoding }
    }

    /// The same with a client that counts in this encoding.
    pub fn counting(fixture: &str, encoding: &str, mut capabilities: Value) -> Editor {
        capabilities["general"] = json!({ "positionEncodings": [encoding] });
        let editor = Editor::new(fixture, capabilities);
        assert_eq!(editor.encoding, encoding);
        editor
    }

    /// The encoding that positions count in.
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    /// Opens a file of the folder as it is.
    pub fn open(&mut self, path: &str) {
        let text = self.folder.read(path);
        let uri = self.folder.uri(path);
        self.client.open(&uri, &text);
    }

    /// The position of the first `needle` in a file, `into` bytes into it.
    pub fn position(&self, path: &str, needle: &str, into: usize) -> Value {
        let text = self.folder.read(path);
        let at = text.find(needle).unwrap_or_else(|| panic!("{needle:?} stands in {path}")) + into;
        position_in(&text, at, &self.encoding)
    }

    /// Asks about the place of the first `needle`, its white space left out; further params come from `extra`.
    pub fn ask(&mut self, method: &str, path: &str, needle: &str, extra: Value) -> Value {
        let mut params = json!({
            "textDocument": { "uri": self.folder.uri(path) },
            "position": self.position(path, needle, needle.len() - needle.trim_start().len()),
        });
        for (key, value) in extra.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.client.request(method, params)
    }

    /// Asks about a document.
    pub fn ask_of(&mut self, method: &str, path: &str, extra: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.folder.uri(path) } });
        for (key, value) in extra.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.client.request(method, params)
    }

    /// What stands in a file under a range.
    pub fn under(&self, path: &str, range: &Value) -> String {
        let text = self.folder.read(path);
        let [start, end] =
            ["start", "end"].map(|end| offset_in(&text, &range[end], &self.encoding));
        text[start..end].to_owned()
    }

    /// The path in the folder of a URI.
    pub fn path_of(&self, uri: &Value) -> String {
        let uri = uri.as_str().expect("a URI");
        let root = self.folder.uri("");
        uri.strip_prefix(root.trim_end_matches('/'))
            .unwrap_or(uri)
            .trim_start_matches('/')
            .to_owned()
    }
}

/// The position of a byte offset.
pub fn position_in(text: &str, offset: usize, encoding: &str) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = units(&before[start..], encoding);
    json!({ "line": line, "character": column })
}

/// The byte offset of a position.
pub fn offset_in(text: &str, position: &Value, encoding: &str) -> usize {
    let line = position["line"].as_u64().expect("a line") as usize;
    let character = position["character"].as_u64().expect("a character") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let content = text[start..].split('\n').next().unwrap_or_default();
    let ends = content.char_indices().map(|(at, _)| at).chain([content.len()]);
    let at = ends.into_iter().find(|at| units(&content[..*at], encoding) == character);
    start + at.unwrap_or_else(|| panic!("{position} is no boundary of {content:?}"))
}

fn units(text: &str, encoding: &str) -> usize {
    match encoding {
        "utf-8" => text.len(),
        "utf-32" => text.chars().count(),
        _ => text.encode_utf16().count(),
    }
}
