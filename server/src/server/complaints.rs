//! What is wrong in a project's `arc-lsp.toml`, told to a person once: the rest of the file counts, and nothing else would
//! say why a rule weighs what it does. `arc-lsp check` refuses the same file.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::lsp_types::MessageType;

use crate::project::Settings;
use crate::rules;
use crate::text::Text;

/// What a person was told of each file, as long as it is so.
pub(super) struct Complaints {
    client: Client,
    runtime: Handle,
    told: Mutex<HashMap<PathBuf, Vec<String>>>,
}

impl Complaints {
    /// Must be called within the runtime.
    pub(super) fn new(client: Client) -> Complaints {
        Complaints { client, runtime: Handle::current(), told: Mutex::default() }
    }

    /// Tells of a project's settings what was not told yet.
    pub(super) fn tell(&self, settings: &Settings) {
        for message in self.news(settings) {
            let client = self.client.clone();
            self.runtime.spawn(async move {
                client.show_message(MessageType::WARNING, message).await;
            });
        }
    }

    fn news(&self, settings: &Settings) -> Vec<String> {
        let Some(file) = &settings.file else { return Vec::new() };
        let problems = rules::settings_problems(settings);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if problems.is_empty() {
            told.remove(file);
            return Vec::new();
        }
        let text = Text::new(&settings.text);
        let messages = problems.into_iter().map(|problem| {
            let place = text.line_column(problem.span.start);
            let (file, message) = (file.display(), problem.message);
            format!("arc-lsp, in {file}:{}:{}: {message}", place.line, place.column)
        });
        let messages: Vec<_> = messages.collect();
        let before = told.insert(file.clone(), messages.clone()).unwrap_or_default();
        messages.into_iter().filter(|message| !before.contains(message)).collect()
    }
}
