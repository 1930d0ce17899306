//! `replaced-key`: a key whose place a later one takes.

use crate::manifest::Key;
use crate::project::{Project, SourceFile};

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_entry(&[&RULE], check);

static RULE: Rule = Rule {
    name: "replaced-key",
    summary: "a key whose place a later one takes",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds tables and indexes with two partition keys, or two sort keys.",
    why: "A table has one of each. Architect takes the last one that is written, without a word about the other, and \
          a deployed table cannot change its keys.",
    how: "Keep one. Where both belong to the key, the second is the sort key: two asterisks, `**String`.",
    sources: &["https://arc.codes/docs/en/reference/project-manifest/tables"],
    example: Example {
        bad: "@app\nmy-app\n@tables\ncats\n  owner *String\n  born *Number\n",
        good: "@app\nmy-app\n@tables\ncats\n  owner *String\n  born **Number\n",
    },
};

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    for table in scope.tables(project) {
        let Some(partition) = &table.partition_key else { continue };
        let keys = Keys { noun: "table", partition, sort: table.sort_key.as_ref() };
        problems.extend(table.replaced.iter().map(|key| replaced(file, &keys, key)));
    }
    for index in scope.indexes(project) {
        let Some(partition) = &index.partition_key else { continue };
        let keys = Keys { noun: "index", partition, sort: index.sort_key.as_ref() };
        problems.extend(index.replaced.iter().map(|key| replaced(file, &keys, key)));
    }
}

struct Keys<'a> {
    noun: &'static str,
    partition: &'a Key,
    sort: Option<&'a Key>,
}

fn replaced(file: &SourceFile, keys: &Keys<'_>, key: &Key) -> Problem {
    let text = &file.syntax.text;
    let is_sort = key.kind_span.of(text).starts_with("**");
    let (what, kept) = match keys.sort.filter(|_| is_sort) {
        Some(sort) => ("sort key", sort),
        None => ("partition key", keys.partition),
    };
    let (lost, kept_name) = (&key.name, &kept.name);
    let noun = keys.noun;
    let an = if noun == "index" { "an" } else { "a" };
    let message = format!(
        "`{lost}` is no key: {an} {noun} has one {what}, and `{kept_name}` below takes its place"
    );
    let span = key.name_span.to(key.kind_span);
    let problem = Problem::new(&RULE, file, span, message).with_related(
        &file.path,
        kept.name_span.to(kept.kind_span),
        format!("this is the {what} that is deployed"),
    );
    if is_sort || keys.sort.is_some() {
        return problem;
    }
    let title = format!("Make `{kept_name}` the sort key");
    let kind = format!("*{}", kept.kind_span.of(text));
    problem.with_fix(Fix::replace(title, false, &file.path, kept.kind_span, kind))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn the_last_key_counts() {
        check_rule(
            "replaced-key",
            "@app\nmy-app\n@tables\ncats\n  a *String\n  b *Number\ndogs\n  a *String\n  b **String\n  c **String\n\
             @tables-indexes\ncats\n  a *String\n  b **String\n  c *String\n",
            expect![[r#"
                |   a *String
                    ^^^^^^^^^ warning[replaced-key]: `a` is no key: a table has one partition key, and `b` below takes its place
                  see app.arc: this is the partition key that is deployed
                  unsafe fix: Make `b` the sort key
                    "*Number" -> "**Number"
                |   b **String
                    ^^^^^^^^^^ warning[replaced-key]: `b` is no key: a table has one sort key, and `c` below takes its place
                  see app.arc: this is the sort key that is deployed
                |   a *String
                    ^^^^^^^^^ warning[replaced-key]: `a` is no key: an index has one partition key, and `c` below takes its place
                  see app.arc: this is the partition key that is deployed
            "#]],
        );
    }
}
