//! `arc-lsp schedule`: what an expression says and when it runs.

use std::fmt::Write as _;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::Serialize;

use crate::manifest::schedule::{
    Class, Kind, Parsed, Schedule, ScheduleProblem, timezone, timezone_problem,
};
use crate::text::{Span, Text};

use super::output;
use super::place::Range;
use super::status::Status;

/// Check a schedule expression, say it in words, and list its next runs.
///
/// A rate is counted from the deploy, so it has no dates. In a time zone, a run that the spring change of the clock
/// leaves out is skipped, and one that the autumn change repeats happens once, as EventBridge Scheduler has it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: arc-lsp schedule 'cron(0 18 ? * MON-FRI *)' --timezone Europe/Berlin"
)]
pub(super) struct Args {
    /// The expression: `rate(1 day)`, `cron(0 9 ? * MON-FRI *)`.
    expression: String,

    /// The time zone of its clock, an IANA name.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    timezone: String,

    /// List the runs after this time, as in 2026-01-31T09:00:00Z; now if not given.
    #[arg(long, value_name = "RFC3339")]
    from: Option<Timestamp>,

    /// How many runs to list.
    #[arg(long, value_name = "N", default_value_t = 5)]
    count: usize,

    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,
}

/// How the answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: one object.
    Json,
}

/// Prints the answer. An expression that AWS or Architect refuses, or that never runs, is a problem; a time zone that
/// there is not, an argument that makes no sense.
pub(super) fn run(args: &Args) -> Status {
    match answer(args, Timestamp::now()) {
        Ok((text, valid)) => {
            let written = output::result(&text);
            written.max(if valid { Status::Success } else { Status::Problems })
        }
        Err(message) => output::failure(message),
    }
}

/// The text to print, and whether the schedule is valid.
fn answer(args: &Args, now: Timestamp) -> Result<(String, bool), String> {
    let name = args.timezone.as_str();
    let zone = timezone(name).ok_or_else(|| {
        let problem = timezone_problem(name, Span::at(0));
        problem.map_or_else(|| format!("`{name}` is no time zone"), |problem| problem.message)
    })?;
    // The zone by its own name, however it was typed.
    let name = zone.iana_name().unwrap_or(name).to_owned();
    let expression = args.expression.trim();
    let parsed = Schedule::parse(expression, 0);
    let from = args.from.unwrap_or(now);
    let mut problems = parsed.problems.clone();
    problems.extend(parsed.judge(from, Some(&zone)));
    let valid = problems.iter().all(|problem| problem.kind.class() == Class::Hint);
    let answer =
        Answer { expression, parsed: &parsed, problems, name, zone, from, count: args.count };
    let text = match args.format {
        Format::Text => answer.text(),
        Format::Json => answer.json(valid),
    };
    Ok((text, valid))
}

struct Answer<'a> {
    expression: &'a str,
    parsed: &'a Parsed,
    problems: Vec<ScheduleProblem>,
    name: String,
    zone: TimeZone,
    from: Timestamp,
    count: usize,
}

impl Answer<'_> {
    /// The next runs; none where there is no telling.
    fn runs(&self) -> Option<Vec<ZonedDateTime>> {
        let schedule = self.parsed.schedule.as_ref()?;
        Some(schedule.next_runs(self.from, &self.zone)?.take(self.count).collect())
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if let Some(schedule) = &self.parsed.schedule {
            let _ = writeln!(text, "{}", schedule.describe(&self.name));
        }
        if let Some(runs) = self.runs().filter(|runs| !runs.is_empty()) {
            text.push('\n');
            for run in runs {
                let _ = writeln!(text, "{}", run.strftime("%a %Y-%m-%d %H:%M %:z"));
            }
        }
        for problem in &self.problems {
            if !text.is_empty() {
                text.push('\n');
            }
            self.problem_text(problem, &mut text);
        }
        text
    }

    fn problem_text(&self, problem: &ScheduleProblem, text: &mut String) {
        let _ =
            writeln!(text, "{}[{}]: {}", severity(problem), problem.kind.code(), problem.message);
        // One line, whatever white space is in it, so that the carets stand below what they mean.
        let shown = |part: &str| part.replace(char::is_whitespace, " ");
        let before = &self.expression[..problem.span.start];
        let marked = problem.span.of(self.expression);
        let _ = writeln!(text, "  {}", shown(self.expression));
        let _ = writeln!(
            text,
            "  {}{}",
            " ".repeat(before.chars().count()),
            "^".repeat(marked.chars().count().max(1))
        );
        for fix in &problem.fixes {
            let how = if fix.safe { "fix" } else { "perhaps" };
            let _ = writeln!(text, "  {how}: {}", fix.apply(self.expression, 0));
        }
    }

    fn json(&self, valid: bool) -> String {
        let whole = Text::new(self.expression);
        let range = |span: Span| Range::of(&whole, span);
        let problems = self.problems.iter().map(|problem| Problem {
            rule: problem.kind.code(),
            severity: severity(problem),
            message: &problem.message,
            range: range(problem.span),
            fixes: problem
                .fixes
                .iter()
                .map(|fix| Fix {
                    title: &fix.title,
                    safe: fix.safe,
                    edits: fix
                        .edits
                        .iter()
                        .map(|(span, text)| Edit { range: range(*span), text })
                        .collect(),
                    result: fix.apply(self.expression, 0),
                })
                .collect(),
        });
        let report = Report {
            version: 1,
            expression: self.expression,
            kind: self.parsed.kind.map(Kind::word),
            timezone: &self.name,
            valid,
            description: self.parsed.schedule.as_ref().map(|s| s.describe(&self.name)),
            runs: self.runs().map(|runs| {
                runs.iter().map(|run| run.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).collect()
            }),
            problems: problems.collect(),
        };
        serde_json::to_string_pretty(&report).expect("strings and numbers are always JSON") + "\n"
    }
}

fn severity(problem: &ScheduleProblem) -> &'static str {
    match problem.kind.class() {
        Class::Error => "error",
        Class::Hint => "hint",
    }
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    expression: &'a str,
    /// `rate`, `cron` or `at`.
    kind: Option<&'static str>,
    timezone: &'a str,
    valid: bool,
    /// Null where AWS or Architect refuses the expression.
    description: Option<String>,
    /// RFC 3339 in the offset of the zone. Null for a rate, which is counted from the deploy.
    runs: Option<Vec<String>>,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    range: Range,
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
    /// The expression with the edits made.
    result: String,
}

#[derive(Serialize)]
struct Edit<'a> {
    range: Range,
    text: &'a str,
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use expect_test::{Expect, expect};

    use super::*;

    #[derive(clap::Parser)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    fn check(arguments: &[&str], status: Status, expected: &Expect) {
        let program = ["schedule", "--from", "2026-01-15T12:00:00Z", "--count", "2"];
        let cli = Cli::try_parse_from(program.iter().chain(arguments)).expect("arguments");
        let (text, found) = match answer(&cli.args, Timestamp::UNIX_EPOCH) {
            Ok((text, true)) => (text, Status::Success),
            Ok((text, false)) => (text, Status::Problems),
            Err(message) => (message + "\n", Status::Failure),
        };
        assert_eq!(found, status);
        expected.assert_eq(&text);
    }

    #[test]
    fn says_when() {
        check(
            &["cron(0 18 ? * MON-FRI *)"],
            Status::Success,
            &expect![[r#"
            Every weekday at 18:00 UTC

            Thu 2026-01-15 18:00 +00:00
            Fri 2026-01-16 18:00 +00:00
        "#]],
        );
        check(
            &["rate(1 day)"],
            Status::Success,
            &expect![[r#"
            Every 24 hours, counted from the deploy
        "#]],
        );
        check(
            &["cron(30 2 * * ? *)", "--timezone", "europe/berlin"],
            Status::Success,
            &expect![[r#"
            Every day at 02:30 Europe/Berlin

            Fri 2026-01-16 02:30 +01:00
            Sat 2026-01-17 02:30 +01:00

            hint[daylight-saving]: in Europe/Berlin, 02:30 on 29 March 2026 is no run, since the clock goes from 02:00 to 03:00; 02:30 on 25 October 2026 comes twice and is one run, the first
              cron(30 2 * * ? *)
                   ^^^^
        "#]],
        );
    }

    #[test]
    fn says_what_is_wrong() {
        check(
            &["cron(0 9 * * 1-5)"],
            Status::Problems,
            &expect![[r#"
                error[invalid-cron]: cron needs 6 fields, found 5: `0 9 * * 1-5`. Read as Unix cron it is `0 9 ? * 2-6 *` at AWS, where Sunday is 1
                  cron(0 9 * * 1-5)
                       ^^^^^^^^^^^
                  perhaps: cron(0 9 ? * 2-6 *)
            "#]],
        );
        check(
            &["cron(0 9 30 2 ? *)"],
            Status::Problems,
            &expect![[r#"
            At 09:00 UTC on 30 February every year

            error[never-fires]: never fires: day `30` does not occur in February
              cron(0 9 30 2 ? *)
                       ^^^^
        "#]],
        );
        check(
            &["cron(0 9 * * ? *)", "--timezone", "Berlin"],
            Status::Failure,
            &expect![[r#"
            `Berlin` is no time zone of the IANA database: did you mean `Europe/Berlin`?
        "#]],
        );
    }

    #[test]
    fn speaks_json() {
        check(
            &["cron(0 9 * * * *)", "--format", "json"],
            Status::Problems,
            &expect![[r#"
            {
              "version": 1,
              "expression": "cron(0 9 * * * *)",
              "kind": "cron",
              "timezone": "UTC",
              "valid": false,
              "description": null,
              "runs": null,
              "problems": [
                {
                  "rule": "invalid-cron",
                  "severity": "error",
                  "message": "`*` stands in both day fields: exactly one of them is `?`, `* * ?` for every day",
                  "range": {
                    "start": {
                      "line": 1,
                      "column": 10,
                      "offset": 9
                    },
                    "end": {
                      "line": 1,
                      "column": 15,
                      "offset": 14
                    }
                  },
                  "fixes": [
                    {
                      "title": "Replace `*` in day-of-week by `?`",
                      "safe": true,
                      "edits": [
                        {
                          "range": {
                            "start": {
                              "line": 1,
                              "column": 14,
                              "offset": 13
                            },
                            "end": {
                              "line": 1,
                              "column": 15,
                              "offset": 14
                            }
                          },
                          "text": "?"
                        }
                      ],
                      "result": "cron(0 9 * * ? *)"
                    }
                  ]
                }
              ]
            }
        "#]],
        );
        check(
            &["cron(0 9 * * ? *)", "--timezone", "Asia/Kolkata", "--format", "json"],
            Status::Success,
            &expect![[r#"
                {
                  "version": 1,
                  "expression": "cron(0 9 * * ? *)",
                  "kind": "cron",
                  "timezone": "Asia/Kolkata",
                  "valid": true,
                  "description": "Every day at 09:00 Asia/Kolkata",
                  "runs": [
                    "2026-01-16T09:00:00+05:30",
                    "2026-01-17T09:00:00+05:30"
                  ],
                  "problems": []
                }
            "#]],
        );
    }
}
