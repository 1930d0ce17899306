//! What Architect's lexer and parser reject: one rule a kind, all found by the `syntax` floor.

use crate::project::{Project, SourceFile};
use crate::syntax::SyntaxProblemKind;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

/// The rules of this file.
pub(super) static GROUP: Group = Group::whole(
    &[
        &UNKNOWN_CHARACTER,
        &UNCLOSED_QUOTE,
        &INVALID_PRAGMA,
        &NO_PRAGMA,
        &VALUE_BEFORE_PRAGMA,
        &VECTOR_NAME_NOT_STRING,
        &MAP_NAME_NOT_STRING,
        &MAP_KEY_NOT_STRING,
        &MAP_VALUE_MISSING,
        &UNKNOWN_SHAPE,
    ],
    check,
);

const PARSER: &str = "https://github.com/architect/parser";

fn check(project: &Project, problems: &mut Vec<Problem>) {
    for file in project.arc_files() {
        for problem in &file.syntax.problems {
            let rule = rule(problem.kind);
            let message = match problem.kind {
                SyntaxProblemKind::NoPragma => no_pragma(project, file),
                _ => problem.message.clone(),
            };
            problems.push(Problem::new(rule, file, problem.span, message));
        }
    }
}

/// What a file without any pragma might hold: that depends on what it is read as.
fn no_pragma(project: &Project, file: &SourceFile) -> String {
    let at = if file.syntax.format.is_arc() { "@" } else { "" };
    let nothing = "no pragma in this file, so Architect refuses the whole project";
    if file.path == project.manifest.path {
        format!("{nothing}: a manifest begins with `{at}app`, and the name of the app below it")
    } else if project.is_preferences(&file.path) {
        format!("{nothing}: write one, as `@env`, `@sandbox` or `@create`, or remove the file")
    } else {
        format!("{nothing}: write `{at}aws` or `{at}arc`, or remove the file")
    }
}

/// The rule of a kind of rejection.
fn rule(kind: SyntaxProblemKind) -> &'static Rule {
    match kind {
        SyntaxProblemKind::UnknownCharacter => &UNKNOWN_CHARACTER,
        SyntaxProblemKind::UnclosedQuote => &UNCLOSED_QUOTE,
        SyntaxProblemKind::InvalidPragma => &INVALID_PRAGMA,
        SyntaxProblemKind::NoPragma => &NO_PRAGMA,
        SyntaxProblemKind::RepeatedPragma => &super::repeated_pragma::RULE,
        SyntaxProblemKind::ValueBeforePragma => &VALUE_BEFORE_PRAGMA,
        SyntaxProblemKind::VectorNameNotString => &VECTOR_NAME_NOT_STRING,
        SyntaxProblemKind::MapNameNotString => &MAP_NAME_NOT_STRING,
        SyntaxProblemKind::MapKeyNotString => &MAP_KEY_NOT_STRING,
        SyntaxProblemKind::MapValueMissing => &MAP_VALUE_MISSING,
        SyntaxProblemKind::UnknownShape => &UNKNOWN_SHAPE,
        SyntaxProblemKind::InvalidJson => &super::data::INVALID_JSON,
        SyntaxProblemKind::InvalidYaml => &super::data::INVALID_YAML,
        SyntaxProblemKind::UnreadableValue => &super::data::UNREADABLE_VALUE,
    }
}

static UNKNOWN_CHARACTER: Rule = Rule {
    name: "unknown-character",
    summary: "a character that may stand only in quotes",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds characters that Architect's lexer does not know outside quotes: braces, brackets, \
             angle brackets, `;`, `\\`, letters beyond ASCII, a byte-order mark. A config or preferences in UTF-16, of which \
             nothing can be read, are one problem.",
    why: "Architect refuses the whole file, so nothing is deployed.",
    how: "Put the value in quotes, or take the character out.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n@static\nfolder {public}\n",
        good: "@app\nmy-app\n@static\nfolder \"{public}\"\n",
    },
};

static UNCLOSED_QUOTE: Rule = Rule {
    name: "unclosed-quote",
    summary: "a quote that nothing closes",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a quote at the start of a value without another of its kind behind it. A value in \
             quotes may run over several lines; there is no escape for a quote inside.",
    why: "Architect refuses the whole file, so nothing is deployed.",
    how: "Close the quote. Where the value holds a quote itself, use one of the other two kinds: \
             `\"`, `'` or a backtick.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n@static\nfolder \"public\n",
        good: "@app\nmy-app\n@static\nfolder \"public\"\n",
    },
};

static INVALID_PRAGMA: Rule = Rule {
    name: "invalid-pragma",
    summary: "`@` without a name behind it, or with more than a name",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds an `@` outside quotes that does not begin a pragma: its name may hold letters, \
             digits, `-` and `_`, and only a comment may follow. An `@` begins a pragma anywhere, in \
             the middle of a word too.",
    why: "Architect refuses the whole file, so nothing is deployed.",
    how: "Put a value that holds `@` in quotes; put what belongs to a pragma on the lines below \
             it.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n@mine\nowner me@example.com\n",
        good: "@app\nmy-app\n@mine\nowner \"me@example.com\"\n",
    },
};

static NO_PRAGMA: Rule = Rule {
    name: "no-pragma",
    summary: "a file without any pragma",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a manifest, function config or preferences file in which nothing is a pragma.",
    why: "Architect refuses the whole file. To configure nothing, leave the file out.",
    how: "Begin the file with a pragma: `@app` in a manifest, `@aws` or `@arc` in a function's config, `@env`, `@sandbox` or \
          `@create` in preferences. A config or preferences that are to say nothing can be removed.",
    sources: &[PARSER],
    example: Example { bad: "# nothing yet\n", good: "@app\nmy-app\n" },
};

static VALUE_BEFORE_PRAGMA: Rule = Rule {
    name: "value-before-pragma",
    summary: "a value above the first pragma",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds values that stand above the first pragma of a file.",
    why: "Architect crashes on them without naming a line.",
    how: "Move the value below the pragma that it belongs to, or make it a comment.",
    sources: &[PARSER],
    example: Example { bad: "my-app\n@app\nmy-app\n", good: "# my-app\n@app\nmy-app\n" },
};

static VECTOR_NAME_NOT_STRING: Rule = Rule {
    name: "vector-name-not-string",
    summary: "a number or boolean over an indented list",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a number or boolean alone on its line with a list indented below it.",
    why: "Architect refuses the whole file, so nothing is deployed.",
    how: "Put the name in quotes, or take back the indent of the next line.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n@mine\n404\n  page\n",
        good: "@app\nmy-app\n@mine\n\"404\"\n  page\n",
    },
};

static MAP_NAME_NOT_STRING: Rule = Rule {
    name: "map-name-not-string",
    summary: "a number or boolean over indented settings",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a number or boolean alone on its line with settings indented below it.",
    why: "Architect refuses the whole file, so nothing is deployed.",
    how: "Put the name in quotes, or take back the indent of the next line.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n@mine\n404\n  page missing\n",
        good: "@app\nmy-app\n@mine\n\"404\"\n  page missing\n",
    },
};

static MAP_KEY_NOT_STRING: Rule = Rule {
    name: "map-key-not-string",
    summary: "a number or boolean as a key",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a setting whose first word is a number or boolean.",
    why: "Architect refuses the whole file, so nothing is deployed.",
    how: "Put the key in quotes.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n@mine\npages\n  404 missing\n",
        good: "@app\nmy-app\n@mine\npages\n  \"404\" missing\n",
    },
};

static MAP_VALUE_MISSING: Rule = Rule {
    name: "map-value-missing",
    summary: "a key without a value",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a key, among others that have values, with nothing behind it and no list indented \
             by four below it.",
    why: "Architect refuses the file or, where it is the last line of its map, crashes without \
             naming a line.",
    how: "Write a value behind the key, or a list below it, each item indented by four spaces.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n@mine\npages\n  missing 404\n  index\n",
        good: "@app\nmy-app\n@mine\npages\n  missing 404\n  index\n    home\n",
    },
};

static UNKNOWN_SHAPE: Rule = Rule {
    name: "unknown-shape",
    summary: "a word over an indented line in which there is nothing",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds one word alone on its line, followed by a line of white space or an indented \
             comment, below which nothing belongs to it. The indent announces a list or settings, and \
             none come.",
    why: "Architect refuses the whole file with an error that names line 1.",
    how: "Remove the white space of the next line, or take back the comment's indent.",
    sources: &[PARSER],
    example: Example {
        bad: "@app\nmy-app\n  # the name of the app\n@static\n",
        good: "@app\n# the name of the app\nmy-app\n@static\n",
    },
};
