//! `arc-lsp sam --diff`: what a deploy of this manifest over another version of it does.

use std::path::Path;

use serde_json::{Value, json};

use crate::project::inventory::Inventory;
use crate::project::{Project, Revision, parse_manifest};
use crate::rules::{self, Problem, Versions};
use crate::sam::{Change, ChangeKind, diff, package};
use crate::text::Text;

use super::paths::WorkingDirectory;
use super::place::{Place, Range};
use super::sam_format::Format;
use super::status::Status;
use super::{output, subject};

/// How many properties of a resource are written out.
const PROPERTIES: usize = 6;

/// How many characters of a value are written out.
const VALUE: usize = 60;

/// Every kind of change, as they are listed.
const KINDS: [ChangeKind; 4] =
    [ChangeKind::Replaced, ChangeKind::Removed, ChangeKind::Changed, ChangeKind::Added];

/// Compares the project with another version of it.
pub(super) fn run(project: &Project, other: &str, stage: &str, format: Format) -> Status {
    let directory = match WorkingDirectory::current() {
        Ok(directory) => directory,
        Err(error) => return output::failure(format_args!("no working directory: {error}")),
    };
    let old = match read(project, other, &directory) {
        Ok(old) => old,
        Err(status) => return status,
    };
    let region = subject::region();
    let [old_inventory, new_inventory] =
        [&old, project].map(|project| Inventory::new(project, region.as_deref()));
    let before = package(&old, &old_inventory, stage);
    let after = package(project, &new_inventory, stage);
    let problems = rules::check_versions(&Versions {
        old: &old,
        old_name: other,
        old_inventory: &old_inventory,
        new: project,
        new_inventory: &new_inventory,
    });
    let comparison = Comparison {
        from: other,
        to: directory.relative(&project.manifest.path),
        stage,
        changes: diff(&before, &after),
        plugins: after.plugins.iter().chain(&before.plugins).map(String::as_str).collect(),
        text: Text::new(&project.manifest.syntax.text),
        problems,
    };
    let written = output::result(&match format {
        Format::Yaml => comparison.words(),
        Format::Json => subject::json(&comparison.json()),
    });
    let loses = if comparison.problems.is_empty() { Status::Success } else { Status::Problems };
    written.max(loses)
}

/// The other version: a file or folder, else what a git revision has.
fn read(project: &Project, other: &str, directory: &WorkingDirectory) -> Result<Project, Status> {
    let path = Path::new(other);
    if directory.absolute(path).exists() {
        // A version that cannot be read is nothing to compare with.
        return subject::read(path, Path::new("app.arc")).map_err(|_| Status::Failure);
    }
    if !other.contains(':') {
        return Err(output::failure(format_args!(
            "there is no file `{other}`; a git revision is written with its file, as in `HEAD~1:app.arc`"
        )));
    }
    let (revision, manifest) = Revision::open(&project.root, other).map_err(output::failure)?;
    let syntax = parse_manifest(&revision, &manifest)
        .map_err(|error| output::failure(format_args!("cannot read {other}: {error}")))?;
    if !syntax.problems.is_empty() {
        subject::rejection(other, &syntax);
        return Err(Status::Failure);
    }
    Ok(Project::with_manifest(&revision, &manifest, syntax))
}

struct Comparison<'a> {
    from: &'a str,
    to: String,
    stage: &'a str,
    changes: Vec<Change<'a>>,
    /// Of both versions.
    plugins: std::collections::BTreeSet<&'a str>,
    text: Text,
    problems: Vec<Problem>,
}

impl Comparison<'_> {
    fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    fn words(&self) -> String {
        let mut out = String::new();
        if !self.problems.is_empty() {
            out.push_str("THIS DEPLOY LOSES DATA OR FAILS:\n\n");
        }
        for problem in &self.problems {
            let Place { line, column, .. } = Place::of(&self.text, problem.span.start);
            let (severity, rule) = (problem.severity.name(), problem.rule.name);
            out.push_str(&format!("{severity}[{rule}]: {}\n", problem.message));
            out.push_str(&format!("  --> {}:{line}:{column}\n\n", self.to));
        }
        let (from, to, stage) = (self.from, &self.to, self.stage);
        let counts = KINDS.iter().filter(|kind| self.count(**kind) > 0);
        let counts: Vec<String> =
            counts.map(|kind| format!("{} {}", self.count(*kind), kind.name())).collect();
        let counts =
            if counts.is_empty() { "no resource changes".to_owned() } else { counts.join(", ") };
        out.push_str(&format!("{from} -> {to} ({stage}): {counts}\n"));
        if !self.plugins.is_empty() {
            let plugins: Vec<&str> = self.plugins.iter().copied().collect();
            let plugins = plugins.join(", ");
            out.push_str(&format!(
                "What these plugins change is not known without running them: {plugins}\n"
            ));
        }
        for kind in KINDS {
            let mut changes = self.changes.iter().filter(|change| change.kind == kind).peekable();
            if changes.peek().is_some() {
                out.push('\n');
            }
            changes.for_each(|change| words(change, &mut out));
        }
        out
    }

    fn json(&self) -> Value {
        let problems = self.problems.iter().map(|problem| {
            json!({
                "rule": problem.rule.name,
                "severity": problem.severity.name(),
                "message": problem.message,
                "file": self.to,
                "range": Range::of(&self.text, problem.span),
                "url": problem.rule.url(),
            })
        });
        let resources = self.changes.iter().map(|change| {
            let properties = change.properties.iter().map(
                |property| json!({ "path": property.path, "old": property.old, "new": property.new }),
            );
            let origin = change.new.and_then(|resource| resource.origin);
            json!({
                "id": change.id(),
                "type": change.resource_type(),
                "change": change.kind.name(),
                "properties": properties.collect::<Vec<_>>(),
                "range": origin.map(|origin| Range::of(&self.text, origin)),
            })
        });
        let summary = KINDS.iter().map(|kind| (kind.name().to_owned(), self.count(*kind).into()));
        json!({
            "version": 1,
            "from": self.from,
            "to": self.to,
            "stage": self.stage,
            "plugins": self.plugins,
            "problems": problems.collect::<Vec<_>>(),
            "resources": resources.collect::<Vec<_>>(),
            "summary": Value::Object(summary.collect()),
        })
    }
}

fn words(change: &Change<'_>, out: &mut String) {
    out.push_str(&format!(
        "{:8}  {} ({})\n",
        change.kind.name(),
        change.id(),
        change.resource_type()
    ));
    for property in change.properties.iter().take(PROPERTIES) {
        let path = property.path.strip_prefix("Properties.").unwrap_or(&property.path);
        let [old, new] = [&property.old, &property.new]
            .map(|value| value.as_ref().map_or_else(|| "nothing".to_owned(), short));
        out.push_str(&format!("            {path}: {old} -> {new}\n"));
    }
    if change.properties.len() > PROPERTIES {
        out.push_str(&format!("            and {} more\n", change.properties.len() - PROPERTIES));
    }
}

/// A value in one line; where it is long, how much there is of it.
fn short(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match (text.char_indices().nth(VALUE), value) {
        (None, _) => text,
        (Some(_), Value::Array(items)) => format!("{} items", items.len()),
        (Some(_), Value::Object(map)) => format!("{} keys", map.len()),
        (Some((end, _)), _) => format!("{}…", &text[..end]),
    }
}
