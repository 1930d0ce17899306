//! What may be written in a comment: that which silences a problem.

use crate::rules;
use crate::text::Span;

use super::asked::Asked;
use super::documentation::Docs;
use super::item::{Completion, CompletionKind};
use super::place::Place;

/// The beginning of a silencer, and the rules between its brackets.
pub(super) fn offers(asked: Asked<'_>, comment: Span, offset: usize) -> Vec<Completion> {
    let place = Place::new(asked.syntax, offset);
    let typed = Span::new(comment.start, offset).of(place.text);
    let Some(body) = typed.strip_prefix('#') else { return Vec::new() };
    let start = offset - body.trim_start().len();
    let body = body.trim_start();
    if let Some(open) = body.find('[') {
        let verb = body[..open].strip_prefix("arc-lsp:").map(str::trim);
        if !verb.is_some_and(|verb| ["ignore", "ignore-file"].contains(&verb))
            || body[open..].contains(']')
        {
            return Vec::new();
        }
        let word = body.rfind(['[', ',', ' ']).map_or(start, |at| start + at + 1);
        return rules::all()
            .into_iter()
            .filter(|rule| !body[open..start.max(word) - start].contains(rule.name))
            .map(|rule| Completion {
                span: Span::new(word, offset),
                ..Completion::new(&place, CompletionKind::Rule, rule.name)
                    .detail(rule.summary)
                    .docs(Docs::Rule(rule.name.to_owned()))
            })
            .collect();
    }
    // In a comment of a person's own, nothing is offered.
    if !"arc-lsp:".starts_with(body) && !body.starts_with("arc-lsp:") {
        return Vec::new();
    }
    let silencer = |verb: &str, what: &str| Completion {
        span: Span::new(start, offset),
        ..Completion::new(&place, CompletionKind::Rule, format!("arc-lsp: {verb}[]"))
            .text(format!("arc-lsp: {verb}["))
            .snippet(format!("arc-lsp: {verb}[$1] ${{2:reason}}"))
            .docs(Docs::Words(what.to_owned()))
    };
    let mut offers = vec![silencer("ignore", "Silences rules on this line, or on the one below.")];
    let pragmas = asked.syntax.tree().manifest().pragmas();
    if pragmas.into_iter().all(|pragma| pragma.header().start > offset) {
        offers.push(silencer("ignore-file", "Silences rules in the whole file."));
    }
    offers
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::{check, labels};

    #[test]
    fn what_silences_a_problem() {
        check(
            "# $0\n@app\nx\n",
            expect![[r#"
            []
            arc-lsp: ignore[] -> arc-lsp: ignore[$1] ${2:reason}
            arc-lsp: ignore-file[] -> arc-lsp: ignore-file[$1] ${2:reason}
        "#]],
        );
        check(
            "@app\nx # arc-$0\n",
            expect![[r#"
            [arc-]
            arc-lsp: ignore[] -> arc-lsp: ignore[$1] ${2:reason}
        "#]],
        );
        check(
            "@app\nx # mine $0\n",
            expect![[r#"
            nothing
        "#]],
        );
        let rules = labels("@app\nx # arc-lsp: ignore[missing-app, $0]\n");
        let has = |name: &str| rules.iter().any(|rule| rule == name);
        assert!(has("missing-handler") && !has("missing-app"), "{rules:?}");
    }
}
