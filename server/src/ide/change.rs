//! A name that becomes another: whether it may, and what changes by it.

use smol_str::{SmolStr, format_smolstr};

use crate::format::needs_quotes;
use crate::manifest::{Function, FunctionPragma, folder_of_route, logical_id, names, route_id};
use crate::project::{FileKind, FileSystem, Project};
use crate::rules::Edit;
use crate::syntax::inside_quotes;
use crate::text::Span;

use super::mentions::{Named, mentions, named_by};

/// A name that becomes another.
pub(super) struct Change<'p> {
    project: &'p Project,
    named: Named,
    /// The new name or, of a route, the new path.
    name: SmolStr,
    /// The new method of a route, in lower case.
    method: Option<SmolStr>,
}

impl<'p> Change<'p> {
    /// Fails with the reason when the new name is none, or is taken.
    pub(super) fn new(project: &'p Project, named: Named, new: &str) -> Result<Change<'p>, String> {
        let new = new.trim();
        let route = match named {
            Named::Function(index) => project.functions[index].route.as_ref(),
            Named::Table(_) => None,
        };
        let (method, name) = match route {
            Some(route) => {
                let (method, path) = route_named(new, &route.method, &route.path)?;
                (Some(method), path)
            }
            None => (None, SmolStr::new(new)),
        };
        let change = Change { project, named, name, method };
        change.judge()?;
        change.is_free()?;
        Ok(change)
    }

    /// Whether the new name may be one.
    fn judge(&self) -> Result<(), String> {
        let mut faults = match (&self.named, &self.method) {
            (Named::Table(_), _) => names::of_table(&self.name),
            (Named::Function(_), Some(method)) => {
                let mut faults = names::of_method(method);
                faults.extend(names::of_path(&self.name));
                faults
            }
            (Named::Function(index), None) => {
                names::of_function(self.project.functions[*index].pragma, &self.name)
            }
        };
        if faults.is_empty() { Ok(()) } else { Err(faults.swap_remove(0)) }
    }

    /// Whether nothing else has the new name, or one that is deployed as the same.
    fn is_free(&self) -> Result<(), String> {
        let project = self.project;
        let affected = self.functions();
        let id = match &self.method {
            Some(method) => route_id(method, &self.name),
            None => logical_id(&self.name),
        };
        let taken = |what: &str, other: &str, pragma: &str| {
            if other == what {
                format!("`{what}` is taken: `@{pragma}` has it already")
            } else {
                format!(
                    "`{what}` is taken: `{other}` under `@{pragma}` has the same logical ID `{id}`"
                )
            }
        };
        for index in &affected {
            let pragma = project.functions[*index].pragma;
            let mut others =
                project.functions.iter().enumerate().filter(|(other, function)| {
                    function.pragma == pragma && !affected.contains(other)
                });
            let new_name = self.name_of(*index);
            let clash = others.find(|(_, it)| it.name == new_name || it.logical_id() == id);
            if let Some((_, other)) = clash {
                return Err(taken(&new_name, &other.name, pragma.name()));
            }
        }
        if let Named::Table(old) = &self.named {
            let tables = &project.tables;
            let mut others = tables.iter().filter(|table| table.name != *old);
            if let Some(other) =
                others.find(|table| table.name == self.name || logical_id(&table.name) == id)
            {
                return Err(taken(&self.name, &other.name, "tables"));
            }
            if self.name != *old && !mentions(project, &Named::Table(self.name.clone())).is_empty()
            {
                return Err(format!("`{}` is taken: an index or a stream names it", self.name));
            }
        }
        Ok(())
    }

    /// The functions whose name changes: indexes of [`Project::functions`].
    fn functions(&self) -> Vec<usize> {
        match &self.named {
            Named::Function(index) => vec![*index],
            Named::Table(_) => {
                let all = 0..self.project.functions.len();
                all.filter(|index| named_by(self.project, *index) == self.named).collect()
            }
        }
    }

    /// The new name of one of these.
    fn name_of(&self, _: usize) -> SmolStr {
        match &self.method {
            Some(method) => format_smolstr!("{method} {}", self.name),
            None => self.name.clone(),
        }
    }

    /// The new name at every mention.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for mention in mentions(self.project, &self.named) {
            edits.extend(self.edit(mention.name, &self.name, |old, new| old == new));
            if let (Some(span), Some(method)) = (mention.method, &self.method) {
                // Who writes `GET` writes `POST` too.
                let old = inside_quotes(span, &self.project.manifest.syntax.text);
                let old = old.of(&self.project.manifest.syntax.text);
                let is_upper = !old.contains(|c: char| c.is_ascii_lowercase());
                let new = if is_upper { method.to_uppercase() } else { method.to_string() };
                edits.extend(self.edit(span, &new, str::eq_ignore_ascii_case));
            }
        }
        edits.sort_by_key(|edit| edit.span.start);
        edits.dedup();
        edits
    }

    fn edit(&self, span: Span, new: &str, same: fn(&str, &str) -> bool) -> Option<Edit> {
        let file = &self.project.manifest;
        let text = &file.syntax.text;
        let inside = inside_quotes(span, text);
        if same(inside.of(text), new) {
            return None;
        }
        let new =
            if inside == span && needs_quotes(new) { format!("\"{new}\"") } else { new.into() };
        Some(Edit { file: file.path.clone(), span: inside, text: new })
    }

    /// The directories that are named for what is renamed and are there, relative to the project: from, to.
    pub(super) fn moves(&self, files: &dyn FileSystem) -> Result<Vec<(String, String)>, String> {
        let project = self.project;
        let affected = self.functions();
        let mut moves: Vec<(String, String)> = Vec::new();
        for index in &affected {
            let function = &project.functions[*index];
            if function.custom_src.is_some() {
                continue;
            }
            let (from, to) = (function.dir.clone(), self.dir_of(function));
            if from == to || files.kind(&project.root.join(&from)) != Some(FileKind::Folder) {
                continue;
            }
            if files.kind(&project.root.join(&to)).is_some() {
                return Err(format!("`{to}` is there already, so `{from}` cannot take that name"));
            }
            if is_below(&to, &from) {
                return Err(format!("`{from}` cannot be moved into itself, to `{to}`"));
            }
            let stays = project.functions.iter().enumerate().find(|(other, function)| {
                !affected.contains(other)
                    && is_below(&function.dir, &from)
                    && function.custom_src.is_none()
            });
            if let Some((_, other)) = stays {
                return Err(format!(
                    "`{from}` cannot be renamed: the handler of `{}` lies there too",
                    other.name
                ));
            }
            if !moves.contains(&(from.clone(), to.clone())) {
                moves.push((from, to));
            }
        }
        Ok(moves)
    }

    /// Where a function lives under its new name, without a `src`.
    fn dir_of(&self, function: &Function) -> String {
        let folder = match &self.method {
            Some(method) => folder_of_route(method, &self.name),
            None => self.name.to_string(),
        };
        format!("src/{}/{folder}", function.pragma.name())
    }

    /// What changes in the `src` of other entries, which lead into directories that move.
    pub(super) fn sources_below(&self, moves: &[(String, String)]) -> Vec<Edit> {
        let file = &self.project.manifest;
        let mut edits = Vec::new();
        for function in &self.project.functions {
            let Some(src) = &function.custom_src else { continue };
            let moved = moves.iter().find(|(from, _)| is_below(&function.dir, from));
            let Some((from, to)) = moved else { continue };
            let inside = inside_quotes(src.span, &file.syntax.text);
            if let Some(at) = inside.of(&file.syntax.text).find(from.as_str()) {
                let start = inside.start + at;
                let span = Span::new(start, start + from.len());
                edits.push(Edit { file: file.path.clone(), span, text: to.clone() });
            }
        }
        edits
    }

    /// Whether handlers say such names.
    pub(super) fn in_sources(&self) -> bool {
        match &self.named {
            Named::Table(_) => true,
            Named::Function(index) => {
                let pragma = self.project.functions[*index].pragma;
                matches!(pragma, FunctionPragma::Events | FunctionPragma::Queues)
            }
        }
    }
}

/// Method and path of what somebody typed for a route that has others.
fn route_named(new: &str, method: &str, path: &str) -> Result<(SmolStr, SmolStr), String> {
    let words: Vec<&str> = new.split_whitespace().collect();
    match words.as_slice() {
        [path] if path.starts_with('/') => Ok((SmolStr::new(method), SmolStr::new(path))),
        [word] if names::of_method(&word.to_lowercase()).is_empty() => {
            Ok((SmolStr::new(word.to_lowercase()), SmolStr::new(path)))
        }
        [path] => Ok((SmolStr::new(method), SmolStr::new(path))),
        [method, path] => Ok((SmolStr::new(method.to_lowercase()), SmolStr::new(path))),
        _ => {
            Err(format!("`{new}` is no route: write `method /path`, or only the one that changes"))
        }
    }
}

/// Whether a directory is another, or lies in it. Both relative to the project and normalised.
pub(super) fn is_below(dir: &str, other: &str) -> bool {
    dir.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
