//! What the server holds of a document is what the client has, after any changes, in any encoding.

use arc_lsp_tests::client::Client;
use arc_lsp_tests::generate;
use serde_json::{Value, json};

const URI: &str = "file:///arc-lsp-test/app.arc";

fn dump(client: &mut Client, uri: &str) -> Value {
    client.request("arc/test/document", json!({ "textDocument": { "uri": uri } }))
}

fn with_encodings(encodings: Value) -> (Client, Value) {
    let mut client = Client::start();
    let general = json!({ "positionEncodings": encodings });
    let capabilities = client.initialize(json!({ "capabilities": { "general": general } }));
    (client, capabilities["positionEncoding"].clone())
}

/// Proves: positions.
#[test]
fn the_encoding_is_negotiated() {
    for (offered, taken) in [
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-32", "utf-16"]), "utf-16"),
        (json!(["utf-32"]), "utf-32"),
        (json!([]), "utf-16"),
    ] {
        assert_eq!(with_encodings(offered.clone()).1, taken, "{offered}");
    }
}

/// Proves: sync.
#[test]
fn changes_of_one_notification_follow_each_other() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "@app\nname\n");
    let at = |line: u32, start: u32, end: u32| json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } });
    client.change(
        URI,
        2,
        json!([
            { "text": "@events\n\n" },
            { "range": at(1, 0, 0), "text": "😀yolo" },
            { "range": at(1, 2, 4), "text": "Y" },
            { "range": at(9, 9, 9), "text": "end" },
        ]),
    );
    let document = dump(&mut client, URI);
    assert_eq!(document["text"], "@events\n😀Ylo\nend");
    assert_eq!(document["version"], 2);
}

#[test]
fn a_closed_document_is_gone_and_may_come_again() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "1");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(dump(&mut client, URI), Value::Null);
    client.change(URI, 2, json!([{ "text": "2" }]));
    assert_eq!(dump(&mut client, URI), Value::Null, "a change opens nothing");
    client.open(URI, "3");
    assert_eq!(dump(&mut client, URI)["text"], "3");
}

/// Numbers from a seed, so that a failure can be run again: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const PIECES: [&str; 24] = [
    "@app\nname\n",
    "@events\n",
    "@http\nget /\n",
    "yolo\n",
    "  key value\n",
    "    four\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "#",
    "# note\n",
    "\"",
    "'",
    "ä",
    "€",
    "😀",
    "\u{feff}",
    "\u{2028}",
    "@",
    "true 1.5\n",
    "a\n  b\n  c\n",
    "\\",
];

/// The text that an editor has after a random change, and the change as it tells of it.
fn random_change(random: &mut Random, text: &str, encoding: &str) -> (String, Value) {
    let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
    let first = random.below(boundaries.len());
    let last = (first + random.below(6)).min(boundaries.len() - 1);
    let (start, end) = (boundaries[first], boundaries[last]);
    // An editor has no place between CR and LF.
    let between = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    let (start, end) = (start - usize::from(between(start)), end + usize::from(between(end)));
    let replacement: String =
        (0..random.below(4)).map(|_| PIECES[random.below(PIECES.len())]).collect();

    if random.below(40) == 0 {
        return (replacement.clone(), json!({ "text": replacement }));
    }
    let position = |at: usize| {
        let before = &text[..at];
        let unified = before.replace("\r\n", "\n").replace('\r', "\n");
        let line = unified.matches('\n').count();
        let in_line = &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
        let character = match encoding {
            "utf-8" => in_line.len(),
            "utf-16" => in_line.encode_utf16().count(),
            _ => in_line.chars().count(),
        };
        json!({ "line": line, "character": character })
    };
    let range = json!({ "start": position(start), "end": position(end) });
    let changed = format!("{}{replacement}{}", &text[..start], &text[end..]);
    (changed, json!({ "range": range, "text": replacement }))
}

/// Proves: sync, positions.
#[test]
fn after_any_changes_everything_equals_that_of_a_fresh_open() {
    let seed = std::env::var("ARC_LSP_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or(0x5eed_0001);
    println!("seed {seed}: set ARC_LSP_SEED for another");
    let mut random = Random(seed);
    let mut manifests = generate::Random::new(seed);
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (mut client, taken) = with_encodings(json!([encoding]));
        assert_eq!(taken, encoding);
        for round in 0..25 {
            let uri = format!("file:///arc-lsp-test/{round}/app.arc");
            // Half of them begin as a manifest that is one.
            let mut text: String = if round % 2 == 0 {
                generate::manifest(&mut manifests)
            } else {
                (0..random.below(20)).map(|_| PIECES[random.below(PIECES.len())]).collect()
            };
            client.open(&uri, &text);
            let mut history = vec![json!(text)];
            for version in 2..20 {
                let mut changes = Vec::new();
                for _ in 0..=random.below(3) {
                    let (changed, change) = random_change(&mut random, &text, encoding);
                    text = changed;
                    changes.push(change);
                }
                history.push(json!(changes));
                client.change(&uri, version, json!(changes));
                // The last is always looked at; the others now and then, so that trees of several edits are reused.
                if random.below(3) > 0 && version < 19 {
                    continue;
                }
                let fresh_uri = format!("file:///arc-lsp-test/{round}/app.arc?fresh");
                client.open(&fresh_uri, &text);
                let mut edited = dump(&mut client, &uri);
                // A problem's related places name the document that it stands in.
                let fresh = dump(&mut client, &fresh_uri).to_string().replace("?fresh", "");
                let mut fresh: Value = serde_json::from_str(&fresh).expect("it is JSON");
                assert_eq!(edited["version"], version);
                for dump in [&mut edited, &mut fresh] {
                    dump.as_object_mut().expect("the document is open").remove("version");
                }
                assert_eq!(fresh["text"], json!(text), "{encoding}: {history:#?}");
                assert_eq!(edited, fresh, "{encoding}: {history:#?}");
                let closed = json!({ "textDocument": { "uri": fresh_uri } });
                client.notify("textDocument/didClose", closed);
            }
        }
    }
}
