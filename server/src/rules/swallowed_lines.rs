//! `swallowed-lines`: what is written and not read at all.

use crate::project::{Project, SourceFile};
use crate::syntax::Child;
use crate::syntax::{Discrepancy, DiscrepancyKind, EntryNode, Syntax};
use crate::text::Span;

use super::problem::{Edit, Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "swallowed-lines",
    summary: "lines that Architect passes over without a word",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds pragmas and entries that Architect's parser never sees. Behind settings that hold a list \
           indented by four spaces it moves on too far, by five tokens for each item, and takes the middle of \
           what follows for the next entry. It also passes over a line below such a list that is neither an \
           item nor a setting, over a pragma in the middle of a line, and over everything behind a quoted \
           value in which a backslash stands before a quote.",
    why: "Whole pragmas vanish from what is deployed, without any message.",
    how: "Write the list on the line of its key: `key a b` is the same as `key` with `a` and `b` below it.",
    sources: &["https://github.com/architect/parser"],
    example: Example {
        bad: "@app\nmy-app\n@aws\npolicies\n  allow\n    a\n    b\n@http\n@static\nspa true\n",
        good: "@app\nmy-app\n@aws\npolicies\n  allow a b\n@http\n@static\nspa true\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        for discrepancy in &file.syntax.discrepancies {
            let message = match discrepancy.kind {
                DiscrepancyKind::Swallowed { behind } => swallowed(file, discrepancy, behind),
                DiscrepancyKind::Truncated => {
                    "Architect drops this value and everything behind it: a backslash does not keep a quote \
                     from closing, it makes the parser give up. Use another kind of quote around the value"
                        .to_owned()
                }
                _ => continue,
            };
            let problem = Problem::new(&RULE, file, discrepancy.span, message);
            problems.push(
                match own_line(file, discrepancy).or_else(|| one_line_lists(file, discrepancy)) {
                    Some(fix) => problem.with_fix(fix),
                    None => problem,
                },
            );
        }
    }
}

fn swallowed(file: &SourceFile, discrepancy: &Discrepancy, behind: Option<Span>) -> String {
    let text = &file.syntax.text;
    let written = discrepancy.span.of(text);
    let first = written.lines().next().unwrap_or_default();
    let what = match discrepancy.lines {
        1 => format!("`{first}` is"),
        2 => format!("`{first}` and the line below it are"),
        lines => format!("`{first}` and {} lines below it are", lines - 1),
    };
    let line = &text[..discrepancy.span.start];
    let line = &line[line.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    if written.starts_with('@') && !line.trim().is_empty() {
        return format!(
            "{what} not read: a pragma counts only at the start of a line, so put it on its own"
        );
    }
    match behind.filter(|name| name.end < discrepancy.span.start) {
        Some(name) => format!(
            "{what} not read: behind the list that is indented below `{}`, Architect's parser skips too \
             far, without a word",
            name.of(text)
        ),
        None => format!("{what} not read: Architect's parser passes over this without a word"),
    }
}

/// Puts a pragma in the middle of a line on a line of its own.
fn own_line(file: &SourceFile, discrepancy: &Discrepancy) -> Option<Fix> {
    let text = &file.syntax.text;
    let before = text[..discrepancy.span.start].trim_end_matches([' ', '\t']);
    if !discrepancy.span.of(text).starts_with('@')
        || before.is_empty()
        || before.ends_with(['\n', '\r'])
    {
        return None;
    }
    let white = Span::new(before.len(), discrepancy.span.start);
    Some(Fix::replace("Put the pragma on a line of its own", false, &file.path, white, "\n\n"))
}

/// Writes every list that is indented by four spaces on the line of its key, where that makes Architect read
/// what it passes over.
fn one_line_lists(file: &SourceFile, discrepancy: &Discrepancy) -> Option<Fix> {
    let syntax = &file.syntax;
    let edits: Vec<Edit> = syntax
        .tree()
        .manifest()
        .pragmas()
        .flat_map(|pragma| pragma.entries())
        .take_while(|entry| entry.span().start < discrepancy.span.start)
        .flat_map(|entry| list_edits(file, entry))
        .collect();
    let mut mended = syntax.text.to_string();
    for edit in edits.iter().rev() {
        mended.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    let after = Syntax::parse(mended);
    let mends = !edits.is_empty()
        && after.problems.is_empty()
        && after.discrepancies.len() < syntax.discrepancies.len();
    let title = "Write the list on the line of its key".to_owned();
    mends.then_some(Fix { title, safe: false, edits, creates: Vec::new() })
}

fn list_edits(file: &SourceFile, entry: EntryNode<'_>) -> Vec<Edit> {
    let text = &file.syntax.text;
    let mut edits = Vec::new();
    for child in entry.children() {
        let Child::Pair(pair) = child else { continue };
        let words: Vec<Span> = child.words().iter().map(|word| word.span()).collect();
        let items: Vec<Span> =
            pair.items().flat_map(|item| item.values()).map(|v| v.span()).collect();
        if let (Some(last_word), Some(last_item)) = (words.last(), items.last()) {
            let span = Span::new(last_word.end, last_item.end);
            // A comment among the items would take the rest of the line with it.
            if span.of(text).contains('#') {
                return Vec::new();
            }
            let line: String = items.iter().map(|item| format!(" {}", item.of(text))).collect();
            edits.push(Edit { file: file.path.clone(), span, text: line });
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn pragmas_behind_a_list_in_a_map() {
        check_rule(
            "swallowed-lines",
            "@app\nmy-app\n@a\nx\n  y\n    a\n@b\n1\n@c\n2\n",
            expect![[r#"
                | @b
                  ^^ error[swallowed-lines]: `@b` and the line below it are not read: behind the list that is indented below `x`, Architect's parser skips too far, without a word
                  unsafe fix: Write the list on the line of its key
                    "\n    a" -> " a"
            "#]],
        );
    }

    #[test]
    fn a_pragma_in_the_middle_of_a_line() {
        check_rule(
            "swallowed-lines",
            "@app\nmy-app\n@events\nyolo @queues\nhey\n",
            expect![[r#"
                | yolo @queues
                       ^^^^^^^ error[swallowed-lines]: `@queues` is not read: a pragma counts only at the start of a line, so put it on its own
                  unsafe fix: Put the pragma on a line of its own
                    " " -> "\n\n"
            "#]],
        );
    }

    #[test]
    fn a_backslash_before_a_quote() {
        check_rule(
            "swallowed-lines",
            "@app\nmy-app\n@x\ny \"a\\\"b\" c\n@events\nyolo\n",
            expect![[r#"
                | y "a\"b" c
                    ^^^^^^^^ error[swallowed-lines]: Architect drops this value and everything behind it: a backslash does not keep a quote from closing, it makes the parser give up. Use another kind of quote around the value
            "#]],
        );
    }
}
