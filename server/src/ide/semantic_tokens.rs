//! What each word is, for colours that know more than a grammar: names that are declared, methods, types of keys, values
//! by the schema. Stands on the tree, so that a broken line has its colours too.

use crate::manifest::schema::{self, File, Place, PragmaSpec, SettingSpec, Status, ValueType};
use crate::syntax::{Child, EntryNode, PragmaNode, Syntax, Value};
use crate::text::Span;

/// The kinds of token. The names are those of LSP's own types, which editors have colours for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenType {
    /// A pragma.
    Keyword,
    /// The name of the app; a plugin.
    Namespace,
    /// The method of a route.
    Method,
    /// The path of a route; a WebSocket action; a stream with a name of its own.
    Function,
    /// A topic, queue or schedule.
    Event,
    /// A table.
    Struct,
    /// A setting; an attribute of a table.
    Property,
    /// The type of a key.
    Type,
    /// A word out of a fixed set: `true`, a runtime, a region.
    EnumMember,
    /// A number.
    Number,
    /// Any other value.
    String,
    /// A comment.
    Comment,
}

impl TokenType {
    /// All of them, in the order of the legend.
    pub const ALL: [TokenType; 12] = [
        TokenType::Keyword,
        TokenType::Namespace,
        TokenType::Method,
        TokenType::Function,
        TokenType::Event,
        TokenType::Struct,
        TokenType::Property,
        TokenType::Type,
        TokenType::EnumMember,
        TokenType::Number,
        TokenType::String,
        TokenType::Comment,
    ];
}

/// A word and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands; not empty.
    pub span: Span,
    /// What it is.
    pub kind: TokenType,
    /// Whether it declares the name that it says.
    pub is_declaration: bool,
    /// Whether Architect no longer reads it, or something else should be used.
    pub is_deprecated: bool,
}

/// The tokens of a file, in the order of the text, none over another.
pub fn semantic_tokens(syntax: &Syntax, file: File) -> Vec<Token> {
    let mut tokens = Tokens { text: &syntax.text, tokens: Vec::new() };
    let manifest = syntax.tree().manifest();
    for comment in manifest.comments() {
        tokens.push(comment, TokenType::Comment);
    }
    for entry in manifest.stray_entries() {
        tokens.entry(entry, None, "");
    }
    for pragma in manifest.pragmas() {
        tokens.section(pragma, file);
    }
    let mut tokens = tokens.tokens;
    tokens.retain(|token| !token.span.is_empty());
    tokens.sort_by_key(|token| token.span.start);
    tokens.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    tokens
}

struct Tokens<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl Tokens<'_> {
    fn push(&mut self, span: Span, kind: TokenType) {
        self.tokens.push(Token { span, kind, is_declaration: false, is_deprecated: false });
    }

    fn declare(&mut self, span: Span, kind: TokenType) {
        self.tokens.push(Token { span, kind, is_declaration: true, is_deprecated: false });
    }

    fn section(&mut self, pragma: PragmaNode<'_>, file: File) {
        let name = pragma.name().map_or("", |name| name.of(self.text));
        let spec = schema::pragma_of(file, name);
        self.tokens.push(Token {
            span: pragma.header(),
            kind: TokenType::Keyword,
            is_declaration: false,
            is_deprecated: spec.is_some_and(|spec| !spec.is_current()),
        });
        let name = if file == File::Manifest { name } else { "" };
        for entry in pragma.entries() {
            self.entry(entry, spec, name);
        }
    }

    fn entry(&mut self, entry: EntryNode<'_>, spec: Option<&PragmaSpec>, pragma: &str) {
        let words = entry.values();
        let Some((head, rest)) = words.split_first() else { return };
        let lines = entry.children();
        let setting = |name: &str| spec.and_then(|spec| spec.setting(name));
        let head_span = head.span();
        match pragma {
            "http" if !rest.is_empty() => {
                self.push(head_span, TokenType::Method);
                self.declare(rest[0].span(), TokenType::Function);
                self.values(&rest[1..], None);
            }
            "http" | "ws" => self.declared(head_span, TokenType::Function, rest),
            "app" | "plugins" | "macros" => self.declared(head_span, TokenType::Namespace, rest),
            "events" | "queues" | "scheduled" => {
                self.declared(head_span, TokenType::Event, rest);
            }
            "tables" => self.declared(head_span, TokenType::Struct, rest),
            "tables-indexes" | "indexes" => {
                self.push(head_span, TokenType::Struct);
                self.values(rest, None);
            }
            "tables-streams" | "streams" => {
                let is_own = lines.iter().any(|line| self.key_of(*line) == Some("table"));
                if is_own {
                    self.declare(head_span, TokenType::Function);
                } else {
                    self.push(head_span, TokenType::Struct);
                }
                self.values(rest, None);
            }
            "views" if !rest.is_empty() && self.written(*head) != "src" => {
                self.push(head_span, TokenType::Method);
                self.push(rest[0].span(), TokenType::Function);
                self.values(&rest[1..], None);
            }
            _ => {
                let known = setting(head_span.of(self.text))
                    .filter(|_| spec.is_some_and(|spec| spec.place == Place::Pragma));
                self.property(head_span, known);
                self.values(rest, known);
                for line in lines {
                    self.line(line, known, None);
                }
                return;
            }
        }
        let is_table = ["tables", "tables-indexes", "indexes"].contains(&pragma);
        for line in lines {
            let known = self.key_of(line).and_then(setting);
            self.line(line, known, is_table.then_some(TokenType::Type));
        }
    }

    fn declared(&mut self, head: Span, kind: TokenType, rest: &[Value<'_>]) {
        self.declare(head, kind);
        self.values(rest, None);
    }

    /// A line below an entry. `known` is the setting that it is about; `of_star` what a value with a star is.
    fn line(&mut self, line: Child<'_>, known: Option<&SettingSpec>, of_star: Option<TokenType>) {
        match line {
            Child::Item(item) => {
                let values: Vec<Value<'_>> = item.values().collect();
                self.values(&values, known);
            }
            Child::Pair(pair) => {
                let nested = pair.key().and_then(|key| {
                    let name = self.written(key);
                    known.and_then(|known| known.nested.iter().find(|it| it.is_named(name)))
                });
                if let Some(key) = pair.key() {
                    self.property(key.span(), nested.or(known));
                }
                for value in pair.values() {
                    let written = value.span().of(self.text);
                    match of_star {
                        Some(kind)
                            if written.starts_with('*') || ["TTL", "ttl"].contains(&written) =>
                        {
                            self.push(value.span(), kind);
                        }
                        _ => self.value(value, nested.or(known)),
                    }
                }
                for item in pair.items() {
                    self.line(Child::Item(item), nested, None);
                }
            }
        }
    }

    fn property(&mut self, span: Span, known: Option<&SettingSpec>) {
        self.tokens.push(Token {
            span,
            kind: TokenType::Property,
            is_declaration: false,
            is_deprecated: known.is_some_and(|known| known.status != Status::Current),
        });
    }

    fn values(&mut self, values: &[Value<'_>], known: Option<&SettingSpec>) {
        for value in values {
            self.value(*value, known);
        }
    }

    fn value(&mut self, value: Value<'_>, known: Option<&SettingSpec>) {
        let is_choice = known.is_some_and(|known| {
            matches!(
                known.value,
                ValueType::OneOf(_)
                    | ValueType::BooleanOr(_)
                    | ValueType::Runtime
                    | ValueType::Region
                    | ValueType::HttpMethod
            )
        });
        let is_table = known.is_some_and(|known| known.value == ValueType::Table);
        let kind = match value.kind() {
            "boolean" => TokenType::EnumMember,
            "number" => TokenType::Number,
            "illegal" => return,
            _ if is_choice => TokenType::EnumMember,
            _ if is_table => TokenType::Struct,
            _ => TokenType::String,
        };
        self.push(value.span(), kind);
    }

    fn key_of(&self, line: Child<'_>) -> Option<&str> {
        match line {
            Child::Pair(pair) => pair.key().map(|key| self.written(key)),
            Child::Item(_) => None,
        }
    }

    fn written(&self, value: Value<'_>) -> &str {
        value.content(self.text).of(self.text)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::semantic_tokens;
    use crate::manifest::schema::File;
    use crate::syntax::Syntax;

    /// A line a token: what it is, `=` before what is declared, `!` before what is deprecated.
    fn check(file: File, text: &str, expected: Expect) {
        let syntax = Syntax::parse(text);
        let tokens = semantic_tokens(&syntax, file);
        assert!(tokens.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        let shown = tokens.into_iter().map(|token| {
            let declared = if token.is_declaration { "=" } else { "" };
            let deprecated = if token.is_deprecated { "!" } else { "" };
            format!("{declared}{deprecated}{:?} {}\n", token.kind, token.span.of(text))
        });
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn names_and_values() {
        check(
            File::Manifest,
            "@app # c\nmy-app\n@aws\nruntime nodejs22.x\ntimeout 5\nprofile default\n@http\nget /a\n/b\n  method post\n\
             @scheduled\nx rate(1 day)\n@tables\ncats\n  id *String\n  at TTL\n  PITR true\n@tables-streams\nlog\n  table cats\n\
             @indexes\ncats\n  n *\n@views\nget /a\n",
            expect![[r#"
                Keyword @app
                Comment # c
                =Namespace my-app
                Keyword @aws
                Property runtime
                EnumMember nodejs22.x
                Property timeout
                Number 5
                Property profile
                String default
                Keyword @http
                Method get
                =Function /a
                =Function /b
                Property method
                EnumMember post
                Keyword @scheduled
                =Event x
                String rate(1
                String day)
                Keyword @tables
                =Struct cats
                Property id
                Type *String
                Property at
                Type TTL
                Property PITR
                EnumMember true
                Keyword @tables-streams
                =Function log
                Property table
                Struct cats
                !Keyword @indexes
                Struct cats
                Property n
                Type *
                Keyword @views
                Method get
                Function /a
            "#]],
        );
    }

    #[test]
    fn what_is_broken_has_its_colours_too() {
        check(
            File::Manifest,
            "stray x\n@\n@events\na{b ]\n  \"c\n",
            expect![[r#"
            Property stray
            String x
            Keyword @
            Keyword @events
            =Event a
            String b
            String "c
        "#]],
        );
        check(
            File::FunctionConfig,
            "@aws\nfifo false\nlayers\n  arn:x\n",
            expect![[r#"
            Keyword @aws
            Property fifo
            EnumMember false
            Property layers
            String arn:x
        "#]],
        );
    }
}
