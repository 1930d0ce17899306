//! A Lambda function with its environment.

use serde_json::{Map, Value, json};

use crate::manifest::is_truthy;
use crate::project::inventory::{InventoryFunction, RootHandler};

use super::globals::ROLE;
use super::parameters;
use super::template::{Builder, reference, substitute};

/// The policy by which a function with policies of its own keeps Architect's.
const DEFAULT_POLICIES: &str = "architect-default-policies";

/// Adds a function of the inventory under a logical ID.
pub(super) fn add(builder: &mut Builder<'_>, index: usize, id: &str) {
    let value = function(builder, index);
    builder.put(id.to_owned(), builder.origin_of(index), value);
}

/// Adds what calls a function.
pub(super) fn add_event(builder: &mut Builder<'_>, id: &str, event: String, value: Value) {
    let events = builder.properties(id).and_then(|p| p.get_mut("Events")?.as_object_mut());
    if let Some(events) = events {
        events.insert(event, value);
    }
}

fn function(builder: &Builder<'_>, index: usize) -> Value {
    let function = &builder.inventory.functions[index];
    let config = &function.config;
    let mut properties = Map::new();
    let mut put = |key: &str, value: Value| {
        properties.insert(key.to_owned(), value);
    };
    put("Handler", config.value("handler").clone());
    put("CodeUri", json!(function.code));
    put("Runtime", config.value("runtime").clone());
    put("Architectures", json!([config.value("architecture")]));
    put("MemorySize", config.value("memory").clone());
    put("EphemeralStorage", json!({ "Size": config.value("storage") }));
    put("Timeout", config.value("timeout").clone());
    put("Environment", json!({ "Variables": environment(builder, function) }));
    let policies = list(config.value("policies"));
    if policies.is_empty() {
        put(
            "Role",
            substitute(
                "arn:aws:iam::${AWS::AccountId}:role/${roleName}",
                json!({ "roleName": reference(ROLE) }),
            ),
        );
    }
    put("Events", json!({}));
    let concurrency = config.value("concurrency");
    if concurrency != "unthrottled" {
        put("ReservedConcurrentExecutions", concurrency.clone());
    }
    let provisioned = config.value("provisionedConcurrency");
    if is_truthy(provisioned) {
        put(
            "ProvisionedConcurrencyConfig",
            json!({ "ProvisionedConcurrentExecutions": provisioned }),
        );
        put("AutoPublishAlias", json!("live"));
    }
    let layers = list(config.value("layers"));
    if !layers.is_empty() {
        put("Layers", Value::Array(layers));
    }
    if !policies.is_empty() {
        put("Policies", Value::Array(with_default_policies(builder, policies)));
    }
    let mut metadata = Map::new();
    metadata.insert("pragma".to_owned(), json!(function.pragma_name()));
    metadata.insert("name".to_owned(), json!(function.name.as_str()));
    if let Some((method, path)) = &function.route {
        metadata.insert("method".to_owned(), json!(method.as_str()));
        metadata.insert("path".to_owned(), json!(path.as_str()));
    }
    if function.is_asset_proxy() {
        metadata.insert("arcStaticAssetProxy".to_owned(), json!(true));
    }
    json!({
        "Type": "AWS::Serverless::Function",
        "Properties": properties,
        "ArcMetadata": metadata,
    })
}

/// A setting that is a list; what is none stands for itself.
fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        other => vec![other.clone()],
    }
}

/// Policies with the statements of Architect's own in the place of the name that asks for them.
fn with_default_policies(builder: &Builder<'_>, policies: Vec<Value>) -> Vec<Value> {
    if !policies.iter().any(|policy| policy == DEFAULT_POLICIES) {
        return policies;
    }
    let mut policies: Vec<Value> =
        policies.into_iter().filter(|policy| policy != DEFAULT_POLICIES).collect();
    let mut statements = Vec::new();
    let mut collect = |document: &Value| {
        if let Some(found) = document["PolicyDocument"]["Statement"].as_array() {
            statements.extend(found.iter().cloned());
        }
    };
    if let Some(role) = builder.template.resource(ROLE) {
        list(&role.value["Properties"]["Policies"]).iter().for_each(&mut collect);
    }
    if let Some(policy) = builder.template.resource(parameters::POLICY) {
        collect(&policy.value["Properties"]);
    }
    policies.push(json!({ "Statement": statements }));
    policies
}

/// The variables that a function starts with.
fn environment(builder: &Builder<'_>, function: &InventoryFunction) -> Map<String, Value> {
    let inventory = builder.inventory;
    let mut variables = Map::new();
    let mut put = |key: &str, value: Value| {
        variables.insert(key.to_owned(), value);
    };
    put("ARC_APP_NAME", json!(inventory.app.as_str()));
    put("ARC_ENV", json!(builder.stage));
    put("ARC_ROLE", reference(ROLE));
    put("ARC_SESSION_TABLE_NAME", json!("jwe"));
    put("ARC_STACK_NAME", reference("AWS::StackName"));
    if inventory.static_settings().is_some() {
        // A bucket that the manifest names is referred to like a resource, which it is not.
        let own = inventory.static_value(builder.stage);
        let bucket = if is_truthy(own) { own.clone() } else { json!("StaticBucket") };
        put("ARC_STATIC_BUCKET", json!({ "Ref": bucket }));
    }
    if inventory.has("ws") {
        put("ARC_WSS_URL", super::ws::url(builder.stage));
    }
    let at_root = match &inventory.root_handler {
        Some(RootHandler::AssetProxy) => true,
        Some(RootHandler::Function(name)) => *name == function.name,
        Some(RootHandler::Proxy) | None => false,
    };
    if function.route.is_some() && at_root && inventory.static_settings().is_some() {
        let prefix = inventory.static_value("prefix");
        if is_truthy(prefix) {
            put("ARC_STATIC_PREFIX", prefix.clone());
        }
        let spa = inventory.static_value("spa");
        if !spa.is_null() {
            put("ARC_STATIC_SPA", spa.clone());
        }
    }
    if function.config.value("env") == &Value::from(false) {
        put("ARC_DISABLE_ENV_VARS", json!(true));
    }
    if function.runtime().starts_with("python") {
        put("PYTHONPATH", json!("/var/task/vendor:/var/runtime:/opt/python"));
    }
    variables
}
