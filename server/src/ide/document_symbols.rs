//! The outline of a file: pragmas, their entries, and what is set below these. Stands on the tree, so that a broken line
//! takes nothing from the others.

use crate::manifest::schema::{self, File, Place};
use crate::syntax::{Child, EntryNode, PragmaNode, Syntax, Value};
use crate::text::Span;

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A pragma with its section.
    Pragma,
    /// What a project is called.
    App,
    /// A route of HTTP or WebSocket.
    Route,
    /// A topic.
    Topic,
    /// A queue.
    Queue,
    /// A schedule.
    Schedule,
    /// A table.
    Table,
    /// An index of a table.
    Index,
    /// The stream of a table.
    Stream,
    /// A plugin or macro.
    Plugin,
    /// A setting, an attribute of a table, or anything else with a name.
    Setting,
}

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What there is to say besides: the schedule, the keys of a table, the value of a setting. Empty where that is
    /// nothing, or a secret.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it, without the line end behind.
    pub span: Span,
    /// Its name, within `span`.
    pub name_span: Span,
    /// Whether Architect no longer reads it, or it should not be used.
    pub deprecated: bool,
    /// What is below it.
    pub children: Vec<Symbol>,
}

/// The outline of a file.
pub fn document_symbols(syntax: &Syntax, file: File) -> Vec<Symbol> {
    syntax.tree().manifest().pragmas().map(|pragma| section(syntax, file, pragma)).collect()
}

fn section(syntax: &Syntax, file: File, pragma: PragmaNode<'_>) -> Symbol {
    let name = pragma.name().map_or("", |name| name.of(&syntax.text));
    let spec = schema::pragma_of(file, name);
    let outline = Outline {
        text: &syntax.text,
        kind: match file {
            File::Manifest => kind_of(name),
            File::FunctionConfig | File::Preferences => SymbolKind::Setting,
        },
        // Preferences hold secrets, and an outline is shown where others look.
        secret: file == File::Preferences && name == "env",
        route: file == File::Manifest && name == "http",
        schedule: file == File::Manifest && name == "scheduled",
        table: file == File::Manifest && ["tables", "tables-indexes"].contains(&name),
        settings: spec.is_none_or(|spec| spec.place == Place::Pragma),
    };
    Symbol {
        name: format!("@{name}"),
        detail: String::new(),
        kind: SymbolKind::Pragma,
        span: trimmed(&syntax.text, pragma.span()),
        name_span: pragma.header(),
        deprecated: spec.is_some_and(|spec| !spec.is_current()),
        children: pragma.entries().filter_map(|entry| outline.entry(entry)).collect(),
    }
}

fn kind_of(pragma: &str) -> SymbolKind {
    match pragma {
        "app" => SymbolKind::App,
        "http" | "ws" => SymbolKind::Route,
        "events" => SymbolKind::Topic,
        "queues" => SymbolKind::Queue,
        "scheduled" => SymbolKind::Schedule,
        "tables" => SymbolKind::Table,
        "tables-indexes" | "indexes" => SymbolKind::Index,
        "tables-streams" | "streams" => SymbolKind::Stream,
        "plugins" | "macros" => SymbolKind::Plugin,
        _ => SymbolKind::Setting,
    }
}

/// How the entries of a pragma are shown.
struct Outline<'t> {
    text: &'t str,
    kind: SymbolKind,
    secret: bool,
    route: bool,
    schedule: bool,
    table: bool,
    /// Whether each entry is a setting.
    settings: bool,
}

impl Outline<'_> {
    fn entry(&self, entry: EntryNode<'_>) -> Option<Symbol> {
        let words = entry.values();
        let below = entry.children();
        let (head, rest) = words.split_first()?;
        let mut name = self.word(*head);
        let mut name_span = head.span();
        let mut detail = self.words(rest);
        if self.route {
            if let [path, ..] = rest {
                // `get /path` is one name.
                name = format!("{} {}", name.to_lowercase(), self.word(*path));
                name_span = name_span.to(path.span());
                detail = String::new();
            } else if let Some(method) = self.value_of(&below, "method") {
                name = format!("{} {name}", method.to_lowercase());
            }
        } else if self.schedule && rest.is_empty() {
            detail = ["rate", "cron"]
                .into_iter()
                .find_map(|key| Some(format!("{key}({})", self.value_of(&below, key)?)))
                .unwrap_or_default();
            if let Some(zone) = self.value_of(&below, "timezone") {
                detail.push_str(&format!(" {zone}"));
            }
        } else if self.table {
            detail = self.keys(&below);
        }
        if detail.is_empty()
            && !self.settings
            && let Some(src) = self.value_of(&below, "src")
        {
            detail = src;
        }
        if self.settings && rest.is_empty() && !self.secret {
            detail = self.items(&below);
        }
        Some(Symbol {
            name,
            detail: if self.secret { String::new() } else { detail },
            kind: self.kind,
            span: trimmed(self.text, entry.span()),
            name_span,
            deprecated: false,
            children: below.into_iter().filter_map(|child| self.child(child)).collect(),
        })
    }

    fn child(&self, child: Child<'_>) -> Option<Symbol> {
        let words = child.words();
        let (head, rest) = words.split_first()?;
        let children = match child {
            Child::Item(_) => Vec::new(),
            Child::Pair(pair) => pair.items().map(Child::Item).collect(),
        };
        let detail = if rest.is_empty() { self.items(&children) } else { self.words(rest) };
        // An item of a list is a value: its name would be the secret.
        let secret = self.secret && matches!(child, Child::Item(_));
        Some(Symbol {
            name: if secret { "…".to_owned() } else { self.word(*head) },
            detail: if self.secret { String::new() } else { detail },
            kind: SymbolKind::Setting,
            span: trimmed(self.text, child.span()),
            name_span: head.span(),
            deprecated: false,
            children: Vec::new(),
        })
    }

    /// The items of a list, or nothing where there are pairs.
    fn items(&self, children: &[Child<'_>]) -> String {
        let items: Option<Vec<String>> = children
            .iter()
            .map(|child| match child {
                Child::Item(_) => Some(self.words(&child.words())),
                Child::Pair(_) => None,
            })
            .collect();
        items.unwrap_or_default().join(", ")
    }

    /// The keys of a table: `id *String, at **Number`.
    fn keys(&self, children: &[Child<'_>]) -> String {
        let is_key = |words: &[Value<'_>]| {
            words.get(1).is_some_and(|kind| kind.span().of(self.text).starts_with('*'))
        };
        let lines = children.iter().map(|child| child.words()).filter(|words| is_key(words));
        lines.map(|words| self.words(&words)).collect::<Vec<_>>().join(", ")
    }

    /// What stands behind a key.
    fn value_of(&self, children: &[Child<'_>], key: &str) -> Option<String> {
        children.iter().find_map(|child| {
            let words = child.words();
            let (head, rest) = words.split_first()?;
            (self.word(*head) == key && !rest.is_empty()).then(|| self.words(rest))
        })
    }

    fn words(&self, words: &[Value<'_>]) -> String {
        words.iter().map(|word| self.word(*word)).collect::<Vec<_>>().join(" ")
    }

    fn word(&self, word: Value<'_>) -> String {
        word.content(self.text).of(self.text).to_owned()
    }
}

/// A span without the white space at its end.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    Span::new(span.start, span.start + span.of(text).trim_end().len())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Symbol, document_symbols};
    use crate::manifest::schema::File;
    use crate::syntax::Syntax;

    /// The outline: name, detail, kind, and what else is not as one would think.
    fn check(file: File, text: &str, expected: Expect) {
        let syntax = Syntax::parse(text);
        let mut out = String::new();
        for symbol in document_symbols(&syntax, file) {
            show(&symbol, 0, &mut out);
        }
        expected.assert_eq(&out);
    }

    fn show(symbol: &Symbol, depth: usize, out: &mut String) {
        assert!(symbol.span.covers(symbol.name_span), "{symbol:?}");
        let Symbol { name, detail, kind, deprecated, .. } = symbol;
        let indent = "  ".repeat(depth);
        let old = if *deprecated { " (deprecated)" } else { "" };
        out.push_str(&format!("{indent}{name} [{detail}] {kind:?}{old}\n"));
        for child in &symbol.children {
            assert!(symbol.span.covers(child.span), "{symbol:?}");
            show(child, depth + 1, out);
        }
    }

    #[test]
    fn an_entry_says_what_matters_of_it() {
        check(
            File::Manifest,
            "@app\nmy-app\n@aws\ntimeout 30\npolicies\n  a\n  b\n@http\nGET /a\n/b\n  method post\n  src lib/b\n\
             @scheduled\ndaily rate(1 day)\nx\n  cron 0 9 * * ? *\n  timezone Europe/Berlin\n@tables\ncats\n  id *String\n\
             \x20 at **Number\n  PITR true\n@indexes\ncats\n  name *\n",
            expect![[r#"
                @app [] Pragma
                  my-app [] App
                @aws [] Pragma
                  timeout [30] Setting
                  policies [a, b] Setting
                    a [] Setting
                    b [] Setting
                @http [] Pragma
                  get /a [] Route
                  post /b [lib/b] Route
                    method [post] Setting
                    src [lib/b] Setting
                @scheduled [] Pragma
                  daily [rate(1 day)] Schedule
                  x [cron(0 9 * * ? *) Europe/Berlin] Schedule
                    cron [0 9 * * ? *] Setting
                    timezone [Europe/Berlin] Setting
                @tables [] Pragma
                  cats [id *String, at **Number] Table
                    id [*String] Setting
                    at [**Number] Setting
                    PITR [true] Setting
                @indexes [] Pragma (deprecated)
                  cats [] Index
                    name [*] Setting
            "#]],
        );
    }

    #[test]
    fn secrets_are_not_shown() {
        check(
            File::Preferences,
            "@env\ntesting\n  KEY hush\nstaging\n  hush\n@sandbox\nports\n  http 3000\n",
            expect![[r#"
                @env [] Pragma
                  testing [] Setting
                    KEY [] Setting
                  staging [] Setting
                    … [] Setting
                @sandbox [] Pragma
                  ports [] Setting
                    http [3000] Setting
            "#]],
        );
    }

    #[test]
    fn a_broken_line_takes_nothing_from_the_others() {
        check(
            File::Manifest,
            "stray\n@\n@events\na{b\n  \"c\" ]\n@queues\nq\n  src \"my lib\"\n",
            expect![[r#"
                @ [] Pragma
                @events [] Pragma
                  a [{ b] Topic
                    c []] Setting
                @queues [] Pragma
                  q [my lib] Queue
                    src [my lib] Setting
            "#]],
        );
    }
}
