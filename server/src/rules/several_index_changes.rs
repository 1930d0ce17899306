//! `several-index-changes`: more than CloudFormation does to the indexes of a table in one deploy.

use crate::manifest::{Index, Projection, Table, js_string};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Rule, Severity, VersionGroup};
use super::table_replacement::is_replaced;
use super::versions::{Versions, same};

pub(super) static GROUP: VersionGroup = VersionGroup { rules: &[&RULE], check };

static RULE: Rule = Rule {
    name: "several-index-changes",
    summary: "more changes of a table's indexes than one deploy can make",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Between two versions of a manifest (`arc-lsp sam --diff`), finds tables of which more than one index is added \
           or removed, and indexes that keep their name and have other keys or another projection.",
    why: "CloudFormation adds or removes one global secondary index of a table in a deploy, and changes none. The deploy \
          fails, and is rolled back.",
    how: "Deploy one index after the other. To change one, add it under another name, deploy, and remove the old one in \
          the next deploy.",
    sources: &[
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html",
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-dynamodb-table-globalsecondaryindex.html",
        "https://github.com/architect/architect/issues/1394",
    ],
    example: Example {
        bad: "#- app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  name *String\ncats\n  owner *String\n\
              #- before/app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\n",
        good: "#- app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  name *String\n\
               #- before/app.arc\n@app\nmy-app\n@tables\ncats\n  id *String\n",
    },
};

fn check(versions: &Versions<'_>, problems: &mut Vec<Problem>) {
    for table in &versions.new_inventory.tables {
        let old = versions.old_inventory.tables.iter().rfind(|it| same(&it.name, &table.name));
        // A new table gets all of its indexes at once.
        if let Some(old) = old.filter(|old| !is_replaced(old, table)) {
            between(versions, old, table, problems);
        }
    }
}

fn between(versions: &Versions<'_>, old: &Table, new: &Table, problems: &mut Vec<Problem>) {
    let of = |indexes: &'_ [Index], table: &Table| -> Vec<Index> {
        indexes.iter().filter(|index| same(&index.table, &table.name)).cloned().collect()
    };
    let before = of(&versions.old_inventory.indexes, old);
    let after = of(&versions.new_inventory.indexes, new);
    let lacks = |indexes: &[Index], name: &Option<String>| {
        !indexes.iter().any(|index| index.deployed_name() == *name)
    };
    let mut said = Vec::new();
    let mut span: Option<Span> = None;
    for index in &after {
        let name = index.deployed_name();
        let kept = before.iter().find(|it| it.deployed_name() == name);
        match kept {
            None => {
                span.get_or_insert(index.table_span);
                said.push(format!("`{}` added", name.unwrap_or_default()));
            }
            Some(kept) if shape(kept) != shape(index) => {
                let what = if shape(kept).0 == shape(index).0 { "projection" } else { "keys" };
                let message = format!(
                    "the deploy fails: the {what} of the index `{}` of `{}` changed, and CloudFormation changes no index: \
                     add it under another `name`, and remove this one in the deploy after that",
                    name.unwrap_or_default(),
                    new.name
                );
                let place = index.projection_span.filter(|_| what == "projection");
                let place = place.unwrap_or(index.table_span);
                problems.push(Problem::new(&RULE, &versions.new.manifest, place, message));
            }
            Some(_) => {}
        }
    }
    for index in before.iter().filter(|index| lacks(&after, &index.deployed_name())) {
        said.push(format!("`{}` removed", index.deployed_name().unwrap_or_default()));
    }
    if said.len() < 2 {
        return;
    }
    let message = format!(
        "the deploy fails: {} indexes of `{}` change at once ({}), and CloudFormation adds or removes one in a deploy",
        said.len(),
        new.name,
        said.join(", ")
    );
    let span = span.unwrap_or(new.name_span);
    problems.push(Problem::new(&RULE, &versions.new.manifest, span, message));
}

/// The keys of an index, and what it holds; the order of attributes does not count.
fn shape(index: &Index) -> (Vec<(String, &'static str)>, Vec<String>) {
    let keys = [&index.partition_key, &index.sort_key].into_iter();
    let keys = keys.map(|key| {
        key.as_ref()
            .map_or_else(|| (String::new(), ""), |key| (key.name.to_string(), key.kind.name()))
    });
    let mut held = match &index.projection {
        Projection::Include(names) => names.iter().map(js_string).collect(),
        other => vec![other.name().to_owned()],
    };
    held.sort();
    (keys.collect(), held)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::versions::testing::check_between;

    fn app(indexes: &str) -> String {
        format!("@app\nx\n@tables\ncats\n  id *String\n@tables-indexes\n{indexes}")
    }

    #[test]
    fn one_at_a_time() {
        let one = app("cats\n  a *String\n");
        let other = app("cats\n  b *String\n");
        let both = app("cats\n  a *String\ncats\n  b *String\n");
        let none = app("");
        check_between(
            &one,
            &other,
            expect![[r#"
            [cats] error[several-index-changes]: the deploy fails: 2 indexes of `cats` change at once (`b-index` added, `a-index` removed), and CloudFormation adds or removes one in a deploy
        "#]],
        );
        check_between(
            &both,
            &none,
            expect![[r#"
            [cats] error[several-index-changes]: the deploy fails: 2 indexes of `cats` change at once (`a-index` removed, `b-index` removed), and CloudFormation adds or removes one in a deploy
        "#]],
        );
        check_between(
            &none,
            &both,
            expect![[r#"
            [cats] error[several-index-changes]: the deploy fails: 2 indexes of `cats` change at once (`a-index` added, `b-index` added), and CloudFormation adds or removes one in a deploy
        "#]],
        );
        for (before, after) in [(&none, &one), (&one, &both), (&both, &one), (&both, &both)] {
            check_between(before, after, expect![[""]]);
        }
    }

    #[test]
    fn no_index_changes() {
        let all = app("cats\n  a *String\n  projection x y\n");
        check_between(
            &all,
            &app("cats\n  a *String\n  projection keys\n"),
            expect![[r#"
            [keys] error[several-index-changes]: the deploy fails: the projection of the index `a-index` of `cats` changed, and CloudFormation changes no index: add it under another `name`, and remove this one in the deploy after that
        "#]],
        );
        check_between(
            &all,
            &app("cats\n  a *Number\n  projection y x\n"),
            expect![[r#"
            [cats] error[several-index-changes]: the deploy fails: the keys of the index `a-index` of `cats` changed, and CloudFormation changes no index: add it under another `name`, and remove this one in the deploy after that
        "#]],
        );
        check_between(&all, &app("cats\n  projection y x\n  a *String\n"), expect![[""]]);
    }

    #[test]
    fn a_new_table_gets_all_at_once() {
        let after = app("dogs\n  a *String\ndogs\n  b *String\n")
            .replace("@tables-indexes", "dogs\n  id *String\n@tables-indexes");
        check_between(&app(""), &after, expect![[""]]);
    }
}
