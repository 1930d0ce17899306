//! Tables and indexes.

use std::fmt::Write as _;

use crate::manifest::{Index, Key, Projection, Table, is_truthy, js_string};

use super::context::{Hover, HoverContext};
use super::resources;

pub(super) fn hover(context: &HoverContext<'_>, offset: usize) -> Option<Hover> {
    // Only who is on either pragma needs the inventory.
    let reading = &context.project.manifest.syntax.reading;
    let entries = |name: &str| reading.pragma(name).map_or(&[][..], |pragma| &pragma.entries);
    let mut both = entries("tables").iter().chain(entries("tables-indexes"));
    both.find(|entry| entry.head().span.touches(offset))?;
    let inventory = &(context.packaged)().inventory;
    if let Some(table) = inventory.tables.iter().find(|it| it.name_span.touches(offset)) {
        let indexes: Vec<&Index> =
            inventory.indexes.iter().filter(|index| index.table == table.name).collect();
        let mut markdown = describe_table(table, &indexes);
        markdown.push_str(&resources::section(context, "Makes", table.span));
        return Some(Hover { span: table.name_span, markdown });
    }
    let index = inventory.indexes.iter().find(|it| it.table_span.touches(offset))?;
    let mut markdown = describe_index(index);
    markdown.push_str(&resources::section(context, "Makes", index.span));
    Some(Hover { span: index.table_span, markdown })
}

fn describe_table(table: &Table, indexes: &[&Index]) -> String {
    let mut out = format!("**`@tables {}`** — A DynamoDB table.\n\n", table.name);
    out.push_str(&keys(table.partition_key.as_ref(), table.sort_key.as_ref()));
    if let Some(ttl) = &table.ttl {
        let _ = writeln!(out, "- items expire at `{}`", ttl.name);
    }
    if let Some(encrypt) = table.encrypt.as_ref().filter(|it| is_truthy(&it.value)) {
        let by = if encrypt.value.is_boolean() {
            "a key of KMS that AWS manages".to_owned()
        } else {
            format!("the key `{}` of KMS", js_string(&encrypt.value))
        };
        let _ = writeln!(out, "- encrypted by {by}");
    }
    let backups = [&table.pitr, &table.point_in_time_recovery];
    if backups.into_iter().flatten().any(|it| is_truthy(&it.value)) {
        out.push_str("- continuous backups of the last 35 days\n");
    }
    for index in indexes {
        let _ = writeln!(out, "- index `{}`", index.deployed_name().unwrap_or_default());
    }
    out
}

fn describe_index(index: &Index) -> String {
    let name = index.deployed_name().unwrap_or_default();
    let table = &index.table;
    let mut out = format!(
        "**`@tables-indexes {table}`** — The global secondary index `{name}` of the table `{table}`.\n\n"
    );
    out.push_str(&keys(index.partition_key.as_ref(), index.sort_key.as_ref()));
    out.push_str(&match &index.projection {
        Projection::All => "- holds every attribute\n".to_owned(),
        Projection::Keys => "- holds the keys only\n".to_owned(),
        Projection::Include(names) => {
            let names: Vec<String> =
                names.iter().map(|name| format!("`{}`", js_string(name))).collect();
            format!("- holds the keys and {}\n", names.join(", "))
        }
    });
    out
}

fn keys(partition: Option<&Key>, sort: Option<&Key>) -> String {
    let line = |role: &str, key: Option<&Key>| {
        key.map(|key| {
            format!("- {role} key `{}`, a {}\n", key.name, key.kind.name().to_lowercase())
        })
    };
    let lines = [line("partition", partition), line("sort", sort)];
    lines.into_iter().flatten().collect()
}
