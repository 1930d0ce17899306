//! The pragmas that declare functions.

use std::fmt::Write as _;

use super::Maker;

const NAMES: [&str; 24] = [
    "yolo",
    "foo-bar",
    "foo_bar",
    "fooBar",
    "account-signup",
    "a",
    "x1",
    "get",
    "very.dotted.name",
    "UPPER",
    "mixedCase",
    "daily",
    "cleanup",
    "send-mail",
    "n/s",
    "resize",
    "B2",
    "cats",
    "dogs",
    "long-name-with-many-parts",
    "z9-y8",
    "index",
    "events",
    "000",
];

const PATHS: [&str; 24] = [
    "/",
    "/*",
    "/:id",
    "/foo",
    "/foo/bar",
    "/foo-bar",
    "/foo_bar",
    "/fooBar",
    "/foo/:id",
    "/foo/:other",
    "/foo/*",
    "/foo/:id/bar",
    "/foo/:id/*",
    "/a/b/c/d",
    "/:a/:b",
    "/:a/b",
    "/api/v1.2",
    "/login",
    "/x/:y/z",
    "/x/y/:z",
    "/x/y/z",
    "/000",
    "/:a/*",
    "/a",
];

const METHODS: [&str; 10] =
    ["get", "post", "put", "patch", "delete", "options", "head", "any", "GET", "Any"];

impl Maker<'_> {
    pub(super) fn http(&mut self, routes: &mut Vec<String>) -> String {
        self.used("@http");
        let mut text = "@http\n".to_owned();
        for _ in 0..self.random.below(9) {
            let (method, path) = (self.random.pick(&METHODS), self.random.pick(&PATHS));
            let name = format!("{} {path}", method.to_lowercase());
            if routes.contains(&name) {
                continue;
            }
            if self.chance(4) {
                self.used("@http method");
                write!(text, "{path}\n  method {method}\n").expect("a string");
                let src = self.src("http", &mut text, &http_folder(&name));
                self.folders.push(src);
            } else {
                writeln!(text, "{method} {path}").expect("a string");
                self.folders.push(format!("src/http/{}", http_folder(&name)));
            }
            routes.push(name);
        }
        text
    }

    /// Perhaps a `src`; the folder of the function.
    pub(super) fn src(&mut self, pragma: &str, text: &mut String, folder: &str) -> String {
        if self.chance(2) {
            return format!("src/{pragma}/{folder}");
        }
        self.used(&format!("@{pragma} src"));
        let src = self.random.pick(&["lib/x", "./lib/y", "src/http/../z", "lib/x/", "here"]);
        writeln!(text, "  src {src}").expect("a string");
        match src {
            "./lib/y" => "lib/y",
            "src/http/../z" => "src/z",
            "lib/x/" => "lib/x",
            other => other,
        }
        .to_owned()
    }

    pub(super) fn functions(&mut self, pragma: &'static str) -> (String, Vec<String>) {
        self.used(&format!("@{pragma}"));
        let mut text = format!("@{pragma}\n");
        let mut names: Vec<String> = Vec::new();
        for _ in 0..self.random.below(5) {
            let mut name = self.random.pick(&NAMES);
            if pragma == "ws" && self.chance(3) {
                name = self.random.pick(&["default", "disconnect", "connect"]);
            }
            // A bare `000` is a number, and no name.
            if name == "000" || names.iter().any(|known| known == name) {
                continue;
            }
            let verbose = self.chance(3);
            if pragma == "scheduled" {
                self.schedule(&mut text, name, verbose);
            } else if verbose {
                writeln!(text, "{name}").expect("a string");
                let before = text.len();
                if pragma == "queues" {
                    for (setting, values) in [
                        ("fifo", &["true", "false"][..]),
                        ("batchSize", &["1", "5"]),
                        ("batchWindow", &["10", "2"]),
                    ] {
                        if self.chance(2) {
                            self.used(&format!("@queues {setting}"));
                            let value = self.random.pick(values);
                            writeln!(text, "  {setting} {value}").expect("a string");
                        }
                    }
                }
                let src = self.src(pragma, &mut text, name);
                if text.len() == before {
                    text.push_str("  other thing\n");
                }
                self.folders.push(src);
                names.push(name.to_owned());
                continue;
            } else {
                writeln!(text, "{name}").expect("a string");
            }
            self.folders.push(format!("src/{pragma}/{name}"));
            names.push(name.to_owned());
        }
        (text, names)
    }

    pub(super) fn schedule(&mut self, text: &mut String, name: &str, verbose: bool) {
        let rates = ["1 day", "5 minutes", "12 hours", "1 hour"];
        let crons =
            ["0 9 * * ? *", "0/15 * ? * MON-FRI *", "15 10 L * ? 2030", "0 0 1,15 JAN,JUN ? *"];
        let (kind, expression) = if self.chance(2) {
            ("rate", self.random.pick(&rates))
        } else {
            ("cron", self.random.pick(&crons))
        };
        if !verbose {
            writeln!(text, "{name} {kind}({expression})").expect("a string");
            return;
        }
        self.used(&format!("@scheduled {kind}"));
        let quote = self.random.pick(&["", "'"]);
        write!(text, "{name}\n  {kind} {quote}{expression}{quote}\n").expect("a string");
        if self.chance(2) {
            self.used("@scheduled timezone");
            let zone = self.random.pick(&["Europe/Berlin", "America/New_York", "UTC"]);
            writeln!(text, "  timezone {zone}").expect("a string");
        }
        if self.chance(2) {
            self.used("@scheduled src");
            text.push_str("  src lib/scheduled\n");
        }
    }
}

/// The folder of a route below `src/http`.
fn http_folder(name: &str) -> String {
    let (method, path) = name.split_once(' ').expect("a method and a path");
    if path == "/" {
        return format!("{method}-index");
    }
    let path = path.replace(['-', '.'], "_").replace('/', "-").replace(':', "000");
    format!("{method}{}", path.replacen('*', "catchall", 1))
}
