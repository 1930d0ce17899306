//! Applies edits to a text, and says whether Architect would notice.

use crate::syntax::Syntax;

use super::problem::Edit;

/// A text with replacements made, which must not overlap.
pub fn apply_edits<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Whether Architect reads the same in two texts, or rejects both for as many reasons.
pub fn reads_alike(a: &Syntax, b: &Syntax) -> bool {
    let kinds = |syntax: &Syntax| syntax.problems.iter().map(|it| it.kind).collect::<Vec<_>>();
    kinds(a) == kinds(b) && a.reading.to_json() == b.reading.to_json()
}
