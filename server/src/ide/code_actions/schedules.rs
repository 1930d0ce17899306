//! A `rate` as a `cron`, and the other way round.

use crate::manifest::FunctionPragma;
use crate::manifest::schedule::{Form, Kind, Schedule};
use crate::syntax::Shape;

use super::action::{ActionKind, CodeAction, Requested};
use super::forms::{function_at, one_line, parsed};

/// The other kind of the schedule that is declared here.
pub(super) fn offers<'p>(asked: Requested<'p>) -> Option<CodeAction<'p>> {
    let (function, entry) = function_at(asked)?;
    if function.pragma != FunctionPragma::Scheduled {
        return None;
    }
    let (parsed, span, in_parentheses) = match &entry.shape {
        Shape::Array(items) => {
            let (first, last) = (items.get(1)?, items.last()?);
            (one_line(&items[1..]), first.span.to(last.span), true)
        }
        Shape::Map { .. } => {
            let forms = [("rate", Form::Rate), ("cron", Form::Cron)];
            let (form, pair) =
                forms.into_iter().find_map(|(key, form)| Some((form, entry.pair(key)?)))?;
            (parsed(form, &pair.values), pair.span(), false)
        }
        _ => return None,
    };
    let schedule = parsed.schedule.as_ref()?;
    let (from, to) = match schedule {
        Schedule::Rate(_) => (Kind::Rate, Kind::Cron),
        Schedule::Cron(_) => (Kind::Cron, Kind::Rate),
    };
    let title = format!("Convert to `{}`", to.word());
    let kind = ActionKind::Rewrite;
    if to == Kind::Rate && entry.pair("timezone").is_some() {
        let reason = "a rate is counted from the deploy and knows no time zone";
        return Some(CodeAction::disabled(kind, &title, reason));
    }
    let Some(converted) = schedule.converted() else {
        let (_, body) = parsed.verbose()?;
        let reason = format!("no {} runs as often as `{}({body})`", to.word(), from.word());
        return Some(CodeAction::disabled(kind, &title, reason));
    };
    let title = format!("Convert to `{converted}`");
    let text = match in_parentheses {
        true => converted,
        false => converted.trim_end_matches(')').replacen('(', " ", 1),
    };
    Some(asked.rewrite(title, span, &text))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::ide::code_actions::ActionKind;
    use crate::ide::code_actions::testing::check_kinds;

    fn check(fixture: &str, expected: Expect) {
        check_kinds(&[ActionKind::Rewrite], fixture, expected);
    }

    #[test]
    fn there_and_back() {
        check(
            "@app\nx\n@scheduled\nd rate(1$0 day)\n",
            expect![[r#"
            - Convert to `cron(0 0 * * ? *)`
                d cron(0 0 * * ? *)
                ~ d rate(1 day)
            - Write in the verbose form
                d
                  rate 1 day
                  src src/scheduled/d
                ~ d rate(1 day)
        "#]],
        );
        check(
            "@app\nx\n@scheduled\nd cron(0 * * $0* ? *)\n",
            expect![[r#"
            - Convert to `rate(1 hour)`
                d rate(1 hour)
                ~ d cron(0 * * * ? *)
            - Write in the verbose form
                d
                  cron 0 * * * ? *
                  src src/scheduled/d
                ~ d cron(0 * * * ? *)
        "#]],
        );
        check(
            "@app\nx\n@scheduled\nd\n  rate 15 minutes$0\n",
            expect![[r#"
            - Convert to `cron(0/15 * * * ? *)`
                  cron 0/15 * * * ? *
                ~   rate 15 minutes
            - Write in the simple form
                d rate(15 minutes)
                ~ d
                ~   rate 15 minutes
        "#]],
        );
    }

    #[test]
    fn not_everything_has_another_kind() {
        check(
            "@app\nx\n@scheduled\nd rate(7$0 minutes)\n",
            expect![[r#"
            - Convert to `cron`
                not here: no cron runs as often as `rate(7 minutes)`
            - Write in the verbose form
                d
                  rate 7 minutes
                  src src/scheduled/d
                ~ d rate(7 minutes)
        "#]],
        );
        check(
            "@app\nx\n@scheduled\nd$0\n  cron 0 * * * ? *\n  timezone Asia/Tokyo\n",
            expect![[r#"
                - Convert to `rate`
                    not here: a rate is counted from the deploy and knows no time zone
                - Write in the simple form
                    not here: the simple form has no `timezone`
            "#]],
        );
    }
}
