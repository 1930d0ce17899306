//! `invalid-entry`: an entry of which Architect can make nothing.

use crate::manifest::FunctionPragma;
use crate::manifest::schema::{self, File, HTTP_METHODS};
use crate::project::{Project, SourceFile};
use crate::syntax::{Entry, Pair, Scalar, ScalarKind, Shape};
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_entry(&[&RULE], check);

static RULE: Rule = Rule {
    name: "invalid-entry",
    summary: "an entry of which Architect can make nothing",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Looks at the shape of the entries that declare something: a topic, queue, stream, table, WebSocket route or \
           plugin is one word, perhaps with settings on indented lines below; a route is a method and a path, or a path \
           with a `method` below; a table and an index have their keys below.",
    why: "Architect refuses the manifest, for some of these with a `TypeError` that names neither the file nor the line.",
    how: "Write the entry in one of its two forms. Numbers and booleans that are meant as names stand in quotes.",
    sources: &[
        "https://arc.codes/docs/en/reference/project-manifest/http",
        "https://github.com/architect/inventory",
    ],
    example: Example {
        bad: "@app\nmy-app\n@http\n/login\n  src lib/login\n#- lib/login/index.mjs\n",
        good: "@app\nmy-app\n@http\n/login\n  method post\n  src lib/login\n#- lib/login/index.mjs\n",
    },
};

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let mut check = Check { file, problems };
    for (pragma, entries) in scope.entries(&file.syntax.reading) {
        for entry in entries {
            match pragma.name.as_str() {
                "http" => check.route(entry),
                "tables" => check.table(entry, "table", "id *String"),
                "tables-indexes" => check.table(entry, "index", "email *String"),
                "plugins" | "macros" => check.plugin(entry),
                name => {
                    if let Some(pragma) = FunctionPragma::from_name(name) {
                        check.function(pragma, entry);
                    }
                }
            }
        }
    }
}

struct Check<'a> {
    file: &'a SourceFile,
    problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    fn text(&self, span: Span) -> &str {
        span.of(&self.file.syntax.text)
    }

    fn report(&mut self, span: Span, message: String) {
        self.problems.push(Problem::new(&RULE, self.file, span, message));
    }

    fn report_with(&mut self, span: Span, message: String, title: String, edit: (Span, String)) {
        // Each of them guesses at what was meant, or declares what has no handler yet.
        let fix = Fix::replace(title, false, &self.file.path, edit.0, edit.1);
        self.problems.push(Problem::new(&RULE, self.file, span, message).with_fix(fix));
    }

    fn function(&mut self, pragma: FunctionPragma, entry: &Entry) {
        let noun = match pragma {
            FunctionPragma::Events => "topic",
            FunctionPragma::Queues => "queue",
            FunctionPragma::Scheduled => "schedule",
            FunctionPragma::TablesStreams => "stream",
            FunctionPragma::Ws | FunctionPragma::Http => "WebSocket route",
        };
        match &entry.shape {
            // Its words behind the name are the schedule.
            Shape::Array(items) if pragma == FunctionPragma::Scheduled => {
                self.word(&items[0], noun);
            }
            Shape::Scalar(_) if pragma == FunctionPragma::Scheduled => {}
            Shape::Scalar(name) => self.word(name, noun),
            Shape::Array(items) => {
                let written = self.text(entry.span);
                let start = format!("`{written}` is no {noun}: a {noun} is named by one word");
                match in_lines(pragma.name(), items, |span| self.text(span).to_owned()) {
                    Some(lines) => self.report_with(
                        entry.span,
                        format!("{start}, and its settings stand on indented lines below it"),
                        "Write the settings below the name".to_owned(),
                        (entry.span, lines),
                    ),
                    None => self.report(entry.span, start),
                }
            }
            Shape::Vector { .. } | Shape::Map { .. } => {}
        }
    }

    /// A name that stands alone.
    fn word(&mut self, name: &Scalar, noun: &str) {
        let Some(kind) = other_kind(name) else { return };
        let written = self.text(name.span);
        let message = format!(
            "`{written}` is {kind}, and a {noun} is named by a word: write `\"{written}\"`"
        );
        let quoted = format!("\"{written}\"");
        self.report_with(name.span, message, format!("Write `{quoted}`"), (name.span, quoted));
    }

    fn route(&mut self, entry: &Entry) {
        let written = self.text(entry.span).to_owned();
        match &entry.shape {
            Shape::Scalar(word) if is_method(word) => self.report(
                entry.span,
                format!("`{written}` is a method without a path: write `{written} /`"),
            ),
            Shape::Scalar(word) if word.text.starts_with('/') => self.report_with(
                entry.span,
                format!("`{written}` is a path without a method: write `get {written}`"),
                format!("Change to `get {written}`"),
                (Span::at(entry.span.start), "get ".to_owned()),
            ),
            Shape::Scalar(_) => self.report(
                entry.span,
                format!("`{written}` is no route: a route is a method and a path, such as `get /`"),
            ),
            Shape::Array(items) => match items.as_slice() {
                [method, path] => {
                    if !method.is_string() {
                        self.no_method(method);
                    }
                    if !path.is_string() {
                        let path_text = self.text(path.span).to_owned();
                        self.report_with(
                            path.span,
                            format!("`{path_text}` is no path: a path begins with a slash"),
                            format!("Change to `/{path_text}`"),
                            (path.span, format!("/{path_text}")),
                        );
                    }
                }
                items => self.route_of_many_words(entry, items),
            },
            Shape::Vector { .. } | Shape::Map { .. } => self.verbose_route(entry),
        }
    }

    fn route_of_many_words(&mut self, entry: &Entry, items: &[Scalar]) {
        let message = format!(
            "`{}` is no route: a route is a method and a path, two words",
            self.text(entry.span)
        );
        let lines = in_lines("http", &items[1..], |span| self.text(span).to_owned());
        match lines.filter(|_| is_method(&items[0])) {
            Some(lines) => {
                let (path, settings) = lines.split_once('\n').unwrap_or((&lines, ""));
                let method = self.text(items[0].span);
                let text = format!("{path}\n  method {method}\n{settings}");
                self.report_with(
                    entry.span,
                    format!("{message}; its settings stand on indented lines below the path"),
                    "Write the settings below the path".to_owned(),
                    (entry.span, text),
                );
            }
            None => self.report(entry.span, message),
        }
    }

    fn verbose_route(&mut self, entry: &Entry) {
        let head = entry.head();
        let name = self.text(head.span).to_owned();
        match (entry.pair("method"), &entry.shape) {
            (Some(Pair { values, .. }), _) => match values.as_slice() {
                [method] if method.is_string() => {}
                [method] => self.no_method(method),
                [] => self.report(head.span, format!("`method` of `{name}` is empty")),
                [first, .., last] => {
                    let span = first.span.to(last.span);
                    let written = self.text(span);
                    let message = format!(
                        "`{written}` is no method: a route has one; `any` stands for all of them"
                    );
                    self.report(span, message);
                }
            },
            (None, Shape::Vector { items, .. })
                if is_method(head) && items[0].text.starts_with('/') =>
            {
                let path = self.text(items[0].span).to_owned();
                let message =
                    format!("`{name}` has its path on the next line: write `{name} {path}`");
                if items.len() == 1 {
                    let edit = (entry.span, format!("{name} {path}"));
                    self.report_with(
                        head.span,
                        message,
                        format!("Change to `{name} {path}`"),
                        edit,
                    );
                } else {
                    self.report(head.span, message);
                }
            }
            (None, Shape::Map { .. }) => self.report_with(
                head.span,
                format!("`{name}` has no method: below it write `method get`"),
                "Add `method get`".to_owned(),
                (Span::at(head.span.end), "\n  method get".to_owned()),
            ),
            (None, _) => self.report(
                head.span,
                format!(
                    "`{name}` has no method: below it write `method get`, a word and its value"
                ),
            ),
        }
    }

    fn no_method(&mut self, method: &Scalar) {
        let methods: Vec<&str> = HTTP_METHODS.iter().map(|method| method.name).collect();
        let written = self.text(method.span);
        let message = format!("`{written}` is no method: use one of {}", methods.join(", "));
        self.report(method.span, message);
    }

    fn table(&mut self, entry: &Entry, noun: &str, key: &str) {
        let written = self.text(entry.span).to_owned();
        let of = if noun == "index" {
            "an index stands under its table's name"
        } else {
            "a table has a name"
        };
        match &entry.shape {
            Shape::Scalar(name) => match other_kind(name) {
                Some(kind) => self.report(
                    name.span,
                    format!("`{written}` is {kind}: {of}, with its keys on indented lines below"),
                ),
                None => self.report_with(
                    name.span,
                    format!(
                        "`{written}` has no keys: below it write at least a partition key, `{key}`"
                    ),
                    format!("Add the key `{key}`"),
                    (Span::at(name.span.end), format!("\n  {key}")),
                ),
            },
            Shape::Array(items) => {
                let message = format!(
                    "`{written}` is no {noun}: {of}, with its keys on indented lines below, such as `{key}`"
                );
                let mut words = items[1..].chunks(2);
                let are_pairs = words.all(|pair| {
                    pair.len() == 2 && (pair[1].text.starts_with('*') || pair[1].text == "true")
                });
                if !are_pairs {
                    return self.report(entry.span, message);
                }
                let lines: String = items[1..]
                    .chunks(2)
                    .map(|pair| format!("\n  {}", self.text(pair[0].span.to(pair[1].span))))
                    .collect();
                let text = format!("{}{lines}", self.text(items[0].span));
                self.report_with(
                    entry.span,
                    message,
                    "Write the keys below the name".to_owned(),
                    (entry.span, text),
                );
            }
            Shape::Vector { .. } | Shape::Map { .. } => {}
        }
    }

    fn plugin(&mut self, entry: &Entry) {
        let written = self.text(entry.span).to_owned();
        match &entry.shape {
            Shape::Scalar(name) => self.word(name, "plugin"),
            Shape::Array(items) => {
                let lines: Vec<&str> = items.iter().map(|item| self.text(item.span)).collect();
                let text = lines.join("\n");
                self.report_with(
                    entry.span,
                    format!("`{written}` is no plugin: each stands on a line of its own"),
                    "Write each on a line of its own".to_owned(),
                    (entry.span, text),
                );
            }
            Shape::Vector { .. } | Shape::Map { .. } => {}
        }
    }
}

/// What a value is that is no string, with its article.
fn other_kind(scalar: &Scalar) -> Option<&'static str> {
    match scalar.kind {
        ScalarKind::String { .. } => None,
        ScalarKind::Number(_) => Some("a number"),
        ScalarKind::Boolean(_) => Some("a boolean"),
        ScalarKind::Data => Some("a list or an object"),
    }
}

fn is_method(word: &Scalar) -> bool {
    HTTP_METHODS.iter().any(|method| method.name.eq_ignore_ascii_case(&word.text))
}

/// A name with settings behind it as lines: the name, and each setting below it; nothing where what stands behind
/// it are not known settings, each with one value.
fn in_lines(pragma: &str, items: &[Scalar], text: impl Fn(Span) -> String) -> Option<String> {
    let (name, settings) = items.split_first().filter(|(_, settings)| !settings.is_empty())?;
    let mut lines = text(name.span);
    for pair in settings.chunks(2) {
        let [key, value] = pair else { return None };
        schema::setting(File::Manifest, pragma, &key.text)?;
        lines.push_str(&format!("\n  {}", text(key.span.to(value.span))));
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn routes() {
        check_rule(
            "invalid-entry",
            "@app\nmy-app\n@http\nget\n/a\nhello\nget 5\n1 /foo\nget /b src lib/b\nget / x\n/c\n  src 5\nget\n  /d\n\
             /e\n  method get post\n",
            expect![[r#"
                | get
                  ^^^ error[invalid-entry]: `get` is a method without a path: write `get /`
                | /a
                  ^^ error[invalid-entry]: `/a` is a path without a method: write `get /a`
                  unsafe fix: Change to `get /a`
                    "" -> "get "
                | hello
                  ^^^^^ error[invalid-entry]: `hello` is no route: a route is a method and a path, such as `get /`
                | get 5
                      ^ error[invalid-entry]: `5` is no path: a path begins with a slash
                  unsafe fix: Change to `/5`
                    "5" -> "/5"
                | 1 /foo
                  ^ error[invalid-entry]: `1` is no method: use one of get, post, put, patch, delete, options, head, any
                | get /b src lib/b
                  ^^^^^^^^^^^^^^^^ error[invalid-entry]: `get /b src lib/b` is no route: a route is a method and a path, two words; its settings stand on indented lines below the path
                  unsafe fix: Write the settings below the path
                    "get /b src lib/b" -> "/b\n  method get\n  src lib/b"
                | get / x
                  ^^^^^^^ error[invalid-entry]: `get / x` is no route: a route is a method and a path, two words
                | /c
                  ^^ error[invalid-entry]: `/c` has no method: below it write `method get`
                  unsafe fix: Add `method get`
                    "" -> "\n  method get"
                | get
                  ^^^ error[invalid-entry]: `get` has its path on the next line: write `get /d`
                  unsafe fix: Change to `get /d`
                    "get\n  /d" -> "get /d"
                |   method get post
                           ^^^^^^^^ error[invalid-entry]: `get post` is no method: a route has one; `any` stands for all of them
            "#]],
        );
    }

    #[test]
    fn functions() {
        check_rule(
            "invalid-entry",
            "@app\nmy-app\n@events\n5\na b\nyolo src lib/yolo\nc\n  src lib/a b\n@queues\ntrue\nq\n  src 0\n\
             @scheduled\n1 rate(1 day)\n@ws\n7\n",
            expect![[r#"
                | 5
                  ^ error[invalid-entry]: `5` is a number, and a topic is named by a word: write `"5"`
                  unsafe fix: Write `"5"`
                    "5" -> "\"5\""
                | a b
                  ^^^ error[invalid-entry]: `a b` is no topic: a topic is named by one word
                | yolo src lib/yolo
                  ^^^^^^^^^^^^^^^^^ error[invalid-entry]: `yolo src lib/yolo` is no topic: a topic is named by one word, and its settings stand on indented lines below it
                  unsafe fix: Write the settings below the name
                    "yolo src lib/yolo" -> "yolo\n  src lib/yolo"
                | true
                  ^^^^ error[invalid-entry]: `true` is a boolean, and a queue is named by a word: write `"true"`
                  unsafe fix: Write `"true"`
                    "true" -> "\"true\""
                | 1 rate(1 day)
                  ^ error[invalid-entry]: `1` is a number, and a schedule is named by a word: write `"1"`
                  unsafe fix: Write `"1"`
                    "1" -> "\"1\""
                | 7
                  ^ error[invalid-entry]: `7` is a number, and a WebSocket route is named by a word: write `"7"`
                  unsafe fix: Write `"7"`
                    "7" -> "\"7\""
            "#]],
        );
    }

    #[test]
    fn tables_and_plugins() {
        check_rule(
            "invalid-entry",
            "@app\nmy-app\n@tables\ncats\ndogs id *String age **Number\n5\nmice id\n@tables-indexes\ncats\n\
             @plugins\na b\n5\n",
            expect![[r#"
                | cats
                  ^^^^ error[invalid-entry]: `cats` has no keys: below it write at least a partition key, `id *String`
                  unsafe fix: Add the key `id *String`
                    "" -> "\n  id *String"
                | dogs id *String age **Number
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-entry]: `dogs id *String age **Number` is no table: a table has a name, with its keys on indented lines below, such as `id *String`
                  unsafe fix: Write the keys below the name
                    "dogs id *String age **Number" -> "dogs\n  id *String\n  age **Number"
                | 5
                  ^ error[invalid-entry]: `5` is a number: a table has a name, with its keys on indented lines below
                | mice id
                  ^^^^^^^ error[invalid-entry]: `mice id` is no table: a table has a name, with its keys on indented lines below, such as `id *String`
                | cats
                  ^^^^ error[invalid-entry]: `cats` has no keys: below it write at least a partition key, `email *String`
                  unsafe fix: Add the key `email *String`
                    "" -> "\n  email *String"
                | a b
                  ^^^ error[invalid-entry]: `a b` is no plugin: each stands on a line of its own
                  unsafe fix: Write each on a line of its own
                    "a b" -> "a\nb"
                | 5
                  ^ error[invalid-entry]: `5` is a number, and a plugin is named by a word: write `"5"`
                  unsafe fix: Write `"5"`
                    "5" -> "\"5\""
            "#]],
        );
    }
}
