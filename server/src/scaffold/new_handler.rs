//! The file that a missing handler would begin as.

use std::path::{Path, PathBuf};

use crate::manifest::schema::resolve_runtime;
use crate::project::{HandlerState, Project, Runtime};

use super::handler::{Language, NodeModule, handler_text};

/// The path and text of the handler that a function, an index of [`Project::functions`], lacks.
///
/// The text is that of the template which the preferences name for the pragma, in whatever language; else, and where that
/// template is none that is used, as `@architect/create` begins one.
///
/// Nothing when it lacks none, when it would lie outside the project, or when there is no template and its runtime's
/// handlers are not written in a language that we know.
pub fn new_handler(project: &Project, function: usize) -> Option<(PathBuf, String)> {
    let file = missing_file(project, function)?;
    let template = project.template_of(function).and_then(|it| it.text.as_ref().ok());
    let text = match template {
        Some(text) => text.clone(),
        None => handler_text(&project.functions[function], language(file)?),
    };
    Some((file.to_owned(), text))
}

/// Why the template that the preferences name for the handler of a function is not what it begins as.
pub fn refused_template(project: &Project, function: usize) -> Option<String> {
    let template = project.template_of(function)?;
    let why = &template.text.as_ref().err()?.reason;
    let pragma = template.pragma.name();
    Some(format!(
        "the template of `@{pragma}` handlers, `{}`, is not used: it {why}",
        template.written
    ))
}

/// The file that a function lacks, if it lies in the project.
fn missing_file(project: &Project, function: usize) -> Option<&Path> {
    let HandlerState::Missing { expected_file, .. } = project.handlers.get(function)? else {
        return None;
    };
    let inside = expected_file.starts_with(&project.root)
        && !project.functions[function].dir.split('/').any(|part| part == "..");
    inside.then_some(expected_file)
}

/// The files by which a missing handler would begin under a runtime that is not the function's own yet: the handler and,
/// where the runtime would be another without it, a config beside it.
///
/// Nothing where [`new_handler`] has nothing, for a runtime whose handlers are not written in a language that we know, and
/// where the function has a config already, which is for a person to change.
pub fn new_handler_for(
    project: &Project,
    function: usize,
    runtime: &Runtime,
) -> Option<Vec<(PathBuf, String)>> {
    missing_file(project, function)?;
    let own = &project.runtimes[function];
    let resolved = |runtime: &Runtime| {
        resolve_runtime(&runtime.name).map_or(runtime.name.as_str(), |it| it.name).to_owned()
    };
    if resolved(own) == resolved(runtime) {
        return new_handler(project, function).map(|file| vec![file]);
    }
    if project.config_of(function).is_some() {
        return None;
    }
    let declared = &project.functions[function];
    let folder = project.root.join(&declared.dir);
    let file = folder.join(runtime.new_handler_name()?);
    let text = handler_text(declared, language(&file)?);
    let config = format!("@aws\nruntime {}\n", runtime.name);
    Some(vec![(file, text), (folder.join("config.arc"), config)])
}

/// What a handler in this file is written in.
fn language(file: &Path) -> Option<Language> {
    Some(match file.extension()?.to_str()? {
        "mjs" => Language::Node(NodeModule::EcmaScript),
        // What Node.js takes a `.js` for unless a package.json says otherwise.
        "js" | "cjs" => Language::Node(NodeModule::CommonJs),
        "ts" => Language::Deno,
        "py" => Language::Python,
        "rb" => Language::Ruby,
        _ => return None,
    })
}
