//! The settings of the client: asked of it, or told by it.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::lsp_types::{ConfigurationItem, MessageType, Registration};

use super::session::Session;
use crate::project::EditorSettings;

/// The section of the client's settings that is this server's.
const SECTION: &str = "arc";

/// Has the client tell when its settings change, where it can be asked to. Must be called within the runtime.
pub(super) fn start(session: &Arc<Session>) {
    let client = session.can();
    if !client.configuration && !client.tells_configuration {
        return;
    }
    let session = Arc::clone(session);
    tokio::spawn(async move {
        if client.configuration {
            ask(&session).await;
        }
        if client.tells_configuration {
            let registration = Registration {
                id: "arc-lsp/settings".to_owned(),
                method: "workspace/didChangeConfiguration".to_owned(),
                register_options: Some(serde_json::json!({ "section": SECTION })),
            };
            if let Err(error) = session.client.register_capability(vec![registration]).await {
                tracing::warn!("the client does not tell when its settings change: {error}");
            }
        }
    });
}

/// The settings have changed: `told` is what the client says that they are, which a client that can be asked need not.
pub(super) async fn changed(session: &Session, told: &Value) {
    match session.can().configuration {
        true => ask(session).await,
        false => apply(session, told.get(SECTION).unwrap_or(told)).await,
    }
}

async fn ask(session: &Session) {
    let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
    match session.client.configuration(vec![item]).await {
        Ok(values) => apply(session, values.first().unwrap_or(&Value::Null)).await,
        Err(error) => tracing::warn!("the client does not say its settings: {error}"),
    }
}

/// Works by the settings from now on. What is wrong with them needs a person.
async fn apply(session: &Session, value: &Value) {
    let settings = EditorSettings::from_json(value);
    let problems = settings.problems();
    session.documents.set_editor(settings);
    session.check_all();
    for problem in problems {
        let message =
            format!("arc-lsp, in the settings `{SECTION}` of the editor: {}", problem.message);
        session.client.show_message(MessageType::WARNING, message).await;
    }
}
