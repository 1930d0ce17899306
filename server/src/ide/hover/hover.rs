//! Which room answers.

use std::path::Path;

use crate::manifest::schema::File;
use crate::project::{Project, SourceFile};

use super::context::{Hover, HoverContext};
use super::{function, plugin, pragma, setting, table};

/// What stands at `offset` of a file of the project, an absolute path: a pragma, a setting, or what an entry declares.
/// Nothing in white space, in comments and on what is not known.
pub fn hover(context: &HoverContext<'_>, file: &Path, offset: usize) -> Option<Hover> {
    let source = context.project.arc_files().find(|source| source.path == file)?;
    let kind = kind_of(context.project, source);
    pragma::hover(context, source, kind, offset)
        .or_else(|| setting::hover(context, source, kind, offset))
        .or_else(|| {
            (kind == File::Manifest).then(|| {
                table::hover(context, offset)
                    .or_else(|| function::hover(context, offset))
                    .or_else(|| plugin::hover(context.project, offset))
            })?
        })
}

fn kind_of(project: &Project, source: &SourceFile) -> File {
    let is = |other: &SourceFile| other.path == source.path;
    if is(&project.manifest) {
        File::Manifest
    } else if project.preferences.as_ref().is_some_and(is) {
        File::Preferences
    } else {
        File::FunctionConfig
    }
}
