//! A function with everything that is known of it.

use std::path::Path;

use serde_json::Value;
use smol_str::SmolStr;

use crate::manifest::schema::{RuntimeFamily, resolve_runtime};
use crate::manifest::{Function, FunctionPragma, Layer, Settings, is_truthy, js_string, property};
use crate::syntax::{Entry, Scalar, Shape};
use crate::text::Span;

use super::super::handler::HandlerState;
use super::super::project::Project;

/// Where the asset proxy's code is taken from, wherever the reference is installed.
const ASSET_PROXY_CODE: &str = "./node_modules/@architect/asap/src";

/// A function of the inventory.
#[derive(Clone, Debug)]
pub struct InventoryFunction {
    /// The pragma that it stands under.
    pub pragma: FunctionPragma,
    /// Its name.
    pub name: SmolStr,
    /// Its place among the functions that the manifest declares; nothing of the asset proxy.
    pub declared: Option<usize>,
    /// The entry that makes it, in the manifest; of the asset proxy, nothing.
    pub span: Option<Span>,
    /// Whether it is there without being written.
    pub implicit: bool,
    /// Whether it is the stream of a table that says `stream true`, the old way to declare one.
    pub by_table: bool,
    /// Method, in lower case, and path, of `@http`.
    pub route: Option<(SmolStr, SmolStr)>,
    /// The folder of its code relative to the project: `./src/events/yolo`.
    pub code: String,
    /// The table whose stream it is.
    pub table: Option<SmolStr>,
    /// When it runs, of `@scheduled`.
    pub timing: Option<Timing>,
    /// How its queue works, of `@queues`.
    pub queue: Option<Queue>,
    /// Its config: what all functions start from, under its own file.
    pub config: Settings,
    /// The alias that `runtime` was written as.
    pub runtime_alias: Option<String>,
    /// `handler` as it is written or by default, before the file that was found has its say.
    pub configured_handler: String,
}

/// When a function runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timing {
    /// What stands in `rate(…)`.
    pub rate: Option<Expression>,
    /// What stands in `cron(…)`.
    pub cron: Option<Expression>,
    /// The time zone, as written.
    pub timezone: Value,
}

/// A schedule expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression(
    /// What stands between the parentheses, the words with one space between.
    pub String,
);

/// How a queue works, each value as it is written, `null` where it is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// `fifo` of the entry, else of the manifest's `@aws`, else `true`.
    pub fifo: Value,
    /// `batchSize`.
    pub batch_size: Value,
    /// `batchWindow`.
    pub batch_window: Value,
}

impl InventoryFunction {
    /// A function that the manifest declares.
    pub(super) fn new(project: &Project, index: usize, defaults: &Settings) -> InventoryFunction {
        let function = &project.functions[index];
        let entry = entry_of(project, function);
        let mut config = defaults.clone();
        let queue = (function.pragma == FunctionPragma::Queues).then(|| queue(entry, &mut config));
        let reads = function.route.as_ref().is_some_and(|r| r.method == "get" || r.method == "any");
        if reads && config.get("views").is_none() {
            config.set("views", Value::from(true));
        }
        let own = project.config_of(index).and_then(|config| config.source.as_ref());
        for pragma in ["aws", "arc"] {
            if let Some(section) = own.and_then(|own| own.syntax.reading.pragma(pragma)) {
                config.overlay(&section.entries, Layer::FunctionConfig);
            }
        }
        let runtime_alias = resolve_alias(&mut config);
        if function.pragma != FunctionPragma::Http {
            config.remove("apigateway");
        }
        let configured_handler = js_string(config.value("handler"));
        let handler = handler_setting(&config, defaults, &project.handlers[index]);
        config.set("handler", handler);
        let trailing = function.custom_src.as_ref().is_some_and(|src| src.text.ends_with('/'));
        let slash = if trailing { "/" } else { "" };
        let code = match function.dir.as_str() {
            "." => format!(".{slash}"),
            dir if dir.starts_with("..") => format!("{dir}{slash}"),
            dir => format!("./{dir}{slash}"),
        };
        InventoryFunction {
            pragma: function.pragma,
            name: function.name.clone(),
            declared: Some(index),
            span: Some(function.entry_span),
            implicit: function.implicit,
            by_table: function.pragma == FunctionPragma::TablesStreams && entry.is_none(),
            route: function.route.as_ref().map(|r| (r.method.clone(), r.path.clone())),
            code,
            table: function.table.clone(),
            timing: (function.pragma == FunctionPragma::Scheduled)
                .then(|| entry.map(timing).unwrap_or_default()),
            queue,
            config,
            runtime_alias,
            configured_handler,
        }
    }

    /// The function that Architect adds to an app in which nothing else answers at the root; it takes no
    /// notice of `@aws`.
    pub(super) fn asset_proxy() -> InventoryFunction {
        let mut config = Settings::function_defaults();
        config.set("shared", Value::from(false));
        config.set("views", Value::from(false));
        InventoryFunction {
            pragma: FunctionPragma::Http,
            name: SmolStr::new_static("get /*"),
            declared: None,
            span: None,
            implicit: true,
            by_table: false,
            route: Some((SmolStr::new_static("get"), SmolStr::new_static("/*"))),
            code: ASSET_PROXY_CODE.to_owned(),
            table: None,
            timing: None,
            queue: None,
            config,
            runtime_alias: None,
            configured_handler: "index.handler".to_owned(),
        }
    }

    /// Whether it is the one that Architect adds to serve static assets.
    pub fn is_asset_proxy(&self) -> bool {
        self.declared.is_none()
    }

    /// The pragma that makes it, as the inventory names it: `tables` where a table says `stream true`.
    pub fn pragma_name(&self) -> &'static str {
        if self.by_table { "tables" } else { self.pragma.name() }
    }

    /// Its runtime; an alias is resolved.
    pub fn runtime(&self) -> String {
        js_string(self.config.value("runtime"))
    }
}

/// The entry of a function; nothing of one that is there without being written.
fn entry_of<'p>(project: &'p Project, function: &Function) -> Option<&'p Entry> {
    let reading = &project.manifest.syntax.reading;
    let section = reading.pragma(function.pragma.name())?;
    section.entries.iter().find(|entry| entry.span == function.entry_span)
}

/// How a queue works. `fifo` of the entry wins over that of `@aws`; the function's own config comes later and
/// is not asked, only passed on. (`@architect/inventory`, `populate-lambda`)
fn queue(entry: Option<&Entry>, config: &mut Settings) -> Queue {
    let written = |name: &str| {
        entry.and_then(|entry| property(entry, name)).map_or(Value::Null, |p| p.value())
    };
    let mut fifo = written("fifo");
    if fifo.is_null() {
        fifo = match config.value("fifo") {
            Value::Null => Value::from(true),
            value => value.clone(),
        };
    }
    config.set("fifo", fifo.clone());
    Queue { fifo, batch_size: written("batchSize"), batch_window: written("batchWindow") }
}

/// When an entry of `@scheduled` runs. Several words are joined with one space, numbers as ECMAScript prints
/// them. (`@architect/inventory`, `populate-lambda/_scheduled`)
fn timing(entry: &Entry) -> Timing {
    let mut timing = Timing::default();
    match &entry.shape {
        Shape::Array(items) => {
            let words = joined(&items[1..]);
            let inside = |word: &str| {
                let inside = words.strip_prefix(word)?.strip_prefix('(')?.strip_suffix(')')?;
                (!inside.contains(')')).then(|| Expression(inside.to_owned()))
            };
            timing.rate = inside("rate");
            timing.cron = inside("cron");
        }
        Shape::Map { .. } => {
            let written = |name: &str| {
                let property = property(entry, name)?;
                let absent = property.scalar().is_some_and(|_| !is_truthy(&property.value()));
                (!absent).then(|| Expression(joined(property.values)))
            };
            timing.rate = written("rate");
            timing.cron = written("cron");
            let timezone = property(entry, "timezone").map(|property| property.value());
            timing.timezone = timezone.filter(is_truthy).unwrap_or_default();
        }
        Shape::Scalar(_) | Shape::Vector { .. } => {}
    }
    timing
}

fn joined(words: &[Scalar]) -> String {
    words.iter().map(Scalar::to_js_string).collect::<Vec<_>>().join(" ")
}

/// Puts the runtime in the place of its alias, and returns the alias. Case does not count in an alias.
/// (`@architect/inventory`, `populate-lambda/get-runtime`)
fn resolve_alias(config: &mut Settings) -> Option<String> {
    let written = config.value("runtime");
    let Some(name) = written.as_str() else {
        let coerced = js_string(written);
        config.set("runtime", Value::from(coerced));
        return None;
    };
    let alias = name.to_lowercase();
    let runtime = resolve_runtime(name).filter(|runtime| runtime.name != name)?;
    config.set("runtime", Value::from(runtime.name));
    Some(alias)
}

/// The `Handler` that is deployed. One that a function's own config names is taken as it is; else the file
/// is the one that was found, or would be looked for. (`@architect/inventory`, `populate-lambda`)
fn handler_setting(config: &Settings, defaults: &Settings, state: &HandlerState) -> Value {
    let handler = config.value("handler");
    if handler != defaults.value("handler") {
        return handler.clone();
    }
    let handler = js_string(handler);
    let found = match state {
        HandlerState::Found { file } => file.file_name().and_then(|name| name.to_str()),
        _ => None,
    };
    let runtime = js_string(config.value("runtime"));
    let named = handler.split('.').next().unwrap_or_default();
    let file = match found {
        Some(found) => found,
        None if runtime.starts_with("python") || runtime.starts_with("ruby") => "lambda",
        None if runtime.starts_with("deno") => "mod",
        None => Path::new(named).file_name().and_then(|name| name.to_str()).unwrap_or(named),
    };
    let stem = file.split('.').next().unwrap_or_default();
    Value::from(format!("{stem}.handler"))
}

/// What runs a runtime, by how its name begins, as the inventory asks.
pub(super) fn family(runtime: &str) -> Option<RuntimeFamily> {
    [
        ("node", RuntimeFamily::Node),
        ("python", RuntimeFamily::Python),
        ("ruby", RuntimeFamily::Ruby),
        ("deno", RuntimeFamily::Deno),
    ]
    .into_iter()
    .find(|(prefix, _)| runtime.starts_with(prefix))
    .map(|(_, family)| family)
}
