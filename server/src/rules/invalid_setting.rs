//! `invalid-setting`: a setting whose value is of the wrong type, out of range, or none of its choices.

use crate::manifest::schema::{self, File, Place, SettingSpec, ValueType};
use crate::manifest::{Values, Written, counting, is_truthy, json, keys, lines};
use crate::project::{CONFIG_PRAGMAS, Project, SourceFile};
use crate::syntax::{Entry, Pragma, Shape};

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::setting_value::{Fault, FaultKind, fault, first_fault};

pub(super) static GROUP: Group = Group { rules: &[&RULE], check };

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

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let mut finder = Finder { project, problems };
    finder.manifest();
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

struct Finder<'a> {
    project: &'a Project,
    problems: &'a mut Vec<Problem>,
}

impl Finder<'_> {
    fn manifest(&mut self) {
        let file = &self.project.manifest;
        for pragma in file.syntax.reading.effective() {
            let Some(known) = schema::pragma(&pragma.name) else { continue };
            match (known.place, known.name) {
                (Place::Pragma, "static") => self.static_assets(file, pragma),
                (Place::Pragma, name) => {
                    for line in counting(&file.syntax.reading, &[name]) {
                        if let Some(spec) = known.setting(&line.name.text)
                            && is_setting(name, &line)
                        {
                            self.line(file, name, spec, &line);
                        }
                    }
                }
                (Place::Entry, name) => {
                    for line in pragma.entries.iter().flat_map(last_keys) {
                        let spec = known.setting(&line.name.text);
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
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn of_all_functions() {
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n@aws\nmemory 512MB\nstorage 0\ntimeout \"30\"\napigateway httpv3\narchitecture arm65\n\
             region us-wst-2\nconcurrency -1\nprovisionedConcurrency lots\nfifo no\nbucket 5\nhandler index.js.handler\n\
             @events\na\n",
            expect![[r#"
                | memory 512MB
                         ^^^^^ error[invalid-setting]: `memory` takes a whole number of MB from 128 to 10240, not `512MB`
                | storage 0
                          ^ error[invalid-setting]: `storage` takes a whole number of MB from 512 to 10240, not `0`
                | timeout "30"
                          ^^^^ error[invalid-setting]: `timeout` takes a whole number of seconds from 1 to 900, not `"30"`: in quotes it is a text
                  fix: Change to `30`
                    "\"30\"" -> "30"
                | apigateway httpv3
                             ^^^^^^ error[invalid-setting]: `apigateway` takes `http`, `httpv2`, `httpv1` or `rest`, not `httpv3`: did you mean `httpv1`?
                  unsafe fix: Change to `httpv1`
                    "httpv3" -> "httpv1"
                | architecture arm65
                               ^^^^^ warning[invalid-setting]: `architecture` takes `arm64` or `x86_64`, not `arm65`: did you mean `arm64`?
                  unsafe fix: Change to `arm64`
                    "arm65" -> "arm64"
                | region us-wst-2
                         ^^^^^^^^ warning[invalid-setting]: `region` takes a region of AWS, as `us-west-2`, not `us-wst-2`: did you mean `us-west-2`?
                  unsafe fix: Change to `us-west-2`
                    "us-wst-2" -> "us-west-2"
                | concurrency -1
                              ^^ warning[invalid-setting]: `concurrency` takes a whole number, 0 or more, not `-1`
                | provisionedConcurrency lots
                                         ^^^^ warning[invalid-setting]: `provisionedConcurrency` takes a whole number, 1 or more, not `lots`
                | fifo no
                       ^^ warning[invalid-setting]: `fifo` takes `true` or `false`, not `no`: did you mean `false`?
                  unsafe fix: Change to `false`
                    "no" -> "false"
                | bucket 5
                         ^ warning[invalid-setting]: `bucket` takes the name of a bucket, not `5`
                | handler index.js.handler
                          ^^^^^^^^^^^^^^^^ error[invalid-setting]: `handler` takes a file and the function in it, as `index.handler`, not `index.js.handler`: did you mean `index.handler`?
                  unsafe fix: Change to `index.handler`
                    "index.js.handler" -> "index.handler"
            "#]],
        );
    }

    #[test]
    fn several_values_and_none() {
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n@aws\nmemory 512 1024\ntimeout\n  seconds 5\nregion eu-south-9\narchitecture unthrottled\n\
             concurrency unthrottled\nbucket\n\n@http\n",
            expect![[r#"
                | memory 512 1024
                         ^^^^^^^^ error[invalid-setting]: `memory` takes a whole number of MB from 128 to 10240, and here are 2 values
                | timeout
                  ^^^^^^^ error[invalid-setting]: `timeout` takes a whole number of seconds from 1 to 900, not keys of its own
                | region eu-south-9
                         ^^^^^^^^^^ hint[invalid-setting]: `region` takes a region of AWS, as `us-west-2`, not `eu-south-9`
                | architecture unthrottled
                               ^^^^^^^^^^^ warning[invalid-setting]: `architecture` takes `arm64` or `x86_64`, not `unthrottled`
            "#]],
        );
    }

    #[test]
    fn of_one_function() {
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n@events\na\n@aws\nhandler a\n#- src/events/a/config.arc\n@aws\nmemory 127\ntimeout 901\n\
             architecture x86\nhandler ./lib/index.handler\n@arc\nshared \"false\"\ntimeout 900\n",
            expect![[r#"
                | handler a
                          ^ warning[invalid-setting]: `handler` takes a file and the function in it, as `index.handler`, not `a`
                src/events/a/config.arc
                | memory 127
                         ^^^ error[invalid-setting]: `memory` takes a whole number of MB from 128 to 10240, not `127`
                src/events/a/config.arc
                | architecture x86
                               ^^^ warning[invalid-setting]: `architecture` takes `arm64` or `x86_64`, not `x86`: did you mean `x86_64`?
                  unsafe fix: Change to `x86_64`
                    "x86" -> "x86_64"
                src/events/a/config.arc
                | handler ./lib/index.handler
                          ^^^^^^^^^^^^^^^^^^^ error[invalid-setting]: `handler` takes a file and the function in it, as `index.handler`, not `./lib/index.handler`: did you mean `lib/index.handler`?
                  unsafe fix: Change to `lib/index.handler`
                    "./lib/index.handler" -> "lib/index.handler"
                src/events/a/config.arc
                | shared "false"
                         ^^^^^^^ warning[invalid-setting]: `shared` takes `true` or `false`, not `"false"`: in quotes it is a text
                  unsafe fix: Change to `false`
                    "\"false\"" -> "false"
            "#]],
        );
    }

    #[test]
    fn below_entries() {
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n@queues\na\n  fifo no\n  batchSize 1.5\n  batchWindow \"5\"\nb\n  src 5\nc\n  src 5\n  src c\n@tables\nt\n  id *String\n  \
             encrypt *String\n  pitr yes\n@events\ne\n  src a b\n",
            expect![[r#"
                |   fifo no
                         ^^ error[invalid-setting]: `fifo` takes `true` or `false`, not `no`: did you mean `false`?
                  unsafe fix: Change to `false`
                    "no" -> "false"
                |   batchSize 1.5
                              ^^^ error[invalid-setting]: `batchSize` takes a whole number from 1 to 10000, not `1.5`
                |   batchWindow "5"
                                ^^^ error[invalid-setting]: `batchWindow` takes a whole number of seconds from 1 to 900, not `"5"`: in quotes it is a text
                  fix: Change to `5`
                    "\"5\"" -> "5"
                |   src 5
                        ^ error[invalid-setting]: `src` takes a folder, relative to the project, not `5`
                |   pitr yes
                         ^^^ warning[invalid-setting]: `pitr` takes `true` or `false`, not `yes`: did you mean `true`?
                  unsafe fix: Change to `true`
                    "yes" -> "true"
                |   src a b
                        ^^^ error[invalid-setting]: `src` takes a folder, relative to the project, and here are 2 values
            "#]],
        );
    }

    #[test]
    fn what_an_app_serves() {
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n@http\nget /\n@static\ncompression lzma\nfingerprint External\nprune \"true\"\nspa\n  true\n\
             prefix 5\nignore a b\nignore c\nstaging false\nfolder 5\n@proxy\ntesting localhost:3333\nstaging ftp://a\n\
             production HTTPS://example.com\n@views\nsrc 5\n",
            expect![[r#"
                | compression lzma
                              ^^^^ error[invalid-setting]: `compression` takes `true`, `false`, `br` or `gzip`, not `lzma`
                | fingerprint External
                              ^^^^^^^^ error[invalid-setting]: `fingerprint` takes `true`, `false` or `external`, not `External`: did you mean `external`?
                  fix: Change to `external`
                    "External" -> "external"
                | prune "true"
                        ^^^^^^ error[invalid-setting]: `prune` takes `true` or `false`, not `"true"`: in quotes it is a text
                  fix: Change to `true`
                    "\"true\"" -> "true"
                | spa
                  ^^^ warning[invalid-setting]: Architect reads `spa` only with its value on the same line, as in `spa true`
                | prefix 5
                         ^ error[invalid-setting]: `prefix` takes one text, not `5`
                | ignore c
                  ^^^^^^^^ error[invalid-setting]: a second `ignore` on one line makes Architect fail: list its values below one `ignore`, one a line
                | staging false
                          ^^^^^ error[invalid-setting]: `staging` takes the name of a bucket, not `false`
                | folder 5
                         ^ warning[invalid-setting]: `folder` takes a folder, relative to the project, not `5`
                | testing localhost:3333
                          ^^^^^^^^^^^^^^ error[invalid-setting]: `testing` takes an `http:` or `https:` URL, not `localhost:3333`
                | staging ftp://a
                          ^^^^^^^ error[invalid-setting]: `staging` takes an `http:` or `https:` URL, not `ftp://a`
                | src 5
                      ^ error[invalid-setting]: `src` takes a folder, relative to the project, not `5`
            "#]],
        );
    }

    #[test]
    fn stages_hold_variables() {
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  A b\nstaging secret\nproduction\n  A\n  secret\n",
            expect![[r#"
                prefs.arc
                | staging secret
                  ^^^^^^^^^^^^^^ error[invalid-setting]: `staging` takes variables below it, one a line: the name, then the value
                prefs.arc
                | production
                  ^^^^^^^^^^ error[invalid-setting]: `production` takes variables below it, one a line: the name, then the value
            "#]],
        );
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n#- prefs.arc\n@env\nsecret\n",
            expect![[r#"
            prefs.arc
            | secret
              ^^^^^^ error[invalid-setting]: `@env` takes stages with their variables below, and this is a lone word
        "#]],
        );
    }

    #[test]
    fn preferences_name_no_values() {
        check_rule(
            "invalid-setting",
            "@app\nmy-app\n#- prefs.arc\n@sandbox\nenv dev\nlivereload yes\nports\n  http 99999\nuseAWS\n\
             @create\nautocreate 1\n",
            expect![[r#"
                prefs.arc
                | env dev
                      ^^^ error[invalid-setting]: `env` takes `testing`, `staging` or `production`
                prefs.arc
                | livereload yes
                             ^^^ warning[invalid-setting]: `livereload` takes `true` or `false`
                  unsafe fix: Change to `true`
                    "yes" -> "true"
                prefs.arc
                |   http 99999
                         ^^^^^ warning[invalid-setting]: `http` takes the number of a port, from 1 to 65535
                prefs.arc
                | useAWS
                  ^^^^^^ warning[invalid-setting]: `useAWS` has no value, and so all of `@sandbox` is lost: write `useAWS true`, or remove it
                prefs.arc
                | autocreate 1
                             ^ warning[invalid-setting]: `autocreate` takes `true` or `false`
                  unsafe fix: Change to `true`
                    "1" -> "true"
            "#]],
        );
    }
}
