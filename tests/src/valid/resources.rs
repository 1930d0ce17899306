//! Tables, static assets, and the code that functions share.

use std::fmt::Write as _;

use super::Maker;

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

impl Maker<'_> {
    pub(super) fn tables(&mut self) -> Vec<String> {
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

    pub(super) fn keys(&mut self, text: &mut String) {
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

    pub(super) fn statics(&mut self) -> String {
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

    pub(super) fn sharing(
        &mut self,
        functions: &[(&str, Vec<String>)],
        routes: &[String],
    ) -> Vec<String> {
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
}
