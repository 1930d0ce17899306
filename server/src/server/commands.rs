//! `workspace/executeCommand`, and the same as requests: `arc.samTemplate` is `arc/samTemplate`.
//!
//! Each takes one object. All but `arc.explainRule` and `arc.open` are about a document, `uri`, that is open.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, MessageType, ShowDocumentParams, Url};

use super::backend::Backend;
use super::snapshot::Snapshot;
use super::{hints, next_runs, sam_template, scaffold};
use crate::rules;

/// The commands, by name.
pub(super) const COMMANDS: [&str; 6] = [
    hints::OPEN,
    "arc.samTemplate",
    "arc.samSource",
    "arc.nextRuns",
    "arc.explainRule",
    "arc.scaffold",
];

/// Adds the requests of the same names.
pub(super) fn add(builder: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    builder
        .custom_method("arc/samTemplate", Backend::sam_template)
        .custom_method("arc/samSource", Backend::sam_source)
        .custom_method("arc/nextRuns", Backend::next_runs)
        .custom_method("arc/explainRule", Backend::explain_rule)
        .custom_method("arc/scaffold", Backend::scaffold)
}

#[derive(Deserialize)]
struct OpenFile {
    uri: Url,
}

#[derive(Deserialize)]
struct ExplainRule {
    rule: String,
}

impl Backend {
    /// Runs a command.
    pub(super) async fn command(&self, params: ExecuteCommandParams) -> Result<Value> {
        let argument = params.arguments.into_iter().next().unwrap_or_default();
        match params.command.as_str() {
            hints::OPEN => self.open_file(argument).await,
            "arc.samTemplate" => self.sam_template(argument).await,
            "arc.samSource" => self.sam_source(argument).await,
            "arc.nextRuns" => self.next_runs(argument).await,
            "arc.explainRule" => self.explain_rule(argument).await,
            "arc.scaffold" => self.scaffold(argument).await,
            other => Err(invalid(format!("there is no command `{other}`"))),
        }
    }

    /// Has the client show a file; answers whether it did.
    async fn open_file(&self, argument: Value) -> Result<Value> {
        let OpenFile { uri } = read(argument)?;
        let show =
            ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
        Ok(self.session.client.show_document(show).await?.into())
    }

    async fn sam_template(&self, argument: Value) -> Result<Value> {
        let asked: sam_template::Asked = read(argument)?;
        self.session.watch_template(&asked.uri, asked.watch);
        let uri = asked.uri.clone();
        self.of_document(&uri, move |it| sam_template::of(it, &asked)).await
    }

    async fn sam_source(&self, argument: Value) -> Result<Value> {
        let asked: sam_template::Source = read(argument)?;
        let uri = asked.uri.clone();
        self.of_document(&uri, move |it| sam_template::source(it, &asked)).await
    }

    async fn next_runs(&self, argument: Value) -> Result<Value> {
        let asked: next_runs::Asked = read(argument)?;
        let uri = asked.uri.clone();
        self.of_document(&uri, move |it| next_runs::of(it, &asked)).await
    }

    async fn explain_rule(&self, argument: Value) -> Result<Value> {
        let ExplainRule { rule } = read(argument)?;
        let rule = rules::find(&rule).ok_or_else(|| invalid(rules::no_such_rule(&rule)))?;
        Ok(json!({
            "rule": rule.name,
            "severity": rule.severity.name(),
            "url": rule.url(),
            "markdown": rule.page(),
        }))
    }

    async fn scaffold(&self, argument: Value) -> Result<Value> {
        let asked: scaffold::Asked = read(argument)?;
        let uri = asked.uri.clone();
        let planned = self.session.read(&uri, move |it| scaffold::of(it, &asked)).await?;
        let planned = planned.ok_or_else(|| not_open(&uri))?.map_err(invalid)?;
        let notes = planned.notes;
        let Some(edit) = planned.edit else { return Ok(json!({ "created": [], "notes": notes })) };
        let client = &self.session.client;
        if !self.session.can().applies_edits {
            // Whoever asked may do it with the answer; whoever only ran a command needs to be told.
            let failure = "this editor makes no edit that a server asks for: run `arc-lsp scaffold` in the project";
            client.show_message(MessageType::INFO, format!("arc-lsp: {failure}")).await;
            return Ok(json!({ "created": [], "failure": failure, "edit": edit, "notes": notes }));
        }
        for note in &notes {
            client.show_message(MessageType::WARNING, format!("arc-lsp: {note}")).await;
        }
        let answer = client.apply_edit(edit).await?;
        let created = if answer.applied { planned.created } else { Vec::new() };
        Ok(json!({ "created": created, "failure": answer.failure_reason, "notes": notes }))
    }

    /// What a document says to a command.
    async fn of_document(
        &self,
        uri: &Url,
        work: impl FnOnce(&Snapshot) -> std::result::Result<Value, String> + Send + 'static,
    ) -> Result<Value> {
        let answer = self.session.read(uri, work).await?;
        answer.ok_or_else(|| not_open(uri))?.map_err(invalid)
    }
}

fn read<T: DeserializeOwned>(argument: Value) -> Result<T> {
    serde_json::from_value(argument)
        .map_err(|error| invalid(format!("the argument cannot be read: {error}")))
}

fn not_open(uri: &Url) -> Error {
    invalid(format!("{uri} is not open"))
}

fn invalid(message: impl Into<String>) -> Error {
    Error::invalid_params(message.into())
}
