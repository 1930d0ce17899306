//! `missing-partition-key`: a table or an index that is found by nothing.

use crate::manifest::schema::KEY_TYPES;
use crate::manifest::spelling::closest;
use crate::manifest::{Column, Key};
use crate::project::{Project, SourceFile};
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_entry(&[&RULE], check);

static RULE: Rule = Rule {
    name: "missing-partition-key",
    summary: "a table or index without a partition key",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds tables and indexes without a partition key: an attribute with `*String` or `*Number` behind it, or a \
           bare `*`, which is a string. A sort key, with two asterisks, does not stand alone, and DynamoDB has no keys \
           of other types here.",
    why: "Architect refuses the manifest: every item of a table is found by its partition key.",
    how: "Mark one attribute with `*String` or `*Number`.",
    sources: &["https://arc.codes/docs/en/reference/project-manifest/tables"],
    example: Example {
        bad: "@app\nmy-app\n@tables\ncats\n  id **String\n",
        good: "@app\nmy-app\n@tables\ncats\n  id *String\n",
    },
};

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    for table in scope.tables(project) {
        if table.partition_key.is_none() {
            let owner = Owner { name: &table.name, span: table.name_span, whole: table.span };
            problems.push(missing(file, &owner, table.sort_key.as_ref(), &table.columns));
        }
    }
    for index in scope.indexes(project) {
        if index.partition_key.is_none() {
            let owner = Owner { name: &index.table, span: index.table_span, whole: index.span };
            problems.push(missing(file, &owner, index.sort_key.as_ref(), &index.columns));
        }
    }
}

struct Owner<'a> {
    name: &'a str,
    /// Of the name.
    span: Span,
    /// Of the entry.
    whole: Span,
}

fn missing(
    file: &SourceFile,
    owner: &Owner<'_>,
    sort: Option<&Key>,
    columns: &[Column],
) -> Problem {
    let name = owner.name;
    let fix = |title: String, span: Span, text: String, safe: bool| {
        Fix::replace(title, safe, &file.path, span, text)
    };
    let problem = |span: Span, message: String| Problem::new(&RULE, file, span, message);
    // An asterisk that is there says most about what was meant.
    if let Some(column) = columns.iter().find(|column| column.name.starts_with('*')) {
        let (attribute, kind) = (column.name.trim_start_matches('*'), &column.written);
        let stars = &column.name[..column.name.len() - attribute.len()];
        let right = format!("{attribute} {stars}{kind}");
        let span = column.name_span.to(column.written_span);
        let message = format!(
            "`{name}` has no partition key: the asterisk stands before the type, `{right}`"
        );
        // Nothing else can be meant where the rest is right.
        let safe = !attribute.is_empty() && is_key_type(&format!("{stars}{kind}"));
        return problem(span, message).with_fix(fix(
            format!("Change to `{right}`"),
            span,
            right,
            safe,
        ));
    }
    if let Some(column) = columns.iter().find(|column| column.written.starts_with('*')) {
        let written = &column.written;
        let message = format!(
            "`{name}` has no partition key: `{written}` is no type of a key, which is `*String` or `*Number`"
        );
        let known = KEY_TYPES.iter().map(|kind| kind.value);
        let found = problem(column.written_span, message);
        return match closest(written, known) {
            Some(right) => {
                let title = format!("Change to `{right}`");
                found.with_fix(fix(title, column.written_span, right.to_owned(), false))
            }
            None => found,
        };
    }
    if let Some(column) = columns.iter().find(|column| is_key_type(&format!("*{}", column.written)))
    {
        let (attribute, kind) = (&column.name, &column.written);
        let message = format!(
            "`{name}` has no partition key: without an asterisk `{attribute} {kind}` declares nothing; write `{attribute} *{kind}`"
        );
        let span = column.name_span.to(column.written_span);
        let title = format!("Make `{attribute}` the partition key");
        let at = Span::at(column.written_span.start);
        return problem(span, message).with_fix(fix(title, at, "*".to_owned(), false));
    }
    if let Some(sort) = sort {
        let (attribute, kind) = (&sort.name, sort.kind_span.of(&file.syntax.text));
        let right = kind.trim_start_matches('*');
        let message = format!(
            "`{name}` has a sort key and no partition key: a sort key orders the items of one partition; write `{attribute} *{right}`, or name another partition key"
        );
        let title = format!("Make `{attribute}` the partition key");
        let text = format!("*{right}");
        return problem(sort.kind_span, message).with_fix(fix(title, sort.kind_span, text, false));
    }
    let message =
        format!("`{name}` has no partition key: below it write one, such as `id *String`");
    let title = "Add the key `id *String`".to_owned();
    let found = problem(owner.span, message);
    // Where there is a line to stand above.
    if owner.whole == owner.span {
        return found;
    }
    found.with_fix(fix(title, Span::at(owner.span.end), "\n  id *String".to_owned(), false))
}

fn is_key_type(written: &str) -> bool {
    written.trim_matches('*').is_empty()
        || KEY_TYPES.iter().any(|kind| kind.value.eq_ignore_ascii_case(written))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn what_was_meant() {
        check_rule(
            "missing-partition-key",
            "@app\nmy-app\n@tables\na-cat\n  id String\nb-cat\n  *id String\nc-cat\n  id *Strng\nd-cat\n  id **Number\n\
             e-cat\n  encrypt true\nf-cat\n  id *Boolean\n@tables-indexes\na-cat\n  name byName\n",
            expect![[r#"
                |   id String
                    ^^^^^^^^^ error[missing-partition-key]: `a-cat` has no partition key: without an asterisk `id String` declares nothing; write `id *String`
                  unsafe fix: Make `id` the partition key
                    "" -> "*"
                |   *id String
                    ^^^^^^^^^^ error[missing-partition-key]: `b-cat` has no partition key: the asterisk stands before the type, `id *String`
                  fix: Change to `id *String`
                    "*id String" -> "id *String"
                |   id *Strng
                       ^^^^^^ error[missing-partition-key]: `c-cat` has no partition key: `*Strng` is no type of a key, which is `*String` or `*Number`
                  unsafe fix: Change to `*String`
                    "*Strng" -> "*String"
                |   id **Number
                       ^^^^^^^^ error[missing-partition-key]: `d-cat` has a sort key and no partition key: a sort key orders the items of one partition; write `id *Number`, or name another partition key
                  unsafe fix: Make `id` the partition key
                    "**Number" -> "*Number"
                | e-cat
                  ^^^^^ error[missing-partition-key]: `e-cat` has no partition key: below it write one, such as `id *String`
                  unsafe fix: Add the key `id *String`
                    "" -> "\n  id *String"
                |   id *Boolean
                       ^^^^^^^^ error[missing-partition-key]: `f-cat` has no partition key: `*Boolean` is no type of a key, which is `*String` or `*Number`
                | a-cat
                  ^^^^^ error[missing-partition-key]: `a-cat` has no partition key: below it write one, such as `id *String`
                  unsafe fix: Add the key `id *String`
                    "" -> "\n  id *String"
            "#]],
        );
    }
}
