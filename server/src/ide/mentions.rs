//! What has a name, and every place of the manifest that says it. Highlights, references, rename and linked editing are
//! views of this.
//!
//! Handler sources mention topics, queues and tables too; when they are read, their mentions come in here, with the file
//! that each stands in.

use smol_str::SmolStr;

use crate::manifest::{Function, FunctionPragma, Listed, indexes, shared, tables, views};
use crate::project::Project;
use crate::syntax::Entry;
use crate::text::Span;

/// Something that is mentioned by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The table of that name, declared or not.
    Table(SmolStr),
    /// A function with a name of its own: an index of [`Project::functions`].
    Function(usize),
}

/// A place that says a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Whose name it is.
    pub named: Named,
    /// All of it: of a route written `get /path`, both words.
    pub span: Span,
    /// The name itself, quotes included; of a route, its path.
    pub name: Span,
    /// The method of a route, where it is written at or for this place.
    pub method: Option<Span>,
    /// Whether it is what declares it.
    pub is_declaration: bool,
}

impl Mention {
    /// Whether a cursor at `offset` means it.
    pub fn touches(&self, offset: usize) -> bool {
        self.span.touches(offset) || self.method.is_some_and(|method| method.touches(offset))
    }

    /// The stretch of it that is under a cursor.
    pub fn span_at(&self, offset: usize) -> Span {
        self.spans().find(|span| span.touches(offset)).unwrap_or(self.span)
    }

    /// Its stretches: one, or two where method and path stand apart.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        let apart = self.method.filter(|method| !self.span.covers(*method));
        std::iter::once(self.span).chain(apart)
    }
}

/// The mention under a cursor.
pub fn mention_at(project: &Project, offset: usize) -> Option<Mention> {
    all(project).into_iter().find(|mention| mention.touches(offset))
}

/// Every mention of one thing, in the order of the text.
pub fn mentions(project: &Project, named: &Named) -> Vec<Mention> {
    let mut mentions = all(project);
    mentions.retain(|mention| mention.named == *named);
    mentions
}

/// Every mention in the manifest, in the order of the text.
fn all(project: &Project) -> Vec<Mention> {
    let reading = &project.manifest.syntax.reading;
    let mut all = Vec::new();
    for table in tables(reading) {
        all.push(plain(Named::Table(table.name), table.name_span, true));
    }
    for index in indexes(reading) {
        all.push(plain(Named::Table(index.table), index.table_span, false));
    }
    for (index, function) in project.functions.iter().enumerate() {
        // One that is there without being written, or by a setting of its table, is mentioned nowhere.
        if function.implicit || is_setting_of_table(project, function) {
            continue;
        }
        if let (Some(table), Some(value)) = (&function.table, table_setting(project, function)) {
            all.push(plain(Named::Table(table.clone()), value, false));
        }
        let named = named_by(project, index);
        let is_declaration = matches!(named, Named::Function(_));
        all.push(Mention {
            named,
            span: function.name_span,
            name: function.route.as_ref().map_or(function.name_span, |route| route.path_span),
            method: function.route.as_ref().map(|route| route.method_span),
            is_declaration,
        });
    }
    let lists = shared(reading).functions.into_iter().chain(views(reading).functions);
    all.extend(lists.filter_map(|listed| mention_of(project, &listed)));
    all.sort_by_key(|mention| (mention.span.start, mention.span.end));
    all
}

fn plain(named: Named, span: Span, is_declaration: bool) -> Mention {
    Mention { named, span, name: span, method: None, is_declaration }
}

/// What the name of a function's entry names: a stream without a `table` has the name of its table.
pub(super) fn named_by(project: &Project, index: usize) -> Named {
    let function = &project.functions[index];
    match &function.table {
        Some(table) if table_setting(project, function).is_none() => Named::Table(table.clone()),
        _ => Named::Function(index),
    }
}

/// Whether a stream is declared by `stream true` in its table.
fn is_setting_of_table(project: &Project, function: &Function) -> bool {
    function.pragma == FunctionPragma::TablesStreams && entry_of(project, function).is_none()
}

/// Where a stream says whose it is, apart from its name.
fn table_setting(project: &Project, function: &Function) -> Option<Span> {
    let table = entry_of(project, function)?.value("table")?;
    (function.pragma == FunctionPragma::TablesStreams && table.is_string()).then_some(table.span)
}

fn entry_of<'p>(project: &'p Project, function: &Function) -> Option<&'p Entry> {
    let section = project.manifest.syntax.reading.pragma(function.pragma.name())?;
    section.entries.iter().find(|entry| entry.span == function.entry_span)
}

/// A function in the lists of `@shared` or `@views`.
fn mention_of(project: &Project, listed: &Listed) -> Option<Mention> {
    let pragma = listed.function_pragma()?;
    let index = project
        .functions
        .iter()
        .position(|function| function.pragma == pragma && function.name == listed.name)?;
    let (mut name, mut method) = (listed.span, None);
    if pragma == FunctionPragma::Http {
        let text = &project.manifest.syntax.text;
        let written = listed.span.of(text);
        let first = written.find(char::is_whitespace)?;
        let last = written.rfind(char::is_whitespace)? + 1;
        method = Some(Span::new(listed.span.start, listed.span.start + first));
        name = Span::new(listed.span.start + last, listed.span.end);
    }
    let named = named_by(project, index);
    Some(Mention { named, span: listed.span, name, method, is_declaration: false })
}
