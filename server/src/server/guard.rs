//! The service in front of tower-lsp's, which mends what that one does not do.
//!
//! Invariants:
//! - Messages take effect in the order in which they are handed to [`Guard::call`]: everything that a handler does
//!   before its first `.await` has happened when `call` returns. So a handler of a notification does all it does
//!   there, and a handler of a request takes its snapshot there.
//! - A panic in a handler is an error reply and a line in the log, never the end of the server.
//! - `exit` is heard while requests are running and while the input stays open.

use std::any::Any;
use std::future::{self, Future};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_service::Service;

use super::delete_file;
use super::initialize;
use super::lifecycle::Lifecycle;
use super::log::{panic_message, without_text};

/// Wraps the service that holds the handlers.
pub(super) struct Guard<S> {
    inner: S,
    lifecycle: Arc<Lifecycle>,
    /// Requests that ended by a panic: the inner service still holds them as running.
    panicked: Arc<Mutex<Vec<Id>>>,
}

impl<S> Guard<S> {
    pub(super) fn new(inner: S, lifecycle: Arc<Lifecycle>) -> Guard<S> {
        Guard { inner, lifecycle, panicked: Arc::default() }
    }
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + Unpin + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Option<Response>, S::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    /// Runs the handler up to its first `.await`; the future is the rest. Must be called within the runtime.
    fn call(&mut self, request: Request) -> Self::Future {
        self.forget_panicked();
        let request = self.prepare(request);
        let failed = Failed {
            method: request.method().to_owned(),
            id: request.id().cloned(),
            panicked: Arc::clone(&self.panicked),
        };
        let may_delete = delete_file::may_answer(&failed.method);
        let started = catch_unwind(AssertUnwindSafe(|| {
            let mut future = self.inner.call(request);
            let first = future.poll_unpin(&mut Context::from_waker(Waker::noop()));
            (first, future)
        }));
        let answer: Self::Future = match started {
            Err(panic) => future::ready(Ok(failed.answer(panic))).boxed(),
            Ok((Poll::Ready(result), _)) => future::ready(result).boxed(),
            Ok((Poll::Pending, rest)) => AssertUnwindSafe(rest)
                .catch_unwind()
                .map(|result| result.unwrap_or_else(|panic| Ok(failed.answer(panic))))
                .boxed(),
        };
        if !may_delete {
            return answer;
        }
        answer.map(|result| result.map(|response| response.map(delete_file::mend))).boxed()
    }
}

impl<S> Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Future + Unpin,
{
    /// Hears what concerns the life of the process, and corrects what the inner service would misread.
    fn prepare(&self, request: Request) -> Request {
        let (method, id, mut params) = request.into_parts();
        match (&*method, &id) {
            ("initialize", Some(_)) => {
                if let Some(params) = &mut params {
                    initialize::mend(params);
                    let process = params.get("processId").and_then(Value::as_u64);
                    self.lifecycle.initialize(process.and_then(|id| u32::try_from(id).ok()));
                }
            }
            // Neither has params, and tower-lsp refuses the `null` or `{}` that some clients send.
            ("shutdown", Some(_)) => {
                self.lifecycle.shutdown();
                params = None;
            }
            ("exit", None) => {
                self.lifecycle.exit();
                params = None;
            }
            _ => {}
        }
        let mut request = Request::build(method);
        if let Some(params) = params {
            request = request.params(params);
        }
        if let Some(id) = id {
            request = request.id(id);
        }
        request.finish()
    }

    /// Has the inner service let go of requests that panicked, which it never saw end.
    fn forget_panicked(&mut self) {
        let ids = std::mem::take(&mut *lock(&self.panicked));
        for id in ids {
            let cancel = Request::build("$/cancelRequest").params(json!({ "id": id })).finish();
            let mut future = self.inner.call(cancel);
            // Cancelling is done at the first poll.
            let _ = future.poll_unpin(&mut Context::from_waker(Waker::noop()));
        }
    }
}

/// What to answer if a handler panics.
struct Failed {
    method: String,
    id: Option<Id>,
    panicked: Arc<Mutex<Vec<Id>>>,
}

impl Failed {
    fn answer(self, panic: Box<dyn Any + Send>) -> Option<Response> {
        // Where it happened, the panic hook has logged.
        let message = panic_message(&*panic);
        tracing::error!("{} failed, please report it: {}", self.method, without_text(message));
        let id = self.id?;
        lock(&self.panicked).push(id.clone());
        let mut error = Error::internal_error();
        error.message = format!("{} failed, a bug in arc-lsp: {message}", self.method).into();
        Some(Response::from_error(id, error))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use tower_lsp::lsp_types::*;
    use tower_lsp::{LanguageServer, LspService, jsonrpc};

    use super::*;
    use crate::server::lifecycle::End;

    /// Notes the order in which its handlers start, and panics when asked to.
    #[derive(Default)]
    struct Mock {
        seen: Arc<Mutex<Vec<String>>>,
        can_refresh: Arc<Mutex<Option<bool>>>,
    }

    #[tower_lsp::async_trait]
    impl LanguageServer for Mock {
        async fn initialize(&self, params: InitializeParams) -> jsonrpc::Result<InitializeResult> {
            let workspace = params.capabilities.workspace.unwrap_or_default();
            *lock(&self.can_refresh) = workspace.diagnostic.and_then(|it| it.refresh_support);
            Ok(InitializeResult::default())
        }

        async fn shutdown(&self) -> jsonrpc::Result<()> {
            Ok(())
        }

        async fn did_open(&self, params: DidOpenTextDocumentParams) {
            lock(&self.seen).push(params.text_document.text);
            tokio::task::yield_now().await;
        }

        async fn hover(&self, params: HoverParams) -> jsonrpc::Result<Option<Hover>> {
            if params.text_document_position_params.position.line == 0 {
                panic!("before");
            }
            tokio::task::yield_now().await;
            panic!("{}", "after");
        }
    }

    struct Fixture {
        guard: Guard<LspService<Mock>>,
        seen: Arc<Mutex<Vec<String>>>,
        can_refresh: Arc<Mutex<Option<bool>>>,
        ended: mpsc::Receiver<End>,
    }

    async fn initialized() -> Fixture {
        let mock = Mock::default();
        let (seen, can_refresh) = (mock.seen.clone(), mock.can_refresh.clone());
        let (service, _) = LspService::new(|_| mock);
        let (ends, ended) = mpsc::channel();
        let mut guard = Guard::new(service, Arc::new(Lifecycle::new(ends)));
        let capabilities = json!({ "workspace": { "diagnostics": { "refreshSupport": true } } });
        let params = json!({ "capabilities": capabilities });
        let response = guard.call(request("initialize", Some(0), params)).await;
        assert!(response.expect("it answers").expect("it answers").is_ok());
        Fixture { guard, seen, can_refresh, ended }
    }

    fn request(method: &'static str, id: Option<i64>, params: Value) -> Request {
        let request = Request::build(method).params(params);
        match id {
            Some(id) => request.id(id).finish(),
            None => request.finish(),
        }
    }

    fn open(text: &str) -> Request {
        let document =
            json!({ "uri": "file:///a", "languageId": "arc", "version": 1, "text": text });
        request("textDocument/didOpen", None, json!({ "textDocument": document }))
    }

    fn hover(id: i64, line: u32) -> Request {
        let position = json!({ "line": line, "character": 0 });
        let params = json!({ "textDocument": { "uri": "file:///a" }, "position": position });
        request("textDocument/hover", Some(id), params)
    }

    #[tokio::test]
    async fn handlers_start_in_the_order_of_the_calls() {
        let mut fixture = initialized().await;
        // Whoever runs the futures may take the second first: without the guard nothing has started yet.
        let first = fixture.guard.inner.call(open("bare 1"));
        let second = fixture.guard.inner.call(open("bare 2"));
        second.await.expect("it answers");
        first.await.expect("it answers");
        assert_eq!(*lock(&fixture.seen), ["bare 2", "bare 1"]);

        let first = fixture.guard.call(open("1"));
        let second = fixture.guard.call(open("2"));
        second.await.expect("it answers");
        first.await.expect("it answers");
        assert_eq!(lock(&fixture.seen)[2..], ["1", "2"]);
    }

    #[tokio::test]
    async fn a_panic_is_an_error_reply() {
        let mut fixture = initialized().await;
        let bare = AssertUnwindSafe(fixture.guard.inner.call(hover(1, 0))).catch_unwind().await;
        assert!(bare.is_err(), "without the guard it unwinds");

        for (id, line, text) in
            [(2, 0, "before"), (3, 1, "after"), (2, 1, "after"), (3, 0, "before")]
        {
            let response = fixture.guard.call(hover(id, line)).await.expect("it answers");
            let (answered, result) = response.expect("a request is answered").into_parts();
            let error = result.expect_err("it panicked");
            assert_eq!(answered, Id::Number(id));
            assert_eq!(error.code, jsonrpc::ErrorCode::InternalError, "{error:?}");
            assert!(error.message.contains(text), "{error:?}");
        }
    }

    #[tokio::test]
    async fn refresh_support_is_read_as_the_protocol_spells_it() {
        assert_eq!(*lock(&initialized().await.can_refresh), Some(true));
    }

    #[tokio::test]
    async fn exit_tells_whether_shutdown_came_before() {
        let mut fixture = initialized().await;
        let shutdown = request("shutdown", Some(1), Value::Null);
        let response = fixture.guard.call(shutdown).await.expect("it answers");
        assert!(response.expect("a request is answered").is_ok(), "null params are no params");
        let _ = fixture.guard.call(request("exit", None, Value::Null)).await;
        assert_eq!(fixture.ended.try_recv(), Ok(End::Exit { after_shutdown: true }));

        let mut fixture = initialized().await;
        let _ = fixture.guard.call(request("exit", None, json!({}))).await;
        assert_eq!(fixture.ended.try_recv(), Ok(End::Exit { after_shutdown: false }));
    }
}
