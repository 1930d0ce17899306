//! `duplicate-key`: a setting that stands twice, of which one has no effect.

use crate::project::{Project, SourceFile};
use crate::syntax::{Entry, Pragma, Shape};
use crate::text::{Span, Text};

use super::problem::{Problem, Tag};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_entry(&[&RULE], check);

static RULE: Rule = Rule {
    name: "duplicate-key",
    summary: "a setting that stands twice, of which one has no effect",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds keys that stand twice below one entry, and settings that stand twice under `@aws`, `@arc`, `@static`, \
           `@shared`, `@views` or `@proxy`. `layers` and `policies` may stand as often as one likes, since their values \
           are put together.",
    why: "Only one of them counts, without a word: the last, and under `@proxy` the first. In an index whose column is \
          called `name` too, `name **String` and `name byName` are one key, so that the column is lost.",
    how: "Remove the one that has no effect.",
    sources: &["https://github.com/architect/parser", "https://github.com/architect/inventory"],
    example: Example {
        bad: "@app\nmy-app\n@aws\ntimeout 5\nmemory 512\ntimeout 10\n",
        good: "@app\nmy-app\n@aws\nmemory 512\ntimeout 10\n",
    },
};

/// Pragmas whose lines are settings.
const SETTINGS: [&str; 6] = ["aws", "arc", "static", "shared", "views", "proxy"];

/// Settings whose values are put together.
const COLLECTED: [&str; 5] = ["layer", "layers", "policy", "policies", "ignore"];

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        let reading = &file.syntax.reading;
        let all = Scope::All;
        let scope = if file.path == project.manifest.path { scope } else { &all };
        for (pragma, entries) in scope.entries(reading) {
            if SETTINGS.contains(&pragma.name.as_str()) {
                settings(file, pragma, problems);
            }
            for entry in entries {
                keys(project, file, entry, problems);
            }
        }
    }
}

/// Settings of a pragma, each on a line of its own.
fn settings(file: &SourceFile, pragma: &Pragma, problems: &mut Vec<Problem>) {
    let lines: Vec<&Entry> = pragma
        .entries
        .iter()
        .filter(|entry| matches!(entry.shape, Shape::Array(_)))
        .filter(|entry| !COLLECTED.contains(&entry.head().text.as_str()))
        .collect();
    let counts_first = pragma.name == "proxy";
    for (index, entry) in lines.iter().enumerate() {
        let same = |other: &&&Entry| other.head().text == entry.head().text;
        let (lost, kept, which) = if counts_first {
            (*entry, lines[..index].iter().find(same), "first")
        } else {
            (*entry, lines[index + 1..].iter().rfind(same), "last")
        };
        if let Some(kept) = kept.filter(|kept| kept.span != lost.span) {
            problems.push(duplicate(
                file,
                lost.head().text.as_str(),
                lost.span,
                kept.span,
                which,
                true,
            ));
        }
    }
}

/// Keys below an entry.
fn keys(project: &Project, file: &SourceFile, entry: &Entry, problems: &mut Vec<Problem>) {
    let is_secret = project.is_preferences(&file.path);
    let pairs = entry.pairs();
    for (index, lost) in pairs.iter().enumerate() {
        let same = |other: &&crate::syntax::Pair| {
            other.key.text == lost.key.text && other.key.span != lost.key.span
        };
        let Some(kept) = pairs[index + 1..].iter().rfind(same) else { continue };
        let name = lost.key.text.as_str();
        problems.push(duplicate(file, name, lost.span(), kept.span(), "last", !is_secret));
    }
}

fn duplicate(
    file: &SourceFile,
    name: &str,
    lost: Span,
    kept: Span,
    which: &str,
    is_shown: bool,
) -> Problem {
    let text = &file.syntax.text;
    let line = Text::new(text).line_at(kept.start) + 1;
    let what = match lost.of(text) {
        written if is_shown && !written.contains(['\n', '\r']) => format!("`{written}`"),
        _ => "this one".to_owned(),
    };
    let message = format!(
        "{what} has no effect: `{name}` stands on line {line} too, and the {which} one counts. Remove the one that is not meant"
    );
    Problem::new(&RULE, file, lost, message).with_tag(Tag::Unnecessary).with_related(
        &file.path,
        kept,
        "this one counts",
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn the_last_of_several_keys_counts() {
        check_rule(
            "duplicate-key",
            "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  owner *String\n  name **String\n  name byName\n\
             @x\ny\n  a\n    1\n    2\n  b 1\n  a 3\n  a 4\n",
            expect![[r#"
                |   name **String
                    ^^^^^^^^^^^^^ warning[duplicate-key]: `name **String` has no effect: `name` stands on line 10 too, and the last one counts. Remove the one that is not meant
                  see app.arc: this one counts
                |   a
                    ^ warning[duplicate-key]: this one has no effect: `a` stands on line 18 too, and the last one counts. Remove the one that is not meant
                  see app.arc: this one counts
                |   a 3
                    ^^^ warning[duplicate-key]: `a 3` has no effect: `a` stands on line 18 too, and the last one counts. Remove the one that is not meant
                  see app.arc: this one counts
            "#]],
        );
    }

    #[test]
    fn settings_of_a_pragma() {
        check_rule(
            "duplicate-key",
            "@app\nmy-app\n@aws\nruntime node\npolicy a\npolicy b\nruntime py\n@http\n@proxy\ntesting a\nstaging b\n\
             testing c\nproduction d\n@static\nfolder a\nfolder b\n",
            expect![[r#"
                | runtime node
                  ^^^^^^^^^^^^ warning[duplicate-key]: `runtime node` has no effect: `runtime` stands on line 7 too, and the last one counts. Remove the one that is not meant
                  see app.arc: this one counts
                | testing c
                  ^^^^^^^^^ warning[duplicate-key]: `testing c` has no effect: `testing` stands on line 10 too, and the first one counts. Remove the one that is not meant
                  see app.arc: this one counts
                | folder a
                  ^^^^^^^^ warning[duplicate-key]: `folder a` has no effect: `folder` stands on line 16 too, and the last one counts. Remove the one that is not meant
                  see app.arc: this one counts
            "#]],
        );
    }

    #[test]
    fn a_secret_is_not_shown() {
        check_rule(
            "duplicate-key",
            "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  PASSWORD one\n  PASSWORD two\nstaging\n  PASSWORD three\n",
            expect![[r#"
                prefs.arc
                |   PASSWORD one
                    ^^^^^^^^^^^^ warning[duplicate-key]: this one has no effect: `PASSWORD` stands on line 4 too, and the last one counts. Remove the one that is not meant
                  see prefs.arc: this one counts
            "#]],
        );
    }
}
