//! Projects that Architect accepts, made at random: every pragma and setting in every form that it may have,
//! with handlers and function configs beside them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use arc_lsp::manifest::schema::{self, File};

use crate::generate::Random;

/// A project as files, with what it makes use of.
#[derive(Clone, Debug, Default)]
pub struct ValidProject {
    /// Path and text of each file.
    pub files: Vec<(String, String)>,
    /// The region that the environment asks for.
    pub region: Option<&'static str>,
    /// The pragmas and settings that it has: `@queues fifo`; `config @aws memory` in a function's config.
    pub features: BTreeSet<String>,
}

/// Every pragma and setting that has to be generated.
pub fn features() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (file, prefix) in [(File::Manifest, ""), (File::FunctionConfig, "config ")] {
        for pragma in schema::pragmas_of(file).filter(|pragma| pragma.is_current()) {
            all.insert(format!("{prefix}@{}", pragma.name));
            for setting in pragma.settings {
                for name in [setting.name].iter().chain(setting.aliases) {
                    all.insert(format!("{prefix}@{} {name}", pragma.name));
                }
            }
        }
    }
    all.insert("@macros".to_owned());
    all
}

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
const TABLES: [&str; 10] = [
    "cats",
    "dogs",
    "pets-and-owners",
    "UserData",
    "orders.v2",
    "foo_bar",
    "foo-bar",
    "abc",
    "sessions",
    "Stats",
];
const COLUMNS: [&str; 10] =
    ["id", "email", "created", "sortKey", "pk", "sk", "owner_id", "7", "a.b", "expires"];
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
const REGIONS: [&str; 8] = [
    "us-west-2",
    "us-east-1",
    "eu-central-1",
    "eu-north-1",
    "ap-southeast-2",
    "sa-east-1",
    "af-south-1",
    "us-gov-west-1",
];

struct Maker<'r> {
    random: &'r mut Random,
    project: ValidProject,
    region: &'static str,
    folders: Vec<String>,
}

/// A project. Some are rejected after all, for instance for a name twice.
pub fn project(random: &mut Random) -> ValidProject {
    let mut maker = Maker {
        random,
        project: ValidProject::default(),
        region: "us-west-2",
        folders: Vec::new(),
    };
    let sections = maker.sections();
    let end = maker.random.pick(&["\n", "\n", "\n", "\n", "\r\n"]);
    let gap = maker.random.pick(&["\n", "\n", "", "\n# a comment\n\n"]);
    let text = sections.join(gap).replace('\n', end);
    let name = maker.random.pick(&["app.arc", "app.arc", ".arc"]);
    maker.project.files.push((name.to_owned(), text));
    maker.handlers();
    maker.project
}

impl Maker<'_> {
    fn chance(&mut self, n: usize) -> bool {
        self.random.once_in(n)
    }

    fn used(&mut self, feature: &str) {
        self.project.features.insert(feature.to_owned());
    }

    fn sections(&mut self) -> Vec<String> {
        if self.chance(2) {
            self.region = REGIONS[self.random.below(REGIONS.len())];
            self.project.region = Some(self.region);
        }
        self.used("@app");
        let app = self.random.pick(&["my-app", "testapp", "a_b-C", "x9", "'quoted'"]);
        let mut sections = vec![format!("@app\n{app}\n")];
        if self.chance(2) {
            sections.push(self.aws());
        }
        let has_http = !self.chance(3);
        let mut routes = Vec::new();
        if has_http {
            sections.push(self.http(&mut routes));
        }
        let mut shared = Vec::new();
        for pragma in ["events", "queues", "scheduled", "ws"] {
            if self.chance(2) {
                let (text, names) = self.functions(pragma);
                sections.push(text);
                shared.push((pragma, names));
            }
        }
        if self.chance(2) {
            sections.extend(self.tables());
        }
        if self.chance(3) {
            sections.push(self.statics());
        }
        if has_http && self.chance(6) {
            self.used("@proxy");
            let mut text = "@proxy\n".to_owned();
            for stage in ["testing", "staging", "production"] {
                self.used(&format!("@proxy {stage}"));
                let url = self.random.pick(&["http://localhost:3333", "https://example.com/a"]);
                writeln!(text, "{stage} {url}").expect("a string");
            }
            sections.push(text);
        }
        if has_http && self.chance(6) {
            self.used("@cdn");
            let value = self.random.pick(&["true", "false", "disable", ""]);
            sections.push(format!("@cdn\n{value}\n"));
        }
        sections.extend(self.sharing(&shared, &routes));
        if self.chance(6) {
            self.used("@plugins");
            self.used("@plugins src");
            self.project.files.push(("lib/mine.js".to_owned(), String::new()));
            sections.push(
                "@plugins\narchitect/plugin-storage-public\nmine\n  src lib/mine.js\n".to_owned(),
            );
        }
        if self.chance(12) {
            self.used("@macros");
            sections.push("@macros\nold-macro\n".to_owned());
        }
        if self.chance(8) {
            sections.push("@indexes\ncats\n  id *String\n\n@unknown\nx y\n".to_owned());
        }
        // The order of pragmas does not count.
        for index in (2..sections.len()).rev() {
            let other = 1 + self.random.below(index);
            sections.swap(index, other);
        }
        sections
    }

    /// Settings of `@aws`, of the manifest or of a function.
    fn aws_settings(&mut self, prefix: &str, with: &[&str]) -> String {
        let mut text = String::new();
        for name in with {
            if !self.chance(6) {
                continue;
            }
            self.used(&format!("{prefix} {name}"));
            let layer = |maker: &mut Maker<'_>| {
                let number = maker.random.below(4);
                format!("arn:aws:lambda:{}:1234567890:layer:thing:{number}", maker.region)
            };
            let value = match *name {
                "memory" => ["128", "1024", "3008", "10240"][self.random.below(4)].to_owned(),
                "timeout" => ["1", "30", "900", "0x10"][self.random.below(4)].to_owned(),
                "storage" => ["512", "5000", "10240"][self.random.below(3)].to_owned(),
                "architecture" => self.random.pick(&["arm64", "x86_64"]).to_owned(),
                "concurrency" => self.random.pick(&["0", "1", "50", "unthrottled"]).to_owned(),
                "provisionedConcurrency" => self.random.pick(&["1", "5", "0"]).to_owned(),
                "handler" => {
                    self.random.pick(&["index.main", "foo.bar", "index.handler"]).to_owned()
                }
                "fifo" => self.random.pick(&["true", "false"]).to_owned(),
                "apigateway" => self.random.pick(&["http", "httpv1", "httpv2", "rest"]).to_owned(),
                "runtime" => {
                    let runtimes = schema::RUNTIMES;
                    let aliases = schema::RUNTIME_ALIASES;
                    match self.random.below(4) {
                        0 => aliases[self.random.below(aliases.len())].name.to_owned(),
                        1 => aliases[self.random.below(aliases.len())].name.to_uppercase(),
                        _ => runtimes[self.random.below(runtimes.len())].name.to_owned(),
                    }
                }
                "profile" => "work".to_owned(),
                "bucket" => "my-bucket".to_owned(),
                "region" => self.region.to_owned(),
                "layer" => layer(self),
                "layers" => {
                    let layers: Vec<String> =
                        (0..=self.random.below(3)).map(|_| layer(self)).collect();
                    if self.chance(2) {
                        layers.join(" ")
                    } else {
                        writeln!(text, "layers\n  {}", layers.join("\n  ")).expect("a string");
                        continue;
                    }
                }
                "policy" => {
                    self.random.pick(&["S3CrudPolicy", "architect-default-policies"]).to_owned()
                }
                "policies" => {
                    let policies =
                        ["S3CrudPolicy", "architect-default-policies", "arn:aws:iam::aws:policy/X"];
                    let some: Vec<&str> =
                        (0..=self.random.below(3)).map(|_| self.random.pick(&policies)).collect();
                    if self.chance(2) {
                        some.join(" ")
                    } else {
                        writeln!(text, "policies\n  {}", some.join("\n  ")).expect("a string");
                        continue;
                    }
                }
                other => unreachable!("{other}"),
            };
            if self.chance(8) && !matches!(*name, "layers" | "policies") {
                writeln!(text, "{name}\n  {value}").expect("a string");
            } else {
                writeln!(text, "{name} {value}").expect("a string");
            }
        }
        text
    }

    fn aws(&mut self) -> String {
        self.used("@aws");
        let settings = self.aws_settings(
            "@aws",
            &[
                "memory",
                "timeout",
                "storage",
                "architecture",
                "concurrency",
                "provisionedConcurrency",
                "handler",
                "fifo",
                "apigateway",
                "runtime",
                "profile",
                "bucket",
                "region",
                "layer",
                "layers",
                "policy",
                "policies",
            ],
        );
        format!("@aws\n{settings}")
    }

    fn http(&mut self, routes: &mut Vec<String>) -> String {
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
    fn src(&mut self, pragma: &str, text: &mut String, folder: &str) -> String {
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

    fn functions(&mut self, pragma: &'static str) -> (String, Vec<String>) {
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

    fn schedule(&mut self, text: &mut String, name: &str, verbose: bool) {
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

    fn tables(&mut self) -> Vec<String> {
        self.used("@tables");
        let mut text = "@tables\n".to_owned();
        let mut names: Vec<&str> = Vec::new();
        for _ in 0..=self.random.below(4) {
            let name = self.random.pick(&TABLES);
            if names.contains(&name) {
                continue;
            }
            names.push(name);
            writeln!(text, "{name}").expect("a string");
            self.keys(&mut text);
            for (setting, values) in [
                ("encrypt", &["true", "false", "arn:aws:kms:x"][..]),
                ("PointInTimeRecovery", &["true", "false"]),
                ("PITR", &["true", "false"]),
                ("pitr", &["true"]),
                ("stream", &["true", "false"]),
            ] {
                if self.chance(5) {
                    self.used(&format!("@tables {setting}"));
                    let value = self.random.pick(values);
                    writeln!(text, "  {setting} {value}").expect("a string");
                }
            }
            if self.chance(3) {
                let ttl = self.random.pick(&["TTL", "ttl"]);
                writeln!(text, "  gone {ttl}").expect("a string");
            }
        }
        let mut sections = vec![text];
        if self.chance(2) {
            self.used("@tables-indexes");
            let mut text = "@tables-indexes\n".to_owned();
            for _ in 0..=self.random.below(4) {
                let table = self.random.pick(&names);
                writeln!(text, "{table}").expect("a string");
                self.keys(&mut text);
                if self.chance(2) {
                    self.used("@tables-indexes name");
                    let key = self.random.pick(&["name", "name", "Name"]);
                    let number = self.random.below(1000);
                    writeln!(text, "  {key} by{number}").expect("a string");
                }
                if self.chance(2) {
                    self.used("@tables-indexes projection");
                    let value = self.random.pick(&["all", "ALL", "keys", "one", "one two three"]);
                    writeln!(text, "  projection {value}").expect("a string");
                }
            }
            sections.push(text);
        }
        if self.chance(2) {
            self.used("@tables-streams");
            let mut text = "@tables-streams\n".to_owned();
            for (index, table) in names.iter().enumerate() {
                let mut folder = (*table).to_owned();
                if self.chance(2) {
                    writeln!(text, "{table}").expect("a string");
                } else {
                    self.used("@tables-streams table");
                    folder = format!("stream{index}");
                    write!(text, "{folder}\n  table {table}\n").expect("a string");
                    folder = self.src("tables-streams", &mut text, &folder);
                    self.folders.push(folder);
                    continue;
                }
                self.folders.push(format!("src/tables-streams/{folder}"));
            }
            sections.push(text);
        }
        sections
    }

    fn keys(&mut self, text: &mut String) {
        let partition = self.random.pick(&["*String", "*Number", "*", "*string", "*NUMBER"]);
        let first = self.random.pick(&COLUMNS);
        // A number is no key unless it is quoted.
        let quoted = |name: &str| if name == "7" { "'7'".to_owned() } else { name.to_owned() };
        writeln!(text, "  {} {partition}", quoted(first)).expect("a string");
        if self.chance(2) {
            let sort = self.random.pick(&["**String", "**Number", "**", "**string"]);
            let second = self.random.pick(&COLUMNS);
            if second != first {
                writeln!(text, "  {} {sort}", quoted(second)).expect("a string");
            }
        }
    }

    fn statics(&mut self) -> String {
        self.used("@static");
        if self.chance(6) {
            return format!("@static\n{}\n", self.random.pick(&["false", "disable", "disabled"]));
        }
        let mut text = "@static\n".to_owned();
        for (setting, values) in [
            ("compression", &["true", "false", "br", "gzip"][..]),
            ("fingerprint", &["true", "false", "external"]),
            ("folder", &["dist", "./build"]),
            ("ignore", &["a b", ".tar.gz"]),
            ("prefix", &["assets", "v1"]),
            ("prune", &["true", "false"]),
            ("spa", &["true", "false"]),
            ("staging", &["my-staging-bucket"]),
            ("production", &["my-production-bucket"]),
        ] {
            if !self.chance(3) {
                continue;
            }
            self.used(&format!("@static {setting}"));
            let value = self.random.pick(values);
            if setting == "ignore" && self.chance(2) {
                text.push_str("ignore\n  one\n  two\n");
            } else {
                writeln!(text, "{setting} {value}").expect("a string");
            }
        }
        text
    }

    fn sharing(&mut self, functions: &[(&str, Vec<String>)], routes: &[String]) -> Vec<String> {
        let mut sections = Vec::new();
        for (pragma, folder) in [("shared", "lib/shared"), ("views", "lib/views")] {
            if !self.chance(5) || (pragma == "views" && routes.is_empty()) {
                continue;
            }
            self.used(&format!("@{pragma}"));
            let mut text = format!("@{pragma}\n");
            let src = self.chance(2);
            if src {
                self.used(&format!("@{pragma} src"));
                writeln!(text, "src {folder}").expect("a string");
                self.project.files.push((format!("{folder}/x.js"), String::new()));
            } else {
                self.project.files.push((format!("src/{pragma}/x.js"), String::new()));
            }
            if pragma == "views" && (!src || self.chance(2)) {
                let route = &routes[self.random.below(routes.len())];
                writeln!(text, "{route}").expect("a string");
            }
            if pragma == "shared" {
                for (pragma, names) in functions.iter().filter(|(_, names)| names.len() > 1) {
                    if self.chance(2) {
                        let name = &names[self.random.below(names.len())];
                        write!(text, "{pragma}\n  {name}\n").expect("a string");
                    }
                }
            }
            sections.push(text);
        }
        sections
    }

    /// Handlers, and configs beside some of them.
    fn handlers(&mut self) {
        for folder in std::mem::take(&mut self.folders) {
            let handlers = [
                "index.js",
                "index.mjs",
                "index.cjs",
                "lambda.py",
                "handler.py",
                "index.py",
                "lambda.rb",
                "index.rb",
                "mod.ts",
                "index.ts",
                "foo.js",
                "foo.mjs",
            ];
            for _ in 0..self.random.below(3) {
                let handler = self.random.pick(&handlers);
                self.project.files.push((format!("{folder}/{handler}"), String::new()));
            }
            if self.chance(8) {
                let package =
                    self.random.pick(&["{}", r#"{"type":"module"}"#, r#"{"type":"commonjs"}"#]);
                self.project.files.push((format!("{folder}/package.json"), package.to_owned()));
            }
            if self.chance(2) {
                continue;
            }
            let settings = self.aws_settings(
                "config @aws",
                &[
                    "memory",
                    "timeout",
                    "storage",
                    "architecture",
                    "concurrency",
                    "provisionedConcurrency",
                    "handler",
                    "runtime",
                    "layer",
                    "layers",
                    "policy",
                    "policies",
                ],
            );
            let mut text = String::new();
            if !settings.is_empty() {
                self.used("config @aws");
                text = format!("@aws\n{settings}");
            }
            let mut arc = String::new();
            for setting in ["shared", "views", "env", "ignoreDependencies", "ignoredDependencies"] {
                if self.chance(6) {
                    self.used("config @arc");
                    self.used(&format!("config @arc {setting}"));
                    let value = self.random.pick(&["true", "false"]);
                    writeln!(arc, "{setting} {value}").expect("a string");
                }
            }
            if !arc.is_empty() {
                text = format!("{text}\n@arc\n{arc}");
            }
            if self.chance(10) {
                text.push_str("@aws # once more\nfifo true\n");
            }
            if !text.is_empty() {
                let name = self.random.pick(&["config.arc", "config.arc", ".arc-config"]);
                self.project.files.push((format!("{folder}/{name}"), text));
            }
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
