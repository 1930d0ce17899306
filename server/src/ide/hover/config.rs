//! The config that a function has in effect, and where each value comes from.

use serde_json::Value;

use crate::manifest::{Layer, Setting, js_string};
use crate::project::inventory::InventoryFunction;
use crate::project::{Project, SourceFile};

use super::context::line;

/// The settings that are shown wherever they come from.
const ALWAYS: [&str; 5] = ["runtime", "memory", "timeout", "storage", "architecture"];

/// What is in effect, one line for each place that it comes from, the nearest first.
pub(super) fn section(project: &Project, function: &InventoryFunction) -> String {
    let mut out = String::from("\nConfig:\n");
    for layer in [Layer::FunctionConfig, Layer::Manifest, Layer::Default] {
        let settings = function.config.iter().filter(|it| it.layer == layer && is_shown(it));
        let mut settings: Vec<&Setting> = settings.collect();
        let place = |it: &&Setting| ALWAYS.iter().position(|name| it.name == *name);
        settings.sort_by_key(|it| place(it).unwrap_or(ALWAYS.len()));
        if settings.is_empty() {
            continue;
        }
        let values: Vec<String> = settings.iter().map(|it| shown(it, function)).collect();
        let from = match source_of(project, function, layer) {
            Some((name, source)) => format!("{name}, {}", lines(source, &settings)),
            None => "by default".to_owned(),
        };
        out.push_str(&format!("- {}: {from}\n", values.join(", ")));
    }
    out
}

/// The file of a layer, and what it is called.
pub(super) fn source_of<'p>(
    project: &'p Project,
    function: &InventoryFunction,
    layer: Layer,
) -> Option<(String, &'p SourceFile)> {
    match layer {
        Layer::Default => None,
        Layer::Manifest => Some(("`@aws` of the manifest".to_owned(), &project.manifest)),
        Layer::FunctionConfig => {
            let source = project.config_of(function.declared?)?.source.as_ref()?;
            Some((format!("`{}`", project.relative(&source.path)), source))
        }
    }
}

fn is_shown(setting: &Setting) -> bool {
    ALWAYS.contains(&setting.name.as_str())
        || (setting.layer != Layer::Default && setting.name != "region")
}

/// A setting as it would be written; of a list, how long it is.
fn shown(setting: &Setting, function: &InventoryFunction) -> String {
    let name = &setting.name;
    match &setting.value {
        Value::Array(items) => match items.as_slice() {
            [one] => format!("`{name} {}`", js_string(one)),
            many => format!("{} `{name}`", many.len()),
        },
        Value::Object(_) => format!("`{name}`"),
        value => match function.runtime_alias.as_ref().filter(|_| name == "runtime") {
            Some(alias) => format!("`{name} {}` (`{alias}`)", js_string(value)),
            None => format!("`{name} {}`", js_string(value)),
        },
    }
}

/// The lines that settings are written on: `line 2`, `lines 2, 3`.
fn lines(source: &SourceFile, settings: &[&Setting]) -> String {
    let starts = settings.iter().flat_map(|setting| setting.entries.iter().map(|it| it.start));
    let mut lines: Vec<usize> = starts.map(|start| line(source, start)).collect();
    lines.sort_unstable();
    lines.dedup();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    format!("{word} {}", lines.join(", "))
}
