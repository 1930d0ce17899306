//! What the settings of queues do at AWS, where that is not what they seem to do.

use foldhash::HashSet;

use crate::manifest::schema::limits;
use crate::manifest::{Layer, is_truthy, json};
use crate::project::Project;
use crate::syntax::Shape;
use crate::text::{Span, Text};

use super::lines::{remove_line, without_line};
use super::problem::{Edit, Fix, Problem, Tag};
use super::queue::{Queue, queues};
use super::queue_rules::{
    ALL, CONCURRENCY, FIFO_IGNORED, SETTING_IGNORED, VISIBILITY, WINDOW_TOO_LONG,
};
use super::rule::Group;

pub(super) static GROUP: Group = Group::of(&["queues"], ALL, check);

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let mut seen = HashSet::default();
    for queue in queues(project) {
        fifo_of_config(project, &queue, problems);
        if queue.is_fifo() {
            window(project, &queue, problems);
            concurrency(project, &queue, problems);
            overwritten(project, &queue, problems);
        } else {
            ignored(project, &queue, problems);
        }
        if project.has_plugins() {
            continue;
        }
        if let Some(problem) = visibility(project, &queue)
            && seen.insert((problem.file.clone(), problem.span))
        {
            problems.push(problem);
        }
    }
}

/// `fifo false` in the function's own config.
fn fifo_of_config(project: &Project, queue: &Queue<'_>, problems: &mut Vec<Problem>) {
    let Some(own) = queue.own_fifo.filter(|_| queue.declared_fifo) else { return };
    if own.written.only().is_none_or(|value| is_truthy(&json(value))) {
        return;
    }
    let message = format!(
        "Architect does not read `fifo` here, so the queue `{0}` is FIFO: write it below `{0}` under `@queues`",
        queue.name
    );
    let mut problem = Problem::new(&FIFO_IGNORED, own.file, own.written.span, message)
        .with_related(
            &project.manifest.path,
            queue.entry.head().span,
            "the queue is declared here",
        );
    let is_alone = project.functions_of_config(own.file).count() == 1;
    if let (true, Some(removed), Some(added)) =
        (is_alone, without_line(own.file, own.written.span), fifo_false(project, queue))
    {
        problem = problem.with_fix(Fix {
            title: format!("Move it below `{}` under `@queues`", queue.name),
            safe: false,
            edits: vec![added, removed],
            creates: Vec::new(),
        });
    }
    problems.push(problem);
}

/// The edit that makes a queue no longer FIFO by its entry.
fn fifo_false(project: &Project, queue: &Queue<'_>) -> Option<Edit> {
    let file = &project.manifest;
    if let Some(written) = queue.setting("fifo") {
        let span = written.only()?.span;
        return Some(Edit { file: file.path.clone(), span, text: "false".to_owned() });
    }
    if !matches!(queue.entry.shape, Shape::Scalar(_) | Shape::Map { .. }) {
        return None;
    }
    let text = Text::new(&file.syntax.text);
    let end = text.line_content(text.line_at(queue.entry.head().span.end)).end;
    Some(Edit { file: file.path.clone(), span: Span::at(end), text: "\n  fifo false".to_owned() })
}

/// `batchSize` and `batchWindow` without FIFO.
fn ignored(project: &Project, queue: &Queue<'_>, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    for name in ["batchSize", "batchWindow"] {
        let Some(written) = queue.setting(name) else { continue };
        let message = format!(
            "`{name}` has no effect on a queue that is not FIFO, which `{}` is not",
            queue.name
        );
        let mut problem =
            Problem::new(&SETTING_IGNORED, file, written.span, message).with_tag(Tag::Unnecessary);
        problem.fixes.extend(remove_line(file, written.span, format!("Remove `{name}`")));
        problems.push(problem);
    }
}

/// `concurrency` and `timeout` in the config of a FIFO queue's function, which settings of the queue overwrite.
/// (`@architect/package`, `visitors/queues`)
fn overwritten(project: &Project, queue: &Queue<'_>, problems: &mut Vec<Problem>) {
    let window = queue.number("batchWindow").filter(|(seconds, _)| *seconds > 0);
    let wins = [
        ("concurrency", "batchSize", queue.reserved()),
        ("timeout", "batchWindow", window.map(|(seconds, value)| (seconds, Some(value)))),
    ];
    for (name, instead, winner) in wins {
        let Some((number, place)) = winner else { continue };
        let Some(own) = project.own_setting(queue.index, name) else { continue };
        let written = own.written.only().and_then(|value| value.as_integer());
        // It may be meant for another function of the same folder.
        let is_alone = project.functions_of_config(own.file).count() == 1;
        let Some(written) = written.filter(|written| *written != number && is_alone) else {
            continue;
        };
        let reason = match place {
            Some(_) => format!("`{instead} {number}` of the FIFO queue takes its place"),
            None => format!("a FIFO queue without `{instead}` runs one function at a time"),
        };
        let message = format!(
            "`{name} {written}` has no effect: {reason}. Write `{instead} {written}` below `{}` under `@queues`, if that is meant",
            queue.name
        );
        let span = place.map_or(queue.entry.head().span, |place| place.span);
        let mut problem = Problem::new(&SETTING_IGNORED, own.file, own.written.span, message)
            .with_tag(Tag::Unnecessary)
            .with_related(&project.manifest.path, span, "the queue says otherwise here");
        problem.fixes.extend(remove_line(own.file, own.written.span, format!("Remove `{name}`")));
        problems.push(problem);
    }
}

fn window(project: &Project, queue: &Queue<'_>, problems: &mut Vec<Problem>) {
    let max = limits::BATCH_WINDOW_SECONDS.max as i64;
    if let Some((seconds, value)) =
        queue.number("batchWindow").filter(|(seconds, _)| *seconds > max)
    {
        let message = format!(
            "`batchWindow` becomes the timeout of the function of `{}`, and Lambda allows {max} seconds, not {seconds}",
            queue.name
        );
        problems.push(Problem::new(&WINDOW_TOO_LONG, &project.manifest, value.span, message));
    }
}

fn concurrency(project: &Project, queue: &Queue<'_>, problems: &mut Vec<Problem>) {
    if let Some((number, value)) = queue.number("batchSize").filter(|(number, _)| *number > 1) {
        let message = format!(
            "`batchSize` of a FIFO queue reserves {number} of the account's concurrent executions, of which 100 must stay \
             free"
        );
        problems.push(Problem::new(&CONCURRENCY, &project.manifest, value.span, message));
    }
}

fn visibility(project: &Project, queue: &Queue<'_>) -> Option<Problem> {
    let has_window =
        queue.setting("batchWindow").is_some_and(|w| w.only().is_none_or(|v| is_truthy(&json(v))));
    if queue.is_fifo() && has_window {
        return None;
    }
    let setting = project.function_setting(queue.index, "timeout")?;
    let value = setting.written.only()?;
    let seconds = value.as_integer()?;
    let name = queue.name;
    let advice = match queue.is_fifo() {
        true => format!(": `batchWindow {seconds}` below `{name}` makes it that"),
        false => ", which only a plugin can set".to_owned(),
    };
    let message = match setting.layer {
        Layer::Manifest => format!(
            "queues such as `{name}` show a message again after {seconds} seconds, while it may still be worked on; AWS \
             advises six times the function's timeout{advice}"
        ),
        _ => format!(
            "`{name}` shows a message again after {seconds} seconds, while it may still be worked on; AWS advises six \
             times the function's timeout{advice}"
        ),
    };
    Some(Problem::new(&VISIBILITY, setting.file, value.span, message))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn fifo_in_a_config() {
        check_rule(
            "queue-fifo-ignored",
            "@app\nmy-app\n@queues\na # the first\nb\n  src b\nc\n  fifo true\nd\n  fifo false\ne\n\
             #- src/queues/a/config.arc\n@aws\nfifo false\n#- b/config.arc\n@aws\nmemory 512\nfifo false # no\n\
             #- src/queues/c/config.arc\n@arc\nfifo false\n#- src/queues/d/config.arc\n@aws\nfifo false\n\
             #- src/queues/e/config.arc\n@aws\nfifo true\n",
            expect![[r#"
                b/config.arc
                | fifo false # no
                  ^^^^^^^^^^ warning[queue-fifo-ignored]: Architect does not read `fifo` here, so the queue `b` is FIFO: write it below `b` under `@queues`
                  see app.arc: the queue is declared here
                  unsafe fix: Move it below `b` under `@queues`
                    "" -> "\n  fifo false"
                    "fifo false # no\n" -> ""
                src/queues/a/config.arc
                | fifo false
                  ^^^^^^^^^^ warning[queue-fifo-ignored]: Architect does not read `fifo` here, so the queue `a` is FIFO: write it below `a` under `@queues`
                  see app.arc: the queue is declared here
                  unsafe fix: Move it below `a` under `@queues`
                    "" -> "\n  fifo false"
                    "fifo false\n" -> ""
                src/queues/c/config.arc
                | fifo false
                  ^^^^^^^^^^ warning[queue-fifo-ignored]: Architect does not read `fifo` here, so the queue `c` is FIFO: write it below `c` under `@queues`
                  see app.arc: the queue is declared here
                  unsafe fix: Move it below `c` under `@queues`
                    "true" -> "false"
                    "fifo false\n" -> ""
            "#]],
        );
    }

    #[test]
    fn without_fifo() {
        check_rule(
            "queue-setting-ignored",
            "@app\nmy-app\n@aws\nfifo false\n@queues\na\n  batchSize 5\n  batchWindow 5\nb\n  fifo true\n  batchSize 5\nc\n  \
             batchSize 5\n#- src/queues/c/config.arc\n@aws\nfifo true\n",
            expect![[r#"
                |   batchSize 5
                    ^^^^^^^^^^^ warning[queue-setting-ignored]: `batchSize` has no effect on a queue that is not FIFO, which `a` is not
                  unsafe fix: Remove `batchSize`
                    "  batchSize 5\n" -> ""
                |   batchWindow 5
                    ^^^^^^^^^^^^^ warning[queue-setting-ignored]: `batchWindow` has no effect on a queue that is not FIFO, which `a` is not
                  unsafe fix: Remove `batchWindow`
                    "  batchWindow 5\n" -> ""
            "#]],
        );
    }

    #[test]
    fn with_fifo() {
        check_rule(
            "batch-window-too-long",
            "@app\nmy-app\n@queues\na\n  batchWindow 1000\nb\n  batchWindow 900\n",
            expect![[r#"
                |   batchWindow 1000
                                ^^^^ error[batch-window-too-long]: `batchWindow` becomes the timeout of the function of `a`, and Lambda allows 900 seconds, not 1000
            "#]],
        );
        check_rule(
            "fifo-concurrency",
            "@app\nmy-app\n@queues\na\n  batchSize 5\nb\n  batchSize 1\n",
            expect![[r#"
                |   batchSize 5
                              ^ hint[fifo-concurrency]: `batchSize` of a FIFO queue reserves 5 of the account's concurrent executions, of which 100 must stay free
            "#]],
        );
    }

    #[test]
    fn what_a_fifo_queue_overwrites() {
        check_rule(
            "queue-setting-ignored",
            "@app\nmy-app\n@queues\na\nb\n  batchSize 4\n  batchWindow 30\nc\n  fifo false\nd\n  batchWindow 60\ne\n  src src/queues/f\nf\n\
             #- src/queues/a/config.arc\n@aws\nconcurrency 5\ntimeout 60\n#- src/queues/b/config.arc\n@aws\nmemory 128\nconcurrency 5\n\
             timeout 60\n#- src/queues/c/config.arc\n@aws\nconcurrency 5\n#- src/queues/d/config.arc\n@aws\nconcurrency 1\ntimeout 60\n\
             #- src/queues/f/config.arc\n@aws\nconcurrency 5\n",
            expect![[r#"
                src/queues/a/config.arc
                | concurrency 5
                  ^^^^^^^^^^^^^ warning[queue-setting-ignored]: `concurrency 5` has no effect: a FIFO queue without `batchSize` runs one function at a time. Write `batchSize 5` below `a` under `@queues`, if that is meant
                  see app.arc: the queue says otherwise here
                  unsafe fix: Remove `concurrency`
                    "concurrency 5\n" -> ""
                src/queues/b/config.arc
                | concurrency 5
                  ^^^^^^^^^^^^^ warning[queue-setting-ignored]: `concurrency 5` has no effect: `batchSize 4` of the FIFO queue takes its place. Write `batchSize 5` below `b` under `@queues`, if that is meant
                  see app.arc: the queue says otherwise here
                  unsafe fix: Remove `concurrency`
                    "concurrency 5\n" -> ""
                src/queues/b/config.arc
                | timeout 60
                  ^^^^^^^^^^ warning[queue-setting-ignored]: `timeout 60` has no effect: `batchWindow 30` of the FIFO queue takes its place. Write `batchWindow 60` below `b` under `@queues`, if that is meant
                  see app.arc: the queue says otherwise here
                  unsafe fix: Remove `timeout`
                    "timeout 60\n" -> ""
            "#]],
        );
    }

    #[test]
    fn messages_that_show_again() {
        check_rule(
            "queue-visibility",
            "@app\nmy-app\n@queues\na\nb\n  batchWindow 5\nc\nd\n  fifo false\n@aws\ntimeout 10\n\
             #- src/queues/c/config.arc\n@aws\ntimeout 20\n#- src/queues/d/config.arc\n@aws\ntimeout 30\n",
            expect![[r#"
                | timeout 10
                          ^^ hint[queue-visibility]: queues such as `a` show a message again after 10 seconds, while it may still be worked on; AWS advises six times the function's timeout: `batchWindow 10` below `a` makes it that
                src/queues/c/config.arc
                | timeout 20
                          ^^ hint[queue-visibility]: `c` shows a message again after 20 seconds, while it may still be worked on; AWS advises six times the function's timeout: `batchWindow 20` below `c` makes it that
                src/queues/d/config.arc
                | timeout 30
                          ^^ hint[queue-visibility]: `d` shows a message again after 30 seconds, while it may still be worked on; AWS advises six times the function's timeout, which only a plugin can set
            "#]],
        );
        check_rule(
            "queue-visibility",
            "@app\nmy-app\n@plugins\nmine\n@queues\na\n@aws\ntimeout 10\n#- src/plugins/mine.js\n",
            expect![[""]],
        );
    }
}
