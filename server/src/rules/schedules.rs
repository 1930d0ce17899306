//! Checks the schedules of `@scheduled` with the engine in `manifest/schedule`.

use jiff::Timestamp;

use crate::manifest::schedule::{
    Form, Parsed, Schedule, ScheduleProblem, timezone, timezone_problem,
};
use crate::project::Project;
use crate::syntax::{Entry, Pair, Scalar, Shape};
use crate::text::Span;

use super::glued_comment;
use super::problem::{Edit, Fix, Problem};
use super::rule::TimedGroup;
use super::schedule_rules::{INVALID_SCHEDULE, RULES, rule};

pub(super) static GROUP: TimedGroup = TimedGroup { rules: RULES, check };

fn check(project: &Project, now: Timestamp, problems: &mut Vec<Problem>) {
    let Some(scheduled) = project.manifest.syntax.reading.pragma("scheduled") else { return };
    for entry in &scheduled.entries {
        let check = Check { project, now, entry };
        match &entry.shape {
            Shape::Scalar(_) => problems.push(check.nothing()),
            // A pragma behind it on its line is not read.
            Shape::Array(items) if items.len() == 1 => problems.push(check.nothing()),
            Shape::Array(items) => check.one_line(&items[1..], problems),
            Shape::Vector { .. } | Shape::Map { .. } => check.verbose(problems),
        }
    }
}

struct Check<'a> {
    project: &'a Project,
    now: Timestamp,
    entry: &'a Entry,
}

impl Check<'_> {
    fn name(&self) -> &str {
        self.project.manifest.syntax.written(self.entry.head().span)
    }

    fn problem(&self, span: Span, message: String) -> Problem {
        Problem::new(&INVALID_SCHEDULE, &self.project.manifest, span, message)
    }

    fn nothing(&self) -> Problem {
        let name = self.name();
        let message = format!(
            "`{name}` has no schedule: write `{name} rate(1 day)` or `{name} cron(0 9 * * ? *)`"
        );
        self.problem(self.entry.head().span, message)
    }

    fn one_line(&self, words: &[Scalar], problems: &mut Vec<Problem>) {
        if is_plain_rate(words) || is_plain_cron(words) {
            return;
        }
        let parsed = parse(Form::OneLine, words);
        if let Some(cut) = self.cut(Form::OneLine, words, &parsed) {
            problems.push(cut);
            return;
        }
        let trailing = self.verbose_fix(&parsed);
        // A line that begins like a setting has most likely lost the schedule that it was to stand below.
        let is_setting = ["rate", "cron"].contains(&self.name());
        for (index, mut problem) in self.found(&parsed, None).into_iter().enumerate() {
            problem.fixes.iter_mut().for_each(|fix| fix.safe &= !is_setting);
            // What follows the expression is a time zone, which only the verbose form can have.
            problems.push(match &trailing {
                Some(fix) if index == 0 => problem.with_fix(fix.clone()),
                _ => problem,
            });
        }
    }

    /// Writes an expression that a time zone follows in the verbose form.
    fn verbose_fix(&self, parsed: &Parsed) -> Option<Fix> {
        let (zone, _) = parsed.trailing.as_ref()?;
        let zone = zone.trim();
        timezone(zone)?;
        let (key, body) = parsed.verbose()?;
        let text = format!("{}\n  {key} {body}\n  timezone {zone}", self.name());
        let file = &self.project.manifest.path;
        // Before, Architect found no expression at all; this is what such a line can only mean.
        Some(Fix::replace(
            "Write the schedule with its time zone",
            true,
            file,
            self.entry.span,
            text,
        ))
    }

    fn verbose(&self, problems: &mut Vec<Problem>) {
        let [rate, cron] =
            ["rate", "cron"].map(|key| self.entry.pair(key).filter(|pair| counts(pair)));
        let zone = self.entry.pair("timezone").filter(|pair| counts(pair));
        let name = self.name();
        match (rate, cron) {
            (None, None) => {
                let message = format!(
                    "`{name}` has no schedule: below it write `rate 1 day` or `cron 0 9 * * ? *`"
                );
                problems.push(self.problem(self.entry.head().span, message));
            }
            (Some(rate), Some(cron)) => {
                let later = rate.key.span.max(cron.key.span);
                let message = format!("`{name}` has both a `rate` and a `cron`: keep one of them");
                problems.push(self.problem(later, message));
            }
            _ => {}
        }
        let known_zone = zone.and_then(|pair| self.check_zone(pair, problems));
        for (form, pair) in [(Form::Rate, rate), (Form::Cron, cron)] {
            let Some(pair) = pair else { continue };
            let parsed = parse(form, &pair.values);
            match self.cut(form, &pair.values, &parsed) {
                Some(cut) => problems.push(cut),
                None => problems.extend(self.found(&parsed, known_zone.as_ref())),
            }
        }
    }

    /// What is wrong with an expression of which a comment takes the rest.
    fn cut(&self, form: Form, words: &[Scalar], parsed: &Parsed) -> Option<Problem> {
        let last = words.last().filter(|_| parsed.schedule.is_none())?;
        let first = words.first()?.span.start;
        glued_comment::in_schedule(&self.project.manifest, last.span, |mended| {
            let mut entries =
                mended.reading.pragma("scheduled").into_iter().flat_map(|it| &it.entries);
            let values = entries.find_map(|entry| match &entry.shape {
                Shape::Array(items) => items.get(1..).filter(|items| begins(items, first)),
                _ => {
                    entry.pairs().iter().map(|it| it.values.as_slice()).find(|it| begins(it, first))
                }
            });
            values.is_some_and(|values| parse(form, values).schedule.is_some())
        })
    }

    fn check_zone(&self, pair: &Pair, problems: &mut Vec<Problem>) -> Option<jiff::tz::TimeZone> {
        let span = pair.values.first()?.span.to(pair.values.last()?.span);
        let words: Vec<_> = pair.values.iter().map(Scalar::to_js_string).collect();
        let name = words.join(" ");
        problems.extend(timezone_problem(&name, span).map(|problem| self.reported(problem)));
        timezone(&name)
    }

    /// The problems of an expression, those that need a clock included.
    fn found(&self, parsed: &Parsed, zone: Option<&jiff::tz::TimeZone>) -> Vec<Problem> {
        let judged = parsed.judge(self.now, zone);
        parsed
            .problems
            .iter()
            .cloned()
            .chain(judged)
            .map(|problem| self.reported(problem))
            .collect()
    }

    fn reported(&self, found: ScheduleProblem) -> Problem {
        let file = &self.project.manifest;
        let mut problem = Problem::new(rule(found.kind), file, found.span, found.message);
        problem.fixes = found
            .fixes
            .into_iter()
            .map(|fix| Fix {
                title: fix.title,
                safe: fix.safe,
                edits: fix
                    .edits
                    .into_iter()
                    .map(|(span, text)| Edit { file: file.path.clone(), span, text })
                    .collect(),
                creates: Vec::new(),
            })
            .collect();
        problem
    }
}

/// Whether a schedule is seen at once to be a good one: `rate(5 minutes)`. Each is looked at on every keystroke.
fn is_plain_rate(words: &[Scalar]) -> bool {
    let [number, unit] = words else { return false };
    let (Some(number), Some(unit)) = (number.as_str(), unit.as_str()) else { return false };
    let Some(number) = number.strip_prefix("rate(") else { return false };
    match unit {
        "minute)" | "hour)" | "day)" => number == "1",
        "minutes)" | "hours)" | "days)" => {
            number != "1"
                && (1..=3).contains(&number.len())
                && !number.starts_with('0')
                && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// The same: `cron(30 9 ? * MON-FRI *)`.
fn is_plain_cron(words: &[Scalar]) -> bool {
    let [minute, hour, day, month, weekday, year] = words else { return false };
    let [minute, hour, day, month, weekday, year] =
        [minute, hour, day, month, weekday, year].map(|word| word.text.as_str());
    let below = |text: &str, end: u8| {
        !text.is_empty()
            && text.len() <= 2
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text.len() == 1 || !text.starts_with('0'))
            && text.parse::<u8>().is_ok_and(|number| number < end)
    };
    let days = ["*", "MON-FRI", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
    minute.strip_prefix("cron(").is_some_and(|minute| below(minute, 60))
        && below(hour, 24)
        && month == "*"
        && year == "*)"
        && ((day == "*" && weekday == "?") || (day == "?" && days.contains(&weekday)))
}

/// Whether the reference sees the setting: an empty string, `false` and 0 are as good as none.
fn counts(pair: &Pair) -> bool {
    match pair.values.as_slice() {
        [] => false,
        [value] => {
            !value.text.is_empty()
                && value.as_bool() != Some(false)
                && value.as_number() != Some(0.0)
        }
        _ => true,
    }
}

/// Whether the first of some values stands at an offset.
fn begins(values: &[Scalar], offset: usize) -> bool {
    values.first().is_some_and(|value| value.span.start == offset)
}

fn parse(form: Form, values: &[Scalar]) -> Parsed {
    let texts: Vec<_> = values.iter().map(Scalar::to_js_string).collect();
    let words: Vec<(&str, Span)> =
        texts.iter().zip(values).map(|(text, value)| (text.as_str(), value.text_span())).collect();
    Schedule::from_words(form, &words)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules::testing::check_rule;
    use crate::syntax::Syntax;

    #[test]
    fn nothing_is_said_of_a_plain_rate() {
        let now = "2026-01-15T12:00:00Z".parse().expect("a point in time");
        let mut plain = 0;
        for number in ["", "0", "01", "1", "2", "10", "99", "999", "1000", "x", "-1", "1.5"] {
            for unit in ["minute", "minutes", "hour", "hours", "day", "days", "Days", "week"] {
                for end in [")", "", ") x"] {
                    let line = format!("rate({number} {unit}{end}");
                    let syntax = Syntax::parse(format!("@scheduled\na {line}\n"));
                    let scheduled = syntax.reading.pragma("scheduled").expect("is there");
                    let Shape::Array(words) = &scheduled.entries[0].shape else { panic!("{line}") };
                    if is_plain_rate(&words[1..]) {
                        plain += 1;
                        let parsed = parse(Form::OneLine, &words[1..]);
                        assert_eq!(parsed.problems, [], "{line}");
                        assert_eq!(parsed.judge(now, None), [], "{line}");
                    }
                }
            }
        }
        assert_eq!(plain, 3 + 4 * 3);
    }

    #[test]
    fn nothing_is_said_of_a_plain_cron() {
        let now = "2026-01-15T12:00:00Z".parse().expect("a point in time");
        let mut plain = 0;
        let days = ["*", "?", "1", "L"];
        let weekdays = ["?", "*", "MON-FRI", "MON", "SUN", "mon", "2", "FRI-MON", "XYZ", "6L"];
        for minute in ["0", "59", "60", "07", "*", "0/5", "x", "0x1", ""] {
            for hour in ["0", "23", "24", "09", "*", "1.0"] {
                for (day, weekday) in days.into_iter().flat_map(|it| weekdays.map(|to| (it, to))) {
                    for end in ["* {} *)", "1 {} *)", "* {} 2020)", "* {} *", "* {} *) x"] {
                        let end = end.replace("{}", weekday);
                        let line = format!("cron({minute} {hour} {day} {end}");
                        let syntax = Syntax::parse(format!("@scheduled\na {line}\n"));
                        let scheduled = syntax.reading.pragma("scheduled").expect("is there");
                        let Shape::Array(words) = &scheduled.entries[0].shape else { continue };
                        if is_plain_cron(&words[1..]) {
                            plain += 1;
                            let parsed = parse(Form::OneLine, &words[1..]);
                            assert_eq!(parsed.problems, [], "{line}");
                            assert_eq!(parsed.judge(now, None), [], "{line}");
                        }
                    }
                }
            }
        }
        assert_eq!(plain, 2 * 2 * (1 + 4), "two minutes, two hours, and the days");
    }

    #[test]
    fn a_setting_that_stands_alone_is_not_taken_for_a_schedule_unseen() {
        check_rule(
            "invalid-schedule",
            "@app\nx\n@scheduled\ncron 0 9 * * ? *\nother 0 9 * * ? *\n",
            expect![[r#"
                | cron 0 9 * * ? *
                       ^^^^^^^^^^^ error[invalid-schedule]: `0 9 * * ? *` is neither `rate(…)` nor `cron(…)`, which a schedule needs: `cron(0 9 * * ? *)`
                  unsafe fix: Replace by `cron(0 9 * * ? *)`
                    "0 9 * * ? *" -> "cron(0 9 * * ? *)"
                | other 0 9 * * ? *
                        ^^^^^^^^^^^ error[invalid-schedule]: `0 9 * * ? *` is neither `rate(…)` nor `cron(…)`, which a schedule needs: `cron(0 9 * * ? *)`
                  fix: Replace by `cron(0 9 * * ? *)`
                    "0 9 * * ? *" -> "cron(0 9 * * ? *)"
            "#]],
        );
    }

    #[test]
    fn a_unix_expression_becomes_one_of_six_fields() {
        check_rule(
            "invalid-cron",
            "@app\nx\n@scheduled\na cron(0/15 * * * *)\nb cron(0 18 * * 1-5)\n",
            expect![[r#"
                | a cron(0/15 * * * *)
                         ^^^^^^^^^^^^ error[invalid-cron]: cron needs 6 fields, found 5: `0/15 * * * *`. AWS adds a year: `0/15 * * * ? *`
                  fix: Replace by `0/15 * * * ? *`
                    "*" -> "? *"
                | b cron(0 18 * * 1-5)
                         ^^^^^^^^^^^^ error[invalid-cron]: cron needs 6 fields, found 5: `0 18 * * 1-5`. Read as Unix cron it is `0 18 ? * 2-6 *` at AWS, where Sunday is 1
                  unsafe fix: Replace by `0 18 ? * 2-6 *`
                    "*" -> "?"
                    "1-5" -> "2-6 *"
            "#]],
        );
    }

    #[test]
    fn no_schedule_and_two_schedules() {
        check_rule(
            "invalid-schedule",
            "@app\nx\n@scheduled\na\nz @w\nb\n  src b\nc\n  rate 1 day\n  cron 0 9 * * ? *\nd at(2030-01-01T00:00:00)\ne rate 1 year\n",
            expect![[r#"
                | a
                  ^ error[invalid-schedule]: `a` has no schedule: write `a rate(1 day)` or `a cron(0 9 * * ? *)`
                | z @w
                  ^ error[invalid-schedule]: `z` has no schedule: write `z rate(1 day)` or `z cron(0 9 * * ? *)`
                | b
                  ^ error[invalid-schedule]: `b` has no schedule: below it write `rate 1 day` or `cron 0 9 * * ? *`
                |   cron 0 9 * * ? *
                    ^^^^ error[invalid-schedule]: `c` has both a `rate` and a `cron`: keep one of them
                | d at(2030-01-01T00:00:00)
                    ^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-schedule]: `at(2030-01-01T00:00:00)` is no schedule that Architect takes; a cron with a year runs once: `cron(0 0 1 1 ? 2030)`
                  fix: Replace by `cron(0 0 1 1 ? 2030)`
                    "at(2030-01-01T00:00:00)" -> "cron(0 0 1 1 ? 2030)"
                | e rate 1 year
                    ^^^^^^^^^^^ error[invalid-schedule]: `rate 1 year` is not found by Architect, which looks for parentheses in the one-line form: `rate(1 day)`
            "#]],
        );
    }

    #[test]
    fn a_zone_behind_an_expression() {
        check_rule(
            "invalid-schedule",
            "@app\nx\n@scheduled\na cron(0 9 * * ? *) Europe/Berlin\n",
            expect![[r#"
                | a cron(0 9 * * ? *) Europe/Berlin
                                      ^^^^^^^^^^^^^ error[invalid-schedule]: `Europe/Berlin` behind `cron(…)` keeps Architect from finding it: a time zone needs the verbose form, with `cron 0 9 * * ? *` and `timezone Europe/Berlin` on lines of their own
                  fix: Write the schedule with its time zone
                    "a cron(0 9 * * ? *) Europe/Berlin" -> "a\n  cron 0 9 * * ? *\n  timezone Europe/Berlin"
            "#]],
        );
    }

    #[test]
    fn the_clock_is_looked_at() {
        check_rule(
            "never-fires",
            "@app\nx\n@scheduled\na cron(0 9 * * ? 2020)\nb cron(0 9 * * ? 2199)\n",
            expect![[r#"
                | a cron(0 9 * * ? 2020)
                                   ^^^^ error[never-fires]: never fires: the year `2020` is over, it is 2026
            "#]],
        );
    }
}
