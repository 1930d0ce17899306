//! `glued-comment`: a `#` in the middle of a word, which cuts it off.

use crate::project::{Project, SourceFile};
use crate::syntax::Syntax;
use crate::text::Span;

use super::apply::{apply_edits, reads_alike};
use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "glued-comment",
    summary: "a `#` in the middle of a word, which begins a comment there",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds a `#` with a letter, digit or sign right before and right behind it, outside quotes: `/a#b` is read as \
           `/a`, and AWS's own \"second Tuesday of the month\", `cron(0 9 ? * 3#2 *)`, as `cron(0 9 ? * 3`. A `#` behind \
           a space is a comment, and passes; so does `word# a comment`.",
    why: "Architect reads a shorter value than is written, without a word: a password without its end, a schedule that is \
          none. A schedule that is cut is an error, since Architect refuses it.",
    how: "Put the value in quotes where the `#` belongs to it (of a schedule the one field: `cron(0 9 ? * \"3#2\" *)`), or a \
          space before the `#` where it begins a comment.",
    sources: &[
        "https://github.com/architect/parser",
        "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@static\nprefix /assets#1\n",
        good: "@app\nmy-app\n@static\nprefix \"/assets#1\"\n",
    },
};

/// A `#` that cuts a word.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// What is left of the word.
    left: Span,
    /// The word as it is written, up to the next white space.
    word: Span,
}

fn check(project: &Project, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        let is_manifest = file.path == project.manifest.path;
        for cut in cuts(&file.syntax) {
            let place = if is_manifest { place(file, cut) } else { Place::Value };
            match place {
                // What is left of a schedule may be one, or may not: `schedules` says which.
                Place::Schedule => {}
                Place::Name => problems.push(name(file, cut)),
                Place::Value => problems.push(value(project, file, cut)),
            }
        }
    }
}

/// Where a word stands.
enum Place {
    /// It names something of which no name can hold a `#`.
    Name,
    /// It is part of a schedule's expression.
    Schedule,
    /// Anywhere else.
    Value,
}

/// The pragmas whose entries are names, each on its line, or on a line with values of other kinds.
const NAMED: [&str; 9] = [
    "app",
    "events",
    "http",
    "queues",
    "scheduled",
    "tables",
    "tables-indexes",
    "tables-streams",
    "ws",
];

fn place(file: &SourceFile, cut: Cut) -> Place {
    let reading = &file.syntax.reading;
    let inside = |span: Span| span.start <= cut.left.start && cut.left.end <= span.end;
    for pragma in reading.effective().filter(|pragma| NAMED.contains(&pragma.name.as_str())) {
        let Some(entry) = pragma.entries.iter().find(|entry| inside(entry.span)) else { continue };
        let is_source = entry.pair("src").is_some_and(|pair| inside(pair.span()));
        return match pragma.name.as_str() {
            _ if entry.head().span == cut.left => Place::Name,
            "http" if entry.pairs().is_empty() => Place::Name,
            "scheduled" if !is_source => Place::Schedule,
            _ => Place::Value,
        };
    }
    Place::Value
}

/// Every `#` of a text that cuts a word, and has more of it behind.
fn cuts(syntax: &Syntax) -> impl Iterator<Item = Cut> {
    let text = &syntax.text;
    let bytes = text.as_bytes();
    let is_gap = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let glued = text.match_indices('#').map(|(at, _)| at).filter(move |at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let behind = bytes.get(at + 1);
        !is_gap(before) && !is_gap(behind) && behind != Some(&b'#')
    });
    glued.filter_map(|at| {
        let root = syntax.tree().root();
        let comment = root.descendant_for_byte_range(at, at + 1)?;
        let word = root.descendant_for_byte_range(at - 1, at)?;
        let is_cut = comment.kind() == "comment"
            && comment.start_byte() == at
            && ["string", "number", "boolean"].contains(&word.kind());
        let length = text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
        let left = Span::new(word.start_byte(), at);
        is_cut.then_some(Cut { left, word: Span::new(left.start, at + length) })
    })
}

fn name(file: &SourceFile, cut: Cut) -> Problem {
    let text = &file.syntax.text;
    let (left, word) = (cut.left.of(text), cut.word.of(text));
    let message = format!(
        "`{word}` is read as `{left}`, since `#` begins a comment in the middle of a word too, and no name can hold one: \
         put a space before it"
    );
    let problem = Problem::new(&RULE, file, cut.word, message);
    let fix =
        Fix::replace("Put a space before the `#`", true, &file.path, Span::at(cut.left.end), " ");
    let changed = Syntax::parse(apply_edits(text, &fix.edits));
    if reads_alike(&file.syntax, &changed) { problem.with_fix(fix) } else { problem }
}

fn value(project: &Project, file: &SourceFile, cut: Cut) -> Problem {
    let text = &file.syntax.text;
    let (left, word) = (cut.left.of(text), cut.word.of(text));
    // Preferences may hold secrets.
    let is_secret = project.is_preferences(&file.path);
    let what = match is_secret {
        true => "this value is read up to its `#`".to_owned(),
        false => format!("`{word}` is read as `{left}`"),
    };
    let message = format!(
        "{what}, since `#` begins a comment in the middle of a word too: put the value in quotes, or a space before the `#`"
    );
    let problem = Problem::new(&RULE, file, cut.word, message);
    match quoted(file, cut) {
        // A comment of several words was meant as one.
        Some(fix) if ends_line(text, cut.word.end) => problem.with_fix(fix),
        _ => problem,
    }
}

/// Whether nothing but a comment stands behind an offset on its line.
fn ends_line(text: &str, offset: usize) -> bool {
    let rest = text[offset..].lines().next().unwrap_or_default().trim_start();
    rest.is_empty() || rest.starts_with('#')
}

/// Puts the word in quotes, where Architect takes that.
fn quoted(file: &SourceFile, cut: Cut) -> Option<Fix> {
    let syntax = &file.syntax;
    let word = cut.word.of(&syntax.text);
    let quote = ['"', '\'', '`'].into_iter().find(|quote| !word.contains(*quote))?;
    let replacement = format!("{quote}{word}{quote}");
    let fix = Fix::replace("Put the value in quotes", false, &file.path, cut.word, replacement);
    let changed = Syntax::parse(apply_edits(&syntax.text, &fix.edits));
    (changed.problems.len() <= syntax.problems.len()).then_some(fix)
}

/// What is wrong with a schedule of which Architect reads a part only, since a `#` stands right behind `last`, its last
/// word; nothing where none does. `mends` says whether a text with the word in quotes has a schedule in its place.
pub(super) fn in_schedule(
    file: &SourceFile,
    last: Span,
    mends: impl FnOnce(&Syntax) -> bool,
) -> Option<Problem> {
    let text = &file.syntax.text;
    let cut = cuts(&file.syntax).find(|cut| cut.left == last)?;
    let (word, left) = (cut.word.of(text), cut.left.of(text));
    let message = format!(
        "the schedule ends at `{left}` for Architect, since `#` begins a comment in the middle of a word too: put `{word}` in \
         quotes"
    );
    let problem = Problem::new(&RULE, file, cut.word, message).with_severity(Severity::Error);
    let Some(mut fix) = quoted(file, cut) else { return Some(problem) };
    if mends(&Syntax::parse(apply_edits(text, &fix.edits))) {
        fix.title = format!("Put `{word}` in quotes");
        fix.safe = true;
        return Some(problem.with_fix(fix));
    }
    Some(problem)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn values_and_names() {
        check_rule(
            "glued-comment",
            "@app\nmy-app#1\n@http\nget /a#b\n/c#d\n  method get\n  src lib/x#y\n@events\ne#f and more\n@aws\n\
             policies\n  one#two\nruntime node# the newest\n@x\na #b\nc#\n\"d\"#e\nf##g\n\"h#i\"\nj#k l m\n1#2\ntrue#\"x\"\n",
            expect![[r#"
                | my-app#1
                  ^^^^^^^^ warning[glued-comment]: `my-app#1` is read as `my-app`, since `#` begins a comment in the middle of a word too, and no name can hold one: put a space before it
                  fix: Put a space before the `#`
                    "" -> " "
                | get /a#b
                      ^^^^ warning[glued-comment]: `/a#b` is read as `/a`, since `#` begins a comment in the middle of a word too, and no name can hold one: put a space before it
                  fix: Put a space before the `#`
                    "" -> " "
                | /c#d
                  ^^^^ warning[glued-comment]: `/c#d` is read as `/c`, since `#` begins a comment in the middle of a word too, and no name can hold one: put a space before it
                  fix: Put a space before the `#`
                    "" -> " "
                |   src lib/x#y
                        ^^^^^^^ warning[glued-comment]: `lib/x#y` is read as `lib/x`, since `#` begins a comment in the middle of a word too: put the value in quotes, or a space before the `#`
                  unsafe fix: Put the value in quotes
                    "lib/x#y" -> "\"lib/x#y\""
                | e#f and more
                  ^^^ warning[glued-comment]: `e#f` is read as `e`, since `#` begins a comment in the middle of a word too, and no name can hold one: put a space before it
                  fix: Put a space before the `#`
                    "" -> " "
                |   one#two
                    ^^^^^^^ warning[glued-comment]: `one#two` is read as `one`, since `#` begins a comment in the middle of a word too: put the value in quotes, or a space before the `#`
                  unsafe fix: Put the value in quotes
                    "one#two" -> "\"one#two\""
                | j#k l m
                  ^^^ warning[glued-comment]: `j#k` is read as `j`, since `#` begins a comment in the middle of a word too: put the value in quotes, or a space before the `#`
                | 1#2
                  ^^^ warning[glued-comment]: `1#2` is read as `1`, since `#` begins a comment in the middle of a word too: put the value in quotes, or a space before the `#`
                  unsafe fix: Put the value in quotes
                    "1#2" -> "\"1#2\""
                | true#"x"
                  ^^^^^^^^ warning[glued-comment]: `true#"x"` is read as `true`, since `#` begins a comment in the middle of a word too: put the value in quotes, or a space before the `#`
                  unsafe fix: Put the value in quotes
                    "true#\"x\"" -> "'true#\"x\"'"
            "#]],
        );
    }

    #[test]
    fn a_secret_is_not_shown() {
        check_rule(
            "glued-comment",
            "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  PASSWORD abc#def\n",
            expect![[r#"
                prefs.arc
                |   PASSWORD abc#def
                             ^^^^^^^ warning[glued-comment]: this value is read up to its `#`, since `#` begins a comment in the middle of a word too: put the value in quotes, or a space before the `#`
                  unsafe fix: Put the value in quotes
                    "abc#def" -> "\"abc#def\""
            "#]],
        );
    }

    #[test]
    fn a_schedule_is_cut() {
        check_rule(
            "glued-comment",
            "@app\nmy-app\n@scheduled\na cron(0 9 ? * 3#2 *)\nb\n  cron 0 9 ? * TUE#2 * # monthly\nc rate(1 day)#daily\n\
             d cron(0 9 ? * 3#2 *) #c\ne cron(0 9 ? * 3#9 *)\n",
            expect![[r#"
                | a cron(0 9 ? * 3#2 *)
                                 ^^^ error[glued-comment]: the schedule ends at `3` for Architect, since `#` begins a comment in the middle of a word too: put `3#2` in quotes
                  fix: Put `3#2` in quotes
                    "3#2" -> "\"3#2\""
                |   cron 0 9 ? * TUE#2 * # monthly
                                 ^^^^^ error[glued-comment]: the schedule ends at `TUE` for Architect, since `#` begins a comment in the middle of a word too: put `TUE#2` in quotes
                  fix: Put `TUE#2` in quotes
                    "TUE#2" -> "\"TUE#2\""
                | d cron(0 9 ? * 3#2 *) #c
                                 ^^^ error[glued-comment]: the schedule ends at `3` for Architect, since `#` begins a comment in the middle of a word too: put `3#2` in quotes
                  fix: Put `3#2` in quotes
                    "3#2" -> "\"3#2\""
                | e cron(0 9 ? * 3#9 *)
                                 ^^^ error[glued-comment]: the schedule ends at `3` for Architect, since `#` begins a comment in the middle of a word too: put `3#9` in quotes
            "#]],
        );
    }

    #[test]
    fn a_schedule_that_is_cut_is_said_once() {
        check_rule(
            "invalid-schedule",
            "@app\nmy-app\n@scheduled\na cron(0 9 ? * 3#2 *)\n",
            expect![""],
        );
        check_rule(
            "invalid-cron",
            "@app\nmy-app\n@scheduled\nb\n  cron 0 9 ? * 3#2 *\n",
            expect![""],
        );
    }
}
