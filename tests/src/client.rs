//! A language client: starts the server, speaks to it over its pipes and waits for what it says.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::places;

/// How long anything is waited for that must come.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A server and the client's end of its pipes. Dropping it ends the process.
pub struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    /// The method of the message behind which nothing is read.
    stop: Arc<Mutex<Option<String>>>,
    /// What came while something else was waited for, in order.
    waiting: VecDeque<Value>,
    last_id: i64,
}

impl Client {
    /// Starts a server that answers the requests which exist for tests alone.
    pub fn start() -> Client {
        let mut command = Command::new(places::binary());
        command.arg("server").env("ARC_LSP_TEST", "1");
        Client::spawn(command)
    }

    /// Starts the server that `command` says.
    pub fn spawn(mut command: Command) -> Client {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("the server starts");
        let input = server.stdin.take();
        let stdout = server.stdout.take().expect("stdout is piped");
        let (messages, output) = mpsc::channel();
        let stop = Arc::new(Mutex::new(None::<String>));
        let stopped = Arc::clone(&stop);
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read_message(&mut stdout) {
                let method = message["method"].as_str().map(str::to_owned);
                if messages.send(message).is_err() {
                    break;
                }
                let stops = || {
                    let stop = stopped.lock().unwrap_or_else(PoisonError::into_inner);
                    stop.is_some() && *stop == method
                };
                while stops() {
                    thread::sleep(Duration::from_millis(1));
                }
            }
        });
        Client { server, input, output, stop, waiting: VecDeque::new(), last_id: 0 }
    }

    /// Reads nothing behind the next message with this method, or goes on reading: what the server says meanwhile fills
    /// the pipe.
    pub fn stop_reading_at(&self, method: Option<&str>) {
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        *stop = method.map(str::to_owned);
    }

    /// Starts a server and makes it ready for a client with these capabilities.
    pub fn initialized(capabilities: Value) -> Client {
        let mut client = Client::start();
        client.initialize(
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities }),
        );
        client
    }

    /// Sends `initialize` and `initialized`; returns what the server says that it can.
    pub fn initialize(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result["capabilities"].clone()
    }

    /// The process of the server.
    pub fn process_id(&self) -> u32 {
        self.server.id()
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).expect("the server reads");
        input.flush().expect("the server reads");
    }

    /// Sends a message in a frame.
    pub fn send(&mut self, message: &Value) {
        self.send_bytes(frame(&message.to_string()).as_bytes());
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and returns its id without waiting for the answer.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Sends a request and waits for its result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let response = self.answer(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].clone()
    }

    /// Asks for something that takes no time and waits for the answer, however long the machine takes.
    pub fn assert_answers(&mut self) {
        let slept = self.request("arc/test/sleep", json!({ "milliseconds": 0 }));
        assert!(slept["milliseconds"].is_u64(), "{slept}");
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait_for(&format!("the answer to {id}"), |message| {
            message.get("method").is_none() && message["id"] == json!(id)
        })
    }

    /// Waits for an answer that belongs to no request, which a broken frame gets.
    pub fn answer_of_nobody(&mut self) -> Value {
        self.wait_for("an answer without an id", |message| {
            message.get("method").is_none() && message["id"].is_null()
        })
    }

    /// Waits for a notification or request of the server's.
    pub fn said(&mut self, method: &str) -> Value {
        self.wait_for(method, |message| message["method"] == json!(method))
    }

    /// Answers a request of the server's.
    pub fn reply(&mut self, request: &Value, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    /// The problems that are pushed next for a document, with its version.
    pub fn problems(&mut self, uri: &str) -> Value {
        let message = self.wait_for("problems", |message| {
            message["method"] == json!("textDocument/publishDiagnostics")
                && message["params"]["uri"] == json!(uri)
        });
        message["params"].clone()
    }

    /// Whether nothing that `matches` comes within `time`.
    pub fn stays_silent(&mut self, time: Duration, matches: impl Fn(&Value) -> bool) -> bool {
        self.wait(time, matches).is_none()
    }

    /// Opens a document in version 1.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "arc", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a document.
    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// Ends the server's input.
    pub fn close_input(&mut self) {
        self.input = None;
    }

    /// Waits until the process has ended, at most for `time`.
    pub fn ended_within(&mut self, time: Duration) -> Option<ExitStatus> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.server.try_wait().expect("the process can be asked") {
                return Some(status);
            }
            if start.elapsed() > time {
                return None;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn wait_for(&mut self, what: &str, matches: impl Fn(&Value) -> bool) -> Value {
        match self.wait(PATIENCE, matches) {
            Some(message) => message,
            None => panic!("no {what} within {PATIENCE:?}; instead: {:?}", self.waiting),
        }
    }

    fn wait(&mut self, time: Duration, matches: impl Fn(&Value) -> bool) -> Option<Value> {
        if let Some(at) = self.waiting.iter().position(&matches) {
            return self.waiting.remove(at);
        }
        let start = Instant::now();
        while let Some(left) = time.checked_sub(start.elapsed()) {
            let message = self.output.recv_timeout(left).ok()?;
            if matches(&message) {
                return Some(message);
            }
            self.waiting.push_back(message);
        }
        None
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A body in its frame.
pub fn frame(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

fn read_message(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<usize>().ok();
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length.expect("each frame of the server says its length")];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("each body of the server is JSON"))
}
