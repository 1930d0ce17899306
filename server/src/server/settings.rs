//! The settings of the client: given with `initialize`, asked of it, or told by it. What it is asked or tells later counts
//! more, key by key, than what it gave at first; and `arc-lsp.toml` counts more than either.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::lsp_types::{ConfigurationItem, MessageType, Registration};

use super::log::without_text;
use super::said::{SECTION, wrong_in};
use super::session::Session;

/// Works by what the client gave with `initialize`, from the first document on.
pub(super) fn initialize(session: &Session, given: &Value) {
    let mut said = session.said();
    said.given = section(given).clone();
    session.work_by(said.together(&session.folders()));
}

/// Asks for the settings, where the client can be asked, and has it tell when they change, where it can be asked to. Must
/// be called within the runtime.
pub(super) fn start(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let client = session.can();
        let given = !session.said().given.is_null();
        match client.configuration {
            true => ask(&session).await,
            false if given => apply(&session).await,
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
        false => {
            session.said().elsewhere = section(told).clone();
            apply(session).await;
        }
    }
}

/// The client has other folders open. Until it says something of one that is new, that has what counts outside of them.
pub(super) async fn folders_changed(session: &Session) {
    apply(session).await;
    if session.can().configuration {
        ask(session).await;
    }
}

/// What is ours of settings, whether they are only ours or not.
fn section(settings: &Value) -> &Value {
    settings.get(SECTION).unwrap_or(settings)
}

async fn ask(session: &Session) {
    // In this order, or the last to ask might ask for folders of before.
    let number = session.said().ask();
    let folders = session.folders();
    let scopes = std::iter::once(None).chain(folders.iter().map(|it| Some(it.uri.clone())));
    let items = scopes
        .map(|scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) })
        .collect();
    match session.client.configuration(items).await {
        Ok(values) => {
            if !session.said().answer(number, folders, values) {
                return;
            }
        }
        Err(error) => {
            let why = without_text(&error.message);
            tracing::warn!("the settings of the editor do not count, it does not say them: {why}");
        }
    }
    apply(session).await;
}

/// Works by what the client has said, from now on. What is wrong with it needs a person.
async fn apply(session: &Session) {
    let news = {
        let mut said = session.said();
        let settings = said.together(&session.folders());
        let wrong = wrong_in(&settings);
        session.work_by(settings);
        said.news(wrong)
    };
    session.check_all();
    for message in news {
        session.client.show_message(MessageType::WARNING, message).await;
    }
}
