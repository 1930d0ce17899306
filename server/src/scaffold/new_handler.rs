//! The file that a missing handler would begin as.

use std::path::PathBuf;

use crate::project::{HandlerState, Project};

use super::handler::{Language, NodeModule, handler_text};

/// The path and text of the handler that a function, an index of [`Project::functions`], lacks.
///
/// Nothing when it lacks none, when it would lie outside the project, or when its runtime's handlers are not
/// written in a language that we know.
pub fn new_handler(project: &Project, function: usize) -> Option<(PathBuf, String)> {
    let HandlerState::Missing { expected_file, .. } = project.handlers.get(function)? else {
        return None;
    };
    let declared = &project.functions[function];
    if declared.dir.split('/').any(|part| part == "..") || !expected_file.starts_with(&project.root)
    {
        return None;
    }
    let language = match expected_file.extension()?.to_str()? {
        "mjs" => Language::Node(NodeModule::EcmaScript),
        // What Node.js takes a `.js` for unless a package.json says otherwise.
        "js" | "cjs" => Language::Node(NodeModule::CommonJs),
        "ts" => Language::Deno,
        "py" => Language::Python,
        "rb" => Language::Ruby,
        _ => return None,
    };
    Some((expected_file.clone(), handler_text(declared, language)))
}
