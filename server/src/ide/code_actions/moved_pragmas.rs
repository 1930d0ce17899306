//! Pragmas that are another's now, whose rule has no fix of its own: the other one is there already, or the word is not
//! all that changed.

use crate::manifest::schema::{self, File, Status};
use crate::rules::{Edit, Fix, apply_edits};
use crate::syntax::{PragmaNode, Syntax};
use crate::text::{Span, with_line_ends};

use super::action::{ActionKind, CodeAction, Requested};

const RULE: &str = "retired-pragma";

/// Moves the entries of the pragma here to the one that took its place.
pub(super) fn offers<'p>(asked: Requested<'p>) -> Option<CodeAction<'p>> {
    let problem =
        asked.here().find(|problem| problem.rule.name == RULE && problem.fixes.is_empty())?;
    let manifest = &asked.project.manifest;
    let text: &str = &manifest.syntax.text;
    let sections = || manifest.syntax.tree().manifest().pragmas();
    let named = |section: &PragmaNode<'_>| section.name().map(|name| name.of(text));
    let old = sections().find(|section| section.header() == problem.span)?;
    let name = named(&old)?;
    let (Status::Retired { instead: Some(instead) } | Status::Deprecated { instead }) =
        schema::pragma_of(File::Manifest, name)?.status
    else {
        return None;
    };
    let edit = |span: Span, text: &str| Edit {
        file: manifest.path.clone(),
        span,
        text: with_line_ends(&manifest.syntax.text, text),
    };
    let (title, edits) = match sections().find(|section| named(section) == Some(instead)) {
        None => {
            let word = old.name()?;
            (format!("Change to `@{instead}`"), vec![edit(word, instead)])
        }
        Some(new) => {
            let first = old.entries().next()?.span();
            let entries = Span::new(first.start, old.span().end).of(text).trim_end();
            let at = new.span().end;
            let begins_line = text[..at].ends_with(['\n', '\r']);
            let moved = format!("{}{entries}\n", if begins_line { "" } else { "\n" });
            let title = format!("Move the entries of `@{name}` to `@{instead}`");
            (title, vec![edit(old.span(), ""), edit(Span::at(at), &moved)])
        }
    };
    let after = Syntax::parse(apply_edits(text, &edits));
    if after.problems.len() > manifest.syntax.problems.len() {
        return None;
    }
    let fix = Fix { title, safe: false, edits, creates: Vec::new() };
    Some(CodeAction { problems: vec![problem], ..CodeAction::new(ActionKind::QuickFix, fix) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::code_actions::testing::check;

    #[test]
    fn to_the_pragma_that_took_its_place() {
        check(
            "@app\nx\n@mac$0ros\nmine\n",
            expect![[r#"
            - Change to `@plugins`
                @plugins
            - Ignore `retired-pragma` here
                @macros # arc-lsp: ignore[retired-pragma]
        "#]],
        );
        check(
            "@app\nx\n@cs$0s\nget /a\n\n@http\npost /\n#- src/http/post-index/index.js\n",
            expect![[r#"
                - Move the entries of `@css` to `@http`
                - Ignore `retired-pragma` here
                    @css # arc-lsp: ignore[retired-pragma]
            "#]],
        );
    }

    #[test]
    fn not_to_none() {
        check(
            "@app\nx\n@sl$0ack\na\n",
            expect![[r#"
            - Ignore `retired-pragma` here
                @slack # arc-lsp: ignore[retired-pragma]
        "#]],
        );
    }
}
