//! The settings of the client: given with `initialize`, asked of it, or told by it. What it is asked or tells later counts
//! more, key by key, than what it gave at first; and `arc-lsp.toml` counts more than either.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::lsp_types::{ConfigurationItem, MessageType, Registration};

use super::log::without_text;
use super::session::Session;

/// The section of the client's settings that is this server's.
const SECTION: &str = "arc";

/// Works by what the client gave with `initialize`, from the first document on.
pub(super) fn initialize(session: &Session, given: Value) {
    session.set_settings(section(&given));
    session.set_given(given);
}

/// Asks for the settings, where the client can be asked, and has it tell when they change, where it can be asked to. Must
/// be called within the runtime.
pub(super) fn start(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let client = session.can();
        match client.configuration {
            true => ask(&session).await,
            false if !session.given().is_null() => apply(&session, &Value::Null).await,
            false => {}
        }
        if client.tells_configuration {
            let registration = Registration {
                id: "arc-lsp/settings".to_owned(),
                method: "workspace/didChangeConfiguration".to_owned(),
                register_options: Some(serde_json::json!({ "section": SECTION })),
            };
            if let Err(error) = session.client.register_capability(vec![registration]).await {
                let why = without_text(&error.message);
                tracing::warn!(
                    "the client does not tell when its settings change, start the server again then: {why}"
                );
            }
        }
    });
}

/// The settings have changed: `told` is what the client says that they are, which a client that can be asked need not.
pub(super) async fn changed(session: &Session, told: &Value) {
    match session.can().configuration {
        true => ask(session).await,
        false => apply(session, section(told)).await,
    }
}

/// What is ours of settings, whether they are only ours or not.
fn section(settings: &Value) -> &Value {
    settings.get(SECTION).unwrap_or(settings)
}

/// What `over` says and, where it says nothing, `base`.
fn merged(base: &Value, over: &Value) -> Value {
    match (base, over) {
        (base, Value::Null) => base.clone(),
        (Value::Object(base), Value::Object(over)) => {
            let mut all = base.clone();
            for (key, value) in over {
                let value = merged(base.get(key).unwrap_or(&Value::Null), value);
                all.insert(key.clone(), value);
            }
            Value::Object(all)
        }
        (_, over) => over.clone(),
    }
}

async fn ask(session: &Session) {
    let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
    match session.client.configuration(vec![item]).await {
        Ok(values) => apply(session, values.first().unwrap_or(&Value::Null)).await,
        Err(error) => {
            let why = without_text(&error.message);
            tracing::warn!("the settings of the editor do not count, it does not say them: {why}");
        }
    }
}

/// Works by the settings from now on. What is wrong with them needs a person.
async fn apply(session: &Session, value: &Value) {
    let problems = session.set_settings(&merged(section(session.given()), value));
    session.check_all();
    for problem in problems {
        let message =
            format!("arc-lsp, in the settings `{SECTION}` of the editor: {}", problem.message);
        session.client.show_message(MessageType::WARNING, message).await;
    }
}
