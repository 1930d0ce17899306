//! `stray-quote`: a quote in the middle of a word, which delimits nothing.

use crate::manifest::schema;
use crate::project::{Project, SourceFile};
use crate::syntax::Syntax;
use crate::text::Span;

use super::apply::apply_edits;
use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_entry(&[&RULE], check);

static RULE: Rule = Rule {
    name: "stray-quote",
    summary: "a quote in the middle of a word, which delimits nothing",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds quotes that do not begin a value, as in `name=\"foo bar\"`, and values that follow a closing quote without \
           a space, as in `\"foo\"bar`. Apostrophes in words, as in `it's`, pass; so does all below a pragma that Architect \
           does not know, since a plugin may put the pieces together again.",
    why: "Quotes count only around a whole value, and there is no escape. Inside a word a quote is a character like any \
          other, so a space after it still ends the value: `name=\"foo bar\"` is the two values `name=\"foo` and `bar\"`. \
          What follows a closing quote is a value of its own: `\"foo\"bar` is `foo` and `bar`.",
    how: "Put the whole value in quotes, those of another kind where it holds quotes itself: `'name=\"foo bar\"'`.",
    sources: &["https://github.com/architect/parser"],
    example: Example {
        bad: "@app\nmy-app\n@static\nignore a=\"b c\"\n",
        good: "@app\nmy-app\n@static\nignore 'a=\"b c\"'\n",
    },
};

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        let text = &file.syntax.text;
        let all = Scope::All;
        let scope = if file.path == project.manifest.path { scope } else { &all };
        let quotes = scope.stretches(&file.syntax).into_iter().flat_map(|stretch| {
            let quotes = stretch.of(text).match_indices(['"', '\'', '`']);
            quotes.map(move |(at, quote)| (stretch.start + at, quote))
        });
        // Up to where everything is dealt with.
        let mut done = 0;
        for (at, quote) in quotes {
            if at < done || is_foreign(project, file, at) {
                continue;
            }
            let root = file.syntax.tree().root();
            let Some(node) = root.descendant_for_byte_range(at, at + 1) else { continue };
            let span = Span::from(node.byte_range());
            let found = match node.kind() {
                "string" if !is_apostrophe(text, at, quote) => in_word(project, file, span, quote),
                "quoted_string" => behind(project, file, span),
                "comment" | "unclosed_string" => None,
                _ => continue,
            };
            done = done.max(span.end);
            if let Some((problem, end)) = found {
                done = done.max(end);
                problems.push(problem);
            }
        }
    }
}

/// Whether the quote is one between letters, or behind the last: `it's`, `users'`.
fn is_apostrophe(text: &str, at: usize, quote: &str) -> bool {
    quote == "'" && text[..at].ends_with(|c: char| c.is_alphanumeric())
}

/// Whether only a plugin can read what stands at an offset.
fn is_foreign(project: &Project, file: &SourceFile, offset: usize) -> bool {
    let pragmas = &file.syntax.reading.pragmas;
    let pragma = pragmas.iter().rev().find(|pragma| pragma.span.start < offset);
    file.path == project.manifest.path
        && pragma.is_some_and(|pragma| schema::pragma(&pragma.name).is_none())
}

/// A problem of a stretch of a line.
fn problem(file: &SourceFile, span: Span, message: String) -> Problem {
    let problem = Problem::new(&RULE, file, span, message);
    match quoted(file, span) {
        Some(fix) => problem.with_fix(fix),
        None => problem,
    }
}

/// Whether the word is a name of which it is said elsewhere that it can hold no quote.
fn is_name(project: &Project, file: &SourceFile, word: Span) -> bool {
    let app = project.manifest.syntax.reading.pragma("app");
    file.path == project.manifest.path
        && (project.functions.iter().any(|function| function.name_span.covers(word))
            || app.is_some_and(|app| app.entries.iter().any(|entry| entry.span.covers(word))))
}

/// A quote in a word that does not begin with it: what the word is, and up to where on its line the quote may have been
/// meant to reach.
fn in_word(
    project: &Project,
    file: &SourceFile,
    word: Span,
    quote: &str,
) -> Option<(Problem, usize)> {
    let text = &file.syntax.text;
    if is_name(project, file, word) {
        return None;
    }
    let line = &text[word.end..];
    let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
    // Opened in the word and closed behind it.
    let opens = word.of(text).matches(quote).count() % 2 == 1 && !word.of(text).ends_with(quote);
    let reach = match line.find(quote) {
        Some(close) if opens && !line[..close].contains('#') => {
            let behind = &line[close + 1..];
            let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
            Span::new(word.start, word.end + close + 1 + end)
        }
        _ => word,
    };
    let is_secret = project.is_preferences(&file.path);
    let written = match is_secret {
        true => "this value".to_owned(),
        false => format!("`{}`", reach.of(text)),
    };
    let message = match reach.of(text).split_whitespace().count() {
        1 => format!(
            "the quotes in {written} are part of the value: a quote counts only where a value begins. Remove them, or put the \
             whole value in quotes of another kind"
        ),
        count => format!(
            "{written} is read as {count} values, quotes and all: a quote counts only where a value begins, so put the whole \
             in quotes of another kind"
        ),
    };
    Some((problem(file, reach, message), reach.end))
}

/// What follows the closing quote of a value without a space.
fn behind(project: &Project, file: &SourceFile, first: Span) -> Option<(Problem, usize)> {
    let text = &file.syntax.text;
    let root = file.syntax.tree().root();
    let next = root.descendant_for_byte_range(first.end, first.end + 1)?;
    if next.start_byte() != first.end
        || !["string", "quoted_string", "number", "boolean"].contains(&next.kind())
    {
        return None;
    }
    let whole = first.to(Span::from(next.byte_range()));
    let is_secret = project.is_preferences(&file.path);
    let written = match is_secret {
        true => "this".to_owned(),
        false => format!("`{}`", whole.of(text)),
    };
    let message = format!(
        "{written} is read as two values: one ends at its closing quote, and there is no escape. Put a space between them, or \
         the whole in quotes of another kind"
    );
    Some((problem(file, whole, message), whole.end))
}

/// Puts a stretch in quotes of a kind that it does not hold, where Architect takes that.
fn quoted(file: &SourceFile, span: Span) -> Option<Fix> {
    let syntax = &file.syntax;
    let written = span.of(&syntax.text);
    let quote = ['"', '\'', '`'].into_iter().find(|quote| !written.contains(*quote))?;
    let fix = Fix::replace(
        "Put the whole in quotes",
        false,
        &file.path,
        span,
        format!("{quote}{written}{quote}"),
    );
    let changed = Syntax::parse(apply_edits(&syntax.text, &fix.edits));
    (changed.problems.len() <= syntax.problems.len()).then_some(fix)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn quotes_in_words() {
        check_rule(
            "stray-quote",
            "@app\nmy-app\n@aws\npolicies\n  a=\"b c\" d\n  it's fine\n  users' b='c' \"x\" 'y z'\n  5\" f\"g # \"h\" i\"j\n\
             @events\nhey\"you\"\n@filter\nerror ?notice ?\"timed out\"\n",
            expect![[r#"
                |   a="b c" d
                    ^^^^^^^ warning[stray-quote]: `a="b c"` is read as 2 values, quotes and all: a quote counts only where a value begins, so put the whole in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "a=\"b c\"" -> "'a=\"b c\"'"
                |   users' b='c' "x" 'y z'
                           ^^^^^ warning[stray-quote]: the quotes in `b='c'` are part of the value: a quote counts only where a value begins. Remove them, or put the whole value in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "b='c'" -> "\"b='c'\""
                |   5" f"g # "h" i"j
                    ^^ warning[stray-quote]: the quotes in `5"` are part of the value: a quote counts only where a value begins. Remove them, or put the whole value in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "5\"" -> "'5\"'"
                |   5" f"g # "h" i"j
                       ^^^ warning[stray-quote]: the quotes in `f"g` are part of the value: a quote counts only where a value begins. Remove them, or put the whole value in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "f\"g" -> "'f\"g'"
            "#]],
        );
    }

    #[test]
    fn what_follows_a_closing_quote() {
        check_rule(
            "stray-quote",
            "@app\nmy-app\n@aws\npolicies\n  \"a\"b\n  \"a\"\"b\"\n  \"c\" d\n  \"e\"#f\n  'g'5 'h\ni' j\n",
            expect![[r#"
                |   "a"b
                    ^^^^ warning[stray-quote]: `"a"b` is read as two values: one ends at its closing quote, and there is no escape. Put a space between them, or the whole in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "\"a\"b" -> "'\"a\"b'"
                |   "a""b"
                    ^^^^^^ warning[stray-quote]: `"a""b"` is read as two values: one ends at its closing quote, and there is no escape. Put a space between them, or the whole in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "\"a\"\"b\"" -> "'\"a\"\"b\"'"
                |   'g'5 'h
                    ^^^^ warning[stray-quote]: `'g'5` is read as two values: one ends at its closing quote, and there is no escape. Put a space between them, or the whole in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "'g'5" -> "\"'g'5\""
            "#]],
        );
    }

    #[test]
    fn a_secret_is_not_shown() {
        check_rule(
            "stray-quote",
            "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  PASSWORD a\"b c\"\n  OTHER \"x\"y\n",
            expect![[r#"
                prefs.arc
                |   PASSWORD a"b c"
                             ^^^^^^ warning[stray-quote]: this value is read as 2 values, quotes and all: a quote counts only where a value begins, so put the whole in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "a\"b c\"" -> "'a\"b c\"'"
                prefs.arc
                |   OTHER "x"y
                          ^^^^ warning[stray-quote]: this is read as two values: one ends at its closing quote, and there is no escape. Put a space between them, or the whole in quotes of another kind
                  unsafe fix: Put the whole in quotes
                    "\"x\"y" -> "'\"x\"y'"
            "#]],
        );
    }
}
