//! What a stack or a role of the app may hold at AWS: `too-many-resources`, `role-too-large`.

use crate::manifest::FunctionPragma;
use crate::project::Project;
use crate::sam::{MAX_INLINE_POLICIES, RoleSize, StackSize, large_roles, stack_size};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RESOURCES], stack);

/// What a role may hold. Tables and schedules make it grow; of other functions it depends on whether there are any.
pub(super) static ROLES: Group = Group::of(&["tables", "scheduled"], &[&ROLE], roles);

static RESOURCES: Rule = Rule {
    name: "too-many-resources",
    summary: "an app that becomes more than one CloudFormation stack can hold",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Counts the resources that the app becomes, those included that SAM makes of one of its own: a route is a function \
           and a permission, a topic is a function, a topic, a subscription, a permission and a parameter. More than 500 are an \
           error, 450 and more a warning. It says so, too, when there are over 200 outputs (one for each topic and queue) or \
           over 300 integrations of the HTTP API (one for each route). In a project that lists plugins it is a hint, since a \
           plugin may split the stack.",
    why: "CloudFormation refuses the stack, and the deploy is rolled back, after some minutes.",
    how: "Split the app in two, let one function answer several routes (`any /admin/*`), or several kinds of messages.",
    sources: &[
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
        "https://github.com/architect/architect/issues/991",
    ],
    example: Example {
        bad: "@app\nmy-app\n@events\n#* 110 topic-{}\n#* 110 #- src/events/topic-{}/index.mjs\n",
        good: "@app\nmy-app\n@events\nmessage\n#- src/events/message/index.mjs\n",
    },
};

static ROLE: Rule = Rule {
    name: "role-too-large",
    summary: "a role whose policies AWS may refuse for their length",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Estimates the inline policies of the two roles that Architect makes: that of all functions, which names every table, \
           and that of EventBridge Scheduler, which names the function of every schedule. It is a warning over 10,240 characters, \
           which are reached with about 50 tables or 50 schedules.",
    why: "IAM refuses the role, and the deploy is rolled back. How long the policies are is known exactly only when names have been \
          made: long names make the difference.",
    how: "Let one schedule call a function that does several jobs, keep several kinds of items in one table, split the app, or \
          shorten the names.",
    sources: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
        "https://github.com/serverless/serverless/issues/10357",
    ],
    example: Example {
        bad: "@app\nmy-app\n@scheduled\n#* 60 job-{} rate(1 day)\n#* 60 #- src/scheduled/job-{}/index.mjs\n",
        good: "@app\nmy-app\n@scheduled\njobs rate(1 day)\n#- src/scheduled/jobs/index.mjs\n",
    },
};

const MAX_RESOURCES: usize = 500;
const MANY_RESOURCES: usize = 450;
const MAX_OUTPUTS: usize = 200;
const MAX_INTEGRATIONS: usize = 300;

fn stack(project: &Project, problems: &mut Vec<Problem>) {
    problems.extend(resources(project, stack_size(project)));
}

fn roles(project: &Project, problems: &mut Vec<Problem>) {
    let large = large_roles(project).into_iter();
    let over = large.filter(|role| role.characters > MAX_INLINE_POLICIES);
    problems.extend(over.map(|role| role_too_large(project, role)));
}

fn resources(project: &Project, size: StackSize) -> Option<Problem> {
    let StackSize { resources, outputs, integrations } = size;
    if resources < MANY_RESOURCES {
        return None;
    }
    let is_over = resources > MAX_RESOURCES;
    let mut message = format!(
        "this app becomes {resources} CloudFormation resources, and a stack has at most {MAX_RESOURCES}"
    );
    if outputs > MAX_OUTPUTS {
        message.push_str(&format!("; {outputs} outputs, of at most {MAX_OUTPUTS}"));
    }
    if integrations > MAX_INTEGRATIONS {
        message.push_str(&format!(
            "; {integrations} integrations of its HTTP API, of at most {MAX_INTEGRATIONS}"
        ));
    }
    message.push_str(if is_over { ": split the app" } else { ": soon it has to be split" });
    let problem = Problem::new(&RESOURCES, &project.manifest, largest_pragma(project), message);
    Some(match (project.has_plugins(), is_over) {
        (true, _) => problem.with_severity(Severity::Hint),
        (false, true) => problem,
        (false, false) => problem.with_severity(Severity::Warning),
    })
}

/// The pragma that declares most functions.
fn largest_pragma(project: &Project) -> Span {
    let reading = &project.manifest.syntax.reading;
    let count = |pragma: &FunctionPragma| {
        project.functions.iter().filter(|function| function.pragma == *pragma).count()
    };
    let sections = FunctionPragma::ALL
        .into_iter()
        .filter_map(|pragma| Some((count(&pragma), reading.pragma(pragma.name())?.span)));
    let tables = reading.pragma("tables").map(|tables| (tables.entries.len(), tables.span));
    sections.chain(tables).max_by_key(|(count, _)| *count).map_or(Span::at(0), |(_, span)| span)
}

fn role_too_large(project: &Project, role: RoleSize) -> Problem {
    let RoleSize { pragma, entries, characters } = role;
    let what = if pragma == "tables" { "tables" } else { "schedules" };
    let header = project.manifest.syntax.reading.pragma(pragma);
    let message = format!(
        "the inline policies of the role that names these {entries} {what} come to about {characters} characters, and IAM takes \
         {MAX_INLINE_POLICIES}: fewer {what}, or shorter names"
    );
    let span = header.map_or(Span::at(0), |header| header.span);
    let problem = Problem::new(&ROLE, &project.manifest, span, message);
    if project.has_plugins() { problem.with_severity(Severity::Hint) } else { problem }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn near_the_limit_and_over_it() {
        check_rule(
            "too-many-resources",
            "@app\nmy-app\n@events\n#* 89 topic-{}\n",
            expect![[r#""#]],
        );
        check_rule(
            "too-many-resources",
            "@app\nmy-app\n@events\n#* 90 topic-{}\n",
            expect![[r#"
                | @events
                  ^^^^^^^ warning[too-many-resources]: this app becomes 452 CloudFormation resources, and a stack has at most 500: soon it has to be split
            "#]],
        );
        check_rule(
            "too-many-resources",
            "@app\nmy-app\n@events\n#* 100 topic-{}\n",
            expect![[r#"
                | @events
                  ^^^^^^^ error[too-many-resources]: this app becomes 502 CloudFormation resources, and a stack has at most 500: split the app
            "#]],
        );
        check_rule(
            "too-many-resources",
            "@app\nmy-app\n@queues\nq\n@http\n#* 299 get /a{}\n@plugins\nsplit\n",
            expect![[r#"
                | @http
                  ^^^^^ hint[too-many-resources]: this app becomes 612 CloudFormation resources, and a stack has at most 500; 301 integrations of its HTTP API, of at most 300: split the app
            "#]],
        );
        check_rule(
            "too-many-resources",
            "@app\nmy-app\n@queues\n#* 205 q-{}\n",
            expect![[r#"
            | @queues
              ^^^^^^^ error[too-many-resources]: this app becomes 822 CloudFormation resources, and a stack has at most 500; 205 outputs, of at most 200: split the app
        "#]],
        );
    }

    #[test]
    fn about_fifty_schedules_or_tables() {
        check_rule(
            "role-too-large",
            "@app\nmy-app\n@scheduled\n#* 48 job-{} rate(1 day)\n",
            expect![[r#""#]],
        );
        check_rule(
            "role-too-large",
            "@app\nmy-app\n@scheduled\n#* 60 job-{} rate(1 day)\n",
            expect![[r#"
                | @scheduled
                  ^^^^^^^^^^ warning[role-too-large]: the inline policies of the role that names these 60 schedules come to about 11751 characters, and IAM takes 10240: fewer schedules, or shorter names
            "#]],
        );
        let tables: String = (0..60).map(|i| format!("table-{i}\n  id *String\n")).collect();
        let manifest = format!("@app\nmy-app\n@tables\n{tables}");
        check_rule(
            "role-too-large",
            &manifest,
            expect![[r#"
            | @tables
              ^^^^^^^ warning[role-too-large]: the inline policies of the role that names these 60 tables come to about 11347 characters, and IAM takes 10240: fewer tables, or shorter names
        "#]],
        );
    }
}
