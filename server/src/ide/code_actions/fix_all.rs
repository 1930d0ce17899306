//! All that can be mended unseen, at once.

use std::path::Path;
use std::sync::Arc;

use crate::project::{Changes, FileSystem, Project};
use crate::rules::{Allowed, Fix, Mend};
use crate::text::Span;

use super::action::{ActionKind, CodeAction, Effect, Requested};

const TITLE: &str = "Apply all safe fixes of arc-lsp";

/// The action, where there is something to mend.
pub(super) fn offer<'p>(asked: Requested<'p>) -> Option<CodeAction<'p>> {
    let here = asked.problems.iter().filter(|problem| problem.file == asked.file);
    let problems: Vec<_> = here.filter(|problem| Allowed::Safe.fix(problem).is_some()).collect();
    (!problems.is_empty()).then(|| CodeAction {
        title: TITLE.to_owned(),
        kind: ActionKind::FixAll,
        problems,
        preferred: false,
        effect: Effect::FixAll,
    })
}

/// Every safe fix of a file, and those that become possible by them, as one replacement of what changes. Nothing when
/// nothing does.
pub fn fix_all(project: &Project, files: &dyn FileSystem, file: &Path) -> Option<Fix> {
    let mend = Mend {
        files,
        allowed: Allowed::Safe,
        wanted: &|problem| problem.file == file,
        may_change: &|_, changed| changed == file,
    };
    let mut changes = Changes::default();
    mend.project(&project.manifest.path, &Arc::clone(&project.settings), &mut changes).ok()?;
    let (_, change) = changes.iter().find(|(path, _)| *path == file)?;
    let (span, text) = replacement(change.old.as_deref()?, &change.new);
    Some(Fix::replace(TITLE, true, file, span, text))
}

/// What makes one text of another: what both begin and end with is left alone.
fn replacement<'t>(old: &str, new: &'t str) -> (Span, &'t str) {
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let end: usize = rest_old
        .chars()
        .rev()
        .zip(rest_new.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    (Span::new(start, old.len() - end), &rest_new[..rest_new.len() - end])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::replacement;
    use crate::ide::code_actions::ActionKind;
    use crate::ide::code_actions::testing::check_kinds;
    use crate::text::Span;

    #[test]
    fn what_is_safe_and_nothing_else() {
        check_kinds(
            &[ActionKind::FixAll],
            "@app\nmy-app$0\n@event\nx\n@scheduled\na cron(0 9 * * MON)\nb rate(1 days)\n\
             #- src/scheduled/a/index.js\n#- src/scheduled/b/index.js\n",
            expect![[r#"
                - Apply all safe fixes of arc-lsp
                    @app
                    my-app
                    @event
                    x
                    @scheduled
                    a cron(0 9 ? * MON *)
                    b rate(1 day)
            "#]],
        );
        check_kinds(&[ActionKind::FixAll], "@app\nmy-app$0\n@event\nx\n", expect![[""]]);
    }

    #[test]
    fn only_what_changes_is_replaced() {
        assert_eq!(replacement("aäb", "aöb"), (Span::new(1, 3), "ö"));
        assert_eq!(replacement("aa", "aaa"), (Span::new(2, 2), "a"));
        assert_eq!(replacement("abc", "ac"), (Span::new(1, 2), ""));
        assert_eq!(replacement("", "x"), (Span::new(0, 0), "x"));
    }
}
