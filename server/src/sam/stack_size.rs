//! How large the stack is that a project becomes, counted without making its template: problems are looked for at every
//! keystroke. The tests hold it against the templates of the reference.

use crate::manifest::{FunctionPragma, Static, is_truthy, json, static_assets};
use crate::project::Project;
use crate::project::inventory::DEFAULT_STAGE;
use crate::syntax::{Entry, Reading, Shape};

/// The numbers of a stack that AWS limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StackSize {
    /// Resources, those included that SAM makes of one of its own: a function's permissions, subscriptions and the like.
    /// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html>
    pub resources: usize,
    /// Outputs.
    pub outputs: usize,
    /// Integrations of the HTTP API: one for each route.
    pub integrations: usize,
}

/// The size of the stack of a project. What plugins add is not known.
pub fn stack_size(project: &Project) -> StackSize {
    let reading = &project.manifest.syntax.reading;
    let stage = project.settings.stage.as_deref().unwrap_or(DEFAULT_STAGE);
    let mut size = StackSize { resources: 1, ..StackSize::default() };
    let mut parameters = 0;
    let of_manifest = Own::of(reading, &["aws"]);
    for (index, function) in project.functions.iter().enumerate() {
        let (resources, outputs) = match function.pragma {
            // The function, and the permission to call it.
            FunctionPragma::Http => (2, 0),
            // Function, topic, subscription and permission.
            FunctionPragma::Events => (4, 1),
            // Function, queue and event source mapping.
            FunctionPragma::Queues => (3, 1),
            // The function with its schedule or event source mapping.
            FunctionPragma::Scheduled | FunctionPragma::TablesStreams => (2, 0),
            // Function, route, integration and permission.
            FunctionPragma::Ws => (4, 0),
        };
        size.resources += resources + of_config(project, index, &of_manifest);
        size.outputs += outputs;
        parameters += outputs;
    }
    let has =
        |pragma: FunctionPragma| project.functions.iter().any(|function| function.pragma == pragma);
    if has(FunctionPragma::Scheduled) {
        size.resources += 1;
    }
    if reading.pragma("ws").is_some() {
        size.resources += 4;
        size.outputs += 1;
    }
    let tables = reading.pragma("tables").map_or(0, |tables| tables.entries.len());
    size.resources += tables;
    parameters += tables;
    let assets = match static_assets(reading) {
        Some(Static::On(settings)) => Some(settings),
        Some(Static::Off) | None => None,
    };
    if let Some(settings) = &assets {
        size.resources += if is_truthy(settings.value(stage)) { 1 } else { 2 };
        size.outputs += 1;
        parameters += 2;
    }
    if parameters > 0 {
        size.resources += parameters + 1;
    }
    if reading.pragma("http").is_some() {
        size.resources += 2;
        size.outputs += 2;
        let routes = project.functions.iter().filter(|function| function.route.is_some()).count();
        size.integrations = routes + usize::from(assets.is_some());
        if reading.pragma("proxy").is_some() {
            size.integrations += 1;
        } else if !answers_at_root(project) {
            // The function that serves static assets.
            size.resources += 2;
            size.integrations += 1;
        }
    }
    size
}

/// Whether a route of the app takes the place of the function that serves static assets.
fn answers_at_root(project: &Project) -> bool {
    project.functions.iter().filter_map(|function| function.route.as_ref()).any(|route| {
        let path = route.path.as_str();
        let is_parameter = path.strip_prefix("/:").is_some_and(|rest| !rest.contains('/'));
        matches!(route.method.as_str(), "get" | "any")
            && (path == "/" || path == "/*" || is_parameter)
    })
}

/// What the config of a function adds: a role for its own policies; a version and an alias where concurrency is
/// provisioned.
fn of_config(project: &Project, index: usize, of_manifest: &Own) -> usize {
    let config = project.config_of(index).and_then(|config| config.source.as_ref());
    let own = config.map(|source| Own::of(&source.syntax.reading, &["aws", "arc"]));
    let own = own.unwrap_or_default();
    let alias = own.provisioned.or(of_manifest.provisioned).unwrap_or_default();
    usize::from(own.policies || of_manifest.policies) + if alias { 2 } else { 0 }
}

/// What a manifest or a config says of its own of policies and provisioned concurrency.
#[derive(Default)]
struct Own {
    policies: bool,
    /// Whether it is provisioned, where anything is said of it.
    provisioned: Option<bool>,
}

impl Own {
    fn of(reading: &Reading, pragmas: &[&str]) -> Own {
        let policies = settings(reading, pragmas).any(|entry| {
            ["policies", "policy"].contains(&entry.head().text.as_str())
                && match &entry.shape {
                    Shape::Array(items) => items.len() > 1,
                    Shape::Vector { items, .. } => !items.is_empty(),
                    Shape::Map { .. } => true,
                    Shape::Scalar(_) => false,
                }
        });
        // Of several lines the last counts, of the two pragmas of a config `@arc`.
        let lines = settings(reading, pragmas)
            .filter(|entry| entry.head().text == "provisionedConcurrency");
        let values = lines.filter_map(|entry| match &entry.shape {
            Shape::Array(items) => items.get(1..),
            Shape::Vector { items, .. } => Some(items.as_slice()),
            Shape::Map { .. } | Shape::Scalar(_) => None,
        });
        let provisioned = values.last().map(|values| match values {
            [value] => is_truthy(&json(value)),
            // A list.
            _ => true,
        });
        Own { policies, provisioned }
    }
}

fn settings<'r>(reading: &'r Reading, pragmas: &[&'r str]) -> impl Iterator<Item = &'r Entry> {
    let found: Vec<_> = pragmas.iter().filter_map(|name| reading.pragma(name)).collect();
    found.into_iter().flat_map(|pragma| &pragma.entries)
}
