//! Entries of a manifest that are commented out.

use crate::manifest::{FunctionPragma, folder_of_route};
use crate::syntax::Syntax;
use crate::text::Span;

use super::undeclared::Undeclared;

/// Marks the directories of which an entry stands in a comment, below the pragma that it belongs to; that
/// pragma's header may be commented out too.
pub(super) fn commented_out(syntax: &Syntax, directories: &mut [Undeclared]) {
    if directories.is_empty() {
        return;
    }
    let text = &*syntax.text;
    let mut pragma: Option<String> = None;
    for line in lines(text) {
        let written = line.of(text).trim_start();
        if let Some(header) = written.strip_prefix('@') {
            pragma = Some(first_word(header).to_owned());
        }
        let Some(comment) = written.find('#').map(|at| &written[at..]) else { continue };
        let content = comment.trim_start_matches(['#', ' ', '\t']);
        if let Some(header) = content.strip_prefix('@') {
            pragma = Some(first_word(header).to_owned());
            continue;
        }
        let Some(pragma) = pragma.as_deref().and_then(FunctionPragma::from_name) else { continue };
        let mut words = content.split_whitespace();
        let (Some(first), second) = (words.next(), words.next()) else { continue };
        let start = line.start + (line.of(text).len() - comment.len());
        let span = Span::new(start, start + comment.trim_end().len());
        for directory in directories.iter_mut().filter(|directory| directory.pragma == pragma) {
            let is_named = match pragma {
                FunctionPragma::Http => is_route(&directory.name, first, second),
                _ => directory.name == first,
            };
            if is_named && directory.commented_out.is_none() {
                directory.commented_out = Some(span);
            }
        }
    }
}

/// Whether two words are the route that lives in a folder; of the verbose form only the path is there, the
/// method stands below it.
fn is_route(folder: &str, first: &str, second: Option<&str>) -> bool {
    let method = folder.split('-').next().unwrap_or(folder);
    match second {
        Some(path) if path.starts_with('/') && first.eq_ignore_ascii_case(method) => {
            folder_of_route(method, path) == folder
        }
        _ => first.starts_with('/') && folder_of_route(method, first) == folder,
    }
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// The lines of a text without their ends.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split_inclusive(['\n', '\r']).map(move |line| {
        let span = Span::new(start, start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
        span
    })
}
