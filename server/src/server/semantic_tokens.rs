//! `textDocument/semanticTokens/full`, `full/delta` and `range`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;
use tower_lsp::lsp_types::*;

use super::snapshot::Snapshot;
use crate::ide::{self, Token, TokenType};
use crate::text::Span;

/// What was last answered for each document, so that the next answer may say what has changed since.
#[derive(Debug, Default)]
pub(super) struct Answered {
    last: DashMap<Url, (String, Arc<[SemanticToken]>)>,
    count: AtomicU64,
}

impl Answered {
    /// Forgets a document that was closed.
    pub(super) fn forget(&self, uri: &Url) {
        self.last.remove(uri);
    }

    /// All tokens of a document.
    pub(super) fn full(&self, snapshot: &Snapshot) -> Option<SemanticTokens> {
        let data = tokens(snapshot, None)?;
        let id = self.remember(snapshot, &data);
        Some(SemanticTokens { result_id: Some(id), data })
    }

    /// What has changed since the answer of that id; all tokens when it is not the last.
    pub(super) fn delta(
        &self,
        snapshot: &Snapshot,
        previous: &str,
    ) -> Option<SemanticTokensFullDeltaResult> {
        let data = tokens(snapshot, None)?;
        let known = self.last.get(&snapshot.document.uri).map(|known| known.clone());
        let id = self.remember(snapshot, &data);
        let Some((_, old)) = known.filter(|(known, _)| known == previous) else {
            return Some(SemanticTokens { result_id: Some(id), data }.into());
        };
        let edits = difference(&old, &data).into_iter().collect();
        Some(SemanticTokensDelta { result_id: Some(id), edits }.into())
    }

    fn remember(&self, snapshot: &Snapshot, data: &[SemanticToken]) -> String {
        let id = self.count.fetch_add(1, Ordering::Relaxed).to_string();
        self.last.insert(snapshot.document.uri.clone(), (id.clone(), data.into()));
        id
    }
}

/// The tokens of a document, of its lines in a range only where one is given; each counted from the one before.
pub(super) fn tokens(snapshot: &Snapshot, range: Option<Range>) -> Option<Vec<SemanticToken>> {
    let file = snapshot.document.arc_file()?;
    let door = snapshot.door();
    let range = range.map(|range| door.span(range));
    let mut data = Vec::new();
    let mut last = Position::default();
    for token in ide::semantic_tokens(snapshot.document.syntax(), file) {
        if range.is_some_and(|it| token.span.start >= it.end || it.start >= token.span.end) {
            continue;
        }
        // A value in quotes may run over lines, and not every client takes a token that does.
        for span in lines(snapshot, token.span) {
            let range = door.range(span);
            let delta_line = range.start.line - last.line;
            data.push(SemanticToken {
                delta_line,
                delta_start: match delta_line {
                    0 => range.start.character - last.character,
                    _ => range.start.character,
                },
                length: range.end.character - range.start.character,
                token_type: TokenType::ALL.iter().position(|it| *it == token.kind)? as u32,
                token_modifiers_bitset: modifiers(&token),
            });
            last = range.start;
        }
    }
    Some(data)
}

fn modifiers(token: &Token) -> u32 {
    u32::from(token.is_declaration) | u32::from(token.is_deprecated) << 1
}

/// The part of a span on each line, without those where there is none.
fn lines(snapshot: &Snapshot, span: Span) -> Vec<Span> {
    let text = &snapshot.document.text;
    let (first, last) = (text.line_at(span.start), text.line_at(span.end));
    let parts = (first..=last).map(|line| {
        let content = text.line_content(line);
        Span::new(content.start.max(span.start), content.end.min(span.end))
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// What became what, as one edit: everything between what both begin with and what both end with.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    if start == old.len() && start == new.len() {
        return None;
    }
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let alike = old_rest.iter().rev().zip(new_rest.iter().rev());
    let end = alike.take_while(|(old, new)| old == new).count();
    // The protocol counts the five numbers of each token.
    let number = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    Some(SemanticTokensEdit {
        start: number(start),
        delete_count: number(old_rest.len() - end),
        data: Some(new_rest[..new_rest.len() - end].to_vec()).filter(|data| !data.is_empty()),
    })
}

/// The legend, which tokens are numbered by.
pub(super) fn legend() -> SemanticTokensLegend {
    let name = |kind: TokenType| match kind {
        TokenType::Keyword => SemanticTokenType::KEYWORD,
        TokenType::Namespace => SemanticTokenType::NAMESPACE,
        TokenType::Method => SemanticTokenType::METHOD,
        TokenType::Function => SemanticTokenType::FUNCTION,
        TokenType::Event => SemanticTokenType::EVENT,
        TokenType::Struct => SemanticTokenType::STRUCT,
        TokenType::Property => SemanticTokenType::PROPERTY,
        TokenType::Type => SemanticTokenType::TYPE,
        TokenType::EnumMember => SemanticTokenType::ENUM_MEMBER,
        TokenType::Number => SemanticTokenType::NUMBER,
        TokenType::String => SemanticTokenType::STRING,
        TokenType::Comment => SemanticTokenType::COMMENT,
    };
    SemanticTokensLegend {
        token_types: TokenType::ALL.map(name).into(),
        token_modifiers: vec![
            SemanticTokenModifier::DECLARATION,
            SemanticTokenModifier::DEPRECATED,
        ],
    }
}
