//! `unknown-setting` and `misplaced-setting`: what Architect reads nowhere, or not there.

use crate::manifest::schema::{self, File, Place, PragmaSpec, SettingSpec};
use crate::manifest::spelling::slip_of;
use crate::manifest::{FunctionPragma, Values, Written, keys, lines, proxy};
use crate::project::{CONFIG_PRAGMAS, Project, SourceFile};
use crate::syntax::{Pragma, Shape};
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_entry(&[&UNKNOWN, &MISPLACED], check);

static UNKNOWN: Rule = Rule {
    name: "unknown-setting",
    summary: "a setting that Architect does not know",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds settings that Architect does not know: in `@aws`, `@static` and `@shared`, below entries, in the config of \
           a function and in preferences. It is a warning where the name is one slip away from one that it knows, is \
           written in other capitals, or is that setting's name in another tool (`memorySize`); else a hint. Under \
           `@tables` and `@tables-indexes`, an attribute that is neither a key nor `TTL` declares nothing. Plugins may \
           read settings of their own, so in a project that lists one, only slips are reported, as hints.",
    why: "Architect passes over what it does not know, without a word: backups that were never on, a timeout that is \
          five seconds after all.",
    how: "Correct the spelling, or remove the line. DynamoDB has no columns: only keys are declared, with `*String` or \
          `**Number`, and everything else is simply stored.",
    sources: &[
        "https://arc.codes/docs/en/reference/configuration/function-config",
        "https://arc.codes/docs/en/reference/project-manifest/aws",
        "https://arc.codes/docs/en/reference/project-manifest/tables",
        "https://arc.codes/docs/en/reference/configuration/local-preferences",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\ntimeot 30\n",
        good: "@app\nmy-app\n@aws\ntimeout 30\n",
    },
};

static MISPLACED: Rule = Rule {
    name: "misplaced-setting",
    summary: "a setting or pragma that has an effect only elsewhere",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds settings that Architect knows, and not where they stand: `region` in the config of a function, \
           `batchSize` or `prune` in `@aws`, `timeout` below an entry; and pragmas of another kind of file: `@env` in a manifest, \
           `@http` in the config of a function, `@aws` in preferences. `@sandbox` and `@create` in a manifest pass: they \
           are common, and plugins read them.",
    why: "They have no effect where they stand, without a word.",
    how: "Move the line to where the message says.",
    sources: &[
        "https://arc.codes/docs/en/reference/configuration/function-config",
        "https://arc.codes/docs/en/reference/project-manifest/aws",
        "https://arc.codes/docs/en/reference/configuration/local-preferences",
    ],
    example: Example {
        bad: "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.mjs\n#- src/events/yolo/config.arc\n@aws\nregion us-west-2\n",
        good: "@app\nmy-app\n@aws\nregion us-west-2\n@events\nyolo\n#- src/events/yolo/index.mjs\n",
    },
};

/// What settings are called in SAM, CloudFormation and other tools.
const ELSEWHERE: [(&str, &str); 8] = [
    ("memorysize", "memory"),
    ("memory_size", "memory"),
    ("ephemeralstorage", "storage"),
    ("architectures", "architecture"),
    ("reservedconcurrency", "concurrency"),
    ("reservedconcurrentexecutions", "concurrency"),
    ("provisionedconcurrentexecutions", "provisionedConcurrency"),
    ("pointintimerecoveryspecification", "PointInTimeRecovery"),
];

/// Types as people write them behind an attribute, in lower case.
const TYPES: [&str; 16] = [
    "string",
    "number",
    "boolean",
    "bool",
    "binary",
    "list",
    "map",
    "set",
    "object",
    "array",
    "date",
    "datetime",
    "timestamp",
    "int",
    "integer",
    "float",
];

/// What a function's default config holds besides the settings.
const INTERNAL: [&str; 1] = ["state"];

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let mut finder = Finder { project, problems };
    finder.manifest(scope);
    for file in project.configs.iter().filter_map(|config| config.source.as_ref()) {
        finder.config(file);
    }
    if let Some(file) = &project.preferences {
        finder.preferences(file);
    }
}

struct Finder<'a> {
    project: &'a Project,
    problems: &'a mut Vec<Problem>,
}

impl Finder<'_> {
    fn manifest(&mut self, scope: &Scope) {
        let file = &self.project.manifest;
        for (pragma, entries) in scope.entries(&file.syntax.reading) {
            match (schema::pragma(&pragma.name), pragma.name.as_str()) {
                (None, "env") => self.pragma(file, pragma, "in preferences, as `prefs.arc`"),
                (None, "arc") => self.pragma(file, pragma, "in the config of a function"),
                (None, _) => {}
                (Some(_), "aws") => lines(pragma).for_each(|line| self.project_line(file, &line)),
                (Some(known), "static") => {
                    for line in lines(pragma) {
                        let name = line.name.text.as_str();
                        if known.setting(name).is_some() {
                            continue;
                        }
                        if schema::setting(File::Manifest, "aws", name).is_some() {
                            self.misplaced(file, &line, "under `@aws`");
                        } else {
                            self.unknown(file, &line, known.settings.iter(), "@static");
                        }
                    }
                }
                (Some(known), "proxy") => {
                    // Where a stage is missing, that is an error already, and most likely this one.
                    let is_whole = proxy(&file.syntax.reading).is_some_and(|p| p.stages.len() == 3);
                    for line in lines(pragma).filter(|_| is_whole) {
                        if known.setting(&line.name.text).is_none() {
                            self.unknown(file, &line, known.settings.iter(), "@proxy");
                        }
                    }
                }
                (Some(known), "shared") => {
                    for entry in &pragma.entries {
                        let Shape::Array(items) = &entry.shape else { continue };
                        let name = items[0].text.as_str();
                        // A list of functions on one line is looked at with the others.
                        if name.eq_ignore_ascii_case("src")
                            || FunctionPragma::from_name(name).is_some()
                        {
                            continue;
                        }
                        let line = Written {
                            name: &items[0],
                            values: Values::Words(&items[1..]),
                            span: entry.span,
                        };
                        self.unknown(file, &line, known.settings.iter(), "@shared");
                    }
                }
                (Some(known), "tables" | "tables-indexes") => {
                    for entry in entries {
                        let undeclared: Vec<Written<'_>> =
                            keys(entry).filter(|line| self.attribute(file, known, line)).collect();
                        self.undeclared(file, &undeclared);
                    }
                }
                (Some(known), _) if known.place == Place::Entry => {
                    for line in entries.iter().flat_map(keys) {
                        self.below_entry(file, known, &line);
                    }
                }
                (Some(_), _) => {}
            }
        }
    }

    /// A line of the manifest's `@aws`, to which all that a function's config knows belongs too.
    fn project_line(&mut self, file: &SourceFile, line: &Written<'_>) {
        let name = line.name.text.as_str();
        let project = schema::setting(File::Manifest, "aws", name);
        if project.is_some() || config_setting(name).is_some() || INTERNAL.contains(&name) {
            return;
        }
        if let Some(pragma) = pragma_of_entries(name) {
            return self.misplaced(file, line, &format!("below an entry of `@{pragma}`"));
        }
        if schema::setting(File::Manifest, "static", name).is_some() {
            return self.misplaced(file, line, "under `@static`");
        }
        let known = settings_of(File::Manifest, &["aws"]);
        self.unknown(file, line, known, "@aws");
    }

    /// A key below an entry of a pragma that declares functions or plugins.
    fn below_entry(&mut self, file: &SourceFile, known: &'static PragmaSpec, line: &Written<'_>) {
        let name = line.name.text.as_str();
        if known.setting(name).is_some() {
            return;
        }
        let is_function = FunctionPragma::from_name(known.name).is_some();
        if is_function && config_setting(name).is_some() {
            return self.misplaced(file, line, "in the function's own `config.arc`");
        }
        if is_function && let Some(pragma) = pragma_of_entries(name) {
            return self.misplaced(file, line, &format!("below an entry of `@{pragma}`"));
        }
        self.unknown(file, line, known.settings.iter(), &format!("@{}", known.name));
    }

    /// A key below an entry of `@tables` or `@tables-indexes`: a setting, or an attribute. Returns whether it is an
    /// attribute with a type, which declares nothing.
    fn attribute(
        &mut self,
        file: &SourceFile,
        known: &'static PragmaSpec,
        line: &Written<'_>,
    ) -> bool {
        let name = line.name.text.as_str();
        let is_setting = match known.name {
            // Architect asks for these in lower case.
            "tables-indexes" => known.settings.iter().any(|s| s.name == name.to_lowercase()),
            _ => known.setting(name).is_some(),
        };
        let value = line.only().map_or("", |value| value.text.as_str());
        // Keys of a type that there is not are another rule's.
        if is_setting || value.starts_with('*') {
            return false;
        }
        if known.name == "tables" && value.eq_ignore_ascii_case("ttl") {
            if let Some(value) =
                line.only().filter(|value| !["TTL", "ttl"].contains(&value.text.as_str()))
            {
                let message = format!("Architect reads `TTL` and `ttl` only, not `{}`", value.text);
                let fix = Fix::replace("Change to `TTL`", false, &file.path, value.span, "TTL");
                self.push(Problem::new(&UNKNOWN, file, value.span, message).with_fix(fix), true);
            }
            return false;
        }
        let is_type = TYPES.contains(&value.to_lowercase().as_str());
        if !is_type || meant(name, &names(known.settings.iter())).is_some() {
            self.unknown(file, line, known.settings.iter(), &format!("@{}", known.name));
            return false;
        }
        true
    }

    /// Attributes with a type, of one table: one problem for all.
    fn undeclared(&mut self, file: &SourceFile, lines: &[Written<'_>]) {
        let [first, rest @ ..] = lines else { return };
        let written = first.span.of(&file.syntax.text);
        let name = &first.name.text;
        let value = first.only().map_or("", |value| value.text.as_str());
        let key = if value.eq_ignore_ascii_case("number") { "*Number" } else { "*String" };
        let others = match rest.len() {
            0 => String::new(),
            1 => ", and so does one more below".to_owned(),
            more => format!(", and so do {more} more below"),
        };
        let message = format!(
            "`{written}` declares nothing{others}: only keys are declared, as `{name} {key}`, and other attributes are simply stored"
        );
        self.push(Problem::new(&UNKNOWN, file, first.span, message), false);
    }

    fn config(&mut self, file: &SourceFile) {
        for pragma in file.syntax.reading.effective() {
            if !CONFIG_PRAGMAS.contains(&pragma.name.as_str()) {
                if schema::pragma(&pragma.name).is_some_and(PragmaSpec::is_current) {
                    self.pragma(file, pragma, "in the manifest");
                } else if schema::pragma_of(File::Preferences, &pragma.name).is_some() {
                    self.pragma(file, pragma, "in preferences, as `prefs.arc`");
                }
                continue;
            }
            for line in lines(pragma) {
                self.config_line(file, &line);
            }
        }
    }

    fn config_line(&mut self, file: &SourceFile, line: &Written<'_>) {
        let name = line.name.text.as_str();
        if config_setting(name).is_some() || INTERNAL.contains(&name) {
            return;
        }
        let is_queue =
            |index: usize| self.project.functions[index].pragma == FunctionPragma::Queues;
        if name == "fifo" {
            // Of a queue, another rule says so.
            if !self.project.functions_of_config(file).any(is_queue) {
                self.misplaced(file, line, "below an entry of `@queues`");
            }
            return;
        }
        if let Some(pragma) = pragma_of_entries(name) {
            // `src` stands below the entries of all of them.
            let function = self.project.functions_of_config(file).next();
            let own = function.map(|index| self.project.functions[index].pragma.name());
            let own = own.filter(|own| schema::setting(File::Manifest, own, name).is_some());
            let place = format!("below an entry of the manifest's `@{}`", own.unwrap_or(pragma));
            return self.misplaced(file, line, &place);
        }
        if schema::setting(File::Manifest, "aws", name).is_some() {
            return self.misplaced(file, line, "in the manifest's `@aws`");
        }
        let known = settings_of(File::FunctionConfig, &CONFIG_PRAGMAS);
        self.unknown(file, line, known, "a function's config");
    }

    fn preferences(&mut self, file: &SourceFile) {
        for pragma in file.syntax.reading.effective() {
            let Some(known) = schema::pragma_of(File::Preferences, &pragma.name) else {
                if schema::pragma(&pragma.name).is_some_and(PragmaSpec::is_current) {
                    self.pragma(file, pragma, "in the manifest");
                }
                continue;
            };
            for entry in &pragma.entries {
                let mut of_entry = pragma_lines(pragma, entry.span);
                let Some(line) = of_entry.next().filter(|_| known.place == Place::Pragma) else {
                    continue;
                };
                match known.setting(&line.name.text) {
                    None => self.unknown(
                        file,
                        &line,
                        known.settings.iter(),
                        &format!("@{}", known.name),
                    ),
                    Some(setting) if !setting.nested.is_empty() => {
                        for below in keys(entry) {
                            if !setting.nested.iter().any(|s| s.is_named(&below.name.text)) {
                                let within = format!("`{}` of `@{}`", setting.name, known.name);
                                self.unknown(file, &below, setting.nested.iter(), &within);
                            }
                        }
                    }
                    Some(_) => {}
                }
            }
        }
    }

    /// A pragma that is read in another kind of file.
    fn pragma(&mut self, file: &SourceFile, pragma: &Pragma, place: &str) {
        let message = format!("`@{}` has no effect here: it belongs {place}", pragma.name);
        self.push(Problem::new(&MISPLACED, file, pragma.span, message), true);
    }

    fn misplaced(&mut self, file: &SourceFile, line: &Written<'_>, place: &str) {
        let name = &line.name.text;
        let message = format!("`{name}` has no effect here: it belongs {place}");
        self.push(Problem::new(&MISPLACED, file, line.name.span, message), true);
    }

    fn unknown<'s>(
        &mut self,
        file: &SourceFile,
        line: &Written<'_>,
        known: impl Iterator<Item = &'s SettingSpec>,
        place: &str,
    ) {
        let name = line.name.text.as_str();
        let shown = if place.starts_with('@') { format!("`{place}`") } else { place.to_owned() };
        let names = names(known);
        let is_quoted = line.name.span.len() != line.name.text.len();
        let Some(meant) = meant(name, &names) else {
            let listed: Vec<String> =
                names.iter().take(6).map(|name| format!("`{name}`")).collect();
            let message = match names.len() {
                0..=6 => {
                    format!("Architect knows no `{name}` in {shown}, only {}", listed.join(", "))
                }
                _ => format!("Architect knows no `{name}` in {shown}, so the line has no effect"),
            };
            self.push(Problem::new(&UNKNOWN, file, line.name.span, message), false);
            return;
        };
        let message = format!("Architect knows no `{name}` in {shown}: did you mean `{meant}`?");
        let mut problem = Problem::new(&UNKNOWN, file, line.name.span, message);
        if !is_quoted {
            let title = format!("Change to `{meant}`");
            problem =
                problem.with_fix(Fix::replace(title, false, &file.path, line.name.span, meant));
        }
        self.push(problem, true);
    }

    /// Adds a problem. One that is `sure` weighs what its rule does, else it is a hint; where a plugin may have its word,
    /// what is sure is a hint and the rest nothing.
    fn push(&mut self, problem: Problem, sure: bool) {
        let problem = match (sure, self.project.has_plugins()) {
            (true, false) => problem,
            (true, true) | (false, false) => problem.with_severity(Severity::Hint),
            (false, true) => return,
        };
        self.problems.push(problem);
    }
}

/// The line of an entry.
fn pragma_lines(pragma: &Pragma, entry: Span) -> impl Iterator<Item = Written<'_>> {
    lines(pragma).filter(move |line| line.span == entry)
}

/// A setting of a function's config, under either pragma: both end in one namespace.
fn config_setting(name: &str) -> Option<&'static SettingSpec> {
    CONFIG_PRAGMAS.iter().find_map(|pragma| schema::setting(File::FunctionConfig, pragma, name))
}

fn settings_of(
    file: File,
    pragmas: &'static [&'static str],
) -> impl Iterator<Item = &'static SettingSpec> {
    pragmas.iter().flat_map(move |pragma| schema::pragma_of(file, pragma)).flat_map(|p| p.settings)
}

/// The pragma below whose entries a setting stands that stands nowhere else.
fn pragma_of_entries(name: &str) -> Option<&'static str> {
    let of_functions =
        FunctionPragma::ALL.into_iter().filter_map(|pragma| schema::pragma(pragma.name()));
    let mut found = of_functions.filter(|pragma| pragma.setting(name).is_some());
    found.next().map(|pragma| pragma.name)
}

fn names<'s>(settings: impl Iterator<Item = &'s SettingSpec>) -> Vec<&'static str> {
    settings
        .flat_map(|setting| std::iter::once(setting.name).chain(setting.aliases.iter().copied()))
        .collect()
}

/// The setting that was meant: one in other capitals, one of that name in another tool, or one slip away.
fn meant(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let bare = |name: &str| name.to_lowercase().replace(['-', '_'], "");
    let same = known.iter().find(|known| bare(known) == bare(name));
    let elsewhere = || {
        let lower = name.to_lowercase();
        let (_, here) = ELSEWHERE.iter().find(|(elsewhere, _)| *elsewhere == lower)?;
        known.iter().find(|known| *known == here)
    };
    same.or_else(elsewhere).copied().or_else(|| slip_of(name, known.iter().copied()))
}

#[cfg(test)]
mod tests;
