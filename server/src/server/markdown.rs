//! What is said at length, as the client can show it.

use tower_lsp::lsp_types::{MarkupContent, MarkupKind};

/// Our Markdown for a client that shows it, or its words for one that shows the characters as they are.
pub(super) fn markup(markdown: String, shows_markdown: bool) -> MarkupContent {
    match shows_markdown {
        true => MarkupContent { kind: MarkupKind::Markdown, value: markdown },
        false => MarkupContent { kind: MarkupKind::PlainText, value: plain(&markdown) },
    }
}

/// Markdown as words alone; code keeps its own characters.
fn plain(markdown: &str) -> String {
    let mut plain = String::new();
    let mut code = false;
    for line in markdown.split_inclusive('\n') {
        if line.starts_with("```") {
            code = !code;
        } else if code {
            plain.push_str(line);
        } else {
            plain.push_str(&plain_line(line));
        }
    }
    plain
}

fn plain_line(markdown: &str) -> String {
    let mut plain = String::new();
    let mut rest = markdown;
    // A link: its text, then where it leads.
    while let Some((before, text, target, behind)) = split_at_link(rest) {
        plain.extend([before, text, ": ", target]);
        rest = behind;
    }
    plain.push_str(rest);
    plain.replace("**", "").replace('`', "")
}

/// What stands before the first link, its text, its target, and what stands behind.
fn split_at_link(markdown: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = markdown.find("](http")?;
    let (before, text) = markdown[..middle].rsplit_once('[')?;
    let (target, behind) = markdown[middle + 2..].split_once(')')?;
    Some((before, text, target, behind))
}
