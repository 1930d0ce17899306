//! The functions that a manifest declares, in their simple and their verbose form.

use smol_str::{SmolStr, format_smolstr};

use crate::syntax::{Entry, Pragma, Reading, Scalar, Shape};
use crate::text::{Follow, Shift, Span};

/// The pragmas that hold functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FunctionPragma {
    /// HTTP routes.
    Http,
    /// Topics (SNS).
    Events,
    /// Queues (SQS).
    Queues,
    /// Schedules (EventBridge Scheduler).
    Scheduled,
    /// Streams of tables (DynamoDB).
    TablesStreams,
    /// WebSocket routes.
    Ws,
}

impl FunctionPragma {
    /// All of them, in the order in which the documentation lists them.
    pub const ALL: [FunctionPragma; 6] = [
        FunctionPragma::Http,
        FunctionPragma::Events,
        FunctionPragma::Queues,
        FunctionPragma::Scheduled,
        FunctionPragma::TablesStreams,
        FunctionPragma::Ws,
    ];

    /// The pragma's name, which is also the name of its folder under `src`.
    pub fn name(self) -> &'static str {
        match self {
            FunctionPragma::Http => "http",
            FunctionPragma::Events => "events",
            FunctionPragma::Queues => "queues",
            FunctionPragma::Scheduled => "scheduled",
            FunctionPragma::TablesStreams => "tables-streams",
            FunctionPragma::Ws => "ws",
        }
    }

    /// The pragma of that name.
    pub fn from_name(name: &str) -> Option<FunctionPragma> {
        FunctionPragma::ALL.into_iter().find(|pragma| pragma.name() == name)
    }
}

/// A function that a manifest declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// The pragma that it stands under.
    pub pragma: FunctionPragma,
    /// Its name as Architect names it: `yolo`; of a route, `get /path` with the method in lower case.
    pub name: SmolStr,
    /// Where that name stands; of a route from the method to the path. Of a WebSocket route that every `@ws`
    /// has without naming it, the pragma's header.
    pub name_span: Span,
    /// The whole entry.
    pub entry_span: Span,
    /// Method and path, of `@http`.
    pub route: Option<Route>,
    /// The table whose stream it is, of `@tables-streams`.
    pub table: Option<SmolStr>,
    /// The `src` of the verbose form.
    pub custom_src: Option<Scalar>,
    /// Its directory relative to the project, `/` between the parts: the default, or `src`, normalised. May
    /// begin with `..` where `src` leaves the project.
    pub dir: String,
    /// Whether it is there without being written (`@ws` always has connect, default and disconnect).
    pub implicit: bool,
    /// Whether it is the stream that a table under `@tables` declares itself, by `stream true`.
    pub of_table: bool,
}

impl Function {
    /// When it runs, as a sentence without a full stop, names in backticks.
    pub fn purpose(&self) -> String {
        let name = &self.name;
        match self.pragma {
            FunctionPragma::Http => format!("Answers `{name}`"),
            FunctionPragma::Events => format!("Runs on each message to the topic `{name}`"),
            FunctionPragma::Queues => format!("Runs on the messages of the queue `{name}`"),
            FunctionPragma::Scheduled => format!("Runs on the schedule `{name}`"),
            FunctionPragma::TablesStreams => {
                let table = self.table.as_ref().unwrap_or(name);
                format!("Runs on changes of the table `{table}`")
            }
            FunctionPragma::Ws => format!("Answers the WebSocket route `{name}`"),
        }
    }

    /// Where it would live without its `src`, relative to the project.
    pub fn default_dir(&self) -> String {
        if self.custom_src.is_none() {
            return self.dir.clone();
        }
        match &self.route {
            Some(route) => dir_of(self.pragma, &folder_of_route(&route.method, &route.path), None),
            None => dir_of(self.pragma, &self.name, None),
        }
    }
}

/// Method and path of an HTTP function.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// In lower case.
    pub method: SmolStr,
    /// Where it stands.
    pub method_span: Span,
    /// As it is written.
    pub path: SmolStr,
    /// Where it stands.
    pub path_span: Span,
}

/// The WebSocket routes that are always there.
const WS_DEFAULTS: [&str; 3] = ["connect", "default", "disconnect"];

/// The functions of a manifest, pragma by pragma, in the order of the text. Entries of which Architect makes
/// no function are left out.
pub fn functions(reading: &Reading) -> Vec<Function> {
    let mut all = Vec::new();
    for pragma in FunctionPragma::ALL {
        all.append(&mut functions_of(pragma, reading));
    }
    all.extend(table_streams(reading, &all));
    all
}

/// The functions that stand under a pragma, and those that it has without.
pub(super) fn functions_of(pragma: FunctionPragma, reading: &Reading) -> Vec<Function> {
    let Some(section) = reading.pragma(pragma.name()) else { return Vec::new() };
    let mut all = Vec::with_capacity(section.entries.len());
    all.extend(section.entries.iter().filter_map(|entry| function(pragma, entry)));
    if pragma == FunctionPragma::Ws {
        all.extend(implicit_ws(section));
    }
    all
}

impl Follow for Function {
    fn follow(&mut self, shift: Shift) {
        self.name_span.follow(shift);
        self.entry_span.follow(shift);
        self.custom_src.follow(shift);
        if let Some(route) = &mut self.route {
            route.method_span.follow(shift);
            route.path_span.follow(shift);
        }
    }
}

/// The function that an entry of a pragma declares.
pub(super) fn function(pragma: FunctionPragma, entry: &Entry) -> Option<Function> {
    if pragma == FunctionPragma::Http {
        return http(entry);
    }
    let head = entry.head();
    match (&entry.shape, pragma) {
        // `name rate(1 day)`: the words behind the name are the schedule.
        (Shape::Array(_), FunctionPragma::Scheduled)
        | (Shape::Map { .. } | Shape::Vector { .. }, _) => {}
        (Shape::Scalar(_), FunctionPragma::Scheduled) | (Shape::Array(_), _) => return None,
        (Shape::Scalar(_), _) if head.is_string() => {}
        (Shape::Scalar(_), _) => return None,
    }
    let custom_src =
        entry.value("src").filter(|src| src.is_string() && !src.text.is_empty()).cloned();
    let name = head.to_js_string();
    let folder = name.as_str();
    let table = (pragma == FunctionPragma::TablesStreams).then(|| {
        let table = entry.value("table").filter(|table| table.is_string());
        table.map_or_else(|| name.clone(), |table| table.text.clone())
    });
    // `$connect` and its siblings are taken for the routes without `$`, in the folder that was named.
    let known =
        name.strip_prefix('$').filter(|n| pragma == FunctionPragma::Ws && WS_DEFAULTS.contains(n));
    Some(Function {
        pragma,
        dir: dir_of(pragma, folder, custom_src.as_ref()),
        name: known.map_or_else(|| name.clone(), SmolStr::new),
        name_span: head.span,
        entry_span: entry.span,
        route: None,
        table,
        custom_src,
        implicit: false,
        of_table: false,
    })
}

fn http(entry: &Entry) -> Option<Function> {
    let (method, path, custom_src) = match &entry.shape {
        Shape::Array(items) => match items.as_slice() {
            [method, path] if method.is_string() && path.is_string() => (method, path, None),
            _ => return None,
        },
        Shape::Map { name, .. } => {
            let method = entry.value("method").filter(|method| method.is_string())?;
            let src = entry.value("src").filter(|src| src.is_string() && !src.text.is_empty());
            (method, name, src.cloned())
        }
        _ => return None,
    };
    let name_span = match entry.shape {
        Shape::Array(_) => method.span.to(path.span),
        _ => path.span,
    };
    let route = Route {
        method: match method.text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => method.text.clone(),
            false => SmolStr::from(method.text.to_lowercase()),
        },
        method_span: method.span,
        path: path.text.clone(),
        path_span: path.span,
    };
    Some(Function {
        pragma: FunctionPragma::Http,
        dir: dir_of(
            FunctionPragma::Http,
            &folder_of_route(&route.method, &route.path),
            custom_src.as_ref(),
        ),
        name: format_smolstr!("{} {}", route.method, route.path),
        name_span,
        entry_span: entry.span,
        route: Some(route),
        table: None,
        custom_src,
        implicit: false,
        of_table: false,
    })
}

/// The folder of a route under `src/http`: `get /foo-bar/:id` lives in `get-foo_bar-000id`. Lossy: `-`, `.`
/// and `_` are one. (architect/utils, `get-lambda-name`)
pub fn folder_of_route(method: &str, path: &str) -> String {
    if path == "/" {
        return format!("{method}-index");
    }
    let mut folder = String::with_capacity(method.len() + path.len() + "catchall".len());
    folder.push_str(method);
    let mut catchall = false;
    for c in path.chars() {
        match c {
            '-' | '.' => folder.push('_'),
            '/' | '\\' => folder.push('-'),
            ':' => folder.push_str("000"),
            '*' if !catchall => {
                catchall = true;
                folder.push_str("catchall");
            }
            _ => folder.push(c),
        }
    }
    folder
}

/// The route that most likely lives in a folder: the other way round of [`folder_of_route`], with `-` for what
/// may also have been `.` or `_`. A folder that names no path is the method alone.
pub fn route_of_folder(folder: &str) -> String {
    let Some((method, path)) = folder.split_once('-') else { return folder.to_owned() };
    if path == "index" {
        return format!("{method} /");
    }
    let path = path.replace("000", ":").replace('-', "/").replace('_', "-");
    let path = match path.strip_suffix("catchall") {
        Some(start) if start.is_empty() || start.ends_with('/') => format!("{start}*"),
        _ => path,
    };
    format!("{method} /{path}")
}

fn implicit_ws(section: &Pragma) -> impl Iterator<Item = Function> {
    let missing = WS_DEFAULTS.into_iter().filter(|name| {
        !section.entries.iter().any(|entry| match &entry.shape {
            Shape::Scalar(scalar) => scalar.as_str() == Some(name),
            // The reference asks whether the entry has a property of that name.
            Shape::Map { name: head, .. } | Shape::Vector { name: head, .. } => head.text == *name,
            Shape::Array(_) => false,
        })
    });
    let span = section.span;
    missing.map(move |name| Function {
        pragma: FunctionPragma::Ws,
        name: SmolStr::new_static(name),
        name_span: span,
        entry_span: span,
        route: None,
        table: None,
        custom_src: None,
        dir: dir_of(FunctionPragma::Ws, name, None),
        implicit: true,
        of_table: false,
    })
}

/// `stream true` in a table is the old way to declare a stream; `@tables-streams` wins where it names the
/// same table.
pub(super) fn table_streams(reading: &Reading, declared: &[Function]) -> Vec<Function> {
    let Some(tables) = reading.pragma("tables") else { return Vec::new() };
    let streams = tables.entries.iter().filter(|entry| {
        entry.value("stream").and_then(Scalar::as_bool) == Some(true) && {
            let name = entry.head().to_js_string();
            !declared.iter().any(|function| function.table.as_ref() == Some(&name))
        }
    });
    streams
        .map(|entry| {
            let name = entry.head().to_js_string();
            Function {
                pragma: FunctionPragma::TablesStreams,
                name_span: entry.head().span,
                entry_span: entry.span,
                route: None,
                table: Some(name.clone()),
                custom_src: None,
                dir: dir_of(FunctionPragma::TablesStreams, &name, None),
                name,
                implicit: false,
                of_table: true,
            }
        })
        .collect()
}

fn dir_of(pragma: FunctionPragma, folder: &str, custom_src: Option<&Scalar>) -> String {
    match custom_src {
        Some(src) => normalize(&src.text),
        None => {
            let name = pragma.name();
            let mut dir = String::with_capacity("src//".len() + name.len() + folder.len());
            for part in ["src/", name, "/", folder] {
                dir.push_str(part);
            }
            if is_normal(folder) { dir } else { normalize(&dir) }
        }
    }
}

/// Whether a name is one part of a path, to be taken as it stands; nearly all are.
fn is_normal(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.bytes().any(|byte| byte == b'/' || byte == b'\\')
}

/// A relative path without `.`, empty parts and `..` that can be resolved, as Node's `path.join` makes it. An
/// absolute path is one below the project, since Architect joins the two.
fn normalize(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{folder_of_route, functions, route_of_folder};
    use crate::syntax::Syntax;

    fn check(text: &str, expected: Expect) {
        let syntax = Syntax::parse(text);
        assert_eq!(syntax.problems, []);
        let lines = functions(&syntax.reading).into_iter().map(|function| {
            let written = function.name_span.of(text);
            let implicit = if function.implicit { " (implicit)" } else { "" };
            format!(
                "{} {} [{written}] {}{implicit}\n",
                function.pragma.name(),
                function.name,
                function.dir
            )
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn routes_live_in_folders_named_for_them() {
        check(
            "@http\nget /\nGET /foo-bar/:id\nany /a.b/*\n/x\n  method post\n  src ./lib/../x\n/y\n  src y\n",
            expect![[r#"
                http get / [get /] src/http/get-index
                http get /foo-bar/:id [GET /foo-bar/:id] src/http/get-foo_bar-000id
                http any /a.b/* [any /a.b/*] src/http/any-a_b-catchall
                http post /x [/x] x
            "#]],
        );
    }

    #[test]
    fn a_folder_tells_its_route() {
        for route in ["get /", "any /*", "put /a/:id/b-c/*", "delete /:a/:b", "get /index/x"] {
            let (method, path) = route.split_once(' ').unwrap();
            assert_eq!(route_of_folder(&folder_of_route(method, path)), route);
        }
        assert_eq!(route_of_folder("get"), "get");
    }

    #[test]
    fn every_pragma_has_its_forms() {
        check(
            "@events\nyolo\nbig\n  src lib/big\n@queues\nq\n@scheduled\ndaily rate(1 day)\nx\n  cron 0 9 * * ? *\n\
             bare\n@ws\n$connect\ndefault\n  src d\n@tables\ncats\n  id *String\n  stream true\n@tables-streams\n\
             dogs\n  table pets\n",
            expect![[r#"
                events yolo [yolo] src/events/yolo
                events big [big] lib/big
                queues q [q] src/queues/q
                scheduled daily [daily] src/scheduled/daily
                scheduled x [x] src/scheduled/x
                tables-streams dogs [dogs] src/tables-streams/dogs
                ws connect [$connect] src/ws/$connect
                ws default [default] d
                ws connect [@ws] src/ws/connect (implicit)
                ws disconnect [@ws] src/ws/disconnect (implicit)
                tables-streams cats [cats] src/tables-streams/cats
            "#]],
        );
    }
}
