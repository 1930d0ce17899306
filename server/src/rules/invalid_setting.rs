//! `invalid-setting`: a setting whose value is of the wrong type, out of range, or none of its choices.

use crate::manifest::schema::{self, File, Place, SettingSpec, ValueType};
use crate::manifest::{Values, Written, counting, is_truthy, json, keys, lines};
use crate::project::{CONFIG_PRAGMAS, Project, SourceFile};
use crate::syntax::{Entry, Pragma, Shape};

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;
use super::setting_value::{Fault, FaultKind, fault, first_fault};

pub(super) static GROUP: Group = Group::by_entry(&[&RULE], check);

static RULE: Rule = Rule {
    name: "invalid-setting",
    summary: "a value that its setting cannot have",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds values of the wrong type, numbers out of range, and words that are none of a setting's choices: in the \
           manifest, in the configs of functions and in preferences. `memory` goes from 128 to 10240 MB, `storage` from \
           512 to 10240, `timeout` from 1 to 900 seconds. It is an error where Architect refuses the project for it, and \
           a warning where Architect passes on what AWS will refuse, or takes it for something else: a text in quotes is \
           never `false`. A region that this program does not know is a hint, if it looks like one.",
    why: "Architect refuses the whole project, CloudFormation fails in the middle of a deploy, or the setting silently \
          means something else: `fifo no` makes a queue FIFO, since `no` is a text, and every text counts as true.",
    how: "Write a value of the kind that the message names.",
    sources: &[
        "https://arc.codes/docs/en/reference/project-manifest/aws",
        "https://arc.codes/docs/en/reference/configuration/function-config",
        "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\nmemory 64\narchitecture arm65\n",
        good: "@app\nmy-app\n@aws\nmemory 128\narchitecture arm64\n",
    },
};

/// Settings of a function whose faults Architect refuses. (`@architect/inventory`, `validate/config`,
/// `config/pragmas/populate-lambda/get-handler`)
const REFUSED: [&str; 4] = ["memory", "storage", "timeout", "handler"];

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let mut finder = Finder { project, problems };
    finder.manifest(scope);
    for file in project.configs.iter().filter_map(|config| config.source.as_ref()) {
        for line in counting(&file.syntax.reading, &CONFIG_PRAGMAS) {
            let name = line.name.text.as_str();
            let mut specs = CONFIG_PRAGMAS
                .iter()
                .filter_map(|pragma| schema::setting(File::FunctionConfig, pragma, name));
            if let Some(spec) = specs.next() {
                let found = fault(spec, &line, &file.syntax.text, true);
                finder.report(file, spec, found.map(|fault| (REFUSED.contains(&spec.name), fault)));
            }
        }
    }
    if let Some(file) = &project.preferences {
        finder.preferences(file);
    }
}

/// The settings below an entry, of each name the last, which counts.
fn last_keys(entry: &Entry) -> impl Iterator<Item = Written<'_>> {
    let all: Vec<Written<'_>> = keys(entry).collect();
    let is_last = |at: usize| all[at + 1..].iter().all(|it| it.name.text != all[at].name.text);
    let last: Vec<Written<'_>> =
        (0..all.len()).filter(|at| is_last(*at)).map(|at| all[at]).collect();
    last.into_iter()
}

/// The lines of `@proxy` that count: of each stage the first with a URL. (`@architect/inventory`, `config/pragmas/proxy`)
fn first_urls(pragma: &Pragma) -> Vec<Written<'_>> {
    let all: Vec<Written<'_>> = lines(pragma).collect();
    let has_url =
        |line: &Written<'_>| line.words().first().is_some_and(|url| is_truthy(&json(url)));
    let counts = |at: &usize| {
        let of_stage = |line: &&Written<'_>| line.name.text == all[*at].name.text;
        let first = all.iter().filter(of_stage).find(|line| has_url(line));
        first.or(all.iter().rfind(of_stage)).is_some_and(|line| line.span == all[*at].span)
    };
    (0..all.len()).filter(counts).map(|at| all[at]).collect()
}

struct Finder<'a> {
    project: &'a Project,
    problems: &'a mut Vec<Problem>,
}

impl Finder<'_> {
    fn manifest(&mut self, scope: &Scope) {
        let file = &self.project.manifest;
        for (pragma, entries) in scope.entries(&file.syntax.reading) {
            let Some(known) = schema::pragma(&pragma.name) else { continue };
            match (known.place, known.name) {
                (Place::Pragma, "static") => self.static_assets(file, pragma),
                (Place::Pragma, name) => {
                    let read = match name {
                        "proxy" => first_urls(pragma),
                        _ => counting(&file.syntax.reading, &[name]),
                    };
                    for line in read {
                        if let Some(spec) = known.setting(&line.name.text)
                            && is_setting(name, &line)
                        {
                            self.line(file, name, spec, &line);
                        }
                    }
                }
                (Place::Entry, name) => {
                    for line in entries.iter().flat_map(last_keys) {
                        // Of an index they may have any case.
                        let spec = match name {
                            "tables-indexes" => known.setting(&line.name.text.to_lowercase()),
                            _ => known.setting(&line.name.text),
                        };
                        if let Some(spec) = spec.filter(|_| is_setting(name, &line)) {
                            self.line(file, name, spec, &line);
                        }
                    }
                }
                (Place::Nowhere, _) => {}
            }
        }
    }

    fn line(
        &mut self,
        file: &SourceFile,
        pragma: &str,
        spec: &'static SettingSpec,
        line: &Written<'_>,
    ) {
        // Of these, nothing but the first value is read.
        let found = match pragma {
            "shared" | "views" | "proxy" => first_fault(spec, line, &file.syntax.text),
            _ => fault(spec, line, &file.syntax.text, true),
        };
        let found = found.map(|fault| (self.refuses(pragma, spec, line), fault));
        self.report(file, spec, found);
    }

    /// `@static`, of which lines of other shapes than words are not read, and nothing but the first value, but for
    /// `ignore`. (`@architect/inventory`, `config/pragmas/static`)
    fn static_assets(&mut self, file: &SourceFile, pragma: &Pragma) {
        let first = pragma.entries.first().map(|entry| &entry.shape);
        if let Some(Shape::Scalar(first)) = first
            && (first.as_bool() == Some(false)
                || matches!(first.as_str(), Some("disable" | "disabled")))
        {
            return;
        }
        let counting = counting(&file.syntax.reading, &["static"]);
        for line in counting {
            let Some(spec) = schema::setting(File::Manifest, "static", &line.name.text) else {
                continue;
            };
            let entry = pragma.entries.iter().find(|entry| entry.span == line.span);
            let is_line = entry.is_some_and(|entry| matches!(entry.shape, Shape::Array(_)));
            let found = if spec.value == ValueType::TextList {
                fault(spec, &line, &file.syntax.text, true)
            } else if is_line {
                first_fault(spec, &line, &file.syntax.text)
            } else {
                let message = format!(
                    "Architect reads `{0}` only with its value on the same line, as in `{0} {1}`",
                    spec.name,
                    line.only().map_or("true", |value| value.text.as_str())
                );
                let problem = Problem::new(&RULE, file, line.span, message);
                self.problems.push(problem.with_severity(Severity::Warning));
                continue;
            };
            let refuses = |fault: &Fault| match spec.value {
                ValueType::Boolean | ValueType::Bucket | ValueType::TextList => true,
                ValueType::Folder => false,
                // What counts as false is taken for none.
                _ => {
                    fault.kind == FaultKind::Several
                        || line.words().first().is_some_and(|value| is_truthy(&json(value)))
                }
            };
            let found = found.map(|fault| (refuses(&fault), fault));
            self.report(file, spec, found);
        }
        // A second list on one line is where Architect ends with an error of its own.
        let is_ignore = |line: &Written<'_>| line.name.text == "ignore";
        for line in lines(pragma).filter(is_ignore).skip(1) {
            let entry = pragma.entries.iter().find(|entry| entry.span == line.span);
            if entry.is_some_and(|entry| matches!(entry.shape, Shape::Array(_))) {
                let message = "a second `ignore` on one line makes Architect fail: list its values below one `ignore`, \
                               one a line";
                self.problems.push(Problem::new(&RULE, file, line.span, message));
            }
        }
    }

    fn preferences(&mut self, file: &SourceFile) {
        for pragma in file.syntax.reading.effective() {
            let Some(known) = schema::pragma_of(File::Preferences, &pragma.name) else { continue };
            if known.name == "env" {
                self.environment(file, pragma);
                continue;
            }
            if known.place != Place::Pragma {
                continue;
            }
            for entry in &pragma.entries {
                if let Shape::Scalar(name) = &entry.shape
                    && let Some(spec) = known.setting(&name.text)
                {
                    let message = format!(
                        "`{0}` has no value, and so all of `@{1}` is lost: write `{0} true`, or remove it",
                        spec.name, known.name
                    );
                    let problem = Problem::new(&RULE, file, name.span, message);
                    self.problems.push(problem.with_severity(Severity::Warning));
                }
            }
            for line in counting(&file.syntax.reading, &[known.name]) {
                let Some(spec) = known.setting(&line.name.text) else { continue };
                let found = fault(spec, &line, &file.syntax.text, false);
                let refuses = (known.name, spec.name) == ("sandbox", "env")
                    && !matches!(line.values, Values::Words([]))
                    && line.only().is_none_or(|value| is_truthy(&json(value)));
                self.report(file, spec, found.map(|fault| (refuses, fault)));
                let entry = pragma.entries.iter().find(|entry| entry.span == line.span);
                for below in entry.into_iter().flat_map(keys) {
                    let Some(spec) = spec.nested.iter().find(|s| s.is_named(&below.name.text))
                    else {
                        continue;
                    };
                    let found = fault(spec, &below, &file.syntax.text, false);
                    self.report(file, spec, found.map(|fault| (false, fault)));
                }
            }
        }
    }

    /// `@env`, whose stages hold variables. A lone word takes the place of all of it.
    /// (`@architect/inventory`, `config/project/validate`)
    fn environment(&mut self, file: &SourceFile, pragma: &Pragma) {
        let mut words = pragma.entries.iter().filter_map(|entry| match &entry.shape {
            Shape::Scalar(word) => Some(word),
            _ => None,
        });
        if let Some(word) = words.next_back() {
            if is_truthy(&json(word)) {
                let message =
                    "`@env` takes stages with their variables below, and this is a lone word";
                self.problems.push(Problem::new(&RULE, file, word.span, message));
            }
            return;
        }
        for line in counting(&file.syntax.reading, &["env"]) {
            let stage = line.name.text.as_str();
            let is_stage = schema::setting(File::Preferences, "env", stage).is_some();
            let is_words = matches!(line.values, Values::Words(_));
            if is_stage && is_words && line.only().is_none_or(|value| is_truthy(&json(value))) {
                let message = format!(
                    "`{stage}` takes variables below it, one a line: the name, then the value"
                );
                self.problems.push(Problem::new(&RULE, file, line.span, message));
            }
        }
    }

    fn report(&mut self, file: &SourceFile, spec: &SettingSpec, found: Option<(bool, Fault)>) {
        let Some((refuses, fault)) = found else { return };
        let severity = match spec.value {
            _ if refuses => Severity::Error,
            // It may be younger than this program.
            ValueType::Region
                if fault.instead.is_none()
                    && looks_like_a_region(fault.span.of(&file.syntax.text)) =>
            {
                Severity::Hint
            }
            _ => Severity::Warning,
        };
        let mut problem =
            Problem::new(&RULE, file, fault.span, fault.message).with_severity(severity);
        if let Some(instead) = fault.instead {
            let title = format!("Change to `{}`", instead.text);
            let safe = refuses && instead.certain;
            problem =
                problem.with_fix(Fix::replace(title, safe, &file.path, fault.span, instead.text));
        }
        self.problems.push(problem);
    }

    /// Whether Architect refuses a manifest for a fault. (`@architect/inventory`, `validate/config`,
    /// `config/pragmas/validate`)
    fn refuses(&self, pragma: &str, spec: &SettingSpec, line: &Written<'_>) -> bool {
        let counts = line.only().is_none_or(|value| is_truthy(&json(value)));
        match (pragma, spec.name) {
            ("aws", "memory" | "storage" | "timeout") => true,
            ("aws", "apigateway") => counts,
            // No layer is in a region that is no text.
            ("aws", "region") => {
                !matches!(line.values, Values::Words([]))
                    && line.only().is_none_or(|v| v.as_str().is_none() && is_truthy(&json(v)))
                    && has_layers(self.project)
            }
            // It is asked of the functions that have none of their own.
            ("aws", "handler") => {
                let functions = 0..self.project.functions.len();
                functions
                    .into_iter()
                    .any(|index| self.project.own_setting(index, "handler").is_none())
            }
            // It is passed on to the queues that say nothing.
            ("aws", "fifo") => {
                let section = self.project.manifest.syntax.reading.pragma("queues");
                let mut entries = section.into_iter().flat_map(|section| &section.entries);
                entries.any(|entry| entry.pair("fifo").is_none())
            }
            ("proxy", _) => true,
            ("queues", "fifo") => line.only().is_none_or(|value| value.as_bool().is_none()),
            ("queues", "batchSize" | "batchWindow") => {
                line.only().is_none_or(|value| value.as_integer().is_none())
            }
            ("tables-indexes", "name") => counts,
            ("shared", _) => !self.project.functions.is_empty(),
            ("views", _) => self.project.manifest.syntax.reading.pragma("http").is_some(),
            ("http" | "events" | "queues" | "scheduled" | "tables-streams" | "ws", "src") => counts,
            _ => false,
        }
    }
}

/// Whether a layer is listed, for all functions or for one.
fn has_layers(project: &Project) -> bool {
    let configs = project.configs.iter().filter_map(|config| config.source.as_ref());
    let is_layer = |line: Written<'_>| ["layer", "layers"].contains(&line.name.text.as_str());
    let has = |file: &SourceFile, pragmas: &[&str]| {
        counting(&file.syntax.reading, pragmas).into_iter().any(is_layer)
    };
    !project.functions.is_empty() && has(&project.manifest, &["aws"])
        || configs.into_iter().any(|config| has(config, &CONFIG_PRAGMAS))
}

/// Whether a line is a setting, and not a column of a table that has a setting's name, or a route.
fn is_setting(pragma: &str, line: &Written<'_>) -> bool {
    let declares = |word: &str| {
        let lower = word.to_lowercase();
        ["*", "**", "*string", "*number", "**string", "**number", "ttl"].contains(&lower.as_str())
    };
    !(["tables", "tables-indexes"].contains(&pragma)
        && line.only().is_some_and(|v| declares(&v.text)))
}

/// Whether a text has the form of a region's name: `eu-south-7`.
fn looks_like_a_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(area), Some(number)) = (parts.next(), parts.next_back()) else { return false };
    let is_lower = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    area.len() == 2
        && is_lower(area)
        && number.len() == 1
        && number.bytes().all(|b| b.is_ascii_digit())
        && {
            let middle: Vec<&str> = parts.collect();
            !middle.is_empty() && middle.into_iter().all(is_lower)
        }
}

#[cfg(test)]
mod tests;
