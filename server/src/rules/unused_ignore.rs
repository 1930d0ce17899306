//! `unused-ignore`: a comment that was to silence a problem, and silences none.

use crate::project::SourceFile;
use crate::syntax::Syntax;
use crate::text::{Span, Text};

use super::apply::{apply_edits, reads_alike};
use super::levels::no_such_rule;
use super::problem::{Fix, Problem, Tag};
use super::registry::{compares_versions, find, similar};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::silence::Counted;
use super::silencer::{Misplaced, Scope, Silencer};

/// Its problems are found when the others are, by [`report`].
pub(super) static GROUP: Group = Group::whole(&[&RULE], |_, _| {});

static RULE: Rule = Rule {
    name: "unused-ignore",
    summary: "a comment that silences nothing",
    severity: Severity::Warning,
    fix: FixAvailability::Safe,
    what: "Finds `# arc-lsp: ignore[…]` and `# arc-lsp: ignore-file[…]` that name a rule of which there is no problem \
           where the comment works, a rule that does not exist, or none, and those that stand where they cannot work. \
           At the end of a line a comment works on that line; alone on a line it works on the whole of the pragma or \
           top-level entry right below; `ignore-file` works on the whole file and stands above the first pragma.",
    why: "What is mended needs no silence, and a comment that stays behind hides the next problem of its kind. One \
          that is misspelled or misplaced hides nothing.",
    how: "Remove the comment, correct the rule's name, or put the comment at the end of the line of the problem.",
    sources: &["https://arc.codes/docs/en/get-started/project-manifest"],
    example: Example {
        bad: "@app\nmy-app # arc-lsp: ignore[invalid-name] the name is our customer's\n",
        good: "@app\nmy-app\n",
    },
};

/// Reports what silences nothing in a file.
pub(super) fn report(file: &SourceFile, counted: &[Counted], problems: &mut Vec<Problem>) {
    for Counted { silencer, used } in counted {
        if let Scope::Nowhere(misplaced) = silencer.scope {
            let span = trimmed(&file.syntax, silencer.span);
            let message = misplaced_message(&file.syntax, silencer, misplaced);
            problems.push(Problem::new(&RULE, file, span, message));
            continue;
        }
        let known = |name: &Span| find(name.of(&file.syntax.text)).is_some();
        let all = used.iter().all(|used| !used) && silencer.names.iter().all(known);
        for (name, _) in silencer.names.iter().zip(used).filter(|(_, used)| !**used) {
            // Whether these silence anything only `sam --diff` can tell.
            if compares_versions(name.of(&file.syntax.text)) {
                continue;
            }
            problems.extend(unused(file, silencer, *name, all));
        }
    }
}

fn misplaced_message(syntax: &Syntax, silencer: &Silencer, misplaced: Misplaced) -> String {
    let verb = silencer.verb.of(&syntax.text);
    match misplaced {
        Misplaced::Verb => format!(
            "`{verb}` says nothing to arc-lsp: write `ignore[rule]` at the end of a line, or `ignore-file[rule]` \
             above the first pragma"
        ),
        Misplaced::NoRule => {
            format!("`{verb}` names no rule, so it silences nothing: write `{verb}[rule]`")
        }
        Misplaced::BelowPragma => {
            "`ignore-file` works above the first pragma only: move it there, or write `ignore` at the end of a line"
                .to_owned()
        }
        Misplaced::AboveNothing => {
            "this comment stands right above no pragma and no top-level entry, so it silences nothing: put it at \
             the end of the line that it is for"
                .to_owned()
        }
    }
}

fn unused(file: &SourceFile, silencer: &Silencer, name: Span, all: bool) -> Option<Problem> {
    let text = &file.syntax.text;
    let written = name.of(text);
    if find(written).is_none() {
        let message = no_such_rule(written);
        let problem = Problem::new(&RULE, file, name, message);
        let Some(similar) = similar(written) else { return Some(problem) };
        let title = format!("Change to `{similar}`");
        return Some(problem.with_fix(Fix::replace(title, false, &file.path, name, similar)));
    }
    // Whether it silences anything is known only when everything else is: it is never unused itself.
    if written == RULE.name {
        return None;
    }
    let place = match silencer.scope {
        Scope::File => "in this file",
        Scope::Below(_) => "in what stands below",
        Scope::Line(_) | Scope::Nowhere(_) => "on this line",
    };
    let message = format!("there is no `{written}` {place}, so this silences nothing");
    let problem = Problem::new(&RULE, file, name, message).with_tag(Tag::Unnecessary);
    let span = if all { whole(&file.syntax, silencer.span) } else { listed(silencer, name) };
    let title = if all { "Remove the comment".to_owned() } else { format!("Remove `{written}`") };
    let fix = Fix::replace(title, true, &file.path, span, "");
    let changed = file.syntax.again(apply_edits(text, &fix.edits));
    Some(if reads_alike(&file.syntax, &changed) { problem.with_fix(fix) } else { problem })
}

/// A name in its list, with the comma that goes with it.
fn listed(silencer: &Silencer, name: Span) -> Span {
    let index = silencer.names.iter().position(|it| *it == name).unwrap_or_default();
    match (index.checked_sub(1).and_then(|i| silencer.names.get(i)), silencer.names.get(index + 1))
    {
        (_, Some(next)) => Span::new(name.start, next.start),
        (Some(previous), None) => Span::new(previous.end, name.end),
        (None, None) => name,
    }
}

/// A silencer with the white space before it, and with its line where nothing else stands on it.
fn whole(syntax: &Syntax, silencer: Span) -> Span {
    let lines = Text::new(&syntax.text);
    let line = lines.line_at(silencer.start);
    let content = lines.line_content(line);
    let before = Span::new(content.start, silencer.start).of(&syntax.text).trim_end().len();
    if before == 0 && silencer.end == content.end {
        return lines.line_span(line);
    }
    Span::new(content.start + before, silencer.end)
}

fn trimmed(syntax: &Syntax, span: Span) -> Span {
    Span::new(span.start, span.start + span.of(&syntax.text).trim_end().len())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::project::fixture::Fixture;
    use crate::rules::check;
    use crate::rules::testing::check_rule;

    #[track_caller]
    fn left(fixture: &str, expected: &[&str]) {
        let project = Fixture::parse(fixture).project();
        let names: Vec<&str> = check(&project).iter().map(|problem| problem.rule.name).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn a_comment_silences_its_line() {
        left("@app\nmy-app\n@events\nyolo\n", &["missing-handler"]);
        left(
            "@app\nmy-app\n@events\nyolo # arc-lsp: ignore[missing-handler] comes from elsewhere\n",
            &[],
        );
        left("@app\nmy-app\n@events\nyolo # why # arc-lsp: ignore[missing-handler]\n", &[]);
        left(
            "@app\nmy-app\n@events\nyolo # arc-lsp: ignore[ invalid-name ,missing-handler]\nx\n",
            &["unused-ignore", "missing-handler"],
        );
    }

    #[test]
    fn a_comment_silences_the_entry_or_pragma_below() {
        let above = "# arc-lsp: ignore[missing-handler]\n";
        left(&format!("@app\nmy-app\n@events\n{above}# so\nyolo\nx\n"), &["missing-handler"]);
        left(&format!("@app\nmy-app\n{above}@events\nyolo\nx\n"), &[]);
        left(
            &format!("@app\nmy-app\n{above}\n@events\nyolo\n"),
            &["unused-ignore", "missing-handler"],
        );
    }

    #[test]
    fn a_comment_silences_the_file() {
        left("# arc-lsp: ignore-file[missing-handler]\n\n@app\nmy-app\n@events\nyolo\nx\n", &[]);
        left(
            "@app\nmy-app\n# arc-lsp: ignore-file[missing-handler]\n@events\nyolo\n",
            &["unused-ignore", "missing-handler"],
        );
        left("# arc-lsp: ignore-file[unused-ignore]\n@app\nmy-app # arc-lsp: ignore[x]\n", &[]);
    }

    #[test]
    fn a_comment_works_in_its_own_file_only() {
        let config =
            "@aws\npolicies\n  architect-default-policies\n  a\"b # arc-lsp: ignore[stray-quote]\n";
        let project = "@app\nmy-app\n@events\nyolo\n#- src/events/yolo/index.mjs\n";
        left(&format!("{project}#- src/events/yolo/config.arc\n{config}"), &[]);
        left(
            &format!(
                "{project}#- prefs.arc\n@env\ntesting\n  X a#b # arc-lsp: ignore[glued-comment]\n"
            ),
            &[],
        );
        left(
            &format!(
                "{project}#- prefs.arc\n# arc-lsp: ignore-file[duplicate-key]\n@env\ntesting\n  X 1\n  X 2\n"
            ),
            &[],
        );
        // What stands in the manifest says nothing of other files, and the other way round.
        left(
            &format!(
                "# arc-lsp: ignore-file[stray-quote]\n{project}#- src/events/yolo/config.arc\n@aws\npolicies\n  architect-default-policies\n  a\"b\n"
            ),
            &["unused-ignore", "stray-quote"],
        );
        left(
            "@app\nmy-app\n@static\nprefix a#b\n@events\nyolo\n#- src/events/yolo/index.mjs\n\
                 #- src/events/yolo/config.arc\n# arc-lsp: ignore-file[glued-comment]\n@aws\ntimeout 5\n",
            &["glued-comment", "unused-ignore"],
        );
    }

    #[test]
    fn what_is_said_of_a_dead_file_is_silenced_in_the_manifest() {
        let dead = "@events\nyolo # arc-lsp: ignore[dead-file] for the old stack\n#- src/events/yolo/index.mjs\n\
                    #- src/events/yolo/config.arc\n@aws\ntimeout 5\n#- src/events/yolo/.arc-config\n@aws\ntimeout 6\n";
        left(&format!("@app\nmy-app\n{dead}"), &[]);
        left("@app # arc-lsp: ignore[dead-file]\nmy-app\n#- .arc-env\nX=1\n#- arc.toml\n", &[]);
    }

    #[test]
    fn a_config_that_two_functions_share_is_silenced_once() {
        left(
            "@app\nmy-app\n@events\na\n  src lib\nb\n  src lib\n#- lib/index.mjs\n#- lib/config.arc\n@aws\n\
             policies\n  architect-default-policies\n  a\"b # arc-lsp: ignore[stray-quote]\n",
            &[],
        );
    }

    #[test]
    fn text_in_quotes_silences_nothing() {
        left(
            "@app\nmy-app\n@events\nyolo\n@mine\nx \"# arc-lsp: ignore[missing-handler]\"\n",
            &["missing-handler"],
        );
    }

    #[test]
    fn what_silences_nothing_is_said() {
        check_rule(
            "unused-ignore",
            "# arc-lsp: ignore-file[missing-app]\n@app\nmy-app # arc-lsp: ignore[mising-handler, invalid-name]\n\
             # arc-lsp: ignore\n# arc-lsp: disable[x]\n@static\nfolder x\n\n# arc-lsp: ignore[missing-app]\n\n@mine\n",
            expect![[r##"
                | # arc-lsp: ignore-file[missing-app]
                                         ^^^^^^^^^^^ warning[unused-ignore]: there is no `missing-app` in this file, so this silences nothing
                  fix: Remove the comment
                    "# arc-lsp: ignore-file[missing-app]\n" -> ""
                | my-app # arc-lsp: ignore[mising-handler, invalid-name]
                                           ^^^^^^^^^^^^^^ warning[unused-ignore]: there is no rule `mising-handler`: did you mean `missing-handler`?
                  unsafe fix: Change to `missing-handler`
                    "mising-handler" -> "missing-handler"
                | my-app # arc-lsp: ignore[mising-handler, invalid-name]
                                                           ^^^^^^^^^^^^ warning[unused-ignore]: there is no `invalid-name` on this line, so this silences nothing
                  fix: Remove `invalid-name`
                    ", invalid-name" -> ""
                | # arc-lsp: ignore
                  ^^^^^^^^^^^^^^^^^ warning[unused-ignore]: `ignore` names no rule, so it silences nothing: write `ignore[rule]`
                | # arc-lsp: disable[x]
                  ^^^^^^^^^^^^^^^^^^^^^ warning[unused-ignore]: `disable` says nothing to arc-lsp: write `ignore[rule]` at the end of a line, or `ignore-file[rule]` above the first pragma
                | # arc-lsp: ignore[missing-app]
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-ignore]: this comment stands right above no pragma and no top-level entry, so it silences nothing: put it at the end of the line that it is for
            "##]],
        );
    }
}
