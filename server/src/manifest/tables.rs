//! `@tables` and `@tables-indexes`.

use serde_json::Value;
use smol_str::SmolStr;

use crate::syntax::{Entry, Reading, Shape};
use crate::text::{Follow, Shift, Span};

use super::property::{Property, properties};

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: SmolStr,
    /// Where that stands.
    pub name_span: Span,
    /// The whole entry.
    pub span: Span,
    /// The partition key; the last one that is written. Without one the table is rejected.
    pub partition_key: Option<Key>,
    /// The sort key; the last one that is written.
    pub sort_key: Option<Key>,
    /// The attribute that holds when an item expires.
    pub ttl: Option<Attribute>,
    /// `encrypt`: `true`, or a key of KMS.
    pub encrypt: Option<Spanned>,
    /// `PITR`, or `pitr`.
    pub pitr: Option<Spanned>,
    /// `PointInTimeRecovery`, which is kept apart from its short forms.
    pub point_in_time_recovery: Option<Spanned>,
    /// `stream`, the old way to declare a stream.
    pub stream: Option<Spanned>,
    /// Keys that a later one of the same kind takes the place of.
    pub replaced: Vec<Key>,
    /// Attributes that are no key and no time of expiry, with what is written behind them.
    pub columns: Vec<Column>,
}

/// A global secondary index.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The name of its table.
    pub table: SmolStr,
    /// Where that stands.
    pub table_span: Span,
    /// The whole entry.
    pub span: Span,
    /// The partition key. Without one the index is rejected.
    pub partition_key: Option<Key>,
    /// The sort key.
    pub sort_key: Option<Key>,
    /// `name`, as it is written.
    pub name: Option<Spanned>,
    /// `projection`.
    pub projection: Projection,
    /// Where that stands.
    pub projection_span: Option<Span>,
    /// Keys that a later one of the same kind takes the place of.
    pub replaced: Vec<Key>,
    /// Attributes that are no key, with what is written behind them.
    pub columns: Vec<Column>,
}

/// An attribute that is a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The attribute's name.
    pub name: SmolStr,
    /// Where that stands.
    pub name_span: Span,
    /// Its type.
    pub kind: KeyType,
    /// Where that stands.
    pub kind_span: Span,
}

/// The type of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// `String`, also where none is written.
    String,
    /// `Number`.
    Number,
}

/// The name of an attribute, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The name.
    pub name: SmolStr,
    /// Where it stands.
    pub span: Span,
}

/// A line below a table or index that is neither a key nor a setting: one word behind another.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands first, the name of an attribute.
    pub name: SmolStr,
    /// Where that stands.
    pub name_span: Span,
    /// The word behind it.
    pub written: SmolStr,
    /// Where that stands.
    pub written_span: Span,
}

/// A value as JSON, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What of an item an index holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Projection {
    /// Everything.
    All,
    /// The keys.
    Keys,
    /// These attributes besides the keys; strings, or whatever else is written.
    Include(Vec<Value>),
}

impl KeyType {
    /// As the inventory writes it.
    pub fn name(self) -> &'static str {
        match self {
            KeyType::String => "String",
            KeyType::Number => "Number",
        }
    }

    /// As DynamoDB writes it.
    pub fn code(self) -> &'static str {
        match self {
            KeyType::String => "S",
            KeyType::Number => "N",
        }
    }
}

impl Projection {
    /// As DynamoDB writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Projection::All => "ALL",
            Projection::Keys => "KEYS_ONLY",
            Projection::Include(_) => "INCLUDE",
        }
    }
}

impl Follow for Table {
    fn follow(&mut self, shift: Shift) {
        self.name_span.follow(shift);
        self.span.follow(shift);
        self.partition_key.follow(shift);
        self.sort_key.follow(shift);
        self.ttl.follow(shift);
        self.encrypt.follow(shift);
        self.pitr.follow(shift);
        self.point_in_time_recovery.follow(shift);
        self.stream.follow(shift);
        self.replaced.follow(shift);
        self.columns.follow(shift);
    }
}

impl Follow for Index {
    fn follow(&mut self, shift: Shift) {
        self.table_span.follow(shift);
        self.span.follow(shift);
        self.partition_key.follow(shift);
        self.sort_key.follow(shift);
        self.name.follow(shift);
        self.projection_span.follow(shift);
        self.replaced.follow(shift);
        self.columns.follow(shift);
    }
}

impl Follow for Key {
    fn follow(&mut self, shift: Shift) {
        self.name_span.follow(shift);
        self.kind_span.follow(shift);
    }
}

impl Follow for Attribute {
    fn follow(&mut self, shift: Shift) {
        self.span.follow(shift);
    }
}

impl Follow for Column {
    fn follow(&mut self, shift: Shift) {
        self.name_span.follow(shift);
        self.written_span.follow(shift);
    }
}

impl Follow for Spanned {
    fn follow(&mut self, shift: Shift) {
        self.span.follow(shift);
    }
}

impl Index {
    /// The name that the index is deployed under: its own, or one made of its keys.
    pub fn deployed_name(&self) -> Option<String> {
        let own = self.name.as_ref().and_then(|name| name.value.as_str());
        if let Some(own) = own.filter(|name| !name.is_empty()) {
            return Some(own.to_owned());
        }
        let partition = &self.partition_key.as_ref()?.name;
        Some(match &self.sort_key {
            Some(sort) => format!("{partition}-{}-index", sort.name),
            None => format!("{partition}-index"),
        })
    }
}

/// The tables of a manifest, in the order of the text. Entries of which Architect makes no table are left
/// out.
pub fn tables(reading: &Reading) -> Vec<Table> {
    let Some(section) = reading.pragma("tables") else { return Vec::new() };
    section.entries.iter().filter_map(table).collect()
}

/// The table that an entry declares.
pub(super) fn table(entry: &Entry) -> Option<Table> {
    let (name, name_span) = named(entry)?;
    let mut table = Table {
        name,
        name_span,
        span: entry.span,
        partition_key: None,
        sort_key: None,
        ttl: None,
        encrypt: None,
        pitr: None,
        point_in_time_recovery: None,
        stream: None,
        replaced: Vec::new(),
        columns: Vec::new(),
    };
    for property in properties(entry) {
        let role = key(&property);
        let is_key = role.is_some();
        let replaced = match role {
            Some(Role::Sort(key)) => table.sort_key.replace(key),
            Some(Role::Partition(key)) => table.partition_key.replace(key),
            None => None,
        };
        table.replaced.extend(replaced);
        let value = Spanned { value: property.value(), span: property.value_span() };
        let mut is_setting = true;
        match property.key.as_str() {
            "stream" => table.stream = Some(value),
            "encrypt" => table.encrypt = Some(value),
            "PITR" | "pitr" => table.pitr = Some(value),
            "PointInTimeRecovery" => table.point_in_time_recovery = Some(value),
            _ => is_setting = false,
        }
        if property.scalar().is_some_and(|v| matches!(v.as_str(), Some("TTL" | "ttl"))) {
            table.ttl = Some(Attribute { name: property.key, span: property.key_span });
        } else if !is_key && !is_setting {
            table.columns.extend(column(&property));
        }
    }
    Some(table)
}

/// The indexes of a manifest, in the order of the text.
pub fn indexes(reading: &Reading) -> Vec<Index> {
    let Some(section) = reading.pragma("tables-indexes") else { return Vec::new() };
    section.entries.iter().filter_map(index).collect()
}

/// The index that an entry declares.
pub(super) fn index(entry: &Entry) -> Option<Index> {
    let (table, table_span) = named(entry)?;
    let mut index = Index {
        table,
        table_span,
        span: entry.span,
        partition_key: None,
        sort_key: None,
        name: None,
        projection: Projection::All,
        projection_span: None,
        replaced: Vec::new(),
        columns: Vec::new(),
    };
    for property in properties(entry) {
        match key(&property) {
            Some(Role::Sort(key)) => index.replaced.extend(index.sort_key.replace(key)),
            Some(Role::Partition(key)) => {
                index.replaced.extend(index.partition_key.replace(key));
            }
            None => match property.key.to_lowercase().as_str() {
                "name" => {
                    index.name =
                        Some(Spanned { value: property.value(), span: property.value_span() });
                }
                "projection" => {
                    index.projection = projection(&property);
                    index.projection_span = Some(property.value_span());
                }
                _ => index.columns.extend(column(&property)),
            },
        }
    }
    Some(index)
}

fn column(property: &Property<'_>) -> Option<Column> {
    let value = property.scalar().filter(|value| value.is_string())?;
    Some(Column {
        name: property.key.clone(),
        name_span: property.key_span,
        written: value.text.clone(),
        written_span: value.span,
    })
}

fn projection(property: &Property<'_>) -> Projection {
    match property.scalar().and_then(|value| value.as_str()).map(str::to_lowercase).as_deref() {
        Some("all") => Projection::All,
        Some("keys") => Projection::Keys,
        _ => Projection::Include(match property.value() {
            Value::Array(values) => values,
            value => vec![value],
        }),
    }
}

/// The name of an entry with something below it.
fn named(entry: &Entry) -> Option<(SmolStr, Span)> {
    match &entry.shape {
        Shape::Vector { name, .. } | Shape::Map { name, .. } => {
            Some((name.to_js_string(), name.span))
        }
        Shape::Scalar(_) | Shape::Array(_) => None,
    }
}

enum Role {
    Partition(Key),
    Sort(Key),
}

fn key(property: &Property<'_>) -> Option<Role> {
    let value = property.scalar()?;
    let written = value.as_str()?.to_lowercase();
    let (stars, kind) = match written.as_str() {
        "*" | "*string" => (1, KeyType::String),
        "*number" => (1, KeyType::Number),
        "**" | "**string" => (2, KeyType::String),
        "**number" => (2, KeyType::Number),
        _ => return None,
    };
    let key = Key {
        name: property.key.clone(),
        name_span: property.key_span,
        kind,
        kind_span: value.span,
    };
    Some(if stars == 1 { Role::Partition(key) } else { Role::Sort(key) })
}
