//! What DynamoDB has against indexes: `duplicate-index`, `attribute-of-two-types`, `too-many-indexes` and
//! `too-many-projected-attributes`.

use foldhash::HashMap;

use crate::manifest::schema::limits::{PROJECTED_ATTRIBUTES, TABLE_INDEXES};
use crate::manifest::{Index, Key, Projection, Table};
use crate::project::{Project, SourceFile};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::of(
    &["tables", "tables-indexes"],
    &[&DUPLICATE_INDEX, &TWO_TYPES, &TOO_MANY_INDEXES, &TOO_MANY_PROJECTED],
    check,
);

const INDEXES: &str = "https://arc.codes/docs/en/reference/project-manifest/tables-indexes";

static DUPLICATE_INDEX: Rule = Rule {
    name: "duplicate-index",
    summary: "two indexes of a table with one name",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds indexes of one table that are deployed under one name: their `name`, or else the keys, as \
           `email-index` and `email-created-index`.",
    why: "DynamoDB refuses the table: CloudFormation fails after minutes, and rolls everything back.",
    how: "Give one of them another `name`, or remove it.",
    sources: &[INDEXES, "https://github.com/architect/architect/issues/32"],
    example: Example {
        bad: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  email *String\ncats\n  \
              email *String\n  projection keys\n",
        good: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  email *String\ncats\n  \
               email *String\n  projection keys\n  name emailKeys\n",
    },
};

static TWO_TYPES: Rule = Rule {
    name: "attribute-of-two-types",
    summary: "an attribute that is a string in one key and a number in another",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Compares the types of an attribute wherever it is a key: in its table, and in the indexes of it.",
    why: "An attribute has one type in a table. Architect takes the first that is written for all of them, and DynamoDB \
          then refuses every item that holds the other.",
    how: "Write the type that the items really have, everywhere.",
    sources: &[
        "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@tables\ncats\n  id *String\n  born **Number\n@tables-indexes\ncats\n  born *String\n",
        good: "@app\nmy-app\n@tables\ncats\n  id *String\n  born **Number\n@tables-indexes\ncats\n  born *Number\n",
    },
};

static TOO_MANY_INDEXES: Rule = Rule {
    name: "too-many-indexes",
    summary: "more than 20 indexes of a table",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Counts the global secondary indexes of each table.",
    why: "DynamoDB allows 20 a table. An account can be granted more; then turn the rule off.",
    how: "Give several kinds of items one index: keys with general names, such as `gsi1pk` and `gsi1sk`, that each kind \
          fills with what it is found by.",
    sources: &[TABLE_INDEXES.source],
    example: Example { bad: MANY, good: "@app\nmy-app\n@tables\ncats\n  id *String\n" },
};

static TOO_MANY_PROJECTED: Rule = Rule {
    name: "too-many-projected-attributes",
    summary: "more than 100 attributes named in the projections of a table's indexes",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Counts the attributes that the indexes of a table name in `projection`. One that two indexes name counts \
           twice; `all` and `keys` name none.",
    why: "DynamoDB allows 100 a table, of all its indexes together.",
    how: "Project `all`, or fewer.",
    sources: &[PROJECTED_ATTRIBUTES.source],
    example: Example {
        bad: WIDE,
        good: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  email *String\n  projection all\n",
    },
};

const MANY: &str = "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  a *String\ncats\n  b *String\n\
    cats\n  c *String\ncats\n  d *String\ncats\n  e *String\ncats\n  f *String\ncats\n  g *String\ncats\n  h *String\n\
    cats\n  i *String\ncats\n  j *String\ncats\n  k *String\ncats\n  l *String\ncats\n  m *String\ncats\n  n *String\n\
    cats\n  o *String\ncats\n  p *String\ncats\n  q *String\ncats\n  r *String\ncats\n  s *String\ncats\n  t *String\n\
    cats\n  u *String\n";

const WIDE: &str = "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  email *String\n  projection \
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 \
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9\ncats\n  name *String\n  projection \
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 \
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0\n";

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let indexes = &project.indexes;
    if indexes.is_empty() {
        return;
    }
    let mut of_table: HashMap<&str, Vec<&Index>> = HashMap::default();
    for index in indexes {
        of_table.entry(index.table.as_str()).or_default().push(index);
    }
    let tables: HashMap<&str, &Table> =
        project.tables.iter().rev().map(|table| (table.name.as_str(), table)).collect();
    for (name, indexes) in &of_table {
        let table = tables.get(name).copied();
        duplicates(file, indexes, problems);
        types(file, table, indexes, problems);
        count(file, name, indexes, problems);
    }
}

fn duplicates(file: &SourceFile, indexes: &[&Index], problems: &mut Vec<Problem>) {
    let mut first: HashMap<String, &Index> = HashMap::default();
    for index in indexes {
        let Some(name) = index.deployed_name() else { continue };
        let Some(earlier) = first.get(&name) else {
            first.insert(name, index);
            continue;
        };
        let own = index.name.as_ref().filter(|own| own.value.as_str() == Some(name.as_str()));
        let (span, advice) = match own {
            Some(own) => (own.span, "give one of them another"),
            None => (index.table_span, "add a `name` to one of them"),
        };
        let table = &index.table;
        let message = format!(
            "two indexes of `{table}` are named `{name}`, and DynamoDB refuses that: {advice}"
        );
        problems.push(Problem::new(&DUPLICATE_INDEX, file, span, message).with_related(
            &file.path,
            earlier.span,
            format!("`{name}` is this one already"),
        ));
    }
}

fn types(
    file: &SourceFile,
    table: Option<&Table>,
    indexes: &[&Index],
    problems: &mut Vec<Problem>,
) {
    let of_table = table.into_iter().flat_map(|table| [&table.partition_key, &table.sort_key]);
    let of_indexes = indexes.iter().flat_map(|index| [&index.partition_key, &index.sort_key]);
    let mut first: HashMap<&str, &Key> = HashMap::default();
    for key in of_table.chain(of_indexes).flatten() {
        let known = *first.entry(key.name.as_str()).or_insert(key);
        if known.kind == key.kind {
            continue;
        }
        let (name, kind, deployed) = (&key.name, key.kind.name(), known.kind.name());
        let message = format!(
            "`{name}` is a {kind} here and a {deployed} elsewhere: an attribute has one type, and it is deployed as {deployed}"
        );
        problems.push(Problem::new(&TWO_TYPES, file, key.kind_span, message).with_related(
            &file.path,
            known.name_span.to(known.kind_span),
            format!("it is a {deployed} here"),
        ));
    }
}

fn count(file: &SourceFile, table: &str, indexes: &[&Index], problems: &mut Vec<Problem>) {
    let most = TABLE_INDEXES.max as usize;
    if let Some(index) = indexes.get(most) {
        let count = indexes.len();
        let message = format!(
            "`{table}` has {count} indexes, and DynamoDB allows {most} a table: this one is too many"
        );
        problems.push(Problem::new(&TOO_MANY_INDEXES, file, index.table_span, message));
    }
    let most = PROJECTED_ATTRIBUTES.max as usize;
    let mut named = 0;
    let mut over: Option<Span> = None;
    for index in indexes {
        let Projection::Include(attributes) = &index.projection else { continue };
        named += attributes.len();
        if named > most && over.is_none() {
            over = index.projection_span;
        }
    }
    if let Some(span) = over {
        let message = format!(
            "the indexes of `{table}` name {named} attributes in their projections, and DynamoDB allows {most}: project fewer, or `all`"
        );
        problems.push(Problem::new(&TOO_MANY_PROJECTED, file, span, message));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn names_of_indexes() {
        check_rule(
            "duplicate-index",
            "@app\nmy-app\n@tables\ncats\n  id *String\ndogs\n  id *String\n@tables-indexes\ncats\n  a *String\n\
             cats\n  a *String\ndogs\n  a *String\ncats\n  b *String\n  name a-index\ncats\n  c *String\n  name C\n\
             cats\n  d *String\n  name c\n",
            expect![[r#"
                | cats
                  ^^^^ error[duplicate-index]: two indexes of `cats` are named `a-index`, and DynamoDB refuses that: add a `name` to one of them
                  see app.arc: `a-index` is this one already
                |   name a-index
                         ^^^^^^^ error[duplicate-index]: two indexes of `cats` are named `a-index`, and DynamoDB refuses that: give one of them another
                  see app.arc: `a-index` is this one already
            "#]],
        );
    }

    #[test]
    fn types_of_attributes() {
        check_rule(
            "attribute-of-two-types",
            "@app\nmy-app\n@tables\ncats\n  id *\n  born **Number\ndogs\n  id *Number\n@tables-indexes\ncats\n  \
             born *String\n  id **String\ncats\n  age *Number\ncats\n  age *string\n",
            expect![[r#"
                |   born *String
                         ^^^^^^^ error[attribute-of-two-types]: `born` is a String here and a Number elsewhere: an attribute has one type, and it is deployed as Number
                  see app.arc: it is a Number here
                |   age *string
                        ^^^^^^^ error[attribute-of-two-types]: `age` is a String here and a Number elsewhere: an attribute has one type, and it is deployed as Number
                  see app.arc: it is a Number here
            "#]],
        );
    }
}
