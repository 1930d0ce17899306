//! `@shared` and `@views`: `invalid-sharing`, `unknown-function` and `selective-sharing`.

use crate::manifest::spelling::closest;
use crate::manifest::{Function, FunctionPragma, Listed};
use crate::project::{FolderState, Project, SharedFolder};
use crate::syntax::{Pragma, Scalar, Shape};
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group =
    Group::whole(&[&INVALID_SHARING, &UNKNOWN_FUNCTION, &SELECTIVE_SHARING], check);

const SHARED: &str = "https://arc.codes/docs/en/reference/project-manifest/shared";
const VIEWS: &str = "https://arc.codes/docs/en/reference/project-manifest/views";

static INVALID_SHARING: Rule = Rule {
    name: "invalid-sharing",
    summary: "an entry of `@shared` or `@views` of which Architect makes nothing",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Looks at `@shared` and `@views`: `src` names one folder of the project, which is there; functions are listed \
           below their pragma under `@shared` (`http`, and `get /` on an indented line), and as routes under `@views`. A \
           folder that a build makes is not missed.",
    why: "Architect refuses the manifest, or passes over the line and shares with nobody.",
    how: "Write the folder's path behind `src`, and functions as they are declared.",
    sources: &[SHARED, VIEWS],
    example: Example {
        bad: "@app\nmy-app\n@events\nyolo\n@shared\nevent\n  yolo\n#- src/events/yolo/index.mjs\n#- src/shared/a.mjs\n",
        good: "@app\nmy-app\n@events\nyolo\n@shared\nevents\n  yolo\n#- src/events/yolo/index.mjs\n#- src/shared/a.mjs\n",
    },
};

static UNKNOWN_FUNCTION: Rule = Rule {
    name: "unknown-function",
    summary: "a function that `@shared` or `@views` lists and nothing declares",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Compares the functions that `@shared` and `@views` list with those that the manifest declares. Where a plugin \
           is listed that may declare more, it is a hint.",
    why: "Architect refuses the manifest as soon as the folder to share is there.",
    how: "Write the function as it is declared, or take it from the list.",
    sources: &[SHARED, VIEWS],
    example: Example {
        bad: "@app\nmy-app\n@http\nget /home\n@views\nget /hom\n#- src/http/get-home/index.mjs\n#- src/views/a.mjs\n",
        good: "@app\nmy-app\n@http\nget /home\n@views\nget /home\n#- src/http/get-home/index.mjs\n#- src/views/a.mjs\n",
    },
};

static SELECTIVE_SHARING: Rule = Rule {
    name: "selective-sharing",
    summary: "a list of functions that takes the shared folder from all others",
    severity: Severity::Hint,
    fix: FixAvailability::None,
    what: "Finds `@shared` and `@views` with a list of functions, while others are declared.",
    why: "Without a list every function gets the folder (`@views`: every `get` and `any`). With one, all that are not on \
          it go without: their imports of `@architect/shared` fail when they are called.",
    how: "Nothing, if that is what the list is for. Otherwise remove it, and write `shared false` in the `config.arc` of \
          the few that should not have it.",
    sources: &[SHARED, VIEWS],
    example: Example {
        bad: "@app\nmy-app\n@events\na\nb\n@shared\nevents\n  a\n#- src/events/a/index.mjs\n#- src/events/b/index.mjs\n\
              #- src/shared/c.mjs\n",
        good: "@app\nmy-app\n@events\na\nb\n#- src/events/a/index.mjs\n#- src/events/b/index.mjs\n#- src/shared/c.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    for folder in &project.shared_folders {
        let reading = &project.manifest.syntax.reading;
        let pragma = reading.pragma(folder.pragma);
        // That `@views` has no `@http` is said elsewhere.
        if folder.pragma == "views" && reading.pragma("http").is_none() {
            continue;
        }
        // Without a function there is nobody to share with, and `@shared` is not read.
        if folder.pragma == "shared" && project.functions.is_empty() {
            continue;
        }
        let mut check = Check { project, folder, problems };
        check.folder(pragma);
        let Some(pragma) = pragma else { continue };
        if folder.pragma == "views" {
            check.views(pragma);
        } else {
            check.shared(pragma);
        }
        for listed in &folder.sharing.functions {
            check.listed(listed);
        }
        check.rest(pragma);
    }
}

struct Check<'a> {
    project: &'a Project,
    folder: &'a SharedFolder,
    problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    fn text(&self, span: Span) -> &str {
        span.of(&self.project.manifest.syntax.text)
    }

    fn problem(&self, span: Span, message: String) -> Problem {
        Problem::new(&INVALID_SHARING, &self.project.manifest, span, message)
    }

    /// An entry that is read only when the folder is there; until then it has no effect.
    fn report(&mut self, span: Span, message: String) {
        let problem = self.problem(span, message);
        self.push(problem);
    }

    fn push(&mut self, problem: Problem) {
        let severity = match problem.severity {
            Severity::Error if !self.folder.is_there() => Severity::Warning,
            severity => severity,
        };
        self.problems.push(problem.with_severity(severity));
    }

    fn folder(&mut self, pragma: Option<&Pragma>) {
        let name = self.folder.pragma;
        let path = &self.folder.path;
        let Some(src) = self.folder.src() else {
            if self.folder.state == FolderState::NotAFolder {
                let first = self.project.manifest.syntax.reading.pragmas.first();
                let span = pragma.or(first).map_or(Span::at(0), |pragma| pragma.span);
                let message = format!(
                    "`{path}` is a file, and Architect takes it for the folder that `@{name}` copies: rename it"
                );
                self.problems.push(self.problem(span, message));
            }
            return;
        };
        if !is_below(path) {
            let message = format!(
                "`{path}` is no folder below this project, and Architect copies only those"
            );
            self.problems.push(self.problem(src.span, message));
            return;
        }
        match &self.folder.state {
            FolderState::Folder | FolderState::Missing { explained: Some(_) } => {}
            FolderState::NotAFolder => {
                let message = format!("`{path}` is a file: `src` names a folder");
                self.problems.push(self.problem(src.span, message));
            }
            FolderState::Missing { explained: None } => {
                let message =
                    format!("`{path}` is not there: `src` names the folder that is copied");
                self.problems.push(self.problem(src.span, message));
            }
        }
    }

    fn shared(&mut self, pragma: &Pragma) {
        for entry in &pragma.entries {
            match &entry.shape {
                Shape::Array(items) if !items[0].is_string() => {
                    let written = self.text(entry.span);
                    let message = format!(
                        "`{written}` is no entry of `@shared`: write `src` and a folder, or a pragma with functions below it"
                    );
                    self.problems.push(self.problem(entry.span, message));
                }
                // What is no pragma with functions either is an unknown setting.
                Shape::Array(items) => {
                    if let Some(pragma) = FunctionPragma::from_name(&items[0].text) {
                        self.one_line(pragma, items, entry.span);
                    }
                }
                Shape::Scalar(word) => {
                    let written = self.text(word.span);
                    let message = match FunctionPragma::from_name(&word.text) {
                        Some(_) => format!(
                            "`{written}` lists no function: write each on an indented line below it"
                        ),
                        None => format!(
                            "`{written}` is no entry of `@shared`: functions stand below their pragma, as `events` and `  {written}`"
                        ),
                    };
                    self.report(word.span, message);
                }
                Shape::Vector { name, .. } | Shape::Map { name, .. } => self.pragma(name),
            }
        }
    }

    fn pragma(&mut self, name: &Scalar) {
        if FunctionPragma::from_name(&name.text).is_some() {
            return;
        }
        let names = FunctionPragma::ALL.map(FunctionPragma::name);
        let written = self.text(name.span);
        let message =
            format!("`{written}` is no pragma with functions: those are {}", names.join(", "));
        let mut problem = self.problem(name.span, message);
        if let Some(meant) = closest(&name.text, names.into_iter()) {
            let path = &self.project.manifest.path;
            let title = format!("Change to `{meant}`");
            problem = problem.with_fix(Fix::replace(title, false, path, name.span, meant));
        }
        self.push(problem);
    }

    /// A pragma with its functions on one line, which is passed over.
    fn one_line(&mut self, pragma: FunctionPragma, items: &[Scalar], span: Span) {
        let written = self.text(span);
        let message = format!(
            "Architect passes over `{written}`: functions stand on indented lines below their pragma"
        );
        let names: Vec<&str> = items[1..].iter().map(|item| self.text(item.span)).collect();
        let between = if pragma == FunctionPragma::Http { " " } else { "\n  " };
        let text = format!("{}\n  {}", pragma.name(), names.join(between));
        let path = &self.project.manifest.path;
        let fix = Fix::replace("Write it on lines of its own", false, path, span, text);
        let problem = self.problem(span, message).with_severity(Severity::Warning);
        self.push(problem.with_fix(fix));
    }

    fn views(&mut self, pragma: &Pragma) {
        for entry in &pragma.entries {
            let head = entry.head().span;
            match &entry.shape {
                Shape::Array(items) if is_src(&items[0]) => {}
                Shape::Array(items) if items[0].is_string() => {}
                Shape::Array(_) => {
                    let written = self.text(entry.span);
                    let message = format!(
                        "`{written}` is no route: write a method and a path, such as `get /`"
                    );
                    self.problems.push(self.problem(entry.span, message));
                }
                _ => {
                    let written = self.text(head);
                    let message = format!(
                        "`{written}` is no entry of `@views`: write `src` and a folder, or a method and a path on one line"
                    );
                    self.report(head, message);
                }
            }
        }
    }

    fn listed(&mut self, listed: &Listed) {
        let Some(pragma) = listed.function_pragma() else { return };
        let functions = || self.project.functions.iter().filter(|f| f.pragma == pragma);
        // Where the static assets have a function of their own, it may be listed.
        let is_assets = pragma == FunctionPragma::Http && listed.name == "get /*";
        if is_assets || functions().any(|function| function.name == listed.name) {
            return;
        }
        let pragma_name = pragma.name();
        let written = self.text(listed.span);
        let meant = closest(&listed.name, functions().map(|function| function.name.as_str()));
        let advice = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if self.project.manifest.syntax.reading.pragma(pragma_name).is_none() => {
                format!("there is no `@{pragma_name}` at all")
            }
            None => "declare it, or take it from the list".to_owned(),
        };
        let message = format!("`@{pragma_name}` declares no `{written}`: {advice}");
        let mut problem =
            Problem::new(&UNKNOWN_FUNCTION, &self.project.manifest, listed.span, message);
        if self.project.may_have_more_functions() {
            problem.severity = Severity::Hint;
        }
        if let Some(meant) = meant {
            let path = &self.project.manifest.path;
            let title = format!("Change to `{meant}`");
            problem = problem.with_fix(Fix::replace(title, false, path, listed.span, meant));
        }
        self.push(problem);
    }

    /// What a list takes from those that are not on it.
    fn rest(&mut self, pragma: &Pragma) {
        let sharing = &self.folder.sharing;
        let name = self.folder.pragma;
        if !sharing.selective || !self.folder.is_there() {
            return;
        }
        let would_have = |function: &&Function| match &function.route {
            _ if name == "shared" => true,
            Some(route) => ["get", "any"].contains(&route.method.as_str()),
            None => false,
        };
        let is_listed = |function: &&Function| {
            sharing.functions.iter().any(|listed| {
                listed.function_pragma() == Some(function.pragma) && listed.name == function.name
            })
        };
        let functions = || self.project.functions.iter();
        // A list on which nobody is has been found wrong already.
        if !functions().any(|function| is_listed(&function)) {
            return;
        }
        let rest: Vec<&str> = functions()
            .filter(|function| would_have(function) && !is_listed(function))
            .map(|function| function.name.as_str())
            .collect();
        let Some(first) = rest.first() else { return };
        let who = match rest.len() {
            1 => format!("`{first}` goes"),
            count => format!("`{first}` and {} more go", count - 1),
        };
        let message = format!(
            "with this list only the functions on it get `@architect/{name}`: {who} without"
        );
        let problem =
            Problem::new(&SELECTIVE_SHARING, &self.project.manifest, pragma.span, message);
        self.problems.push(problem);
    }
}

fn is_src(word: &Scalar) -> bool {
    word.is_string() && word.text.eq_ignore_ascii_case("src")
}

/// Whether a path leads to something below the folder that it starts from.
fn is_below(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return false,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    depth > 0
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn folders() {
        for src in ["lib/nope", "../lib", ".", "lib/file", "5"] {
            let manifest = format!(
                "@app\nmy-app\n@events\nyolo\n@shared\nsrc {src}\n#- lib/file\n#- src/events/yolo/index.mjs\n"
            );
            let expected = match src {
                "lib/nope" => expect![[r#"
                    | src lib/nope
                          ^^^^^^^^ error[invalid-sharing]: `lib/nope` is not there: `src` names the folder that is copied
                "#]],
                "../lib" => expect![[r#"
                    | src ../lib
                          ^^^^^^ error[invalid-sharing]: `../lib` is no folder below this project, and Architect copies only those
                "#]],
                "." => expect![[r#"
                    | src .
                          ^ error[invalid-sharing]: `.` is no folder below this project, and Architect copies only those
                "#]],
                "lib/file" => expect![[r#"
                    | src lib/file
                          ^^^^^^^^ error[invalid-sharing]: `lib/file` is a file: `src` names a folder
                "#]],
                _ => expect![""],
            };
            check_rule("invalid-sharing", &manifest, expected);
        }
    }

    #[test]
    fn lists_of_shared() {
        check_rule(
            "invalid-sharing",
            "@app\nmy-app\n@events\nyolo\n@shared\nyolo\nevents yolo\nhttp get /\nevent\n  yolo\nevents\n5 x\n#- src/shared/a.js\n",
            expect![[r#"
                | yolo
                  ^^^^ error[invalid-sharing]: `yolo` is no entry of `@shared`: functions stand below their pragma, as `events` and `  yolo`
                | events yolo
                  ^^^^^^^^^^^ warning[invalid-sharing]: Architect passes over `events yolo`: functions stand on indented lines below their pragma
                  unsafe fix: Write it on lines of its own
                    "events yolo" -> "events\n  yolo"
                | http get /
                  ^^^^^^^^^^ warning[invalid-sharing]: Architect passes over `http get /`: functions stand on indented lines below their pragma
                  unsafe fix: Write it on lines of its own
                    "http get /" -> "http\n  get /"
                | event
                  ^^^^^ error[invalid-sharing]: `event` is no pragma with functions: those are http, events, queues, scheduled, tables-streams, ws
                  unsafe fix: Change to `events`
                    "event" -> "events"
                | events
                  ^^^^^^ error[invalid-sharing]: `events` lists no function: write each on an indented line below it
                | 5 x
                  ^^^ error[invalid-sharing]: `5 x` is no entry of `@shared`: write `src` and a folder, or a pragma with functions below it
            "#]],
        );
    }

    #[test]
    fn lists_of_views() {
        check_rule(
            "invalid-sharing",
            "@app\nmy-app\n@http\nget /\n@views\nget\n5 /\nget /\nhttp\n  get /\n#- src/views/a.js\n",
            expect![[r#"
                | get
                  ^^^ error[invalid-sharing]: `get` is no entry of `@views`: write `src` and a folder, or a method and a path on one line
                | 5 /
                  ^^^ error[invalid-sharing]: `5 /` is no route: write a method and a path, such as `get /`
                | http
                  ^^^^ error[invalid-sharing]: `http` is no entry of `@views`: write `src` and a folder, or a method and a path on one line
            "#]],
        );
    }

    #[test]
    fn functions_that_are_not_declared() {
        let list = "@app\nmy-app\n@events\nyolo\n@http\nget /\n@shared\nevents\n  yola\nhttp\n  get /nope\nqueues\n  q\n";
        check_rule(
            "unknown-function",
            &format!("{list}#- src/shared/a.js\n"),
            expect![[r#"
            |   yola
                ^^^^ error[unknown-function]: `@events` declares no `yola`: did you mean `yolo`?
              unsafe fix: Change to `yolo`
                "yola" -> "yolo"
            |   get /nope
                ^^^^^^^^^ error[unknown-function]: `@http` declares no `get /nope`: declare it, or take it from the list
            |   q
                ^ error[unknown-function]: `@queues` declares no `q`: there is no `@queues` at all
        "#]],
        );
        check_rule(
            "unknown-function",
            list,
            expect![[r#"
            |   yola
                ^^^^ warning[unknown-function]: `@events` declares no `yola`: did you mean `yolo`?
              unsafe fix: Change to `yolo`
                "yola" -> "yolo"
            |   get /nope
                ^^^^^^^^^ warning[unknown-function]: `@http` declares no `get /nope`: declare it, or take it from the list
            |   q
                ^ warning[unknown-function]: `@queues` declares no `q`: there is no `@queues` at all
        "#]],
        );
    }

    #[test]
    fn a_build_makes_the_folder() {
        check_rule(
            "invalid-sharing",
            "@app\nmy-app\n@events\nyolo\n@shared\nsrc dist/shared\n#- src/events/yolo/index.mjs\n",
            expect![""],
        );
    }

    #[test]
    fn those_that_go_without() {
        check_rule(
            "selective-sharing",
            "@app\nmy-app\n@http\nget /\nget /a\npost /b\n@views\nget /\n#- src/views/a.js\n",
            expect![[r#"
                | @views
                  ^^^^^^ hint[selective-sharing]: with this list only the functions on it get `@architect/views`: `get /a` goes without
            "#]],
        );
    }

    #[test]
    fn views_of_no_route() {
        check_rule(
            "unknown-function",
            "@app\nmy-app\n@http\n@views\nget /path\n#- src/views/a.mjs\n",
            expect![[r#"
                | get /path
                  ^^^^^^^^^ error[unknown-function]: `@http` declares no `get /path`: declare it, or take it from the list
            "#]],
        );
    }
}
