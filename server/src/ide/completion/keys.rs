//! The attributes of tables and indexes, and what they are.

use crate::manifest::schema::{KEY_TYPES, PragmaSpec, TTL};
use crate::manifest::{indexes, tables};

use super::asked::Asked;
use super::documentation::Docs;
use super::item::{Completion, CompletionKind, escaped};
use super::place::Place;

/// What a table or an index has already.
struct Has {
    partition: bool,
    sort: bool,
    ttl: bool,
}

impl Has {
    fn of(place: &Place<'_>) -> Has {
        let any = |matches: fn(&str) -> bool| {
            place.siblings.iter().any(|words| words.get(1).is_some_and(|word| matches(word)))
        };
        Has {
            partition: any(|word| word.starts_with('*') && !word.starts_with("**")),
            sort: any(|word| word.starts_with("**")),
            ttl: any(|word| word.eq_ignore_ascii_case("ttl")),
        }
    }
}

fn has_keys(spec: &PragmaSpec) -> bool {
    ["tables", "tables-indexes"].contains(&spec.name)
}

/// The keys that a table or an index still wants: the partition key first.
pub(super) fn offers(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    place: &Place<'_>,
) -> Vec<Completion> {
    if !has_keys(spec) || !place.is_first() {
        return Vec::new();
    }
    let has = Has::of(place);
    let mut offers = Vec::new();
    let wanted = if has.partition { "**String" } else { "*String" };
    if spec.name == "tables-indexes" && !(has.partition && has.sort) {
        for mut offer in attributes(asked, &[], place) {
            if place.after.is_empty() {
                offer.text = format!("{} {wanted}", offer.label);
            }
            offers.push(offer);
        }
    }
    let form = |label: &str, name: &str, types: &str, what: &str| {
        Completion::new(place, CompletionKind::Form, label)
            .docs(Docs::Words(what.to_owned()))
            .snippet(format!("${{1:{name}}} {types}"))
    };
    if !place.is_alone() {
        return offers;
    }
    if !has.partition {
        offers.push(form(
            "partition key",
            "id",
            "${2|*String,*Number|}",
            "The attribute by which items are found; every table and index has one.",
        ));
    }
    if !has.sort {
        offers.push(form(
            "sort key",
            "created",
            "${2|**String,**Number|}",
            "The attribute by which items of one partition key are sorted.",
        ));
    }
    if spec.name == "tables" && !has.ttl {
        offers.push(form("time to live", "expires", TTL.value, TTL.summary));
    }
    offers
}

/// What an attribute is, behind its name: the partition key first, then the sort key.
pub(super) fn types(spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let written = place.written();
    let [name] = written.as_slice() else { return Vec::new() };
    if !has_keys(spec) || spec.setting(name).is_some() || place.key.is_some() {
        return Vec::new();
    }
    let has = Has::of(place);
    let is_open = |value: &str| if value.starts_with("**") { !has.sort } else { !has.partition };
    let (open, taken): (Vec<_>, Vec<_>) =
        KEY_TYPES.iter().partition(|choice| is_open(choice.value));
    let ttl = [TTL];
    let ttl = ttl.iter().filter(|_| spec.name == "tables" && !has.ttl);
    // A second partition key would take the place of the first.
    let taken = taken.into_iter().filter(|_| has.partition && has.sort && has.ttl);
    open.into_iter()
        .chain(ttl)
        .chain(taken)
        .map(|choice| {
            Completion::new(place, CompletionKind::Value, choice.value).detail(choice.summary)
        })
        .collect()
}

/// The lines below a key that has no value on its own line.
pub(super) fn below(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    key: &str,
    place: &Place<'_>,
) -> Vec<Completion> {
    if spec.name != "tables-indexes" || key != "projection" {
        return Vec::new();
    }
    let written: Vec<&str> = place.siblings.iter().flatten().copied().collect();
    attributes(asked, &written, place).into_iter().collect()
}

/// The attributes that the table of this entry is known to have, without those that are written.
pub(super) fn attributes(asked: Asked<'_>, written: &[&str], place: &Place<'_>) -> Vec<Completion> {
    let Some(project) = asked.project else { return Vec::new() };
    let Some(name) = place.head.first() else { return Vec::new() };
    let reading = &project.manifest.syntax.reading;
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !names.iter().any(|known| known == name) && !written.contains(&name) {
            names.push(name.to_owned());
        }
    };
    for table in tables(reading).iter().filter(|table| table.name == *name) {
        for key in [&table.partition_key, &table.sort_key].into_iter().flatten() {
            add(&key.name);
        }
        table.ttl.iter().for_each(|ttl| add(&ttl.name));
    }
    for index in indexes(reading).iter().filter(|index| index.table == *name) {
        for key in [&index.partition_key, &index.sort_key].into_iter().flatten() {
            add(&key.name);
        }
    }
    let here: Vec<&str> =
        place.siblings.iter().filter_map(|words| words.first().copied()).collect();
    names
        .into_iter()
        .filter(|name| place.key.is_some() || !here.contains(&name.as_str()))
        .map(|name| {
            Completion::new(place, CompletionKind::Attribute, escaped(&name)).detail("attribute")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::{check, check_first};

    #[test]
    fn a_table_wants_its_keys() {
        check(
            "@app\nx\n@tables\ncats\n  $0\n",
            expect![[r#"
                []
                partition key -> ${1:id} ${2|*String,*Number|}
                sort key -> ${1:created} ${2|**String,**Number|}
                time to live -> ${1:expires} TTL
                encrypt (true, false or a text) -> encrypt 
                PointInTimeRecovery (true or false; default false) -> PointInTimeRecovery ${1|true,false|}
                stream (true or false; default false) -> stream ${1|true,false|}
            "#]],
        );
        check_first(
            2,
            "@app\nx\n@tables\ncats\n  id *String\n  $0\n",
            expect![[r#"
            []
            sort key -> ${1:created} ${2|**String,**Number|}
            time to live -> ${1:expires} TTL
        "#]],
        );
        check(
            "@app\nx\n@tables\ncats\n  id $0\n",
            expect![[r#"
            []
            *String (Partition key, a string.)
            *Number (Partition key, a number.)
            **String (Sort key, a string.)
            **Number (Sort key, a number.)
            TTL (When the item expires, in seconds since 1970.)
        "#]],
        );
        check(
            "@app\nx\n@tables\ncats\n  id *String\n  born *$0\n",
            expect![[r#"
            [*]
            **String (Sort key, a string.)
            **Number (Sort key, a number.)
            TTL (When the item expires, in seconds since 1970.)
        "#]],
        );
        check(
            "@app\nx\n@tables\ncats\n  PITR $0\n",
            expect![[r#"
            []
            true
            false (the default)
        "#]],
        );
    }

    #[test]
    fn an_index_knows_the_attributes_of_its_table() {
        check_first(
            3,
            "@app\nx\n@tables\ncats\n  id *String\n  born **Number\n@tables-indexes\ncats\n  $0\n",
            expect![[r#"
                []
                id (attribute) -> id *String
                born (attribute) -> born *String
                partition key -> ${1:id} ${2|*String,*Number|}
            "#]],
        );
        check(
            "@app\nx\n@tables\ncats\n  id *String\n  born **Number\n@tables-indexes\ncats\n  a *String\n  projection\n    id\n    $0\n",
            expect![[r#"
                []
                born (attribute)
                a (attribute)
            "#]],
        );
    }
}
