//! `arc.samTemplate`: the template of a manifest, with the line that each resource comes from. For a live preview: it says
//! where each resource stands in the text, and what makes it, so that an editor goes both ways without asking again.
//! `arc.samSource` is the way back for an editor that does not keep that.

use std::ops::Range as Lines;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::{Location, Position, Range, Url};

use super::analysis::Analysis;
use super::convert::Door;
use super::snapshot::Snapshot;
use crate::project::SourceFile;
use crate::project::inventory::Inventory;
use crate::sam::{Resource, Style, Template, commented, package, resource_lines, yaml};
use crate::text::{Span, Text};

/// What is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// The manifest, or a config of one of its functions.
    pub(super) uri: Url,
    /// One function only, as in `events yolo`.
    function: Option<String>,
    /// One resource only, by its logical ID.
    resource: Option<String>,
    /// The function at this place only.
    position: Option<Position>,
    /// The stage; without it that of `arc-lsp.toml`, else `staging`.
    stage: Option<String>,
    #[serde(default)]
    format: Format,
    /// Whether to tell, by [`TemplateChanged`], when the answer may be another; without it nothing changes.
    pub(super) watch: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Yaml,
    Json,
}

/// What makes a resource, asked for by its logical ID.
#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) uri: Url,
    resource: String,
}

/// Tells a client that watches a template to ask for it anew.
pub(super) enum TemplateChanged {}

impl Notification for TemplateChanged {
    type Params = Value;
    const METHOD: &'static str = "arc/samTemplateChanged";
}

/// The answer, or what is wrong with the question.
pub(super) fn of(snapshot: &Snapshot, asked: &Asked) -> Result<Value, String> {
    let analysis = analysis(snapshot)?;
    let project = &analysis.project;
    let packaged = analysis.packaged();
    let other = asked.stage.as_deref().map(|stage| package(project, &packaged.inventory, stage));
    let template = other.as_ref().unwrap_or(&packaged.template);
    let resources = resources(snapshot, asked, &analysis, template)?;
    let whole = asked.function.is_none() && asked.resource.is_none() && asked.position.is_none();
    let value =
        if whole { template.to_json() } else { template.excerpt(resources.iter().copied()) };
    let text = match asked.format {
        Format::Yaml => commented(template, &yaml(&value, Style::Short)),
        Format::Json => format!("{value:#}\n"),
    };
    let places = Places::new(snapshot, &project.manifest)?;
    let lines = resource_lines(&text);
    let listed = resources
        .iter()
        .zip(lines)
        .map(|(resource, lines)| describe(&packaged.inventory, resource, &lines, &places));
    let listed: Vec<Value> = listed.collect();
    Ok(json!({
        "uri": places.uri,
        "version": snapshot.version_of(&project.manifest.path),
        "format": if asked.format == Format::Yaml { "yaml" } else { "json" },
        "text": text,
        "resources": listed,
        "plugins": template.plugins,
    }))
}

/// The places in the manifest that make a resource, what makes it first.
pub(super) fn source(snapshot: &Snapshot, asked: &Source) -> Result<Value, String> {
    let analysis = analysis(snapshot)?;
    let template = &analysis.packaged().template;
    let resource = template
        .resource(&asked.resource)
        .ok_or_else(|| format!("the template has no resource `{}`", asked.resource))?;
    let places = Places::new(snapshot, &analysis.project.manifest)?;
    let parts = resource.parts.iter().map(|part| part.origin);
    let locations: Vec<Location> =
        resource.origin.into_iter().chain(parts).map(|origin| places.location(origin)).collect();
    Ok(json!(locations))
}

fn analysis(snapshot: &Snapshot) -> Result<std::sync::Arc<Analysis>, String> {
    let analysis = snapshot.analysis();
    analysis.ok_or_else(|| format!("{} is no file of an Architect project", snapshot.document.uri))
}

fn resources<'t>(
    snapshot: &Snapshot,
    asked: &Asked,
    analysis: &Analysis,
    template: &'t Template,
) -> Result<Vec<&'t Resource>, String> {
    let inventory = &analysis.packaged().inventory;
    if let Some(id) = &asked.resource {
        let found = template.resource(id);
        return Ok(vec![found.ok_or_else(|| format!("the template has no resource `{id}`"))?]);
    }
    if let Some(name) = &asked.function {
        return Ok(template.resources_of(inventory.function_named(name)?).collect());
    }
    let Some(position) = asked.position else { return Ok(template.resources.iter().collect()) };
    let offset = snapshot.door().offset(position);
    let path = snapshot.document.path.as_deref();
    let project = &analysis.project;
    // In the manifest, what the entry at this place makes; in a config, what is made for its first function.
    if path == Some(project.manifest.path.as_path()) {
        let here = |it: &&Resource| it.origin.is_some_and(|origin| origin.touches(offset));
        return Ok(template.resources.iter().filter(here).collect());
    }
    let own = inventory.functions.iter().position(|function| {
        let config = function.declared.and_then(|index| project.config_of(index));
        config.is_some_and(|config| Some(config.path.as_path()) == path)
    });
    let own = own.ok_or("no function has its config here")?;
    Ok(template.resources_of(own).collect())
}

fn describe(
    inventory: &Inventory,
    resource: &Resource,
    lines: &Lines<usize>,
    places: &Places<'_>,
) -> Value {
    let function = resource.function.map(|index| &inventory.functions[index]);
    let parts = resource
        .parts
        .iter()
        .map(|part| json!({ "pointer": part.pointer, "origin": places.location(part.origin) }));
    json!({
        "id": resource.id,
        "type": resource.kind(),
        "function": function.map(|it| format!("{} {}", it.pragma.name(), it.name)),
        "range": range_of(lines),
        "origin": resource.origin.map(|origin| places.location(origin)),
        "parts": parts.collect::<Vec<_>>(),
    })
}

/// Whole lines as a range.
fn range_of(lines: &Lines<usize>) -> Range {
    let line = |line: usize| Position::new(u32::try_from(line).unwrap_or(u32::MAX), 0);
    Range::new(line(lines.start), line(lines.end))
}

/// The places of a manifest as the client counts them.
struct Places<'a> {
    uri: Url,
    text: Text,
    snapshot: &'a Snapshot,
}

impl Places<'_> {
    fn new<'a>(snapshot: &'a Snapshot, manifest: &SourceFile) -> Result<Places<'a>, String> {
        let uri = Url::from_file_path(&manifest.path)
            .map_err(|()| format!("{} is no absolute path", manifest.path.display()))?;
        Ok(Places { uri, text: Text::new(&manifest.syntax.text), snapshot })
    }

    fn location(&self, span: Span) -> Location {
        let door = Door { text: &self.text, encoding: self.snapshot.client.encoding };
        Location::new(self.uri.clone(), door.range(span))
    }
}
