//! Where a deletion says what to ask before it is made.
//!
//! `lsp-types` 0.94 has the id of the annotation among the options, the protocol has it beside them, and a client that
//! finds none there deletes without asking.
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#deleteFile>

use serde_json::Value;
use tower_lsp::jsonrpc::Response;

/// Whether the answer to such a request may hold a deletion.
pub(super) fn may_answer(method: &str) -> bool {
    matches!(method, "textDocument/codeAction" | "codeAction/resolve")
}

/// The answer with the ids where they belong.
pub(super) fn mend(response: Response) -> Response {
    let (id, mut result) = response.into_parts();
    match &mut result {
        Ok(Value::Array(actions)) => actions.iter_mut().for_each(mend_action),
        Ok(action) => mend_action(action),
        Err(_) => {}
    }
    Response::from_parts(id, result)
}

fn mend_action(action: &mut Value) {
    let changes = action.pointer_mut("/edit/documentChanges").and_then(Value::as_array_mut);
    for change in changes.into_iter().flatten() {
        if change.get("kind").is_none_or(|kind| kind != "delete") {
            continue;
        }
        let options = change.get_mut("options").and_then(Value::as_object_mut);
        if let Some(id) = options.and_then(|options| options.remove("annotationId")) {
            change["annotationId"] = id;
        }
    }
}
