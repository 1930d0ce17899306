//! Manifests with nothing to complain about, made at random: every name once, every handler where it belongs.

use std::path::PathBuf;

use arc_lsp::manifest::functions;
use arc_lsp::project::{Memory, Project};
use arc_lsp::syntax::Syntax;

use crate::generate::Random;

/// The folder that they lie in.
pub const ROOT: &str = "/project";

/// A manifest in pieces, so that something can be planted in it.
#[derive(Clone, Debug, Default)]
pub struct Clean {
    /// The pragmas in their order.
    pub sections: Vec<Section>,
    /// Files beside the manifest and the handlers, relative to the project.
    pub files: Vec<String>,
    /// Files with a text, relative to the project.
    pub texts: Vec<(String, String)>,
    /// Handlers that are not there.
    pub without: Vec<String>,
    /// A line above the first pragma.
    pub above: Option<String>,
}

/// A pragma and its entries.
#[derive(Clone, Debug)]
pub struct Section {
    /// Without `@`.
    pub pragma: String,
    /// Each with the lines below it, without the last line end.
    pub entries: Vec<String>,
}

/// A place in such a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The header of a section.
    Header(usize),
    /// An entry of a section.
    Entry(usize, usize),
    /// Anywhere.
    Anywhere,
}

impl Clean {
    /// The section of a pragma, made where there is none.
    pub fn section(&mut self, pragma: &str) -> usize {
        if let Some(found) = self.find(pragma) {
            return found;
        }
        self.sections.push(Section { pragma: pragma.to_owned(), entries: Vec::new() });
        self.sections.len() - 1
    }

    /// The section of a pragma.
    pub fn find(&self, pragma: &str) -> Option<usize> {
        self.sections.iter().position(|section| section.pragma == pragma)
    }

    /// Adds an entry, and says where it is.
    pub fn add(&mut self, pragma: &str, entry: impl Into<String>) -> Spot {
        let section = self.section(pragma);
        self.sections[section].entries.push(entry.into());
        Spot::Entry(section, self.sections[section].entries.len() - 1)
    }

    /// The manifest, and the lines (from 0) of a spot: the first, and the one behind the last.
    pub fn text(&self, spot: Spot) -> (String, (usize, usize)) {
        let mut lines: Vec<&str> = Vec::new();
        let headers: Vec<String> =
            self.sections.iter().map(|section| format!("@{}", section.pragma)).collect();
        let mut found = (0, usize::MAX);
        lines.extend(self.above.as_deref());
        for (number, section) in self.sections.iter().enumerate() {
            if number > 0 {
                lines.push("");
            }
            if spot == Spot::Header(number) {
                found = (lines.len(), lines.len() + 1);
            }
            lines.push(&headers[number]);
            for (index, entry) in section.entries.iter().enumerate() {
                let start = lines.len();
                lines.extend(entry.split('\n'));
                if spot == Spot::Entry(number, index) {
                    found = (start, lines.len());
                }
            }
        }
        (lines.join("\n") + "\n", found)
    }

    /// The project, with the handlers that the manifest asks for.
    pub fn project(&self) -> Project {
        let (disk, manifest) = self.disk();
        Project::load(&disk, &manifest).expect("the manifest is there")
    }

    /// Its files, and the path of the manifest.
    pub fn disk(&self) -> (Memory, PathBuf) {
        let (text, _) = self.text(Spot::Anywhere);
        let mut disk = Memory::default();
        let at = |path: &str| std::path::Path::new(ROOT).join(path);
        for function in functions(&Syntax::parse(&*text).reading) {
            let path = format!("{}/index.mjs", function.dir);
            if !self.without.contains(&path) {
                disk.insert(at(&path), "");
            }
        }
        for path in &self.files {
            disk.insert(at(path), "");
        }
        for (path, text) in &self.texts {
            disk.insert(at(path), text.as_str());
        }
        disk.insert(at("app.arc"), text);
        (disk, at("app.arc"))
    }
}

const WORDS: [&str; 16] = [
    "signup", "mailer", "resize", "report", "payment", "invoice", "search", "backup", "import",
    "export", "digest", "welcome", "cleanup", "refresh", "publish", "archive",
];

/// A manifest that nobody can object to.
pub fn clean(random: &mut Random) -> Clean {
    let mut made = Clean::default();
    made.add("app", random.pick(&["my-app", "shop", "a-b-c", "site2"]));
    if random.once_in(2) {
        for (setting, values) in [
            ("region", &["us-west-2", "eu-central-1"][..]),
            ("memory", &["128", "1024", "3008"]),
            ("timeout", &["1", "10", "29"]),
            ("runtime", &["nodejs22.x", "node", "nodejs20.x"]),
            ("architecture", &["arm64", "x86_64"]),
        ] {
            if random.once_in(2) {
                made.add("aws", format!("{setting} {}", random.pick(values)));
            }
        }
    }
    if !random.once_in(3) {
        http(random, &mut made);
    }
    let mut words = WORDS.to_vec();
    let mut name = |random: &mut Random| words.swap_remove(random.below(words.len()));
    for _ in 0..random.below(4) {
        let topic = name(random);
        made.add("events", topic);
    }
    for _ in 0..random.below(3) {
        let queue = name(random);
        let below = random.pick(&["", "", "\n  batchSize 5", "\n  fifo false"]);
        made.add("queues", format!("{queue}{below}"));
    }
    for _ in 0..random.below(3) {
        let schedule = name(random);
        let expression = random.pick(&[
            " rate(1 day)",
            " rate(5 minutes)",
            " cron(0 9 ? * MON-FRI *)",
            "\n  rate 2 hours",
            "\n  cron 0 12 1 * ? *\n  timezone Europe/Berlin",
        ]);
        made.add("scheduled", format!("{schedule}{expression}"));
    }
    if random.once_in(2) {
        tables(random, &mut made);
    }
    if random.once_in(4) {
        made.add("ws", random.pick(&["hello", "move", "default"]));
    }
    made
}

fn http(random: &mut Random, made: &mut Clean) {
    made.section("http");
    let paths = ["/", "/about", "/cats", "/cats/:cat", "/login", "/api/v1/dogs", "/files/*"];
    for path in paths {
        if random.once_in(2) {
            continue;
        }
        let method = random.pick(&["get", "post", "put", "any"]);
        made.add(
            "http",
            match random.below(4) {
                0 => format!("{path}\n  method {method}"),
                _ => format!("{method} {path}"),
            },
        );
    }
    if random.once_in(4) {
        for stage in ["testing", "staging", "production"] {
            made.add("proxy", format!("{stage} https://{stage}.example.com"));
        }
    }
    if random.once_in(4) {
        made.add("cdn", "true");
    }
    if random.once_in(3) {
        made.add("static", random.pick(&["fingerprint true", "prune true", "spa false"]));
    }
}

fn tables(random: &mut Random, made: &mut Clean) {
    let names = ["accounts", "orders", "sessions"];
    for table in &names[..=random.below(3)] {
        let sort = random.pick(&["", "\n  created **Number"]);
        let more = random.pick(&["", "\n  encrypt true", "\n  expires TTL", "\n  PITR true"]);
        made.add("tables", format!("{table}\n  id *String{sort}{more}"));
        if random.once_in(2) {
            let more = random.pick(&["", "\n  name byEmail", "\n  projection keys"]);
            made.add("tables-indexes", format!("{table}\n  email *String{more}"));
        }
        if random.once_in(2) {
            let stream = format!("{table}-log\n  table {table}");
            made.add(
                "tables-streams",
                if random.once_in(2) { (*table).to_owned() } else { stream },
            );
        }
    }
}
