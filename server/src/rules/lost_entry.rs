//! `lost-entry`: what is read elsewhere than it is written.

use crate::project::{Project, SourceFile};
use crate::syntax::{Discrepancy, DiscrepancyKind, Syntax};
use crate::text::{Span, Text};

use super::problem::{Edit, Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "lost-entry",
    summary: "a line that Architect reads elsewhere than it is written",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds lines that are indented below one entry and read as part of another. A blank line or an \
           unindented comment ends a list; any blank line or comment ends settings; settings need exactly two \
           spaces, the items of a list within them exactly four; and if the first line below a name is a \
           single word, the whole block is a list.",
    why: "The setting has no effect, or becomes an entry of its own: a policy that is lost, a function \
          that nobody wanted. Architect says nothing.",
    how: "Indent settings by two spaces and the items of a list within them by four. Leave no blank line or \
          comment line between them; a comment may stand at the end of a line.",
    sources: &[
        "https://arc.codes/docs/en/about/how-to/manifest",
        "https://github.com/architect/parser",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\npolicies\n  one\n\n  two\n",
        good: "@app\nmy-app\n@aws\npolicies\n  one\n  two\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        for discrepancy in &file.syntax.discrepancies {
            let Some(fate) = fate(file, discrepancy) else { continue };
            let text = &file.syntax.text;
            let first = discrepancy.span.of(text).lines().next().unwrap_or_default();
            let what = match discrepancy.lines {
                1 => format!("`{first}`"),
                2 => format!("`{first}` and the line below it"),
                lines => format!("`{first}` and {} lines below it", lines - 1),
            };
            let verb = if discrepancy.lines == 1 { "is" } else { "are" };
            let under = discrepancy.written_under.map_or("", |span| span.of(text));
            let reason = reason(file, discrepancy);
            let message =
                format!("{what} {verb} written under `{under}`, but Architect {fate}{reason}");
            let problem = Problem::new(&RULE, file, discrepancy.span, message);
            problems.push(match fix(file, discrepancy) {
                Some(fix) => problem.with_fix(fix),
                None => problem,
            });
        }
    }
}

/// What Architect makes of the line.
fn fate(file: &SourceFile, discrepancy: &Discrepancy) -> Option<String> {
    let text = &file.syntax.text;
    let it = if discrepancy.lines == 1 { "it" } else { "them" };
    Some(match discrepancy.kind {
        DiscrepancyKind::OwnEntry if discrepancy.lines == 1 => {
            "makes an entry of its own of it".to_owned()
        }
        DiscrepancyKind::OwnEntry => "makes entries of their own of them".to_owned(),
        DiscrepancyKind::Elsewhere(place) => format!("reads {it} under `{}`", place.of(text)),
        DiscrepancyKind::ListItems if discrepancy.lines == 1 => {
            "reads its words as items of a list, not as a setting".to_owned()
        }
        DiscrepancyKind::ListItems => {
            "reads their words as items of a list, not as settings".to_owned()
        }
        DiscrepancyKind::ReadTwice => format!("reads {it} twice"),
        _ => return None,
    })
}

/// The lines of a text that a span touches, and the lines right above it that are blank or a comment.
fn surroundings(text: &Text, span: Span) -> (std::ops::RangeInclusive<usize>, Vec<usize>) {
    let (first, last) = (text.line_at(span.start), text.line_at(span.end));
    let mut above = Vec::new();
    for line in (0..first).rev() {
        let content = text.slice(text.line_content(line));
        let trimmed = content.trim();
        if !trimmed.is_empty() && !trimmed.starts_with('#') {
            break;
        }
        above.push(line);
    }
    (first..=last, above)
}

fn reason(file: &SourceFile, discrepancy: &Discrepancy) -> String {
    let text = Text::new(&file.syntax.text);
    let (lines, above) = surroundings(&text, discrepancy.span);
    if discrepancy.kind == DiscrepancyKind::ListItems {
        return ": the first line below the name is a single word, which makes a list of the whole block"
            .to_owned();
    }
    let is_blank = |line: &usize| text.slice(text.line_content(*line)).trim().is_empty();
    if let Some(line) = above.iter().find(|line| is_blank(line)).or(above.first()) {
        let what = if is_blank(line) { "blank line" } else { "comment" };
        return format!(": the {what} on line {} ends the block", line + 1);
    }
    let content = text.slice(text.line_content(*lines.start())).into_owned();
    let indent: usize = content
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .map(|c| if c == '\t' { 2 } else { 1 })
        .sum();
    match indent {
        0 | 2 | 4 => String::new(),
        indent => format!(": {indent} spaces are neither two nor four"),
    }
}

/// The first of a few mendings after which Architect reads the lines as they are written.
fn fix(file: &SourceFile, discrepancy: &Discrepancy) -> Option<Fix> {
    let syntax = &file.syntax;
    let text = Text::new(&syntax.text);
    let (lines, above) = surroundings(&text, discrepancy.span);
    let edit =
        |span: Span, text: &str| Edit { file: file.path.clone(), span, text: text.to_owned() };
    let blank: Vec<Edit> = above
        .iter()
        .rev()
        .filter(|line| text.slice(text.line_content(**line)).trim().is_empty())
        .map(|line| edit(text.line_span(*line), ""))
        .collect();
    let indent = |spaces: &str| -> Vec<Edit> {
        lines
            .clone()
            .map(|line| {
                let content = text.line_content(line);
                let white: usize =
                    content.of(&syntax.text).bytes().take_while(|b| b" \t".contains(b)).count();
                edit(Span::new(content.start, content.start + white), spaces)
            })
            .collect()
    };
    let under = discrepancy.written_under.map_or("", |span| span.of(&syntax.text));
    let candidates = if under.starts_with('@') {
        vec![("Take back the indent", indent(""))]
    } else {
        vec![
            ("Remove the blank line", blank),
            ("Indent by two spaces", indent("  ")),
            ("Indent by four spaces", indent("    ")),
        ]
    };
    candidates.into_iter().find_map(|(title, edits)| {
        let mut mended = syntax.text.to_string();
        for edit in edits.iter().rev() {
            mended.replace_range(edit.span.start..edit.span.end, &edit.text);
        }
        let after = Syntax::parse(mended);
        let mends = !edits.is_empty()
            && after.problems.is_empty()
            && after.discrepancies.len() < syntax.discrepancies.len();
        let fix = Fix { title: title.to_owned(), safe: false, edits, creates: Vec::new() };
        mends.then_some(fix)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn a_blank_line_ends_a_list() {
        check_rule(
            "lost-entry",
            "@app\nmy-app\n@aws\npolicies\n  one\n\n  two\n  three\n",
            expect![[r#"
                |   two
                    ^^^ warning[lost-entry]: `two` and the line below it are written under `policies`, but Architect makes entries of their own of them: the blank line on line 6 ends the block
                  unsafe fix: Remove the blank line
                    "\n" -> ""
            "#]],
        );
    }

    #[test]
    fn a_comment_ends_settings() {
        check_rule(
            "lost-entry",
            "@app\nmy-app\n@tables\ncats\n  id *String\n  # sort\n  name **String\n",
            expect![[r#"
                |   name **String
                    ^^^^^^^^^^^^^ warning[lost-entry]: `name **String` is written under `cats`, but Architect makes an entry of its own of it: the comment on line 6 ends the block
            "#]],
        );
    }

    #[test]
    fn three_spaces_are_an_entry_of_its_own() {
        check_rule(
            "lost-entry",
            "@app\nmy-app\n@tables\ncats\n  id *String\n   name **String\n",
            expect![[r#"
                |    name **String
                     ^^^^^^^^^^^^^ warning[lost-entry]: `name **String` is written under `cats`, but Architect makes an entry of its own of it: 3 spaces are neither two nor four
                  unsafe fix: Indent by two spaces
                    "   " -> "  "
            "#]],
        );
    }

    #[test]
    fn a_list_takes_what_looks_like_settings() {
        check_rule(
            "lost-entry",
            "@app\nmy-app\n@x\nname\n  one\n  key value\n",
            expect![[r#"
                |   key value
                    ^^^^^^^^^ warning[lost-entry]: `key value` is written under `name`, but Architect reads its words as items of a list, not as a setting: the first line below the name is a single word, which makes a list of the whole block
            "#]],
        );
        check_rule(
            "lost-entry",
            "@app\nmy-app\n@x\nname\n  one\n  key value\n  other value\n",
            expect![[r#"
                |   key value
                    ^^^^^^^^^ warning[lost-entry]: `key value` and the line below it are written under `name`, but Architect reads their words as items of a list, not as settings: the first line below the name is a single word, which makes a list of the whole block
            "#]],
        );
    }

    #[test]
    fn indented_events_become_a_list() {
        check_rule(
            "lost-entry",
            "@app\nmy-app\n@events\n  yolo\n  hey\n",
            expect![[r#"
                |   hey
                    ^^^ warning[lost-entry]: `hey` is written under `@events`, but Architect reads it under `yolo`
                  unsafe fix: Take back the indent
                    "  " -> ""
            "#]],
        );
    }

    #[test]
    fn a_rejected_file_has_no_lost_entries() {
        check_rule("lost-entry", "@app\nmy-app\n@x\nname {\n  one\n\n  key\n", expect![""]);
    }
}
