//! `table-replacement`: a table that the next deploy empties.

use crate::manifest::{Key, Table};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Rule, Severity, VersionGroup};
use super::versions::{Versions, same};

pub(super) static GROUP: VersionGroup = VersionGroup { rules: &[&RULE], check };

static RULE: Rule = Rule {
    name: "table-replacement",
    summary: "a table that the next deploy deletes with all of its items",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Between two versions of a manifest (`arc-lsp sam --diff`), finds tables that are renamed or gone, and tables \
           of which a key has another name or type, or a sort key came or went.",
    why: "The keys of a DynamoDB table cannot change, so CloudFormation makes an empty table and deletes the old one. \
          All items are lost, and no deploy asks before.",
    how: "Add the new table beside the old one, deploy, copy the items, and take the old one out in a later deploy. \
          Where its items may go, write `# arc-lsp: ignore[table-replacement]` on the line.",
    sources: &[
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html",
        "https://github.com/architect/architect/issues/1329",
        "https://github.com/architect/architect/issues/1434",
    ],
    example: Example {
        bad: "#- app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\n  born **Number\n#- before/app.arc\n@app\nmy-app\n\
              @tables\ncats\n  id *String\n",
        good: "#- app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\ncats-by-birth\n  id *String\n  born **Number\n\
               #- before/app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\n",
    },
};

fn check(versions: &Versions<'_>, problems: &mut Vec<Problem>) {
    let (old, new) = (&versions.old_inventory.tables, &versions.new_inventory.tables);
    let added: Vec<&Table> =
        new.iter().filter(|table| !old.iter().any(|it| same(&it.name, &table.name))).collect();
    for table in old {
        match new.iter().rfind(|it| same(&it.name, &table.name)) {
            Some(kept) => problems.extend(changed(versions, table, kept)),
            None => problems.push(gone(versions, table, &added)),
        }
    }
}

/// Whether CloudFormation makes a new table of one that keeps its name.
pub(super) fn is_replaced(old: &Table, new: &Table) -> bool {
    key(old.partition_key.as_ref()) != key(new.partition_key.as_ref())
        || key(old.sort_key.as_ref()) != key(new.sort_key.as_ref())
}

fn changed(versions: &Versions<'_>, old: &Table, new: &Table) -> Option<Problem> {
    if !is_replaced(old, new) {
        return None;
    }
    let pairs = [
        ("partition", &old.partition_key, &new.partition_key),
        ("sort", &old.sort_key, &new.sort_key),
    ];
    let differing =
        pairs.into_iter().filter(|(_, old, new)| key(old.as_ref()) != key(new.as_ref()));
    let differing: Vec<_> = differing.collect();
    let words: Vec<String> = differing
        .iter()
        .map(|(role, old, new)| match (old, new) {
            (Some(old), Some(new)) => {
                format!("its {role} key {} became {}", said(old), said(new))
            }
            (Some(old), None) => format!("its {role} key {} is gone", said(old)),
            (None, Some(new)) => format!("it has a new {role} key {}", said(new)),
            (None, None) => String::new(),
        })
        .collect();
    let place = differing.iter().find_map(|(_, _, new)| new.as_ref());
    let span = place.map_or(new.name_span, |key| key.name_span.to(key.kind_span));
    let message = format!(
        "every item of `{}` is lost: {}, and CloudFormation replaces the table by an empty one",
        new.name,
        words.join(" and ")
    );
    Some(Problem::new(&RULE, &versions.new.manifest, span, message))
}

fn gone(versions: &Versions<'_>, old: &Table, added: &[&Table]) -> Problem {
    let name = &old.name;
    let alike: Vec<_> = added.iter().filter(|table| !is_replaced(old, table)).collect();
    if let [renamed] = alike[..] {
        let message = format!(
            "every item of `{name}` is lost: `{}` is a new, empty table for CloudFormation, which deletes `{name}` with \
             all of its items",
            renamed.name
        );
        return Problem::new(&RULE, &versions.new.manifest, renamed.name_span, message);
    }
    let message = format!(
        "every item of `{name}` is lost: the table is in {} and no longer here, so CloudFormation deletes it",
        versions.old_name
    );
    let span = versions.new_inventory.header("tables").unwrap_or(Span::at(0));
    Problem::new(&RULE, &versions.new.manifest, span, message)
}

fn key(key: Option<&Key>) -> Option<(&str, &str)> {
    key.map(|key| (key.name.as_str(), key.kind.name()))
}

fn said(key: &Key) -> String {
    format!("`{}` ({})", key.name, key.kind.name())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::versions::testing::check_between;

    const OLD: &str = "@app\nx\n@tables\ncats\n  id *String\n  born **Number\n";

    #[test]
    fn keys_that_change() {
        check_between(
            OLD,
            "@app\nx\n@tables\ncats\n  id *String\n",
            expect![[r#"
            [cats] error[table-replacement]: every item of `cats` is lost: its sort key `born` (Number) is gone, and CloudFormation replaces the table by an empty one
        "#]],
        );
        check_between(
            OLD,
            "@app\nx\n@tables\ncats\n  key *String\n  born **String\n",
            expect![[r#"
                [key *String] error[table-replacement]: every item of `cats` is lost: its partition key `id` (String) became `key` (String) and its sort key `born` (Number) became `born` (String), and CloudFormation replaces the table by an empty one
            "#]],
        );
        check_between(
            "@app\nx\n@tables\ncats\n  id *String\n",
            OLD,
            expect![[r#"
            [born **Number] error[table-replacement]: every item of `cats` is lost: it has a new sort key `born` (Number), and CloudFormation replaces the table by an empty one
        "#]],
        );
    }

    #[test]
    fn tables_that_go() {
        check_between(
            OLD,
            "@app\nx\n@tables\ndogs\n  id *String\n  born **Number\n",
            expect![[r#"
                [dogs] error[table-replacement]: every item of `cats` is lost: `dogs` is a new, empty table for CloudFormation, which deletes `cats` with all of its items
            "#]],
        );
        check_between(
            OLD,
            "@app\nx\n@tables\ndogs\n  id *String\n",
            expect![[r#"
            [@tables] error[table-replacement]: every item of `cats` is lost: the table is in before/app.arc and no longer here, so CloudFormation deletes it
        "#]],
        );
        check_between(
            OLD,
            "@app\nx\n",
            expect![[r#"
            [] error[table-replacement]: every item of `cats` is lost: the table is in before/app.arc and no longer here, so CloudFormation deletes it
        "#]],
        );
    }

    #[test]
    fn what_keeps_its_items() {
        check_between(
            OLD,
            "@app\nx\n@tables\nCats\n  born **number\n  id *\n  PITR true\n  stream true\n  gone TTL\ndogs\n  id *String\n",
            expect![[""]],
        );
        check_between(
            OLD,
            "@app\nx\n@tables # arc-lsp: ignore[table-replacement] they may go\n",
            expect![[""]],
        );
    }
}
