//! Entries of a manifest that are commented out.

use crate::manifest::{FunctionPragma, folder_of_route};
use crate::syntax::Syntax;
use crate::text::Span;

use super::undeclared::Undeclared;

/// Marks the directories of which an entry stands in a comment, below the pragma that it belongs to; that
/// pragma's header may be commented out too.
pub(super) fn commented_out(syntax: &Syntax, directories: &mut [Undeclared]) {
    let text = &*syntax.text;
    let mut pragma: Option<String> = None;
    for line in lines_with(text, ['@', '#']) {
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

/// The lines of a text in which one of some characters stands, in its order and without their ends.
fn lines_with<const N: usize>(text: &str, marks: [char; N]) -> impl Iterator<Item = Span> {
    let is_end = |c| matches!(c, '\n' | '\r');
    let mut places: Vec<usize> =
        marks.iter().flat_map(|mark| text.match_indices(*mark)).map(|(at, _)| at).collect();
    places.sort_unstable();
    let mut done = 0;
    places.into_iter().filter_map(move |at| {
        if at < done {
            return None;
        }
        let start = text[..at].rfind(is_end).map_or(0, |end| end + 1);
        done = text[at..].find(is_end).map_or(text.len(), |end| at + end);
        Some(Span::new(start, done))
    })
}
