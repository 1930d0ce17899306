//! The inventory as JSON, with the values that `@architect/inventory` resolves and paths relative to the
//! project, and as a table to read.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::manifest::schema::RuntimeFamily;
use crate::manifest::{
    FunctionPragma, Index, Projection, Settings, Sharing, Spanned, Static, Table, js_string,
};

use super::super::file_system::FileSystem;
use super::super::handler::HandlerState;
use super::super::project::Project;
use super::function::{Expression, InventoryFunction, family};
use super::resolved::Inventory;

/// The inventory as JSON.
pub fn report(
    files: &dyn FileSystem,
    project: &Project,
    inventory: &Inventory,
    stage: &str,
) -> Value {
    let file = project.manifest.path.strip_prefix(&project.root).unwrap_or(&project.manifest.path);
    let shared = Shares::new(files, project, &inventory.shared, "src/shared", "shared");
    let views = Shares::new(files, project, &inventory.views, "src/views", "views");
    let has_functions = inventory.functions.iter().any(|function| !function.is_asset_proxy());
    let mut functions = Vec::new();
    for pragma in ORDER {
        for declared in inventory.functions_of(pragma) {
            let mut resolved = declared.clone();
            shared.apply(&mut resolved);
            views.apply(&mut resolved);
            functions.push(resolved);
        }
    }
    let list = |name: &str, shares: &Shares, used: bool| {
        let folder = shares.folder.as_ref().filter(|_| used)?;
        let mut sources: Vec<String> = Vec::new();
        for function in functions.iter().filter(|f| f.config.value(name) == &Value::from(true)) {
            let source = relative(&function.code);
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Some(json!({ "src": folder, name: sources }))
    };
    let shared_list = list("shared", &shared, has_functions);
    let views_list = list("views", &views, inventory.has("http"));
    json!({
        "app": inventory.app.as_str(),
        "stage": stage,
        "manifest": slashed(file),
        "aws": settings(&inventory.aws),
        "functions": functions
            .iter()
            .map(|function| function_report(files, project, function))
            .collect::<Vec<_>>(),
        "tables": inventory.tables.iter().map(table_report).collect::<Vec<_>>(),
        "tables-indexes": inventory.indexes.iter().map(index_report).collect::<Vec<_>>(),
        "static": static_report(inventory),
        "proxy": inventory.proxy.as_ref().map(|proxy| {
            proxy.stages.iter().map(|(stage, url)| ((*stage).to_owned(), json!(url.to_js_string().as_str())))
                .collect::<Map<_, _>>()
        }),
        "cdn": inventory.cdn,
        "shared": shared_list,
        "views": views_list,
        "plugins": project.plugins.iter().map(|plugin| plugin.name.as_str()).collect::<Vec<_>>(),
    })
}

/// The order in which the inventory lists its pragmas.
const ORDER: [FunctionPragma; 6] = [
    FunctionPragma::Events,
    FunctionPragma::Http,
    FunctionPragma::Queues,
    FunctionPragma::Scheduled,
    FunctionPragma::TablesStreams,
    FunctionPragma::Ws,
];

/// Who gets the code of `@shared` or `@views`.
struct Shares {
    name: &'static str,
    /// The folder, relative to the project; nothing where there is none to share.
    folder: Option<String>,
    /// The functions that get it, where they are listed.
    listed: Option<Vec<(String, String)>>,
}

impl Shares {
    fn new(
        files: &dyn FileSystem,
        project: &Project,
        sharing: &Sharing,
        default: &str,
        name: &'static str,
    ) -> Shares {
        let folder = match &sharing.src {
            Some(src) => Some(src.text.to_string()),
            None => files.kind(&project.root.join(default)).map(|_| default.to_owned()),
        };
        let listed = || {
            let pairs = sharing.functions.iter();
            pairs.map(|listed| (listed.pragma.to_string(), listed.name.to_string())).collect()
        };
        let listed = (folder.is_some() && sharing.selective).then(listed);
        Shares { name, folder, listed }
    }

    fn apply(&self, function: &mut InventoryFunction) {
        let Some(listed) = &self.listed else { return };
        let reaches = self.name == "shared" || function.pragma == FunctionPragma::Http;
        if !reaches {
            return;
        }
        let named = |(pragma, name): &(String, String)| {
            pragma == function.pragma.name() && *name == function.name
        };
        let gets = !function.is_asset_proxy() && listed.iter().any(named);
        function.config.set(self.name, Value::from(gets));
    }
}

fn function_report(
    files: &dyn FileSystem,
    project: &Project,
    function: &InventoryFunction,
) -> Value {
    let handler = handler_file(files, project, function);
    let mut report = Map::new();
    let mut put = |name: &str, value: Value| {
        report.insert(name.to_owned(), value);
    };
    put("pragma", json!(function.pragma_name()));
    put("name", json!(function.name.as_str()));
    if let Some((method, path)) = &function.route {
        put("method", json!(method.as_str()));
        put("path", json!(path.as_str()));
    }
    if function.pragma == FunctionPragma::Ws {
        put("route", json!(function.name.as_str()));
    }
    if let Some(table) = &function.table {
        put("table", json!(table.as_str()));
    }
    if let Some(timing) = &function.timing {
        put("rate", timing.rate.as_ref().map_or(Value::Null, rate_report));
        put("cron", timing.cron.as_ref().map_or(Value::Null, cron_report));
        put("timezone", timing.timezone.clone());
    }
    if let Some(queue) = &function.queue {
        put("fifo", queue.fifo.clone());
        put("batchSize", queue.batch_size.clone());
        put("batchWindow", queue.batch_window.clone());
    }
    put("src", json!(relative(&function.code)));
    put("handlerFile", json!(handler.file));
    put("handlerMethod", json!(handler.method));
    if let Some(system) = handler.module_system {
        put("handlerModuleSystem", json!(system));
    }
    for name in ["handler", "runtime", "memory", "timeout", "storage", "architecture"] {
        put(name, function.config.value(name).clone());
    }
    let config_file = function.declared.and_then(|index| project.config_of(index));
    put(
        "configFile",
        json!(config_file.map(|config| {
            slashed(config.path.strip_prefix(&project.root).unwrap_or(&config.path))
        })),
    );
    let mut config = settings(&function.config);
    if let (Some(alias), Some(config)) = (&function.runtime_alias, config.as_object_mut()) {
        config.insert("runtimeAlias".to_owned(), json!(alias));
    }
    put("config", config);
    if function.is_asset_proxy() {
        put("arcStaticAssetProxy", json!(true));
    }
    Value::Object(report)
}

struct Handler {
    file: String,
    method: String,
    module_system: Option<&'static str>,
}

/// The file that the inventory says is called, whether it is there or not.
/// (`@architect/inventory`, `populate-lambda/get-handler`)
fn handler_file(
    files: &dyn FileSystem,
    project: &Project,
    function: &InventoryFunction,
) -> Handler {
    let mut parts = function.configured_handler.split('.');
    let named = parts.next().unwrap_or_default();
    let method = parts.next().unwrap_or_default().to_owned();
    let folder = relative(&function.code);
    let in_folder = |name: &str| match folder.as_str() {
        "." => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    if function.is_asset_proxy() {
        return Handler { file: in_folder("index.js"), method, module_system: None };
    }
    let path = |name: &str| project.root.join(&folder).join(name);
    let first = |names: &[&'static str]| {
        names.iter().find(|name| files.kind(&path(name)).is_some()).copied()
    };
    let mut module_system = None;
    let file = match family(&function.runtime()) {
        Some(RuntimeFamily::Node) => {
            let found = first(&["index.js", "index.mjs", "index.cjs"]);
            let package = files
                .read(&path("package.json"))
                .ok()
                .filter(|_| !matches!(found, Some("index.mjs" | "index.cjs")));
            let is_module = package.as_deref().map(|text| {
                serde_json::from_slice::<Value>(text).is_ok_and(|p| p["type"] == "module")
            });
            module_system = Some(match (found, is_module) {
                (Some("index.mjs"), _) | (_, Some(true)) | (None, None) => "esm",
                _ => "cjs",
            });
            match (found, is_module) {
                (Some(found), _) => found.to_owned(),
                (None, None) => format!("{named}.mjs"),
                (None, Some(_)) => format!("{named}.js"),
            }
        }
        Some(RuntimeFamily::Python) => {
            first(&["lambda.py", "handler.py", "index.py"]).unwrap_or("lambda.py").to_owned()
        }
        Some(RuntimeFamily::Ruby) => {
            first(&["lambda.rb", "handler.rb", "index.rb"]).unwrap_or("lambda.rb").to_owned()
        }
        Some(RuntimeFamily::Deno) => {
            let names = ["mod.ts", "mod.js", "mod.tsx", "index.ts", "index.js", "index.tsx"];
            first(&names).unwrap_or("mod.ts").to_owned()
        }
        _ => named.to_owned(),
    };
    Handler { file: in_folder(&file), method, module_system }
}

fn settings(settings: &Settings) -> Value {
    settings.iter().map(|setting| (setting.name.to_string(), setting.value.clone())).collect()
}

fn table_report(table: &Table) -> Value {
    let value = |spanned: &Option<Spanned>| spanned.as_ref().map(|spanned| spanned.value.clone());
    let mut report = json!({
        "name": table.name.as_str(),
        "partitionKey": table.partition_key.as_ref().map(|key| key.name.as_str()),
        "partitionKeyType": table.partition_key.as_ref().map(|key| key.kind.name()),
        "sortKey": table.sort_key.as_ref().map(|key| key.name.as_str()),
        "sortKeyType": table.sort_key.as_ref().map(|key| key.kind.name()),
        "stream": value(&table.stream),
        "ttl": table.ttl.as_ref().map(|ttl| ttl.name.as_str()),
        "encrypt": value(&table.encrypt),
        "pitr": value(&table.pitr),
    });
    if let Some(recovery) = value(&table.point_in_time_recovery) {
        report["PointInTimeRecovery"] = recovery;
    }
    report
}

fn index_report(index: &Index) -> Value {
    json!({
        "name": index.table.as_str(),
        "partitionKey": index.partition_key.as_ref().map(|key| key.name.as_str()),
        "partitionKeyType": index.partition_key.as_ref().map(|key| key.kind.name()),
        "sortKey": index.sort_key.as_ref().map(|key| key.name.as_str()),
        "sortKeyType": index.sort_key.as_ref().map(|key| key.kind.name()),
        "indexName": index.name.as_ref().map(|name| name.value.clone()),
        "projectionType": index.projection.name(),
        "projectionAttributes": match &index.projection {
            Projection::Include(attributes) => Value::Array(attributes.clone()),
            Projection::All | Projection::Keys => Value::Null,
        },
    })
}

fn static_report(inventory: &Inventory) -> Value {
    match &inventory.static_assets {
        None => Value::Null,
        Some(Static::Off) => Value::from(false),
        Some(Static::On(settings)) => {
            settings.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
        }
    }
}

/// `Number(word)` where that is one, else the word.
fn coerced(word: &str) -> Value {
    let plain = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e'));
    let number = word.parse::<f64>().ok().filter(|_| plain);
    number.map_or_else(
        || Value::from(word),
        |number| serde_json::from_str(ryu_js::Buffer::new().format(number)).unwrap_or(Value::Null),
    )
}

fn rate_report(rate: &Expression) -> Value {
    let mut words = rate.0.split(' ').map(coerced);
    let value = words.next();
    let interval = words.next().map(|interval| match interval {
        Value::String(word) => Value::from(word.to_lowercase()),
        other => other,
    });
    json!({ "expression": rate.0, "value": value, "interval": interval })
}

fn cron_report(cron: &Expression) -> Value {
    let mut report = json!({ "expression": cron.0 });
    let names = ["minutes", "hours", "dayOfMonth", "month", "dayOfWeek", "year"];
    for (name, word) in names.into_iter().zip(cron.0.split(' ')) {
        report[name] = coerced(word);
    }
    report
}

fn relative(code: &str) -> String {
    code.strip_prefix("./").unwrap_or(code).trim_end_matches('/').to_owned()
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The inventory as a table for people.
pub fn table(files: &dyn FileSystem, project: &Project, inventory: &Inventory) -> String {
    let mut rows =
        vec![["PRAGMA", "NAME", "HANDLER", "RUNTIME", "MEMORY", "TIMEOUT"].map(str::to_owned)];
    for pragma in FunctionPragma::ALL {
        for function in inventory.functions_of(pragma) {
            let file = match function.declared.map(|index| &project.handlers[index]) {
                Some(HandlerState::Compiled { source }) => project.relative(source),
                Some(state) if state.is_plainly_missing() => {
                    format!("{} (missing)", handler_file(files, project, function).file)
                }
                _ => handler_file(files, project, function).file,
            };
            rows.push([
                format!("@{}", pragma.name()),
                function.name.to_string(),
                file,
                function.runtime(),
                format!("{} MB", js_string(function.config.value("memory"))),
                format!("{} s", js_string(function.config.value("timeout"))),
            ]);
        }
    }
    let mut text = format!("{} in {}\n", inventory.app, inventory.region());
    if rows.len() > 1 {
        text.push('\n');
        columns(&rows, &mut text);
    }
    if !inventory.tables.is_empty() {
        let mut rows = vec![["TABLE", "PARTITION KEY", "SORT KEY", "INDEXES"].map(str::to_owned)];
        for table in &inventory.tables {
            let key = |key: &Option<crate::manifest::Key>| {
                let key = key.as_ref();
                key.map_or("-".to_owned(), |key| format!("{} {}", key.name, key.kind.name()))
            };
            let indexes = inventory.indexes.iter().filter(|index| index.table == table.name);
            let names: Vec<String> = indexes.filter_map(Index::deployed_name).collect();
            let names = if names.is_empty() { "-".to_owned() } else { names.join(", ") };
            rows.push([
                table.name.to_string(),
                key(&table.partition_key),
                key(&table.sort_key),
                names,
            ]);
        }
        text.push('\n');
        columns(&rows, &mut text);
    }
    if let Some(settings) = inventory.static_settings() {
        text.push_str(&format!("\nstatic assets from {}\n", js_string(settings.value("folder"))));
    }
    if !project.plugins.is_empty() {
        let names: Vec<&str> = project.plugins.iter().map(|plugin| plugin.name.as_str()).collect();
        text.push_str(&format!("\nwhat plugins add is not known: {}\n", names.join(", ")));
    }
    text
}

fn columns<const N: usize>(rows: &[[String; N]], text: &mut String) {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: [usize; N] = std::array::from_fn(|column| width(column).unwrap_or_default());
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            let padding = width - cell.chars().count() + 2;
            line.extend(std::iter::repeat_n(' ', padding));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
