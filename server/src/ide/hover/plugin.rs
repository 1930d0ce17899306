//! An entry of `@plugins`.

use crate::project::Project;

use super::context::Hover;

pub(super) fn hover(project: &Project, offset: usize) -> Option<Hover> {
    let plugin = project.plugins.iter().find(|plugin| plugin.name_span.touches(offset))?;
    let pragma = if plugin.is_macro { "macros" } else { "plugins" };
    let from = match &plugin.file {
        Some(file) => format!("`{}`", project.relative(file)),
        None => "the package of that name".to_owned(),
    };
    let adds = if plugin.may_add_functions() {
        "It may add functions and resources of which arc-lsp cannot know, since it runs no plugin."
    } else {
        "It is known to add no functions."
    };
    let markdown = format!("**`@{pragma} {}`** — A plugin, from {from}.\n\n{adds}\n", plugin.name);
    Some(Hover { span: plugin.name_span, markdown })
}
