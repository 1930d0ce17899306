//! A function that an entry declares.

use std::fmt::Write as _;

use crate::manifest::{Function, FunctionPragma};
use crate::project::{HandlerState, Project};
use crate::syntax::Shape;

use super::context::{Hover, HoverContext};
use super::{config, facts, resources, schedule};

pub(super) fn hover(context: &HoverContext<'_>, offset: usize) -> Option<Hover> {
    let project = context.project;
    let index = project.functions.iter().position(|it| stands_at(project, it, offset))?;
    let function = &project.functions[index];
    let (pragma, name, purpose) = (function.pragma.name(), &function.name, function.purpose());
    let mut out = format!("**`@{pragma} {name}`** — {purpose}.\n");
    let _ = write!(out, "\n{}\n", handler(project, index));
    let packaged = (context.packaged)();
    let known = packaged.inventory.functions.iter().position(|it| it.declared == Some(index));
    if let Some(known) = known {
        let function = &packaged.inventory.functions[known];
        if function.pragma == FunctionPragma::Scheduled {
            out.push_str(&schedule::section(function, context.now));
        }
        out.push_str(&config::section(project, function));
        out.push_str(&facts::section(function, &packaged.template, known));
    }
    out.push_str(&resources::section(context, "Makes", function.entry_span));
    let on_name = function.name_span.touches(offset);
    let span = if on_name { function.name_span } else { function.entry_span };
    Some(Hover { span, markdown: out })
}

/// Whether an offset is on a function's name, or elsewhere on its line where it has but one.
fn stands_at(project: &Project, function: &Function, offset: usize) -> bool {
    if function.implicit {
        return false;
    }
    if function.name_span.touches(offset) {
        return true;
    }
    if !function.entry_span.touches(offset) {
        return false;
    }
    let reading = &project.manifest.syntax.reading;
    let entries = reading.pragma(function.pragma.name()).map_or(&[][..], |it| &it.entries);
    entries
        .iter()
        .any(|entry| entry.span == function.entry_span && matches!(entry.shape, Shape::Array(_)))
}

/// Where the handler is, and whether it is there.
fn handler(project: &Project, index: usize) -> String {
    match &project.handlers[index] {
        HandlerState::Found { file } => format!("Handler: `{}`", project.relative(file)),
        HandlerState::Compiled { source } => {
            format!("Handler: compiled from `{}`", project.relative(source))
        }
        HandlerState::NoDirectory { file } => {
            format!("Handler: none, since `{}` is no directory", project.relative(file))
        }
        HandlerState::Directory => format!("Handler: in `{}`", project.functions[index].dir),
        HandlerState::Missing { expected_file, explained: None, .. } => {
            format!("Handler: `{}`, which is not there", project.relative(expected_file))
        }
        HandlerState::Missing { expected_file, explained: Some(explanation), .. } => {
            format!(
                "Handler: `{}`, not there yet ({})",
                project.relative(expected_file),
                explanation.reason(&project.root)
            )
        }
    }
}
