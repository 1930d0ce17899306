//! `env-tracked`: environment variables of preferences that are in git. No value is ever named in a message: they are
//! secrets.

use crate::manifest::{Values, lines};
use crate::project::Project;
use crate::syntax::{Pair, Scalar};

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "env-tracked",
    summary: "variables of the preferences that are in git",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds preferences with variables under `@env` that git tracks, as the index of the repository says; arc-lsp reads \
           it and runs no git (below, `.git/index` is shown as the list of files that it is). Each variable whose name looks like that of a secret (`…_SECRET`, `…_TOKEN`, `…_PASSWORD`, \
           `…_KEY`) and that has a value is a warning; if there is none, `@env` is a hint.",
    why: "Preferences are one person's own: Architect reads them on the machine that it runs on. What git tracks is with everybody \
          who has a copy of the repository, and stays in its history.",
    how: "Take the file out of git with `git rm --cached prefs.arc`, which leaves it on the disk, and add its name to \
          `.gitignore`. Take a secret that was pushed for known, and make another. `arc env` sets the variables of `staging` \
          and `production` without a file.",
    sources: &[
        "https://arc.codes/docs/en/reference/configuration/local-preferences",
        "https://github.com/architect/architect/issues/1050",
        "https://git-scm.com/docs/git-rm",
    ],
    example: Example {
        bad: "@app\nmy-app\n#- .git/index\napp.arc\nprefs.arc\n#- prefs.arc\n@env\nstaging\n  STRIPE_SECRET sk_7f3a9c\n",
        good: "@app\nmy-app\n#- .git/index\napp.arc\n#- .gitignore\nprefs.arc\n#- prefs.arc\n@env\nstaging\n  STRIPE_SECRET sk_7f3a9c\n",
    },
};

/// Parts of the names of secrets.
const SECRET: [&str; 16] = [
    "APIKEY",
    "CREDENTIAL",
    "CREDENTIALS",
    "KEY",
    "PASS",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "PAT",
    "PEPPER",
    "PRIVATEKEY",
    "PWD",
    "SALT",
    "SECRET",
    "SECRETS",
    "TOKEN",
];

/// Parts of names that say that something is about a secret, or that a key is none.
const NO_SECRET: [&str; 30] = [
    "ARN",
    "BUCKET",
    "CACHE",
    "COOKIE",
    "COUNT",
    "ENABLED",
    "EXPIRES",
    "EXPIRY",
    "FILE",
    "FILENAME",
    "HEADER",
    "ID",
    "ISSUER",
    "LENGTH",
    "LIMIT",
    "MAX",
    "NAME",
    "PARTITION",
    "PATH",
    "PREFIX",
    "PUBLIC",
    "PUBLISHABLE",
    "REGION",
    "SITE",
    "SORT",
    "TABLE",
    "TTL",
    "TYPE",
    "URI",
    "URL",
];

/// Values that stand where a secret will.
const PLACEHOLDERS: [&str; 10] = [
    "changeme",
    "dummy",
    "example",
    "fake",
    "none",
    "null",
    "password",
    "placeholder",
    "secret",
    "test",
];

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let Some(file) = project.preferences.as_ref().filter(|_| project.variables_in_git) else {
        return;
    };
    let Some(section) = file.syntax.reading.pragma("env") else { return };
    let pairs: Vec<&Pair> = lines(section)
        .filter_map(|line| match line.values {
            Values::Pairs(pairs) => Some(pairs),
            Values::Words(_) => None,
        })
        .flatten()
        .collect();
    if pairs.is_empty() {
        return;
    }
    let name = project.relative(&file.path);
    let before = problems.len();
    for pair in pairs.iter().filter(|pair| is_secret(pair)) {
        let message = format!(
            "git tracks `{name}`, and with it what looks like a secret: the value of `{}`. Take the file out of git \
             (`git rm --cached {name}`) and have it ignored",
            pair.key.text
        );
        problems.push(Problem::new(&RULE, file, pair.key.span, message));
    }
    if problems.len() == before {
        let variables = if pairs.len() == 1 { "its variable" } else { "its variables" };
        let message = format!(
            "git tracks `{name}` and {variables}, so that everybody who has the repository has them: preferences are one \
             person's own"
        );
        let problem = Problem::new(&RULE, file, section.span, message);
        problems.push(problem.with_severity(Severity::Hint));
    }
}

/// Whether a variable looks like a secret by its name, and may be one by its value.
fn is_secret(pair: &Pair) -> bool {
    let name = pair.key.text.to_ascii_uppercase();
    let has = |parts: &[&str]| name.split('_').any(|part| parts.contains(&part));
    has(&SECRET) && !has(&NO_SECRET) && pair.values.iter().any(may_be_secret)
}

fn may_be_secret(value: &Scalar) -> bool {
    let Some(text) = value.as_str() else { return value.text.len() > 5 };
    let lower = text.to_ascii_lowercase();
    text.len() > 3 && !PLACEHOLDERS.contains(&lower.as_str()) && !text.starts_with(['<', '$', '{'])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn what_looks_like_a_secret_is_a_warning() {
        check_rule(
            "env-tracked",
            "@app\nmy-app\n#- .git/index\nprefs.arc\n#- prefs.arc\n@env\ntesting\n  MODE fast\n  API_KEY changeme\nstaging\n  \
             API_KEY 9f8e7d6c\n  PUBLIC_KEY 9f8e7d6c\n  AWS_ACCESS_KEY_ID abcdefgh\n  db_password hunter2hunter2\n  \
             USE_TOKEN true\n  TOKEN \"\"\n  TOKEN_URL https://x.example.com\n  MONKEY banana\n",
            expect![[r#"
                prefs.arc
                |   API_KEY 9f8e7d6c
                    ^^^^^^^ warning[env-tracked]: git tracks `prefs.arc`, and with it what looks like a secret: the value of `API_KEY`. Take the file out of git (`git rm --cached prefs.arc`) and have it ignored
                prefs.arc
                |   db_password hunter2hunter2
                    ^^^^^^^^^^^ warning[env-tracked]: git tracks `prefs.arc`, and with it what looks like a secret: the value of `db_password`. Take the file out of git (`git rm --cached prefs.arc`) and have it ignored
            "#]],
        );
    }

    #[test]
    fn others_are_one_hint() {
        check_rule(
            "env-tracked",
            "@app\nmy-app\n#- .git/index\n.prefs.arc\n#- .prefs.arc\n@env\ntesting\n  MODE fast\n  SESSION_SECRET test\n",
            expect![[r#"
                .prefs.arc
                | @env
                  ^^^^ hint[env-tracked]: git tracks `.prefs.arc` and its variables, so that everybody who has the repository has them: preferences are one person's own
            "#]],
        );
    }

    #[test]
    fn nothing_is_said_of_what_git_does_not_track_or_holds_no_variables() {
        let secret = "#- prefs.arc\n@env\nstaging\n  API_KEY 9f8e7d6c\n";
        for around in ["", "#- .git/HEAD\n", "#- .git/index\napp.arc\na/prefs.arc\n"] {
            check_rule("env-tracked", &format!("@app\nmy-app\n{secret}{around}"), expect![""]);
        }
        let tracked = "@app\nmy-app\n#- .git/index\nprefs.arc\n#- prefs.arc\n";
        for preferences in ["@sandbox\nlivereload true\n", "@env\n", "@env\nstaging\n"] {
            check_rule("env-tracked", &format!("{tracked}{preferences}"), expect![""]);
        }
    }

    #[test]
    fn a_worktree_and_a_project_within_the_repository() {
        let of = |above: &str| {
            format!(
                "#- app/app.arc\n@app\nmy-app\n#- app/prefs.arc\n@env\nstaging\n  API_KEY 9f8e7d6c\n{above}"
            )
        };
        check_rule("env-tracked", &of("#- .git/index\nprefs.arc\n"), expect![""]);
        let worktree =
            "#- .git\ngitdir: main/.git/worktrees/w\n#- main/.git/index\napp/prefs.arc\n";
        check_rule("env-tracked", &of(worktree), expect![""]);
        let worktree = "#- .git\ngitdir: ./main/x.git\n#- main/x.git/index\napp/prefs.arc\n";
        check_rule(
            "env-tracked",
            &of(worktree),
            expect![[r#"
                app/prefs.arc
                |   API_KEY 9f8e7d6c
                    ^^^^^^^ warning[env-tracked]: git tracks `prefs.arc`, and with it what looks like a secret: the value of `API_KEY`. Take the file out of git (`git rm --cached prefs.arc`) and have it ignored
            "#]],
        );
    }
}
