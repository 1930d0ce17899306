//! What tower-lsp does by itself: the faults that `reader`, `guard` and `connection` mend. When a test here fails after
//! an upgrade, its mend can go; that each is mended is shown in `tests/tests/server_*.rs`.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;
use tower_lsp::lsp_types::*;
use tower_lsp::{LanguageServer, LspService, Server, jsonrpc};

/// Long enough to say that nothing will come, when everything runs in one process.
const A_WHILE: Duration = Duration::from_millis(300);

/// On line 0 a hover never ends, on any other it panics.
struct Backend;

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, _: InitializeParams) -> jsonrpc::Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> jsonrpc::Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> jsonrpc::Result<Option<Hover>> {
        match params.text_document_position_params.position.line {
            0 => std::future::pending().await,
            _ => panic!("asked to"),
        }
    }
}

struct Bare {
    server: JoinHandle<()>,
    input: WriteHalf<DuplexStream>,
    output: ReadHalf<DuplexStream>,
    heard: Vec<u8>,
}

impl Bare {
    async fn initialized() -> Bare {
        let (service, socket) = LspService::new(|_| Backend);
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        let (stdin, stdout) = tokio::io::split(theirs);
        let server = tokio::spawn(Server::new(stdin, stdout, socket).serve(service));
        let (output, input) = tokio::io::split(ours);
        let mut bare = Bare { server, input, output, heard: Vec::new() };
        bare.request(0, "initialize", json!({ "capabilities": {} })).await;
        assert!(bare.answers(0).await);
        bare
    }

    async fn bytes(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).await.expect("the pipe is wide");
    }

    async fn send(&mut self, message: Value) {
        let body = message.to_string();
        self.bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }

    async fn request(&mut self, id: i64, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
    }

    async fn hover(&mut self, id: i64, line: u32) {
        let position = json!({ "line": line, "character": 0 });
        let params = json!({ "textDocument": { "uri": "file:///a" }, "position": position });
        self.request(id, "textDocument/hover", params).await;
    }

    /// Whether request `id` is answered within a while.
    async fn answers(&mut self, id: i64) -> bool {
        let needle = format!("\"id\":{id}}}").into_bytes();
        let listening = async {
            while !self.heard.windows(needle.len()).any(|heard| heard == needle) {
                let mut chunk = [0; 4096];
                match self.output.read(&mut chunk).await {
                    Ok(0) | Err(_) => return false,
                    Ok(read) => self.heard.extend_from_slice(&chunk[..read]),
                }
            }
            true
        };
        tokio::time::timeout(A_WHILE, listening).await.unwrap_or(false)
    }

    /// Whether `shutdown`, the one request that is always quick, is answered.
    async fn still_answers(&mut self) -> bool {
        self.send(json!({ "jsonrpc": "2.0", "id": 99, "method": "shutdown" })).await;
        self.answers(99).await
    }
}

#[tokio::test]
async fn it_answers_when_nothing_is_wrong() {
    assert!(Bare::initialized().await.still_answers().await);
}

#[tokio::test]
async fn four_slow_requests_block_the_fifth_and_every_cancellation() {
    let mut bare = Bare::initialized().await;
    for id in 1..=4 {
        bare.hover(id, 0).await;
    }
    bare.send(json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 1 } }))
        .await;
    assert!(!bare.answers(1).await);
    assert!(!bare.still_answers().await);
}

#[tokio::test]
async fn a_panic_ends_it() {
    let mut bare = Bare::initialized().await;
    bare.hover(1, 1).await;
    let ended = tokio::time::timeout(A_WHILE, bare.server).await.expect("it ends");
    assert!(ended.expect_err("not by itself").is_panic());
}

#[tokio::test]
async fn exit_does_not_end_it_while_the_input_stays_open() {
    let mut bare = Bare::initialized().await;
    assert!(bare.still_answers().await);
    bare.send(json!({ "jsonrpc": "2.0", "method": "exit" })).await;
    tokio::time::sleep(A_WHILE).await;
    assert!(!bare.server.is_finished());
}

#[tokio::test]
async fn nothing_is_answered_behind_a_broken_frame() {
    for broken in [
        &b"Content-Length: 9\r\n\r\n{\"a\":\"\xff\"}"[..],
        b"Content-Length: 1\r\n\r\n{",
        b"Content-Length: 2\r\n\r\n{}",
        b"Content-Type: text/plain\r\n\r\n{}",
        b"Content-Length: 4294967296\r\n\r\n{}",
    ] {
        let mut bare = Bare::initialized().await;
        bare.bytes(broken).await;
        assert!(!bare.still_answers().await, "{}", String::from_utf8_lossy(broken));
    }
}
