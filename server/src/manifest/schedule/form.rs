//! Finds the expression among the words: `cron(` … `)` or `rate(` … `)`, as Architect looks for it.
//! Source: `@architect/inventory`, `populate-lambda/_scheduled.js`.

use std::ops::Range;

use super::parse::{Form, Kind, Schedule, words};
use super::problem::{ScheduleFix, ScheduleProblem, ScheduleProblemKind as Problem};
use super::source::Source;
use super::timezone;

/// Where the expression is.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) kind: Option<Kind>,
    /// What stands between the parentheses, or all of it.
    pub(super) body: Range<usize>,
    /// What follows the closing one.
    pub(super) trailing: Option<Range<usize>>,
}

/// Finds the expression, and reports what keeps Architect from finding it.
pub(super) fn find(form: Form, source: &Source, problems: &mut Vec<ScheduleProblem>) -> Found {
    let mut finder = Finder { source, problems };
    match form {
        Form::OneLine => finder.one_line(),
        Form::Rate => finder.setting(Kind::Rate),
        Form::Cron => finder.setting(Kind::Cron),
    }
}

struct Finder<'a> {
    source: &'a Source,
    problems: &'a mut Vec<ScheduleProblem>,
}

impl Finder<'_> {
    fn one_line(&mut self) -> Found {
        let text = self.source.text();
        let whole = 0..text.len();
        let start = text.len() - text.trim_start().len();
        let word_end = start
            + text[start..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len() - start);
        let word = &text[start..word_end];
        let Some(kind) = kind_of(word) else {
            self.bare(&whole);
            return Found { kind: None, body: whole, trailing: None };
        };
        let open = text[word_end..].find(|c: char| !c.is_whitespace()).map(|at| word_end + at);
        let Some(open) = open.filter(|open| text[*open..].starts_with('(')) else {
            return self.no_parenthesis(kind, word_end);
        };
        if word != kind.word() {
            let span = self.source.span(&(start..word_end));
            let right = kind.word();
            self.report(
                Problem::NoExpression,
                span,
                format!("`{word}(` is not found by Architect, which looks for `{right}(`"),
                vec![ScheduleFix::safe(format!("Replace by `{right}`"), span, right)],
            );
        }
        let space = if start > 0 { 0..start } else { word_end..open };
        if !space.is_empty() {
            let span = self.source.span(&space);
            let right = kind.word();
            self.report(
                Problem::Space,
                span,
                format!("a space before `(` keeps Architect from finding `{right}(`"),
                vec![ScheduleFix::safe("Remove the space", span, "")],
            );
        }
        let Some(close) = text[open..].find(')').map(|at| open + at) else {
            return self.not_closed(kind, open);
        };
        let behind = close + 1..text.len();
        let trailing = (!behind.is_empty()).then(|| behind.clone());
        if trailing.is_some() && kind != Kind::At {
            self.trailing(kind, &(open + 1..close), &behind);
        }
        Found { kind: Some(kind), body: open + 1..close, trailing }
    }

    /// `cron 0 9 * * ? *`
    fn no_parenthesis(&mut self, kind: Kind, word_end: usize) -> Found {
        let text = self.source.text();
        let rest = text[word_end..].trim();
        let word = kind.word();
        let start = word_end + (text[word_end..].len() - text[word_end..].trim_start().len());
        let body = start..start + rest.len();
        if kind == Kind::At {
            return Found { kind: Some(kind), body, trailing: None };
        }
        let right = format!("{word}({rest})");
        let mut fixes = Vec::new();
        let valid = Schedule::parse(&right, 0).schedule.is_some();
        if valid {
            let gap = self.source.span(&(word_end..start));
            let edits = vec![
                (gap, "(".to_owned()),
                (self.source.span(&(body.end..body.end)), ")".to_owned()),
            ];
            fixes.push(ScheduleFix { title: format!("Replace by `{right}`"), safe: true, edits });
        }
        let sample = if valid { right } else { sample(kind).to_owned() };
        self.report(
            Problem::NoExpression,
            self.source.whole(),
            format!(
                "`{text}` is not found by Architect, which looks for parentheses in the one-line \
                 form: `{sample}`"
            ),
            fixes,
        );
        Found { kind: Some(kind), body, trailing: None }
    }

    /// `cron(0 9 * * ? *`
    fn not_closed(&mut self, kind: Kind, open: usize) -> Found {
        let text = self.source.text();
        let body = open + 1..text.len();
        let mut fixes = Vec::new();
        let closed = format!("{})", text.trim_end());
        if Schedule::parse(&closed, 0).schedule.is_some() {
            let end = self.source.span(&(text.trim_end().len()..text.len()));
            fixes.push(ScheduleFix::safe("Close the parenthesis", end, ")"));
        }
        self.report(
            Problem::NoExpression,
            self.source.whole(),
            format!("`{text}` is not closed: `)` is missing, so Architect finds no expression"),
            fixes,
        );
        Found { kind: Some(kind), body, trailing: None }
    }

    /// `cron(0 9 * * ? *) Europe/Berlin`
    fn trailing(&mut self, kind: Kind, body: &Range<usize>, behind: &Range<usize>) {
        let text = self.source.slice(behind).trim();
        let word = kind.word();
        let span = match words(self.source, behind).as_slice() {
            [first, .., last] => self.source.span(&(first.start..last.end)),
            [only] => self.source.span(only),
            [] => self.source.span(behind),
        };
        let setting = self.source.slice(body);
        let message = if text.is_empty() {
            format!("a space behind `{word}(…)` keeps Architect from finding it")
        } else if timezone::is_close(text) {
            format!(
                "`{text}` behind `{word}(…)` keeps Architect from finding it: a time zone needs the \
                 verbose form, with `{word} {setting}` and `timezone {text}` on lines of their own"
            )
        } else {
            format!("`{text}` behind `{word}(…)` keeps Architect from finding it")
        };
        let mut fixes = Vec::new();
        if !timezone::is_close(text) {
            let fix = ScheduleFix::safe("Remove it", self.source.span(behind), "");
            fixes.push(ScheduleFix { safe: text.bytes().all(|b| b == b')'), ..fix });
        }
        self.report(Problem::Trailing, span, message, fixes);
    }

    /// Text without a word that AWS knows: perhaps the fields alone.
    fn bare(&mut self, whole: &Range<usize>) {
        let text = self.source.slice(whole);
        let trimmed = text.trim();
        let mut fixes = Vec::new();
        let mut message = if trimmed.is_empty() {
            "a schedule needs an expression: `rate(1 day)` or `cron(0 9 * * ? *)`".to_owned()
        } else {
            format!("`{trimmed}` is neither `rate(…)` nor `cron(…)`, which a schedule needs")
        };
        let wrapped = [Kind::Rate, Kind::Cron].into_iter().find_map(|kind| {
            let candidate = Schedule::parse(&format!("{}({trimmed})", kind.word()), 0);
            if candidate.schedule.is_some() {
                return Some((format!("{}({trimmed})", kind.word()), true));
            }
            let [problem] = candidate.problems.as_slice() else { return None };
            let fix = problem.fixes.first()?;
            Some((fix.apply(&format!("{}({trimmed})", kind.word()), 0), fix.safe))
        });
        // `crn(…)`
        let misspelt = trimmed.split_once('(').and_then(|(word, rest)| {
            let word = word.to_ascii_lowercase();
            let kinds = [Kind::Rate, Kind::Cron];
            let near = |kind: &Kind| strsim::damerau_levenshtein(&word, kind.word()) == 1;
            let right = format!("{}({rest}", kinds.into_iter().find(near)?.word());
            Schedule::parse(&right, 0).schedule.map(|_| (right, false))
        });
        let nickname = nickname(trimmed).map(|cron| (cron.to_owned(), true));
        if let Some((right, safe)) = nickname.or(misspelt).or(wrapped) {
            message.push_str(&format!(": `{right}`"));
            let fix =
                ScheduleFix::safe(format!("Replace by `{right}`"), self.source.whole(), right);
            fixes.push(ScheduleFix { safe, ..fix });
        }
        self.report(Problem::NoExpression, self.source.whole(), message, fixes);
    }

    /// The value of `rate` or `cron` in the verbose form.
    fn setting(&mut self, kind: Kind) -> Found {
        let text = self.source.text();
        let whole = 0..text.len();
        let word = kind.word();
        let Some(open) = text.find('(').filter(|open| kind_of(text[..*open].trim()).is_some())
        else {
            return Found { kind: Some(kind), body: whole, trailing: None };
        };
        let close = text[open..].find(')').map_or(text.len(), |at| open + at);
        let body = open + 1..close;
        let inner = text[body.clone()].trim();
        let written = text[..open].trim();
        let (message, fixes) = if written.eq_ignore_ascii_case(word) {
            let fix = ScheduleFix {
                title: format!("Leave `{inner}`"),
                safe: true,
                edits: vec![
                    (self.source.span(&(0..open + 1)), String::new()),
                    (self.source.span(&(close..text.len())), String::new()),
                ],
            };
            (format!("the setting `{word}` holds the fields alone: `{word} {inner}`"), vec![fix])
        } else {
            let right = written.to_ascii_lowercase();
            (format!("`{text}` stands in the setting `{word}`: `{right} {inner}`"), Vec::new())
        };
        self.report(Problem::Wrapped, self.source.whole(), message, fixes);
        Found { kind: kind_of(written).or(Some(kind)), body, trailing: None }
    }

    fn report(
        &mut self,
        kind: Problem,
        span: crate::text::Span,
        message: String,
        fixes: Vec<ScheduleFix>,
    ) {
        self.problems.push(ScheduleProblem { kind, message, span, fixes });
    }
}

fn kind_of(word: &str) -> Option<Kind> {
    [Kind::Rate, Kind::Cron, Kind::At]
        .into_iter()
        .find(|kind| word.eq_ignore_ascii_case(kind.word()))
}

fn sample(kind: Kind) -> &'static str {
    match kind {
        Kind::Rate => "rate(1 day)",
        Kind::Cron | Kind::At => "cron(0 9 * * ? *)",
    }
}

/// What Unix cron writes as `@daily`.
fn nickname(text: &str) -> Option<&'static str> {
    Some(match text.strip_prefix('@')?.to_ascii_lowercase().as_str() {
        "hourly" => "cron(0 * * * ? *)",
        "daily" | "midnight" => "cron(0 0 * * ? *)",
        "weekly" => "cron(0 0 ? * SUN *)",
        "monthly" => "cron(0 0 1 * ? *)",
        "yearly" | "annually" => "cron(0 0 1 1 ? *)",
        _ => return None,
    })
}
