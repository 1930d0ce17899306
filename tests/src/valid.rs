//! Projects that Architect accepts, made at random: every pragma and setting in every form that it may have,
//! with handlers and function configs beside them.

mod functions;
mod resources;

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
