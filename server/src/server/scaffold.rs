//! `arc.scaffold`: the handlers that a manifest declares and the disk lacks, created by an edit of the client's.

use serde::Deserialize;
use tower_lsp::lsp_types::{Url, WorkspaceEdit};

use super::code_actions::workspace_edit;
use super::snapshot::Snapshot;
use crate::project::HandlerState;
use crate::rules::{Create, Fix};
use crate::scaffold::{new_handler, refused_template};

/// What is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) uri: Url,
    /// One function only, as in `events yolo`; without it all whose handler no build or plugin makes.
    function: Option<String>,
}

/// What is to be done.
pub(super) struct Planned {
    /// The edit; nothing where no handler is missing.
    pub(super) edit: Option<WorkspaceEdit>,
    /// The files that it creates.
    pub(super) created: Vec<Url>,
    /// What a person should know: the templates that are not used, and why.
    pub(super) notes: Vec<String>,
}

/// The edit that creates them, or why there is none.
pub(super) fn of(snapshot: &Snapshot, asked: &Asked) -> Result<Planned, String> {
    let analysis = snapshot
        .analysis()
        .ok_or_else(|| format!("{} is no file of an Architect project", snapshot.document.uri))?;
    let project = &analysis.project;
    let wanted = match &asked.function {
        Some(name) => {
            let inventory = &analysis.packaged().inventory;
            let index = inventory.function_named(name)?;
            Some(inventory.functions[index].declared.ok_or("Architect brings that function")?)
        }
        None => None,
    };
    let truly = |index: usize| {
        matches!(project.handlers[index], HandlerState::Missing { explained: None, .. })
    };
    let mut creates: Vec<Create> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for index in 0..project.functions.len() {
        if wanted.map_or_else(|| !truly(index), |wanted| wanted != index) {
            continue;
        }
        let Some((file, text)) = new_handler(project, index) else { continue };
        if let Some(note) = refused_template(project, index).filter(|note| !notes.contains(note)) {
            notes.push(note);
        }
        // Two functions may share a handler.
        if creates.iter().all(|create| create.file != file) {
            creates.push(Create { file, text });
        }
    }
    let created = creates.iter().filter_map(|it| Url::from_file_path(&it.file).ok()).collect();
    if creates.is_empty() {
        return Ok(Planned { edit: None, created, notes });
    }
    let title = "Create missing handlers".to_owned();
    let fix = Fix { title, safe: false, edits: Vec::new(), creates };
    let edit = workspace_edit(snapshot, &fix);
    let edit =
        edit.ok_or("this editor creates no files as a part of an edit: run `arc-lsp scaffold`")?;
    Ok(Planned { edit: Some(edit), created, notes })
}
