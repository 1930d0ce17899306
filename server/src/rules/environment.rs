//! `env-refused` and `env-shadowed`: environment variables of preferences that cannot be as written. No
//! value is ever named in a message: they are secrets.

use crate::manifest::schema::limits;
use crate::manifest::{Values, Written, counting};
use crate::project::{Project, SourceFile};
use crate::syntax::{Pair, Scalar};
use crate::text::Span;

use super::problem::{Problem, Tag};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&REFUSED, &SHADOWED], check);

const ENV: &str = "https://arc.codes/docs/en/reference/configuration/local-preferences#%40env";
const ENVVARS: &str = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html";

static REFUSED: Rule = Rule {
    name: "env-refused",
    summary: "environment variables that Architect or Lambda refuses",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds variables under `@env` of the preferences whose name holds anything but letters, digits and `_`; and, under \
           `staging` and `production`, names that Lambda refuses, since they do not begin with a letter or have only one \
           character, those that Lambda or Architect keeps for itself, such as `AWS_REGION` and `ARC_ENV`, and a stage whose \
           variables take more than 4 KB in all, names and values. What a `.env` file voids is not held against Lambda.",
    why: "Architect refuses the whole project for the first kind. Of the others every function of the next deploy is \
          refused by Lambda, in the middle of the deploy, or the variable is not the one that was written.",
    how: "Choose another name: upper-case letters, digits and `_`, beginning with a letter. Keep large values elsewhere, \
          such as in Secrets Manager or the Parameter Store, and fetch them when the function starts.",
    sources: &[
        ENV,
        ENVVARS,
        "https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n#- prefs.arc\n@env\nstaging\n  AWS_REGION us-west-2\n",
        good: "@app\nmy-app\n#- prefs.arc\n@env\nstaging\n  MY_REGION us-west-2\n",
    },
};

static SHADOWED: Rule = Rule {
    name: "env-shadowed",
    summary: "variables of the preferences that a `.env` file voids",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds variables under `@env` of the preferences in a project that has a `.env` file.",
    why: "With a `.env` file, even an empty one, Architect takes the variables of the sandbox from there and forgets all of \
          `@env`, those of `staging` and `production` too.",
    how: "Move the variables of `testing` into `.env` and remove `@env`, or remove `.env`. Variables of `staging` and \
          `production` are set with `arc env`.",
    sources: &[ENV, "https://arc.codes/docs/en/reference/cli/env"],
    example: Example {
        bad: "@app\nmy-app\n#- .env\n#- prefs.arc\n@env\ntesting\n  MY_KEY x\n",
        good: "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  MY_KEY x\n",
    },
};

/// What Lambda sets itself and does not let others set.
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime>
const OF_LAMBDA: [&str; 18] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

/// What Architect sets itself, in the template or the sandbox, whatever else is set.
/// (`@architect/env`, `@architect/package`)
const OF_ARCHITECT: [&str; 7] = [
    "ARC_APP_NAME",
    "ARC_DISABLE_ENV_VARS",
    "ARC_ENV",
    "ARC_ROLE",
    "ARC_SANDBOX",
    "ARC_STACK_NAME",
    "ARC_WSS_URL",
];

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let Some(file) = &project.preferences else { return };
    let Some(section) = file.syntax.reading.pragma("env") else { return };
    let stages: Vec<(&str, Written<'_>, &[Pair])> = counting(&file.syntax.reading, &["env"])
        .into_iter()
        .filter_map(|line| match line.values {
            Values::Pairs(pairs) => Some((line.name.text.as_str(), line, pairs)),
            Values::Words(_) => None,
        })
        .filter(|(stage, ..)| ["testing", "staging", "production"].contains(stage))
        .collect();
    if let Some(env) =
        project.env_file.as_ref().filter(|_| stages.iter().any(|(.., pairs)| !pairs.is_empty()))
    {
        let message = "the project has a `.env` file, so Architect forgets all of `@env`";
        let problem =
            Problem::new(&SHADOWED, file, section.span, message).with_tag(Tag::Unnecessary);
        problems.push(problem.with_related(env, Span::at(0), "the variables are taken from here"));
    }
    let leaves = |stage: &str| stage != "testing" && project.env_file.is_none();
    for (stage, line, pairs) in stages {
        for pair in pairs {
            problems.extend(name(file, &pair.key, leaves(stage)));
        }
        if leaves(stage) {
            problems.extend(size(file, stage, &line, pairs));
        }
    }
}

/// What is wrong with the name of a variable; `leaves` says whether it is sent to AWS.
fn name(file: &SourceFile, key: &Scalar, leaves: bool) -> Option<Problem> {
    let name = key.text.as_str();
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let wrong = name.chars().find(|c| !is_allowed(*c));
    let message = if name.is_empty() {
        "a variable without a name: a name holds letters, digits and `_`".to_owned()
    } else if let Some(wrong) = wrong {
        format!(
            "`{name}` cannot be a variable: a name holds letters, digits and `_`, not `{wrong}`"
        )
    } else if !leaves {
        return None;
    } else if OF_LAMBDA.contains(&name) {
        format!("`{name}` is a variable that Lambda sets itself, and refuses to have set")
    } else if OF_ARCHITECT.contains(&name) {
        format!("`{name}` is a variable that Architect sets itself, so this value is not used")
    } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        format!("Lambda refuses `{name}`: the name of a variable begins with a letter")
    } else if name.len() < 2 {
        format!("Lambda refuses `{name}`: the name of a variable has two characters at least")
    } else {
        return None;
    };
    Some(Problem::new(&REFUSED, file, key.span, message))
}

/// Whether a stage's variables are too many.
fn size(file: &SourceFile, stage: &str, line: &Written<'_>, pairs: &[Pair]) -> Option<Problem> {
    let of_value = |pair: &Pair| -> usize {
        // Several words are put together with one space between.
        let words: usize = pair.values.iter().map(|word| word.to_js_string().len()).sum();
        words + pair.values.len().saturating_sub(1)
    };
    let bytes: usize = pairs.iter().map(|pair| pair.key.text.len() + of_value(pair)).sum();
    let max = limits::ENVIRONMENT_BYTES.max as usize;
    let message = format!(
        "the variables of `{stage}` take {bytes} bytes, names and values, and Lambda allows {max} in all"
    );
    (bytes > max).then(|| Problem::new(&REFUSED, file, line.name.span, message))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    const PREFERENCES: &str = "#- prefs.arc\n@env\ntesting\n  AWS_REGION x\n  \"a-b\" secret\nstaging\n  1A secret\n  _B x\n  \
                               C x\n  ARC_ENV x\n  AWS_REGION x\n  OK_1 x\n  ARC_SESSION_TABLE_NAME x\n";

    #[test]
    fn names() {
        check_rule(
            "env-refused",
            &format!("@app\nmy-app\n{PREFERENCES}"),
            expect![[r#"
            prefs.arc
            |   "a-b" secret
                ^^^^^ error[env-refused]: `a-b` cannot be a variable: a name holds letters, digits and `_`, not `-`
            prefs.arc
            |   1A secret
                ^^ error[env-refused]: Lambda refuses `1A`: the name of a variable begins with a letter
            prefs.arc
            |   _B x
                ^^ error[env-refused]: Lambda refuses `_B`: the name of a variable begins with a letter
            prefs.arc
            |   C x
                ^ error[env-refused]: Lambda refuses `C`: the name of a variable has two characters at least
            prefs.arc
            |   ARC_ENV x
                ^^^^^^^ error[env-refused]: `ARC_ENV` is a variable that Architect sets itself, so this value is not used
            prefs.arc
            |   AWS_REGION x
                ^^^^^^^^^^ error[env-refused]: `AWS_REGION` is a variable that Lambda sets itself, and refuses to have set
        "#]],
        );
    }

    #[test]
    fn names_that_a_file_voids() {
        let project = format!("@app\nmy-app\n#- .env\n{PREFERENCES}");
        check_rule(
            "env-refused",
            &project,
            expect![[r#"
            prefs.arc
            |   "a-b" secret
                ^^^^^ error[env-refused]: `a-b` cannot be a variable: a name holds letters, digits and `_`, not `-`
        "#]],
        );
        check_rule(
            "env-shadowed",
            &project,
            expect![[r#"
            prefs.arc
            | @env
              ^^^^ warning[env-shadowed]: the project has a `.env` file, so Architect forgets all of `@env`
              see .env: the variables are taken from here
        "#]],
        );
    }

    #[test]
    fn sizes() {
        let value = "x".repeat(1024);
        let of = |stage: &str, count: usize| {
            let lines: String = (0..count).map(|n| format!("  KEY_{n} {value}\n")).collect();
            format!("@app\nmy-app\n#- prefs.arc\n@env\n{stage}\n{lines}")
        };
        check_rule("env-refused", &of("staging", 3), expect![[""]]);
        check_rule("env-refused", &of("testing", 4), expect![[""]]);
        check_rule(
            "env-refused",
            &of("production", 4),
            expect![[r#"
            prefs.arc
            | production
              ^^^^^^^^^^ error[env-refused]: the variables of `production` take 4116 bytes, names and values, and Lambda allows 4096 in all
        "#]],
        );
    }

    #[test]
    fn a_variable_without_a_name() {
        check_rule(
            "env-refused",
            "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  \"\" value\n",
            expect![[r#"
                prefs.arc
                |   "" value
                    ^^ error[env-refused]: a variable without a name: a name holds letters, digits and `_`
            "#]],
        );
    }
}
